// Makes a page live: turns its code cells into editors that run, with one Python for all of them.
import { announce } from "./announcements.js";
import { findCells } from "./cells.js";
import { Loading } from "./loading.js";
import { Python } from "./python.js";
import { Runner } from "./runner.js";
import { Work } from "./storage.js";
import { View } from "./view.js";
import { element, say, speak } from "./words.js";

const NEAR = "600px 0px";

/**
 * `page` has chapter (its slug), language, packages (a list), words, and the addresses of worker and base (the
 * folder of Pyodide). Returns { focus(cell element), controls }: buttons for the whole page.
 */
export function makeLive(page) {
  speak(page.words, page.language);
  const cells = findCells();
  const work = new Work(`${page.language}/${page.chapter}`);
  const kept = work.of(cells);

  const loading = new Loading(() => python.start());
  const python = new Python(
    { worker: page.worker, base: page.base, packages: page.packages, words: { input: say("input") } },
    {
      starting: () => loading.begin(),
      progress: (progress) => loading.show(progress),
      ready: () => {
        loading.done();
        announce(say("ready"));
        runner.drain();
      },
      complete: () => loading.end(),
      failed: () => loading.fail(say("unreachable")),
      dead: () => python.start(),
    },
  );

  const views = [];
  const runner = new Runner(python, views, page.chapter);
  const next = (view) => views.slice(views.indexOf(view) + 1).find(({ cell }) => cell.role !== "solution");
  const on = {
    run: (view) => runner.run(view),
    runAbove: (view) => runner.runAbove(view),
    stop: (view) => runner.stop(view),
    frame: (explorer, values) => python.frame(explorer, values),
    runAndMoveOn: (view) => {
      runner.run(view);
      next(view)?.focus();
    },
    jump: (number, line) => {
      const view = views[number - 1];
      view.cell.element.querySelector("details")?.setAttribute("open", "");
      view.focus();
      view.editor.mark(line);
    },
  };
  views.push(...cells.map((cell) => new View(cell, work, kept.get(cell.key), on)));
  python.start();

  const near = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        views.find((view) => view.cell.input === target).edit();
      }
    },
    { rootMargin: NEAR },
  );
  for (const { input } of cells) near.observe(input);
  addEventListener("pagehide", () => views.forEach((view) => view.save()));

  const resetAll = element("button", "live-button", say("reset_all"), { type: "button" });
  resetAll.addEventListener("click", () => {
    if (!confirm(say("reset_all_sure"))) return;
    for (const view of views) view.reset(true);
    work.forgetAll();
    announce(say("all_reset"));
  });
  return {
    focus: (element) => views.find((view) => view.cell.element === element)?.focus(),
    controls: [resetAll],
  };
}
