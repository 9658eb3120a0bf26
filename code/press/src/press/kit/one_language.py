"""Takes out of a page what leads to a language that a kit does not hold."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection
from html.parser import HTMLParser
from urllib.parse import urlsplit

_ADDRESSES = ("href", "src", "action")


class _Finder(HTMLParser):
    """Collects edits ``(start, end, replacement)`` of a page's text, which is otherwise left as it is."""

    def __init__(self, text: str, page: str, absent: Collection[str], base_url: str):
        super().__init__()
        self.edits: list[tuple[int, int, str]] = []
        self._text, self._page, self._absent, self._base_url = text, page, absent, base_url
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._switch: int | None = None
        self.feed(text)
        self.close()

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        start, raw, values = self._place(), self.get_starttag_text(), dict(attributes)
        if tag == "link" and "hreflang" in values:
            self.edits.append((start, start + len(raw), ""))
        elif tag == "a" and values.get("hreflang") in self._absent and values.get("rel") == "alternate":
            self._switch = start
        elif self._switch is None:
            for name in _ADDRESSES:
                if values.get(name) and (there := self._elsewhere(values[name])):
                    self._readdress(start, raw, name, there)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._switch is not None:
            self.edits.append((self._switch, self._text.index(">", self._place()) + 1, ""))
            self._switch = None

    def _elsewhere(self, address: str) -> str | None:
        """The address on the public site of what the kit does not hold; None for all that it does."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._page), parts.path))
        first, *rest = path.split("/")
        if first in self._absent or (first == "lite" and rest and rest[0] in self._absent):
            return f"{self._base_url}/{parts._replace(path=path).geturl()}"
        return None

    def _readdress(self, start: int, raw: str, name: str, address: str) -> None:
        found = re.search(rf"\s{name}\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", raw, re.IGNORECASE)
        self.edits.append((start + found.start(1), start + found.end(1), f'"{html.escape(address)}"'))


def adapt(text: str, page: str, absent: Collection[str], base_url: str) -> str:
    """The page without the languages ``absent``.

    ``page`` is its path in the site. The language switch and the `hreflang` links go; any other link to
    those languages leads to the public site at ``base_url``.
    """
    for start, end, replacement in sorted(_Finder(text, page, absent, base_url).edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text
