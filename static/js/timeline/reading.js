// Reading the picture by pointer and by keyboard: one tab stop; arrows lead from item to item and track to track.
import { DAY } from "./time.js";

export class Reading {
  constructor(timeline) {
    this.timeline = timeline;
    this.svg = timeline.svg;
    this.svg.addEventListener("keydown", (event) => this.key(event));
    for (const type of ["pointerover", "focusin"]) this.svg.addEventListener(type, ({ target }) => this.tell(target));
    for (const type of ["pointerout", "focusout"]) this.svg.addEventListener(type, () => timeline.card.hide());
    this.svg.addEventListener("click", (event) => this.choose(event));
    addEventListener("keydown", (event) => this.anywhere(event));
  }

  tell(target) {
    const node = itemOf(target);
    if (node && !this.timeline.motion.lasts) this.timeline.card.show(node.__data__.item, node.getBoundingClientRect(), this.timeline.stage.getBoundingClientRect());
  }

  // A click, or Enter on a focused item, which the browser makes a click without a pointer.
  choose(event) {
    const node = itemOf(event.target);
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.last = node.dataset.id;
    if (node.__data__.item.type === "more") return this.closer(node.__data__.item);
    this.timeline.select(node.__data__.item.events.at(-1).id);
    if (event.detail === 0) this.timeline.panel.node.focus();
  }

  // To where what had no room has it; where one can come no closer, to the list of these days.
  closer({ start, end }) {
    const { gestures, table, view } = this.timeline;
    const wide = Math.min((view[1] - view[0]) / 3, Math.max((end - start) * 1.5, 20 * DAY));
    gestures.show((start + end - wide) / 2, (start + end + wide) / 2);
    if (view[1] - view[0] < 21 * DAY) table.toggle();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = itemOf(event.target);
    const goal = node ? this.from(node.dataset.id, event.key) : this.into(event.key);
    if (!goal) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.focus(goal);
  }

  // Escape closes what is open, t shows the table, ? the keys; not while one writes.
  anywhere(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, textarea, select")) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "t") this.timeline.table.toggle();
    else if (event.key === "?") this.help();
  }

  close() {
    const { timeline } = this;
    if (timeline.state.select) {
      const within = timeline.panel.node.contains(document.activeElement);
      timeline.select(null);
      if (within) this.back();
    } else if (itemOf(document.activeElement)) this.svg.focus();
  }

  back() { (this.find(this.last) ?? this.svg).focus({ preventScroll: true }); }

  help() {
    const keys = this.timeline.root.querySelector("[data-keys]");
    keys.open = !keys.open;
  }

  // The tracks that have items, from top to bottom, each in order of time.
  tracks() {
    const laid = this.timeline.mode === "events" ? this.timeline.tracks : [];
    return laid.filter(({ placed }) => placed.size).toSorted((a, b) => a.track.y - b.track.y)
      .map(({ placed }) => [...placed.values()].map(({ item }) => item).sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)));
  }

  // Where a key leads from an item: {item}, or nothing where the key is not one of these.
  from(id, key) {
    const tracks = this.tracks();
    const row = tracks.findIndex((items) => items.some((item) => item.id === id));
    if (row < 0) return null;
    const items = tracks[row];
    const at = items.findIndex((item) => item.id === id);
    const near = (other) => other && nearest(other, items[at].start);
    const found = {
      ArrowLeft: () => items[Math.max(0, at - 1)], ArrowRight: () => items[Math.min(items.length - 1, at + 1)],
      ArrowUp: () => near(tracks[row - 1]), ArrowDown: () => near(tracks[row + 1]), Home: () => items[0], End: () => items.at(-1),
    }[key];
    return found ? found() ?? items[at] : null;
  }

  // Down, up or Enter on the picture itself lead to the item that was focused last, or the first in view.
  into(key) {
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(key)) return null;
    const tracks = this.tracks();
    const [begin, end] = this.timeline.view ?? [];
    const inView = ({ start }) => start >= begin && start <= end;
    const all = key === "ArrowUp" ? tracks.toReversed().flat() : tracks.flat();
    return all.find(({ id }) => id === this.last) ?? all.find(inView) ?? all[0];
  }

  focus(item) {
    this.last = item.id;
    this.timeline.reveal(item.start);
    this.find(item.id)?.focus({ preventScroll: false });
  }

  find(id) { return id ? this.svg.querySelector(`a.item[data-id="${CSS.escape(id)}"]`) : null; }

  // Called after drawing: an item that left the picture gives its focus to the picture.
  keep(held) { if (held && !held.isConnected) (this.find(held.dataset.id) ?? this.svg).focus({ preventScroll: true }); }
}

const itemOf = (node) => node?.closest?.("a.item");

const nearest = (items, time) => items.reduce((best, item) => (Math.abs(item.start - time) < Math.abs(best.start - time) ? item : best));
