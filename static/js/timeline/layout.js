// Where things stand: rows without overlap, the weightiest first, labels where there is room. Pure functions.

export const LONGEST = 380; // pixels of a label; the card has the whole
const GAP = 8;
const MARK = 10;
const HEAVY = 2; // from this weight on, a mark is worth a row for its label
const FEW = 3; // marks that are named where not all have room
const WORN = new Set(["right", "left"]);
const TRIED = 14; // marks for which a row with room for the label is looked for
const OPEN = 40; // pixels that a line needs for itself, though no label

// The rows of one track, each a list of taken intervals in order.
class Rows {
  constructor(most) {
    this.most = most;
    this.taken = [];
  }

  // Where an interval would stand among those of a row; -1 where it meets one.
  slot(row, from, to) {
    const taken = this.taken[row] ?? [];
    let [low, high] = [0, taken.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (taken[middle][1] <= from) low = middle + 1;
      else high = middle;
    }
    return low < taken.length && taken[low][0] < to ? -1 : low;
  }

  take(row, from, to) {
    (this.taken[row] ??= []).splice(this.slot(row, from, to), 0, [from, to]);
  }

  // The first free row, beginning with the one that the item had before, so that zooming moves little; or -1.
  firstFree(from, to, preferred) {
    if (preferred < this.most && this.slot(preferred, from, to) >= 0) return preferred;
    for (let row = 0; row < this.most; row += 1) if (this.slot(row, from, to) >= 0) return row;
    return -1;
  }
}

export const byWeight = (a, b) => b.weight - a.weight || a.start - b.start || (a.id < b.id ? -1 : 1);

// Lays out one track: {placed: Map(id -> {item, row, label, wide, next}), hidden: [item]}. `items` are in order of
// weight; `x` gives pixels at this zoom, `measure` the width of a text; `before` is the last layout. `label` is over,
// right, left or none; `next` the start (ms) of what follows in the row. As many marks as can be, the weightiest first,
// stand where their labels have room too, but no label takes the room of a mark; where marks have too little anyway,
// a few of them are named. `quick` names those that were named before, whether or not others then have room.
export function layOut(items, { x, measure, rows, lettered = true, quick = false, before = new Map() }) {
  const trial = (named, rowsBefore) => attempt(items, { x, measure, rows, named: new Set(named), before: rowsBefore });
  const steady = trial(quick ? items.filter(({ id }) => WORN.has(before.get(id)?.label)) : [], before);
  const kept = steady.hidden.length ? new Map() : before; // rows where all stood before may be too few for all now
  let laid = kept === before ? steady : trial([], kept);
  if (quick) laid = steady;
  else if (lettered && laid.hidden.length) laid = trial(items.slice(0, FEW), kept);
  else if (lettered) laid = mostNamed(laid, items, (named) => trial(named, kept));
  const { placed, hidden, space } = laid;
  if (lettered) for (const place of placed.values()) if (place.label === "none") Object.assign(place, letter(place, { x, measure, space }));
  follow(placed);
  return { placed, hidden };
}

// The layout in which as many of the weightiest are named as leave room for all; `laid` names none.
function mostNamed(laid, items, trial) {
  let [best, named] = [laid, []];
  for (const item of items.filter(({ type }) => type === "mark").slice(0, TRIED)) {
    const tried = trial([...named, item]);
    if (!tried.hidden.length) [best, named] = [tried, [...named, item]];
  }
  return best;
}

// How many rows a track would take if it had as many as it liked: with no labels but those of lines, or with those of
// all weighty marks too.
export function needed(items, { x, measure, lettered = false }) {
  const named = new Set(lettered ? items.filter(({ weight }) => weight >= HEAVY) : []);
  return attempt(items, { x, measure, rows: items.length, named, before: new Map() }).space.taken.length;
}

function attempt(items, { x, measure, rows, named, before }) {
  const space = new Rows(rows);
  const placed = new Map();
  const hidden = [];
  for (const item of items) {
    const place = put(item, { x, measure, space, named: named.has(item), preferred: before.get(item.id)?.row });
    if (place) placed.set(item.id, { item, ...place });
    else hidden.push(item);
  }
  return { placed, hidden, space };
}

// Notes where the next item of the same row begins (ms): a line that goes on grows thin there.
function follow(placed) {
  for (const places of Map.groupBy(placed.values(), ({ row }) => row).values()) {
    let [here, later] = [Infinity, Infinity];
    for (const place of places.sort((a, b) => b.item.start - a.item.start)) {
      if (place.item.start < here) [here, later] = [place.item.start, here];
      place.next = later;
    }
  }
}

// A place for an item, with its label where it is `named` or a line; null where no row is free.
function put(item, { x, measure, space, named, preferred }) {
  const [from, to] = body(item, x);
  const width = Math.min(LONGEST, measure(item.label)) + GAP;
  if (item.type === "life") return take(space, from - GAP / 2, Math.max(to, from + width), preferred, { label: "over", wide: width });
  if (item.type === "body") return take(space, from - width, Math.max(to, from + OPEN), preferred, { label: "left", wide: width });
  if (named) {
    const right = take(space, from, to + width, preferred, { label: "right", wide: width });
    if (right) return right;
    const left = take(space, from - width, to, preferred, { label: "left", wide: width });
    if (left) return left;
  }
  return take(space, from, to, preferred, { label: "none", wide: 0 });
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
  const to = x(item.until ?? item.effect ?? item.end);
  return item.type === "mark" ? [from - MARK / 2, Math.max(to, from + MARK / 2 + 1)] : [from, Math.max(to, from + MARK)];
}

// A mark's label where no room was kept for it: to its right, else to its left, else none.
function letter({ item, row }, { x, measure, space }) {
  const [from, to] = body(item, x);
  const width = Math.min(LONGEST, measure(item.label)) + GAP;
  for (const [label, a, b] of [["right", to, to + width], ["left", from - width, from]]) {
    if (space.slot(row, a, b) >= 0) {
      space.take(row, a, b);
      return { label, wide: width };
    }
  }
  return { label: "none", wide: 0 };
}

// What found no room, gathered by where it is in time: items of type "more" that stand in a line of their own.
export function gather(hidden, { x, apart, key }) {
  const groups = [];
  for (const item of hidden.toSorted((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    if (last && x(item.start) < x(last[0].start) + apart) last.push(item);
    else groups.push([item]);
  }
  return groups.map((items) => ({
    type: "more", id: `more-${key}-${items[0].id}`, label: `+${items.length}`, weight: 0,
    start: items[0].start, end: Math.max(...items.map(({ start }) => start)), items, events: items.flatMap(({ events }) => events),
  }));
}

// Zoom in steps of half an octave: within a step rows and labels stay.
export const step = (k) => Math.floor(2 * Math.log2(k) + 1e-6);
export const ofStep = (number) => 2 ** (number / 2);
