"""Each thing that a handout cannot print stops the build with one line that names the chapter and the line."""

import re

import pytest
from handout_book import FRONT_MATTER, OUTPUTS, figure, make_book, print_handouts

pytestmark = pytest.mark.xdist_group("handouts")

START = ["# Straight lines", "", "## Section", "", "Text.", ""]
# Where what a test adds begins, counted from 1.
FIRST = FRONT_MATTER.count("\n") + len(START) + 1


def source(*lines):
    return "\n".join([*START, *lines, ""])


def fault(tmp_path, *lines, outputs=None, printed=False):
    """The one warning of a chapter with these lines, without its place, which must be theirs."""
    text = source(*lines)
    book = make_book(tmp_path / "book", text, text, outputs or {})
    built = print_handouts(book, "en")
    assert built.status == 1
    assert (built.folder / "straight.pdf").exists() == printed
    assert (built.folder / "second.pdf").exists(), "the other chapters are printed"
    [warning] = built.warnings
    found = re.fullmatch(rf"{book.source('en', 'straight')}:(\d+): WARNING: (.+)", warning)
    assert found, warning
    # MyST counts a code cell from its first line, and some of its releases count one line more.
    assert FIRST <= int(found[1]) <= FIRST + 2
    return found[2]


def test_a_picture_without_words(tmp_path):
    message = fault(tmp_path, "```{code-cell} ipython3", "draw()", "```", outputs={0: [figure()]})
    assert message.startswith("a picture without alternative text")


def test_a_missing_glyph(tmp_path):
    message = fault(tmp_path, "Here is 漢.")
    assert message == "no font of the handouts has the character '漢': write it otherwise"


def test_a_missing_glyph_in_code(tmp_path):
    message = fault(tmp_path, "```{code-cell} ipython3", 'print("漢")', "```")
    assert message.startswith("no font of the handouts has the character '漢'")


def test_a_formula_that_pages_can_show_and_paper_cannot(tmp_path):
    message = fault(tmp_path, r"So $\tbinom{n}{k}$ it is.")
    assert message == r"the formula `\tbinom{n}{k}` cannot be printed: unexpected control sequence \tbinom"


def test_a_skipped_heading_level(tmp_path):
    message = fault(tmp_path, "#### Too deep", "", "Text.", printed=True)
    assert message.startswith("Non-consecutive header level increase")


def test_a_chapter_with_a_fault_is_tried_again(tmp_path):
    book = make_book(tmp_path / "book", source("Here is 漢."), source("Texte."), {})
    first, second = print_handouts(book, "en"), print_handouts(book, "en")
    assert first.warnings == second.warnings != []


def test_outputs_without_a_picture_need_no_words(tmp_path):
    text = source("```{code-cell} ipython3", "frame", "```")
    book = make_book(tmp_path / "book", text, text, {0: OUTPUTS[1]})
    assert print_handouts(book, "en").warnings == []
