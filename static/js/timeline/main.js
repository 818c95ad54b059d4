// The timeline: one axis, three lanes. It makes the list beneath better and takes nothing from it.
import { scaleUtc } from "../../vendor/d3.js";
import { Card } from "./card.js";
import { Data } from "./data.js";
import { Picture } from "./draw.js";
import { Export } from "./export.js";
import { frame, MARGIN } from "./frame.js";
import { Gestures } from "./gestures.js";
import { layOut, ofStep, step } from "./layout.js";
import { bars, model } from "./model.js";
import { Overview } from "./overview.js";
import { Panel } from "./panel.js";
import { read, write } from "./state.js";
import { measurer } from "./text.js";
import { DAY, fromIso } from "./time.js";

// What the timeline does besides, a file each: made with the timeline, told to draw and what is selected.
const LAYERS = [Export];
const MOST = 1500; // events that are drawn one by one

class Timeline {
  constructor(root) {
    this.root = root;
    this.said = JSON.parse(root.querySelector("script").textContent);
    this.today = fromIso(this.said.today);
    this.state = read(location.search);
    this.stage = root.querySelector("[data-stage]");
    this.svg = root.querySelector("[data-picture]");
    this.frame = frame(this.said.sides.concat("intl", this.said.others));
    this.picture = new Picture(this.svg, this.said.words);
    this.card = new Card(root.querySelector("[data-card]"), this.said.words);
    this.panel = new Panel(root.querySelector("[data-panel]"), { onClose: () => this.select(null), words: this.said.words });
    this.overview = new Overview(root.querySelector("[data-overview]"), { onWindow: (begin, end) => this.gestures.show(begin, end), label: this.said.words.window });
    this.gestures = new Gestures(this.svg, (transform) => this.move(transform));
    this.data = new Data(root.dataset.timeline, (answer) => this.receive(answer), (error, again) => this.trouble(error, again));
    this.layers = LAYERS.map((Layer) => new Layer(this));
    this.listen();
    root.hidden = false;
    this.measure();
    this.ask();
  }

  measure() {
    this.width = this.stage.clientWidth;
    this.left = MARGIN.left;
    this.right = this.width - MARGIN.right;
    this.text = measurer(`12px ${getComputedStyle(this.svg).fontFamily}`);
  }

  // Everything at first; later, where that was too much to draw one by one, what is in view and around it.
  ask([begin, end] = [null, null]) {
    const around = begin === null ? 0 : (end - begin) / 2;
    this.asked = begin === null ? [-Infinity, Infinity] : [begin - around, end + around];
    this.data.ask({ begin: begin && begin - around, end: end && end + around, width: MOST, filters: this.state.filters });
  }

  receive(answer) {
    this.status(answer.count ? "" : this.said.words.none);
    this.mode = answer.mode;
    this.events = answer.events ?? [];
    this.lanes = answer.mode === "events" ? model(answer) : bars(answer);
    this.step = null;
    this.before = new Map();
    if (this.asked[0] === -Infinity) this.fit(answer);
    else this.draw();
    if (this.state.select) this.select(this.state.select, { remember: false });
  }

  fit(answer) {
    if (answer) this.counts = quarters(answer);
    const starts = this.counts.flatMap(({ time, count }) => Array(Math.min(count, 50)).fill(time)).sort((a, b) => a - b);
    const first = Math.min(starts[0] ?? this.today - 3650 * DAY, this.today - 365 * DAY);
    const last = Math.max(starts.at(-1) ?? this.today, this.today + 365 * DAY);
    this.base = scaleUtc([first - 60 * DAY, last + 60 * DAY], [this.left, this.right]);
    this.overview.draw({ counts: this.counts, x: this.base, sides: this.said.sides });
    this.gestures.fit(this.base);
    const at = (share) => starts[Math.floor(share * (starts.length - 1))] ?? this.today;
    const { begin, end } = this.state;
    this.gestures.show(begin ?? at(0.01) - 120 * DAY, end ?? Math.max(at(0.98), this.today) + 420 * DAY);
  }

  move(transform) {
    this.transform = transform;
    this.frameRequest ??= requestAnimationFrame(() => {
      this.frameRequest = null;
      this.draw();
    });
  }

  draw() {
    const x = this.transform.rescaleX(this.base);
    const [begin, end] = x.domain();
    this.view = [+begin, +end];
    this.layOut();
    const { left, right, today, width } = this;
    this.picture.drawFrame({ frame: this.frame, x, width, left, right, today, places: this.said.places });
    if (this.mode === "events") this.picture.drawItems(this.tracks, { x, left, right, today, selected: this.state.select });
    else this.picture.drawBars(this.tracks, { x, left, right });
    this.askMore();
    for (const layer of this.layers) layer.draw?.({ x, left, right });
    this.overview.show(...this.view);
    this.remember();
  }

  // Bars call for what is in view; so does a view that leaves what was fetched.
  askMore() {
    const [begin, end] = this.view;
    const whole = this.asked[0] === -Infinity && this.mode === "events";
    const within = begin >= this.asked[0] && end <= this.asked[1];
    if (whole || (within && this.mode === "events")) return;
    clearTimeout(this.more);
    this.more = setTimeout(() => this.ask(this.view), 180);
  }

  // Rows and labels change only from one step of zooming to the next.
  layOut() {
    const now = step(this.transform.k);
    if (now === this.step) return;
    if (this.mode === "bins") return this.layOutBars();
    this.step = now;
    const scale = ofStep(now) * (this.base(DAY) - this.base(0));
    const x = (time) => (time / DAY) * scale;
    this.tracks = this.frame.tracks.map((track) => {
      const items = track.place.flatMap((place) => (track.name === "world" ? Object.values(this.lanes[place] ?? {}).flat() : (this.lanes[place]?.[track.name] ?? [])));
      const key = track.place[0] + track.name;
      const laid = layOut(items, { x, measure: this.text, rows: track.rows, lettered: track.name !== "offering" || this.transform.k > 6, before: this.before.get(key) });
      this.before.set(key, laid.placed);
      return { track, ...laid };
    });
  }

  layOutBars() {
    this.tracks = this.frame.tracks.map((track) => ({
      track,
      bars: track.place.flatMap((place) => (track.name === "world" ? Object.values(this.lanes[place] ?? {}).flat() : (this.lanes[place]?.[track.name] ?? []))),
    }));
  }

  remember() {
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      const [begin, end] = this.transform.k === 1 ? [null, null] : this.view;
      history.replaceState(null, "", write({ ...this.state, begin, end }));
    }, 250);
  }

  select(id, { remember = true } = {}) {
    this.state.select = id;
    const event = this.events.find((each) => each.id === id);
    this.root.classList.toggle("open", Boolean(event));
    if (event) this.panel.show(event.path);
    else this.panel.hide();
    for (const layer of this.layers) layer.select?.(event);
    if (remember && this.transform) this.draw();
  }

  status(text, again) {
    const line = this.root.querySelector("[data-status]");
    line.textContent = text;
    if (again) line.append(" ", Object.assign(document.createElement("button"), { textContent: this.said.words.again, onclick: again }));
  }

  trouble(error, again) { this.status(`${this.said.words.trouble} ${error.message}`, again); }

  listen() {
    const item = (event) => event.target.closest?.("a.item");
    const tell = (event) => {
      const node = item(event);
      if (node) this.card.show(node.__data__.item, node.getBoundingClientRect(), this.stage.getBoundingClientRect());
    };
    for (const type of ["pointerover", "focusin"]) this.svg.addEventListener(type, tell);
    for (const type of ["pointerout", "focusout"]) this.svg.addEventListener(type, () => this.card.hide());
    this.svg.addEventListener("click", (event) => {
      const node = item(event);
      if (!node || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.select(node.__data__.item.events.at(-1).id);
    });
    for (const button of this.root.querySelectorAll("[data-act]")) button.addEventListener("click", () => this.gestures[button.dataset.act]());
    addEventListener("keydown", (event) => { if (event.key === "Escape") this.select(null); });
    new ResizeObserver(() => {
      if (this.stage.clientWidth === this.width || !this.events) return;
      this.state = { ...this.state, begin: this.view?.[0] ?? null, end: this.view?.[1] ?? null };
      this.measure();
      this.step = null;
      this.fit();
    }).observe(this.stage);
  }
}

// How many events each quarter has, by place; of counts by longer periods, what these say.
function quarters({ events = [], bins = [] }) {
  const counts = new Map();
  const add = (date, jurisdiction, count) => {
    const [year, month = "01"] = date.split("-");
    const quarter = String(Math.floor((month - 1) / 3) * 3 + 1).padStart(2, "0");
    const key = `${year}-${quarter}-01 ${jurisdiction}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  };
  for (const { date, jurisdiction } of events) add(date.earliest ?? date.latest, jurisdiction, 1);
  for (const { date, jurisdiction, count } of bins) add(date, jurisdiction, count);
  return [...counts].map(([key, count]) => ({ time: fromIso(key.slice(0, 10)), place: key.slice(11), count }));
}

// On a narrow screen the list itself is the timeline.
const root = document.querySelector("[data-timeline]");
if (root && matchMedia("(min-width: 52rem)").matches) new Timeline(root);
