// What a page does beyond being read: light and dark, the language that was chosen, the side bars on a small
// screen, the way to the search, and boxes that scroll by keyboard. Everything else works without it.
(() => {
  const root = document.documentElement;
  const here = document.currentScript.src;

  const remember = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // A browser that keeps nothing still shows the page.
    }
  };

  // Light, dark, or as the system is.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const showMode = () => {
    const mode = root.dataset.mode;
    root.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    for (const button of document.querySelectorAll(".mode-switch")) {
      button.setAttribute("aria-label", button.dataset[mode]);
      button.title = button.dataset[mode];
    }
  };
  dark.addEventListener("change", showMode);
  for (const button of document.querySelectorAll(".mode-switch")) {
    button.addEventListener("click", () => {
      const other = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      root.dataset.mode = other[(other.indexOf(root.dataset.mode) + 1) % other.length];
      remember("practicals-mode", root.dataset.mode === "auto" ? null : root.dataset.mode);
      showMode();
    });
  }
  showMode();

  // The entrance page goes to the language that was chosen last; a switch keeps the section that is being read.
  for (const link of document.querySelectorAll(".language-switch")) {
    link.addEventListener("click", () => {
      remember("practicals-language", link.hreflang);
      const read = [...document.querySelectorAll("article section[id] > span[id]")].filter(
        (mark) => mark.parentElement.getBoundingClientRect().top < 120,
      );
      link.hash = read.length ? read.at(-1).id : "";
    });
  }

  // A side bar moves into its dialog, which keeps the keyboard inside and closes with Escape.
  const move = (from, to) => {
    to.append(...from.childNodes);
    to.classList.add(...from.classList);
    from.removeAttribute("class");
  };
  const drawer = (name, wide) => {
    const bar = document.getElementById(`pst-${name}-sidebar`);
    const dialog = document.getElementById(`pst-${name}-sidebar-modal`);
    const toggle = document.querySelector(`.${name}-toggle`);
    if (!bar || !dialog || !toggle) return;
    toggle.addEventListener("click", () => {
      if (matchMedia(wide).matches) {
        bar.classList.toggle("pst-sidebar-hidden");
        return;
      }
      move(bar, dialog);
      dialog.showModal();
    });
    dialog.addEventListener("close", () => move(dialog, bar));
    dialog.addEventListener("click", (event) => {
      const box = dialog.getBoundingClientRect();
      const outside = event.clientX > box.right || event.clientX < box.left;
      if ((event.target === dialog && outside) || event.target.closest("a, .close-sidebar, .search-open")) dialog.close();
    });
  };
  drawer("primary", "(min-width: 992px)");
  drawer("secondary", "(min-width: 1200px)");

  // The search is loaded when it is opened: by its buttons, or with Ctrl K (⌘ K) where nothing is being
  // typed. Those who speak to their computer would press a key alone by chance (WCAG 2.1.4).
  const search = () => import(new URL("search.js", here)).then((module) => module.open());
  document.addEventListener("click", (event) => {
    if (event.target.closest(".search-open")) search();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.isContentEditable || event.target.closest?.("input, textarea, select");
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || typing) return;
    event.preventDefault();
    search();
  });

  // Code can be copied. Browsers keep the clipboard from pages that come over plain http, as in a classroom: there the
  // text is selected in a field that nobody sees.
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "announcement";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) throw new Error("the browser does not copy");
  };
  const pattern = document.getElementById("copy-button");
  const said = document.querySelector(".announcement");
  for (const code of document.querySelectorAll(
    "div.cell_input div.highlight > pre, section > div.highlight-python pre, div.hub-link pre",
  )) {
    const button = pattern.content.firstElementChild.cloneNode(true);
    button.addEventListener("click", async () => {
      const done = await copy(code.textContent.trimEnd()).then(() => true, () => false);
      button.classList.toggle("success", done);
      said.textContent = done ? button.dataset.done : button.dataset.failed;
      button.focus();
      setTimeout(() => {
        button.classList.remove("success");
        said.textContent = "";
      }, 2000);
    });
    code.after(button);
  }

  // Paper is white, and a proof on it cannot be unfolded.
  const opened = [];
  addEventListener("beforeprint", () => {
    root.dataset.theme = "light";
    for (const proof of document.querySelectorAll("details.proof:not([open])")) {
      proof.open = true;
      opened.push(proof);
    }
  });
  addEventListener("afterprint", () => {
    showMode();
    for (const proof of opened.splice(0)) proof.open = false;
  });

  // A box that is wider than the page takes the focus, so that the arrow keys scroll it.
  const boxes = document.querySelectorAll(
    "div.math > .formula, div.highlight > pre, .pst-scrollable-table-container, div.output.text_html, .chapter-map",
  );
  const label = () => {
    // All are measured before any is changed: the page is laid out once.
    const wide = [...boxes].map((box) => box.scrollWidth > box.clientWidth + 1);
    boxes.forEach((box, number) => {
      if (wide[number]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  };
  addEventListener("load", label);
  addEventListener("resize", label);
  for (const fold of document.querySelectorAll("details")) fold.addEventListener("toggle", label);

  // The contents show where the reader is.
  const entries = new Map(
    [...document.querySelectorAll("nav.page-toc a[href^='#']")].map((link) => [link.hash.slice(1), link]),
  );
  const visible = new Set();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const change of changes) {
        if (change.isIntersecting) visible.add(change.target.id);
        else visible.delete(change.target.id);
      }
      const current = [...entries.keys()].filter((id) => visible.has(id)).at(-1);
      for (const [id, link] of entries) {
        link.classList.toggle("active", id === current);
        if (id === current) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-15% 0px -75% 0px" },
  );
  for (const id of entries.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
})();
