// Sliders over a figure. A page calls `mount` for its recorded frames, a live cell for frames that it computes.

const SILENCE = 400; // milliseconds of rest before a frame is announced
let mounted = 0;

/** What the page of the book holds, made for a live cell. */
function build(container, description) {
  const group = `explore-live-${++mounted}`;
  const picture = document.createElement("img");
  picture.className = "explore-picture";
  picture.alt = "";
  const sliders = document.createElement("div");
  sliders.className = "explore-sliders";
  for (const { name, label, texts, start } of description.parameters) {
    const row = document.createElement("div");
    row.className = "explore-slider";
    const title = document.createElement("label");
    title.htmlFor = `${group}-${name}`;
    title.textContent = label;
    const input = document.createElement("input");
    Object.assign(input, { type: "range", id: title.htmlFor, min: 0, max: texts.length - 1, value: start });
    const value = document.createElement("span");
    value.className = "explore-value";
    value.setAttribute("aria-hidden", "true");
    value.style.minWidth = `${Math.max(...texts.map((text) => text.length))}ch`;
    row.append(title, input, value);
    sliders.append(row);
  }
  const said = document.createElement("p");
  said.className = "explore-said";
  said.setAttribute("role", "status");
  container.classList.add("explore");
  container.setAttribute("role", "group");
  container.replaceChildren(picture, sliders, said);
}

/**
 * Show the figure and the sliders of `description` in `container`, which may hold them already.
 *
 * `frame(values)` gives, for { parameter: value }, a promise of { src, alt }. While one is computed, only the
 * last choice after it waits. When one fails, the container gets the event "explore-failed" with the error.
 */
export function mount(container, description, frame) {
  const ready = container.querySelector(".explore-picture") !== null;
  if (!ready) build(container, description);
  const picture = container.querySelector(".explore-picture");
  const said = container.querySelector(".explore-said");
  const inputs = [...container.querySelectorAll(".explore-slider input")];

  const choice = () =>
    Object.fromEntries(description.parameters.map(({ name, values }, index) => [name, values[inputs[index].value]]));

  const label = () => {
    for (const [index, { texts }] of description.parameters.entries()) {
      const text = texts[inputs[index].value];
      inputs[index].setAttribute("aria-valuetext", text);
      inputs[index].parentElement.querySelector(".explore-value").textContent = text;
    }
  };

  let working = false;
  let waiting = null;
  let silence = 0;
  const show = async (announced) => {
    waiting = choice();
    if (working) return;
    working = true;
    container.setAttribute("aria-busy", "true");
    while (waiting) {
      const values = waiting;
      waiting = null;
      try {
        const { src, alt } = await frame(values);
        const loaded = new Image();
        loaded.src = src;
        // A file that cannot be had leaves its alternative text.
        await loaded.decode().catch(() => {});
        picture.src = src;
        picture.alt = alt;
        clearTimeout(silence);
        if (announced) silence = setTimeout(() => (said.textContent = alt), SILENCE);
      } catch (error) {
        container.dispatchEvent(new CustomEvent("explore-failed", { detail: error }));
      }
    }
    container.removeAttribute("aria-busy");
    working = false;
  };

  for (const input of inputs) {
    input.addEventListener("input", () => {
      label();
      show(true);
    });
  }
  for (const [index, { start }] of description.parameters.entries()) inputs[index].value = start;
  label();
  if (!ready) show(false);
}

/** The frames of the page: fetched when they are chosen, and those one step further right after. */
function recorded(container, { parameters }) {
  const frames = [...container.querySelectorAll(".explore-all img")];
  const steps = parameters.map((_, index) =>
    parameters.slice(index + 1).reduce((product, { values }) => product * values.length, 1),
  );
  const place = (positions) => positions.reduce((sum, position, index) => sum + position * steps[index], 0);
  return async (chosen) => {
    const positions = parameters.map(({ name, values }) => values.indexOf(chosen[name]));
    for (const [index, { values }] of parameters.entries()) {
      for (const position of [positions[index] - 1, positions[index] + 1]) {
        if (values[position] === undefined) continue;
        const neighbour = place(positions.map((own, other) => (other === index ? position : own)));
        setTimeout(() => (new Image().src = frames[neighbour].src));
      }
    }
    const { src, alt } = frames[place(positions)];
    return { src, alt };
  };
}

for (const container of document.querySelectorAll(".explore[data-explore]")) {
  const description = JSON.parse(container.dataset.explore);
  mount(container, description, recorded(container, description));
}

// On paper, all frames.
const folds = document.querySelectorAll(".explore-all");
addEventListener("beforeprint", () => {
  for (const fold of folds) {
    fold.dataset.open = fold.open;
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of folds) fold.open = fold.dataset.open === "true";
});
