// The search, loaded when it is first opened: a dialog over the page whose results change while one types. Pagefind
// reads the index in pieces, so a query loads only those that it needs.
const AT_ONCE = 10;
const KEY = "practicals-search";
const dialog = document.getElementById("search");
const field = dialog.querySelector("input");
const status = dialog.querySelector(".search-status");
const list = dialog.querySelector(".search-results");
const more = dialog.querySelector(".search-more");
const home = new URL(document.documentElement.dataset.content_root, location.href);

// What comes back with a hit but is not searched.
const ranking = { metaWeights: { page: 0, kind: 0, address: 0, names: 0 } };

let pagefind = null; // a promise of the library, ready
let hits = [];
let asked = 0; // the number of the last query: an answer to an earlier one comes too late

const load = () =>
  (pagefind ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (library) => {
    await library.options({ ranking, excerptLength: 28 });
    await library.init();
    return library;
  }));

/** A query without lone letters, which would match half of the book. */
function worded(text) {
  const words = text.trim().split(/\s+/);
  const long = words.filter((word) => word.length > 1);
  return (long.length ? long : words).join(" ");
}

/** Text in which Pagefind marked the hits, as nodes: nothing of it is read as HTML. */
function marked(text) {
  const plain = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return text.split(/(<mark>.*?<\/mark>)/).map((part) => {
    if (!part.startsWith("<mark>")) return plain(part);
    const mark = document.createElement("mark");
    mark.textContent = plain(part.slice(6, -7));
    return mark;
  });
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

function entry({ meta, excerpt }) {
  const link = element("a", "search-title", meta.title);
  link.href = new URL(meta.address, home);
  const place = [meta.kind === "exercise" && dialog.dataset.exercise, meta.page !== meta.title && meta.page];
  const where = element("span", "search-where", place.filter(Boolean).join(" · "));
  const text = element("p", "search-excerpt", ...marked(excerpt));
  if (meta.kind === "term") dropTitle(text, `${meta.title}. `);
  return element("li", "", link, " ", where, text);
}

/** The excerpt of a term begins with the term, which stands above it. */
function dropTitle(text, title) {
  if (!text.textContent.startsWith(title)) return;
  let left = title.length;
  for (const node of [...text.childNodes]) {
    const cut = Math.min(left, node.textContent.length);
    node.textContent = node.textContent.slice(cut);
    left -= cut;
  }
}

/** Text without accents and case. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a hit is the very term that was asked for, in either language; a plural is no other word. */
function isAsked({ meta }) {
  const singular = (text) => folded(text.trim()).replace(/[sx]\b/g, "");
  return (meta.names ?? "").split("|").map(singular).includes(singular(field.value));
}

/** Whether a hit has to do with the query: for a word that it lacks, Pagefind takes others that begin alike. */
function isNear({ meta, excerpt }, query) {
  const said = folded(`${meta.title} ${meta.names ?? ""} ${excerpt.replaceAll(/<\/?mark>/g, "")}`).split(/[^\p{L}\p{N}_]+/u);
  const starts = folded(query).split(" ").map((word) => word.slice(0, 4));
  return starts.some((start) => said.some((word) => word.startsWith(start)));
}

async function showMore() {
  const mine = asked;
  const from = list.children.length;
  const found = await Promise.all(hits.slice(from, from + AT_ONCE).map((hit) => hit.data()));
  if (mine !== asked) return;
  list.append(...found.map(entry));
  more.hidden = list.children.length >= hits.length;
}

async function find() {
  const mine = ++asked;
  const query = worded(field.value);
  if (!query) {
    hits = [];
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    return;
  }
  if (!hits.length) status.textContent = dialog.dataset.loading;
  try {
    const library = await load();
    const answer = await library.debouncedSearch(query, {}, 150);
    if (!answer || mine !== asked) return;
    const first = await Promise.all(answer.results.slice(0, AT_ONCE).map((hit) => hit.data()));
    if (mine !== asked) return;
    first.sort((one, other) => isAsked(other) - isAsked(one));
    hits = first.some((hit) => isNear(hit, query)) ? answer.results : [];
    list.replaceChildren(...(hits.length ? first : []).map(entry));
    more.hidden = hits.length <= AT_ONCE;
    const words = hits.length === 1 ? "one" : hits.length ? "many" : "none";
    status.textContent = dialog.dataset[words].replace("{n}", hits.length);
  } catch {
    pagefind = null;
    status.textContent = dialog.dataset.failed;
  }
}

/** The arrows go up and down through the results, and back to the field. */
function step(event) {
  const stops = [field, ...list.querySelectorAll("a")];
  const here = stops.indexOf(document.activeElement);
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!move || here < 0 || !stops[here + move]) return;
  event.preventDefault();
  stops[here + move].focus();
}

const kept = (text) => {
  try {
    if (text === undefined) return sessionStorage.getItem(KEY) ?? "";
    sessionStorage.setItem(KEY, text);
  } catch {
    // A browser that keeps nothing still searches.
  }
  return "";
};

const styled = new Promise((done) => {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("search.css", import.meta.url);
  sheet.onload = sheet.onerror = done;
  document.head.append(sheet);
});

field.addEventListener("input", () => (kept(field.value), find()));
dialog.addEventListener("keydown", step);
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.focus();
});
more.addEventListener("click", async () => {
  const next = list.children.length;
  await showMore();
  list.children[next]?.querySelector("a").focus();
});
dialog.addEventListener("click", (event) => {
  // The dialog itself is clicked where it is only backdrop; a result may lead to this very page.
  if (event.target === dialog || event.target.closest("a, .search-close")) dialog.close();
});

/** Show the search with the last query of this visit, ready to be typed over. */
export async function open() {
  await styled;
  if (dialog.open) return;
  field.value = kept();
  dialog.showModal();
  field.select();
  load().catch(() => {});
  if (field.value) find();
}
