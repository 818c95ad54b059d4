// How SVG is written: elements, attributes that are set only where they change, bars, and words cut to a width.

export const NS = "http://www.w3.org/2000/svg";

const drawn = new WeakMap(); // what each element was last given

export const set = (node, attributes) => { for (const name in attributes) node.setAttribute(name, attributes[name]); };

// The same for what changes from frame to frame: a browser would take up an attribute again even if it is as it was.
export function change(node, name, value) {
  if (!drawn.has(node)) drawn.set(node, {});
  const known = drawn.get(node);
  if (known[name] === value) return;
  known[name] = value;
  node.setAttribute(name, value);
}

// A tenth of a pixel is as fine as can be seen.
export const round = (number) => Math.round(number * 10) / 10;

export function make(parent, name, className, attributes = {}) {
  const node = document.createElementNS(NS, name);
  node.setAttribute("class", className);
  set(node, attributes);
  parent.append(node);
  return node;
}

// The path of a bar, or nothing, by its ends and its upper edge.
export const bar = (from, to, top, height) => (to > from ? `M${round(from)},${top}H${round(to)}v${height}H${round(from)}z` : "");

// As many letters as have room, or nothing where these would be too few to be of use.
export function shortened(text, room, measure) {
  const full = measure(text);
  if (full <= room) return text;
  const letters = Math.floor((text.length * (room - 12)) / full);
  return letters < 5 ? "" : `${text.slice(0, letters).trimEnd()}…`;
}
