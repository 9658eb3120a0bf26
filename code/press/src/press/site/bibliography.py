"""How works are cited and listed, in the page's language; titles stay in the language they were published in."""

from __future__ import annotations

from dataclasses import dataclass, field

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from pybtex.richtext import BaseText
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style, pages
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import field as entry
from pybtex.style.template import href, join, names, optional, optional_field, sentence, words
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


class Keys(BaseLabelStyle):
    """Labels that nobody sees (works are cited by author and year), different for every work of the book."""

    def format_labels(self, sorted_entries):
        for work in sorted_entries:
            yield work.key


class English(Style):
    """BibTeX's plain list, by author and year."""

    default_sorting_style = "author_year_title"
    default_label_style = "practicals_key"
    pair, last, inside, edition, address = " and ", ", and ", "In", "edition", "URL:"

    @staticmethod
    def ordinal(text: BaseText) -> str:
        number = str(text)
        endings = {"1": "st", "2": "nd", "3": "rd"}
        return number + ("th" if number in ("11", "12", "13") else endings.get(number[-1:], "th"))

    def format_names(self, role, as_sentence=True):
        listed = names(role, sep=", ", sep2=self.pair, last_sep=self.last)
        return sentence[listed] if as_sentence else listed

    def format_url(self, e):
        address = entry("url", raw=True)
        return words[self.address, href(address)[address]]

    def format_edition(self, e):
        return optional[words[entry("edition", apply_func=self.ordinal), self.edition]]

    def get_inproceedings_template(self, e):
        return toplevel[
            sentence[self.format_names("author")],
            self.format_title(e, "title"),
            words[
                self.inside,
                sentence[
                    self.format_btitle(e, "booktitle", as_sentence=False),
                    optional[join["volume ", entry("volume")]],
                    optional[pages],
                ],
                sentence[optional_field("publisher"), entry("year")],
            ],
            self.format_web_refs(e),
        ]


class French(English):
    """The same in French."""

    pair, last, inside, edition, address = " et ", " et ", "Dans", "édition", "URL\u00a0:"

    @staticmethod
    def ordinal(text: BaseText) -> str:
        return f"{text}re" if str(text) == "1" else f"{text}e"


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class EnglishReferences(AuthorYearReferenceStyle):
    """Author (year), with round brackets."""

    bracket_textual: BracketStyle = field(default_factory=_round)
    bracket_parenthetical: BracketStyle = field(default_factory=_round)


@dataclass
class FrenchReferences(EnglishReferences):
    """The same in French."""

    person: PersonStyle = field(default_factory=lambda: PersonStyle(sep2=" et ", last_sep=" et "))


def setup(app: Sphinx) -> None:
    pybtex.plugin.register_plugin("pybtex.style.labels", "practicals_key", Keys)
    for code, style, references in (("en", English, EnglishReferences), ("fr", French, FrenchReferences)):
        pybtex.plugin.register_plugin("pybtex.style.formatting", f"practicals_{code}", style)
        sphinxcontrib.bibtex.plugin.register_plugin(
            "sphinxcontrib.bibtex.style.referencing", f"practicals_{code}", references
        )
