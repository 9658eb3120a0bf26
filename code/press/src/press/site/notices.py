"""Tells the reader of a translation which sections changed in English since they were translated."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from press.book import SOURCE_LANGUAGE
from press.checks.translation import stale_sections
from press.site.furniture import book_of
from press.strings import strings


def _insert(app: Sphinx, doctree: nodes.document, name: str) -> None:
    book, language = book_of(app), app.config.language
    if app.builder.format != "html" or language == SOURCE_LANGUAGE or name not in book.chapters:
        return
    stale = set(stale_sections(book, name, language))
    for section in list(doctree.findall(nodes.section)):
        if label := next((label for label in _labels(section, name) if label in stale), None):
            section.insert(1, notice(name, label, strings(language)))


def _labels(section: nodes.section, name: str) -> list[str]:
    # The opening, which may have no label of its own, is known by the chapter's slug.
    opening = [name.replace("_", "-")] if isinstance(section.parent, nodes.document) else []
    return [*section["ids"], *section["names"], *opening]


def notice(name: str, label: str, words: dict[str, str]) -> nodes.paragraph:
    """The line under the heading, with a link to the English section."""
    uri = f"../{SOURCE_LANGUAGE}/{name}.html#{label}"
    link = nodes.reference("", words["stale_link"], refuri=uri, internal=True)
    return nodes.paragraph("", "", nodes.Text(words["stale"] + " "), link, classes=["stale-translation"])


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", _insert)
