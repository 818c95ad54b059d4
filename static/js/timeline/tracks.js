// What stands in each track: items in rows, laid out anew only from one step of zooming to the next; or bars.
import { frame, tracksOf } from "./frame.js";
import { byWeight, gather, layOut, needed, ofStep, step } from "./layout.js";
import { DAY } from "./time.js";

const CLOSE = 2500 * DAY; // a period no longer than this lets offerings wear their names
const NEAR = 1100 * DAY; // no longer than this: nothing stays hidden, though the picture may have to grow
const LASTING = 3; // steps of a gesture after which even that is laid out anew
const APART = 48; // pixels between two marks for what found no room
const STEADY = { law: 5, policy: 4, incident: 2, body: 2, offering: 5, world: 2 }; // rows of bars

export class Tracks {
  // lanes: {jurisdiction: {track: [item or bar]}}; height: pixels that the picture should take.
  constructor(places, { mode, lanes, measure, height, before = new Map(), without = new Set() }) {
    Object.assign(this, { mode, measure, height, before, without });
    this.tracks = tracksOf(places);
    this.items = new Map(this.tracks.map((track) => [track.key, of(track, lanes)]));
  }

  // [{track, placed, hidden}], or [{track, bars}], at a zoom of `k` times the scale `base`. While a gesture lasts, the
  // tracks keep their heights, and for some steps what they hold.
  at(k, base, { moving = false } = {}) {
    const now = step(k);
    if (this.laid && (moving ? Math.abs(now - this.step) < LASTING : now === this.step && this.settled)) return this.laid;
    if (this.laid && this.mode === "bins") return this.laid;
    this.step = now;
    this.settled = !moving;
    const scale = ofStep(now) * (base(DAY) - base(0));
    const [left, right] = base.range();
    const span = ((right - left) / scale) * DAY;
    this.span ??= span;
    if (!moving) this.span = span; // rows that are too low for names wear none, until they are higher
    if (!this.frame || !moving) this.frame = frame(this.tracks, this.needs(scale), { height: this.height, all: this.mode === "events" && span <= NEAR, named: span <= CLOSE });
    this.laid = this.frame.tracks.map((track) => (this.mode === "bins" ? { track, bars: this.items.get(track.key) } : this.lay(track, scale, { quick: moving })));
    return this.laid;
  }

  // Another width or height: everything is laid out again, in the rows where it was.
  refresh(height = this.height) {
    this.height = height;
    this.laid = this.frame = null;
  }

  // The item of a selected event comes first, so that it has a place at any zoom and width.
  favour(id) {
    const holds = (item) => item.events.some((event) => event.id === id);
    this.favoured = id && holds;
    const shown = !this.laid || this.mode === "bins" || this.laid.some(({ placed }) => [...placed.values()].some(({ item }) => item.type !== "more" && holds(item)));
    if (id && !shown) this.refresh();
  }

  // Tracks that are left out, by name.
  leaveOut(names) {
    this.without = new Set(names);
    this.refresh();
  }

  in(track) {
    const items = this.without.has(track.name) ? [] : this.items.get(track.key);
    const first = this.favoured && items.find(this.favoured);
    return first ? [first, ...items.filter((item) => item !== first)] : items;
  }

  needs(scale) {
    if (this.mode === "bins") return Object.fromEntries(this.tracks.map(({ key, name }) => [key, { need: STEADY[name], want: STEADY[name] }]));
    const x = (time) => (time / DAY) * scale;
    return Object.fromEntries(this.tracks.map((track) => {
      const items = this.in(track);
      const need = needed(items, { x, measure: this.measure });
      return [track.key, { need, want: track.name === "offering" ? need : needed(items, { x, measure: this.measure, lettered: true }) }];
    }));
  }

  lay(track, scale, { quick }) {
    const x = (time) => (time / DAY) * scale;
    const lettered = track.name !== "offering" || this.span <= CLOSE;
    const laid = layOut(this.in(track), { x, measure: this.measure, rows: track.rows, lettered, quick, before: this.before.get(track.key) });
    this.before.set(track.key, new Map(laid.placed));
    const more = gather(laid.hidden, { x, apart: APART, key: track.key });
    for (const item of more) laid.placed.set(item.id, { item, row: track.rows, label: "none", wide: 0, next: Infinity });
    return { track, ...laid };
  }
}

const of = ({ place, name }, lanes) => {
  const all = place.flatMap((one) => (name === "world" ? Object.values(lanes[one] ?? {}).flat() : (lanes[one]?.[name] ?? [])));
  return all.toSorted(byWeight);
};
