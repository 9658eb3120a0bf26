"""What the landing page shows of the whole book, read from the chapters: nothing is typed twice."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.site import picture
from press.site.card import facts
from press.site.furniture import book_of
from press.strings import strings


class catalogue(nodes.General, nodes.Element):
    """Every chapter with its level, minutes and place, by part; filled when the page is written."""


class start(nodes.General, nodes.Element):
    """Three doors: the first chapter, what runs in the browser, what prints."""


class welcome(nodes.General, nodes.Element):
    """The landing page's first lines, beside its picture; the attribute `alt` says what the picture shows."""


class Catalogue(SphinxDirective):
    """`{catalogue}`: the list of chapters."""

    def run(self) -> list[nodes.Node]:
        return [catalogue()]


class Start(SphinxDirective):
    """`{start}`: where to begin."""

    def run(self) -> list[nodes.Node]:
        return [start()]


class Welcome(SphinxDirective):
    """`{welcome}` with the picture's alternative text as the option `alt`."""

    has_content = True
    option_spec = {"alt": options.unchanged_required}  # noqa: RUF012 - docutils wants a class attribute

    def run(self) -> list[nodes.Node]:
        if "alt" not in self.options:
            raise self.error("`{welcome}` needs `:alt:`, the picture's alternative text")
        box = welcome(alt=self.options["alt"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def _context(translator) -> dict:
    env, language = translator.builder.env, translator.builder.config.language
    book = book_of(env.app)
    chapters = {name: facts(env, name) for name in book.chapters}
    return {
        "words": strings(language),
        "chapters": chapters,
        "parts": [
            (
                part.key,
                book.settings.parts[part.key][language],
                [chapters[name] for name in part.files if name in chapters],
            )
            for part in book.parts
        ],
    }


def _write_catalogue(translator, node: catalogue) -> None:
    translator.body.append(translator.builder.templates.render("catalogue.html", _context(translator)))
    raise nodes.SkipNode


def _write_start(translator, node: start) -> None:
    context = _context(translator)
    chapters = list(context["chapters"].values())
    in_browser = [chapter for chapter in chapters if chapter["links"][0].kind == "lite"]
    context |= {"first": chapters[0] if chapters else None, "in_browser": in_browser}
    translator.body.append(translator.builder.templates.render("start.html", context))
    raise nodes.SkipNode


def _open_welcome(translator, node: welcome) -> None:
    translator.body.append('<div class="welcome"><div class="welcome-text">')


def _close_welcome(translator, node: welcome) -> None:
    translator.body.append(f'</div><div class="welcome-picture">{picture.svg(node["alt"])}</div></div>\n')


def setup(app: Sphinx) -> None:
    app.add_node(catalogue, html=(_write_catalogue, None))
    app.add_node(start, html=(_write_start, None))
    app.add_node(welcome, html=(_open_welcome, _close_welcome))
    app.add_directive("catalogue", Catalogue)
    app.add_directive("start", Start)
    app.add_directive("welcome", Welcome)
