// The same data as a table: the list beneath comes to the front, over the same period, one key away.
import { write } from "./state.js";
import { toIso } from "./time.js";

export class Table {
  constructor(timeline) {
    this.timeline = timeline;
    this.button = timeline.root.querySelector("[data-table]");
    this.button.hidden = !document.querySelector("[data-renew]");
    this.button.addEventListener("click", () => this.toggle());
  }

  get shown() { return this.timeline.state.as === "table"; }

  // To the list and back: it is of the period in view, also where no reader chose that, and the focus goes along.
  toggle() {
    const { timeline } = this;
    if (this.button.hidden) return;
    const opens = !this.shown;
    if (opens) [this.held, this.lent] = [document.activeElement, !timeline.chosen && Boolean(timeline.view)];
    if (this.lent) timeline.chosen = opens;
    timeline.state.as = opens ? "table" : "picture";
    timeline.state.listed = new URLSearchParams();
    if (timeline.view) timeline.address.note();
    this.apply();
    this.focus(opens);
    timeline.address.push();
    timeline.page.list();
  }

  focus(opens) {
    const list = document.querySelector("#list");
    if (opens) {
      list?.focus({ preventScroll: true });
      if (list?.getBoundingClientRect().top > innerHeight / 2) list.scrollIntoView();
    } else if (this.held?.isConnected && this.held !== document.body) this.held.focus();
    else this.timeline.reading.back();
  }

  apply() {
    this.timeline.root.classList.toggle("as-table", this.shown);
    this.button.setAttribute("aria-pressed", this.shown);
    this.timeline.status.counts(!this.shown);
    this.tell();
  }

  // Which period the list is of, unless the filters name one; and the way to all years.
  tell() {
    const { state, status, page } = this.timeline;
    if (!this.shown) return;
    const whole = () => page.whole(write({ ...state, begin: null, end: null, listed: new URLSearchParams() }));
    if (["from", "to"].some((name) => state.filters.has(name))) status.lists(undefined);
    else status.lists(this.period, whole);
  }

  // The period that the picture shows, where a reader chose one and now sees the table.
  get period() {
    const { begin, end } = this.timeline.state;
    return this.shown && begin !== null && end !== null ? [begin, end] : null;
  }

  // Beneath the picture, the list is that of the period a reader chose, as its address says.
  within() {
    const { begin, end } = this.timeline.state;
    return Object.entries({ begin, end }).filter(([, time]) => time !== null && !this.shown).map(([name, time]) => [name, toIso(time)]);
  }

  // What the table asks for: the filters, and that period within theirs.
  query() {
    const { state } = this.timeline;
    const query = new URLSearchParams([...state.filters, ...state.listed]);
    if (!query.has("from")) query.set("from", toIso(state.begin));
    if (!query.has("to")) query.set("to", toIso(state.end));
    return query;
  }
}
