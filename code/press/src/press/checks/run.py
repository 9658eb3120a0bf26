"""`press check`: runs every check, prints one line a problem and a last line with their number."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from press.book import Book
from press.checks.sources import Sources, chosen
from press.errors import PressError, Problem

# In the order in which a contributor mends: what keeps the rest from being understood comes first.
CHECKS = (
    "front",
    "shape",
    "heavy",
    "exercises",
    "images",
    "explorers",
    "outputs",
    "references",
    "terms",
    "parity",
    "quizzes",
    "translation",
    "typography",
    "style",
    "spelling",
    "hygiene",
)


def check(book: Book, slugs: Sequence[str], fix: bool, console: Console) -> None:
    """Check the sources and print what is wrong, after mending what can be. Exits with status 1 when anything is."""
    for path in mend(book, slugs) if fix else ():
        console.print(f"mended {path.relative_to(book.root)}", soft_wrap=True, highlight=False)
    with console.status("checking") as status:
        problems = find(book, slugs, lambda name: status.update(f"checking {name}"))
    for problem in problems:
        console.print(escape(str(problem)), soft_wrap=True, highlight=False)
    if problems:
        files = len({problem.path for problem in problems})
        console.print(f"{_count(len(problems), 'problem')} in {_count(files, 'file')}")
        sys.exit(1)
    console.print(f"{_count(len(slugs), 'chapter')} in two languages: nothing to mend")


def find(
    book: Book, slugs: Sequence[str], report: Callable[[str], None] = lambda name: None
) -> list[Problem]:
    """Every problem of the sources, by file and line; paths are relative to the book's folder."""
    sources = Sources.read(book, slugs)
    found = list(sources.faults)
    for name in CHECKS:
        report(name)
        found += _problems(name, sources)
    found = list(dict.fromkeys(_relative(book, problem) for problem in found))
    return sorted(found, key=lambda problem: (str(problem.path), problem.line or 0))


def _problems(name: str, sources: Sources) -> Iterator[Problem]:
    """The problems of one check; a file that cannot be read at all is one of them."""
    try:
        yield from import_module(f"press.checks.{name}").problems(sources)
    except PressError as error:
        yield from error.problems


def mend(book: Book, slugs: Sequence[str]) -> list[Path]:
    """Mend the typography of the French pages and give those that changed; a page that cannot be read is left alone."""
    from press.checks.typography import fix

    changed = []
    for name in chosen(book, slugs):
        path = book.source("fr", name)
        if path.exists():
            with suppress(PressError):
                if fix(path):
                    changed.append(path)
    return changed


def _relative(book: Book, problem: Problem) -> Problem:
    if problem.path and problem.path.is_relative_to(book.root):
        return replace(problem, path=problem.path.relative_to(book.root))
    return problem


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
