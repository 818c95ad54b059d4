// From gestures to frames: while a gesture lasts, only what must move is moved; once it rests, all is drawn.

const REST = 140; // ms without a move after which a gesture is over

export class Motion {
  constructor(timeline) {
    this.timeline = timeline;
  }

  // Another transform, drawn with the next frame.
  move(transform) {
    if (!this.timeline.base) return; // nothing is drawn yet
    this.timeline.transform = transform;
    this.timeline.chosen = true;
    this.request ??= requestAnimationFrame(() => this.step());
  }

  // A frame of a gesture: the picture as drawn is moved sideways where that is enough, else also its scale.
  step() {
    this.request = null;
    const { timeline } = this;
    if (!this.drawn) return timeline.draw();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => timeline.draw(), REST);
    this.lasts = true;
    const sideways = timeline.transform.x - this.drawn.x;
    if (timeline.transform.k === this.drawn.k && Math.abs(sideways) < timeline.picture.reach) this.slide(sideways);
    else this.scale();
    timeline.overview.show(...timeline.view);
    return timeline.remember();
  }

  slide(pixels) {
    const view = this.look();
    this.timeline.picture.slide(pixels);
    for (const layer of this.timeline.layers) layer.glide?.(view);
  }

  scale() {
    const { timeline } = this;
    const held = this.held();
    const view = this.look();
    timeline.tracks = timeline.laid.at(timeline.transform.k, timeline.base, { moving: true });
    timeline.picture.move(this.scene(view));
    this.drawn = timeline.transform;
    for (const layer of timeline.layers) {
      layer.scale?.(view);
      layer.glide?.(view);
    }
    timeline.reading.keep(held);
  }

  // Everything, at rest.
  draw() {
    const { timeline } = this;
    cancelAnimationFrame(this.request);
    clearTimeout(this.rest);
    this.request = null;
    this.lasts = false;
    const held = this.held();
    const view = this.look();
    timeline.tracks = timeline.laid.at(timeline.transform.k, timeline.base);
    timeline.frame = timeline.laid.frame;
    timeline.picture.draw(this.scene(view));
    this.drawn = timeline.transform;
    for (const layer of timeline.layers) layer.draw?.(view);
    timeline.overview.show(...timeline.view);
    timeline.reading.keep(held);
  }

  // Nothing that is drawn can be moved any more: the scale itself, or what it shows, is another.
  forget() { this.drawn = null; }

  held() {
    const { activeElement } = document;
    return this.timeline.svg.contains(activeElement) ? activeElement : null;
  }

  look() {
    const { timeline } = this;
    const x = timeline.transform.rescaleX(timeline.base);
    timeline.view = x.domain().map(Number);
    return { x, left: timeline.left, right: timeline.right };
  }

  scene(view) {
    const { tracks, mode, width, today, said, state, text, laid } = this.timeline;
    return { ...view, tracks, mode, width, today, frame: laid.frame, places: said.places, selected: state.select, measure: text };
  }
}
