// The reader's work on one page, kept in this browser: for each cell its text and a mark of the published text
// that it was made from, so that work on an older text of the chapter is known as such.
const VERSION = 1;

/** A short mark of a text (FNV-1a, twice with different seeds: `crypto.subtle` is absent on plain http). */
export function mark(text) {
  const half = (seed) => {
    let hash = seed;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    return (hash >>> 0).toString(36);
  };
  return half(0x811c9dc5) + half(0x2f0b4a87);
}

export class Work {
  /** `name` is the page's, with its language. */
  constructor(name) {
    this.key = `practicals-live/${name}`;
    this.entries = this.read();
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept?.version === VERSION ? kept.cells : {};
    } catch {
      // Nothing kept, not readable, or a browser that keeps nothing.
      return {};
    }
  }

  write() {
    try {
      if (Object.keys(this.entries).length)
        localStorage.setItem(this.key, JSON.stringify({ version: VERSION, cells: this.entries }));
      else localStorage.removeItem(this.key);
    } catch {
      // A browser that keeps nothing, or whose store is full, still runs cells.
    }
  }

  /**
   * What is kept for the cells of the page (each with `key` and `published`): a map from key to { source, older },
   * either of which may be missing; `older` is work on a text that the chapter no longer has.
   * The work follows a cell that has moved: its text is what identifies it first.
   */
  of(cells) {
    const found = new Map();
    const entries = {};
    const marks = new Map(cells.map((cell) => [cell.key, mark(cell.published)]));
    for (const [key, entry] of Object.entries(this.entries)) {
      const moved = () => [...marks].find(([other, text]) => text === entry.published && !this.entries[other])?.[0];
      const home = marks.get(key) === entry.published ? key : moved();
      const kept = home || !marks.has(key) ? entry : { published: marks.get(key), older: entry.source ?? entry.older };
      entries[home ?? key] = kept;
      found.set(home ?? key, kept);
    }
    this.entries = entries;
    return found;
  }

  keep(cell, source) {
    const { older } = this.entries[cell.key] ?? {};
    const entry = { published: mark(cell.published) };
    if (source !== cell.published) entry.source = source;
    if (older !== undefined) entry.older = older;
    if ("source" in entry || "older" in entry) this.entries[cell.key] = entry;
    else delete this.entries[cell.key];
    this.write();
  }

  /** The reader has chosen between the older work and the new text. */
  settle(cell, source) {
    delete this.entries[cell.key]?.older;
    this.keep(cell, source);
  }

  forget(cell) {
    delete this.entries[cell.key];
    this.write();
  }

  forgetAll() {
    this.entries = {};
    this.write();
  }
}
