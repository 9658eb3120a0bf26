"""Quizzes are the same in both languages: the same right answers, and each choice with its own formulas.

That labels, options and their order are the same is said by `parity`, with everything else of a page's outline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from press.chapter.blocks import Directive, walk
from press.chapter.chapter import Chapter
from press.chapter.quizzes import LETTERS, Quiz
from press.checks.same_math import formulas
from press.checks.sources import Page, Sources
from press.errors import Problem


def problems(sources: Sources) -> Iterator[Problem]:
    for page in sources.chosen():
        for block in walk([] if page.chapter else page.blocks):
            if isinstance(block, Directive) and block.name == "quiz":
                mend = "put it into a chapter: this page has no `practical` block"
                yield Problem("a quiz outside a chapter", page.path, block.line, mend)
    for english, french in sources.pairs():
        if english.chapter and french.chapter:
            ours = {quiz.label: quiz for quiz in english.chapter.quizzes}
            for theirs in french.chapter.quizzes:
                if theirs.label in ours:
                    yield from _pair(sources, english, french, ours[theirs.label], theirs)


def _pair(sources: Sources, english: Page, french: Page, ours: Quiz, theirs: Quiz) -> Iterator[Problem]:
    where = sources.place(english.path, ours.line)
    if len(ours.choices) != len(theirs.choices):
        return  # parity says which is missing
    right, other_right = (_right(quiz) for quiz in (ours, theirs))
    if right != other_right:
        message = f"the quiz `{theirs.label}` has {other_right} right, in the English {right} ({where})"
        yield Problem(
            message, french.path, theirs.line, "keep the choices in the same order, the same ones correct"
        )
        return
    said, other_said = (_formulas(page, quiz) for page, quiz in ((english, ours), (french, theirs)))
    if sum(said, Counter()) != sum(other_said, Counter()):
        return  # `same_math` says which is missing
    for letter, choice, one, other in zip(LETTERS, theirs.choices, said, other_said, strict=False):
        if one != other:
            message = f"choice {letter} of `{theirs.label}` has the formulas of another choice of the English ({where})"
            yield Problem(message, french.path, choice.line, "keep the choices in the same order")
            return


def _right(quiz: Quiz) -> str:
    """The letters of the right answers: "A and C"."""
    return " and ".join(
        letter for letter, choice in zip(LETTERS, quiz.choices, strict=False) if choice.correct
    )


def _formulas(page: Page, quiz: Quiz) -> list[Counter[str]]:
    """The formulas of each choice and its explanation, as often as they stand there."""
    starts = [choice.line for choice in quiz.choices]
    end = _end(page.chapter, quiz)
    found = [Counter() for _ in starts]
    for formula in formulas(page):
        if starts[0] <= formula.line < end:
            found[sum(start <= formula.line for start in starts) - 1][formula.normal] += 1
    return found


def _end(chapter: Chapter, quiz: Quiz) -> int:
    """The line of the block after a quiz."""
    return min((block.line for block in chapter.blocks if block.line > quiz.line), default=10**9)
