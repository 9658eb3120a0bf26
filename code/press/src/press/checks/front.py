"""Names of chapters, and what the front matter promises: prerequisites, topics, packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from press import topics
from press.book import LANGUAGES, SOURCE_LANGUAGE, Book
from press.chapter import front_matter
from press.chapter.chapter import Chapter
from press.checks import code
from press.checks.exercises import read_checks
from press.checks.sources import Sources
from press.errors import Problem
from press.outputs import imports, lock

SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# What every chapter has without saying so.
_GIVEN = {"numpy", "practicals"}


@cache
def planned() -> frozenset[str]:
    """The slugs of the whole book, written or not."""
    lines = Path(__file__).with_name("slugs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def problems(sources: Sources) -> Iterator[Problem]:
    yield from _contents(sources)
    for chapter in sources.chapters(SOURCE_LANGUAGE):
        yield from _requires(sources.book, chapter)
        yield from _topics(sources.book, chapter)
        yield from _packages(sources.book, chapter)
    for chapter in sources.chapters():
        yield from _imports(sources.book, chapter)


def _contents(sources: Sources) -> Iterator[Problem]:
    """The table of contents against the files that there are."""
    book = sources.book
    path = book.root / "_toc.yml"
    for number, name in enumerate(book.pages):
        if name in sources.names and not SLUG.fullmatch(name):
            mend = "use lower-case letters, digits and underscores"
            yield Problem(f"{name!r} is not a valid slug", path, _line(path, name), mend)
        if name in sources.names and name in book.pages[:number]:
            yield Problem(
                f"{name!r} stands twice in the table of contents", path, _line(path, name), "keep one"
            )
    if set(sources.names) >= set(book.pages):
        for language in LANGUAGES:
            for file in sorted(book.folder(language).rglob("*.md")):
                name = file.relative_to(book.folder(language)).with_suffix("").as_posix()
                if name not in book.pages:
                    yield Problem("the page is not in the table of contents", file, mend="add it to _toc.yml")
        for file in sorted((book.practicals / "src" / "practicals" / "checks").glob("*.py")):
            if file.stem not in book.chapters and read_checks(file).functions:
                yield Problem(
                    "checks of a chapter that is not in the table of contents",
                    file,
                    mend="remove them, or add it",
                )


def _line(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(
        (
            number
            for number, line in enumerate(lines, 1)
            if re.search(rf":\s*{re.escape(name)}\s*(#|$)", line)
        ),
        None,
    )


def _requires(book: Book, chapter: Chapter) -> Iterator[Problem]:
    for slug in chapter.practical.requires:
        line = _field_line(chapter, "requires")
        if slug == chapter.slug:
            yield Problem("the chapter requires itself", chapter.path, line, f"remove {slug!r}")
        elif slug not in book.chapters and slug not in planned():
            mend = "correct it, or add it to the checks' slugs.txt when the book plans it"
            yield Problem(f"practical.requires names an unknown chapter {slug!r}", chapter.path, line, mend)


def _topics(book: Book, chapter: Chapter) -> Iterator[Problem]:
    for topic in topics.unknown(book, chapter.practical):
        message = f"the topic {topic!r} has no French"
        yield Problem(message, chapter.path, _field_line(chapter, "topics"), topics.MEND)


def _packages(book: Book, chapter: Chapter) -> Iterator[Problem]:
    locked = lock.versions(book.root)
    for package in chapter.practical.packages:
        if package not in locked:
            mend = "correct the name, or add it to pyproject.toml and run `uv lock`"
            yield Problem(
                f"the package {package!r} is not in uv.lock",
                chapter.path,
                _field_line(chapter, "packages"),
                mend,
            )


def _imports(book: Book, chapter: Chapter) -> Iterator[Problem]:
    declared = {*_GIVEN, *chapter.practical.packages}
    for cell in chapter.cells:
        tree = code.parse(cell.source)
        if tree is None:
            continue
        for name in sorted(imports.distributions(cell.source) - declared):
            mend = "add it to `packages` in the English front matter"
            yield Problem(f"{name!r} is imported and not declared", chapter.path, cell.first_line, mend)
            declared.add(name)


def _field_line(chapter: Chapter, field: str) -> int | None:
    block, _ = front_matter.split(chapter.path.read_text(encoding="utf-8"))
    return next(
        (number for number, line in enumerate(block.splitlines(), 2) if re.match(rf"\s+{field}\s*:", line)),
        None,
    )
