// As its documentation shows it: groups as lanes, the last years in view, clustered if the address says so.
const query = new URLSearchParams(location.search);
const rows = await (await fetch(`/events/${query.get("n")}.json`)).json();
const items = rows.map(([id, start, end, group, content]) => ({ id, start, end: end ?? undefined, type: end ? "range" : "box", group, content }));
const groups = [{ id: "jp", content: "Japan" }, { id: "intl", content: "International" }, { id: "kr", content: "Korea" }];
const options = { start: "2023-01-01", end: "2026-06-30", min: "2005-01-01", max: "2030-01-01", height: "600px", verticalScroll: false, orientation: "top" };
if (query.has("cluster")) options.cluster = { maxItems: 8, titleTemplate: "{count} events" };
const timeline = new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(items), groups, options);
timeline.on("changed", function ready() { timeline.off("changed", ready); window.isReady = true; });
