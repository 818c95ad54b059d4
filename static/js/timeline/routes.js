// How arcs run: nested by distance so that they do not cross; they end beside the marks, where their heads are seen.

const CLEAR = 9; // pixels between the middle of a mark and the arc that leads to it
const LEVEL = 8; // ends that differ less in height stand in one row: the arc rises above both
const FLAT = 26; // so it does where they differ by less than this, unless they are near
const NEAR = 40; // ends nearer in width than this: the arc bows aside
const [BOW, RISE, APART] = [22, 8, 11]; // pixels of the first that bows, of the first that rises, and from one to the next
const WIDEST = 120; // pixels to which many that bow are spread
const REACH = 200; // pixels over which a long one turns to its end
const TURN = 40; // pixels after which the first of them turns, and from one to the next

// arcs: [{from, to, hub}] with ends {x, y}; `hub` (from or to) is the end that others share. Adds each its `path`,
// which keeps within `left` and `right` where its ends do.
export function routed(arcs, { left, right }) {
  const spokes = arcs.map(spoke);
  for (const shared of groups(spokes, ({ hub }) => hub.id)) {
    const far = shared.filter(({ way }) => way === "far");
    const near = shared.filter(({ way }) => way === "near");
    const fewer = far.filter(({ dx }) => dx > 0).length >= far.length / 2 ? -1 : 1; // where fewer lead away
    const wide = BOW + Math.min(WIDEST, near.length * APART);
    const edge = ({ hub }) => (fewer < 0 ? hub.x - wide < left : hub.x + wide > right);
    bow(near, near.some(edge) ? -fewer : fewer);
    for (const same of groups(shared.filter(({ way }) => way === "flat"), ({ dx }) => Math.sign(dx))) rise(same);
    for (const same of groups(far, ({ dx, dy }) => `${Math.sign(dx)} ${Math.sign(dy)}`)) lead(same);
  }
  return arcs;
}

function spoke(arc) {
  const [hub, end] = arc.hub === "from" ? [arc.from, arc.to] : [arc.to, arc.from];
  const [dx, dy] = [end.x - hub.x, end.y - hub.y];
  const near = Math.abs(dx) < NEAR;
  const way = Math.abs(dy) < (near ? LEVEL : FLAT) ? "flat" : near ? "near" : "far";
  return { arc, hub, end, dx, dy, way };
}

const groups = (spokes, key) => Map.groupBy(spokes, key).values();

// In order of a measure, each with its rank `n`: ends in one place have the same, and their arcs are one line.
function ranked(spokes, measure, side = 1) {
  let [n, last] = [-1, null];
  return spokes.toSorted((a, b) => measure(a) - measure(b) || side * (a.end.x - b.end.x)).map((each) => {
    if (each.end.x !== last?.x || each.end.y !== last?.y) n += 1;
    last = each.end;
    return { ...each, n };
  });
}

// Brackets on one side, up and down apart: the farther their end, the wider.
function bow(spokes, side) {
  const step = Math.min(APART, WIDEST / spokes.length);
  for (const same of groups(spokes, ({ dy }) => Math.sign(dy))) {
    ranked(same, ({ dy }) => Math.abs(dy), side).forEach(({ arc, hub, end, n }) => {
      const at = (side > 0 ? Math.max(hub.x, end.x) : Math.min(hub.x, end.x)) + (side * (BOW + n * step) * 4) / 3;
      draw(arc, [hub.x + side * CLEAR, hub.y], [at, hub.y], [at, end.y], [end.x + side * CLEAR, end.y]);
    });
  }
}

// Arches over what stands between, the longer the higher; beneath it where there is no room above.
function rise(spokes) {
  for (const { arc, hub, end, dx, n } of ranked(spokes, (one) => Math.abs(one.dx))) {
    const tall = RISE + Math.min(60, Math.abs(dx) / 6) + n * APART;
    const up = Math.min(hub.y, end.y) - CLEAR - tall > 20 ? -1 : 1;
    const top = (up < 0 ? Math.min(hub.y, end.y) : Math.max(hub.y, end.y)) + up * (CLEAR + tall * 4 / 3);
    draw(arc, [hub.x, hub.y + up * CLEAR], [hub.x + dx * 0.15, top], [end.x - dx * 0.15, top], [end.x, end.y + up * CLEAR]);
  }
}

// Slopes to what is far in time: the steeper, the earlier they turn.
function lead(spokes) {
  ranked(spokes, ({ dx, dy }) => -Math.abs(dy / dx)).forEach(({ arc, hub, end, dx, n }) => {
    const side = Math.sign(dx);
    const reach = Math.min(REACH, Math.abs(dx) / 2);
    const turn = Math.min(Math.abs(dx) / 2, TURN * (n + 1));
    draw(arc, [hub.x + side * CLEAR, hub.y], [hub.x + side * turn, hub.y], [end.x - side * reach, end.y], [end.x - side * CLEAR, end.y]);
  });
}

// From cause to effect, whichever of them is the hub.
function draw(arc, ...points) {
  const [a, b, c, d] = arc.hub === "from" ? points : points.toReversed();
  arc.path = `M${a}C${b} ${c} ${d}`;
}
