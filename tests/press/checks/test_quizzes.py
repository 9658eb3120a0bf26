"""`press check` on the quizzes of a book: sound ones pass, and both languages are held against each other."""

import pytest
from quiz_book import QUIZZES, make_quiz_book
from small_book import edit

from press.checks.run import find

EN, FR = "book/en/small.md", "book/fr/small.md"


@pytest.fixture(scope="module")
def _sound_book(tmp_path_factory):
    return make_quiz_book(tmp_path_factory.mktemp("sound") / "book").root


def lines(book):
    # A fault of one language leaves the sections' digests behind: that is another check's.
    found = find(book, book.chapters)
    return [str(problem) for problem in found if "has changed since" not in problem.message]


def test_sound_quizzes_have_no_problem(book):
    assert lines(book) == []


FAULTS = {
    "other-answer": (
        FR,
        ":::{choice} Six, $2x$\n",
        ":::{choice} Six, $2x$\n:correct:\n",
        [":::{choice} Neuf, $x^2$\n:correct:\n", ":::{choice} Neuf, $x^2$\n"],
        "the quiz `small-quiz-square` has A right, in the English B",
    ),
    "swapped-formulas": (
        FR,
        ":::{choice} $8$",
        ":::{choice} $16$",
        [":::{choice} $16$\n:correct:\nC'est $2^4$", ":::{choice} $8$\n:correct:\nC'est $2^4$"],
        "choice A of `small-quiz-powers` has the formulas of another choice",
    ),
    "other-formula": (FR, "Neuf, $x^2$", "Neuf, $x^3$", None, "the formula `x^3` is `x^2` in the English"),
    "missing-choice": (FR, ":::{choice} Trois\nC'est le nombre lui-même.\n:::\n", "", None, "is missing"),
    "other-label": (FR, "small-quiz-square", "small-quiz-carre", None, "`{quiz} small-quiz-carre` stands where the English"),
    "one-is-multiple": (FR, "square\n", "square\n:multiple:\n", None, "`{quiz} small-quiz-square` stands where"),
    "taken-label": (EN, "(small-built)=", "(small-quiz-square)=", None, "the label `small-quiz-square` is taken"),
    "invalid": (EN, ":correct:\n\nThree rows", "\nThree rows", None, "has no correct choice — mark it with `:correct:`"),
    "wrong-reference": (EN, "A few lines.", "See {ref}`small-quiz-cube`.", None, "{ref}`small-quiz-cube` is no label"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(book, fault):
    path, old, new, also, message = FAULTS[fault]
    edit(book, path, old, new)
    if also:
        edit(book, path, *also)
    found = lines(book)
    assert any(line.startswith(path) and message in line for line in found), found


def test_the_languages_are_compared_in_one_line_a_fault(book):
    for fault in ("other-answer", "swapped-formulas"):
        path, old, new, also, _ = FAULTS[fault]
        edit(book, path, old, new)
        edit(book, path, *also)
    assert len(lines(book)) == 2


def test_a_quiz_belongs_in_a_chapter(book):
    landing = book.source("en", "index")
    landing.write_text(landing.read_text(encoding="utf-8") + QUIZZES["en"], encoding="utf-8")
    assert any("a quiz outside a chapter" in line for line in lines(book))
