"""Runs the public command on a book, as a contributor does."""

import os
import subprocess
import sys
from pathlib import Path

from press.book import Book

ROOT = Path(__file__).parents[2]


def environment(book: Book) -> dict[str, str]:
    """The book's own `practicals` comes before the installed one."""
    return {**os.environ, "PYTHONPATH": str(book.practicals / "src"), "COLUMNS": "200", "NO_COLOR": "1"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "press", *arguments]


def press(book: Book, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `press` in the book's folder; stdout and stderr come together."""
    return subprocess.run(
        command(*arguments),
        cwd=book.root,
        env=environment(book),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
