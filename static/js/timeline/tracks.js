// What stands in each track: items in rows, laid out anew only from one step of zooming to the next; or bars.
import { layOut, ofStep, step } from "./layout.js";
import { DAY } from "./time.js";

const CLOSE = 6; // from this zoom on, offerings wear their names

export class Tracks {
  // lanes: {jurisdiction: {track: [item or bar]}}.
  constructor(frame, { mode, lanes, measure }) {
    Object.assign(this, { frame, mode, lanes, measure, before: new Map() });
  }

  // [{track, placed, hidden}], or [{track, bars}], at a zoom of `k` times the scale `base`.
  at(k, base) {
    const now = step(k);
    if (this.laid && (now === this.step || this.mode === "bins")) return this.laid;
    this.step = now;
    const scale = ofStep(now) * (base(DAY) - base(0));
    this.laid = this.frame.tracks.map((track) => (this.mode === "bins" ? { track, bars: this.of(track) } : this.lay(track, k, scale)));
    return this.laid;
  }

  // Another width: everything is laid out again, in the rows where it was.
  refresh() { this.laid = null; }

  lay(track, k, scale) {
    const key = track.place[0] + track.name;
    const x = (time) => (time / DAY) * scale;
    const lettered = track.name !== "offering" || k > CLOSE;
    const laid = layOut(this.of(track), { x, measure: this.measure, rows: track.rows, lettered, before: this.before.get(key) });
    this.before.set(key, laid.placed);
    return { track, ...laid };
  }

  of({ place, name }) {
    return place.flatMap((one) => (name === "world" ? Object.values(this.lanes[one] ?? {}).flat() : (this.lanes[one]?.[name] ?? [])));
  }
}
