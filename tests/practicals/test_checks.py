"""The three answers of a check, whatever the reader's code does."""

import pytest

from practicals import get_language, set_language
from practicals.checks.exercise import exercise, expect
from practicals.checks.feedback import Outcome


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


@exercise("sample-double")
def double(attempt):
    expect(attempt(3) != 9, "squared", en="That squares: 3 gives 9.", fr="Cela élève au carré : 3 donne 9.")
    expect(attempt(3) == 6, "not-doubled", en="3 should give 6.", fr="3 devrait donner 6.")
    return "Doubling is adding twice.", "Doubler, c'est ajouter deux fois."


def test_a_right_answer_is_correct_with_its_remark():
    feedback = double(lambda x: 2 * x)
    assert feedback.outcome is Outcome.CORRECT
    assert "adding twice" in feedback.message


def test_a_wrong_answer_gets_the_hint_for_its_mistake():
    feedback = double(lambda x: x**2)
    assert (feedback.outcome, feedback.hint) == (Outcome.NOT_YET, "squared")


@pytest.mark.parametrize("stub", [None, ..., (..., None), lambda x: None, lambda x: ..., lambda x: 2 * ...])
def test_a_stub_is_not_attempted(stub):
    assert double(stub).outcome is Outcome.NOT_ATTEMPTED


def test_an_error_of_the_readers_code_is_a_hint_and_never_raised():
    feedback = double(lambda x: 1 / 0)
    assert (feedback.outcome, feedback.hint) == (Outcome.NOT_YET, "raises")
    assert "ZeroDivisionError" in feedback.message


def test_a_result_of_the_wrong_type_is_a_hint():
    @exercise("sample-length")
    def length(attempt):
        expect(len(attempt()) == 2, "length", en="Two values.", fr="Deux valeurs.")

    assert length(lambda: 3).hint == "wrong-type"


def test_french_messages_have_no_break_spaces():
    set_language("fr")
    assert get_language() == "fr"
    feedback = double(lambda x: x**2)
    assert feedback.message == "Cela élève au carré\u00a0: 3 donne 9."
    assert repr(feedback).startswith("△ Pas encore")


def test_feedback_is_rich_in_a_notebook_and_plain_in_a_terminal():
    feedback = double(lambda x: x**2)
    assert repr(feedback) == "△ Not yet. That squares: 3 gives 9."
    assert 'class="practicals-feedback not-yet"' in feedback._repr_html_()
    assert "<" not in repr(feedback)


def test_feedback_escapes_what_the_reader_wrote():
    def attempt(x):
        raise ValueError("<script>")

    assert "<script>" not in double(attempt)._repr_html_()


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="en, fr"):
        set_language("de")
