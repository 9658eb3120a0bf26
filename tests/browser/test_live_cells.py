"""Live cells as a reader meets them: one page a language, made live once, under a strict Content-Security-Policy.

The tests of a language share its page, and follow each other on it as a reader's hour would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from accessibility import colour_violations, violations
from exercise_runner import wrong_answers
from playwright.sync_api import Locator, Page, expect
from real_book import BOOK, BROWSER_CHAPTERS

from practicals.language import set_language
from press import live
from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.chapter import exercises
from press.strings import strings

SLUG = BROWSER_CHAPTERS[0]
# Python starts and compiles what it imports: slow on a machine that does other things at the same time.
START, ANSWER = 240_000, 60_000


@dataclass
class LivePage:
    """A page that was made live."""

    tab: Page
    language: str

    def say(self, key: str, **values: object) -> str:
        return live.words(self.language)[key].format(**values)

    def cell(self, number: int) -> Locator:
        """The cell with this number, from 1."""
        return self.tab.locator(f"div.cell:has(.live-number:text-is('{self.say('cell', n=number)}'))")

    def role(self, kind: str) -> Locator:
        return self.tab.locator(f"article div.cell.tag_{kind}").first

    def editor(self, cell: Locator) -> Locator:
        """The cell's editor, which is made when it comes near the window."""
        cell.locator(".live-tools").scroll_into_view_if_needed()
        return cell.locator(".cm-content")

    def write(self, cell: Locator, source: str) -> None:
        self.editor(cell).click()
        self.tab.keyboard.press("ControlOrMeta+a")
        self.tab.keyboard.insert_text(source)

    def button(self, cell: Locator, word: str) -> Locator:
        return cell.locator(".live-tools, .live-output").get_by_role(
            "button", name=self.say(word), exact=True
        )

    def run(self, cell: Locator, source: str | None = None) -> str:
        """Run a cell and return what it shows."""
        if source is not None:
            self.write(cell, source)
        self.button(cell, "run").click()
        self.settle(cell)
        return cell.locator(".live-output").inner_text()

    def settle(self, cell: Locator, timeout: float = ANSWER) -> None:
        expect(cell.locator(".live-tools")).to_have_attribute("data-state", "idle", timeout=timeout)

    def announced(self, key: str, **values: object) -> None:
        expect(self.tab.locator(".live-announcements")).to_contain_text(self.say(key, **values))


def make_live(tab: Page, language: str) -> LivePage:
    tab.get_by_role("button", name=strings(language)["live_button_label"]).click()
    page = LivePage(tab, language)
    expect(page.cell(1)).to_be_visible(timeout=START)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_loaded_can_be_tried_again(page, language):
    tab = page(f"{language}/{SLUG}.html", faults_expected=True)
    words = strings(language)
    tab.route("**/live/page.js*", lambda route: route.abort())
    corner = tab.locator("div.cell_input").nth(1).get_by_role("button", name=words["live_button_cell"])
    corner.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("button.launch-live")).to_contain_text(words["live_button_failed"])

    tab.unroute("**/live/page.js*")
    tab.route("**/pyodide.asm.wasm*", lambda route: route.abort())
    corner.press("Enter")
    live_page = LivePage(tab, language)
    expect(live_page.cell(2).locator(".cm-content")).to_be_focused(timeout=START)
    bar = tab.locator(".live-loading")
    expect(bar).to_contain_text(live_page.say("unreachable"), timeout=START)
    tab.unroute("**/pyodide.asm.wasm*")
    bar.get_by_role("button", name=live_page.say("retry")).click()
    expect(bar).to_contain_text(live_page.say("starting"))


@pytest.mark.parametrize("chapter", BOOK.chapters)
def test_only_chapters_that_run_in_the_browser_have_the_button(site_folder, chapter):
    for language in LANGUAGES:
        text = (site_folder / language / f"{chapter}.html").read_text(encoding="utf-8")
        offered = chapter in BROWSER_CHAPTERS and (site_folder / "pyodide").exists()
        assert ("launch-live" in text) == offered
        assert ("_static/live.js" in text) == offered
        # Nothing heavier than the button's own script is loaded before it is pressed.
        assert "_static/live/" not in text


def test_without_scripts_there_is_no_button(page):
    tab = page(f"en/{SLUG}.html", java_script_enabled=False)
    expect(tab.locator("button.launch-live")).to_be_hidden()


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, strict_page) -> Iterator[LivePage]:
    tab = strict_page(f"{request.param}/{SLUG}.html")
    page = make_live(tab, request.param)
    bar = tab.locator(".live-loading")
    expect(bar).to_contain_text("MB" if request.param == "en" else "Mo", timeout=START)
    first = page.cell(1)
    page.button(first, "run").click()
    assert tab.evaluate("crossOriginIsolated") == (request.param == "fr")
    page.settle(first, START)
    expect(first.locator(".live-status")).to_contain_text(page.say("done", seconds="")[:5])
    yield page


def test_a_cell_is_edited_and_run_by_keyboard(opened: LivePage):
    cell = opened.cell(2)
    opened.write(cell, "for number in range(3):\n    print('now', number)\nnp.arange(4) * 2")
    opened.tab.keyboard.press("Shift+Enter")
    opened.settle(cell)
    shown = cell.locator(".live-output").inner_text()
    assert shown.split() == ["now", "0", "now", "1", "now", "2", "array([0,", "2,", "4,", "6])"]
    opened.announced("is_done", cell=opened.say("cell", n=2))
    # On to the next cell.
    expect(opened.cell(3).locator(".cm-content")).to_be_focused()


def test_results_are_shown_as_a_notebook_shows_them(opened: LivePage):
    cell = opened.cell(2)
    table = "class Table:\n    def _repr_html_(self): return '<style>p{}</style><table><tr><td>7</td></tr></table>'\n"
    opened.run(cell, f"{table}display(Table())\nimport sys\nprint('trouble', file=sys.stderr)\n'last'")
    assert cell.locator(".live-output td").inner_text() == "7"
    assert cell.locator(".live-output .stderr").inner_text().strip() == "trouble"
    assert cell.locator(".live-output .output").last.inner_text().strip() == "'last'"
    assert opened.run(cell, "await __import__('asyncio').sleep(0, 5)").strip() == "5"
    assert opened.run(cell, "'hidden';") == ""


def test_run_all_above_leads_to_a_figure_with_its_text(opened: LivePage):
    cell = opened.tab.locator("article div.cell:not(.tag_solution):has(div.cell_output img)").first
    alt = cell.locator("img").get_attribute("alt")
    opened.button(opened.cell(2), "reset").click()
    opened.button(cell, "run_above").click()
    opened.run(cell)
    image = cell.locator(".live-output img")
    assert image.get_attribute("src").startswith("data:image/png")
    assert image.get_attribute("alt") == alt
    # The stubs above are unsolved: their solutions ran, so that later cells have what they need.
    expect(opened.role("solution").locator(".live-output .practicals-feedback.correct")).to_have_count(1)


def test_an_exercise_gives_a_hint_and_then_is_solved(opened: LivePage):
    chapter = chapters.read(BOOK, opened.language, SLUG)
    exercise = chapter.exercises[0]
    source = next(cell for cell in chapter.cells if chapter.exercise_of(cell) is exercise).source
    progress = "localStorage.getItem('practicals-progress')"
    stub = opened.role("stub")
    set_language("en")

    opened.run(stub)
    expect(stub.locator(".practicals-feedback")).to_have_class(re.compile("not-attempted"))
    assert exercise.label not in (opened.tab.evaluate(progress) or "")
    wrong = next(iter(wrong_answers(SLUG)[exercise.label].values()))
    opened.run(stub, exercises.replace(source, wrong))
    expect(stub.locator(".practicals-feedback")).to_have_class(re.compile("not-yet"))
    assert f'"{exercise.label}":"tried"' in opened.tab.evaluate(progress)
    opened.run(stub, exercises.solution(source))
    expect(stub.locator(".practicals-feedback")).to_have_class(re.compile("correct"))
    assert f'"{exercise.label}":"solved"' in opened.tab.evaluate(progress)


def test_an_error_marks_its_line(opened: LivePage):
    cell = opened.cell(2)
    shown = opened.run(cell, "def ratio(x):\n    return 1 / x\n\nratio(2)\nratio(0)")
    assert "ZeroDivisionError: division by zero" in shown
    assert opened.say("frame", cell=2, line=5) in shown
    assert opened.say("frame_function", cell=2, line=2, function="ratio") in shown
    assert "site-packages" not in shown
    assert "live_cells" not in shown
    expect(cell.locator(".cm-line.failed")).to_have_text("    return 1 / x")
    opened.announced("has_failed_at", cell=opened.say("cell", n=2), line=2, error="ZeroDivisionError")
    # Another place of the traceback marks its own line; a correction takes the mark away.
    cell.get_by_role("button", name=opened.say("frame", cell=2, line=5)).click()
    expect(cell.locator(".cm-line.failed")).to_have_text("ratio(0)")
    shown = opened.run(cell, "print(1)\nprint((2)")
    assert "SyntaxError" in shown
    expect(cell.locator(".cm-line.failed")).to_have_text("print((2)")
    assert opened.say("input") in opened.run(cell, "input('?')")
    opened.run(cell, "print(1)")
    expect(cell.locator(".cm-line.failed")).to_have_count(0)


def test_a_huge_output_is_cut(opened: LivePage):
    shown = opened.run(opened.cell(2), "for _ in range(30_000):\n    print('0123456789')")
    assert len(shown) < 120_000
    left_out = re.sub(r"\D", "", opened.cell(2).locator(".live-message").inner_text())
    assert left_out == str(30_000 * 11 - 100_000)


def test_the_keyboard_leaves_the_editor(opened: LivePage):
    cell = opened.cell(2)
    opened.write(cell, "x = 1")
    opened.tab.keyboard.press("Tab")
    expect(cell.locator(".cm-content")).to_be_focused()
    assert cell.locator(".cm-content").inner_text() == "    x = 1"
    opened.tab.keyboard.press("Escape")
    opened.tab.keyboard.press("Tab")
    expect(cell.locator(".cm-content")).not_to_be_focused()
    expect(opened.button(cell, "run")).to_be_focused()
    described = cell.locator(".cm-content").get_attribute("aria-describedby")
    assert cell.locator(f"#{described}").inner_text() == opened.say("leave")


def test_an_endless_loop_is_stopped(opened: LivePage):
    cell, other = opened.cell(2), opened.cell(1)
    opened.write(cell, "print('before')\nwhile True: pass")
    opened.button(cell, "run").click()
    expect(cell.locator(".live-output")).to_contain_text("before", timeout=ANSWER)
    opened.button(other, "run").click()
    opened.button(cell, "stop").click()
    opened.settle(cell)
    # What waited behind it does not run.
    expect(other.locator(".live-tools")).to_have_attribute("data-state", "idle")
    if opened.tab.evaluate("crossOriginIsolated"):
        expect(cell.locator(".live-message")).to_contain_text(opened.say("stopped"))
        assert opened.run(cell, "np.ones(2)").strip() == "array([1., 1.])"
        return
    expect(cell.locator(".live-message")).to_contain_text(opened.say("lost_stopped"))
    # The names are gone until the cells above bring them back.
    opened.write(cell, "np.ones(2)")
    opened.button(cell, "run").click()
    opened.settle(cell, START)
    expect(cell.locator(".live-message")).to_contain_text(opened.say("missing", name="np"))
    opened.button(cell, "run_above").last.click()
    opened.settle(other, START)
    assert opened.run(cell).strip() == "array([1., 1.])"


def test_a_python_that_dies_is_replaced(opened: LivePage):
    cell = opened.cell(2)
    opened.write(cell, "import os\nos._exit(1)")
    opened.button(cell, "run").click()
    opened.settle(cell)
    expect(cell.locator(".live-message")).to_contain_text(opened.say("lost_dead"))
    opened.write(cell, "print(6 * 7)")
    opened.button(cell, "run").click()
    opened.settle(cell, START)
    assert cell.locator(".live-output").inner_text().strip() == "42"


def test_a_live_page_is_accessible(opened: LivePage):
    opened.run(opened.cell(2), "print(1)\n1 / 0")
    for mode in ("light", "dark"):
        opened.tab.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
        assert colour_violations(opened.tab) == []
    assert violations(opened.tab) == []
    opened.tab.evaluate("document.documentElement.dataset.theme = 'light'")


def test_work_survives_a_reload_until_it_is_reset(opened: LivePage):
    tab, cell = opened.tab, opened.cell(2)
    opened.write(cell, "mine = 1")
    opened.write(opened.cell(5), "mine = 2")
    tab.reload()
    expect(tab.locator("button.launch-live")).to_contain_text(strings(opened.language)["live_button_kept"])
    make_live(tab, opened.language)
    expect(opened.editor(cell)).to_have_text("mine = 1", timeout=START)
    opened.button(cell, "reset").click()
    expect(opened.editor(cell)).not_to_contain_text("mine")
    expect(opened.button(cell, "run")).to_be_focused()

    # The chapter's text changes under the work on cell 5.
    tab.evaluate(
        """key => {
          const kept = JSON.parse(localStorage.getItem(key));
          for (const cell of Object.values(kept.cells)) if (cell.source === "mine = 2") cell.published = "another";
          localStorage.setItem(key, JSON.stringify(kept));
        }""",
        f"practicals-live/{opened.language}/{SLUG}",
    )
    tab.reload()
    make_live(tab, opened.language)
    changed = opened.cell(5)
    notice = changed.locator(".live-notice")
    notice.scroll_into_view_if_needed()
    expect(notice).to_contain_text(opened.say("older"))
    expect(opened.editor(changed)).not_to_contain_text("mine")
    notice.get_by_role("button", name=opened.say("older_take")).click()
    expect(opened.editor(changed)).to_have_text("mine = 2")
    expect(notice).to_have_count(0)

    tab.once("dialog", lambda dialog: dialog.accept())
    tab.get_by_role("button", name=opened.say("reset_all")).click()
    expect(opened.editor(changed)).not_to_contain_text("mine")
    assert (
        tab.evaluate("key => localStorage.getItem(key)", f"practicals-live/{opened.language}/{SLUG}") is None
    )
