"""Tables: from an HTML output (pandas) and from a document, to Typst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from press.handout.markup import array, call, string


@dataclass
class Cell:
    """One cell: its content is a Typst expression, its alignment `left`, `center` or `right`."""

    content: str
    align: str = "left"
    columns: int = 1
    rows: int = 1

    def __str__(self) -> str:
        return call(
            "table.cell", self.content, align=self.align, colspan=str(self.columns), rowspan=str(self.rows)
        )


@dataclass
class Table:
    """Rows of cells; the rows of ``head`` are repeated on each page that the table runs over."""

    head: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(sum(cell.columns for cell in row) for row in (*self.head, *self.body))

    def __str__(self) -> str:
        """A call of the template's `grid-of`."""
        head, body = (array(str(cell) for row in rows for cell in row) for rows in (self.head, self.body))
        return call("grid-of", str(self.width), head, body)


def from_html(html: str) -> Table | None:
    """The first table of an HTML output; None when there is none."""
    parser = _Parser()
    parser.feed(html)
    return parser.table if parser.table.body or parser.table.head else None


class _Parser(HTMLParser):
    """Collects the rows of the first table; pandas marks the column's names and the index with `th`."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Table()
        self._tables = 0
        self._in_head = False
        self._row: list[Cell] | None = None
        self._cell: tuple[str, dict, list[str]] | None = None

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._tables += 1
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr" and self._tables == 1:
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._cell = (tag, dict(attributes), [])

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._in_head = False
        elif tag in ("td", "th") and self._cell:
            self._row.append(self._finished(*self._cell))
            self._cell = None
        elif tag == "tr" and self._row is not None:
            if self._row:
                (self.table.head if self._in_head else self.table.body).append(self._row)
            self._row = None

    def _finished(self, tag: str, attributes: dict, texts: list[str]) -> Cell:
        text = string(" ".join("".join(texts).split()))
        worded = (not self._row and tag == "th") or attributes.get("class") == "text"
        align = "left" if worded else "right"
        spans = {
            name: int(attributes.get(html) or 1)
            for name, html in (("columns", "colspan"), ("rows", "rowspan"))
        }
        return Cell(call("strong", text) if tag == "th" else text, align, **spans)
