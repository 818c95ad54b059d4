// The frame of the picture: how high each lane and track is, and where it begins.

export const MARGIN = { left: 108, right: 20 };
const HEIGHTS = { law: 23, policy: 18, incident: 18, body: 22, offering: 13 };
const ROWS = { law: 6, policy: 4, incident: 3, body: 3, offering: 4 };
const GAP = 10;
const AXIS = 30;
const MIDDLE = { rows: 3, height: 17 };

const OUTWARD = ["law", "policy", "incident", "body", "offering"]; // from the axis

// {height, axis: {y}, tracks: [{place, name, y, rows, rowHeight, direction}]}: `direction` points away from the axis.
export function frame([upper, lower, ...others]) {
  const tracks = [];
  let y = 24;
  for (const name of OUTWARD.toReversed()) y = put(tracks, upper, name, y, -1);
  const axis = { y: y + GAP };
  y = axis.y + AXIS;
  const middle = { place: others, name: "world", y, rows: MIDDLE.rows, rowHeight: MIDDLE.height, direction: 1 };
  tracks.push(middle);
  y += MIDDLE.rows * MIDDLE.height + 2 * GAP;
  const lowerAxis = y - GAP;
  for (const name of OUTWARD) y = put(tracks, lower, name, y, 1);
  return { height: y + 8, axis, lowerAxis, tracks };
}

function put(tracks, place, name, y, direction) {
  const rowHeight = HEIGHTS[name];
  tracks.push({ place: [place], name, y, rows: ROWS[name], rowHeight, direction });
  return y + ROWS[name] * rowHeight + GAP;
}

// The middle of a row; row 0 is the one nearest to the axis.
export function rowAt({ y, rows, rowHeight, direction }, row) {
  const fromTop = direction > 0 ? row : rows - 1 - row;
  return y + (fromTop + 0.5) * rowHeight;
}
