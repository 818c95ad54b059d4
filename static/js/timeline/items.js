// What each item looks like: built once, laid in a row, then moved with the scale; words are fitted when all is at rest.
import { hatchOf } from "./hatch.js";
import { LONGEST } from "./layout.js";
import { shapeOf } from "./shapes.js";
import { bar, change, make, NS, round, set, shortened } from "./svg.js";
import { isPoint } from "./time.js";

const SIDE = 9; // pixels between a line and what follows in its row
const SMALL = 14; // a span narrower than this wears its mark in the middle
const RING = 5; // pixels from the middle of a hollow mark to its rim, where its line begins
const FAR = 540; // pixels beyond the view to which a span without a beginning is drawn
const REACH = 60; // pixels that an end not recorded is drawn on

// What an item is called by those who do not see where it stands.
function nameOf({ type, label, events }) {
  const [first, last] = [events[0], events.at(-1)];
  if (type === "mark") return `${first.date.text}: ${label}`;
  if (type === "more") return `${label}: ${first.date.text} – ${last.date.text}`;
  return `${label}, ${first.date.text}: ${events.map(({ kind_label: kind }) => kind).join(", ")}`;
}

class Item {
  constructor(item) {
    this.item = item;
    this.node = document.createElementNS(NS, "a");
    const [event] = item.events;
    const light = item.weight < 2 ? " light" : "";
    set(this.node, { class: `item ${item.type} j-${event.jurisdiction}${light}`, href: item.type === "more" ? "#list" : item.events.at(-1).path });
    set(this.node, { "data-id": item.id, tabindex: -1, "aria-label": nameOf(item) });
    this.build(item);
  }

  // The row where it stands: {item, row, label, wide, next}, `y` its middle.
  lay(place, y) {
    this.place = place;
    this.node.__data__ = place;
    this.y = y;
  }

  select(id) { this.node.classList.toggle("selected", this.item.events.some((event) => event.id === id)); }

  // The last moment that is drawn (ms).
  until() { return this.item.end; }

  write(text, attributes = {}) {
    if (text) {
      this.label ??= make(this.node, "text", "label");
      for (const name in attributes) change(this.label, name, attributes[name]);
      if (this.label.textContent !== text) this.label.textContent = text;
    }
    this.label?.classList.toggle("hidden", !text);
  }

  fit() {}
}

class Mark extends Item {
  build({ events: [event] }) {
    this.early = event.openStart; // it may have been at any time before
    if (this.early) this.before = make(this.node, "path", "before");
    if (!isPoint(event)) this.span = make(this.node, "path", "span");
    this.shape = make(this.node, "path", "shape", { d: shapeOf(event) });
  }

  move({ x, left }) {
    const { item, place } = this;
    const from = x(item.start);
    if (this.before) change(this.before, "d", bar(Math.min(0, left - FAR - from), 0, -1, 2));
    const wide = x(item.end) - from;
    const spread = this.span && wide > SMALL;
    const at = spread ? 6 : this.span ? wide / 2 : 0;
    change(this.node, "transform", `translate(${round(from)},${this.y})`);
    if (this.span) change(this.span, "d", wide > 3 ? bar(0, wide, -3, 6) : "");
    if (this.span) change(this.shape, "transform", `translate(${round(at)},0)`);
    this.ends = place.label === "right" ? Math.max(this.span ? wide : 0, at + 6) + 4 : Math.min(0, at - 6) - 4;
    if (this.span && this.label) change(this.label, "x", round(this.ends));
  }

  fit({ x, left, right, measure }) {
    const { label, wide } = this.place;
    const from = x(this.item.start);
    const here = from > left - 6 && from < right + 6;
    const fits = label === "right" ? from + this.ends + wide < right + 16 : from + this.ends - wide > left - 14;
    const text = label !== "none" && here && fits ? shortened(this.item.label, LONGEST, measure) : "";
    this.write(text, { x: round(this.ends), y: 4, "text-anchor": label === "right" ? "start" : "end" });
  }
}

class Life extends Item {
  build(item) {
    this.on = make(this.node, "path", "on");
    const ends = [...item.stages.slice(1).map(({ start }) => start), item.effect ?? item.end];
    this.parts = item.stages.map((event, n) => ({ kind: event.kind, from: event.start, to: ends[n] })).filter(({ kind }) => kind !== "in-force");
    for (const part of this.parts) part.node = make(this.node, "path", `stage ${part.kind}`);
    const strong = item.instrument === "act" || item.instrument === "decree";
    this.tail = make(this.node, "path", strong ? "tail" : "tail soft");
    if (item.unrecorded) this.open = make(this.node, "path", "unrecorded");
    this.stops = make(this.node, "path", "stop");
  }

  lay(place, y, { today }) {
    super.lay(place, y);
    const { item } = this;
    const begun = item.effect !== null && item.effect <= today;
    this.end = begun ? (item.ended ?? today) : null;
    for (const { node, kind, to } of this.parts) {
      const coming = item.effect > today && to > today; // adopted, and runs past today to the day of its start
      set(node, { class: `stage ${kind}${coming ? " coming" : ""}`, fill: coming ? hatchOf(item.events[0].jurisdiction) : "none" });
    }
    this.today = today;
    if (item.until) this.ahead ??= make(this.node, "path", "stage coming", { fill: hatchOf(item.events[0].jurisdiction) });
  }

  until() { return Math.max(this.item.end, this.end ?? 0, this.item.until ?? 0); }

  move({ x }) {
    const { item, place, end } = this;
    const top = this.y + 2;
    for (const { node, from, to } of this.parts) change(node, "d", bar(x(from), x(to), top, 7));
    change(this.stops, "d", item.events.map(({ start }) => `M${round(x(start))},${this.y}v11`).join(""));
    const stop = place.next === Infinity ? Infinity : x(place.next) - SIDE;
    if (end !== null) {
      const [from, to] = [x(item.effect), x(end)];
      const until = Math.max(from + 2, Math.min(to, stop));
      change(this.tail, "d", bar(from, until, top, 7));
      change(this.on, "d", bar(until, to, top + 2, 3)); // thin where the row is shared, and on to its end
    }
    if (this.ahead) change(this.ahead, "d", bar(x(end), x(item.until), top, 7));
    if (this.open) change(this.open, "d", bar(x(item.end), Math.min(x(this.today), stop, x(item.end) + REACH), top, 7));
  }

  // At its start, or at the edge of the picture; no longer than there is room.
  fit({ x, left, right, measure }) {
    const { item, place } = this;
    const at = Math.max(x(item.start), left - 6);
    const room = Math.min(LONGEST, right + 8 - at, place.next === Infinity ? Infinity : x(place.next) - 4 - at);
    const last = x(item.effect === null ? item.end : (item.ended ?? this.today));
    const seen = at === x(item.start) || last - at > Math.min(place.wide, 60);
    this.write(seen ? shortened(item.label, room, measure) : "", { x: round(at), y: this.y - 1 });
  }
}

class Body extends Item {
  build({ events }) {
    this.on = make(this.node, "path", "on");
    this.line = make(this.node, "path", "line");
    this.marks = events.map((event) => ({ event, node: make(this.node, "path", "shape", { d: shapeOf(event) }) }));
  }

  lay(place, y, { today }) {
    super.lay(place, y);
    this.end = today;
  }

  until() { return Math.max(this.item.end, this.end); }

  move({ x }) {
    const from = x(this.item.start);
    const end = Math.max(from, x(this.end));
    const stop = this.place.next === Infinity ? end : Math.max(from, Math.min(end, x(this.place.next) - SIDE - this.place.wide));
    change(this.line, "d", bar(from + RING, stop, this.y - 0.5, 1));
    change(this.on, "d", bar(stop, end, this.y - 1, 2));
    for (const { event, node } of this.marks) change(node, "transform", `translate(${round(x(event.start))},${this.y})`);
  }

  // Before its first mark; where that is out of view, on the line at the edge.
  fit({ x, left, right, measure }) {
    const from = x(this.item.start);
    const { wide, next } = this.place;
    const before = from - wide > left - 8;
    const room = Math.min(right, x(this.end), next === Infinity ? Infinity : x(next) - SIDE - wide) - left;
    const text = before ? (from < right ? shortened(this.item.label, LONGEST, measure) : "") : from < left ? shortened(this.item.label, room, measure) : "";
    this.write(text, { x: round(before ? from - SIDE : left), y: this.y + (before ? 4 : -3), "text-anchor": before ? "end" : "start" });
  }
}

// So many items that found no row here: leads closer.
class More extends Item {
  build() { this.target = make(this.node, "rect", "target", { x: -3, y: -6, width: 30, height: 12 }); }

  move({ x }) { change(this.node, "transform", `translate(${round(x(this.item.start))},${this.y})`); }

  fit() { this.write(this.item.label, { y: 4 }); }
}

const TYPES = { mark: Mark, life: Life, body: Body, more: More };

export const viewOf = (item) => new TYPES[item.type](item);
