"""`{chapter-table}`: every chapter with what its front matter says, in a table that a script filters."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.chapter.front_matter import Practical
from press.glossary import sort_key
from press.site.card import facts
from press.site.furniture import book_of
from press.site.launch import practical_of
from press.site.times import duration
from press.strings import strings

# What "at most" offers, in minutes, where it leaves some chapters and drops others.
LIMITS = (30, 60, 90, 120, 180, 240, 300)


class chapter_table(nodes.General, nodes.Element):
    """The table; filled when the page is written."""


class ChapterTable(SphinxDirective):
    """`{chapter-table}`: all chapters."""

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["chapter_table"] = True
        return [chapter_table()]


def _context(translator) -> dict:
    env = translator.builder.env
    book, language = book_of(env.app), env.config.language
    words = strings(language)
    chapters = {
        name: facts(env, name) | {"minutes": practical_of(book, name).minutes} for name in book.chapters
    }
    minutes = [chapter["minutes"] for chapter in chapters.values()]
    limits = [limit for limit in LIMITS if minutes and min(minutes) <= limit < max(minutes)]
    topics = {topic: word for chapter in chapters.values() for topic, word in chapter["topics"].items()}
    return {
        "words": words,
        "parts": [
            (
                part.key,
                book.settings.parts[part.key][language],
                [chapters[name] for name in part.files if name in chapters],
            )
            for part in book.parts
        ],
        "total": len(chapters),
        "filters": [
            ("level", words["fact_level"], _occurring(chapters, "level", "level_word")),
            ("minutes", words["fact_time"], [(limit, _at_most(limit, words)) for limit in limits]),
            ("where", words["fact_where"], _occurring(chapters, "runs_on", "where")),
            ("topic", words["fact_topic"], sorted(topics.items(), key=lambda item: sort_key(item[1]))),
        ],
    }


def _at_most(limit: int, words: dict[str, str]) -> str:
    return words["filter_at_most"].format(time=duration(limit, words))


def _occurring(chapters: dict[str, dict], key: str, word: str) -> list[tuple[str, str]]:
    """The values of a fact that some chapter has, in the order of the front matter's choices, with their words."""
    found = {chapter[key]: chapter[word] for chapter in chapters.values()}
    choices = Practical.model_fields[key].annotation.__args__
    return [(choice, found[choice]) for choice in choices if choice in found]


def _write(translator, node: chapter_table) -> None:
    translator.body.append(translator.builder.templates.render("chapter_table.html", _context(translator)))
    raise nodes.SkipNode


def _assets(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    if "chapter_table" in app.env.metadata.get(page, {}):
        app.add_js_file("catalogue.js", type="module")


def setup(app: Sphinx) -> None:
    app.add_node(chapter_table, html=(_write, None))
    app.add_directive("chapter-table", ChapterTable)
    # Before the furniture, which keeps the files that a page may load.
    app.connect("html-page-context", _assets)
