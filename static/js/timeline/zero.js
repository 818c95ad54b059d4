// Day zero: the axis counts days before and after a chosen event; or, for a theme, from where each country's rules began,
// its lane shifted so that these days stand under each other.
import { DAY, fromIso, spanOf } from "./time.js";
import { tool } from "./tool.js";

const YEAR = 365.2425 * DAY;
const DAYS = [1, 2, 5, 10, 30, 90]; // between the ticks
const YEARS = [1, 2, 4, 5, 10, 20, 50];
const STEPS = [...DAYS.map((days) => days * DAY), ...YEARS.map((years) => years * YEAR)];
const LEAST = 150; // pixels between them
const NAME = 48; // letters of an event's title beside its line
const EVENT = /\d{4}/; // an event's id holds its year, a theme's no number

export class Zero {
  constructor(timeline) {
    this.timeline = timeline;
    this.words = timeline.said.layer;
    this.origin = null;
    this.zero = null;
    this.name = null; // of the event, where day zero is one's
    this.choice = this.offer();
    this.button = this.offerEvent();
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

  // In the panel of an event: its day as day zero, and back.
  offerEvent() {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: this.words.from_here, hidden: true });
    button.addEventListener("click", () => {
      const { select, zero } = this.timeline.state;
      this.choose(zero === select ? null : select);
    });
    this.timeline.panel.node.querySelector("[data-close]").after(button);
    return button;
  }

  select(event) {
    this.button.hidden = !event;
    this.press();
  }

  press() {
    const { select, zero } = this.timeline.state;
    this.button.setAttribute("aria-pressed", Boolean(zero) && zero === select);
  }

  async choose(zero) {
    this.timeline.state.zero = zero;
    await this.align(zero);
  }

  async align(zero) {
    this.zero = zero;
    this.chosen?.remove();
    this.press();
    if (zero && EVENT.test(zero)) await this.count(zero);
    else if (zero && this.choice.length > 1 && ![...this.choice.options].some(({ value }) => value === zero)) this.drop();
    else await this.alignOn(zero);
  }

  // One day zero for all lanes: the first day that the event's date can mean.
  async count(id) {
    const event = this.timeline.events.find((each) => each.id === id) ?? await this.fetchEvent(id);
    if (id !== this.zero) return;
    if (!event) {
      this.drop();
      return;
    }
    this.name = event.title;
    this.chosen = new Option(shortened(event.title), id, true, true);
    this.choice.append(this.chosen);
    this.line.hidden = false;
    this.line.textContent = this.words.counted.replace("%s", () => `${event.title}, ${event.date.text}`);
    this.show(spanOf(event).start, {});
  }

  // An event that the filters leave out can still be day zero.
  async fetchEvent(id) {
    const answer = await fetch(`/api/v1/events/${encodeURIComponent(id)}/?lang=${document.documentElement.lang}`).catch(() => null);
    return answer?.ok ? answer.json() : null;
  }

  // What the address names is neither: the view goes on without it, and says so.
  drop() {
    const { state, status } = this.timeline;
    state.problems.push(`zero=${state.zero}`);
    status.leftOut(state.problems);
    state.zero = null;
    this.align(null);
  }

  async alignOn(theme) {
    const days = theme ? await this.days(theme) : {};
    if (theme !== this.zero) return;
    const [upper, lower] = this.timeline.said.sides;
    const both = Boolean(days[upper] && days[lower]);
    this.tell(theme, both, days);
    this.choice.value = both ? theme : "";
    if (!both) this.timeline.state.zero = this.zero = null;
    const origin = both ? fromIso(days[upper].earliest) : null;
    this.name = null;
    this.show(origin, both ? { [lower]: fromIso(days[lower].earliest) - origin } : {});
  }

  // Draws with another origin (ms, or null for none) and lanes shifted so (ms, by place).
  show(origin, shift) {
    const { picture, overview, laid } = this.timeline;
    this.origin = origin;
    picture.shift = shift;
    picture.aligned = origin === null ? null : { ticks: (x, width) => this.ticks(x, width), text: (time) => this.text(time), out: picture.apart ? this.words.world_out : "" };
    overview.align(shift);
    laid.leaveOut(picture.apart ? ["world"] : []);
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
    const [begin, end] = x.domain().map((time) => time - this.origin);
    const step = STEPS.find((each) => width / ((end - begin) / each) > LEAST) ?? STEPS.at(-1);
    const first = Math.ceil(begin / step);
    const whole = (number) => Math.round((number * step) / DAY) * DAY;
    return Array.from({ length: Math.max(0, Math.floor(end / step) - first + 1) }, (_, n) => this.origin + whole(first + n));
  }

  // Days before and after; from a year on, also how many years these are.
  text(time) {
    const away = Math.round((time - this.origin) / DAY);
    if (!away) return this.words.zero;
    const said = unit(away, "day", { signDisplay: "always" });
    const years = Math.round((Math.abs(away) * DAY * 10) / YEAR) / 10;
    return years < 1 ? said : `${said} (${unit(years, "year")})`;
  }

  scale(view) { this.draw(view); }

  draw({ x, left, right }) {
    const { zero } = this.timeline.state;
    if (zero !== this.zero) this.align(zero);
    const at = this.origin === null ? [] : [x(this.origin)].filter((place) => place > left && place < right);
    const lines = this.mark.selectAll("line").data(at);
    lines.exit().remove();
    lines.enter().append("line").merge(lines).attr("x1", (d) => d).attr("x2", (d) => d).attr("y1", 18).attr("y2", this.timeline.frame.height);
    const names = this.mark.selectAll("text").data(at);
    names.exit().remove();
    names.enter().append("text").attr("y", 12).merge(names).attr("x", (d) => d).text((place) => this.label(place, x));
  }

  // The event's name where no other word stands in its way.
  label(at, x) {
    const said = this.name && `${this.words.zero}: ${shortened(this.name)}`;
    const half = said && this.timeline.text(said) / 2 + 30;
    const { left, right, today } = this.timeline;
    return said && at - half > left && at + half < right && Math.abs(x(today) - at) > half ? said : this.words.zero;
  }
}

const unit = (number, name, more = {}) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: name, unitDisplay: "long", ...more }).format(number).replace("-", "−");

const shortened = (text) => (text.length > NAME ? `${text.slice(0, NAME).trimEnd()}…` : text);
