// The timeline: one axis, three lanes. It makes the list beneath better and takes nothing from it.
import { scaleUtc } from "../../vendor/d3.js";
import { Address } from "./address.js";
import { Arcs } from "./arcs.js";
import { AsOf } from "./asof.js";
import { Card } from "./card.js";
import { Data } from "./data.js";
import { Picture } from "./draw.js";
import { Export } from "./export.js";
import { aloneOn } from "./filters.js";
import { MARGIN } from "./frame.js";
import { Gestures } from "./gestures.js";
import { bars, model, quarters, TRACKS } from "./model.js";
import { Motion } from "./motion.js";
import { orNearest } from "./nearest.js";
import { Overview } from "./overview.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { Reading } from "./reading.js";
import { Status } from "./status.js";
import { Table } from "./table.js";
import { measurer } from "./text.js";
import { DAY, fromIso } from "./time.js";
import { Tracks } from "./tracks.js";
import { Zero } from "./zero.js";

// What the timeline does besides, a file each: made with the timeline, told to draw, what is selected and to restore.
const LAYERS = [Zero, Arcs, AsOf, Export];
const MOST = 1500; // events that are drawn one by one
const BESIDE = 53; // pixels of the overview, which shares the stage with the picture
const HEIGHT = 654; // of the picture, where no style says so

class Timeline {
  constructor(root) {
    this.root = root;
    this.said = JSON.parse(root.querySelector("script").textContent);
    this.today = fromIso(this.said.today);
    this.stage = root.querySelector("[data-stage]");
    this.svg = root.querySelector("[data-picture]");
    this.makeParts();
    this.take(this.page.read(location.search));
    this.layers = LAYERS.map((Layer) => new Layer(this));
    this.listen();
    root.hidden = false;
    this.measure();
    this.picture.wait({ ...this, height: this.frame.height, text: this.said.words.loading });
    this.status.leftOut(this.state.problems);
    this.ask();
    if (this.table.shown && this.chosen) this.page.list();
  }

  makeParts() {
    const { root, said: { words } } = this;
    this.status = new Status(root.querySelector("[data-status]"), words);
    this.page = new Page(this);
    this.picture = new Picture(this.svg, words, Object.keys(this.said.places));
    this.card = new Card(root.querySelector("[data-card]"), words);
    this.panel = new Panel(root.querySelector("[data-panel]"), { onClose: () => this.reading.close(), words });
    this.overview = new Overview(root.querySelector("[data-overview]"), { onWindow: (begin, end) => this.gestures.show(begin, end), label: words.window });
    this.reading = new Reading(this);
    this.motion = new Motion(this);
    this.gestures = new Gestures(this.svg, (transform) => this.motion.move(transform));
    this.data = new Data(root.dataset.timeline, {
      onAnswer: (answer) => this.receive(answer),
      onTrouble: (error, again) => this.page.trouble(error, again),
      onSlow: (again) => this.status.say(words.slow, again),
    });
    this.table = new Table(this);
    this.address = new Address(this);
  }

  measure() {
    this.width = this.stage.clientWidth || this.root.clientWidth; // hidden behind the table, it has no width
    this.text = measurer(`12px ${getComputedStyle(this.svg).fontFamily}`);
    this.left = Math.max(MARGIN.left, ...TRACKS.map((name) => this.text(this.said.words[name]) + 18));
    this.right = this.width - MARGIN.right;
    const reserved = parseFloat(getComputedStyle(this.stage).minHeight) - BESIDE;
    this.frame ??= { height: reserved > 0 ? reserved : HEIGHT, tracks: [] };
    this.height = reserved > 0 ? reserved : this.frame.height;
  }

  // Everything at first; later, where that was too much to draw one by one, what is in view and around it.
  ask([begin, end] = [null, null]) {
    const around = begin === null ? 0 : (end - begin) / 4;
    this.asked = begin === null ? [-Infinity, Infinity] : [begin - around, end + around];
    this.askedFor = `${begin} ${end}`;
    this.data.ask({ begin: begin && begin - around, end: end && end + around, width: MOST, filters: this.state.filters });
  }

  receive(answer) {
    this.status.mended("picture");
    const whole = this.asked[0] === -Infinity;
    if (whole) this.status.count(answer.count);
    this.mode = answer.mode;
    this.events = answer.events ?? [];
    const lanes = answer.mode === "events" ? model(answer, this.today) : bars(answer);
    const places = this.said.sides.concat("intl", this.said.others);
    const { height, laid } = this;
    this.laid = new Tracks(places, { mode: answer.mode, lanes, measure: this.text, height, before: laid?.before, without: laid?.without });
    this.motion.forget();
    whole ? this.fit(answer) : this.draw();
    if (this.state.select) this.select(this.state.select, { remember: false });
  }

  fit(answer) {
    if (answer) this.counts = quarters(answer);
    const starts = this.counts.flatMap(({ time, count }) => Array(Math.min(count, 50)).fill(time)).sort((a, b) => a - b);
    const first = Math.min(starts[0] ?? this.today - 3650 * DAY, this.today - 365 * DAY);
    const last = Math.max(starts.at(-1) ?? this.today, this.today + 365 * DAY);
    const { begin, end } = this.state;
    const [begun, ended] = this.known ?? [Infinity, -Infinity]; // filters do not move the axis
    if (starts.length) this.known = [Math.min(begun, first - 60 * DAY), Math.max(ended, last + 60 * DAY)];
    this.whole = this.known && [Math.min(begin ?? Infinity, this.known[0]), Math.max(end ?? -Infinity, this.known[1])];
    this.base = scaleUtc(this.whole ?? [first, last], [this.left, this.right]);
    this.motion.forget();
    this.overview.draw({ counts: this.counts, x: this.base, sides: this.said.sides });
    this.gestures.fit(this.base);
    const at = (share) => starts[Math.floor(share * (starts.length - 1))] ?? first;
    this.home ??= starts.length ? [at(0.01) - 120 * DAY, Math.max(at(0.98), this.today) + 420 * DAY] : null;
    const [from, to] = this.home ?? [first, last];
    this.quietly(() => this.gestures.show(begin ?? from, end ?? to));
  }

  // A move that no reader asked for: the address does not speak of it.
  quietly(act) {
    const before = this.chosen;
    act();
    this.chosen = before;
  }

  draw() {
    this.motion.draw();
    orNearest(this);
    this.askMore();
    this.remember();
  }

  // Bars call for what is in view; so does a view that leaves what was fetched.
  askMore() {
    const [begin, end] = this.view;
    const whole = this.asked[0] === -Infinity && this.mode === "events";
    const within = begin >= this.asked[0] && end <= this.asked[1];
    if (whole || (within && this.mode === "events") || this.askedFor === this.view.join(" ")) return;
    clearTimeout(this.more);
    this.more = setTimeout(() => this.ask(this.view), 180);
  }

  // Moves as little as brings a time into view, and draws at once.
  reveal(time) {
    const at = this.transform.rescaleX(this.base)(time);
    const [least, most] = [this.left + 20, this.right - 180];
    if (at >= least && at <= most) return;
    this.gestures.by(at < least ? at - least : at - most);
    this.draw();
  }

  // Another state as a whole, as an address gave it.
  take(state) {
    this.state = state;
    this.chosen = state.begin !== null || state.end !== null;
    this.table.apply();
  }

  remember() { this.address.replace(); }

  select(id, { remember = true } = {}) {
    this.state.select = id;
    const event = this.events?.find((each) => each.id === id);
    if (id && !event && this.mode === "events" && this.asked[0] === -Infinity) this.page.drop(id);
    this.root.classList.toggle("open", Boolean(event));
    if (event) this.panel.show(event.path);
    else this.panel.hide();
    for (const layer of this.layers) layer.select?.(event);
    if (remember) this.address.push();
    this.laid?.favour(id);
    if (this.transform) this.draw();
  }

  listen() {
    for (const button of this.root.querySelectorAll("[data-act]")) button.addEventListener("click", () => this.gestures[button.dataset.act]());
    new ResizeObserver(() => {
      if (this.stage.clientWidth === this.width || !this.events || !this.stage.clientWidth) return;
      this.state = { ...this.state, begin: this.view?.[0] ?? null, end: this.view?.[1] ?? null };
      this.measure();
      this.laid.refresh(this.height);
      this.fit();
    }).observe(this.stage);
  }
}

// On a narrow screen the list itself is the timeline; it too is filtered at once.
const root = document.querySelector("[data-timeline]");
if (root && matchMedia("(min-width: 52rem)").matches) new Timeline(root);
else aloneOn(document);
