// The picture as a file that stands alone: styles as attributes, text as text, title, sources and address inside.
const NS = "http://www.w3.org/2000/svg";
const EDGE = 24;
const LINE = 16;
const INHERITED = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linecap", "visibility",
  "font-family", "font-size", "font-weight", "font-style", "font-variant-numeric", "text-anchor", "paint-order",
];

// The source of an SVG. `signs` are the entries of the key, `lines` what stands beneath it, each a text; `measure` gives
// the width of a text at 12 px.
export function standalone(svg, { title, subtitle, signs, lines, measure }) {
  const { width, height } = svg.getBoundingClientRect();
  const wrapped = lines.flatMap((line) => wrap(line, width, measure));
  const beneath = wrap(subtitle, (width * 12) / 13, measure);
  const top = EDGE + 36 + LINE * beneath.length;
  const key = keyed(signs, width, measure);
  const foot = top + height + EDGE + key.height;
  const all = { width: Math.ceil(width + 2 * EDGE), height: Math.ceil(foot + wrapped.length * LINE + EDGE) };
  const style = getComputedStyle(svg);
  const ink = getComputedStyle(document.body).color;
  const root = node("svg", { xmlns: NS, ...all, viewBox: `0 0 ${all.width} ${all.height}`, "font-family": style.fontFamily, "font-size": 12, fill: ink, role: "img" }, [
    node("title", {}, `${title}, ${subtitle}`),
    node("desc", {}, lines.join("\n")),
    node("rect", { ...all, fill: getComputedStyle(document.body).backgroundColor }),
    node("text", { x: EDGE, y: EDGE + 16, "font-size": 20, "font-weight": 700, "font-family": getComputedStyle(document.body).fontFamily }, title),
    ...beneath.map((text, row) => node("text", { x: EDGE, y: EDGE + 36 + row * LINE, "font-size": 13 }, text)),
    node("g", { transform: `translate(${EDGE},${top})`, ...styled(svg) }, [...inlined(svg).childNodes]),
    node("g", { transform: `translate(${EDGE},${top + height + EDGE})` }, key.parts),
    ...wrapped.map((text, row) => node("text", { x: EDGE, y: foot + row * LINE }, text)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}`;
}

// What the marks mean, side by side in lines no wider than the picture.
function keyed(signs, width, measure) {
  let [x, y] = [0, 0];
  const parts = signs.flatMap((sign) => {
    const drawn = sign.querySelector("svg");
    const [text, wide, high] = [sign.textContent.trim(), drawn.width.baseVal.value, drawn.height.baseVal.value];
    const whole = wide + 8 + measure(text);
    if (x && x + whole > width) [x, y] = [0, y + LINE];
    const at = x;
    x += whole + EDGE;
    const said = { x: at, y: y - 4 - high / 2, width: wide, height: high, viewBox: drawn.getAttribute("viewBox"), ...styled(drawn) };
    return [node("svg", said, [...inlined(drawn).childNodes]), node("text", { x: at + wide + 8, y }, text)];
  });
  return { parts, height: parts.length ? y + LINE + 4 : 0 };
}

// The same as a PNG, twice as large.
export async function painted(source) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

function node(name, attributes, content = []) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") made.setAttribute(key, value);
  made.append(...[content].flat());
  return made;
}

// A copy that needs no stylesheet: what is not shown is left out, addresses are whole.
function inlined(svg) {
  const copy = svg.cloneNode(true);
  const originals = svg.querySelectorAll("*");
  const unseen = [];
  [...copy.querySelectorAll("*")].forEach((each, number) => {
    const original = originals[number];
    if (getComputedStyle(original).display === "none" && !original.closest("defs, title")) unseen.push(each);
    const attributes = styled(original, original.parentElement);
    for (const name of [...each.getAttributeNames()]) if (/^(class|tabindex|role|aria-|data-)/.test(name)) each.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes)) each.setAttribute(name, value);
    if (original.hasAttribute("href") && original.localName === "a") each.setAttribute("href", new URL(original.getAttribute("href"), location.href).href);
  });
  for (const each of unseen) each.remove();
  return copy;
}

// How an element looks, as far as it differs from what surrounds it.
function styled(element, around = null) {
  const [own, outer] = [getComputedStyle(element), around && getComputedStyle(around)];
  const said = INHERITED.map((name) => [name, own.getPropertyValue(name)]).filter(([name, value]) => value !== outer?.getPropertyValue(name));
  if (own.opacity !== "1") said.push(["opacity", own.opacity]);
  // An attribute outlives the style that overruled it: what is inherited again must not come from it.
  const overruled = INHERITED.filter((name) => element.hasAttribute(name)).map((name) => [name, own.getPropertyValue(name)]);
  return Object.fromEntries([...said, ...overruled].map(([name, value]) => [name, value.replaceAll('"', "'")]));
}

// Lines no wider than the picture, broken at blanks; a word that is wider alone, as addresses are, is broken anywhere.
function wrap(text, width, measure) {
  const lines = [""];
  const letters = (word) => Math.max(1, Math.floor((word.length * width) / Math.max(width, measure(word)) * 0.95));
  const words = text.split(" ").flatMap((word) => (measure(word) > width ? word.match(new RegExp(`.{1,${letters(word)}}`, "gu")) : [word]));
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && measure(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
