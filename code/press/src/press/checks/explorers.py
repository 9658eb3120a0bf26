"""The frames of sliders: each is described in its reader's language, and both languages have the same ones."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks import recordings
from press.checks.images import SHORTEST
from press.checks.sources import Sources
from press.errors import Problem
from press.outputs import explorers

_MEND = "mend `alt` of plot.explore and run `press execute {slug}`"


def problems(sources: Sources) -> Iterator[Problem]:
    for chapter in sources.chapters():
        for cell, outputs in recordings.pairs(sources.book, chapter):
            texts = [frame.alt.strip() for shown in explorers.of(outputs) for frame in shown.frames]
            mend = _MEND.format(slug=chapter.slug)
            if short := next((text for text in texts if len(text) < SHORTEST), None):
                yield Problem(
                    f"the alternative text of a frame is too short: {short!r}",
                    chapter.path,
                    cell.first_line,
                    mend,
                )
            if len(set(texts)) < len(texts):
                yield Problem(
                    "two frames have the same alternative text", chapter.path, cell.first_line, mend
                )
    yield from _unlike(sources)


def _unlike(sources: Sources) -> Iterator[Problem]:
    """What differs between the languages beyond the words, or does not although it should."""
    for english_page, french_page in sources.pairs():
        english, french = english_page.chapter, french_page.chapter
        if english is None or french is None:
            continue
        pairs = zip(
            recordings.pairs(sources.book, english), recordings.pairs(sources.book, french), strict=False
        )
        for (cell, outputs), (other, other_outputs) in pairs:
            ours, theirs = explorers.of(outputs), explorers.of(other_outputs)
            where = sources.place(english.path, cell.first_line)
            mend = _MEND.format(slug=french.slug)
            counts = [[len(shown.frames) for shown in each] for each in (ours, theirs)]
            if counts[0] != counts[1]:
                message = f"the sliders have {sum(counts[1])} frames where the English have {sum(counts[0])} ({where})"
                yield Problem(message, french.path, other.first_line, mend)
            elif any(
                frame.alt == translation.alt
                for shown, translated in zip(ours, theirs, strict=True)
                for frame, translation in zip(shown.frames, translated.frames, strict=True)
            ):
                message = f"the alternative text of a frame is the same as in English ({where})"
                yield Problem(message, french.path, other.first_line, mend)
