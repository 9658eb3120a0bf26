// Shows a term's definition and the other language's word beside the term: on hover, on focus and at a first tap.
// The texts stand once at the end of the page; without this script a term is a link to the glossary.
const definitions = document.querySelector(".term-definitions");
const GRACE = 200; // milliseconds to move the pointer from the term to the box

const box = document.createElement("div");
box.className = "term-box";
box.hidden = true;
definitions.after(box);

let shown = null; // the term whose box is open
let closing = 0;

const definitionOf = (term) => document.getElementById(term.hash.replace("#term-", "definition-"));

for (const term of document.querySelectorAll("a.term")) {
  term.setAttribute("aria-describedby", definitionOf(term).id);
}

function place(term) {
  const line = term.getClientRects()[0];
  const edge = 8;
  const left = Math.min(line.left, document.documentElement.clientWidth - box.offsetWidth - edge);
  const below = line.bottom + box.offsetHeight + edge <= innerHeight || line.top < box.offsetHeight + edge;
  box.style.left = `${Math.max(edge, left)}px`;
  box.style.top = `${below ? line.bottom : line.top - box.offsetHeight}px`;
}

function show(term, { withLink = false } = {}) {
  clearTimeout(closing);
  if (shown === term && !withLink) return;
  shown = term;
  box.replaceChildren(...definitionOf(term).cloneNode(true).childNodes);
  if (withLink) {
    const more = document.createElement("a");
    more.href = term.href;
    more.textContent = definitions.dataset.more;
    box.append(more);
  }
  box.hidden = false;
  place(term);
}

function hide() {
  clearTimeout(closing);
  box.hidden = true;
  shown = null;
}

const termAt = (event) => event.target.closest?.("a.term");

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (termAt(event)) show(termAt(event));
  else if (box.contains(event.target)) clearTimeout(closing);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "touch" || !shown) return;
  if (!termAt(event) && !box.contains(event.target)) return;
  clearTimeout(closing);
  closing = setTimeout(() => document.activeElement !== shown && hide(), GRACE);
});
document.addEventListener("focusin", (event) => {
  if (termAt(event)?.matches(":focus-visible")) show(termAt(event));
  else if (shown && !box.contains(event.target)) hide();
});
document.addEventListener("focusout", (event) => {
  if (termAt(event) === shown && !box.matches(":hover")) hide();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
// A finger does not hover: the first tap shows the box, with the link that the term itself is otherwise.
document.addEventListener("click", (event) => {
  const term = termAt(event);
  if (term && event.pointerType === "touch" && shown !== term) {
    event.preventDefault();
    show(term, { withLink: true });
  } else if (!term && !box.contains(event.target)) {
    hide();
  }
});
addEventListener("resize", hide);
addEventListener("scroll", () => shown && place(shown), { passive: true });
