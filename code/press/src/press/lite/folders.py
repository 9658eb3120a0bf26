"""Folders that are complete or absent, and what they weigh."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_folder(new: Path, target: Path) -> None:
    """Put a complete folder in the place of another, which is not touched before."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def remove_leftovers(target: Path) -> None:
    """Delete what a run that was killed left beside the target: hidden folders that bear its name."""
    for leftover in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(leftover, ignore_errors=True)


def sizes(folder: Path) -> dict[str, int]:
    """The bytes of every file, by path relative to the folder; files may go away while it is walked."""
    found = {}
    for directory, _, names in os.walk(folder):
        for name in names:
            path = Path(directory, name)
            try:
                found[path.relative_to(folder).as_posix()] = path.stat().st_size
            except FileNotFoundError:
                continue
    return found


def bytes_in(folder: Path) -> int:
    """The bytes of all files under the folder."""
    return sum(sizes(folder).values())
