
(function (root) {
  var mode = null;
  try { mode = localStorage.getItem("practicals-mode"); } catch (error) {}
  root.dataset.mode = mode || "auto";
  root.dataset.theme = mode || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.classList.add("with-scripts");
})(document.documentElement);
