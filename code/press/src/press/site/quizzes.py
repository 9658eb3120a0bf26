"""The directives `{quiz}` and `{choice}`, and what a page shows for them; handouts print the same nodes.

Whether a quiz is well made is said by `press.chapter.quizzes`, before Sphinx sees the page.
"""

from __future__ import annotations

import html

from docutils import nodes
from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.chapter.quizzes import LETTERS
from press.site.furniture import book_of
from press.strings import strings

# What the script says of a whole answer: the fieldset carries the words in the page's language.
_SAID = ("press", "none", "all", "missing", "try")


class quiz(nodes.General, nodes.Element):
    """A title, maybe a question, and choices; attributes `number` (in its chapter, from 1) and `multiple`."""


class quiz_question(nodes.General, nodes.Element):
    """What the question says beyond its title."""


class quiz_choice(nodes.General, nodes.Element):
    """A `choice_text` and its explanation; attributes `letter` and `correct`."""


class choice_text(nodes.Part, nodes.TextElement):
    """What the reader ticks. It is no title: the search lists titles."""


class Quiz(SphinxDirective):
    """A question with its choices."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"label": options.unchanged_required, "multiple": options.flag}  # noqa: RUF012 - as docutils wants

    def run(self) -> list[nodes.Node]:
        name = self.env.docname
        if name not in book_of(self.env.app).chapters:
            raise self.error("a quiz stands in a chapter: this page has no `practical` block")
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        label = self.options["label"]
        number = self.env.temp_data["press_quizzes"] = self.env.temp_data.get("press_quizzes", 0) + 1
        box = quiz(ids=[label], number=number, multiple="multiple" in self.options)
        box += nodes.title("", "", *inline)
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        choices = [node for node in body.children if isinstance(node, quiz_choice)]
        question = [node for node in body.children if not isinstance(node, quiz_choice)]
        if question:
            box += quiz_question("", *question)
        for letter, choice in zip(LETTERS, choices, strict=False):
            choice["letter"] = letter
        box += choices
        self.set_source_info(box)
        self.env.get_domain("std").note_hyperlink_target(label, name, label, box[0].astext())
        return [box, *messages]


class Choice(SphinxDirective):
    """One answer, with the explanation of why it is right or wrong inside it."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"correct": options.flag}  # noqa: RUF012 - as docutils wants

    def run(self) -> list[nodes.Node]:
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        box = quiz_choice(correct="correct" in self.options)
        box += choice_text("", "", *inline)
        self.state.nested_parse(self.content, self.content_offset, box)
        self.set_source_info(box)
        return [box, *messages]


def _write_quiz(translator, node: quiz) -> None:
    words, name = strings(translator.config.language), node["ids"][0]
    title, *content = node.children
    said = {word: words[f"quiz_{word}"] for word in _SAID}
    attributes = {
        "id": name,
        "class": "quiz",
        "data-chapter": translator.builder.current_docname,
        "aria-describedby": f"{name}-how",
        **{f"data-{word}": text for word, text in said.items()},
    }
    body = translator.body
    body.append(f"<fieldset{_attributes(attributes)}>")
    body.append(f'<legend><span class="quiz-number">{words["quiz"]} {node["number"]}{words["colon"]}</span> ')
    _write_children(translator, title)
    body.append("</legend>")
    for child in content:
        if isinstance(child, quiz_question):
            body.append('<div class="quiz-question">')
            _write_children(translator, child)
            body.append("</div>")
    how = words["quiz_several" if node["multiple"] else "quiz_one"]
    body.append(f'<p class="quiz-how" id="{name}-how">{how}</p>')
    for child in content:
        if isinstance(child, quiz_choice):
            _write_choice(translator, child, name, node["multiple"])
    check = f'<button class="quiz-check" type="button">{words["quiz_check"]}</button>'
    body.append(
        '<div class="quiz-end">'
        f"{check if node['multiple'] else ''}"
        f'<button class="quiz-again" type="button" hidden>{words["quiz_again"]}</button>'
        '<p class="quiz-status" role="status"></p>'
        "</div></fieldset>\n"
    )
    raise nodes.SkipNode


def _write_choice(translator, node: quiz_choice, name: str, multiple: bool) -> None:
    words, body = strings(translator.config.language), translator.body
    text, *explanation = node.children
    letter = node["letter"]
    kind = "checkbox" if multiple else "radio"
    verdict, mark = ("right", "✓") if node["correct"] else ("wrong", "✗")
    body.append(
        f'<div class="quiz-choice"><label><input type="{kind}" name="{name}" value="{letter}" autocomplete="off"'
        f"{' data-correct' if node['correct'] else ''}>"
        f'<span class="quiz-letter">{letter}</span> <span class="quiz-text">'
    )
    _write_children(translator, text)
    # A live region has to be there, empty, before it speaks.
    body.append(
        '</span></label><div class="quiz-reply" role="status"></div>'
        f'<details class="folded quiz-why"><summary>{words["quiz_fold"].format(letter=letter)}</summary>'
        f'<div class="folded-body"><p class="quiz-verdict quiz-{verdict}">'
        f'<span aria-hidden="true">{mark}</span> {words[f"quiz_{verdict}"]}.</p>\n'
    )
    for child in explanation:
        child.walkabout(translator)
    body.append("</div></details></div>")


def _write_children(translator, node: nodes.Element) -> None:
    for child in node.children:
        child.walkabout(translator)


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in values.items())


def _load(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """The script and the style sheet, on pages with a quiz only."""
    if doctree and next(doctree.findall(quiz), None):
        app.add_js_file("quiz.js", type="module")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _load)
    app.add_node(quiz, html=(_write_quiz, None))
    for part in (quiz_question, quiz_choice, choice_text):
        app.add_node(part)
    app.add_directive("quiz", Quiz)
    app.add_directive("choice", Choice)
