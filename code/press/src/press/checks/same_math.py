"""Formulas are the same in both languages, once decimal commas, intervals and words are put aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from press.chapter.blocks import Directive, walk
from press.checks.sources import Page, Sources
from press.errors import Problem

_WORDS = re.compile(r"\\(?:text|textrm|textit|textbf|mbox)\{(?:[^{}]|\{[^{}]*\})*\}")
_SPACES = re.compile(r"\\left\b|\\right\b|\\[,;:! ]|\\quad|\\qquad|[\s\u00a0\u202f~]+")
_THOUSANDS = {
    "en": re.compile(r"(?<=\d)\{,\}(?=\d{3}(?!\d))"),
    "fr": re.compile(r"(?<=\d)(?:\\,|~|\\ )(?=\d{3}(?!\d))"),
}
# ]0 ; 1[ is the French for (0, 1).
_BRACKETS = str.maketrans({"(": "|", ")": "|", "[": "|", "]": "|", ";": ","})


@dataclass(frozen=True)
class Formula:
    """A formula with its line; ``alone`` says that it stands on its own, outside a sentence."""

    line: int
    typed: str
    normal: str
    alone: bool


def problems(sources: Sources, english: Page, french: Page) -> Iterator[Problem]:
    """Compared section by section, whatever their order in a sentence; a symbol may be repeated more often."""
    for ours, theirs in zip(_by_section(english), _by_section(french), strict=False):
        for alone in (True, False):
            one, other = ([formula for formula in side if formula.alone is alone] for side in (ours, theirs))
            yield from _pair(
                sources, english, french, _without(one, other, alone), _without(other, one, alone)
            )


def _without(some: list[Formula], others: list[Formula], counted: bool) -> list[Formula]:
    """The formulas that the others lack, or have less often where they are counted."""
    left = Counter(formula.normal for formula in others)
    lacking = []
    for formula in some:
        if not left[formula.normal]:
            lacking.append(formula)
        elif counted:
            left[formula.normal] -= 1
    return (
        lacking
        if counted
        else list({formula.normal: formula for formula in reversed(lacking)}.values())[::-1]
    )


def _pair(
    sources: Sources, english: Page, french: Page, missing: list[Formula], added: list[Formula]
) -> Iterator[Problem]:
    mend = "write the same mathematics on both sides"
    for one, other in zip(missing, added, strict=False):
        where = sources.place(english.path, one.line)
        message = f"the formula {_short(other)} is {_short(one)} in the English ({where})"
        yield Problem(message, french.path, other.line, mend)
    for one in missing[len(added) :]:
        where = sources.place(english.path, one.line)
        yield Problem(
            f"the formula {_short(one)} of the English ({where}) is missing", french.path, None, mend
        )
    for other in added[len(missing) :]:
        yield Problem(
            f"the formula {_short(other)} is not in the English section", french.path, other.line, mend
        )


def normal(math: str, language: str) -> str:
    """A formula without what the two languages write differently."""
    math = _WORDS.sub(r"\\text{}", math)
    math = _THOUSANDS[language].sub("", math)
    math = math.replace("{,}", ".")
    return _SPACES.sub("", math).translate(_BRACKETS)


def formulas(page: Page) -> list[Formula]:
    """Every formula of a page with its line, inline ones and blocks."""
    found = [
        Formula(
            piece.line_of(region), region.value.strip(), normal(region.value, page.language), region.block
        )
        for piece in page.pieces
        for region in piece.regions
        if region.kind == "math" or (region.kind == "role" and region.name == "math")
    ]
    for block in walk(page.blocks):
        if isinstance(block, Directive) and block.name == "math":
            text = "\n".join(line for inner in block.body for line in inner.lines)
            found.append(Formula(block.line, text.strip(), normal(text, page.language), True))
    return sorted(found, key=lambda formula: formula.line)


def _by_section(page: Page) -> list[list[Formula]]:
    starts = [section.line for section in page.chapter.sections] if page.chapter else []
    groups: list[list[Formula]] = [[] for _ in range(len(starts) + 1)]
    for formula in formulas(page):
        groups[sum(start <= formula.line for start in starts)].append(formula)
    return groups


def _short(formula: Formula) -> str:
    text = " ".join(formula.typed.split())
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"
