"""Chooses and shortens what cells printed."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

# What a handout prefers of an output that exists in several forms.
MIME_TYPES = (
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/html",
    "text/markdown",
    "text/latex",
    "text/plain",
)

LONGEST, FIRST, LAST = 30, 20, 5
_ANSI = re.compile(r"\x1b\[[\d;]*m")


class PlainTextUnlessTable(SphinxPostTransform):
    """Leaves only the tables among the HTML outputs: everything else reads better as its plain text."""

    builders = ("handout",)
    default_priority = 3  # before MyST-NB picks one form of each output

    def run(self, **_: object) -> None:
        for bundle in self.document.findall(_is_bundle):
            forms = {form["mime_type"]: form for form in bundle.children}
            html = forms.get("text/html")
            if html and "text/plain" in forms and "<table" not in html.astext():
                bundle.remove(html)


def _is_bundle(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "mime_bundle"


def shortened(text: str, notice: str) -> str:
    """A text output of 30 lines at most; ``notice`` is put where ``{n}`` lines were left out."""
    lines = _ANSI.sub("", text).rstrip("\n").split("\n")
    if len(lines) > LONGEST:
        lines[FIRST:-LAST] = [notice.format(n=len(lines) - FIRST - LAST)]
    return "\n".join(lines)


def shortened_traceback(text: str) -> str:
    """A traceback without the frames of libraries: the reader's own cell and the message."""
    lines = _ANSI.sub("", text).rstrip("\n").split("\n")
    start = next((number for number, line in enumerate(lines) if line.startswith("Cell In")), 0)
    frames = [number for number, line in enumerate(lines) if line.startswith("File ") and number > start]
    if frames:
        message = next(number for number in range(len(lines), 0, -1) if not lines[number - 1].strip())
        lines[frames[0] : message] = ["…", ""]
    return "\n".join(lines[start:])
