"""Reads and writes book/outputs: the recorded outputs of one chapter, with their key and their seal."""

from __future__ import annotations

import hashlib
import json
import os
from enum import Enum
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from press.book import Book
from press.chapter.chapter import Chapter
from press.errors import PressError
from press.outputs.key import key

_MEND = "run `press execute {slug}`"


class State(Enum):
    """What can be said of recorded outputs."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"
    EDITED = "edited by hand"


def seal(notebook: NotebookNode) -> str:
    """A digest of the cells and their outputs: it breaks when somebody edits the file."""
    content = [[cell.source, cell.outputs] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def load(book: Book, chapter: Chapter) -> NotebookNode | None:
    """The recorded notebook (code cells only), or None when there is none."""
    path = book.output(chapter.language, chapter.slug)
    if not path.exists():
        return None
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, KeyError):
        raise PressError("not a notebook", path, mend=_MEND.format(slug=chapter.slug)) from None


def state(book: Book, chapter: Chapter) -> State:
    """Whether the recorded outputs are those of the chapter as it stands."""
    notebook = load(book, chapter)
    if notebook is None:
        return State.MISSING
    record = notebook.metadata.get("press", {})
    if record.get("seal") != seal(notebook):
        return State.EDITED
    return State.FRESH if record.get("key") == key(book, chapter) else State.STALE


def save(book: Book, chapter: Chapter, notebook: NotebookNode, record: dict) -> None:
    """Write the executed notebook at once, so that an interruption leaves the old file or the new one."""
    notebook.metadata["press"] = {"key": key(book, chapter), **record, "seal": seal(notebook)}
    write_atomically(book.output(chapter.language, chapter.slug), nbformat.writes(notebook, indent=1) + "\n")


def write_atomically(path: Path, text: str) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
