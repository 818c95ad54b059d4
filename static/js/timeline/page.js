// The page around the picture: filters and the list beneath, which follow the picture and lead it.
import { Filters, Listing } from "./filters.js";
import { read } from "./state.js";

const NOTHING = { mode: "events", count: 0, events: [], amendments: {}, bodies: {} };

export class Page {
  constructor(timeline) {
    this.timeline = timeline;
    const form = document.querySelector("form.filters");
    const trouble = (error, again) => timeline.status.trouble(error, again);
    this.listing = new Listing([...document.querySelectorAll("[data-renew]")], { onTrouble: trouble });
    this.filters = form && new Filters(form, { onChange: (filters) => this.filter(filters) });
    this.listing.follow((address, alone) => this.follow(address, alone));
  }

  // Other filters: the picture and the page beneath are both renewed, the period in view stays.
  filter(filters) {
    const { timeline } = this;
    if (String(filters) === String(timeline.state.filters)) return;
    timeline.address.note();
    Object.assign(timeline.state, { filters, listed: new URLSearchParams(), problems: [] });
    timeline.status.leftOut([]);
    timeline.address.push();
    timeline.ask();
    this.list();
  }

  // What follows the filters; the list itself, as a table, also the period in view.
  async list(names) {
    const { table, state } = this.timeline;
    const query = new URLSearchParams([...state.filters, ...state.listed]);
    const page = await this.listing.renew(`?${query}`, table.period ? names ?? ["categories"] : names);
    if (page && !names) this.filters?.take(page);
    if (page && table.period) await this.listing.renew(`?${table.query()}`, ["list"]);
  }

  // A link of the page to itself: years and pages move the list alone, all others are filters.
  follow(address, alone) {
    const { timeline } = this;
    const { filters, listed } = read(address, timeline.said.filters);
    if (!alone) return this.filter(filters);
    timeline.state.listed = listed;
    timeline.address.push();
    return this.list(["list"]);
  }

  // Going back: the whole state as the address has it.
  restore(state) {
    const { timeline } = this;
    const before = timeline.state;
    const changed = ["filters", "listed", "as"].filter((name) => String(before[name]) !== String(state[name]));
    timeline.take(state);
    timeline.status.leftOut(state.problems);
    if (changed.includes("filters")) timeline.ask();
    else if (timeline.base) timeline.fit();
    if (changed.length) this.list();
    timeline.select(state.select, { remember: false });
    for (const layer of timeline.layers) layer.restore?.();
  }

  // What is asked for is not among the events: the view goes on without it, and says so.
  drop(id) {
    const { state, status } = this.timeline;
    state.select = null;
    state.problems.push(`select=${id}`);
    status.leftOut(state.problems);
  }

  // A first question that is refused goes on without what was refused; a later one leaves the picture as it is.
  trouble(error, again) {
    const { timeline } = this;
    const { filters, problems } = timeline.state;
    const value = error.parameter && filters.get(error.parameter);
    if (timeline.events || !value) {
      if (!timeline.events) timeline.receive(NOTHING);
      timeline.status.trouble(error, again);
      return;
    }
    problems.push(`${error.parameter}=${value}`);
    filters.delete(error.parameter);
    timeline.status.leftOut(problems);
    timeline.ask();
    this.list();
  }
}
