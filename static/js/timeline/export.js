// Take it away: saves the picture, and keeps the addresses of the data, the link and the frame in step with the view.
import { painted, standalone } from "./standalone.js";
import { write } from "./state.js";
import { period, toIso } from "./time.js";

const PAGING = ["year", "cursor"];
const MOST_NAMES = 12;
const PAPER = 1.78; // width to height of what A4 across leaves to the picture

export class Export {
  constructor(timeline) {
    this.timeline = timeline;
    this.take = document.querySelector("[data-take]");
    if (this.take) this.listen();
    addEventListener("beforeprint", () => this.reflow(`${Math.round(timeline.frame.height * PAPER)}px`));
    addEventListener("afterprint", () => this.reflow(""));
  }

  // The same period on paper, where there is more room to the sides than on most screens.
  reflow(width) {
    const { timeline } = this;
    if (!timeline.view || !timeline.stage.clientWidth) return;
    timeline.stage.style.width = width;
    timeline.state = { ...timeline.state, begin: timeline.view[0], end: timeline.view[1] };
    timeline.measure();
    timeline.laid?.refresh();
    timeline.fit();
    timeline.draw();
    clearTimeout(this.later);
    this.follow();
  }

  draw() {
    const { svg, width, frame } = this.timeline;
    svg.setAttribute("viewBox", `0 0 ${width} ${frame.height}`); // paper has another width
    clearTimeout(this.later);
    this.later = setTimeout(() => this.follow(), 200);
  }

  follow() {
    for (const link of document.querySelectorAll("[data-follow]")) link.href = `${link.dataset.follow}?${this.shown()}`;
    for (const link of document.querySelectorAll("[data-back]")) link.href = this.address(link.dataset.back);
    if (this.take) this.take.querySelector("[data-address]").textContent = this.address();
    if (this.take) this.tellAligned();
    if (this.take && this.isExpanded()) this.code.querySelector("textarea").value = this.frameCode();
  }

  // Aligned, each lane shows a period of its own, which no pair of days could say: the data hold them all.
  tellAligned() {
    const { aligned } = this.take.dataset;
    const said = this.take.querySelector("[data-said]");
    if (this.timeline.picture.apart) said.textContent = aligned;
    else if (said.textContent === aligned) said.textContent = "";
  }

  // The view, pinned to its days: what is opened tomorrow shows the same.
  address(path = location.pathname, changes = {}) {
    const [begin, end] = this.timeline.view;
    const query = write({ ...this.timeline.state, filters: this.filters(), begin, end, ...changes });
    return new URL(path + query, location.href).href;
  }

  filters() {
    const filters = new URLSearchParams(this.timeline.state.filters);
    for (const name of PAGING) filters.delete(name);
    return filters;
  }

  // The filters of what is shown: those in use, within the period in view.
  shown() {
    const query = this.filters();
    if (this.timeline.transform.k === 1 || this.timeline.picture.apart) return query;
    const [begin, end] = this.timeline.view;
    const [from, to] = [query.get("from"), query.get("to")];
    if ((from && period(from).start >= end) || (to && period(to).end <= begin)) return query;
    if (!(from && !(period(from).start < begin))) query.set("from", toIso(begin));
    if (!(to && !(period(to).end > end))) query.set("to", toIso(end));
    return query;
  }

  listen() {
    this.code = this.take.querySelector("[data-code]");
    for (const button of this.take.querySelectorAll("button")) button.hidden = false;
    for (const button of this.take.querySelectorAll("[data-save]")) button.addEventListener("click", () => this.attempt(() => this.save(button.dataset.save)));
    this.take.querySelector("[data-copy]").addEventListener("click", () => this.attempt(() => this.copy()));
    this.button = this.take.querySelector("[data-embed]");
    this.button.addEventListener("click", () => this.toggleCode());
  }

  async attempt(act) {
    this.tell(this.take.dataset.working);
    try {
      this.tell(await act());
    } catch {
      this.tell(this.take.dataset.failed);
    }
  }

  tell(text) { this.take.querySelector("[data-said]").textContent = text; }

  // Browsers keep the clipboard to safe connections: elsewhere the address is shown, selected.
  async copy() {
    if (!navigator.clipboard) return this.lay(this.address());
    await navigator.clipboard.writeText(this.address());
    return this.take.dataset.copied;
  }

  lay(text) {
    this.code.hidden = false;
    this.code.querySelector("textarea").value = text;
    this.code.querySelector("textarea").select();
    return "";
  }

  toggleCode() {
    const shown = !this.isExpanded();
    this.button.setAttribute("aria-expanded", String(shown));
    this.code.hidden = !shown;
    if (shown) this.lay(this.frameCode());
  }

  isExpanded() { return this.button.getAttribute("aria-expanded") === "true"; }

  frameCode() {
    const frame = document.createElement("iframe");
    const height = Math.ceil(this.timeline.stage.getBoundingClientRect().height + 196);
    const said = { src: this.address(this.button.dataset.embed, { as: "picture", select: null }), title: this.take.dataset.title, width: "100%", height, loading: "lazy" };
    for (const [name, value] of Object.entries(said)) frame.setAttribute(name, value);
    return frame.outerHTML;
  }

  async save(format) {
    const source = standalone(this.timeline.svg, { ...this.heading(), lines: await this.lines(), signs: [...this.timeline.root.querySelectorAll(".signs li")], measure: this.timeline.text });
    const blob = format === "png" ? await painted(source) : new Blob([source], { type: "image/svg+xml" });
    const [begin, end] = this.timeline.view.map(toIso);
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `sto-atlas-timeline_${begin}_${end}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return this.take.dataset.saved;
  }

  heading() {
    const { lang } = document.documentElement;
    const words = new Intl.DateTimeFormat(lang, { year: "numeric", month: "short", timeZone: "UTC" });
    const aligned = document.querySelector(".zero-line:not([hidden])")?.textContent;
    const axis = this.timeline.picture.apart ? aligned : [words.formatRange(...this.timeline.view), aligned].filter(Boolean).join(" · ");
    return { title: this.take.dataset.title, subtitle: [axis, ...this.narrowed()].join(" · ") };
  }

  // The filters in use in the words of their form: "Theme: Custody".
  narrowed() {
    return [...this.filters()].map(([name, value]) => {
      const field = document.querySelector(`.filters [name="${CSS.escape(name)}"]`);
      const label = field?.labels?.[0]?.firstChild.textContent.trim() ?? name;
      const option = [...(field?.options ?? [])].find((one) => one.value === value);
      return `${label}: ${option?.label.trim() ?? value}`;
    });
  }

  // What stands beneath the picture: whose words it rests on, where each is found, and under which terms.
  async lines() {
    const { at, credit } = this.take.dataset;
    const sources = this.timeline.mode === "events" ? [await this.sources()] : [];
    return [...sources, `${at} ${this.address()}`, credit].filter(Boolean);
  }

  async sources() {
    const answer = await fetch(`${this.take.querySelector("[data-follow$='.json']").dataset.follow}?${this.shown()}`);
    if (!answer.ok) throw new Error(answer.statusText);
    const sources = new Map((await answer.json()).events.flatMap((event) => event.sources).map((source) => [source.url, source]));
    const publishers = new Map();
    for (const { publisher } of sources.values()) {
      const name = publisher.split(" (")[0]; // what follows tells of a copy
      publishers.set(name, (publishers.get(name) ?? 0) + 1);
    }
    const names = [...publishers.keys()].sort((a, b) => publishers.get(b) - publishers.get(a));
    const more = names.length > MOST_NAMES ? [this.take.dataset.more.replace("%n", names.length - MOST_NAMES)] : [];
    return sources.size ? `${this.take.dataset.sources.replace("%n", sources.size)} ${[...names.slice(0, MOST_NAMES), ...more].join(", ")}` : "";
  }
}
