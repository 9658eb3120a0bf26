"""What a page points at exists: labels, equations, pages, citations, terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from press import bibliography
from press.checks.prose import Piece, Region
from press.checks.shape import labels
from press.checks.sources import Page, Sources
from press.errors import PressError, Problem

_ENTRY = re.compile(r"^\s*@\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)


def problems(sources: Sources) -> Iterator[Problem]:
    file = bibliography.path(sources.book)
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    cited = set(_ENTRY.findall(text))
    known = {
        language: {
            label for (of, _), page in sources.pages.items() if of == language for label, _ in labels(page)
        }
        for language, _ in sources.pages
    }
    for page in sources.chosen():
        for piece, region in roles(page):
            if region.name == "doc" and region.value.strip("/") not in sources.book.pages:
                yield _missing(
                    page, piece, region, "no page of the table of contents", "correct it, or say it in words"
                )
            elif region.name in ("ref", "eq", "numref") and region.value not in known[page.language]:
                yield _missing(page, piece, region, "no label of the book", "correct it, or add the label")
            elif region.name.startswith("cite"):
                for key in region.value.split(","):
                    if key.strip() not in cited:
                        mend = "correct the key, or add the entry"
                        yield _missing(
                            page,
                            piece,
                            region,
                            f"not all in book/references.bib: {key.strip()!r} is missing",
                            mend,
                        )
    repeated = list(_repeated_entries(file, text))
    yield from repeated or _invalid(file)


def roles(page: Page) -> Iterator[tuple[Piece, Region]]:
    for piece in page.pieces:
        for region in piece.regions:
            if region.kind == "role":
                yield piece, region


def _missing(page: Page, piece: Piece, region: Region, what: str, mend: str) -> Problem:
    return Problem(f"{{{region.name}}}`{region.value}` is {what}", page.path, piece.line_of(region), mend)


def _invalid(file: Path) -> Iterator[Problem]:
    try:
        bibliography.load(file)
    except PressError as error:
        yield from error.problems


def _repeated_entries(path, text: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for found in _ENTRY.finditer(text):
        if found[1] in seen:
            line = text.count("\n", 0, found.start(1)) + 1
            yield Problem(f"the reference {found[1]!r} stands twice", path, line, "keep one")
        seen.add(found[1])
