// Draws the picture: lives, lines and marks in their tracks, as far as they are in view.
import { axisTop, select } from "../../vendor/d3.js";
import { rowAt } from "./frame.js";
import { shapeOf } from "./shapes.js";
import { isPoint } from "./time.js";

const SIDE = 9;

export class Picture {
  constructor(svg, words) {
    this.svg = select(svg);
    this.words = words;
    this.shift = {}; // ms by which a lane is drawn earlier, by its first place
    this.aligned = null; // {ticks, text} of an axis that counts from a day zero
    this.back = this.svg.append("g").attr("class", "back").attr("aria-hidden", "true");
    this.front = this.svg.append("g").attr("class", "front").attr("clip-path", "url(#inside)");
    const clip = this.svg.append("defs").append("clipPath").attr("id", "inside");
    this.clip = clip.append("rect");
  }

  // Everything that does not depend on the events: lanes, tracks, years, today.
  drawFrame({ frame, x, width, left, right, today, places }) {
    this.svg.attr("height", frame.height).attr("width", width);
    this.clip.attr("x", left - 8).attr("width", right - left + 16).attr("y", 0).attr("height", frame.height);
    const ticks = this.aligned?.ticks(x, right - left) ?? x.ticks(Math.max(2, (right - left) / 90));
    join(this.back, "line", "tick", ticks).attr("x1", x).attr("x2", x).attr("y1", 18).attr("y2", frame.height);
    join(this.back, "rect", "middle", [frame]).attr("width", width).attr("y", frame.axis.y).attr("height", (d) => d.lowerAxis - d.axis.y);
    join(this.back, "g", "axis", [frame])
      .attr("transform", `translate(0,${frame.axis.y + 26})`)
      .call(axisTop(x).tickValues(ticks).tickFormat(this.aligned?.text ?? null).tickSize(0))
      .call((g) => g.select(".domain").remove());
    join(this.back, "line", "today", [today]).attr("x1", x).attr("x2", x).attr("y1", 18).attr("y2", frame.height);
    join(this.back, "text", "day", [today]).attr("x", x).attr("y", 12).text(this.words.today);
    this.drawNames(frame, places);
  }

  drawNames({ tracks }, places) {
    const named = tracks.filter(({ name }) => name !== "world");
    join(this.back, "text", "track", named)
      .attr("x", 96).attr("y", ({ y, rows, rowHeight }) => y + (rows * rowHeight) / 2 + 4)
      .text(({ name }) => this.words[name]);
    const ends = tracks.filter(({ name }) => name === "offering" || name === "world");
    join(this.back, "text", "lane", ends)
      .attr("class", ({ place }) => `lane j-${place.length === 1 ? place[0] : "intl"}`)
      .attr("x", 0)
      .attr("y", ({ y, rows, rowHeight, direction, name }) => (name === "world" ? y + 22 : direction < 0 ? y + 4 : y + rows * rowHeight))
      .text(({ place }) => (place.length === 1 ? places[place[0]] : places.intl));
  }

  // The scale of a track: that of the picture, or shifted with its lane.
  at(track, x) {
    const shift = this.shift[track.place[0]] ?? 0;
    return shift ? (time) => x(time - shift) : x;
  }

  // The items of every track: [{track, placed, hidden}], as laid out.
  drawItems(tracks, { x: plain, left, right, today, selected, measure }) {
    this.front.selectAll("g.bars").remove();
    const groups = this.front.selectAll("g.items").data(tracks, ({ track }) => track.place[0] + track.name);
    const all = groups.enter().append("g").attr("class", ({ track }) => `items ${track.name}`).merge(groups);
    const picture = this;
    all.each(function each({ track, placed }) {
      const x = picture.at(track, plain);
      const inView = [...placed.values()].filter(({ item }) => x(reach(item, today)) > left - 300 && x(item.start) < right + 60);
      const items = select(this).selectAll("a.item").data(inView, ({ item }) => item.id);
      items.exit().remove();
      const entered = items.enter().append("a").attr("class", ({ item }) => `item ${item.type} j-${item.events[0].jurisdiction}`);
      entered.attr("href", ({ item }) => item.events.at(-1).path).attr("data-id", ({ item }) => item.id).attr("tabindex", -1);
      entered.attr("aria-label", ({ item }) => nameOf(item));
      entered.merge(items)
        .classed("selected", ({ item }) => item.events.some(({ id }) => id === selected))
        .each(function draw(place) { picture.drawItem(select(this), place, track, { x, today, left, right, measure, next: place.next }); });
    });
    groups.exit().remove();
    const crowded = tracks.filter(({ hidden }) => hidden.length);
    join(this.back, "text", "more", crowded)
      .attr("x", 96).attr("y", ({ track: { y, rows, rowHeight } }) => y + (rows * rowHeight) / 2 + 18)
      .text(({ hidden }) => this.words.more.replace("%s", hidden.length));
  }

  // Where there are too many events to draw each: how many there are, as bars that grow from the axis.
  drawBars(tracks, { x: plain, left, right }) {
    this.front.selectAll("g.items").remove();
    this.back.selectAll("text.more").remove();
    const picture = this;
    const groups = this.front.selectAll("g.bars").data(tracks, ({ track }) => track.place[0] + track.name);
    groups.exit().remove();
    groups.enter().append("g").attr("class", ({ track }) => `bars j-${track.place[0]}`).merge(groups).each(function each({ track, bars }) {
      const x = picture.at(track, plain);
      const seen = bars.filter(({ start, end }) => x(end) > left && x(start) < right);
      const most = Math.max(1, ...bars.map(({ count }) => count));
      const height = track.rows * track.rowHeight;
      const size = ({ count }) => Math.max(1, (count / most) * height);
      join(select(this), "rect", "bar", seen)
        .attr("x", ({ start }) => x(start)).attr("width", ({ start, end }) => Math.max(1, x(end) - x(start) - 1))
        .attr("y", (bar) => (track.direction < 0 ? track.y + height - size(bar) : track.y)).attr("height", size);
    });
  }

  drawItem(node, place, track, view) {
    const y = rowAt(track, place.row);
    node.classed("light", place.item.weight < 2);
    if (place.item.type === "life") drawLife(node, place, y, view);
    else if (place.item.type === "body") drawBody(node, place, y, view);
    else drawMark(node, place, y, view);
  }
}

// One selection of `kind.name` under a parent, with the data joined by position.
function join(parent, kind, name, data) {
  const found = parent.selectAll(`${kind}.${name}`).data(data);
  found.exit().remove();
  return found.enter().append(kind).attr("class", name).merge(found);
}

const reach = (item, today) => (item.type === "mark" ? item.end : Math.max(item.end, item.ended ?? today));

// What an item is called by those who do not see where it stands.
const nameOf = ({ type, label, events }) => (type === "mark" ? `${events[0].date.text}: ${label}` : `${label}, ${events[0].date.text}: ${events.map(({ kind_label: kind }) => kind).join(", ")}`);

// The label of a line that goes on: at its start, or at the edge of the picture, no longer than there is room.
function letter(node, { item, wide }, y, { x, left, right, next, measure, until }) {
  const at = Math.max(x(item.start), left - 6);
  const room = Math.min(right + 8, next === Infinity ? Infinity : x(next) - 4) - at;
  const seen = at === x(item.start) || until - at > Math.min(wide, 60);
  const text = seen ? shortened(item.label, room, measure) : "";
  join(node, "text", "label", text ? [text] : []).attr("x", at).attr("y", y).text(String);
}

function shortened(text, room, measure) {
  const full = measure(text);
  if (full <= room) return text;
  const letters = Math.floor((text.length * (room - 12)) / full);
  return letters < 5 ? "" : `${text.slice(0, letters).trimEnd()}…`;
}

// Where a line ends on the screen: at its own end, or a little before the next item of its row.
const stopAt = (x, end, next) => (next === Infinity ? x(end) : Math.min(x(end), x(next) - SIDE));

function drawLife(node, place, y, view) {
  const { item } = place;
  const { x, today, next } = view;
  const height = 8;
  const top = y + 1;
  const ends = [...item.stages.slice(1).map(({ start }) => start), item.effect ?? item.end];
  const parts = item.stages.filter(({ kind }) => kind !== "in-force").map((event, n) => ({ kind: event.kind, from: event.start, to: ends[n] }));
  join(node, "rect", "stage", parts)
    .attr("class", ({ kind, to }) => `stage ${kind}${to > today ? " coming" : ""}`)
    .attr("x", ({ from }) => x(from)).attr("width", ({ from, to }) => Math.max(0, x(to) - x(from)))
    .attr("y", top).attr("height", height);
  const tails = item.effect !== null && item.effect <= today ? [item.ended ?? today] : [];
  join(node, "rect", "tail", tails)
    .attr("class", item.instrument === "act" || item.instrument === "decree" ? "tail" : "tail soft")
    .attr("x", x(item.effect ?? 0)).attr("width", (end) => Math.max(2, stopAt(x, end, next) - x(item.effect)))
    .attr("y", top).attr("height", height);
  join(node, "rect", "unrecorded", item.unrecorded ? [item.end] : [])
    .attr("x", x).attr("width", (end) => Math.max(0, Math.min(stopAt(x, today, next), x(end) + 60) - x(end))).attr("y", top).attr("height", height);
  join(node, "line", "stop", item.stages).attr("x1", ({ start }) => x(start)).attr("x2", ({ start }) => x(start)).attr("y1", top - 2).attr("y2", top + height + 2);
  letter(node, place, top - 4, { ...view, until: x(item.effect === null ? item.end : (item.ended ?? today)) });
}

function drawBody(node, place, y, view) {
  const { item } = place;
  const { x, today, next } = view;
  join(node, "line", "line", [item]).attr("x1", x(item.start)).attr("x2", Math.max(x(item.start), stopAt(x, today, next))).attr("y1", y + 5).attr("y2", y + 5);
  join(node, "path", "shape", item.events).attr("d", shapeOf).attr("transform", ({ start }) => `translate(${x(start)},${y + 5})`);
  letter(node, place, y - 3, { ...view, until: stopAt(x, today, next) });
}

function drawMark(node, { item, label, wide }, y, { x, left, right: edge }) {
  const [event] = item.events;
  const [from, to] = [x(item.start), x(item.end)];
  const spread = !isPoint(event) && to - from > 3;
  join(node, "rect", "span", spread ? [event] : []).attr("x", from).attr("width", to - from).attr("y", y - 3).attr("height", 6);
  const at = spread && to - from < 14 ? (from + to) / 2 : spread ? from + 6 : from;
  join(node, "path", "shape", [event]).attr("d", shapeOf).attr("transform", `translate(${at},${y})`);
  const right = label === "right";
  const fits = right ? Math.max(to, at + 6) + wide < edge + 10 : Math.min(from, at - 6) - wide > left - 6;
  const here = at > left - 6 && at < edge + 6;
  join(node, "text", "label", label === "none" || !fits || !here ? [] : [item.label])
    .attr("class", right ? "label" : "label before")
    .attr("x", right ? Math.max(to, at + 6) + 4 : Math.min(from, at - 6) - 4).attr("y", y + 4).text(String);
}
