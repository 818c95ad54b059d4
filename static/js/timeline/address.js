// The address follows the view: moves replace it, choices add to it, and going back restores what was.
import { write } from "./state.js";

const REST = 250; // ms of rest before a move is written down

export class Address {
  constructor(timeline) {
    this.timeline = timeline;
    addEventListener("popstate", () => timeline.page.restore(timeline.page.read(location.search)));
  }

  // The period in view belongs to the state only where a reader chose it.
  note() {
    const { timeline } = this;
    const [begin, end] = timeline.chosen ? timeline.view : [null, null];
    Object.assign(timeline.state, { begin, end });
  }

  replace() {
    this.note();
    clearTimeout(this.later);
    this.later = setTimeout(() => history.replaceState(null, "", write(this.timeline.state)), REST);
  }

  push(address = write(this.timeline.state)) {
    clearTimeout(this.later);
    if (new URL(address, location).href !== location.href) history.pushState(null, "", address);
  }
}
