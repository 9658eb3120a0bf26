"""The quizzes of a chapter, read from its blocks and checked: one question, its choices, an explanation for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.chapter.blocks import Block, Directive, walk
from press.errors import PressError, Problem

CHOICES = range(2, 7)
LETTERS = "ABCDEF"
# What the two directives may be given; of these, `label` alone has a value.
_OPTIONS = {"quiz": ("label", "multiple"), "choice": ("correct",)}


@dataclass(frozen=True)
class Choice:
    """One answer to tick. ``text`` is inline Markdown; ``explanation`` says why it is right or wrong."""

    text: str
    correct: bool
    explanation: list[Block]
    line: int


@dataclass(frozen=True)
class Quiz:
    """A question with two to six choices, one of them right, or any number of them when ``multiple``."""

    label: str
    title: str
    multiple: bool
    question: list[Block]
    choices: list[Choice]
    line: int


def label_prefix(slug: str) -> str:
    """How the labels of a chapter's quizzes start."""
    return f"{slug.replace('_', '-')}-quiz-"


def read(blocks: list[Block], path: Path, slug: str) -> list[Quiz]:
    """The quizzes of a chapter's blocks, in order. Raises PressError with everything that is wrong with them."""
    problems = [*_misplaced(blocks, path)]
    quizzes = []
    for block in blocks:
        if isinstance(block, Directive) and block.name == "quiz":
            problems += _problems(block, path, slug)
            quizzes.append(_quiz(block))
    seen: dict[str, int] = {}
    for quiz in quizzes:
        if quiz.label and quiz.label in seen:
            message = (
                f"the label `{quiz.label}` belongs to two quizzes (the other at line {seen[quiz.label]})"
            )
            problems.append(Problem(message, path, quiz.line, "give each its own, in both languages"))
        seen.setdefault(quiz.label, quiz.line)
    if problems:
        raise PressError(problems=sorted(problems, key=lambda problem: problem.line or 0))
    return quizzes


def _quiz(block: Directive) -> Quiz:
    return Quiz(
        label=block.options.get("label", ""),
        title=block.argument,
        multiple="multiple" in block.options,
        question=[inner for inner in block.body if not _is_choice(inner)],
        choices=[
            Choice(inner.argument, "correct" in inner.options, inner.body, inner.line)
            for inner in block.body
            if _is_choice(inner)
        ],
        line=block.line,
    )


def _is_choice(block: Block) -> bool:
    return isinstance(block, Directive) and block.name == "choice"


def _misplaced(blocks: list[Block], path: Path) -> Iterator[Problem]:
    """Quizzes that are not at the top level, choices that are in no quiz."""
    top = {id(block) for block in blocks}
    in_quiz = {
        id(inner)
        for block in walk(blocks)
        if isinstance(block, Directive) and block.name == "quiz"
        for inner in block.body
    }
    for block in walk(blocks):
        if not isinstance(block, Directive):
            continue
        if block.name == "quiz" and id(block) not in top:
            mend = "let it stand between paragraphs; check that the fence around it is closed"
            yield Problem("a quiz inside another directive", path, block.line, mend)
        elif block.name == "choice" and id(block) not in in_quiz:
            mend = "put it inside `::::{quiz}`, whose fence has more colons"
            yield Problem("a choice outside a quiz", path, block.line, mend)


def _problems(block: Directive, path: Path, slug: str) -> Iterator[Problem]:
    quiz = _quiz(block)
    name = f"the quiz {quiz.title or quiz.label!r}"
    yield from _options(block, path)
    if not quiz.title:
        mend = "write the question after `{quiz}`; more of it may follow below"
        yield Problem("the quiz has no title", path, quiz.line, mend)
    prefix = label_prefix(slug)
    if not quiz.label:
        yield Problem(f"{name} has no label", path, quiz.line, f"add `:label: {prefix}…`")
    elif not quiz.label.startswith(prefix) or quiz.label == prefix:
        message = f"the label `{quiz.label}` does not start with `{prefix}`"
        yield Problem(message, path, quiz.line, "rename it in both languages")
    if len(quiz.choices) not in CHOICES:
        count = f"{len(quiz.choices)} choice{'' if len(quiz.choices) == 1 else 's'}"
        mend = f"write {CHOICES[0]} to {CHOICES[-1]} `:::{{choice}}` inside it"
        yield Problem(f"{name} has {count}", path, quiz.line, mend)
    correct = [choice for choice in quiz.choices if choice.correct]
    if quiz.choices and not correct:
        yield Problem(f"{name} has no correct choice", path, quiz.line, "mark it with `:correct:`")
    elif len(correct) > 1 and not quiz.multiple:
        mend = "mark one, or add `:multiple:` to the quiz"
        yield Problem(f"{name} has {len(correct)} correct choices", path, correct[1].line, mend)
    for inner in _after_first_choice(block):
        mend = "put the question before the choices and what explains a choice inside it"
        yield Problem(f"{name} goes on after its choices", path, inner.line, mend)
    for choice in quiz.choices:
        if not choice.text:
            mend = "write what the reader ticks after `{choice}`"
            yield Problem("the choice has no text", path, choice.line, mend)
        if not choice.explanation:
            mend = "say inside it why it is right, or why someone may think so and what is wrong with it"
            yield Problem(f"the choice {choice.text!r} has no explanation", path, choice.line, mend)
    yield from _repeated(quiz, path)


def _options(block: Directive, path: Path) -> Iterator[Problem]:
    for directive in (block, *filter(_is_choice, block.body)):
        known = _OPTIONS[directive.name]
        for option, value in directive.options.items():
            if option not in known:
                use = " or ".join(f"`:{name}:`" for name in known)
                message = f"a {directive.name} has no option `:{option}:`"
                yield Problem(message, path, directive.line, f"use {use}")
            elif option != "label" and value not in ("", None):
                yield Problem(
                    f"`:{option}:` takes no value", path, directive.line, f"write `:{option}:` alone"
                )


def _after_first_choice(block: Directive) -> list[Block]:
    kinds = [_is_choice(inner) for inner in block.body]
    start = kinds.index(True) if True in kinds else len(kinds)
    return [inner for inner in block.body[start:] if not _is_choice(inner)][:1]


def _repeated(quiz: Quiz, path: Path) -> Iterator[Problem]:
    counts = Counter(choice.text for choice in quiz.choices if choice.text)
    for choice in quiz.choices:
        if counts[choice.text] > 1:
            counts[choice.text] = 0
            yield Problem(f"the choice {choice.text!r} stands twice", path, choice.line, "change one of them")
