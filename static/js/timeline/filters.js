// Filters act at once: the form tells what changed, and the page beneath the picture is fetched anew and swapped.

const ALONE = ".periods, .pager"; // links that turn the list's pages
const WAIT = 350; // ms of rest before typed words act

export class Filters {
  constructor(form, { onChange }) {
    Object.assign(this, { form, onChange });
    form.addEventListener("input", ({ target }) => this.later(target.matches("input") ? WAIT : 0));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.later(0);
    });
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onChange(this.values()), wait);
  }

  // The filters in use, without the empty ones.
  values() {
    const given = [...new FormData(this.form)].map(([name, value]) => [name, value.trim()]);
    return new URLSearchParams(given.filter(([, value]) => value));
  }

  // Takes over what a fetched page says of the form: its faults, and, unless a reader is writing in it, its values.
  take(page) {
    const other = page.querySelector("form.filters");
    for (const field of this.form.querySelectorAll(".field")) this.takeFaults(field, other);
    this.form.querySelector(".actions").replaceChildren(...imported(other.querySelector(".actions")));
    if (this.form.contains(document.activeElement)) return;
    for (const element of this.form.elements) {
      const twin = element.name && other.elements.namedItem(element.name);
      if (twin?.matches?.("select")) element.replaceChildren(...imported(twin));
      if (twin?.value !== undefined) element.value = twin.value;
    }
  }

  takeFaults(field, other) {
    const name = field.querySelector("[name]")?.name;
    const twin = name && other.elements.namedItem(name)?.closest?.(".field");
    field.querySelector(".errorlist")?.remove();
    const faults = twin?.querySelector(".errorlist");
    if (faults) field.append(document.importNode(faults, true));
  }
}

const imported = (node) => [...node.childNodes].map((child) => document.importNode(child, true));

// The parts of the page that follow the filters: fetched with an address, swapped in place, the focus kept.
export class Listing {
  constructor(regions, { onTrouble }) {
    Object.assign(this, { regions, onTrouble });
    this.showYear();
  }

  // Resolves to the page that was fetched; to nothing where a newer question overtook it or it failed.
  async renew(address, names = this.regions.map(({ dataset }) => dataset.renew)) {
    this.pending?.abort();
    this.pending = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.pending.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const region of this.regions) if (names.includes(region.dataset.renew)) swap(region, page);
      this.showYear();
      document.title = page.title;
      return page;
    } catch (error) {
      if (error.name !== "AbortError") this.onTrouble(error, () => this.renew(address, names));
      return null;
    }
  }

  // The strip of years shows the one that is listed; the page itself does not move.
  showYear() {
    const year = document.querySelector(".periods [aria-current]");
    if (year) year.parentElement.scrollLeft = year.offsetLeft - year.parentElement.offsetLeft - (year.parentElement.clientWidth - year.offsetWidth) / 2;
  }

  // Tells of links to other views of this page: their query, and whether they only turn the list's pages.
  follow(onFollow) {
    document.querySelector("main").addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.hash) return;
      if (link.origin !== location.origin || link.pathname !== location.pathname || !link.closest("[data-renew], .filters")) return;
      event.preventDefault();
      onFollow(link.search, link.matches(`:is(${ALONE}) a`));
    });
  }
}

// The focus stays on the link at the same place, or on the region where there is none any more.
function swap(region, page) {
  const links = () => [...region.querySelectorAll("a, button")];
  const held = region.contains(document.activeElement) ? links().indexOf(document.activeElement) : null;
  region.replaceChildren(...imported(page.querySelector(`[data-renew="${region.dataset.renew}"]`)));
  if (held !== null) (links()[held] ?? region).focus({ preventScroll: true });
}

// Without a picture: the form and the links to the page itself renew the page beneath.
export function aloneOn(page) {
  const form = page.querySelector("form.filters");
  if (!form) return;
  const listing = new Listing([...page.querySelectorAll("[data-renew]")], { onTrouble: () => form.submit() });
  const show = async (address) => {
    history.replaceState(null, "", address);
    const fetched = await listing.renew(address);
    if (!fetched) return;
    filters.take(fetched);
    for (const link of page.querySelectorAll("[data-follow]")) link.href = fetched.querySelector(`[data-follow="${link.dataset.follow}"]`).getAttribute("href");
  };
  const period = () => [...new URLSearchParams(location.search)].filter(([name]) => name === "begin" || name === "end");
  const filters = new Filters(form, { onChange: (values) => show(`?${new URLSearchParams([...values, ...period()])}`) });
  listing.follow((search, alone) => {
    show(search || location.pathname);
    if (alone) listing.regions.at(-1).scrollIntoView();
  });
}
