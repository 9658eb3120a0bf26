// Runs the cells that the reader asks for, one after the other, and says how each ended.
import { record } from "../progress.js";
import { say } from "./words.js";

// How long Python may take to notice a request to stop before its worker is ended.
const PATIENCE_MILLISECONDS = 3000;
const STATES = { correct: "solved", "not-yet": "tried" };

export class Runner {
  constructor(python, views, chapter) {
    this.python = python;
    this.views = views;
    this.chapter = chapter;
    this.queue = [];
    this.current = null;
    this.solved = new Set();
  }

  run(view) {
    if (view.state !== "idle") return;
    this.add([view]);
  }

  runAbove(view) {
    this.add(this.views.slice(0, this.views.indexOf(view)).filter((other) => other.state === "idle"), true);
  }

  add(views, skipping = false) {
    for (const view of views) {
      view.set("waiting", say("waiting"));
      this.queue.push({ view, skipping });
    }
    this.drain();
  }

  /** Run what waits, once Python is there. */
  async drain() {
    while (this.python.ready && !this.current && this.queue.length) {
      const { view, skipping } = this.queue.shift();
      // The reader's own answer stands where it is right; the solution does where it is not.
      if (skipping && view.cell.role === "solution" && this.solved.has(view.cell.exercise)) {
        view.set("idle");
        continue;
      }
      this.current = view;
      view.begin();
      const result = await this.python.run(view.source, view.cell.number, (event) => view.hear(event));
      this.current = null;
      const well = this.finish(view, result);
      if (!well && !view.cell.mayFail) this.forgetQueue();
    }
  }

  /** Show how a cell ended; whether the next may run. */
  finish(view, result) {
    clearTimeout(this.patience);
    if (result.left_out) view.output.cut(result.left_out);
    if (result.lost) {
      for (const other of this.views) other.ran = false;
      this.solved.clear();
      view.ended(say(`lost_${result.lost}`), say("run_above"), () => this.runAbove(view));
    } else if (result.unloaded) view.ended(say("unloaded", { names: result.unloaded.join(", ") }));
    else if (result.error?.stopped) view.ended(say("stopped"));
    else if (result.error) this.explain(view, result.error);
    else {
      view.done();
      this.keepAnswers(view);
      return true;
    }
    return false;
  }

  explain(view, error) {
    view.failed(error);
    const above = this.views.slice(0, this.views.indexOf(view));
    if (error.missing && above.some((other) => !other.ran && other.cell.role !== "solution"))
      view.output.message(say("missing", { name: error.missing }), say("run_above"), () => this.runAbove(view));
  }

  keepAnswers(view) {
    if (view.cell.role !== "stub") return;
    for (const { exercise, outcome } of view.answers) {
      if (outcome === "correct") this.solved.add(exercise);
      else this.solved.delete(exercise);
      if (STATES[outcome]) record(this.chapter, "exercises", exercise, STATES[outcome]);
    }
  }

  stop(view) {
    if (view !== this.current) {
      this.queue = this.queue.filter((waiting) => waiting.view !== view);
      view.set("idle");
      return;
    }
    this.forgetQueue();
    this.python.stop();
    this.patience = setTimeout(() => this.python.restart("stopped"), PATIENCE_MILLISECONDS);
  }

  forgetQueue() {
    for (const { view } of this.queue) view.set("idle");
    this.queue = [];
  }
}
