// Finds the code cells of the page, and what is known of each without running it.
import { say } from "./words.js";

/**
 * The cells in the order of the page: { number, name, key, role, exercise, published, alts, element, input }.
 * `key` stays the same while the chapter is edited around the cell; `role` is code, stub or solution.
 */
export function findCells() {
  const cells = [];
  const counts = new Map();
  let exercise = null;
  for (const element of document.querySelectorAll("article div.exercise[id], article div.cell")) {
    if (element.classList.contains("exercise")) {
      exercise = { label: element.id, title: element.querySelector(".caption-number")?.textContent.trim() ?? "" };
      continue;
    }
    const input = element.querySelector("div.cell_input");
    if (!input) continue;
    const role = ["stub", "solution"].find((name) => element.classList.contains(`tag_${name}`)) ?? "code";
    const place = role === "code" ? sectionOf(element) : `${exercise?.label}/${role}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
    const number = cells.length + 1;
    cells.push({
      number,
      name: say(`name_${role}`, { n: number, exercise: exercise?.title }),
      key: `${place}/${counts.get(place)}`,
      role,
      exercise: role === "code" ? null : exercise?.label,
      mayFail: element.classList.contains("tag_raises-exception"),
      published: input.querySelector("pre").textContent.replace(/\n$/, ""),
      alts: [...element.querySelectorAll("div.cell_output img")].map((image) => image.alt),
      element,
      input,
    });
  }
  for (const [index, cell] of cells.entries()) {
    // The figure of an answer is that of its solution.
    if (cell.role === "stub") cell.alts = cells[index + 1]?.role === "solution" ? cells[index + 1].alts : [];
  }
  return cells;
}

function sectionOf(element) {
  const section = element.closest("section");
  return section?.querySelector(":scope > span[id]")?.id ?? section?.id ?? "";
}
