"""The topics by which chapters are found: typed in English in the front matter, their French once in _config.yml."""

from __future__ import annotations

from press.book import SOURCE_LANGUAGE, Book
from press.chapter.front_matter import Practical
from press.errors import PressError

MEND = "add it to press.topics in _config.yml"


def unknown(book: Book, practical: Practical) -> list[str]:
    """The topics of a chapter that have no French."""
    return [topic for topic in practical.topics if topic not in book.settings.topics]


def words(book: Book, practical: Practical, language: str) -> dict[str, str]:
    """The chapter's topics, as typed → in one language. Raises PressError for a topic without French."""
    if found := unknown(book, practical):
        raise PressError(f"the topic {found[0]!r} has no French", book.root / "_config.yml", mend=MEND)
    return {
        topic: topic if language == SOURCE_LANGUAGE else book.settings.topics[topic]
        for topic in practical.topics
    }
