// What hovering or focusing an item tells: the date as its source gives it, the title, one sentence, the sources.

const MOST = 6; // events of those that found no room

export class Card {
  constructor(node, words) {
    Object.assign(this, { node, words });
  }

  show(item, anchor, bounds) {
    const event = item.events.at(-1);
    const listed = item.type === "more" ? item.events.slice(0, MOST).map((each) => ["p", "stage", `${each.date.text}: ${each.title}`]) : item.events.map((each) => ["p", "stage", `${each.date.text}: ${each.kind_label}`]);
    const lines = [
      ["p", "when", item.type === "mark" ? `${event.date.text} · ${event.kind_label}` : item.label],
      ...(item.type === "mark" ? [["strong", "", event.title], ["p", "", event.summary]] : listed),
      ...(item.type === "more" && item.events.length > MOST ? [["p", "stage", "…"]] : []),
      ["p", "quiet", this.words.sources.replace("%s", item.events.reduce((sum, each) => sum + each.sources, 0))],
      ...(item.events.some(({ conflicting }) => conflicting) ? [["p", "quiet", this.words.conflicting]] : []),
    ];
    this.node.replaceChildren(...lines.map(([tag, name, text]) => Object.assign(document.createElement(tag), { className: name, textContent: text })));
    this.node.hidden = false;
    const left = Math.min(Math.max(0, anchor.left - bounds.left), bounds.width - this.node.offsetWidth);
    const below = anchor.bottom - bounds.top + 8;
    const above = anchor.top - bounds.top - this.node.offsetHeight - 8;
    this.node.style.transform = `translate(${left}px, ${below + this.node.offsetHeight > bounds.height && above > 0 ? above : below}px)`;
  }

  hide() { this.node.hidden = true; }
}
