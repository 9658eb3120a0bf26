"""Which French sections are behind the English: each records the digest of the section it translates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.book import LANGUAGES, SOURCE_LANGUAGE, Book
from press.chapter import chapter as reader
from press.chapter import front_matter
from press.chapter.chapter import Chapter
from press.checks.sources import Sources
from press.errors import PressError, Problem
from press.outputs.recorded import write_atomically

_BLOCK = re.compile(r"^translation:.*\n(?:[ \t]+.*\n|[ \t]*\n(?=[ \t]))*", re.MULTILINE)


def digests(english: Chapter) -> dict[str, str]:
    """Label → digest of the opening (known by the slug) and of each `##` section that has a label."""
    opening = english.slug.replace("_", "-")
    found = {opening: english.sections[0].digest}
    found |= {
        section.label: section.digest for section in english.sections if section.depth == 2 and section.label
    }
    return found


def behind(english: Chapter, translated: Chapter) -> list[str]:
    """Labels of the sections whose English is not the one that was translated."""
    recorded = translated.translation
    return [label for label, digest in digests(english).items() if str(recorded.get(label)) != digest]


def stale_sections(book: Book, slug: str, language: str) -> list[str]:
    """Labels of the sections of a chapter that are behind the English; none in English itself."""
    if language == SOURCE_LANGUAGE:
        return []
    return behind(reader.read(book, SOURCE_LANGUAGE, slug), reader.read(book, language, slug))


def problems(sources: Sources) -> Iterator[Problem]:
    for english, french in sources.pairs():
        if not (english.chapter and french.chapter):
            continue
        stale = behind(english.chapter, french.chapter)
        if stale and not french.chapter.translation:
            mend = f"read it against the English, then run `press translated {french.name}`"
            yield Problem("no section is recorded as translated", french.path, 1, mend)
            continue
        lines = {section.label: section.line for section in french.chapter.sections}
        places = {section.label: section.line for section in english.chapter.sections}
        for label in stale:
            where = sources.place(english.path, places.get(label, english.chapter.sections[0].line))
            line = lines.get(label, french.chapter.sections[0].line)
            mend = f"bring it up to date, then run `press translated {french.name} {label}`"
            yield Problem(f"the English of `{label}` has changed since ({where})", french.path, line, mend)
        for label in french.chapter.translation.keys() - digests(english.chapter).keys():
            mend = f"run `press translated {french.name}`"
            yield Problem(f"the recorded section `{label}` is not in the English", french.path, 1, mend)


def record(book: Book, slug: str, labels: Sequence[str] | None = None) -> list[str]:
    """Write that sections (all of them when none is named) are translated, and return their labels.

    Only the `translation` block of the front matter changes. Raises PressError for an unknown label.
    """
    current = digests(reader.read(book, SOURCE_LANGUAGE, slug))
    unknown = [label for label in labels or [] if label not in current]
    if unknown:
        path = book.source(SOURCE_LANGUAGE, slug)
        raise PressError(f"no section {unknown[0]!r}", path, mend=f"use one of {', '.join(current)}")
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        translated = reader.read(book, language, slug)
        kept = {
            label: str(digest)
            for label, digest in translated.translation.items()
            if labels and label in current
        }
        done = {label: current[label] for label in labels or current}
        merged = kept | done
        _write(translated, {label: merged[label] for label in current if label in merged})
    return list(labels or current)


def _write(chapter: Chapter, recorded: dict[str, str]) -> None:
    text = chapter.path.read_text(encoding="utf-8")
    # Quoted: a digest such as 12e4 would be read as a number.
    block = "translation:\n" + "".join(f'  {label}: "{digest}"\n' for label, digest in recorded.items())
    fields, taken = front_matter.split(text)
    body = "\n".join(text.split("\n")[taken:])
    if not taken:
        body = "\n" + body.lstrip("\n")
    if _BLOCK.search(fields):
        fields = _BLOCK.sub(lambda _: block, fields, count=1)
    else:
        fields += block
    write_atomically(chapter.path, f"---\n{fields}---\n{body}")
