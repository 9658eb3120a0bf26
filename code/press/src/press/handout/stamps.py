"""Remembers what each handout was made from, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from press.outputs.recorded import write_atomically


def digest(*ingredients: str | bytes | Path) -> str:
    """One digest for texts and files, in this order; a missing file counts as such."""
    total = hashlib.sha256()
    for ingredient in ingredients:
        if isinstance(ingredient, Path):
            ingredient = ingredient.read_bytes() if ingredient.exists() else b"missing"
        content = ingredient.encode() if isinstance(ingredient, str) else ingredient
        total.update(len(content).to_bytes(8, "big"))
        total.update(content)
    return total.hexdigest()[:24]


def folder_digest(folder: Path, suffixes: Iterable[str]) -> str:
    """A digest of the files under a folder that end in one of the suffixes."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in set(suffixes))
    return digest(*(part for path in files for part in (path.name, path)))


class Stamps:
    """Digests by name, in a file."""

    def __init__(self, path: Path):
        self.path = path
        self.known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def fresh(self, name: str, value: str, made: Path) -> bool:
        """Whether the file made is still there and made from the same."""
        return made.exists() and self.known.get(name) == value

    def save(self, values: dict[str, str]) -> None:
        self.known |= values
        write_atomically(self.path, json.dumps(self.known, indent=0, sort_keys=True))
