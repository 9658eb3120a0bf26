"""The glossary, and the terms that pages use from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from press import glossary
from press.checks.references import roles
from press.checks.sources import Sources
from press.errors import Problem

# Inflections of a French word share its beginning: matrice, matrices, matriciel.
_SHARED_LETTERS = 4


def problems(sources: Sources) -> Iterator[Problem]:
    path = glossary.path(sources.book)
    if not path.exists():
        yield Problem("the glossary is missing", path, mend="restore it from the repository")
        return
    terms = glossary.load(sources.book)
    yield from _order(path)
    for page in sources.chosen():
        for piece, region in roles(page):
            if region.name != "term":
                continue
            line, shown = piece.line_of(region), _shown(piece.text, region)
            term = terms.get(region.value)
            if term is None:
                mend = "add it, or correct the English term"
                yield Problem(f"{{term}}`{region.value}` is not in book/glossary.yml", page.path, line, mend)
            elif page.language != "en" and not matches(shown, term.word(page.language)):
                word = term.word(page.language)
                mend = f"write {{term}}`{word} <{term.en}>`, or change the glossary"
                yield Problem(
                    f"the glossary says {word!r} for {term.en!r}, the page {shown!r}", page.path, line, mend
                )


def matches(shown: str, word: str) -> bool:
    """Whether a text is a glossary's word, an inflection of it or a part of it, by the beginnings of their words."""
    said = _beginnings(shown)
    variants = [_beginnings(variant) for variant in re.split(r"[,;/]", re.sub(r"\([^)]*\)", "", word))]
    return any(variant <= said or said <= variant for variant in variants if variant)


def _beginnings(text: str) -> set[str]:
    return {item[:_SHARED_LETTERS] for item in _words(text) if len(item) > 2}


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).lower().replace("œ", "oe")
    return re.findall(r"[^\W\d_]+", re.sub(r"\b[a-z]{1,2}'", "", plain))


def _shown(text: str, region) -> str:
    return text[slice(*region.kept)] if region.kept else region.value


def _order(path) -> Iterator[Problem]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [(number, line) for number, line in enumerate(lines, 1) if re.match(r"-\s+en:", line)]
    entries = [(re.sub(r"-\s+en:\s*", "", line).strip(" \"'"), number) for number, line in found]
    for (first, _), (second, line) in pairwise(entries):
        if first.lower() == second.lower():
            yield Problem(f"the term {second!r} stands twice", path, line, "keep one")
        elif first.lower() > second.lower():
            yield Problem(
                f"the term {second!r} stands after {first!r}",
                path,
                line,
                "sort the glossary by its English terms",
            )
