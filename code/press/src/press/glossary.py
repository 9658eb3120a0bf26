"""The glossary: each term in both languages, with a one-line definition in each."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from press.book import Bilingual, Book, read_yaml
from press.errors import PressError


class Term(BaseModel):
    """One entry of book/glossary.yml."""

    model_config = ConfigDict(extra="forbid")
    en: str
    fr: str
    definition: Bilingual

    def word(self, language: str) -> str:
        return getattr(self, language)

    @property
    def anchor(self) -> str:
        """The name of the term in addresses, the same in both languages: "Fréchet distance" is frechet-distance."""
        return "-".join(sort_key(self.en).split())


def sort_key(word: str) -> str:
    """A word as a dictionary orders it: accents, case, apostrophes and hyphens make no difference."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))


def path(book: Book) -> Path:
    return book.root / "book" / "glossary.yml"


@cache
def _load(file: Path, modified: int) -> dict[str, Term]:
    terms = {}
    for entry in read_yaml(file) or []:
        try:
            term = Term(**entry)
        except (ValidationError, TypeError) as error:
            first = (
                error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
            )
            where = ".".join(map(str, first["loc"]))
            name = entry.get("en", entry) if isinstance(entry, dict) else entry
            raise PressError(
                f"the term {name!r}: {where} {first['msg'].lower()}", file, mend="see the other terms"
            ) from None
        terms[term.en] = term
    return terms


def load(book: Book) -> dict[str, Term]:
    """English term → entry. Raises PressError for an entry that lacks a language or a definition."""
    file = path(book)
    return _load(file, file.stat().st_mtime_ns)


def ordered(book: Book, language: str) -> list[Term]:
    """The terms in the alphabetical order of a language. Raises PressError when two would share an address."""
    terms: dict[str, Term] = {}
    for term in load(book).values():
        if twin := terms.get(term.anchor):
            raise PressError(
                f"the terms {twin.en!r} and {term.en!r} have the same address {term.anchor!r}",
                path(book),
                mend="rename one",
            )
        terms[term.anchor] = term
    return sorted(terms.values(), key=lambda term: sort_key(term.word(language)))
