"""The environment that Binder builds for the published notebooks, derived from uv.lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from press.book import Book
from press.outputs import lock
from press.outputs.recorded import write_atomically
from press.wheel import wheel_name

# Recorded outputs are made with this Python, and Binder offers it.
PYTHON = "3.11"


def requirements(book: Book) -> list[str]:
    """What chapters import, at the locked versions, and the site's own wheel of `practicals`."""
    project = tomllib.loads((book.root / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.match(r"[\w-]+", entry)[0] for entry in project["dependency-groups"]["chapters"]]
    locked = lock.versions(book.root)
    return [f"{name}=={locked[name]}" for name in sorted({"numpy", *names})] + [
        f"./wheels/{wheel_name(book)}"
    ]


def write(book: Book, site: Path) -> None:
    """Write `.binder/` at the root of the site, which is the root of the published branch."""
    write_atomically(site / ".binder" / "requirements.txt", "\n".join(requirements(book)) + "\n")
    write_atomically(site / ".binder" / "runtime.txt", f"python-{PYTHON}\n")
