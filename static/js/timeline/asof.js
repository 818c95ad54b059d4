// A day on the picture: a cursor across the lanes, and beneath it the rules of both countries on that day.
import { select } from "../../vendor/d3.js";
import { DAY, toIso } from "./time.js";
import { tool } from "./tool.js";

const WAIT = 180; // ms that the cursor rests before the server is asked
const MEET = 80; // px between two labels that touch
const [FIRST, LAST] = [Date.UTC(1000, 0, 1), Date.UTC(2999, 11, 31)];

export class AsOf {
  constructor(timeline) {
    this.timeline = timeline;
    this.said = timeline.said;
    this.kept = new Map();
    this.words = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeZone: "UTC" });
    this.button = tool(timeline.root, "button", this.said.layer.on_day);
    this.button.addEventListener("click", () => this.toggle());
    this.reason = tool(timeline.root, "span", this.said.layer.no_day);
    Object.assign(this.reason, { id: "no-day", className: "quiet no-day", hidden: true });
    this.way = tool(timeline.root, "a", "");
    Object.assign(this.way, { href: "#day", hidden: true });
    this.way.addEventListener("click", (event) => this.go(event));
    this.part = Object.assign(document.createElement("div"), { id: "day", className: "day-part", hidden: true, tabIndex: -1 });
    this.part.setAttribute("aria-live", "polite");
    timeline.root.append(this.part);
    this.cursor = select(timeline.svg).insert("g", "[clip-path]").attr("class", "cursor") // beneath the items: they can be clicked
     .attr("display", "none")
      .attr("tabindex", 0).attr("role", "slider").attr("aria-label", this.said.layer.day);
    this.cursor.append("line").attr("y1", 18);
    this.cursor.append("rect").attr("class", "grip").attr("width", 16).attr("x", -8).attr("y", 18);
    this.cursor.append("rect").attr("class", "tag").attr("y", 0).attr("height", 20).attr("rx", 2);
    this.cursor.append("text").attr("y", 14);
    this.listen();
  }

  get day() { return this.timeline.picture.apart ? null : this.timeline.state.day; }

  // Off, or on: on the day of the selected event, else today where it is in view, else the middle of the view.
  toggle() {
    const { picture, state, today, view, events } = this.timeline;
    if (picture.apart) return;
    const chosen = events?.find(({ id }) => id === state.select)?.start;
    const inView = today > view[0] && today < view[1] ? today : (view[0] + view[1]) / 2;
    this.set(state.day === null ? (chosen ?? inView) : null);
    if (state.day !== null) this.cursor.node().focus({ preventScroll: true });
  }

  set(time) {
    this.timeline.state.day = time === null ? null : Math.floor(Math.min(LAST, Math.max(FIRST, time)) / DAY) * DAY;
    this.draw(this.view);
    this.timeline.remember();
  }

  draw(view) {
    this.view = view;
    this.explain(this.timeline.picture.apart);
    this.button.setAttribute("aria-pressed", this.day !== null);
    this.cursor.attr("display", this.day === null ? "none" : null);
    if (this.day !== null) this.place(view);
    this.keepApart(view, true);
    this.show();
  }

  // Aligned, the lanes have no day in common: the button says so where it stands.
  explain(aligned) {
    const { button, reason } = this;
    button.setAttribute("aria-disabled", aligned);
    if (aligned) button.setAttribute("aria-describedby", reason.id);
    else button.removeAttribute("aria-describedby");
    reason.hidden = !aligned;
  }

  // Down to the rules of the day: they may lie below what the screen shows.
  go(event) {
    event?.preventDefault();
    this.going = this.part.hidden; // until the answer is here
    this.part.focus({ preventScroll: true });
    this.part.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  // While the picture moves, only the line follows.
  glide(view) {
    this.view = view;
    if (this.day !== null) this.place(view);
    this.keepApart(view);
  }

  // Where the day's label and the word "today" would meet, the label stands alone.
  keepApart({ x }, redrawn) {
    const meet = this.day !== null && Math.abs(x(this.day) - x(this.timeline.today)) < MEET;
    if (meet === this.met && !redrawn) return;
    this.met = meet;
    for (const word of this.timeline.svg.querySelectorAll(".back text.day")) word.setAttribute("visibility", meet ? "hidden" : "visible");
  }

  // The line stands in the middle of the day; beyond the view only its label stays, at the edge.
  place({ x, left, right }) {
    const at = x(this.day + DAY / 2);
    const height = this.timeline.frame.height;
    const text = this.words.format(this.day);
    const wide = this.timeline.text(text) + 16;
    const within = Math.min(right, Math.max(left, at));
    const start = Math.min(Math.max(-wide / 2, left - within), right - within - wide);
    this.cursor.attr("transform", `translate(${within},0)`).classed("outside", within !== at)
      .attr("aria-valuetext", text).attr("aria-valuenow", this.day / DAY).attr("aria-valuemin", FIRST / DAY).attr("aria-valuemax", LAST / DAY);
    this.cursor.select("line").attr("y2", height);
    this.cursor.select(".grip").attr("height", height - 18);
    this.cursor.select(".tag").attr("x", start).attr("width", wide);
    this.cursor.select("text").attr("x", start + wide / 2).text(text);
  }

  listen() {
    const node = this.cursor.node();
    for (const type of ["mousedown", "touchstart"]) node.addEventListener(type, (event) => event.stopPropagation());
    node.addEventListener("keydown", (event) => this.key(event));
    node.addEventListener("pointerdown", (down) => {
      if (down.button) return;
      node.setPointerCapture(down.pointerId);
      const begin = this.view.x(this.day + DAY / 2) - down.clientX; // the line stands in the middle of its day
      const move = (event) => this.set(+this.view.x.invert(begin + event.clientX));
      node.addEventListener("pointermove", move);
      for (const type of ["pointerup", "pointercancel"]) node.addEventListener(type, () => node.removeEventListener("pointermove", move), { once: true });
    });
  }

  // Arrows: a day, with Shift a month; Page keys: a year.
  key(event) {
    const sign = { ArrowLeft: -1, ArrowDown: -1, PageDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 1 }[event.key];
    if (!sign || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const months = event.key.startsWith("Page") ? 12 : event.shiftKey ? 1 : 0;
    this.set(months ? later(this.day, sign * months) : this.day + sign * DAY);
  }

  // Beneath the picture: the day of the cursor; under a theme also without one, as of today.
  show() {
    const theme = this.timeline.state.filters.get("theme") ?? "";
    const day = this.day ?? (theme ? this.timeline.today : null);
    const lanes = this.timeline.state.filters.get("lanes") ?? "";
    const query = new URLSearchParams(Object.entries({ theme, lanes }).filter(([, value]) => value));
    this.way.hidden = day === null;
    if (day !== null) this.way.textContent = this.said.layer.rules.replace("%s", this.words.format(day));
    const address = day === null ? null : `${this.said.day_path}${toIso(day)}/${query.size ? `?${query}` : ""}`;
    if (address === this.address) return;
    this.address = address;
    clearTimeout(this.waiting);
    if (address === null) this.part.hidden = true;
    else if (this.kept.has(address)) this.fill(this.kept.get(address));
    else this.waiting = setTimeout(() => this.fetch(address), WAIT);
  }

  async fetch(address) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.kept.set(address, page.querySelector(".day-state"));
    } catch {
      this.kept.set(address, null);
    }
    if (address === this.address) this.fill(this.kept.get(address));
    if (!this.kept.get(address)) this.kept.delete(address);
  }

  fill(found) {
    this.part.hidden = false;
    if (this.going) queueMicrotask(() => this.go());
    if (found) this.part.replaceChildren(document.importNode(found, true));
    else this.part.replaceChildren(Object.assign(document.createElement("p"), { className: "problem", textContent: this.said.layer.day_trouble }));
  }
}

// So many months later; the last day of a shorter month where there is no such day.
function later(time, months) {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return +date;
}
