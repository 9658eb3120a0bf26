// The words of the page's language, and how numbers are put into them.
let words = {};
let language = "en";

export function speak(texts, code) {
  words = texts;
  language = code;
}

/** The text of a key with its {holes} filled in. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function number(value, digits = 0) {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Bytes as megabytes: "8.2". */
export const megabytes = (bytes) => number(bytes / 1e6, 1);

/** A new element with a class, a text and attributes. */
export function element(tag, className = "", text = "", attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
