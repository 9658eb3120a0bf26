"""The tools' words are complete in both languages; no source holds a trace of one machine or a registry's host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from press import bibliography, glossary, strings
from press.book import LANGUAGES
from press.checks.exercises import checks_path, wrong_answers_path
from press.checks.machine import registry, trace
from press.checks.sources import Sources
from press.checks.texts import tool_words
from press.errors import Problem


def problems(sources: Sources) -> Iterator[Problem]:
    yield from _complete(strings.PATH)
    for path in _files(sources):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := trace(line):
                yield Problem(f"a path of one machine: {found}", path, number, "use a relative path")
            if found := registry(line):
                yield Problem(
                    f"the host of a package registry: {found}", path, number, "name the package, not its host"
                )


def _files(sources: Sources) -> Iterator[Path]:
    book = sources.book
    candidates = [page.path for page in sources.chosen()]
    for name in sources.names:
        candidates += [checks_path(book, name), wrong_answers_path(book, name)]
    candidates += [
        book.root / "_config.yml",
        book.root / "_toc.yml",
        glossary.path(book),
        bibliography.path(book),
    ]
    return (path for path in candidates if path.exists())


def _complete(path: Path) -> Iterator[Problem]:
    """Every string has both languages, and the same holes to fill in."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, texts in tool_words().items():
        line = next((number for number, typed in enumerate(lines, 1) if typed.startswith(f"{key}:")), None)
        missing = [code for code in LANGUAGES if not isinstance(texts, dict) or not texts.get(code)]
        for code in missing:
            yield Problem(f"the string {key!r} is missing in {code}", path, line, "add it beside the other")
        holes = (
            {code: sorted(re.findall(r"\{(\w*)\}", texts[code])) for code in LANGUAGES} if not missing else {}
        )
        if len({tuple(found) for found in holes.values()}) > 1:
            yield Problem(
                f"the string {key!r} has other holes in each language", path, line, "use the same {names}"
            )
