// Shows what the reader has done: in the card of a chapter, beside its solved exercises and quizzes, in the catalogue;
// and saves it to a file, loads it from one, erases it. Words are the page's data-*.
import { erase, exported, imported, KINDS, read } from "./progress.js";

const FILE = "practicals-progress.json";

function said(place, chapters) {
  const { progressChapter, quiet } = place.dataset;
  const counts = KINDS.map((kind) => {
    const total = Number(place.dataset[kind]);
    const states = Object.values(chapters[progressChapter]?.[kind] ?? {});
    return { kind, total, done: Math.min(total, states.filter((state) => state === "solved").length) };
  });
  if (quiet !== undefined && counts.every(({ done }) => done === 0)) return "";
  const say = ({ kind, total, done }) =>
    place.dataset[kind === "exercises" ? "saidExercises" : "saidQuizzes"].replace("{done}", done).replace("{total}", total);
  return counts.filter(({ total }) => total).map(say).join(" · ");
}

/** A mark at the title of each exercise and quiz of this page that is solved. */
function mark(card, chapters) {
  for (const old of document.querySelectorAll(".progress-mark")) old.remove();
  for (const kind of KINDS) {
    for (const [label, state] of Object.entries(chapters[card.dataset.progressChapter]?.[kind] ?? {})) {
      if (state !== "solved") continue;
      const title = document.getElementById(label)?.querySelector(":scope > legend, :scope > .admonition-title");
      const sign = Object.assign(document.createElement("span"), { className: "progress-mark" });
      sign.textContent = `✓ ${card.dataset.saidSolved}`;
      title?.append(" ", sign);
    }
  }
}

function show() {
  const chapters = read();
  for (const place of document.querySelectorAll("[data-progress-chapter]")) place.textContent = said(place, chapters);
  const card = document.querySelector(".chapter-card [data-progress-chapter]");
  if (card) mark(card, chapters);
}

function prepare(tools) {
  const status = tools.querySelector(".progress-status");
  const question = tools.querySelector(".progress-question");
  const say = (word) => (status.textContent = tools.dataset[word]);

  tools.querySelector(".progress-save").addEventListener("click", () => {
    // Not revoked: a slow browser would find nothing to save. It is small, and goes with the page.
    const address = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: address, download: FILE }).click();
  });

  tools.querySelector(".progress-load").addEventListener("change", async ({ target }) => {
    try {
      imported(await target.files[0].text());
      say("loaded");
    } catch {
      say("bad");
    }
    // The same file may be chosen again.
    target.value = "";
  });

  tools.querySelector(".progress-erase").addEventListener("click", () => question.showModal());
  question.addEventListener("click", ({ target }) => {
    if (!target.value) return;
    question.close();
    if (target.value === "erase") {
      erase();
      say("erased");
    }
  });
}

show();
document.addEventListener("practicals-progress", show);
// Another page of the book, in another tab.
addEventListener("storage", show);
document.querySelectorAll(".progress-tools").forEach(prepare);
