"""Quizzes on paper: boxes to tick for learners, the answers for tutors."""

import pytest
from handout_book import print_handouts
from quiz_book import make_quiz_book

SECRETS = ("Three rows of three", "That is twice the number", "Wrong.", "Right.")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    return print_handouts(make_quiz_book(tmp_path_factory.mktemp("quizzes") / "book"), "en")


def test_both_are_printed_without_a_warning(printed):
    assert (printed.status, printed.warnings) == (0, [])
    for name in ("small", "small-tutor"):
        text = printed.text(name)
        assert "Quiz 1 · What is the square of" in text and "One answer is right." in text
        assert "Quiz 2 · Which numbers" in text and "Several answers may be right." in text
        assert "sides of length" in text and "Nine," in text


def test_only_tutors_see_the_answers(printed):
    for secret in SECRETS:
        assert secret not in printed.text("small")
        assert secret in printed.text("small-tutor")


def test_the_learners_boxes_are_empty_and_the_tutors_are_ticked(printed):
    """Boxes are drawn: the right answers add their strokes to the tutor's."""
    book = printed.folder.parents[1] / "doctrees" / "en" / "handout"
    for name, ticked in (("small", 0), ("small-tutor", 3)):
        source = (book / f"{name}.typ").read_text(encoding="utf-8")
        assert source.count("choice(") == 6
        assert source.count("marked: true") == ticked
