// Puts a control of a layer into the row of tools, before the line that tells how things stand.

export function tool(root, tag, text) {
  const control = Object.assign(document.createElement(tag), tag === "button" ? { type: "button", textContent: text } : { ariaLabel: text });
  const row = root.querySelector(".tools");
  row.insertBefore(control, row.querySelector(":scope > [data-status]"));
  return control;
}
