// Makes a chapter that runs in the browser live when its reader asks for it: editors and Python are loaded then.
const HERE = new URL(".", import.meta.url);
const button = document.querySelector("button.launch-live");
const { chapter, language, packages, version, loading, failed, cell: cellLabel } = button.dataset;
const note = button.querySelector(".launch-note");
let live;
let attempts = 0;

const say = (text) => {
  note.textContent = text;
};

async function load() {
  attempts += 1;
  // A module that failed to load is not asked for again under the same address.
  const file = (name) => new URL(`live/${name}?v=${version}${attempts > 1 ? `-${attempts}` : ""}`, HERE).href;
  const [{ makeLive }, words] = await Promise.all([
    import(file("page.js")),
    fetch(file("words.json")).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))),
  ]);
  const page = makeLive({
    chapter,
    language,
    words,
    packages: packages.split(" ").filter(Boolean),
    worker: file("worker.js"),
    base: new URL("../../pyodide/", HERE).href,
  });
  button.setAttribute("aria-disabled", "true");
  button.querySelector(".launch-label").textContent = words.is_live;
  say(words.is_live_note);
  const controls = document.createElement("p");
  controls.className = "live-controls";
  controls.append(...page.controls);
  button.closest(".launch").after(controls);
  for (const corner of document.querySelectorAll("button.live-corner")) corner.remove();
  return page;
}

/** Load what is needed, once; after a failure the same button tries again. */
async function start(cell) {
  if (!live) {
    say(loading);
    live = load();
  }
  try {
    (await live).focus(cell);
  } catch {
    live = undefined;
    say(failed);
    if (cell) button.scrollIntoView({ block: "center" });
  }
}

button.addEventListener("click", () => start());
try {
  if (localStorage.getItem(`practicals-live/${language}/${chapter}`)) say(button.dataset.kept);
} catch {
  // A browser that keeps nothing has nothing to tell.
}
for (const input of document.querySelectorAll("article div.cell_input")) {
  const corner = document.createElement("button");
  corner.type = "button";
  corner.className = "live-corner d-print-none";
  corner.textContent = cellLabel;
  corner.addEventListener("click", () => start(input.closest("div.cell")));
  input.append(corner);
}
