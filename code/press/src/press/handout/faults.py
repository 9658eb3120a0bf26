"""What keeps a chapter from being printed, with the line of the source that has to be mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes


@dataclass(frozen=True)
class Fault:
    """One finding. ``line`` counts from 1 in the chapter's source; None when it is not known."""

    message: str
    line: int | None = None


@dataclass(frozen=True)
class Diagnostic:
    """What Typst says of a source that it cannot compile; ``line`` counts from 1 in that source."""

    message: str
    line: int | None = None


# The writer puts this before what it writes for a line of the source.
MARKER = "// line {line}"
_MARKED = re.compile(r"^// line (\d+)$")
_GLYPH = re.compile(r"the text `\"(?P<text>.+)\"` could not be displayed")


def line_of(node: nodes.Node | None) -> int | None:
    """The line of a node, or of the nearest one around it that has one."""
    while node is not None:
        if getattr(node, "line", None):
            return node.line
        node = node.parent
    return None


def locate(diagnostics: Sequence[Diagnostic], typst: str, document: nodes.document) -> list[Fault]:
    """Typst's diagnostics as faults of the chapter's source."""
    return list(dict.fromkeys(_locate(diagnostic, typst.split("\n"), document) for diagnostic in diagnostics))


def _locate(diagnostic: Diagnostic, lines: list[str], document: nodes.document) -> Fault:
    if found := _GLYPH.search(diagnostic.message):
        # Typst does not say where a string with a missing glyph was typed.
        where = next((node for node in document.findall(nodes.Text) if found["text"] in node), None)
        return Fault(
            f"no font of the handouts has the character {found['text']!r}: write it otherwise", line_of(where)
        )
    marked = (_MARKED.match(line) for line in reversed(lines[: diagnostic.line])) if diagnostic.line else ()
    return Fault(f"Typst: {diagnostic.message}", next((int(found[1]) for found in marked if found), None))
