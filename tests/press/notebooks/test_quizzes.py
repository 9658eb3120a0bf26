"""Quizzes in notebooks: a list with folded answers for learners, open answers for tutors, plain Markdown for both."""

import pytest
from quiz_book import make_quiz_book

from press.chapter import chapter as chapters
from press.notebooks.markdown import Renderer, markdown_cells
from press.publish import publish


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The Markdown of the French notebooks, the learner's and the tutor's."""
    book = make_quiz_book(tmp_path_factory.mktemp("quizzes") / "book", recorded=False, translated=False)
    published = publish(chapters.read(book, "fr", "small"), None)
    return {
        name: "\n\n".join(
            cell
            for cell in markdown_cells(Renderer(book, published, for_tutor=name == "tutor"))
            if isinstance(cell, str)
        )
        for name in ("learner", "tutor")
    }


def test_learners_get_a_list_and_folded_answers(texts):
    text = texts["learner"]
    assert "**Quiz 1\u00a0: Quel est le carré de $x = 3$\u202f?**" in text
    assert "- ○ **A.** Six, $2x$\n- ○ **B.** Neuf, $x^2$\n- ○ **C.** Trois\n" in text
    assert "- ☐ **A.** $8$\n" in text
    fold = "<summary>Réponse B\u00a0: juste ou fausse\u202f?</summary>\n\n**✓ Juste.**\n\nTrois lignes"
    assert fold in text
    assert text.count("<summary>Réponse") == 6
    assert "●" not in text and "☒" not in text


def test_tutors_get_the_answers_under_their_choices(texts):
    text = texts["tutor"]
    assert "- ○ **A.** Six, $2x$\n\n  **✗ Faux.**\n\n  C'est le double du nombre" in text
    assert "- ● **B.** Neuf, $x^2$\n\n  **✓ Juste.**" in text
    assert "- ☒ **A.** $8$" in text and "- ☐ **B.** $12$" in text
    assert "<details>" not in text


def test_a_reference_is_a_link_with_the_title_of_the_quiz(texts):
    target = "(https://example.org/book/fr/small.html#small-quiz-square)"
    assert f"était [Quel est le carré de $x = 3$\u202f?]{target}" in texts["learner"]
