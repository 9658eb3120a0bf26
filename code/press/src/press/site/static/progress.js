// What a reader has done, kept in this browser only and the same for both languages: exercises solved, quizzes
// answered. Every change is announced on the document as the event "practicals-progress".
const KEY = "practicals-progress";
const VERSION = 1;
export const KINDS = ["exercises", "quizzes"];

/** All progress: { <chapter>: { exercises: { <label>: <state> }, quizzes: { <label>: <state> } } }. */
export function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return (kept?.version === VERSION && kept.chapters) || {};
  } catch {
    // Nothing kept, not readable, or a browser that keeps nothing.
    return {};
  }
}

function write(chapters) {
  try {
    if (Object.keys(chapters).length) localStorage.setItem(KEY, JSON.stringify({ version: VERSION, chapters }));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still answers.
  }
  document.dispatchEvent(new CustomEvent("practicals-progress"));
}

/** Keep the state of one exercise or quiz: "solved" once the answer was right, "tried" before. Never goes back. */
export function record(chapter, kind, label, state) {
  const chapters = read();
  const states = ((chapters[chapter] ??= {})[kind] ??= {});
  if (states[label] === "solved" || states[label] === state) return;
  states[label] = state;
  write(chapters);
}

/** How many of a chapter's labels are solved. */
export function solved(chapter, kind) {
  return Object.values(read()[chapter]?.[kind] ?? {}).filter((state) => state === "solved").length;
}

/** Everything as text, to carry to another browser. */
export function exported() {
  return JSON.stringify({ version: VERSION, chapters: read() }, null, 1);
}

/** Add what another browser exported; throws SyntaxError when the text is something else. */
export function imported(text) {
  const kept = JSON.parse(text);
  const named = (content, valid) =>
    content?.constructor === Object && Object.entries(content).every(([name, value]) => !(name in {}) && valid(value));
  const valid =
    kept?.version === VERSION &&
    named(kept.chapters, (chapter) =>
      named(chapter, (states) => named(states, (state) => state === "tried" || state === "solved")),
    );
  if (!valid) throw new SyntaxError("not an export of this book's progress");
  const chapters = read();
  for (const [chapter, kinds] of Object.entries(kept.chapters)) {
    for (const kind of KINDS) {
      for (const [label, state] of Object.entries(kinds[kind] ?? {})) {
        const states = ((chapters[chapter] ??= {})[kind] ??= {});
        if (states[label] !== "solved") states[label] = state;
      }
    }
  }
  write(chapters);
}

/** Forget everything. */
export function erase() {
  write({});
}
