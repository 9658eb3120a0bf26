"""`press links`: asks every external address of the book whether it still answers."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from press.book import LANGUAGES, Book
from press.errors import PressError, Problem
from press.sphinx_run import run


def check_links(book: Book, console: Console) -> None:
    """Raises PressError with one problem for each address that does not answer."""
    problems: list[Problem] = []
    for language in LANGUAGES:
        target = book.build / "links" / language
        with console.status(f"links {language}"):
            try:
                run(book, language, {"linkcheck": target})
            except PressError:
                # Its report says more than the exit status does.
                if not (target / "output.json").exists():
                    raise
        lines = [
            json.loads(line) for line in (target / "output.json").read_text(encoding="utf-8").splitlines()
        ]
        broken = [line for line in lines if line["status"] in ("broken", "timeout")]
        console.print(f"{language}: {len(lines)} links, {len(broken)} broken")
        problems += [
            Problem(
                f"{line['uri']} does not answer: {line['info']}",
                Path("book", language, line["filename"]),
                line["lineno"],
            )
            for line in broken
        ]
    if problems:
        raise PressError(problems=problems)
