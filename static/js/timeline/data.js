// Asks the server for what fits the picture; the newest question wins, and a failed one leaves the picture as it is.
import { toIso } from "./time.js";

const SLOW = 6000; // ms after which a reader is told that the answer is late

// What the server itself says is wrong; `parameter` names the part of the question.
class Refused extends Error {
  constructor({ detail, parameter }) {
    super(detail);
    this.parameter = parameter;
  }
}

export class Data {
  constructor(address, { onAnswer, onTrouble, onSlow }) {
    Object.assign(this, { address, onAnswer, onTrouble, onSlow });
  }

  // Asks for a period (ms) as wide as so many pixels, under the filters.
  async ask(question) {
    this.pending?.abort();
    const pending = new AbortController();
    this.pending = pending;
    const again = () => this.ask(question);
    const late = setTimeout(() => this.onSlow(again), SLOW);
    try {
      const answer = await fetch(`${this.address}?${asked(question)}`, { signal: pending.signal });
      if (answer.status === 400) throw new Refused(await answer.json());
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      if (!Array.isArray(found?.events ?? found?.bins)) throw new Error("neither events nor counts");
      if (this.pending === pending) this.onAnswer(found);
    } catch (error) {
      if (error.name !== "AbortError") this.onTrouble(error, again);
    } finally {
      clearTimeout(late);
    }
  }
}

function asked({ begin, end, width, filters }) {
  const query = new URLSearchParams(filters);
  query.delete("lanes"); // where places stand, not what is asked for
  if (begin !== null) query.set("from", toIso(begin));
  if (end !== null) query.set("to", toIso(end));
  query.set("width", Math.round(width));
  query.set("lang", document.documentElement.lang);
  return query;
}
