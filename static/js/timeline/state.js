// The view as the address says it: the address alone restores everything, and what it says wrong falls back.
import { fromIso, toIso } from "./time.js";

const OWN = ["begin", "end", "select", "day", "zero", "as"];
const LISTED = ["year", "cursor"]; // where the list beneath stands; the picture shows all years
const ISO = /^\d{4}-\d{2}-\d{2}$/;

const day = (text) => (ISO.test(text ?? "") && !Number.isNaN(fromIso(text)) && toIso(fromIso(text)) === text ? fromIso(text) : null);

// Reads {begin, end, select, day, zero, as, filters, listed, problems}; times in ms, null where nothing is said.
// `known` names the filters; `problems` are the parameters that were left out, as they stood.
export function read(search, known) {
  const query = new URLSearchParams(search);
  const problems = [];
  const time = (name) => {
    const value = query.get(name);
    if (value && day(value) === null) problems.push(`${name}=${value}`);
    return day(value);
  };
  let [begin, end] = [time("begin"), time("end")];
  if (begin !== null && end !== null && begin >= end) {
    problems.push(`end=${query.get("end")}`);
    [begin, end] = [null, null];
  }
  for (const name of OWN) for (const value of query.getAll(name).slice(1)) problems.push(`${name}=${value}`);
  const as = query.get("as");
  if (as && as !== "table") problems.push(`as=${as}`);
  const others = [...query].filter(([name, value]) => !OWN.includes(name) && !LISTED.includes(name) && value !== "");
  for (const [name, value] of others) if (!known.includes(name)) problems.push(`${name}=${value}`);
  return {
    begin, end, day: time("day"), select: query.get("select"), zero: query.get("zero"),
    as: as === "table" ? "table" : "picture",
    filters: new URLSearchParams(others.filter(([name]) => known.includes(name))),
    listed: new URLSearchParams([...query].filter(([name]) => LISTED.includes(name))),
    problems,
  };
}

// The address of a state, without what is as it would be anyway.
export function write({ begin, end, select, day: cursor, zero, as, filters, listed }) {
  const query = new URLSearchParams([...filters, ...listed]);
  if (begin !== null) query.set("begin", toIso(begin));
  if (end !== null) query.set("end", toIso(end));
  if (cursor !== null) query.set("day", toIso(cursor));
  if (select) query.set("select", select);
  if (zero) query.set("zero", zero);
  if (as === "table") query.set("as", as);
  const text = query.toString();
  return text ? `?${text}` : location.pathname;
}
