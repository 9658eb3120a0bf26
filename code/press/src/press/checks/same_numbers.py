"""The recorded outputs of both languages hold the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

from press.chapter.chapter import Chapter
from press.checks import recordings
from press.checks.sources import Sources
from press.errors import Problem
from press.outputs.numbers import difference, text_of


def problems(sources: Sources, english: Chapter, french: Chapter) -> Iterator[Problem]:
    book = sources.book
    pairs = zip(recordings.pairs(book, english), recordings.pairs(book, french), strict=False)
    for (cell, outputs), (other_cell, other_outputs) in pairs:
        if "varies" in cell.tags or "varies" in other_cell.tags:
            continue
        found = difference(text_of(outputs), text_of(other_outputs))
        if found:
            where = sources.place(english.path, cell.first_line)
            message = f"the output has {found[1]} where the English has {found[0]} ({where})"
            mend = (
                f"run `press execute {french.slug}`; tag the cell `varies` if its numbers cannot be the same"
            )
            yield Problem(message, french.path, other_cell.first_line, mend)
