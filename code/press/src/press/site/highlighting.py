"""Code in colours, without marking what has the colour of the text: names, punctuation, spaces."""

from __future__ import annotations

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Whitespace
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

_PLAIN = {Name, Name.Namespace, Punctuation, Whitespace}


class LightFormatter(HtmlFormatter):
    """Pygments' formatter; a third of its marks would change nothing that is seen."""

    def _get_css_classes(self, ttype) -> str:
        return "" if ttype in _PLAIN else super()._get_css_classes(ttype)


def setup(app: Sphinx) -> None:
    PygmentsBridge.html_formatter = LightFormatter
