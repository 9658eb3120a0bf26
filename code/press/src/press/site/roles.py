"""The `{term}` role: a term of the glossary, with its definition and the other language's word at hand."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole

from press import glossary
from press.book import LANGUAGES, Book
from press.strings import strings


class GlossaryRole(ReferenceRole):
    """``{term}`ridge regression` `` or, in French, ``{term}`régression ridge <ridge regression>` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        terms = glossary.load(Book(Path(self.config.press_root)))
        term = terms.get(self.target)
        if term is None:
            message = self.inliner.reporter.error(
                f"{self.target!r} is not in book/glossary.yml", line=self.lineno
            )
            return [nodes.Text(self.title)], [message]
        language = self.config.language
        other = next(code for code in LANGUAGES if code != language)
        in_other = strings(language)["term_in_other"].format(word=term.word(other))
        explanation = f"{term.definition[language]} ({in_other})"
        return [nodes.abbreviation("", self.title, explanation=explanation, classes=["term"])], []


def setup(app: Sphinx) -> None:
    # Sphinx's own `term` wants a glossary directive; ours is a file that both languages share.
    app.registry.add_role_to_domain("std", "term", GlossaryRole(), override=True)
