"""`{chapter-map}`: which chapter needs which, drawn while the book is built as a picture whose boxes are links.

dagre places the boxes, in V8 as the formulas' converter does: no reader's browser draws anything.
"""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.site.card import facts
from press.site.font import VENDOR
from press.site.furniture import book_of
from press.strings import strings

# Pixels, at the size in which the letters of a box are drawn.
WIDTH, LINE, PADDING = 170, 17, 12
# A line of a box holds about as many letters.
LETTERS = 18
GAPS = {"rankdir": "LR", "nodesep": 14, "ranksep": 40, "marginx": 3, "marginy": 3}
LAYOUT = """
globalThis.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));
function layout({boxes, arrows, gaps}) {
  const graph = new dagre.graphlib.Graph().setGraph(gaps).setDefaultEdgeLabel(() => ({}));
  for (const {name, width, height} of boxes) graph.setNode(name, {width, height});
  for (const [from, to] of arrows) graph.setEdge(from, to);
  dagre.layout(graph);
  return JSON.stringify({
    size: graph.graph(),
    boxes: Object.fromEntries(graph.nodes().map((name) => [name, graph.node(name)])),
    arrows: graph.edges().map(({v, w}) => [v, w, graph.edge(v, w).points]),
  });
}"""


class chapter_map(nodes.General, nodes.Element):
    """The map; filled when the page is written."""


class ChapterMap(SphinxDirective):
    """`{chapter-map}`: the map of the chapters."""

    def run(self) -> list[nodes.Node]:
        return [chapter_map()]


@dataclass(frozen=True)
class Box:
    """A chapter on the map: its facts, the lines of its title, and its upper left corner in pixels."""

    chapter: dict
    lines: list[str]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """A map: boxes column by column, as they are read; arrows as SVG paths from what is needed to what needs it."""

    width: float
    height: float
    boxes: list[Box]
    arrows: list[str]


def draw(chapters: list[dict]) -> Drawing:
    """The map of these chapters, each with the `facts` of a card."""
    from py_mini_racer import MiniRacer

    lines = {
        chapter["name"]: textwrap.wrap(chapter["title"], LETTERS, break_long_words=False)
        for chapter in chapters
    }
    heights = {name: 2 * PADDING + LINE * (len(lines[name]) + 1) for name in lines}
    wanted = {
        "boxes": [{"name": name, "width": WIDTH, "height": heights[name]} for name in lines],
        "arrows": [[other, chapter["name"]] for chapter in chapters for other, _ in chapter["requires"]],
        "gaps": GAPS,
    }
    engine = MiniRacer()
    engine.eval((VENDOR / "dagre" / "dagre.min.js").read_text(encoding="utf-8"))
    engine.eval(LAYOUT)
    found = json.loads(engine.eval(f"layout({json.dumps(wanted)})"))
    centres = found["boxes"]
    boxes = [
        Box(
            chapter,
            lines[chapter["name"]],
            centre["x"] - WIDTH / 2,
            centre["y"] - centre["height"] / 2,
            WIDTH,
            centre["height"],
        )
        for chapter in chapters
        for centre in [centres[chapter["name"]]]
    ]
    return Drawing(
        found["size"]["width"],
        found["size"]["height"],
        sorted(boxes, key=lambda box: (box.left, box.top)),
        [_path(centres[start], centres[end], points) for start, end, points in found["arrows"]],
    )


def _path(start: dict, end: dict, points: list[dict]) -> str:
    """A curve from the right side of one box to the left side of another, level at each of its points."""
    stops = [
        (start["x"] + WIDTH / 2, start["y"]),
        # The first and the last point touch the boxes; those between lead around others.
        *((point["x"], point["y"]) for point in points[2:-2]),
        (end["x"] - WIDTH / 2 - 7, end["y"]),
    ]
    path = f"M{stops[0][0]:g} {stops[0][1]:g}"
    for (x, y), (next_x, next_y) in pairwise(stops):
        middle = (x + next_x) / 2
        path += f"C{middle:g} {y:g} {middle:g} {next_y:g} {next_x:g} {next_y:g}"
    return path


def _write(translator, node: chapter_map) -> None:
    env = translator.builder.env
    chapters = [facts(env, name) for name in book_of(env.app).chapters]
    context = {
        "words": strings(env.config.language),
        "drawing": draw(chapters),
        "chapters": chapters,
        "line": LINE,
        "padding": PADDING,
    }
    translator.body.append(translator.builder.templates.render("chapter_map.html", context))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(chapter_map, html=(_write, None))
    app.add_directive("chapter-map", ChapterMap)
