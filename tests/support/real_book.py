"""The book of this repository, for the tests of its own chapters."""

from pathlib import Path

from press.book import Book
from press.site.launch import practical_of

BOOK = Book(Path(__file__).resolve().parents[2])
BROWSER_CHAPTERS = [slug for slug in BOOK.chapters if practical_of(BOOK, slug).runs_on == "browser"]
