"""The same page in the other languages: what the language switch and the `hreflang` links say."""

from __future__ import annotations

from dataclasses import dataclass

from press.book import LANGUAGES, SOURCE_LANGUAGE, Book


@dataclass(frozen=True)
class Version:
    """A page in one language: the language's code and own name, and the page's address."""

    code: str
    name: str
    href: str


def switch(book: Book, page: str, language: str) -> list[Version]:
    """The page in every other language; addresses are relative, so they work under any path."""
    # Pages may lie in folders of their own: climb out of them, and out of the language's.
    up = "../" * (page.count("/") + 1)
    return [
        Version(code, book.settings.language_name[code], f"{up}{code}/{page}.html")
        for code in LANGUAGES
        if code != language
    ]


def alternates(book: Book, page: str) -> list[Version]:
    """The absolute addresses of a page in every language, then of the one for everybody else (``x-default``)."""
    found = [
        Version(code, book.settings.language_name[code], address(book, code, page)) for code in LANGUAGES
    ]
    default = f"{book.settings.base_url}/" if page == "index" else address(book, SOURCE_LANGUAGE, page)
    return [*found, Version("x-default", "", default)]


def address(book: Book, language: str, page: str) -> str:
    """The absolute address of a page."""
    return f"{book.settings.base_url}/{language}/{page}.html"
