"""Recorded outputs: fresh, within the budget, free of warnings, errors and traces of one machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.book import Book
from press.chapter.blocks import CodeCell
from press.chapter.chapter import Chapter
from press.checks import recordings
from press.checks.machine import trace
from press.checks.sources import Sources
from press.errors import PressError, Problem
from press.outputs import numbers
from press.outputs.recorded import State, state

_WARNING = re.compile(r"\b\w*Warning:|^WARNING\b|^W\d{4} |deprecat", re.MULTILINE)


def problems(sources: Sources) -> Iterator[Problem]:
    for chapter in sources.chapters():
        yield from _state(sources.book, chapter)
        yield from _budget(sources.book, chapter)
        path = sources.book.output(chapter.language, chapter.slug)
        for cell, outputs in recordings.pairs(sources.book, chapter):
            for finding in _cell(cell, outputs):
                place = sources.place(path)
                mend = f"mend the cell and run `press execute {chapter.slug}` ({place})"
                yield Problem(finding, chapter.path, cell.first_line, mend)


def _state(book: Book, chapter: Chapter) -> Iterator[Problem]:
    try:
        found = state(book, chapter)
    except SyntaxError:
        return  # said where the shape of cells is
    except PressError as error:
        yield from error.problems
        return
    path, mend = book.output(chapter.language, chapter.slug), f"run `press execute {chapter.slug}`"
    if found is State.MISSING:
        yield Problem("the outputs are missing", path, mend=mend)
    elif found is State.STALE:
        yield Problem(
            "the outputs are stale: the cells, practicals or the lock have changed", path, mend=mend
        )
    elif found is State.EDITED:
        yield Problem("the outputs were edited by hand", path, mend=mend)


def _budget(book: Book, chapter: Chapter) -> Iterator[Problem]:
    path = book.output(chapter.language, chapter.slug)
    allowed = book.settings.budgets.outputs_kilobytes
    kilobytes = path.stat().st_size / 1024 if path.exists() else 0
    if kilobytes > allowed:
        mend = "draw fewer or smaller figures"
        yield Problem(f"the outputs weigh {kilobytes:.0f} KB, more than {allowed} KB", path, mend=mend)


def _cell(cell: CodeCell, outputs: list[dict]) -> Iterator[str]:
    expected = "raises-exception" in cell.tags
    for output in outputs:
        if output["output_type"] == "error" and not expected:
            yield f"the recorded output is an error: {output.get('ename', '')}"
        if output.get("name") == "stderr" and not expected:
            yield "the recorded output holds text on stderr"
        text = numbers.text(output)
        if not expected and _WARNING.search(text):
            yield "the recorded output holds a warning"
        if found := trace(text):
            yield f"the recorded output shows a path of one machine: {found}"
