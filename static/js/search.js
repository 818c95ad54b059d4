// Suggests records while a query is typed: a combobox (ARIA 1.2) over a form that works without.

const WAIT = 160; // milliseconds of rest before asking
const MOST = 8;
const LONGEST = 200;
const WORD = /[\p{L}\p{N}]/u;
const KEPT = 40; // answers remembered, so that deleting a letter asks nothing again

const KEYS_OF_INPUT_METHOD = 229;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The text with one part of it marked; the API counts characters, JavaScript counts half ones.
function marked(text, { start, end }) {
  const letters = [...text];
  const part = (from, to) => letters.slice(from, to).join("");
  return [part(0, start), element("mark", {}, part(start, end)), part(end)];
}

// One suggestion: its label, its type and, where the label does not show it, the part that matched.
function option(found, types, id) {
  const shown = found.match.text === found.label;
  const label = element("span", {}, ...(shown ? marked(found.label, found.match) : [found.label]));
  const type = element("small", {}, types.get(found.type));
  const row = element("li", { id, role: "option", "aria-selected": "false" }, label, type);
  if (!shown) row.append(element("span", { class: "part" }, ...marked(found.match.text, found.match)));
  row.dataset.address = found.html_url;
  return row;
}

class Suggestions {
  constructor(form, number) {
    this.form = form;
    this.input = form.elements.namedItem("q");
    this.name = `suggestions-${number}`;
    this.answers = new Map();
    this.active = -1;
    const list = { id: this.name, class: "suggestions", role: "listbox", "aria-label": form.dataset.list };
    this.list = element("ul", { ...list, hidden: "" });
    this.status = element("p", { class: "hidden", role: "status" });
    form.append(this.list, this.status);
    const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": this.name };
    // a search field may not be a combobox
    const field = { type: "text", enterkeyhint: "search", autocomplete: "off", "aria-autocomplete": "list" };
    const attributes = Object.entries({ ...combobox, ...field });
    for (const [name, value] of attributes) this.input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    // nothing is asked while an input method composes a syllable or a word
    this.input.addEventListener("compositionstart", () => this.forget());
    this.input.addEventListener("compositionend", () => this.wait());
    this.input.addEventListener("input", (event) => event.isComposing || this.wait());
    this.input.addEventListener("keydown", (event) => {
      if (!event.isComposing && event.keyCode !== KEYS_OF_INPUT_METHOD) this.press(event);
    });
    this.form.addEventListener("focusout", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]"), event));
  }

  wait() {
    this.forget();
    const query = this.input.value.trim();
    if (!WORD.test(query) || query.length > LONGEST) this.close();
    else this.timer = setTimeout(() => this.ask(query), this.answers.has(query) ? 0 : WAIT);
  }

  forget() {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  async ask(query) {
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const answer = this.answers.get(query) ?? (await this.fetched(query, signal));
      if (!signal.aborted) this.show(answer);
    } catch {
      if (!signal.aborted) this.close(); // without an answer the form is what it was
    }
  }

  async fetched(query, signal) {
    const parameters = new URLSearchParams({ q: query, lang: this.form.dataset.lang, page_size: MOST });
    const response = await fetch(`${this.form.dataset.suggest}?${parameters}`, { signal });
    if (!response.ok) throw new Error(`${response.status}`);
    const answer = await response.json();
    if (this.answers.size >= KEPT) this.answers.delete(this.answers.keys().next().value);
    this.answers.set(query, answer);
    return answer;
  }

  show({ results, types }) {
    const labels = new Map(types.map((each) => [each.type, each.label]));
    this.list.replaceChildren(...results.map((each, at) => option(each, labels, `${this.name}-${at}`)));
    this.choose(-1);
    this.expand(results.length > 0);
    const { found, none } = this.form.dataset;
    this.status.textContent = results.length ? found.replace("%s", results.length) : none;
  }

  expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", open);
  }

  close() {
    this.forget();
    this.choose(-1);
    this.expand(false);
    this.status.textContent = "";
  }

  choose(at) {
    const rows = [...this.list.children];
    rows[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    if (!rows[at]) return this.input.removeAttribute("aria-activedescendant");
    rows[at].setAttribute("aria-selected", "true");
    rows[at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", rows[at].id);
  }

  // The arrows go round through the field itself, which is no row.
  move(step) {
    const places = this.list.children.length + 1;
    this.choose(((this.active + 1 + step + places) % places) - 1);
  }

  press(event) {
    if (event.key === "ArrowDown" && this.list.hidden && !event.altKey) return this.wait();
    if (this.list.hidden) return;
    const acts = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => (event.altKey ? this.close() : this.move(-1)),
      Escape: () => this.close(),
      Enter: () => this.open(this.list.children[this.active], event),
    };
    if (!acts[event.key] || (event.key === "Enter" && this.active < 0)) return;
    event.preventDefault();
    acts[event.key]();
  }

  open(row, event) {
    if (!row) return;
    this.close();
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.address, "_blank", "noopener");
    else location.assign(row.dataset.address);
  }
}

[...document.querySelectorAll("form[data-suggest]")].forEach((form, number) => new Suggestions(form, number));
