// One line of what the reader should know: how many events, what was left out of the address, what went wrong.

const LONGEST = 60; // letters of a parameter that are said
const MOST = 8; // of these

export class Status {
  constructor(line, words) {
    Object.assign(this, { line, words, note: "", wanted: true, failed: new Map() });
  }

  count(number) {
    const { words } = this;
    this.counted = number === 0 ? words.none : number === 1 ? words.one : words.many.replace("%s", number.toLocaleString(document.documentElement.lang));
    this.tell();
  }

  // Whether the number is said: over the table, its own heading says it.
  counts(wanted) {
    this.wanted = wanted;
    this.tell();
  }

  // What failed stays said until it is mended.
  tell() { if (!this.failed.size) this.say([this.wanted && this.counted, this.note].filter(Boolean).join(" · ")); }

  // Parameters of the address that could not be read; none takes the note away.
  leftOut(problems) {
    this.note = problems.length ? this.words.broken.replace("%s", () => shortened([...new Set(problems)])) : "";
    this.tell();
  }

  say(text, again) {
    if (this.line.textContent !== text || again) this.line.textContent = text;
    if (again) this.line.append(" ", Object.assign(document.createElement("button"), { type: "button", textContent: this.words.again, onclick: again }));
  }

  // What the server itself says is wrong is passed on, and no second try would help. All else may be tried again:
  // the picture and the list beneath may both have failed, and are tried together.
  trouble(part, error, again) {
    if (error.parameter) {
      this.say(error.message);
      return;
    }
    this.failed.set(part, again);
    this.say(this.words.trouble, () => { for (const retry of [...this.failed.values()]) retry(); });
  }

  // A part is up to date: the line tells of others that are not, else of the events.
  mended(part) {
    this.failed.delete(part);
    this.tell();
  }
}

// One line of what may be anything: short, and without letters that show as nothing.
function shortened(problems) {
  const said = problems.slice(0, MOST).map((each) => (each.length > LONGEST ? `${each.slice(0, LONGEST)}…` : each));
  return [...said, ...(problems.length > MOST ? ["…"] : [])].join(", ").replaceAll(/\p{Cc}/gu, "\uFFFD");
}
