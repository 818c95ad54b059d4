// Asks the server for what fits the picture; the newest question wins, and a failed one leaves the picture as it is.
import { toIso } from "./time.js";

export class Data {
  constructor(address, onAnswer, onTrouble) {
    Object.assign(this, { address, onAnswer, onTrouble });
  }

  // Asks for a period (ms) as wide as so many pixels, under the filters.
  async ask({ begin, end, width, filters }) {
    this.pending?.abort();
    this.pending = new AbortController();
    const query = new URLSearchParams(filters);
    if (begin !== null) query.set("from", toIso(begin));
    if (end !== null) query.set("to", toIso(end));
    query.set("width", Math.round(width));
    try {
      const answer = await fetch(`${this.address}?${query}`, { signal: this.pending.signal });
      if (!answer.ok) throw new Error((await answer.json()).detail ?? answer.statusText);
      this.onAnswer(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.onTrouble(error, () => this.ask({ begin, end, width, filters }));
    }
  }
}
