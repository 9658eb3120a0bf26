"""What stands at the top of a handout, and in its margins: all of it is derived, nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping

from press import topics
from press.book import Book
from press.chapter.front_matter import Practical
from press.handout.markup import array, boolean, call, dictionary, string
from press.handout.typography import prose
from press.handout.variants import Variant
from press.site.times import duration
from press.strings import strings

WORDS = ("page", "name", "date", "licence")


def page_url(book: Book, language: str, slug: str) -> str:
    """The address of a chapter's page."""
    return f"{book.settings.base_url}/{language}/{slug}.html"


def title_block(
    book: Book, language: str, slug: str, practical: Practical, titles: Mapping[str, str], variant: Variant
) -> dict[str, str]:
    """The arguments of the template's `handout`, but for the title, as Typst expressions.

    ``titles`` gives the title of each chapter by its slug.
    """
    words = strings(language)
    url = page_url(book, language, slug)
    facts = (
        words[practical.level].capitalize(),
        duration(practical.minutes, words),
        words[f"runs_on_{practical.runs_on}"],
    )
    requires = [
        call("link", string(page_url(book, language, name)), prose(titles[name], language))
        for name in practical.requires
        if name in titles
    ]
    return {
        "language": string(language),
        "plain-title": prose(titles[slug], language),
        "course": prose(book.settings.title[language], language),
        "author": string(book.settings.author),
        "edition": prose(words[f"handout_{variant.name.lower()}"], language),
        "for-learner": boolean(variant is Variant.LEARNER),
        "facts": array(prose(fact, language) for fact in facts),
        "requires": array(requires),
        "topics": array(prose(topic, language) for topic in topics.words(book, practical, language).values()),
        "url": string(url),
        "short-url": string(url.partition("://")[2]),
        "qr": string(f"/{slug}-qr.svg"),
        "qr-alt": string(words["handout_qr"].format(url=url)),
        "words": dictionary(
            {word: prose(words[f"handout_{word}"], language) for word in WORDS}
            | {
                word: prose(words[f"fact_{word}"] + words["colon"], language)
                for word in ("requires", "topics")
            }
        ),
    }


def source(title: str, block: Mapping[str, str], body: str) -> str:
    """The whole Typst file of a handout; ``title`` and ``body`` are expressions."""
    arguments = "".join(f"  {name}: {value},\n" for name, value in {"title": title, **block}.items())
    return f'#import "/template.typ": *\n#show: handout.with(\n{arguments})\n#{{\n{body}\n}}\n'
