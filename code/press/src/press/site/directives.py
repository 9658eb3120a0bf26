"""The directives of a chapter beyond MyST's own; each becomes plain nodes that pages and handouts share."""

from __future__ import annotations

import html
import os
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives as options
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.book import Book
from press.chapter import chapter as chapters
from press.chapter.front_matter import Practical
from press.outputs.recorded import load
from press.publish import publish
from press.strings import strings


class folded(nodes.General, nodes.Element):
    """Text that is folded on a page and open on paper; the attribute `title` is its summary, `kind` its class."""


class tutor(nodes.General, nodes.Element):
    """The tutor's notes: kept in the tutor's handout only."""


class Box(SphinxDirective):
    """A box whose title comes from strings.yml: objectives, needs, paths."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        words = strings(self.config.language)
        box = nodes.admonition("", nodes.title("", words[self.name]), classes=[self.name])
        self.state.nested_parse(self.content, self.content_offset, box)
        self.set_source_info(box)
        return [box]


class Discuss(SphinxDirective):
    """A question for a neighbour or a group; its model answer is nested inside it."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"label": options.unchanged}  # noqa: RUF012 - docutils wants a class attribute

    def run(self) -> list[nodes.Node]:
        words = strings(self.config.language)
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        title = nodes.title("", "", nodes.Text(words["discuss"] + words["colon"] + " "), *inline)
        box = nodes.admonition("", title, classes=["discuss"])
        self.state.nested_parse(self.content, self.content_offset, box)
        self.set_source_info(box)
        return [box, *messages]


class Folded(SphinxDirective):
    """An answer, a proof or a hint, folded on the page."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        words = strings(self.config.language)
        box = folded(kind=self.name)
        title = nodes.title("", words[self.name])
        if self.arguments:
            inline, _ = self.state.inline_text(self.arguments[0], self.lineno)
            title += [nodes.Text(words["colon"] + " "), *inline]
        box += title
        self.state.nested_parse(self.content, self.content_offset, box)
        self.set_source_info(box)
        return [box]


class Level(SphinxDirective):
    """`{level} beginner 20` under a heading: the section's level and minutes."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        level, minutes = self.arguments
        if level not in Practical.model_fields["level"].annotation.__args__ or not minutes.isdigit():
            raise self.error(
                f"`{{level}} {level} {minutes}` is not a level and minutes, as in `{{level}} beginner 20`"
            )
        words = strings(self.config.language)
        text = f"{words[level].capitalize()} · {words['minutes'].format(n=minutes)}"
        return [nodes.paragraph("", text, classes=["section-level", f"level-{level}"])]


class Payoff(SphinxDirective):
    """Shows at the top the figure that the reader will have made, taken from the recorded outputs."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        book = Book(Path(self.config.press_root))
        language, name = self.config.language, self.env.docname
        chapter = chapters.read(book, language, name)
        picture = publish(chapter, load(book, chapter)).payoff
        figure = nodes.figure(classes=["payoff"])
        if picture:
            path = Path(self.env.app.doctreedir).parent / "payoff" / language / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture.png)
            uri = os.path.relpath(path, Path(self.env.srcdir, name).parent)
            figure += nodes.image(uri=uri, alt=picture.alt)
        caption = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, caption)
        first, *rest = caption.children
        figure += nodes.caption("", "", *first.children)
        if rest:
            figure += nodes.legend("", *rest)
        self.set_source_info(figure)
        return [figure]


class Tutor(SphinxDirective):
    """The tutor's notes."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        box = tutor()
        title = nodes.title("", strings(self.config.language)["tutor"])
        inner = nodes.admonition("", title, classes=["tutor"])
        self.state.nested_parse(self.content, self.content_offset, inner)
        box += inner
        self.set_source_info(box)
        return [box]


def _write_folded(translator, node: folded) -> None:
    title, *content = node.children
    translator.body.append(f'<details class="folded {node["kind"]}"><summary>')
    for child in title.children:
        child.walkabout(translator)
    translator.body.append('</summary><div class="folded-body">')
    for child in content:
        child.walkabout(translator)
    translator.body.append("</div></details>\n")
    raise nodes.SkipNode


def _open_solution(translator, node: HideCodeCellNode) -> None:
    show, hide = html.escape(node["prompt_show"]), html.escape(node["prompt_hide"])
    translator.body.append(
        '<details class="folded solution"><summary>'
        f'<span class="when-closed">{show}</span><span class="when-open">{hide}</span>'
        '</summary><div class="folded-body">'
    )


def _close_solution(translator, node: HideCodeCellNode) -> None:
    translator.body.append("</div></details>\n")


def _skip(translator, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _nothing(translator, node: nodes.Element) -> None:
    pass


def _name_contents(app: Sphinx, doctree: nodes.document) -> None:
    """sphinx-exercise gives the text of every exercise one and the same name; a page may use a name once."""
    for section in doctree.findall(nodes.section):
        if section["ids"] == ["exercise-content"]:
            section["ids"] = [f"{section.parent['ids'][0]}-content"]


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _name_contents)
    app.add_node(folded, html=(_write_folded, None))
    # MyST-NB's own markup of a hidden cell has a label in English.
    app.add_node(HideCodeCellNode, override=True, html=(_open_solution, _close_solution))
    app.add_node(tutor, html=(_skip, _nothing))
    for name in ("objectives", "needs", "paths"):
        app.add_directive(name, Box)
    for name in ("answer", "proof", "hint"):
        app.add_directive(name, Folded, override=True)
    app.add_directive("discuss", Discuss)
    app.add_directive("level", Level)
    app.add_directive("payoff", Payoff)
    app.add_directive("tutor", Tutor)
