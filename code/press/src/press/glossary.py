"""The glossary: each term in both languages, with a one-line definition in each."""

from __future__ import annotations

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
