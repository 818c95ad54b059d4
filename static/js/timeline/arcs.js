// Arcs from a selected event to its causes and effects, as sources state them; one step further on demand.
import { select } from "../../vendor/d3.js";
import { middle, rowAt } from "./frame.js";
import { TRACK_OF } from "./model.js";
import { routed } from "./routes.js";
import { round } from "./svg.js";
import { spanOf } from "./time.js";

const GATHERED = 10; // pixels to the middle of a mark for what found no room
const CONTRAST = "contrasts-with"; // two that differ: neither comes of the other

export class Arcs {
  constructor(timeline) {
    this.timeline = timeline;
    this.words = timeline.said.layer;
    this.links = [];
    const svg = select(timeline.svg);
    this.group = timeline.picture.under.append("g").attr("class", "arcs");
    this.edges = timeline.picture.over.append("g").attr("class", "arc-edges");
    svg.append("defs").append("marker").attr("class", "arc-head").attr("id", "arc-head").attr("viewBox", "0 0 9 8").attr("refX", 8).attr("refY", 4)
      .attr("markerWidth", 9).attr("markerHeight", 8).attr("orient", "auto").attr("markerUnits", "userSpaceOnUse")
      .append("path").attr("d", "M0 0 9 4 0 8 2 4Z");
    this.note = Object.assign(document.createElement("div"), { className: "card arc-note", hidden: true });
    timeline.stage.append(this.note);
    this.line = Object.assign(document.createElement("p"), { className: "arc-line data", hidden: true });
    timeline.stage.append(this.line);
  }

  async select(event) {
    if (event?.id === this.chosen?.id) return;
    this.chosen = event;
    this.links = [];
    this.steps = 0;
    this.draw(this.view);
    if (event) await this.further([event.id]);
  }

  // Adds the links of these events; asks for the next step then begin at what was reached.
  async further(ids) {
    const chosen = this.chosen;
    const query = new URLSearchParams({ event: ids.join(","), expand: "from,to", page_size: 200, lang: document.documentElement.lang });
    const answer = await fetch(`${this.timeline.said.links}?${query}`).then((found) => (found.ok ? found.json() : { results: [] }), () => ({ results: [] }));
    if (chosen !== this.chosen) return;
    const known = new Set(this.links.map(({ id }) => id));
    const reached = new Set(this.links.flatMap(({ from, to }) => [from.id, to.id]).concat(chosen.id));
    this.links.push(...answer.results.filter(({ id }) => !known.has(id)).map((link) => ({ ...link, step: this.steps, hub: reached.has(link.from.id) ? "from" : "to" })));
    this.steps += 1;
    this.outermost = [...new Set(this.links.flatMap(({ from, to }) => [from.id, to.id]))].filter((id) => !reached.has(id));
    this.tell();
    this.draw(this.view);
  }

  // How many causes and effects there are, and the way one step further.
  tell() {
    const count = (text, end) => text.replace("%s", this.links.filter((link) => link.step === 0 && link.kind !== CONTRAST && link[end].id === this.chosen.id).length);
    const more = Object.assign(document.createElement("button"), { type: "button", textContent: this.words.further });
    more.addEventListener("click", () => this.further(this.outermost));
    this.line.replaceChildren(`${count(this.words.causes, "to")} · ${count(this.words.effects, "from")} `, ...(this.outermost.length && this.steps < 3 ? [more] : []));
  }

  scale(view) { this.draw(view); }

  draw(view) {
    this.view = view;
    if (!view) return;
    const drawn = this.timeline.mode === "events" && this.chosen ? routed(this.links.map((link) => this.arc(link, view)), view) : [];
    this.line.hidden = !drawn.length;
    const arcs = this.group.selectAll("g.arc").data(drawn, ({ link }) => link.id);
    arcs.exit().remove();
    const entered = arcs.enter().append("g").attr("tabindex", 0).attr("role", "img");
    entered.append("path").attr("class", "reach");
    entered.append("path").attr("class", "line").attr("marker-end", ({ link }) => (link.kind === CONTRAST ? null : "url(#arc-head)"));
    for (const type of ["pointerenter", "focus"]) entered.on(type, (event, arc) => this.explain(event.currentTarget, arc));
    for (const type of ["pointerleave", "blur"]) entered.on(type, () => { this.note.hidden = true; });
    const all = entered.merge(arcs).attr("class", ({ link }) => `arc ${link.kind}${link.step ? " far" : ""}`).attr("aria-label", ({ link }) => this.sentence(link));
    const hidden = all.selectAll("circle").data(({ from, to }) => [from, to].filter(({ drawn: seen }) => !seen));
    hidden.exit().remove();
    hidden.enter().append("circle").attr("r", 3.5).merge(hidden).attr("cx", ({ x }) => x).attr("cy", ({ y }) => y);
    all.selectAll("path").attr("d", function d() { return select(this.parentNode).datum().path; });
    this.drawEdges(drawn, view);
  }

  // Causes and effects that the view does not show: how many, at the edge where they are.
  drawEdges(drawn, { left, right }) {
    const ends = drawn.filter(({ link }) => link.step === 0).map(({ link, from, to }) => (link.from.id === this.chosen.id ? to : from));
    const sides = [
      { text: this.words.before, found: ends.filter(({ x }) => x < left), x: left, anchor: "start" },
      { text: this.words.after, found: ends.filter(({ x }) => x > right), x: right, anchor: "end" },
    ].filter(({ found }) => found.length);
    const labels = this.edges.selectAll("text").data(sides);
    labels.exit().remove();
    labels.enter().append("text").merge(labels)
      .attr("x", ({ x }) => x).attr("text-anchor", ({ anchor }) => anchor)
      .attr("y", ({ found }) => found.reduce((sum, { y }) => sum + y, 0) / found.length - 8)
      .text(({ text, found }) => text.replace("%s", found.length));
  }

  arc(link, view) { return { link, hub: link.hub, from: this.place(link.from, view), to: this.place(link.to, view) }; }

  // Where an event stands: in its row where it is drawn, else in the middle of its track.
  place(event, { x }) {
    if (this.tracks !== this.timeline.tracks) this.index();
    const found = this.rows.get(event.id);
    const start = found?.gathered ?? spanOf(event).start;
    const track = found?.track ?? this.trackOf(event);
    const y = found ? rowAt(track, found.row) + (found.type === "life" ? 5.5 : 0) : middle(track);
    const aside = found?.gathered ? GATHERED : 0;
    return { id: event.id, x: round(this.timeline.picture.at(track, x)(start) + aside), y: round(y), drawn: Boolean(found) };
  }

  index() {
    this.tracks = this.timeline.tracks;
    const places = this.tracks.flatMap(({ track, placed }) => [...(placed ?? new Map()).values()].map((place) => ({ ...place, track })));
    places.sort((a, b) => (b.item.type === "more") - (a.item.type === "more")); // of two bars of an event, the one that is drawn counts
    this.rows = new Map(places.flatMap(({ item, row, track }) => {
      const gathered = item.type === "more" ? item.start : null;
      return item.events.map(({ id }) => [id, { track, row, type: item.type, gathered }]);
    }));
  }

  trackOf({ jurisdiction, category }) {
    const { tracks } = this.timeline.frame;
    const place = jurisdiction.id ?? jurisdiction;
    return tracks.find((track) => track.place.includes(place) && track.name === TRACK_OF[category]) ?? tracks.find(({ name }) => name === "world");
  }

  sentence({ from, to, kind, note }) { return `${from.title} → ${this.words[kind]} → ${to.title}. ${note}`; }

  explain(node, { link }) {
    const lines = [["p", "when", `${link.from.date.text} → ${link.to.date.text}`], ["strong", "", `${link.from.title} → ${link.to.title}`], ["p", "", link.note], ["p", "quiet", this.words[link.kind]]];
    this.note.replaceChildren(...lines.map(([tag, className, textContent]) => Object.assign(document.createElement(tag), { className, textContent })));
    this.note.hidden = false;
    const bounds = this.timeline.stage.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    const middle = (Math.max(box.left, bounds.left) + Math.min(box.right, bounds.right)) / 2 - bounds.left;
    const left = Math.min(Math.max(0, middle - this.note.offsetWidth / 2), bounds.width - this.note.offsetWidth);
    this.note.style.transform = `translate(${left}px, ${Math.max(0, box.top - bounds.top - this.note.offsetHeight - 6)}px)`;
  }
}
