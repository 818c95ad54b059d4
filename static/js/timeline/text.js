// The width of a label before it is drawn, measured once a text.

const known = new Map();
let pen;

export function measurer(font) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = font;
  return (text) => {
    const key = font + text;
    if (!known.has(key)) known.set(key, pen.measureText(text).width);
    return known.get(key);
  };
}
