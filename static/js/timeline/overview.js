// The whole history as a strip: how much happened when, Japan above, Korea below, and the window that is in view.
import { select } from "../../vendor/d3.js";

const HEIGHT = 44;
const YEAR = 365.25 * 86_400_000;

export class Overview {
  constructor(svg, { onWindow, label }) {
    this.svg = select(svg).attr("height", HEIGHT);
    this.bars = this.svg.append("g").attr("aria-hidden", "true");
    this.window = this.svg.append("rect").attr("class", "window").attr("y", 0).attr("height", HEIGHT)
      .attr("tabindex", 0).attr("role", "slider").attr("aria-label", label);
    this.onWindow = onWindow;
    this.listen();
  }

  // counts: [{time, place, count}] a quarter each; x: the scale of the whole.
  draw({ counts, x, sides }) {
    this.x = x;
    const most = Math.max(1, ...counts.map(({ count }) => count));
    const size = (count) => (Math.sqrt(count / most) * HEIGHT) / 2;
    const wide = Math.max(1, x(YEAR / 4) - x(0) - 1);
    const bars = this.bars.selectAll("rect").data(counts);
    bars.exit().remove();
    bars.enter().append("rect").merge(bars)
      .attr("class", ({ place }) => `j-${place}`)
      .attr("x", ({ time }) => x(time)).attr("width", wide)
      .attr("y", ({ place, count }) => (place === sides[1] ? HEIGHT / 2 + 1 : HEIGHT / 2 - size(count)))
      .attr("height", ({ count }) => size(count));
  }

  show(begin, end) {
    const [a, b] = [this.x(begin), this.x(end)];
    this.window.attr("x", a).attr("width", Math.max(6, b - a)).attr("aria-valuetext", `${year(begin)}–${year(end)}`)
      .attr("aria-valuenow", year(begin)).attr("aria-valuemin", year(this.x.domain()[0])).attr("aria-valuemax", year(this.x.domain()[1]));
    this.span = [begin, end];
  }

  // Arrows move the window by a quarter of itself, plus and minus resize it, Home and End lead to the ends.
  key(event) {
    const [begin, end] = this.span;
    const [first, last] = this.x.domain().map(Number);
    const [wide, middle] = [end - begin, (begin + end) / 2];
    const around = (size) => [middle - size / 2, middle + size / 2];
    const windows = {
      ArrowLeft: [begin - wide / 4, end - wide / 4], ArrowRight: [begin + wide / 4, end + wide / 4],
      ArrowDown: [begin - wide / 4, end - wide / 4], ArrowUp: [begin + wide / 4, end + wide / 4],
      "+": around(wide / 1.5), "=": around(wide / 1.5), "-": around(wide * 1.5),
      Home: [first, first + wide], End: [last - wide, last],
    };
    const asked = windows[event.key];
    if (!asked || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.onWindow(...asked);
  }

  // Drag the window to move it; drag beside it to choose a new one.
  listen() {
    const node = this.svg.node();
    this.window.on("keydown", (event) => this.key(event));
    const time = (event) => +this.x.invert(event.clientX - node.getBoundingClientRect().left);
    node.addEventListener("pointerdown", (down) => {
      node.setPointerCapture(down.pointerId);
      const begun = time(down);
      const span = [...this.span];
      const inside = begun > span[0] && begun < span[1];
      const move = (event) => {
        const now = time(event);
        if (inside) this.onWindow(span[0] + now - begun, span[1] + now - begun);
        else if (Math.abs(event.clientX - down.clientX) > 4) this.onWindow(Math.min(begun, now), Math.max(begun, now));
      };
      node.addEventListener("pointermove", move);
      node.addEventListener("pointerup", () => node.removeEventListener("pointermove", move), { once: true });
    });
  }
}

const year = (ms) => new Date(ms).getUTCFullYear();
