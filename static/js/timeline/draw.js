// Draws the picture: what stands still (lanes, names) and what moves with time (years, today, and what happened).
import { axisTop, select } from "../../vendor/d3.js";
import { middle } from "./frame.js";
import { addHatches } from "./hatch.js";
import { AROUND, Lane } from "./lane.js";
import { dates } from "./time.js";

export class Picture {
  constructor(svg, words, places) {
    addHatches(svg, places);
    this.svg = select(svg);
    this.words = words;
    this.shift = {}; // ms by which a lane is drawn earlier, by its first place
    this.aligned = null; // {ticks, text} of an axis that counts from a day zero
    this.fixed = this.svg.append("g").attr("class", "back").attr("aria-hidden", "true");
    this.moving = this.svg.append("g").attr("clip-path", "url(#inside)").append("g").attr("class", "moving");
    this.back = this.moving.append("g").attr("class", "back").attr("aria-hidden", "true");
    this.under = this.moving.append("g");
    this.front = this.moving.append("g").attr("class", "front");
    this.over = this.moving.append("g");
    const clip = this.svg.append("defs").append("clipPath").attr("id", "inside");
    this.clip = clip.append("rect");
    this.dates = dates(document.documentElement.lang);
    this.lanes = new Map();
    this.reach = 0; // pixels that it can slide, as drawn
  }

  // Holds the place of what is still asked for.
  wait({ width, height, left, text }) {
    this.svg.attr("width", width).attr("height", height);
    join(this.fixed, "text", "loading", text ? [text] : []).attr("x", left).attr("y", 60).text(String);
  }

  // Everything that stands still: lanes, tracks, names.
  drawFrame({ frame, width, left, right, places }) {
    this.wait({ width, height: frame.height, text: null });
    this.clip.attr("x", left - 8).attr("width", width - left + 8).attr("y", 0).attr("height", frame.height);
    join(this.fixed, "rect", "middle", [frame]).attr("width", width).attr("y", (d) => d.axis.y).attr("height", (d) => d.lowerAxis - d.axis.y);
    const named = frame.tracks.filter(({ name }) => name !== "world");
    join(this.fixed, "text", "track", named).attr("x", left - 14).attr("y", (track) => middle(track) + 4).text(({ name }) => this.words[name]);
    join(this.fixed, "text", "out", this.aligned?.out ? [this.aligned.out] : []).attr("x", left).attr("y", frame.lowerAxis - 10).text(String);
    const [upper, world, lower] = [frame.tracks[0], frame.tracks.find(({ name }) => name === "world"), frame.tracks.at(-1)];
    join(this.fixed, "text", "lane", [[upper, 15], [world, middle(world) + 5], [lower, frame.height - 7]])
      .attr("class", ([{ place, name }]) => `lane j-${name === "world" ? "intl" : place[0]}`)
      .attr("x", 0).attr("y", ([, y]) => y).text(([{ place, name }]) => (name === "world" ? places.intl : places[place[0]]));
  }

  // Whether the lanes have days of their own.
  get apart() { return Object.keys(this.shift).length > 0; }

  // The scale of a track: that of the picture, or shifted with its lane.
  at(track, x) {
    const shift = this.shift[track.place[0]] ?? 0;
    return shift ? (time) => x(time - shift) : x;
  }

  // Years and today, also a little beyond the view.
  drawTime({ frame, x, left, right, today, width: all }, { fit }) {
    const around = fit ? AROUND : 0;
    const wide = x.copy().domain([x.invert(left - around), x.invert(right + around)]).range([left - around, right + around]);
    const width = right - left + 2 * around;
    const ticks = this.aligned?.ticks(wide, width) ?? wide.ticks(Math.max(2, width / 90));
    join(this.back, "line", "tick", ticks).attr("x1", wide).attr("x2", wide).attr("y1", 18).attr("y2", frame.height - 20);
    join(this.back, "g", "axis", [frame])
      .attr("transform", `translate(0,${frame.axis.y + 21})`)
      .call(axisTop(wide).tickValues(ticks).tickFormat(this.aligned?.text ?? this.dates).tickSize(0))
      .call((g) => g.select(".domain").remove())
      .call((g) => g.selectAll(".tick").classed("cut", fit ? function cut(time) { return isCut(wide(time), this, { left, all }); } : null));
    const lower = this.at(frame.tracks.at(-1), x)(today);
    const lines = this.apart ? [[x(today), 18, frame.axis.y, 12], [lower, frame.lowerAxis, frame.height - 20, frame.height - 8]] : [[x(today), 18, frame.height - 20, 12]];
    join(this.back, "line", "today", lines).attr("x1", ([at]) => at).attr("x2", ([at]) => at).attr("y1", ([, from]) => from).attr("y2", ([,, to]) => to);
    join(this.back, "text", "day", lines).attr("x", ([at]) => at).attr("y", ([,,, y]) => y).text(this.words.today);
  }

  // The tracks as laid out, at rest: {tracks, frame, mode, x, left, right, today, measure, selected, ...}.
  draw(view) {
    this.drawFrame(view);
    if (this.tracks !== view.tracks || this.mode !== view.mode) this.lay(view);
    for (const lane of this.lanes.values()) lane.select(view.selected);
    this.move(view, { fit: true });
  }

  lay({ tracks, mode, today, x }) {
    [this.tracks, this.mode] = [tracks, mode];
    const keys = new Set(tracks.map(({ track }) => track.key));
    for (const [key, lane] of this.lanes) if (!keys.has(key)) { lane.remove(); this.lanes.delete(key); }
    for (const each of tracks) {
      const { key } = each.track;
      if (!this.lanes.has(key)) this.lanes.set(key, new Lane(this.front.node(), each.track));
      if (mode === "events") this.lanes.get(key).lay(each, { today });
      else this.lanes.get(key).layBars(each, { origin: +x.domain()[0] });
    }
  }

  // The same at another scale, once a frame while a gesture lasts.
  move(view, { fit = false } = {}) {
    if (this.tracks !== view.tracks) this.lay(view);
    this.slide(0);
    this.reach = fit ? AROUND - 30 : 0;
    this.drawTime(view, { fit });
    for (const { track } of view.tracks) {
      const own = { ...view, x: this.at(track, view.x) };
      const lane = this.lanes.get(track.key);
      if (view.mode === "events") lane.move(own, { fit });
      else lane.moveBars(own);
    }
  }

  // The same scale, moved by so many pixels: nothing is drawn anew.
  slide(pixels) { this.moving.attr("transform", pixels ? `translate(${pixels},0)` : null); }
}

// Whether a year would be shown in part, at one edge or the other.
function isCut(at, node, { left, all }) {
  const wide = 7 * node.textContent.length;
  return (at < left - 8 && at + wide > left - 8) || (at < all && at + wide > all);
}

// One selection of `kind.name` under a parent, with the data joined by position.
function join(parent, kind, name, data) {
  const found = parent.selectAll(`${kind}.${name}`).data(data);
  found.exit().remove();
  return found.enter().append(kind).attr("class", name).merge(found);
}
