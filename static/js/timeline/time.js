// Days and spans: what a stated date covers on the axis, in milliseconds since 1970 (UTC).

export const DAY = 86_400_000;
const OPEN = 400 * DAY; // how far an open end is drawn before it fades

export const fromIso = (text) => (text ? Date.parse(`${text}T00:00:00Z`) : null);
export const toIso = (ms) => new Date(ms).toISOString().slice(0, 10);

// The span of an event: from the first moment of its earliest day to the last of its latest.
export function spanOf({ date }) {
  const first = fromIso(date.earliest);
  const last = fromIso(date.latest);
  return {
    start: first ?? last - OPEN,
    end: (last ?? first + OPEN) + DAY,
    openStart: first === null,
    openEnd: last === null,
  };
}

// True where the source names one day and does not doubt it.
export const isPoint = ({ date }) => date.precision === "day" && !date.approximate && !date.uncertain;

// The days that a year, month or day covers: `2018`, `2018-01`, `2018-01-26`.
export function period(text) {
  const [year, month, day] = text.split("-").map(Number);
  const start = Date.UTC(year, (month || 1) - 1, day || 1);
  const end = day ? start + DAY : month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return { start, end };
}

// What stands on the axis, in a language: the year at its beginning, else the month at its, else the day.
export function dates(lang) {
  const words = (parts) => new Intl.DateTimeFormat(lang.replace(/^en$/, "en-GB"), { ...parts, timeZone: "UTC" });
  const [year, month, day] = [words({ year: "numeric" }), words({ month: "long" }), words({ month: "short", day: "numeric" })];
  return (time) => {
    const date = new Date(time);
    if (date.getUTCDate() > 1) return day.format(date);
    return (date.getUTCMonth() ? month : year).format(date);
  };
}
