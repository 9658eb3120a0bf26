"""Pyodide in a page of the built site, without Jupyter around it: faster, and every cell can be asked apart."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from install_chromium import find
from playwright.sync_api import Page, sync_playwright

from press.serve import listen

CELLS = Path(__file__).with_name("cells_in_pyodide.py")
START_SECONDS = 180
# Any page of the same origin will do.
ADDRESS = "pyodide/LICENCES.txt"

START = """async packages => {
  const { loadPyodide } = await import(new URL("pyodide.mjs", location.href));
  window.pyodide = await loadPyodide({ packages });
}"""
# A page that is busy answers no question: the answer is left where it can be waited for with a limit.
ASK = """([source, call]) => {
  window.answer = null;
  setTimeout(async () => {
    try {
      await window.pyodide.loadPackagesFromImports(source, { messageCallback: () => {} });
      const value = call ? window.pyodide.globals.get("run_cell")(source) : window.pyodide.runPython(source);
      window.answer = { value: value ?? null };
    } catch (error) {
      window.answer = { error: String(error) };
    }
  });
}"""


@contextmanager
def opened(site: Path, packages: tuple[str, ...]) -> Iterator[PyodidePage]:
    """Pyodide of a built site in a Chromium of its own, with some packages loaded."""
    path = find()  # asks Playwright too, which cannot be asked twice at once
    server = listen(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            tab = browser.new_page()
            tab.goto(f"http://127.0.0.1:{server.server_port}/{ADDRESS}")
            yield PyodidePage(tab, packages)
            browser.close()
    finally:
        server.shutdown()
        server.server_close()


class PyodidePage:
    """A page in which Pyodide runs; ``tab`` is at `ADDRESS` on the site."""

    def __init__(self, tab: Page, packages: tuple[str, ...] = ()):
        self.tab = tab
        tab.evaluate(START, list(packages))

    def python(self, source: str, seconds: float = START_SECONDS):
        """Load what the source imports, run it, and return the value of its last expression (a number or text)."""
        return self._ask(source, False, seconds)

    def add_module(self, path: Path) -> None:
        """Make a module of this machine importable."""
        source = path.read_text(encoding="utf-8")
        write = "([name, source]) => window.pyodide.FS.writeFile(name, source)"
        self.tab.evaluate(write, [path.name, source])
        self.python("import sys\nif '.' not in sys.path: sys.path.insert(0, '.')")

    def start_cells(self) -> None:
        """Make ready for `cell`."""
        self.add_module(CELLS)
        self.python("import matplotlib, IPython\nfrom cells_in_pyodide import run as run_cell")

    def cell(self, source: str, seconds: float) -> dict:
        """Run a notebook's cell: its ``outputs`` and the ``seconds`` that it took."""
        return json.loads(self._ask(source, True, seconds))

    def _ask(self, source: str, as_cell: bool, seconds: float):
        self.tab.evaluate(ASK, [source, as_cell])
        self.tab.wait_for_function("() => window.answer", timeout=seconds * 1000, polling=20)
        answer = self.tab.evaluate("() => window.answer")
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]
