// Hatching for what is to come, in the colour of each place: patterns in the picture itself, so that files of it have them.
import { make, NS, set } from "./svg.js";

const WAY = { width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };

export function addHatches(svg, places) {
  const defs = document.createElementNS(NS, "defs");
  for (const place of places) {
    const pattern = make(defs, "pattern", `hatch j-${place}`, { id: `hatch-${place}`, ...WAY });
    set(make(pattern, "path", "stripe"), { d: "M2 0v4" });
  }
  svg.prepend(defs);
}

export const hatchOf = (place) => `url(#hatch-${place})`;
