// The frame of the picture: how many rows each track gets of the height there is, and where it begins.

export const MARGIN = { left: 108, right: 20 };
const ROW = { law: 20, policy: 13, incident: 13, body: 15, offering: 9, world: 15 };
const NAMED = 13; // of a row whose marks wear names, at least
const WORTH = { law: 4, policy: 1, incident: 3, body: 3, offering: 0.8, world: 3 }; // who gets a row first, where they are scarce
const MORE = 11; // pixels of the line that tells what found no row
const GAP = 5;
const TOP = 22;
const AXIS = 24;
const FOOT = 22;
const MOST = 24; // rows of a track
const TALLEST = 1.6; // to how many times its height a picture may grow so that nothing is hidden

const OUTWARD = ["law", "policy", "incident", "body", "offering"]; // from the axis

// The tracks of a picture from top to bottom: [{key, place, name, direction, rowHeight}]; `direction` points away from the axis.
export function tracksOf([upper, lower, ...others]) {
  const track = (place, name, direction) => ({ key: place[0] + name, place, name, direction, rowHeight: ROW[name] });
  return [
    ...OUTWARD.toReversed().map((name) => track([upper], name, -1)),
    track(others, "world", 1),
    ...OUTWARD.map((name) => track([lower], name, 1)),
  ];
}

const size = ({ rows, need, rowHeight }) => rows * rowHeight + (rows < need ? MORE : 0);
const used = (tracks) => TOP + AXIS + FOOT + tracks.reduce((sum, track) => sum + size(track) + GAP, GAP);

// {height, axis: {y}, lowerAxis, tracks} where each track has `y`, `rows` and `more`, the height of its line for what
// found no row. `needs` says by key how many rows show all ({need}) and show most labels too ({want}). A picture that
// should show all grows beyond `height` where it has to; where even small marks are `named`, their rows are higher.
export function frame(tracks, needs, { height, all = false, named = false }) {
  const rowHeight = (track) => (named ? Math.max(NAMED, track.rowHeight) : track.rowHeight);
  const shared = tracks.map((track) => ({ ...track, rowHeight: rowHeight(track), need: needs[track.key].need, want: needs[track.key].want, rows: 1 }));
  share(shared, "need", all ? height * TALLEST : height);
  share(shared, "want", height);
  const space = Math.max(0, height - used(shared)) / (shared.length + 1);
  return stack(shared, GAP + space, Math.max(height, used(shared)));
}

// Row by row to the track that lacks most, as long as there is height.
function share(tracks, goal, height) {
  let open = tracks;
  while (open.length) {
    open = open.filter((track) => track.rows < Math.min(MOST, track[goal]));
    const next = open.toSorted((a, b) => lack(b, goal) - lack(a, goal))[0];
    if (!next) return;
    next.rows += 1;
    if (used(tracks) <= height) continue;
    next.rows -= 1;
    open = open.filter((track) => track !== next);
  }
}

const lack = ({ name, rows, ...track }, goal) => (WORTH[name] * Math.min(12, track[goal])) / (rows * rows);

function stack(tracks, gap, height) {
  let y = TOP;
  let [axis, lowerAxis] = [0, 0];
  const placed = tracks.map((track) => {
    if (track.name === "world") y = (axis = y + gap / 2) + AXIS - gap / 2;
    const more = track.rows < track.need ? MORE : 0;
    const own = { ...track, y: y + gap / 2, more };
    y += size(track) + gap;
    if (track.name === "world") lowerAxis = y;
    return own;
  });
  return { height, axis: { y: axis }, lowerAxis, tracks: placed };
}

// The middle of a row; row 0 is the one nearest to the axis, the row after the last is the line for what found none.
export function rowAt({ y, rows, rowHeight, direction, more }, row) {
  const out = row < rows ? (row + 0.5) * rowHeight : rows * rowHeight + more / 2;
  return direction > 0 ? y + out : y + more + rows * rowHeight - out;
}

export const middle = ({ y, rows, rowHeight, more }) => y + (rows * rowHeight + more) / 2;
