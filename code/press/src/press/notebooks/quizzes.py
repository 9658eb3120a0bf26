"""A quiz in a notebook: its choices as a list, then each answer in a fold of its own; open in the tutor's edition."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from press.chapter.blocks import Block
from press.chapter.quizzes import LETTERS, Choice, Quiz

# The boxes to tick: of one choice, of several.
EMPTY, TICKED = "○☐", "●☒"


def markdown(
    quiz: Quiz,
    number: int,
    words: dict[str, str],
    inline: Callable[[str], str],
    body: Callable[[list[Block]], str],
    *,
    answered: bool,
) -> str:
    """The quiz as plain Markdown; ``inline`` renders a line of Markdown, ``body`` renders blocks.

    ``answered`` marks the right choices and shows every explanation under its choice.
    """
    title = f"**{words['quiz']} {number}{words['colon']} {inline(quiz.title)}**"
    how = f"*{words['quiz_several' if quiz.multiple else 'quiz_one']}*"
    lettered = list(zip(LETTERS, quiz.choices, strict=False))

    def verdict(choice: Choice) -> str:
        mark = f"✓ {words['quiz_right']}" if choice.correct else f"✗ {words['quiz_wrong']}"
        return f"**{mark}.**\n\n{body(choice.explanation)}"

    def item(letter: str, choice: Choice) -> str:
        box = (TICKED if answered and choice.correct else EMPTY)[quiz.multiple]
        line = f"- {box} **{letter}.** {inline(choice.text)}"
        return f"{line}\n\n{textwrap.indent(verdict(choice), '  ')}" if answered else line

    def fold(letter: str, choice: Choice) -> str:
        summary = words["quiz_fold"].format(letter=letter)
        return f"<details>\n<summary>{summary}</summary>\n\n{verdict(choice)}\n\n</details>"

    items = ("\n\n" if answered else "\n").join(item(*pair) for pair in lettered)
    folds = [] if answered else [fold(*pair) for pair in lettered]
    return "\n\n".join(filter(None, ["---", title, body(quiz.question), how, items, *folds]))
