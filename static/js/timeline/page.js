// The page around the picture: filters and the list beneath, which follow the picture and lead it.
import { Filters, Listing } from "./filters.js";
import { read, write } from "./state.js";
import { tint } from "./tints.js";

const NOTHING = { mode: "events", count: 0, events: [], amendments: {}, bodies: {} };

export class Page {
  constructor(timeline) {
    this.timeline = timeline;
    tint(timeline.said.colours);
    const form = document.querySelector("form.filters");
    const mended = (page) => page && timeline.status.mended("list");
    const trouble = (error, again) => timeline.status.trouble("list", error, () => again().then(mended));
    this.listing = new Listing([...document.querySelectorAll("[data-renew]")], { onTrouble: trouble });
    this.filters = form && new Filters(form, { onChange: (filters) => this.filter(filters) });
    this.listing.follow((address, alone) => this.follow(address, alone));
    this.refused = faulty(form);
  }

  // What an address says, without what cannot be: the server refused it in its form.
  read(search) {
    const { said } = this.timeline;
    const state = read(search, said.filters);
    for (const name of this.refused) this.leaveOut(state, name);
    if (this.refused.length) queueMicrotask(() => this.list());
    this.refused = []; // other addresses come from here
    return state;
  }

  leaveOut({ filters, problems }, name) {
    problems.push(...filters.getAll(name).map((value) => `${name}=${value}`));
    filters.delete(name);
  }

  // Other filters: the picture and the page beneath are both renewed, the period in view stays.
  filter(filters) {
    const { timeline } = this;
    if (String(filters) === String(timeline.state.filters)) return;
    timeline.address.note();
    if (filters.get("lanes") !== timeline.state.filters.get("lanes")) { // another picture: the page begins anew
      location.assign(write({ ...timeline.state, filters }));
      return;
    }
    Object.assign(timeline.state, { filters, listed: new URLSearchParams(), problems: [] });
    timeline.status.leftOut([]);
    timeline.address.push();
    timeline.ask();
    this.list();
  }

  // What follows the filters; the list itself, as a table, also the period in view.
  async list(names) {
    const { table, state } = this.timeline;
    table.tell();
    const query = new URLSearchParams([...state.filters, ...state.listed, ...table.within()]);
    const page = await this.listing.renew(`?${query}`, table.period ? names ?? ["categories"] : names);
    if (page) this.timeline.status.mended("list");
    if (page && !names) this.filters?.take(page);
    if (page && table.period) await this.listing.renew(`?${table.query()}`, ["list"]);
  }

  // A link of the page to itself: years and pages move the list alone, all others are filters.
  follow(address, alone) {
    const { timeline } = this;
    const { filters, listed } = read(address, timeline.said.filters);
    if (!alone && String(filters) === String(timeline.state.filters)) return this.whole(address);
    if (!alone) return this.filter(filters);
    timeline.state.listed = listed;
    timeline.address.push();
    return this.list(["list"]);
  }

  // All years, under the same filters: picture and list alike.
  whole(address) {
    const { timeline } = this;
    timeline.address.push(address || location.pathname);
    this.restore(this.read(address));
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
    const [first, ...others] = filters.getAll(error.parameter);
    if (timeline.events || !first) {
      if (!timeline.events) timeline.receive(NOTHING);
      timeline.status.trouble("picture", error, again);
      return;
    }
    this.leaveOut({ filters, problems }, error.parameter);
    if (others.length) {
      filters.set(error.parameter, first); // of several, the first may do
      problems.splice(problems.indexOf(`${error.parameter}=${first}`), 1);
    }
    timeline.status.leftOut(problems);
    timeline.ask();
    this.list();
  }
}

// The filters that the server's form says are wrong.
const faulty = (form) => [...(form?.querySelectorAll(".field:has(.errorlist) [name]") ?? [])].map(({ name }) => name);
