// Puts a control of a layer into the row of tools, before the line that tells how things stand.

export function tool(root, tag, text) {
  const control = Object.assign(document.createElement(tag), tag === "select" ? { ariaLabel: text } : { textContent: text });
  if (tag === "button") control.type = "button";
  const row = root.querySelector(".tools");
  row.insertBefore(control, row.querySelector(":scope > [data-status]"));
  return control;
}
