// Filters the table of chapters. The choice stands in the address, so that a link to it can be shared; the table is
// whole without this script.
const form = document.querySelector(".chapter-filters");
const count = document.querySelector(".chapter-count");
const rows = [...document.querySelectorAll(".chapter-table tr[data-level]")];

// What a row must say for a chosen value; "" leaves every row.
const fits = {
  level: (row, value) => row.dataset.level === value,
  minutes: (row, value) => Number(row.dataset.minutes) <= Number(value),
  where: (row, value) => row.dataset.where === value,
  topic: (row, value) => row.dataset.topics.split("|").includes(value),
};

const chosen = () => [...new FormData(form)].filter(([, value]) => value);

function show() {
  for (const row of rows) row.hidden = !chosen().every(([name, value]) => fits[name](row, value));
  for (const part of document.querySelectorAll(".chapter-table tbody")) {
    part.hidden = !part.querySelector("tr[data-level]:not([hidden])");
  }
  const left = rows.filter((row) => !row.hidden).length;
  const words = left ? count.dataset.some : count.dataset.none;
  count.textContent = words.replace("{n}", left).replace("{all}", rows.length);
  document.querySelector(".chapter-table").hidden = !left;
  form.querySelector("[type=reset]").disabled = !chosen().length;
}

function keepInAddress() {
  const address = new URL(location.href);
  address.search = new URLSearchParams(chosen());
  history.replaceState(null, "", address);
  // The other language shows the same choice.
  for (const link of document.querySelectorAll("a.language-switch")) link.search = address.search;
}

for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements[name];
  if (field && [...field.options].some((option) => option.value === value)) field.value = value;
}
form.addEventListener("change", () => (show(), keepInAddress()));
// The fields are empty only after the event.
form.addEventListener("reset", () => setTimeout(() => (show(), keepInAddress(), form.elements[0].focus())));
form.addEventListener("submit", (event) => event.preventDefault());
show();
keepInAddress();

// Browsers do not bring a box inside a picture into view when the keyboard comes to it.
document.querySelector(".chapter-map")?.addEventListener("focusin", (event) => {
  if (event.target.matches("a")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
