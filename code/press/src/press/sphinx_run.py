"""Runs Sphinx in a process of its own and turns its warnings into problems."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from press.book import Book
from press.errors import PressError, Problem
from press.site.configuration import write

_WARNING = re.compile(
    r"^(?:(?P<path>/?[^\s:][^:]*?)(?::(?P<line>\d+))?: )?(?:WARNING|ERROR|SEVERE|CRITICAL): (?P<text>.*)$"
)
_LOCATED = re.compile(r"(?P<path>/[^\s:]+):(?P<line>\d+): (?P<text>.*)$")
_PERCENT = re.compile(r"(?P<what>reading|writing|handouts)[^\[]*\[ *(?P<percent>\d+)%\]")


def run(
    book: Book,
    language: str,
    builders: dict[str, Path],
    progress: Callable[[str], None] = lambda text: None,
    settings: dict[str, bool] | None = None,
) -> None:
    """Build one language with builders (name → output folder), in order; warnings are errors.

    ``settings`` override configuration values. Raises PressError with a problem for each warning.
    """
    configuration = write(book, language)
    common = [
        "-W", "--keep-going", "--no-color",
        "-c", str(configuration),
        "-d", str(book.build / "doctrees" / language),
        *(f"-D{name}={int(value)}" for name, value in (settings or {}).items()),
        str(book.folder(language)),
    ]  # fmt: skip
    task = {"common": common, "builders": [[name, str(target)] for name, target in builders.items()]}
    command = [sys.executable, "-m", "press.sphinx_worker", json.dumps(task)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=book.root
    )
    problems: list[Problem] = []
    tail: list[str] = []
    try:
        for line in process.stdout:
            for part in re.split(r"[\r\n]+|\x1b\[2K", line):
                if found := _PERCENT.search(part):
                    progress(f"{found['what']} {found['percent']} %")
                elif found := _WARNING.match(part.strip()):
                    problems.append(_problem(book, found))
                elif part.strip():
                    tail.append(part.strip())
        status = process.wait()
    except BaseException:
        process.terminate()
        raise
    if not status:
        return
    if not problems:
        # An extension of ours stopped: its lines already say where.
        problems = [_problem(book, found) for line in tail if (found := _LOCATED.match(line))]
    if not problems:
        noise = ("The full traceback", "To report", "build finished")
        reason = [line for line in tail if not line.startswith(noise)]
        problems = [Problem(f"Sphinx stopped ({language}): {' '.join(reason[-2:])}")]
    raise PressError(problems=list(dict.fromkeys(problems)))


def _problem(book: Book, found: re.Match) -> Problem:
    path = Path(found["path"]) if found["path"] else None
    if path and path.is_absolute() and path.is_relative_to(book.root):
        path = path.relative_to(book.root)
    return Problem(found["text"].strip(), path, int(found["line"]) if found["line"] else None)
