// Tells a screen reader what a sighted reader sees: that a cell is running, is done, has failed.
import { element } from "./words.js";

let region;

export function announce(text) {
  if (!region) {
    region = element("div", "live-announcements", "", { role: "status", "aria-live": "polite" });
    document.body.append(region);
  }
  // Each its own element: the same words twice are said twice.
  region.append(element("p", "", text));
  while (region.childElementCount > 3) region.firstElementChild.remove();
}
