"""The chapter's card under its title, from the front matter: what it asks for, where it runs, what to take away."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from press import live, topics
from press.site.furniture import book_of
from press.site.launch import links, practical_of
from press.site.progress import counts
from press.site.times import duration
from press.strings import strings


class chapter_card(nodes.General, nodes.Element):
    """The chapter's header card; it exists on pages only and is filled when the page is written."""


def facts(env: BuildEnvironment, name: str) -> dict:
    """What card and catalogue show of a chapter; titles are those of the pages."""
    book, language = book_of(env.app), env.config.language
    words = strings(language)
    practical = practical_of(book, name)
    return {
        "name": name,
        "title": title(env, name),
        "level": practical.level,
        "level_word": words[practical.level],
        "time": duration(practical.minutes, words),
        "where": words[f"runs_on_{practical.runs_on}"],
        "runs_on": practical.runs_on,
        "topics": topics.words(book, practical, language),
        "requires": [(other, title(env, other)) for other in practical.requires if other in book.chapters],
        "links": links(book, name, language, browser_runtime=env.config.press_browser_runtime),
        "total": counts(book, name),
        "home": f"{env.config.root_doc}.html",
        "words": words,
    }


def title(env: BuildEnvironment, name: str) -> str:
    """The title of a page."""
    return env.titles[name].astext()


def _insert(app: Sphinx, doctree: nodes.document, name: str) -> None:
    # Other builders share the doctree: only pages get a card.
    if app.builder.format != "html" or name not in book_of(app).chapters:
        return
    heading = next(doctree.findall(nodes.title))
    heading.parent.insert(heading.parent.index(heading) + 1, chapter_card())


def _write(translator, node: chapter_card) -> None:
    builder = translator.builder
    env, name = builder.env, builder.current_docname
    offered = env.config.press_browser_runtime
    context = facts(env, name)
    context["live"] = live.button(book_of(env.app), name, env.config.language, browser_runtime=offered)
    translator.body.append(builder.templates.render("card.html", context))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(chapter_card, html=(_write, None))
    app.connect("doctree-resolved", _insert)
