// One track as it is drawn: of its items those in view and around it, in order of time; or its bars.
import { rowAt } from "./frame.js";
import { viewOf } from "./items.js";
import { make, round, set } from "./svg.js";
import { DAY } from "./time.js";

const EDGE = 60; // pixels to either side that are kept right while a gesture changes the scale
export const AROUND = 480; // pixels to either side of the view that are drawn too, so that a small move needs no drawing

export class Lane {
  constructor(parent, { key, name, place }) {
    this.node = make(parent, "g", `items ${name} j-${place[0]}`, { "data-key": key });
    this.views = new Map();
  }

  // What stands in the track: views of items that stay are kept.
  lay({ track, placed }, { today }) {
    this.bars?.remove();
    this.bars = null;
    const before = this.views;
    this.views = new Map();
    for (const place of [...placed.values()].sort((a, b) => a.item.start - b.item.start)) {
      const known = before.get(place.item.id);
      const view = known?.item === place.item ? known : viewOf(place.item);
      view.lay(place, round(rowAt(track, place.row)), { today });
      this.views.set(place.item.id, view);
    }
    for (const view of before.values()) if (this.views.get(view.item.id) !== view) view.node.remove();
    this.order = [...this.views.values()];
  }

  // At another scale; `fit` also fits the words to what room there is.
  move(view, { fit = false } = {}) {
    const around = (room) => (each) => view.x(each.until()) > view.left - room && (each.early || view.x(each.item.start) < view.right + room);
    const [isNear, isDrawn] = [around(EDGE), around(AROUND)];
    let after = null;
    for (let n = this.order.length - 1; n >= 0; n -= 1) {
      const each = this.order[n];
      const { node } = each;
      const near = isNear(each);
      const wanted = fit ? isDrawn(each) : near || each.near; // what only leaves the view is moved once more
      each.near = near;
      if (wanted) {
        const enters = node.parentNode !== this.node;
        each.move(view);
        if (fit || enters) each.fit(view);
        if (enters) this.node.insertBefore(node, after);
      } else if (fit) node.remove();
      if (node.parentNode === this.node) after = node;
    }
  }

  select(id) { for (const view of this.order ?? []) view.select(id); }

  // Counts that grow from the axis, as one shape: {track, bars}. Its own unit is a day since `origin`.
  layBars({ track, bars }, { origin }) {
    for (const { node } of this.order ?? []) node.remove();
    [this.views, this.order, this.origin] = [new Map(), [], origin];
    this.bars ??= make(this.node, "path", "bar");
    const height = track.rows * track.rowHeight;
    const most = bars.reduce((sum, { count }) => Math.max(sum, count), 1);
    set(this.bars, { d: bars.map(({ start, end, count }) => {
      const size = round(Math.max(1, (count / most) * height));
      const [from, wide] = [(start - origin) / DAY, (end - start) / DAY];
      return `M${from},${track.direction < 0 ? track.y + track.more + height - size : track.y}h${wide * 0.9}v${size}h${-wide * 0.9}z`;
    }).join("") });
  }

  moveBars({ x }) {
    set(this.bars, { transform: `matrix(${x(this.origin + DAY) - x(this.origin)},0,0,1,${round(x(this.origin))},0)` });
  }

  remove() { this.node.remove(); }
}
