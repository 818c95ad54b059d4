// From events to what is drawn: acts as lives, bodies as lines, all else as marks, by lane and track.
import { fromIso, period, spanOf } from "./time.js";

export const TRACKS = ["law", "incident", "body", "policy", "offering"];
export const TRACK_OF = {
  law: "law", incident: "incident", organization: "body", policy: "policy", market: "policy", offering: "offering",
};
const STAGES = ["consultation", "bill-submitted", "bill-advanced", "bill-passed", "promulgated", "in-force"];

// What the server sent, ready to be laid out: {jurisdiction: {track: [item]}}.
export function model({ events, amendments, bodies }, today) {
  const lanes = {};
  const put = (place, track, item) => ((lanes[place] ??= {})[track] ??= []).push(item);
  const lives = new Map();
  const existences = new Map();
  for (const event of events) {
    const placed = { ...event, ...spanOf(event) };
    const acts = event.category === "law" ? event.amendments.filter((id) => amendments[id]) : []; // a stage of each
    const body = event.category === "organization" && event.organizations.find((id) => bodies[id]);
    for (const act of acts) gather(lives, act, event.jurisdiction, placed);
    if (acts.length) continue;
    if (body) gather(existences, body, event.jurisdiction, placed);
    else put(event.jurisdiction, TRACK_OF[event.category], mark(placed));
  }
  for (const [id, { place, members }] of lives) put(place, "law", life(id, members, amendments[id], today));
  for (const [id, { place, members }] of existences) put(place, "body", existence(id, members, bodies[id]));
  return lanes;
}

// Counts by period, as bars in the tracks: {jurisdiction: {track: [{start, end, count}]}}.
export function bars({ bins }) {
  const lanes = {};
  for (const { date, jurisdiction, category, count } of bins) {
    const track = ((lanes[jurisdiction] ??= {})[TRACK_OF[category]] ??= new Map());
    const bar = track.get(date) ?? { ...period(date), count: 0 };
    track.set(date, { ...bar, count: bar.count + count });
  }
  for (const tracks of Object.values(lanes)) for (const name of Object.keys(tracks)) tracks[name] = [...tracks[name].values()];
  return lanes;
}

function gather(groups, id, place, event) {
  if (!groups.has(id)) groups.set(id, { place, members: [] });
  groups.get(id).members.push(event);
}

const mark = (event) => ({
  type: "mark", id: event.id, label: event.title, weight: event.weight, start: event.start, end: event.end, events: [event],
});

// What begins a part of a bar; a consultation only as long as nothing else has begun: later it is a tick on what goes on.
const isStage = ({ kind }, n, events) => STAGES.includes(kind) && (kind !== "consultation" || events.slice(0, n).every((one) => one.kind === kind));
const byStart = (events) => events.toSorted((a, b) => a.start - b.start || a.rank - b.rank);
const heaviest = (events) => Math.max(...events.map((event) => event.weight));

// An act: its stages in order, when it first took effect, whether that start is recorded, and when it ended.
function life(id, members, { label, instrument }, today) {
  const events = byStart(members);
  const inForce = events.find((event) => event.kind === "in-force");
  const last = events.findLast((event) => event.kind === "in-force");
  const ended = events.find((event) => event.kind === "ended" && event.measures === 0);
  return {
    type: "life", id, label, instrument, events,
    weight: heaviest(events) + (inForce ? 1 : 0),
    start: events[0].start,
    end: (inForce ?? events.at(-1)).end,
    effect: inForce?.start ?? null,
    until: inForce?.start <= today && last.start > today && !ended ? last.start : null, // in force, but parts of it start later
    ended: ended?.start ?? null,
    stages: events.some(isStage) ? events.filter(isStage) : events,
    unrecorded: !inForce && events.some((event) => ["bill-passed", "promulgated"].includes(event.kind)),
  };
}

function existence(id, members, { label }) {
  const events = byStart(members);
  return { type: "body", id, label, events, weight: heaviest(events) + 1, start: events[0].start, end: events.at(-1).end };
}

// How many events each quarter has, by place; of counts by longer periods, what these say.
export function quarters({ events = [], bins = [] }) {
  const counts = new Map();
  const add = (date, jurisdiction, count) => {
    const [year, month = "01"] = date.split("-");
    const quarter = String(Math.floor((month - 1) / 3) * 3 + 1).padStart(2, "0");
    const key = `${year}-${quarter}-01 ${jurisdiction}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  };
  for (const { date, jurisdiction } of events) add(date.earliest ?? date.latest, jurisdiction, 1);
  for (const { date, jurisdiction, count } of bins) add(date, jurisdiction, count);
  return [...counts].map(([key, count]) => ({ time: fromIso(key.slice(0, 10)), place: key.slice(11), count }));
}
