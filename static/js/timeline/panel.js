// The whole record of a selected event, beside the picture: its own page's content, fetched and cut out.

export class Panel {
  constructor(node, { onClose, words }) {
    Object.assign(this, { node, words });
    node.querySelector("[data-close]").addEventListener("click", onClose);
    this.body = node.querySelector("[data-body]");
  }

  async show(path) {
    this.path = path;
    this.node.hidden = false;
    this.body.textContent = this.words.loading;
    try {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (this.path === path) this.fill(page.querySelector("main"), path);
    } catch {
      if (this.path === path) this.body.replaceChildren(link(path, this.words.open));
    }
  }

  fill(main, path) {
    for (const extra of main.querySelectorAll(".crumbs, .cite, script")) extra.remove();
    for (const heading of main.querySelectorAll("h1")) heading.replaceWith(Object.assign(document.createElement("h2"), { innerHTML: heading.innerHTML }));
    const parts = [...main.children].map((child) => document.importNode(child, true));
    for (const part of parts) for (const named of [part, ...part.querySelectorAll("[id]")]) named.removeAttribute("id");
    this.body.replaceChildren(link(path, this.words.open), ...parts);
    this.node.scrollTop = 0;
  }

  hide() {
    this.path = null;
    this.node.hidden = true;
    this.body.replaceChildren();
  }
}

const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text, className: "whole" });
