// Where things stand: rows without overlap, the weightiest first, labels where there is room. Pure functions.

const GAP = 8;
const MARK = 11;
const HEAVY = 2; // from this weight on, a mark is placed together with its label

// The rows of one track, each a list of taken intervals.
class Rows {
  constructor(count) {
    this.taken = Array.from({ length: count }, () => []);
  }

  isFree(row, from, to) {
    return this.taken[row].every(([a, b]) => to <= a || b <= from);
  }

  take(row, from, to) {
    this.taken[row].push([from, to]);
  }

  // The first free row, beginning with the one that the item had before, so that zooming moves little.
  firstFree(from, to, preferred) {
    if (preferred !== undefined && preferred < this.taken.length && this.isFree(preferred, from, to)) return preferred;
    return this.taken.findIndex((_, row) => this.isFree(row, from, to));
  }
}

const byWeight = (a, b) => b.weight - a.weight || a.start - b.start || (a.id < b.id ? -1 : 1);

// Lays out one track: {placed: Map(id -> {item, row, label, wide}), hidden: [item]}. `x` gives pixels at this zoom,
// `measure` the width of a text; `before` is the last layout. `label` is over, right, left or none; `next` the start
// of what follows in the row.
export function layOut(items, { x, measure, rows, lettered = true, before = new Map() }) {
  const space = new Rows(rows);
  const placed = new Map();
  const hidden = [];
  for (const item of items.toSorted(byWeight)) {
    const place = put(item, { x, measure, space, lettered, preferred: before.get(item.id)?.row });
    if (place) placed.set(item.id, { item, ...place });
    else hidden.push(item);
  }
  if (lettered) for (const place of placed.values()) if (place.label === "none") Object.assign(place, letter(place, { x, measure, space }));
  follow(placed);
  return { placed, hidden };
}

// Notes where the next item of the same row begins (ms): a line that goes on makes way for it.
function follow(placed) {
  const rows = Map.groupBy(placed.values(), ({ row }) => row);
  for (const places of rows.values()) {
    places.sort((a, b) => a.item.start - b.item.start);
    places.forEach((place, n) => { place.next = places.slice(n + 1).find(({ item }) => item.start > place.item.start)?.item.start ?? Infinity; });
  }
}

// A place for an item, with its label where it is heavy or wears it on top; null where no row is free.
function put(item, { x, measure, space, lettered, preferred }) {
  const [from, to] = body(item, x);
  const width = measure(item.label) + GAP;
  if (item.type !== "mark") return take(space, from - GAP / 2, Math.max(to, from + width), preferred, { label: "over", wide: width });
  if (lettered && item.weight >= HEAVY) {
    const right = take(space, from - 2, to + width, preferred, { label: "right", wide: width });
    if (right) return right;
    const left = take(space, from - width, to + 2, preferred, { label: "left", wide: width });
    if (left) return left;
  }
  return take(space, from - 2, to + 2, preferred, { label: "none", wide: 0 });
}

function take(space, from, to, preferred, place) {
  const row = space.firstFree(from, to, preferred);
  if (row < 0) return null;
  space.take(row, from, to);
  return { row, ...place };
}

// The pixels that an item itself covers, without its label.
function body(item, x) {
  const from = x(item.start);
  const to = x(item.effect ?? item.end);
  return item.type === "mark" && to - from < MARK ? [from - MARK / 2, from + MARK / 2] : [from, Math.max(to, from + MARK)];
}

// A light mark's label: to its right, else to its left, else not at all.
function letter({ item, row }, { x, measure, space }) {
  const [from, to] = body(item, x);
  const width = measure(item.label) + GAP;
  for (const [label, a, b] of [["right", to + 3, to + width], ["left", from - width, from - 3]]) {
    if (space.isFree(row, a, b)) {
      space.take(row, a, b);
      return { label, wide: width };
    }
  }
  return { label: "none", wide: 0 };
}

// Zoom in steps of half an octave: within a step rows and labels stay.
export const step = (k) => Math.floor(2 * Math.log2(k) + 1e-6);
export const ofStep = (number) => 2 ** (number / 2);
