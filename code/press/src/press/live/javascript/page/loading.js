// The bar at the foot of the window while Python is loaded: megabytes, what is being loaded, and what went wrong.
import { element, megabytes, say } from "./words.js";

export class Loading {
  constructor(retry) {
    this.retry = retry;
    this.bar = element("div", "live-loading d-print-none", "", { role: "group", "aria-label": say("title") });
    this.progress = element("progress", "", "", { "aria-label": say("title"), max: 1 });
    this.text = element("span", "live-loading-text");
    this.bar.append(this.text, this.progress);
    document.body.append(this.bar);
  }

  begin() {
    this.ready = false;
    this.bar.hidden = false;
    this.bar.classList.remove("failed");
    this.bar.querySelector("button")?.remove();
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    this.text.textContent = say("starting");
  }

  show({ loaded, total, name }) {
    this.progress.value = loaded / total;
    const sizes = { loaded: megabytes(loaded), total: megabytes(total), name };
    this.text.textContent = say(this.ready ? "loading_more" : "loading", sizes);
    if (loaded >= total && !this.ready) this.text.textContent = say("starting");
  }

  /** Python answers; packages that a later cell needs may still come. */
  done() {
    this.ready = true;
    this.text.textContent = say("ready");
  }

  end() {
    this.bar.hidden = true;
  }

  fail(text) {
    this.bar.hidden = false;
    this.bar.classList.add("failed");
    this.progress.hidden = true;
    this.text.textContent = text;
    const button = element("button", "live-button", say("retry"), { type: "button" });
    button.addEventListener("click", this.retry);
    this.bar.querySelector("button")?.remove();
    this.bar.append(button);
  }
}
