"""Outputs are stale when, and only when, something that they come from changed."""

import pytest
from small_book import SLUG, edit, make_book

from press.chapter import chapter as chapters
from press.outputs import lock
from press.outputs.recorded import State, state


@pytest.fixture
def book(tmp_path):
    lock.packages.cache_clear()
    return make_book(tmp_path)


def english(book):
    lock.packages.cache_clear()
    return state(book, chapters.read(book, "en", SLUG))


def test_recorded_outputs_are_fresh(book):
    assert english(book) is State.FRESH


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("book/en/small.md", "number = 0.5", "number = 0.6"),
        ("code/practicals/src/practicals/checks/small.py", "You added one", "You did add one"),
        ("code/practicals/src/practicals/checks/exercise.py", "never raises", "does never raise"),
        ("code/practicals/src/practicals/plot/style.py", "#0072B2", "#0072B3"),
        ("uv.lock", 'version = "2.0"', 'version = "2.1"'),
    ],
    ids=["code", "check", "framework", "plot", "version"],
)
def test_what_the_outputs_come_from_makes_them_stale(book, file, old, new):
    edit(book, file, old, new)
    assert english(book) is State.STALE


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("book/en/small.md", "A few lines.", "Some lines."),
        ("book/en/small.md", "A curve that bends", "One curve that bends"),
        ("code/practicals/src/practicals/runtime.py", "Gets a notebook", "Makes a notebook"),
        ("code/practicals/src/practicals/plot/curves.py", '"""', '"""Really: '),
    ],
    ids=["prose", "alternative text", "unused module", "unused plot"],
)
def test_anything_else_leaves_them_fresh(book, file, old, new):
    edit(book, file, old, new)
    assert english(book) is State.FRESH


def test_a_hand_edited_output_is_seen(book):
    edit(book, "book/outputs/en/small.ipynb", "square: 0.25", "square: 0.26")
    assert english(book) is State.EDITED


def test_outputs_that_were_deleted_are_missing(book):
    book.output("en", SLUG).unlink()
    assert english(book) is State.MISSING
