"""Small tables of computed numbers and words: HTML in a notebook, aligned text in a terminal."""

import html

from practicals.language import french_spaces, get_language


class Table:
    """What `table` returns: it shows itself as the value of a cell."""

    def __init__(self, header, rows):
        spaced = french_spaces if get_language() == "fr" else str
        self.header = [spaced(str(cell)) for cell in header]
        self.rows = [[spaced(_written(cell)) for cell in row] for row in rows]
        self.worded = [[isinstance(cell, str) for cell in row] for row in rows]

    def __repr__(self):
        lines = [self.header, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.header))]
        texts = (
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
        )
        return "\n".join(text.rstrip() for text in texts)

    def _repr_html_(self):
        worded_columns = [all(row[column] for row in self.worded) for column in range(len(self.header))]
        head = "".join(
            _cell(*each, tag="th", scope="col") for each in zip(self.header, worded_columns, strict=True)
        )
        body = "".join(
            f"<tr>{_cell(row[0], True, tag='th', scope='row')}"
            + "".join(_cell(*each) for each in zip(row[1:], worded[1:], strict=True))
            + "</tr>"
            for row, worded in zip(self.rows, self.worded, strict=True)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def table(header, rows):
    """A table under the names ``header``; each of ``rows`` has as many cells, the first of which names the row.

    Fractional numbers are written with three decimals, everything else as `str` writes it. Returns a `Table`;
    raises ValueError for a row of another length and for a column without a name, which a screen reader could not
    announce.
    """
    if not all(header):
        raise ValueError(f"Every column needs a name: {header!r}")
    rows = [list(row) for row in rows]
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"A row has {len(row)} cells under {len(header)} names: {row!r}")
    return Table(header, rows)


def _cell(text, worded, tag="td", scope=None):
    """Numbers stand right, words left: the class tells them apart."""
    attributes = (f' scope="{scope}"' if scope else "") + (' class="text"' if worded else "")
    return f"<{tag}{attributes}>{html.escape(text)}</{tag}>"


def _written(cell):
    return f"{cell:.3f}" if hasattr(cell, "__float__") and not hasattr(cell, "__index__") else str(cell)
