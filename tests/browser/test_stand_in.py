"""Every code cell of every chapter that runs in the browser, in Pyodide, against the outputs recorded natively.

Heavy cells take minutes and are the same in both languages: by default they run in English alone.

An exercise's cell runs with its stub, which its check must recognise, and then with its solution. With ``-s``
each cell shows the seconds that it took.
"""

from __future__ import annotations

import re

import pytest
from extent import EVERYTHING
from playwright.sync_api import TimeoutError as Late
from pyodide_page import ADDRESS, PyodidePage
from real_book import BOOK, BROWSER_CHAPTERS

from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.chapter import exercises
from press.outputs import recorded
from press.outputs.key import code_of
from press.outputs.numbers import difference, has_picture, text_of

CELL_SECONDS = 600
RELATIVE, LAST_DIGITS = 1e-3, 1
# Of the time of a warm page, on a machine that does other things at the same time.
IMPORT_SECONDS = 10


def in_the_browser() -> list[str]:
    """The chapters that run in the browser, the longest first."""
    found = [chapters.read(BOOK, "en", slug) for slug in BROWSER_CHAPTERS]
    heavy = {chapter.slug: sum("heavy" in cell.tags for cell in chapter.cells) for chapter in found}
    return sorted(heavy, key=heavy.get, reverse=True)


def uses_jax(slug: str) -> bool:
    return bool({"jax", "numpyro", "optax"} & set(chapters.read(BOOK, "en", slug).practical.packages))


def fault(tags: tuple[str, ...], before: list[dict], now: list[dict]) -> str | None:
    """What distinguishes a cell's outputs in the browser from the recorded ones, beyond rounding; or None."""
    raised, expected = (
        [output["ename"] for output in outputs if output["output_type"] == "error"]
        for outputs in (now, before)
    )
    if raised == ["NotAvailableInBrowser"] and "raises-exception" in tags:
        return None  # the chapter says so
    if raised != expected:
        return f"raised {raised or 'nothing'} instead of {expected or 'nothing'}:\n{_traceback(now)}"
    complaints = [output["text"] for output in now if output.get("name") == "stderr"]
    if complaints and "raises-exception" not in tags:
        return f"wrote to stderr: {complaints[0]}"
    if sum(map(has_picture, now)) != sum(map(has_picture, before)):
        return f"drew {sum(map(has_picture, now))} figures instead of {sum(map(has_picture, before))}"
    if feedback(now) != feedback(before):
        return f"the check answered {feedback(now)} instead of {feedback(before)}:\n{text_of(now)}"
    if "varies" in tags:
        same = _shape(text_of(now)) == _shape(text_of(before))
        return (
            None
            if same
            else f"printed a text of another shape:\n{text_of(now)}\ninstead of\n{text_of(before)}"
        )
    found = difference(text_of(before), text_of(now), RELATIVE, LAST_DIGITS)
    return found and f"printed {found[1]} where {found[0]} is recorded:\n{text_of(now)}"


def feedback(outputs: list[dict]) -> list[str]:
    """The outcomes of the exercises' checks."""
    html = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    return [found for text in html for found in re.findall(r"practicals-feedback ([\w-]+)", text)]


def _traceback(outputs: list[dict]) -> str:
    return "".join(line for output in outputs for line in output.get("traceback", [])[-4:])


def _shape(text: str) -> list[bool]:
    """For each line of a text that has words or numbers, whether it holds numbers."""
    lines = [line for line in text.split("\n") if re.search(r"\w", line)]
    return [bool(re.search(r"\d|\bnan\b|\binf\b", line)) for line in lines]


@pytest.fixture
def pyodide(page):
    return PyodidePage(page(ADDRESS), ("numpy", "practicals"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", in_the_browser())
def test_every_cell_gives_what_is_recorded(pyodide, slug, language):
    chapter = chapters.read(BOOK, language, slug)
    before = recorded.load(BOOK, chapter)
    assert before, f"the chapter has no recorded outputs: run `press execute {slug}`"
    pyodide.start_cells()
    faults, total = [], 0.0
    cells = list(zip(chapter.cells, code_of(chapter), before.cells, strict=True))
    for number, (cell, source, old) in enumerate(cells, 1):
        if "heavy" in cell.tags and language != LANGUAGES[0] and not EVERYTHING:
            continue
        place = f"{chapter.path.relative_to(BOOK.root)}:{cell.first_line}"
        try:
            if chapter.exercise_of(cell):
                untouched = feedback(pyodide.cell(exercises.stub(cell.source), CELL_SECONDS)["outputs"])
                if untouched != ["not-attempted"]:
                    faults.append(f"{place}: the check answered {untouched} to the stub")
            answer = pyodide.cell(source, CELL_SECONDS)
        except Late:
            pytest.fail(f"{place}: the cell did not end within {CELL_SECONDS} s\n" + "\n".join(faults))
        found = fault(cell.tags, old.outputs, answer["outputs"])
        total += answer["seconds"]
        print(
            f"{place} {number}/{len(cells)} {answer['seconds']:.2f} s{' FAULT' if found else ''}", flush=True
        )
        if found:
            faults.append(f"{place}: {found}")
    print(
        f"{language}/{slug}: {total:.1f} s in the browser, {before.metadata['press']['seconds']} s natively"
    )
    assert not faults, "\n\n".join(faults)


@pytest.mark.skipif(not any(map(uses_jax, in_the_browser())), reason="no chapter in the browser uses JAX")
def test_jax_in_the_browser_is_the_stand_in_without_scipy(pyodide):
    seconds = pyodide.python(
        "import numpy, time; started = time.perf_counter(); import jax, numpyro; time.perf_counter() - started"
    )
    print(f"jax and numpyro imported in {seconds:.2f} s")
    assert seconds < IMPORT_SECONDS
    assert pyodide.python("jax.__standin__ and jax.__version__").endswith("+standin")
    assert pyodide.python("import sys; 'scipy' in sys.modules or 'jaxlib' in sys.modules") is False
