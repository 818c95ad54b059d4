// Its own format of events; all that it would fetch from elsewhere is turned off.
const number = new URLSearchParams(location.search).get("n");
const rows = await (await fetch(`/events/${number}.json`)).json();
const day = (text) => { const [year, month, date] = text.split("-").map(Number); return { year, month, day: date }; };
const events = rows.map(([id, start, end, group, headline]) => ({ unique_id: `e${id}`, start_date: day(start), end_date: end ? day(end) : undefined, group, text: { headline } }));
window.timeline = new TL.Timeline("timeline", { events }, { timenav_height: 300, hash_bookmark: false, font: null, ga_measurement_id: null });
timeline.on("ready", () => { window.isReady = true; });
