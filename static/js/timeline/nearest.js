// Where a view holds no event: the one that is nearest, so that a reader finds back. What is dated only "by" some day is there.
import { DAY, fromIso, spanOf } from "./time.js";

function nearest({ mode, events, view: [begin, end], picture }) {
  if (mode !== "events" || picture.aligned) return null;
  let [found, least] = [null, Infinity];
  for (const event of events) {
    const span = spanOf(event);
    const away = Math.max(begin - span.end, (span.openStart ? span.end - DAY : span.start) - end, 0);
    if (away === 0) return null;
    if (away < least) [found, least] = [event, away];
  }
  return found;
}

// A view without events says so, and leads to the nearest, as wide as it is, and to all years.
export function orNearest(timeline) {
  const { gestures, status, view } = timeline;
  const event = nearest(timeline);
  const half = (view[1] - view[0]) / 2;
  const middle = event && fromIso(event.date.earliest ?? event.date.latest);
  status.nothing(event, view, { onNearest: () => gestures.show(middle - half, middle + half), onAll: () => gestures.all() });
}
