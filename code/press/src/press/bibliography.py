"""The references of the book, read from book/references.bib."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pybtex.database import BibliographyData, BibliographyDataError, parse_file
from pybtex.scanner import PybtexSyntaxError

from press.book import Book
from press.errors import PressError


def path(book: Book) -> Path:
    return book.root / "book" / "references.bib"


def load(file: Path) -> BibliographyData:
    """The entries of a file, none if there is no file. Raises PressError where it is not valid BibTeX."""
    return _load(file, file.stat().st_mtime_ns) if file.exists() else BibliographyData()


@cache
def _load(file: Path, modified: int) -> BibliographyData:
    try:
        return parse_file(str(file), "bibtex")
    except PybtexSyntaxError as error:
        what, line = error.args[0], error.lineno
        mend = "mend this entry, or close the one before it"
        raise PressError(f"not valid BibTeX: {what}", file, line, mend) from None
    except BibliographyDataError as error:
        raise PressError(f"not valid BibTeX: {error}", file, mend="keep one of the entries") from None
