// Text as a terminal shows it: colours, and lines that are written over.
const COLOURS = ["Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White"];
const CODES = /\x1b\[([\d;]*)([A-Za-z])/g;

/** The text after its carriage returns: a progress bar is its last state. */
export function overwritten(text) {
  return text.replaceAll("\r\n", "\n").replace(/[^\n]*\r(?=[^\n])/g, "");
}

/** Fill an element with a text; colours become the classes that recorded outputs have. */
export function fill(target, text) {
  target.textContent = "";
  let start = 0;
  let style = { colour: "", bold: false };
  const add = (end) => {
    if (end === start) return;
    const part = text.slice(start, end);
    if (!style.colour && !style.bold) {
      target.append(part);
      return;
    }
    const span = document.createElement("span");
    const name = [style.bold && "Bold", style.colour].filter(Boolean).join("-");
    span.className = `-Color -Color-${name}`;
    span.textContent = part;
    target.append(span);
  };
  for (const found of text.matchAll(CODES)) {
    add(found.index);
    start = found.index + found[0].length;
    if (found[2] === "m") style = found[1].split(";").reduce(changed, style);
  }
  add(text.length);
}

function changed(style, code) {
  const value = Number(code);
  if (value === 0) return { colour: "", bold: false };
  if (value === 1) return { ...style, bold: true };
  if (value === 22) return { ...style, bold: false };
  if (value === 39) return { ...style, colour: "" };
  const colour = value >= 90 ? value - 90 : value - 30;
  return COLOURS[colour] && value >= 30 ? { ...style, colour: COLOURS[colour] } : style;
}
