"""Terms of the glossary: the `{term}` role, and the `{glossary}` page that lists them all.

A term in a chapter is a link to the glossary; its definition stands once at the end of the page, hidden, where
`terms.js` finds it to show it beside the term.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from press import glossary
from press.book import LANGUAGES, Book
from press.errors import PressError
from press.glossary import Term
from press.strings import strings

# The page that holds the `{glossary}` directive.
PAGE = "glossary"


class term_link(nodes.Inline, nodes.TextElement):
    """A term in a text; the attribute `term` is its English word."""


class other_word(nodes.Inline, nodes.TextElement):
    """A word of the language `lang`, inside a page of another."""


class term_uses(nodes.General, nodes.Element):
    """The chapters that use the attribute `term`; filled when the page is written, once all chapters are read."""


class term_definitions(nodes.General, nodes.Element):
    """The definitions of the terms that a page uses, each once."""


class TermRole(ReferenceRole):
    """``{term}`ridge regression` `` or, in French, ``{term}`régression ridge <ridge regression>` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if self.target in glossary.load(Book(Path(self.config.press_root))):
            return [term_link("", self.title, term=self.target)], []
        message = self.inliner.reporter.error(
            f"{self.target!r} is not in book/glossary.yml", line=self.lineno
        )
        return [nodes.Text(self.title)], [message]


class Glossary(SphinxDirective):
    """`{glossary}`: every term of book/glossary.yml, a section a letter."""

    def run(self) -> list[nodes.Node]:
        language = self.config.language
        try:
            terms = glossary.ordered(Book(Path(self.config.press_root)), language)
        except PressError as error:
            raise self.error(str(error)) from None
        by_letter = groupby(terms, lambda term: glossary.sort_key(term.word(language))[:1].upper())
        return [_letter(letter, list(group), language) for letter, group in by_letter]


def _letter(letter: str, terms: list[Term], language: str) -> nodes.section:
    entries = nodes.definition_list("", *(_entry(term, language) for term in terms), classes=["terms"])
    return nodes.section("", nodes.title("", letter), entries, ids=[f"letter-{letter.lower()}"])


def _entry(term: Term, language: str) -> nodes.definition_list_item:
    other = next(code for code in LANGUAGES if code != language)
    word = nodes.term(
        "",
        f"{term.word(language)} ",
        other_word("", term.word(other), lang=other),
        ids=[f"term-{term.anchor}"],
    )
    text = nodes.paragraph("", term.definition[language])
    return nodes.definition_list_item("", word, nodes.definition("", text, term_uses(term=term.en)))


def _in_other(term: Term, language: str) -> list[nodes.Node]:
    """The other language's word in brackets, marked as such."""
    other = next(code for code in LANGUAGES if code != language)
    before, after = strings(language)["term_in_other"].split("{word}")
    return [nodes.Text(f"({before}"), other_word("", term.word(other), lang=other), nodes.Text(f"{after})")]


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    used = sorted({node["term"] for node in doctree.findall(term_link)})
    if not hasattr(app.env, "press_terms"):
        app.env.press_terms = {}
    app.env.press_terms[app.env.docname] = used


def _forget(app: Sphinx, env: BuildEnvironment, name: str) -> None:
    getattr(env, "press_terms", {}).pop(name, None)


def _rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The glossary names the chapters that use a term: it changes with them."""
    shown, env.press_terms_shown = getattr(env, "press_terms_shown", None), dict(env.press_terms)
    return [PAGE] if shown != env.press_terms_shown and PAGE in env.found_docs else []


def _add_definitions(app: Sphinx, doctree: nodes.document, name: str) -> None:
    if app.builder.format == "html" and PAGE in app.env.found_docs and app.env.press_terms.get(name):
        doctree += term_definitions(terms=app.env.press_terms[name])


def _assets(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    if PAGE in app.env.found_docs and app.env.press_terms.get(page):
        app.add_js_file("terms.js", type="module")


def _link(translator, name: str) -> str:
    return translator.builder.get_relative_uri(translator.builder.current_docname, name)


def _open_term(translator, node: term_link) -> None:
    if PAGE not in translator.builder.env.found_docs:
        translator.body.append('<span class="term">')
        return
    term = _terms(translator)[node["term"]]
    address = f"{_link(translator, PAGE)}#term-{term.anchor}"
    translator.body.append(f'<a class="term" href="{address}">')


def _close_term(translator, node: term_link) -> None:
    translator.body.append("</a>" if PAGE in translator.builder.env.found_docs else "</span>")


def _open_other_word(translator, node: other_word) -> None:
    translator.body.append(f'<span class="other-word" lang="{node["lang"]}">')


def _close_other_word(translator, node: other_word) -> None:
    translator.body.append("</span>")


def _terms(translator) -> dict[str, Term]:
    return glossary.load(Book(Path(translator.builder.config.press_root)))


def _write_uses(translator, node: term_uses) -> None:
    env = translator.builder.env
    users = [
        (name, env.titles[name].astext())
        for name in Book(Path(env.config.press_root)).pages
        if node["term"] in env.press_terms.get(name, ())
    ]
    if users:
        words = strings(env.config.language)
        links = ", ".join(
            f'<a href="{_link(translator, name)}">{translator.encode(title)}</a>' for name, title in users
        )
        translator.body.append(f'<p class="term-uses">{words["term_used_in"]}{words["colon"]} {links}</p>')
    raise nodes.SkipNode


def _write_definitions(translator, node: term_definitions) -> None:
    language = translator.builder.config.language
    terms = _terms(translator)
    more = translator.attval(strings(language)["term_more"])
    translator.body.append(f'<div class="term-definitions" data-more="{more}" hidden>\n')
    for name in node["terms"]:
        term = terms[name]
        translator.body.append(
            f'<p id="definition-{term.anchor}">{translator.encode(term.definition[language])} '
        )
        for part in _in_other(term, language):
            part.walkabout(translator)
        translator.body.append("</p>\n")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(term_link, html=(_open_term, _close_term))
    app.add_node(other_word, html=(_open_other_word, _close_other_word))
    app.add_node(term_uses, html=(_write_uses, None))
    app.add_node(term_definitions, html=(_write_definitions, None))
    # Sphinx's own `term` and `glossary` want the terms typed on a page; ours are a file that both languages share.
    app.registry.add_role_to_domain("std", "term", TermRole(), override=True)
    app.registry.add_directive_to_domain("std", "glossary", Glossary, override=True)
    app.connect("doctree-read", _collect)
    app.connect("env-purge-doc", _forget)
    app.connect("env-updated", _rewritten)
    app.connect("doctree-resolved", _add_definitions)
    # Before the furniture, which keeps the files that a page may load.
    app.connect("html-page-context", _assets)
