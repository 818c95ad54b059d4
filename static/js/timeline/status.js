// One line of what the reader should know: how many events, what was left out of the address, what went wrong.

const LONGEST = 60; // letters of a parameter that are said
const MOST = 8; // of these

export class Status {
  constructor(line, words) {
    Object.assign(this, { line, words, note: "", wanted: true, failed: new Map(), buttons: [] });
    this.dates = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeZone: "UTC" });
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
  tell() {
    if (this.failed.size) return;
    const { text, buttons = [] } = (this.wanted ? this.empty : this.listed) ?? {};
    this.write([this.wanted && this.counted, this.note, text].filter(Boolean).join(" · "), buttons);
  }

  between(text, [begin, end]) { return text.replace("{begin}", this.dates.format(begin)).replace("{end}", this.dates.format(end)); }

  // A view without an event: what is nearest to it, and the ways there and to all years.
  nothing(event, view, { onNearest, onAll }) {
    if (!event && !this.empty) return;
    const buttons = event && [[shortened([`${event.date.text}: ${event.title}`]), onNearest], [this.words.all, onAll]];
    this.empty = event && { text: this.between(this.words.empty, view), buttons };
    this.tell();
  }

  // Over the table: which period it is of, and the way to all years; undefined where the filters say it.
  lists(period, onAll) {
    this.listed = period === undefined ? null : period ? { text: this.between(this.words.listed, period), buttons: [[this.words.all, onAll]] } : { text: this.words.listed_all };
    this.tell();
  }

  // Parameters of the address that could not be read; none takes the note away.
  leftOut(problems) {
    this.note = problems.length ? this.words.broken.replace("%s", () => shortened([...new Set(problems)])) : "";
    this.tell();
  }

  say(text, again) { this.write(text, again ? [[this.words.again, again]] : [], { anew: Boolean(again) }); }

  // The line, only where it says something else: it is read aloud.
  write(text, buttons, { anew = false } = {}) {
    const said = [text, ...buttons.map(([label]) => label)].join(" ");
    if (said === this.said && !anew) return;
    this.said = said;
    const made = buttons.map(([textContent, onclick]) => Object.assign(document.createElement("button"), { type: "button", textContent, onclick }));
    this.line.replaceChildren(text, ...made.flatMap((button) => [" ", button]));
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
