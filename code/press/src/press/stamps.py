"""Remembers what each part of the build was made from, so that only what changed is made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from press.book import Book
from press.outputs.recorded import write_atomically


def digest(files: Iterable[Path], *facts: str) -> str:
    """A digest of files (by path and content; a missing one counts as such) and of other facts."""
    total = hashlib.sha256("\0".join(facts).encode())
    for file in sorted(set(files)):
        total.update(b"\0" + str(file).encode() + b"\0")
        total.update(file.read_bytes() if file.is_file() else b"(missing)")
    return total.hexdigest()


def tree(folder: Path, *patterns: str) -> list[Path]:
    """The files of a folder that match one of the patterns (all of them by default), caches aside."""
    return [
        file
        for pattern in patterns or ("*",)
        for file in folder.rglob(pattern)
        if file.is_file() and not {"__pycache__", "node_modules"} & set(file.parts)
    ]


class Stamp:
    """The recorded digest of one part of the build."""

    def __init__(self, book: Book, name: str, value: str):
        self.path = book.build / "stamps" / name
        self.value = value

    @property
    def fresh(self) -> bool:
        return self.path.exists() and self.path.read_text() == self.value

    def write(self) -> None:
        write_atomically(self.path, self.value)
