"""What a reader has done, shown where it is of use: how much there is to do is known when the book is built.

The rest is the browser's: `static/progress.js` keeps it, `static/progress_view.js` shows it.
"""

from __future__ import annotations

from functools import lru_cache

from docutils import nodes
from sphinx.application import Sphinx

from press.book import SOURCE_LANGUAGE, Book
from press.chapter import chapter as chapters
from press.site.furniture import book_of


def counts(book: Book, slug: str) -> dict[str, int]:
    """How many exercises and quizzes a chapter has, the same in both languages."""
    return dict(_counts(book.root, slug, book.source(SOURCE_LANGUAGE, slug).stat().st_mtime_ns))


@lru_cache
def _counts(root, slug: str, modified: int) -> tuple[tuple[str, int], ...]:
    chapter = chapters.read(Book(root), SOURCE_LANGUAGE, slug)
    return ("exercises", len(chapter.exercises)), ("quizzes", len(chapter.quizzes))


def _load(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """The script and the style sheet, on chapters and beside the catalogue."""
    if page == app.config.root_doc or page in book_of(app).chapters:
        app.add_js_file("progress_view.js", type="module")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _load)
