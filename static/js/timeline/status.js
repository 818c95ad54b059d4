// One line of what the reader should know: how many events, what was left out of the address, what went wrong.

export class Status {
  constructor(line, words) {
    Object.assign(this, { line, words, note: "", wanted: true });
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

  tell() { this.say([this.wanted && this.counted, this.note].filter(Boolean).join(" · ")); }

  // Parameters of the address that could not be read; none takes the note away.
  leftOut(problems) {
    this.note = problems.length ? this.words.broken.replace("%s", [...new Set(problems)].join(", ")) : "";
    this.tell();
  }

  say(text, again) {
    if (this.line.textContent !== text || again) this.line.textContent = text;
    if (again) this.line.append(" ", Object.assign(document.createElement("button"), { type: "button", textContent: this.words.again, onclick: again }));
  }

  // What the server itself says is wrong is passed on, and no second try would help; all else may be tried again.
  trouble(error, again) {
    if (error.parameter) this.say(error.message);
    else this.say(this.words.trouble, again);
  }
}
