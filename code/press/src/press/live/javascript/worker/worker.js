// Python for a live page: one Pyodide in a worker of the page's own. It does one thing after the other, in the
// order in which it is asked: `run` a cell, draw a `frame` of a slider; when nothing is asked, it loads and warms
// what the chapter needs later.
import { Downloads } from "./downloads.js";
import cellsSource from "./live_cells.py";
import figuresSource from "./live_figures.py";

const HOME = "/live";
const post = (message) => self.postMessage(message);
// What nearly every chapter imports first, and takes longest to import.
const WARM = { numpy: "import numpy", matplotlib: "import matplotlib.pyplot" };

let python, cells, downloads;
let later = [];
let asked = 0;

async function start({ base, packages, words, interrupt }) {
  downloads = new Downloads(base, (progress) => post({ type: "progress", ...progress }));
  await downloads.open();
  const known = packages.filter((name) => name in downloads.packages);
  const first = ["numpy", "practicals"].filter((name) => name in downloads.packages);
  downloads.expect([...first, ...known], true);
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const quiet = () => {};
  python = await loadPyodide({
    indexURL: base,
    packages: first,
    env: { HOME: "/home/pyodide", MPLBACKEND: "module://live_figures" },
    stdout: quiet,
    stderr: quiet,
  });
  if (first.some((name) => !(name in python.loadedPackages))) throw new Error(`${first} could not be loaded`);
  if (interrupt) python.setInterruptBuffer(interrupt);
  python.FS.mkdirTree(HOME);
  python.FS.writeFile(`${HOME}/live_cells.py`, cellsSource);
  python.FS.writeFile(`${HOME}/live_figures.py`, figuresSource);
  python.runPython(`import sys\nsys.path.append("${HOME}")`);
  cells = python.pyimport("live_cells");
  cells.start(words.input);
  later = [...new Set([...first, ...known])];
  post({ type: "ready" });
}

async function load(names) {
  const missing = names.filter((name) => !(name in python.loadedPackages));
  if (!missing.length) return;
  downloads.expect(missing);
  const failures = [];
  await python.loadPackage(missing, { messageCallback: () => {}, errorCallback: (text) => failures.push(text) });
  const absent = missing.filter((name) => !(name in python.loadedPackages));
  if (absent.length) throw Object.assign(new Error(failures.join(" ")), { absent });
}

/** The packages of the site that a source imports. */
function importedBy(source) {
  const find = python.pyimport("pyodide.code").find_imports;
  const modules = find(source).toJs();
  find.destroy();
  const names = Object.keys(downloads.packages);
  return modules.flatMap((module) => names.filter((name) => downloads.packages[name].imports.includes(module)));
}

async function run({ id, source, number }) {
  try {
    await load(importedBy(source));
  } catch (error) {
    post({ type: "done", id, result: { unloaded: error.absent ?? [String(error)] } });
    return;
  }
  post({ type: "running", id });
  const send = (event) => post({ type: "event", id, event: JSON.parse(event) });
  const result = await cells.run(source, number, send);
  post({ type: "done", id, result: JSON.parse(result) });
}

function frame({ id, explorer, values }) {
  try {
    post({ type: "frame", id, ...JSON.parse(cells.frame(explorer, JSON.stringify(values))) });
  } catch (error) {
    if (error.type === undefined) throw error;
    post({ type: "frame", id, error: error.message.trim().split("\n").at(-1) });
  }
}

/** One step of what can wait; whether there was one. */
async function prepare() {
  const name = later.shift();
  if (!name) return false;
  try {
    await load([name]);
    if (WARM[name]) python.runPython(WARM[name]);
  } catch {
    // The cell that needs it will say so.
  }
  if (!later.length) post({ type: "complete" });
  return true;
}

async function work(message) {
  try {
    if (message.type === "start") await start(message);
    else if (message.type === "run") await run(message);
    else frame(message);
  } catch (error) {
    // Python itself is broken (out of memory, an abort): only another worker helps.
    post({ type: message.type === "start" ? "failed" : "dead", detail: String(error) });
    self.close();
  }
}

let line = Promise.resolve();
self.onmessage = ({ data }) => {
  asked += 1;
  line = line
    .then(() => work(data))
    .then(async () => {
      asked -= 1;
      while (!asked && (await prepare()));
    });
};
