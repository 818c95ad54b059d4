// Zoom and pan by wheel, pinch, drag, buttons and keys; one scale, from decades to days.
// The plain wheel scrolls the page; with Ctrl or ⌘ it zooms, sideways or with Shift it pans.
import { select, zoom, zoomIdentity } from "../../vendor/d3.js";
import { DAY } from "./time.js";

const STEP = 1.6;
const NOTCH = Math.log2(1.4); // octaves by which one event of the wheel zooms at most
const UNITS = [1, 20, 400]; // pixels of what a wheel counts in: pixels, lines, pages
const HINT = 4000; // ms
const SHORTEST = 20 * DAY;

export class Gestures {
  constructor(node, onMove) {
    this.target = select(node);
    this.zoom = zoom().on("zoom", ({ transform }) => onMove(transform));
    this.zoom.filter((event) => !event.button && (event.type !== "wheel" || zooms(event))).wheelDelta(octaves);
    this.target.call(this.zoom).on("dblclick.zoom", null);
    node.addEventListener("keydown", (event) => this.key(event));
    node.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.hint = node.parentNode.querySelector("[data-hint]");
    if (/^Mac/.test(navigator.platform)) this.hint.textContent = this.hint.dataset.mac;
  }

  // Sideways, and with Shift, the wheel pans; else the page scrolls, and the first time a reader is told how to zoom.
  wheel(event) {
    if (zooms(event)) return;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!sideways && !event.shiftKey) {
      this.tell();
      return;
    }
    event.preventDefault();
    this.by((sideways ? event.deltaX : event.deltaY) * UNITS[event.deltaMode]);
  }

  tell() {
    if (this.told) return;
    this.told = true;
    this.hint.hidden = false;
    setTimeout(() => { this.hint.hidden = true; }, HINT);
  }

  // The base scale: what the whole picture shows when nothing is zoomed.
  fit(base) {
    this.base = base;
    const [left, right] = base.range();
    const [begin, end] = base.domain();
    this.zoom.scaleExtent([1, Math.max(1, (end - begin) / SHORTEST)]);
    this.zoom.extent([[left, 0], [right, 1]]).translateExtent([[left, 0], [right, 1]]);
  }

  // Shows the period from `begin` to `end` (ms), as near as the limits allow.
  show(begin, end) {
    const [left, right] = this.base.range();
    const k = (right - left) / Math.max(1e-9, this.base(end) - this.base(begin));
    const [least, most] = this.zoom.scaleExtent();
    const scale = Math.min(most, Math.max(least, k));
    const middle = (this.base(begin) + this.base(end)) / 2;
    const aside = Math.max(right * (1 - scale), Math.min(left * (1 - scale), (left + right) / 2 - scale * middle)); // not past the ends
    this.target.call(this.zoom.transform, zoomIdentity.translate(aside, 0).scale(scale));
  }

  all() { this.target.call(this.zoom.transform, zoomIdentity); }
  closer() { this.target.call(this.zoom.scaleBy, STEP); }
  wider() { this.target.call(this.zoom.scaleBy, 1 / STEP); }
  begin() { this.by(-1e9); }
  end() { this.by(1e9); }
  by(pixels) { this.target.call(this.zoom.translateBy, -pixels / this.scale(), 0); }
  scale() { return this.target.property("__zoom").k; }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      "+": () => this.closer(), "=": () => this.closer(), "-": () => this.wider(), 0: () => this.all(),
      ArrowLeft: () => this.by(-120), ArrowRight: () => this.by(120), Home: () => this.begin(), End: () => this.end(),
    };
    const act = acts[event.key];
    if (!act || (event.key.length > 1 && event.target !== this.target.node())) return;
    event.preventDefault();
    act();
  }
}

const zooms = (event) => event.ctrlKey || event.metaKey;

// How far an event of the wheel zooms: a notch by no more than that, two fingers on a trackpad as they move.
function octaves({ deltaY, deltaMode }) {
  const wanted = -deltaY * UNITS[deltaMode] * 0.02;
  return Math.max(-NOTCH, Math.min(NOTCH, wanted));
}
