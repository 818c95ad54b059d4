// The whole history as a strip: how much happened when, Japan above, Korea below, and the window that is in view.
import { select } from "../../vendor/d3.js";
import { round } from "./svg.js";

const HEIGHT = 32;
const YEARS = 13; // pixels of the line of years beneath
const ROOM = 70; // pixels from one year to the next
const YEAR = 365.25 * 86_400_000;

export class Overview {
  constructor(svg, { onWindow, label }) {
    this.svg = select(svg).attr("height", HEIGHT + YEARS);
    this.years = this.svg.append("g").attr("class", "years").attr("aria-hidden", "true");
    this.bars = this.svg.append("g").attr("aria-hidden", "true");
    this.window = this.svg.append("rect").attr("class", "window").attr("y", 0).attr("height", HEIGHT)
      .attr("tabindex", 0).attr("role", "slider").attr("aria-label", label);
    this.onWindow = onWindow;
    this.listen();
  }

  // counts: [{time, place, count}] a quarter each, or a year; x: the scale of the whole.
  draw({ counts, x, sides }) {
    Object.assign(this, { x, counts, sides });
    const most = counts.reduce((sum, { count }) => Math.max(sum, count), 1);
    const size = (count) => (Math.sqrt(count / most) * HEIGHT) / 2;
    const wide = Math.max(1, x(apart(counts)) - x(0) - 1);
    const places = [...Map.groupBy(counts, ({ place }) => place)];
    const bars = this.bars.selectAll("path").data(places, ([place]) => place);
    bars.exit().remove();
    bars.enter().append("path").attr("class", ([place]) => `j-${place}`).merge(bars).attr("d", ([place, found]) => found.map(({ time, count }) => {
      const tall = round(size(count));
      return `M${round(x(time))},${place === sides[1] ? HEIGHT / 2 + 1 : HEIGHT / 2 - tall}h${round(wide)}v${tall}h${-round(wide)}z`;
    }).join(""));
    this.align(this.shift);
    this.drawYears(x);
  }

  // A tick and a number at the beginning of some years; none where it would be cut.
  drawYears(x) {
    const [left, right] = x.range();
    const ticks = x.ticks(Math.max(2, (right - left) / ROOM)).filter((time) => new Date(time).getUTCMonth() === 0 && x(time) + 30 < right);
    const years = this.years.selectAll("g").data(ticks);
    years.exit().remove();
    const entered = years.enter().append("g");
    entered.append("line").attr("y2", HEIGHT + YEARS - 1);
    entered.append("text").attr("x", 3).attr("y", HEIGHT + YEARS - 2);
    const all = entered.merge(years).attr("transform", (time) => `translate(${round(x(time))},0)`);
    all.select("text").text((time) => new Date(time).getUTCFullYear());
  }

  // Lanes that are drawn earlier (ms, by place) are so here too: the window is that of both.
  align(shift = {}) {
    this.shift = shift;
    this.bars.selectAll("path").attr("transform", ([place]) => (shift[place] ? `translate(${round(this.x(0) - this.x(shift[place]))},0)` : null));
  }

  show(begin, end) {
    const [a, b] = [this.x(begin), this.x(end)];
    const wide = round(Math.max(6, b - a));
    this.window.attr("transform", `translate(${round(a)},0)`); // in a layer of its own: nothing is painted anew
    if (wide !== this.wide) this.window.attr("width", wide);
    this.wide = wide;
    const said = `${year(begin)}–${year(end)}`;
    if (said !== this.said) {
      const [first, last] = this.x.domain().map(year);
      this.window.attr("aria-valuetext", said).attr("aria-valuenow", year(begin)).attr("aria-valuemin", first).attr("aria-valuemax", last);
    }
    [this.said, this.span] = [said, [begin, end]];
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
    this.span = this.within(asked); // the next key may come before this one is drawn
    this.onWindow(...this.span);
  }

  // The same period, moved to where the strip has it.
  within([begin, end]) {
    const [first, last] = this.x.domain().map(Number);
    const wide = Math.min(end - begin, last - first);
    const start = Math.min(Math.max(begin, first), last - wide);
    return [start, start + wide];
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
        if (inside) this.onWindow(...this.within(span.map((end) => end + now - begun)));
        else if (Math.abs(event.clientX - down.clientX) > 4) this.onWindow(Math.min(begun, now), Math.max(begun, now));
      };
      node.addEventListener("pointermove", move);
      node.addEventListener("pointerup", () => node.removeEventListener("pointermove", move), { once: true });
    });
  }
}

// The shortest time between two counts: a quarter, or a year where these are all there is.
function apart(counts) {
  const times = [...new Set(counts.map(({ time }) => time))].sort((a, b) => a - b);
  return times.slice(1).reduce((least, time, n) => Math.min(least, time - times[n]), YEAR);
}

const year = (ms) => new Date(ms).getUTCFullYear();
