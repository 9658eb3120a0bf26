"""Quizzes of a source: what they say once read, and one clear line for each mistake."""

from pathlib import Path

import pytest

from press.chapter.blocks import parse
from press.chapter.quizzes import read
from press.errors import PressError

PATH = Path("chapter.md")
TEXT = """# Title

::::{quiz} What is $2 + 2$?
:label: my-sample-quiz-sum

Count on your fingers.

:::{choice} Three, `3`
One is missing.
:::

:::{choice} Four
:correct:

Two and two more.
:::
::::

Prose.
"""


def quizzes(text):
    return read(parse(text, PATH), PATH, "my_sample")


def test_a_quiz_is_read_with_its_question_choices_and_explanations():
    (quiz,) = quizzes(TEXT)
    assert (quiz.label, quiz.title, quiz.multiple, quiz.line) == (
        "my-sample-quiz-sum",
        "What is $2 + 2$?",
        False,
        3,
    )
    assert [prose.text.strip() for prose in quiz.question] == ["Count on your fingers."]
    assert [(choice.text, choice.correct, choice.line) for choice in quiz.choices] == [
        ("Three, `3`", False, 8),
        ("Four", True, 12),
    ]
    assert quiz.choices[1].explanation[0].text.strip() == "Two and two more."


def test_several_answers_are_right_where_the_quiz_says_so():
    text = TEXT.replace("sum\n", "sum\n:multiple:\n").replace("`3`\n", "`3`\n:correct:\n")
    (quiz,) = quizzes(text)
    assert quiz.multiple and [choice.correct for choice in quiz.choices] == [True, True]


CHOICE = ":::{choice} Three, `3`\nOne is missing.\n:::\n"
# What is replaced by what; the line and a part of the only problem.
FAULTS = {
    "no-correct": (":correct:\n", "", 3, "has no correct choice"),
    "two-correct": ("`3`\n", "`3`\n:correct:\n", 13, "has 2 correct choices"),
    "one-choice": (CHOICE, "", 3, "has 1 choice — write 2 to 6"),
    "seven-choices": (CHOICE, "".join(CHOICE.replace("Three", f"{n}") for n in range(6)), 3, "has 7 choices"),
    "no-explanation": ("One is missing.\n", "", 8, "the choice 'Three, `3`' has no explanation"),
    "no-text": ("{choice} Three, `3`", "{choice}", 8, "the choice has no text"),
    "twice-a-choice": ("{choice} Three, `3`", "{choice} Four", 8, "the choice 'Four' stands twice"),
    "no-title": (" What is $2 + 2$?", "", 3, "the quiz has no title"),
    "no-label": (":label: my-sample-quiz-sum\n", "", 3, "has no label — add `:label: my-sample-quiz-…`"),
    "foreign-label": ("my-sample-quiz-sum", "other-quiz-sum", 3, "does not start with `my-sample-quiz-`"),
    "no-quiz-in-label": ("my-sample-quiz-sum", "my-sample-sum", 3, "does not start with `my-sample-quiz-`"),
    "only-a-prefix": ("my-sample-quiz-sum", "my-sample-quiz-", 3, "does not start with"),
    "unknown-option": ("sum\n", "sum\n:shuffle:\n", 3, "a quiz has no option `:shuffle:` — use `:label:` or"),
    "unknown-choice-option": ("`3`\n", "`3`\n:right:\n", 8, "a choice has no option `:right:` — use `:correct:`"),
    "valued-flag": (":correct:", ":correct: no", 12, "`:correct:` takes no value"),
    "text-after-choices": ("more.\n:::\n", "more.\n:::\n\nGood luck.\n", 17, "goes on after its choices"),
    "choice-alone": ("Prose.", ":::{choice} Five\nNo.\n:::", 19, "a choice outside a quiz"),
    "choice-in-a-note": (
        "more.\n:::\n::::",
        "more.\n:::\n::::\n\n::::{note}\n:::{choice} Five\nNo.\n:::\n::::",
        20,
        "a choice outside a quiz",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mistake_is_one_line_with_its_place_and_its_mend(fault):
    old, new, line, message = FAULTS[fault]
    assert old in TEXT
    with pytest.raises(PressError) as caught:
        quizzes(TEXT.replace(old, new, 1))
    (problem,) = caught.value.problems
    assert problem.line == line and problem.path == PATH and problem.mend
    assert message in str(problem)


def test_a_label_belongs_to_one_quiz():
    with pytest.raises(PressError, match="belongs to two quizzes \\(the other at line 3\\)"):
        quizzes(TEXT + "\n" + TEXT.split("\n\n", 1)[1])


def test_a_quiz_stands_in_no_other_directive():
    inside = TEXT.replace("::::{quiz}", ":::::{tip}\n::::{quiz}").replace(
        "::::\n\nProse", "::::\n:::::\n\nProse"
    )
    with pytest.raises(PressError, match="a quiz inside another directive") as caught:
        quizzes(inside)
    assert [problem.line for problem in caught.value.problems] == [4]


def test_every_mistake_is_told_at_once():
    text = TEXT.replace(":correct:\n", "").replace("my-sample-quiz-sum", "sum").replace("One is missing.", "")
    with pytest.raises(PressError) as caught:
        quizzes(text)
    assert [problem.line for problem in caught.value.problems] == [3, 3, 8]
