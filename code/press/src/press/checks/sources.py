"""What the checks read: every page of the book in both languages, parsed once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from press.book import LANGUAGES, SOURCE_LANGUAGE, Book
from press.chapter import chapter as reader
from press.chapter import front_matter
from press.chapter.blocks import Block, CodeCell, parse, walk
from press.chapter.chapter import Chapter
from press.checks.prose import Line, Piece, masked, pieces
from press.errors import PressError, Problem


@dataclass
class Page:
    """A source in one language: a practical (``chapter`` is set) or an ordinary page."""

    name: str
    language: str
    path: Path
    lines: list[str]
    blocks: list[Block]
    chapter: Chapter | None = None

    @cached_property
    def pieces(self) -> list[Piece]:
        return list(pieces(self.blocks, self.lines))

    @cached_property
    def prose(self) -> list[Line]:
        """Each line of the file with everything that is not prose masked."""
        return masked(self.pieces, self.lines)

    @property
    def cells(self) -> list[CodeCell]:
        return [block for block in walk(self.blocks) if isinstance(block, CodeCell)]


def chosen(book: Book, slugs: Sequence[str]) -> list[str]:
    """The pages to check: the chapters that are named; when all are, the ordinary pages too."""
    return list(book.pages) if set(book.chapters) <= set(slugs) else list(slugs)


@dataclass
class Sources:
    """The pages that could be read, those that are to be checked, and what kept the others from being read."""

    book: Book
    names: list[str]
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    # What several checks compute from the pages, by name: it is computed once.
    kept: dict[tuple[str, str], list] = field(default_factory=dict)

    @classmethod
    def read(cls, book: Book, slugs: Sequence[str]) -> Sources:
        """Read the whole book, of which some pages are to be checked."""
        sources = cls(book, chosen(book, slugs))
        for name in book.pages:
            for language in LANGUAGES:
                sources._read(language, name)
        return sources

    def _read(self, language: str, name: str) -> None:
        path = self.book.source(language, name)
        try:
            self.pages[language, name] = self._page(language, name, path)
        except PressError as error:
            if name in self.names:
                self.faults += [replace(found, path=found.path or path) for found in error.problems]

    def _page(self, language: str, name: str, path: Path) -> Page:
        if name in self.book.chapters:
            chapter = reader.read(self.book, language, name)
            lines = path.read_text(encoding="utf-8").split("\n")
            return Page(name, language, path, lines, chapter.blocks, chapter)
        if not path.exists():
            raise PressError(
                f"the page {name!r} is missing in {language}", path, mend="write it in both languages"
            )
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        front_matter.load(path, text)
        _, skipped = front_matter.split(text)
        blocks = parse("\n".join(lines[skipped:]), path, skipped + 1)
        page = Page(name, language, path, lines, blocks)
        if page.cells:
            source = self.book.source(SOURCE_LANGUAGE, name)
            raise PressError(
                "the `practical` block is missing",
                source,
                1,
                "add it to the front matter: a page with code is a chapter",
            )
        return page

    def chosen(self, *languages: str) -> Iterator[Page]:
        """The pages to check, in the book's order."""
        for name in self.names:
            for language in languages or LANGUAGES:
                if (language, name) in self.pages:
                    yield self.pages[language, name]

    def chapters(self, *languages: str) -> Iterator[Chapter]:
        for page in self.chosen(*languages):
            if page.chapter:
                yield page.chapter

    def pairs(self) -> Iterator[tuple[Page, Page]]:
        """The English and the French of each page that could be read in both."""
        for name in self.names:
            pair = [self.pages.get((language, name)) for language in LANGUAGES]
            if all(pair):
                yield pair[0], pair[1]

    def place(self, path: Path, line: int | None = None) -> str:
        """A path as the contributor types it, with a line: how a message points at a second place."""
        shown = (
            path.relative_to(self.book.root).as_posix() if path.is_relative_to(self.book.root) else str(path)
        )
        return f"{shown}:{line}" if line else shown
