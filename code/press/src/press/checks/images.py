"""Every picture that a chapter shows is described, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.book import SOURCE_LANGUAGE
from press.chapter.blocks import CodeCell
from press.checks import recordings
from press.checks.sources import Sources
from press.errors import Problem
from press.outputs import numbers

SHORTEST = 15
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|svg|gif|webp)", re.IGNORECASE)
_MEND = "say what the figure shows in mystnb.image.alt"


def alternative_text(cell: CodeCell) -> str | None:
    """The alternative text of a cell's pictures, or None when there is none."""
    metadata = cell.metadata.get("mystnb")
    image = metadata.get("image") if isinstance(metadata, dict) else None
    text = image.get("alt") if isinstance(image, dict) else None
    return None if text is None else str(text).strip()


def problems(sources: Sources) -> Iterator[Problem]:
    for chapter in sources.chapters():
        drawn = {
            cell.line
            for cell, outputs in recordings.pairs(sources.book, chapter)
            if any(numbers.has_picture(output) for output in outputs)
        }
        for cell in chapter.cells:
            text = alternative_text(cell)
            if text is None:
                if cell.line in drawn or "payoff" in cell.tags:
                    yield Problem("the figure has no alternative text", chapter.path, cell.line, _MEND)
            elif _FILE_NAME.fullmatch(text):
                yield Problem("the alternative text is a file name", chapter.path, cell.line, _MEND)
            elif len(text) < SHORTEST:
                yield Problem(f"the alternative text is too short: {text!r}", chapter.path, cell.line, _MEND)
    yield from _untranslated(sources)


def _untranslated(sources: Sources) -> Iterator[Problem]:
    for english, french in sources.pairs():
        if len(english.cells) != len(french.cells):
            continue
        for cell, other in zip(english.cells, french.cells, strict=True):
            text = alternative_text(cell)
            if text and text == alternative_text(other):
                mend = f"translate it ({SOURCE_LANGUAGE}: {sources.place(english.path, cell.line)})"
                yield Problem(
                    "the alternative text is the same in both languages", french.path, other.line, mend
                )
