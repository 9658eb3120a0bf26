"""The list of references as a plain list: docutils writes roles that browsers have given up.

The text cites by author and year, so the entries carry no number.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def _write(translator, node: nodes.citation) -> None:
    siblings = node.parent.children
    position = siblings.index(node)
    if not position or not isinstance(siblings[position - 1], nodes.citation):
        translator.body.append('<ul class="references">\n')
    translator.body.append(translator.starttag(node, "li", ""))
    for child in node.children:
        if not isinstance(child, nodes.label):
            child.walkabout(translator)
    translator.body.append("</li>\n")
    if position + 1 == len(siblings) or not isinstance(siblings[position + 1], nodes.citation):
        translator.body.append("</ul>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(nodes.citation, override=True, html=(_write, None))
