// Day zero: both countries' lanes are shifted so that the days on which their rules began stand under each other.
import { DAY, fromIso } from "./time.js";
import { tool } from "./tool.js";

const YEAR = 365.2425 * DAY;
const STEPS = [1 / 12, 1 / 4, 1, 2, 5, 10, 20]; // years between the ticks
const LEAST = 84; // pixels between them

export class Zero {
  constructor(timeline) {
    this.timeline = timeline;
    this.words = timeline.said.layer;
    this.origin = null;
    this.theme = null;
    this.choice = this.offer();
    this.mark = timeline.picture.over.append("g").attr("class", "zero").attr("aria-hidden", "true");
    this.line = Object.assign(document.createElement("p"), { className: "zero-line data", hidden: true });
    this.line.setAttribute("role", "status");
    timeline.stage.append(this.line);
  }

  // The themes of the filters, as what can be aligned on.
  offer() {
    const choice = tool(this.timeline.root, "select", this.words.align);
    const themes = [...document.querySelectorAll('form [name="theme"] option')].filter(({ value }) => value);
    choice.append(new Option(this.words.align, ""), ...themes.map(({ value, text }) => new Option(text, value)));
    choice.hidden = !themes.length;
    choice.addEventListener("change", () => this.choose(choice.value || null));
    return choice;
  }

  async choose(theme) {
    this.timeline.state.zero = theme;
    await this.align(theme);
  }

  async align(theme) {
    this.theme = theme;
    const days = theme ? await this.days(theme) : {};
    if (theme !== this.theme) return;
    const [upper, lower] = this.timeline.said.sides;
    const both = Boolean(days[upper] && days[lower]);
    this.tell(theme, both, days);
    this.choice.value = both ? theme : "";
    if (!both) this.timeline.state.zero = this.theme = null;
    this.origin = both ? fromIso(days[upper].earliest) : null;
    this.timeline.picture.shift = both ? { [lower]: fromIso(days[lower].earliest) - this.origin } : {};
    this.timeline.picture.aligned = both ? { ticks: (x, width) => this.ticks(x, width), text: (time) => this.text(time), out: this.words.world_out } : null;
    this.timeline.overview.align(this.timeline.picture.shift);
    this.timeline.laid.leaveOut(both ? ["world"] : []);
    this.timeline.draw();
  }

  // The dates of each country's first deciding in-force event.
  async days(theme) {
    const query = new URLSearchParams({ theme, expand: "deciding", lang: document.documentElement.lang });
    const answer = await fetch(`${this.timeline.said.coverage}?${query}`).then((found) => (found.ok ? found.json() : { results: [] }), () => ({ results: [] }));
    const first = (events) => events.filter(({ kind, date }) => kind === "in-force" && date.earliest).map(({ date }) => date).sort((a, b) => (a.earliest < b.earliest ? -1 : 1))[0];
    return Object.fromEntries(answer.results.map(({ jurisdiction, deciding }) => [jurisdiction, first(deciding)]));
  }

  tell(theme, both, days) {
    this.line.hidden = !theme;
    const { sides, places } = this.timeline.said;
    const stated = sides.map((place) => `${places[place]} ${days[place]?.text}`).join(", ");
    this.line.textContent = both ? this.words.aligned.replace("%s", stated) : this.words.no_zero;
  }

  ticks(x, width) {
    const [begin, end] = x.domain().map((time) => (time - this.origin) / YEAR);
    this.step = STEPS.find((step) => width / ((end - begin) / step) > LEAST) ?? STEPS.at(-1);
    const first = Math.ceil(begin / this.step);
    return Array.from({ length: Math.max(0, Math.floor(end / this.step) - first + 1) }, (_, n) => this.origin + (first + n) * this.step * YEAR);
  }

  // Years before and after; between whole years, months.
  text(time) {
    const months = Math.round((time - this.origin) / (YEAR / 12));
    if (!months) return this.words.zero;
    const [count, unit] = months % 12 ? [months, "month"] : [months / 12, "year"];
    return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long", signDisplay: "always" }).format(count);
  }

  scale(view) { this.draw(view); }

  draw({ x, left, right }) {
    const { zero } = this.timeline.state;
    if (zero !== this.theme) this.align(zero);
    const at = this.origin === null ? [] : [x(this.origin)].filter((place) => place > left && place < right);
    const lines = this.mark.selectAll("line").data(at);
    lines.exit().remove();
    lines.enter().append("line").merge(lines).attr("x1", (d) => d).attr("x2", (d) => d).attr("y1", 18).attr("y2", this.timeline.frame.height);
    const names = this.mark.selectAll("text").data(at);
    names.exit().remove();
    names.enter().append("text").attr("y", 12).merge(names).attr("x", (d) => d).text(this.words.zero);
  }
}
