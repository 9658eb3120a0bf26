"""The key of a chapter's outputs: they are stale when it changes."""

from __future__ import annotations

import hashlib
import json

from press.book import Book
from press.chapter.chapter import Chapter
from press.chapter.exercises import solution
from press.outputs import imports, lock


def code_of(chapter: Chapter) -> list[str]:
    """The code that is run: every cell with its solutions in place."""
    return [solution(cell.source) for cell in chapter.cells]


def key(book: Book, chapter: Chapter) -> str:
    """A digest of the cells, of the files of `practicals` they use and of the locked versions they import."""
    cells = code_of(chapter)
    code = "\n".join(cells)
    package = book.practicals / "src" / "practicals"
    files = sorted(imports.practicals_files(code, package))
    locked = lock.versions(book.root)
    versions = {name: locked.get(name, "") for name in sorted(imports.distributions(code))}
    tags = [[tag for tag in cell.tags if tag == "raises-exception"] for cell in chapter.cells]
    digest = hashlib.sha256(json.dumps([cells, tags, versions]).encode())
    for file in files:
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:32]
