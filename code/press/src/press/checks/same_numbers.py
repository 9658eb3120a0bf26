"""The recorded outputs of both languages hold the same numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from press.chapter.chapter import Chapter
from press.checks import recordings
from press.checks.sources import Sources
from press.errors import Problem

_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w])")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
RELATIVE, ABSOLUTE = 1e-3, 1e-9


def problems(sources: Sources, english: Chapter, french: Chapter) -> Iterator[Problem]:
    book = sources.book
    pairs = zip(recordings.pairs(book, english), recordings.pairs(book, french), strict=False)
    for (cell, outputs), (other_cell, other_outputs) in pairs:
        if "varies" in cell.tags or "varies" in other_cell.tags:
            continue
        found = difference(_text(outputs), _text(other_outputs))
        if found:
            where = sources.place(english.path, cell.first_line)
            message = f"the output has {found[1]} where the English has {found[0]} ({where})"
            mend = (
                f"run `press execute {french.slug}`; tag the cell `varies` if its numbers cannot be the same"
            )
            yield Problem(message, french.path, other_cell.first_line, mend)


def difference(english: str, french: str) -> tuple[str, str] | None:
    """The first numbers that differ, as they were printed, or None."""
    ours, theirs = _lines(english), _lines(french)
    if [len(line) for line in ours] == [len(line) for line in theirs]:
        # Within a line, the two languages may order a sentence differently.
        ours, theirs = (
            [sorted(line, key=_value) for line in ours],
            [sorted(line, key=_value) for line in theirs],
        )
    one, other = [n for line in ours for n in line], [n for line in theirs for n in line]
    for first, second in zip(one, other, strict=False):
        if not math.isclose(_value(first), _value(second), rel_tol=RELATIVE, abs_tol=ABSOLUTE):
            return first, second
    if len(one) != len(other):
        return _plural(len(one)), _plural(len(other))
    return None


def _lines(text: str) -> list[list[str]]:
    """The numbers of each line that has any."""
    found = (_NUMBER.findall(_THOUSANDS.sub("", line)) for line in text.split("\n"))
    return [line for line in found if line]


def _value(number: str) -> float:
    return float(number.replace("−", "-"))


def _plural(number: int) -> str:
    return f"{number} number{'' if number == 1 else 's'}"


def _text(outputs: list[dict]) -> str:
    return "\n".join(recordings.text(output) for output in outputs if output["output_type"] != "error")
