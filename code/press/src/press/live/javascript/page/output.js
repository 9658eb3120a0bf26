// What a cell shows under its code: printed text, results, figures, errors and messages, as they come.
import { fill, overwritten } from "./terminal.js";
import { element, number, say } from "./words.js";

export class Output {
  /** In `container`; `cell` is the cell, `tools` has `frame(explorer, values)` and `jump(cell number, line)`. */
  constructor(container, cell, tools) {
    this.container = container;
    this.cell = cell;
    this.tools = tools;
  }

  begin(edited) {
    this.edited = edited;
    this.figures = 0;
    this.stream = null;
    this.container.setAttribute("aria-busy", "true");
    this.stale = [...this.container.childNodes];
    // What was there stays until there is something new: the page does not jump.
    this.container.classList.add("stale");
  }

  replaceStale() {
    for (const node of this.stale) node.remove();
    this.stale = [];
    this.container.classList.remove("stale");
  }

  end() {
    this.replaceStale();
    this.container.removeAttribute("aria-busy");
    for (const box of this.container.querySelectorAll("pre, .text_html")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    }
  }

  append(node) {
    this.replaceStale();
    this.container.append(node);
  }

  hear(event) {
    if (event.type === "stream") this.print(event);
    else this.stream = null;
    if (event.type === "display") this.display(event.data);
    if (event.type === "explore") this.explore(event);
  }

  print({ name, text }) {
    if (this.stream?.name !== name) {
      const box = this.textBox(name === "stderr" ? "stream stderr" : "stream");
      this.stream = { name, text: "", target: box };
    }
    this.stream.text = overwritten(this.stream.text + text);
    fill(this.stream.target, this.stream.text);
  }

  textBox(kind) {
    const box = element("div", `output ${kind}`);
    const pre = element("pre");
    const highlight = element("div", "highlight");
    highlight.append(pre);
    box.append(highlight);
    this.append(box);
    return pre;
  }

  display(data) {
    if (data["text/html"] !== undefined) {
      const box = element("div", "output text_html");
      box.append(cleaned(data["text/html"]));
      this.append(box);
    } else if (data["image/svg+xml"] !== undefined) {
      this.picture(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(data["image/svg+xml"])}`);
    } else if (data["image/png"] !== undefined) this.picture(`data:image/png;base64,${data["image/png"]}`);
    else if (data["image/jpeg"] !== undefined) this.picture(`data:image/jpeg;base64,${data["image/jpeg"]}`);
    else fill(this.textBox("text_plain"), data["text/plain"]);
  }

  picture(address) {
    const image = element("img", "", "", { src: address, alt: this.alternative() });
    this.figures += 1;
    const box = element("div", "output image_png");
    box.append(image);
    this.append(box);
  }

  /** The recorded figure's text where the code is the recorded one; else what is known: whose figure it is. */
  alternative() {
    const recorded = this.cell.alts[this.figures];
    if (recorded && !this.edited) return recorded;
    const values = { cell: this.cell.name, alt: recorded };
    return recorded ? say("figure_changed", values) : say("figure", values);
  }

  async explore({ explorer, generation, description }) {
    const box = element("div", "output explore");
    this.append(box);
    box.addEventListener("explore-failed", ({ detail }) => {
      if (box.isConnected) this.message(detail.message);
    });
    // A page with recorded sliders has loaded the script already, under an address of its own.
    const address = document.querySelector('script[src*="/explore.js"]')?.src ?? "../explore.js";
    const { mount } = await import(address);
    mount(box, description, (values) => this.tools.frame({ generation, number: explorer }, values));
  }

  error({ text, frames }) {
    const box = element("div", "output live-error");
    box.append(element("strong", "", text));
    const list = element("ol");
    for (const frame of frames) {
      const item = element("li");
      const place = say(frame.function === "<module>" ? "frame" : "frame_function", {
        cell: frame.cell,
        line: frame.line,
        function: frame.function,
      });
      const link = element("button", "live-link", place, { type: "button" });
      link.addEventListener("click", () => this.tools.jump(frame.cell, frame.line));
      item.append(link, element("code", "", frame.text));
      list.append(item);
    }
    if (frames.length) box.append(list);
    this.append(box);
  }

  cut(leftOut) {
    this.message(say("cut", { n: number(leftOut) }));
  }

  /** A sentence of ours, with a button where something can be done. */
  message(text, label, action) {
    const box = element("p", "live-message", text);
    if (label) {
      const button = element("button", "live-button", label, { type: "button" });
      button.addEventListener("click", action);
      box.append(" ", button);
    }
    this.append(box);
  }
}

/** The elements of an HTML text, without scripts and style sheets. */
function cleaned(text) {
  const template = element("template");
  template.innerHTML = text;
  for (const node of template.content.querySelectorAll("script, style, link, meta, base")) node.remove();
  for (const table of template.content.querySelectorAll("table")) table.classList.add("table");
  return template.content;
}
