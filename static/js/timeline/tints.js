// Colours of places that have none of their own: those of their lanes. A style sheet made here passes the
// Content-Security-Policy, which forbids styles in the page.

// colours: {place: name of a custom property without its dashes}
export function tint(colours) {
  const rules = Object.entries(colours).flatMap(([place, colour]) => {
    const name = CSS.escape(`j-${place}`);
    return [
      `.${name} { --place: var(--${colour}); --place-wash: var(--${colour}-wash); }`,
      `[data-overview] .${name} { fill: var(--${colour}); }`,
    ];
  });
  if (!rules.length) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.join("\n"));
  document.adoptedStyleSheets.push(sheet);
}
