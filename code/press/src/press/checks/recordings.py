"""The recorded outputs as plain dictionaries, beside the cells that made them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from press.book import Book
from press.chapter.blocks import CodeCell
from press.chapter.chapter import Chapter


@lru_cache(maxsize=256)
def _read(path: Path, modified: int) -> list[dict]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError):
        return []  # said where the state is told


def pairs(book: Book, chapter: Chapter) -> Iterator[tuple[CodeCell, list[dict]]]:
    """Each cell with its outputs; nothing when the outputs are missing or of another version of the chapter."""
    path = book.output(chapter.language, chapter.slug)
    cells = _read(path, path.stat().st_mtime_ns) if path.exists() else []
    if len(cells) == len(chapter.cells):
        for cell, recorded in zip(chapter.cells, cells, strict=True):
            yield cell, recorded.get("outputs", [])
