"""Every text of the sources that a reader reads, in one language, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from press import glossary, strings
from press.book import read_yaml
from press.checks import code
from press.checks.exercises import checks_path, messages
from press.checks.images import alternative_text
from press.checks.prose import FILLER, MASKS
from press.checks.sources import Sources

# Strings of a program that are sentences or titles, not keys and options.
_SENTENCE = re.compile(r"\s|^[^\W\d_][\w'’-]{3,}$")
_KEY = re.compile(r"^[a-z0-9_.:/-]*$")

# Strings of the tools that are parts of addresses, or names of files.
_NOT_WORDS = ("_suffix", "_anchor", "_file")


@dataclass(frozen=True)
class Written:
    """A text with its place; ``names`` are the identifiers that it may speak of."""

    path: Path
    line: int | None
    text: str
    names: frozenset[str] = frozenset()


def written(sources: Sources, language: str) -> list[Written]:
    """Everything that a reader of one language reads."""
    if ("written", language) not in sources.kept:
        sources.kept["written", language] = list(_written(sources, language))
    return sources.kept["written", language]


def _written(sources: Sources, language: str) -> Iterator[Written]:
    """Prose, alternative texts, strings and comments of cells, messages of checks, words of the tools, definitions."""
    for page in sources.chosen(language):
        names = frozenset(name for cell in page.cells for name in code.names(cell.source))
        for line in page.prose:
            if line.prose.strip(MASKS + " \t"):
                yield Written(page.path, line.number, line.prose, names)
        for cell in page.cells:
            if text := alternative_text(cell):
                yield Written(page.path, cell.line, plain(text), names)
            for text in code.texts(cell.source, cell.first_line):
                if is_sentence(text):
                    yield Written(page.path, text.line, plain(text.text), names)
        if page.chapter:
            path = checks_path(sources.book, page.name)
            known = names | _names_of(path)
            for line, text in messages(path, language):
                yield Written(path, line, plain(text), known)
    yield from _beside(sources, language)


@cache
def tool_words() -> dict[str, dict[str, str]]:
    """What strings.yml holds: key → language → text."""
    return read_yaml(strings.PATH)


def is_sentence(text: code.Text) -> bool:
    """Whether a string of a program is meant for people: it has several words, or is one capitalised word."""
    if text.kind in ("docstring", "comment"):
        return True
    return not _KEY.match(text.text) and bool(_SENTENCE.search(text.text))


def plain(text: str) -> str:
    """A text without the code and the mathematics that it quotes."""
    return re.sub(r"``?[^`]*``?|\$[^$]*\$|\\[a-zA-Z]+|https?://\S+|\{\w+\}", FILLER, text)


def _names_of(path: Path) -> frozenset[str]:
    return code.names(path.read_text(encoding="utf-8")) if path.exists() else frozenset()


def _beside(sources: Sources, language: str) -> Iterator[Written]:
    """Texts that stand beside their other language."""
    lines = strings.PATH.read_text(encoding="utf-8").splitlines()
    for key, texts in tool_words().items():
        if not key.endswith(_NOT_WORDS):
            text = texts.get(language) or ""
            yield Written(strings.PATH, _line(lines, text), plain(text))
    settings, path = sources.book.settings, sources.book.root / "_config.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for typed in (settings.title, settings.tagline, *settings.parts.values()):
        yield Written(path, _line(lines, typed[language]), plain(typed[language]))
    path = glossary.path(sources.book)
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        for term in glossary.load(sources.book).values():
            text = term.definition[language]
            yield Written(path, _line(lines, text), plain(text))


def _line(lines: list[str], text: str) -> int | None:
    return next((number for number, line in enumerate(lines, 1) if text and text in line), None)
