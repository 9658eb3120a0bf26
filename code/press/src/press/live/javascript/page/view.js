// One cell of the page once it is live: its editor, made when it comes near the window, its buttons and its output.
import { announce } from "./announcements.js";
import { createEditor } from "./editor.js";
import { Output } from "./output.js";
import { element, number, say } from "./words.js";

const SAVE_MILLISECONDS = 400;

export class View {
  /** `kept` is what was kept of the reader's work; `on` has run, runAndMoveOn, runAbove, stop, frame and jump. */
  constructor(cell, work, kept, on) {
    this.cell = cell;
    this.work = work;
    this.on = on;
    this.source = kept?.source ?? cell.published;
    // Whether its names are in Python, and whether its output is the recorded one.
    this.ran = false;
    this.recordedShown = true;
    this.build();
    if (kept?.older !== undefined) this.offerOlder(kept.older);
  }

  build() {
    const { input, name } = this.cell;
    const printed = input.parentElement.querySelector(":scope > div.cell_output");
    // The nodes themselves are kept: a slider among them goes on working when they come back.
    this.recorded = [...(printed?.childNodes ?? [])];
    this.container = printed ?? element("div", "cell_output");
    this.container.classList.add("live-output");
    if (!printed) input.after(this.container);
    this.output = new Output(this.container, this.cell, this.on);

    this.published = input.querySelector("div.highlight").parentElement;
    this.host = element("div", "live-editor");
    this.tools = element("div", "live-tools d-print-none", "", { role: "group", "aria-label": name });
    this.runButton = this.button("run", () => (this.state === "idle" ? this.on.run(this) : this.on.stop(this)));
    this.runButton.classList.add("live-run");
    this.aboveButton = this.button("run_above", () => this.on.runAbove(this));
    this.resetButton = this.button("reset", () => this.reset());
    this.status = element("span", "live-status");
    this.tools.append(element("span", "live-number", say("cell", { n: this.cell.number })), this.status);
    input.append(this.tools);
    input.classList.add("live");
    this.set("idle");
    this.showChange();
    if (this.source !== this.cell.published) this.published.querySelector("pre").textContent = this.source;
  }

  button(word, action) {
    const button = element("button", "live-button", say(word), { type: "button" });
    button.addEventListener("click", action);
    this.tools.append(button);
    return button;
  }

  /** Put the editor in the place of the printed code. */
  edit() {
    if (this.editor) return;
    this.published.before(this.host);
    this.editor = createEditor(this.host, this.source, say("code_of", { cell: this.cell.name }), {
      change: (source) => this.change(source),
      run: () => this.on.run(this),
      runAndMoveOn: () => this.on.runAndMoveOn(this),
    });
    this.published.classList.add("live-replaced");
  }

  focus() {
    this.edit();
    this.editor.focus();
  }

  change(source) {
    this.source = source;
    this.showChange();
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), SAVE_MILLISECONDS);
  }

  save() {
    if (this.saving === undefined) return;
    clearTimeout(this.saving);
    this.saving = undefined;
    this.work.keep(this.cell, this.source);
  }

  get edited() {
    return this.source !== this.cell.published;
  }

  showChange() {
    this.tools.classList.toggle("edited", this.edited);
    this.resetButton.disabled = !this.edited && this.recordedShown;
  }

  show(source) {
    this.edit();
    this.editor.show(source);
  }

  /** Back to the published text and what was recorded of it. */
  reset(quietly = false) {
    if (this.edited) this.show(this.cell.published);
    this.editor?.mark(0);
    clearTimeout(this.saving);
    this.saving = undefined;
    this.work.forget(this.cell);
    this.notice?.remove();
    if (this.state === "idle") {
      this.container.replaceChildren(...this.recorded);
      this.status.textContent = "";
      this.recordedShown = true;
    }
    this.showChange();
    if (quietly) return;
    // The button that was pressed goes out: the focus stays in the cell.
    this.runButton.focus();
    announce(say("was_reset", { cell: this.cell.name }));
  }

  offerOlder(older) {
    this.notice = element("div", "live-notice d-print-none", "", { role: "group", "aria-label": this.cell.name });
    this.notice.append(element("p", "", say("older")));
    const settle = (source) => {
      if (source !== this.source) this.show(source);
      clearTimeout(this.saving);
      this.saving = undefined;
      this.work.settle(this.cell, source);
      this.notice.remove();
      this.focus();
    };
    for (const [word, choose] of [["older_take", () => older], ["older_leave", () => this.source]]) {
      const button = element("button", "live-button", say(word), { type: "button" });
      button.addEventListener("click", () => settle(choose()));
      this.notice.append(button);
    }
    const fold = element("details");
    const code = element("pre");
    code.append(element("code", "", older));
    fold.append(element("summary", "", say("older_show")), code);
    this.notice.append(fold);
    this.cell.input.before(this.notice);
  }

  /** `state` is idle, waiting, loading or running. */
  set(state, text = "") {
    this.state = state;
    this.tools.dataset.state = state;
    this.runButton.textContent = say(state === "idle" ? "run" : "stop");
    this.status.textContent = text;
  }

  begin() {
    this.started = performance.now();
    this.answers = [];
    this.editor?.mark(0);
    this.output.begin(this.edited);
    this.set("running", say("waiting"));
  }

  hear(event) {
    if (event.type === "running") {
      this.started = performance.now();
      this.set("running", say("running"));
      announce(say("is_running", { cell: this.cell.name }));
      return;
    }
    if (event.answer) this.answers.push(event.answer);
    this.output.hear(event);
  }

  end(text) {
    this.output.end();
    this.recordedShown = false;
    this.set("idle", text);
    this.showChange();
  }

  done() {
    this.ran = true;
    this.end(say("done", { seconds: number((performance.now() - this.started) / 1000, 1) }));
    announce(say("is_done", { cell: this.cell.name }));
  }

  failed(error) {
    this.ran = true;
    const line = error.frames.findLast((frame) => frame.cell === this.cell.number)?.line ?? 0;
    this.output.error(error);
    if (line) {
      this.edit();
      this.editor.mark(line);
    }
    this.end(say("failed"));
    const values = { cell: this.cell.name, error: error.text, line };
    announce(say(line ? "has_failed_at" : "has_failed", values));
  }

  /** The cell ended for a reason that is not its own. */
  ended(text, label, action) {
    this.output.message(text, label, action);
    this.end(say("halted"));
    announce(`${this.cell.name} ${text}`);
  }
}
