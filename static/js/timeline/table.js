// The same data as a table: the list beneath comes to the front, over the same period, one key away.
import { toIso } from "./time.js";

export class Table {
  constructor(timeline) {
    this.timeline = timeline;
    this.button = timeline.root.querySelector("[data-table]");
    this.button.hidden = !document.querySelector("[data-renew]");
    this.button.addEventListener("click", () => this.toggle());
  }

  get shown() { return this.timeline.state.as === "table"; }

  toggle() {
    const { timeline } = this;
    if (this.button.hidden) return;
    timeline.state.as = this.shown ? "picture" : "table";
    timeline.state.listed = new URLSearchParams();
    this.apply();
    timeline.address.push();
    timeline.page.list();
  }

  apply() {
    this.timeline.root.classList.toggle("as-table", this.shown);
    this.button.setAttribute("aria-pressed", this.shown);
    this.timeline.status.counts(!this.shown);
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
