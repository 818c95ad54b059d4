// What the timeline needs of d3, bundled into static/vendor/d3.js by `npm run build`.
export { select, selectAll, pointer } from "d3-selection";
export { scaleUtc, scaleLinear } from "d3-scale";
export { axisTop } from "d3-axis";
export { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
export { utcFormat } from "d3-time-format";
