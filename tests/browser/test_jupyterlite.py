"""Whole chapters in JupyterLite, as their reader runs them: *Run All Cells*, to the last, in each language.

By default one that needs NumPy only, and in French the quickest that needs JAX; `make test-everything` runs every chapter.
`test_stand_in` compares what they print.

The ``page`` fixture cuts off every other host, and fails a test that tried to reach one.
"""

import json
from urllib.request import urlopen

import pytest
from extent import EVERYTHING
from playwright.sync_api import expect
from real_book import BOOK, BROWSER_CHAPTERS

from press.chapter import chapter as chapters
from press.lite.site import open_url
from press.outputs import recorded

NOTEBOOK = "linear_algebra.ipynb"
MENUS = {
    "en": ["File", "Edit", "View", "Run", "Kernel", "Settings", "Help"],
    "fr": ["Fichier", "Édition", "Affichage", "Exécution", "Noyau", "Paramètres", "Aide"],
}
STAND_IN = {
    "en": "In the browser, a stand-in written on NumPy takes the place of JAX",
    "fr": "Dans le navigateur, un remplaçant écrit avec NumPy tient lieu de JAX",
}
# Pyodide starts and compiles what it imports: slow on a machine that does other things at the same time.
OPEN_SECONDS = 120
RUN_SECONDS = 900

# The notebook as Jupyter holds it, cells out of view included.
CELLS = "() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells"
SETTLED = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const waiting = panel.content.widgets.filter(
    cell => cell.model.type === 'code' && cell.model.sharedModel.source.trim() && !cell.model.executionCount);
  const broken = panel.content.widgets.some(
    cell => cell.model.type === 'code'
      && !(cell.model.getMetadata('tags') ?? []).includes('raises-exception')
      && cell.model.outputs.toJSON().some(output => output.output_type === 'error'));
  return broken || waiting.length === 0;
}"""


def uses_jax(notebook):
    packages = chapters.read(BOOK, "en", notebook.removesuffix(".ipynb")).practical.packages
    return "jax" in packages


def in_the_browser():
    """The notebooks of the chapters that run in the browser, the quickest first."""
    seconds = {}
    for slug in BROWSER_CHAPTERS:
        outputs = recorded.load(BOOK, chapters.read(BOOK, "en", slug))
        if outputs:
            seconds[f"{slug}.ipynb"] = outputs.metadata["press"]["seconds"]
    return sorted(seconds, key=seconds.get)


def open_notebook(page, language, notebook=NOTEBOOK):
    """Open the chapter and wait until Jupyter shows its cells."""
    tab = page(f"lite/{language}/{open_url(notebook)}")
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=OPEN_SECONDS * 1000)
    return tab


def run_all_cells(tab):
    """Choose *Run All Cells* in the menus, whatever their language."""
    command = tab.locator('.lm-Menu-item[data-command="runmenu:run-all"]')
    for item in tab.locator(".lm-MenuBar-item").all():
        item.click()
        if command.count():
            command.click()
            return
        tab.keyboard.press("Escape")
    raise AssertionError("no menu has Run All Cells")


def move_a_slider(tab):
    """Where the notebook has sliders, the first one draws another frame."""
    cells = tab.evaluate(CELLS)
    with_sliders = [n for n, cell in enumerate(cells) if "plot.explore(" in "".join(cell["source"])]
    for n in with_sliders:
        shown = [output["data"] for output in outputs_of(cells[n], "display_data")]
        assert any("application/vnd.jupyter.widget-view+json" in data for data in shown)
    if with_sliders:
        tab.evaluate("n => window.jupyterapp.shell.currentWidget.content.scrollToItem(n)", with_sliders[0])
        # Other widgets have pictures too: the frozen lake is played.
        explorer = tab.locator(".jp-OutputArea-output", has=tab.locator(".widget-slider")).first
        picture = explorer.locator(".widget-html img")
        before = picture.get_attribute("alt")
        handle = explorer.locator(".noUi-handle").first
        at_start = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemin")
        handle.press("ArrowRight" if at_start else "ArrowLeft")
        expect(picture).not_to_have_attribute("alt", before, timeout=60_000)


def outputs_of(cell, kind):
    return [output for output in cell["outputs"] if output["output_type"] == kind]


RUNS = [(NOTEBOOK, language) for language in MENUS]
RUNS += [(notebook, "fr") for notebook in filter(uses_jax, in_the_browser())][:1]
if EVERYTHING:
    RUNS = [(notebook, language) for notebook in in_the_browser() for language in MENUS]


@pytest.mark.parametrize(("notebook", "language"), RUNS)
def test_the_chapter_runs_to_its_last_cell(page, site, notebook, language):
    with urlopen(f"{site}/lite/{language}/files/{notebook}") as answer:
        published = [cell for cell in json.load(answer)["cells"] if cell["cell_type"] == "code"]
    tab = open_notebook(page, language, notebook)
    assert tab.locator(".lm-MenuBar-itemLabel").all_inner_texts() == MENUS[language]
    assert tab.evaluate("document.documentElement.lang")[:2] == language

    run_all_cells(tab)
    tab.wait_for_function(SETTLED, timeout=RUN_SECONDS * 1000, polling=500)
    cells = [cell for cell in tab.evaluate(CELLS) if cell["cell_type"] == "code"]
    assert ["".join(cell["source"]) for cell in cells] == ["".join(cell["source"]) for cell in published]
    for cell in cells:
        errors = outputs_of(cell, "error")
        if "raises-exception" not in cell["metadata"].get("tags", []):
            assert not errors, f"{errors[0]['ename']}: {errors[0]['evalue']}\n{''.join(cell['source'])}"
        printed = [output for output in outputs_of(cell, "stream") if output["name"] == "stderr"]
        assert not printed, "".join(cell["source"])
    counts = [cell["execution_count"] for cell in cells if "".join(cell["source"]).strip()]
    assert counts == sorted(counts)
    assert counts[-1] == len(counts)
    versions = "".join(output["text"] for output in outputs_of(cells[0], "stream"))
    assert "numpy 2" in versions
    assert (STAND_IN[language] in versions) == uses_jax(notebook)
    figures = sum(
        "image/png" in output["data"] for cell in cells for output in outputs_of(cell, "display_data")
    )
    assert figures > 0
    move_a_slider(tab)
    # Each stub's check has answered, in words and in colour; its solution says nothing.
    solutions = [n for n, cell in enumerate(cells) if "solution" in cell["metadata"].get("tags", [])]
    assert len(solutions) >= 8
    for n in solutions:
        (feedback,) = outputs_of(cells[n - 1], "execute_result")
        assert "practicals-feedback not-attempted" in "".join(feedback["data"]["text/html"])
        assert not cells[n]["outputs"]


def test_the_languages_keep_the_reader_s_edits_apart(page):
    tab = open_notebook(page, "fr")
    names = tab.evaluate("async () => (await indexedDB.databases()).map(database => database.name)")
    assert names
    assert all(name.endswith("/lite/fr/") for name in names)


def test_the_menu_leads_to_the_list_of_notebooks(page):
    tab = page("lite/fr/tree/index.html")
    row = tab.locator(".jp-DirListing-item", has_text=NOTEBOOK)
    row.wait_for(timeout=OPEN_SECONDS * 1000)
    assert row.count() == 1
