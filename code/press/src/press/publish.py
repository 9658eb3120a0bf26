"""Puts a chapter and its recorded outputs together: the only place that knows how an exercise hides its solution.

The site, the notebooks and the handouts all take what `publish` gives.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from nbformat import NotebookNode

from press.chapter.blocks import Block, CodeCell, Directive
from press.chapter.chapter import Chapter, Exercise
from press.chapter.exercises import solution, stub
from press.errors import PressError

# Tags that the published cells carry; renderers act on these alone.
STUB, SOLUTION = "stub", "solution"


@dataclass
class Code:
    """A published code cell. ``tags`` holds `stub` or `solution` for the two halves of an exercise."""

    source: str
    line: int
    tags: list[str]
    outputs: list[NotebookNode] = field(default_factory=list)
    metadata: dict = field(default_factory=dict)
    exercise: Exercise | None = None
    count: int | None = None


@dataclass(frozen=True)
class Picture:
    """A picture that a cell recorded, with its alternative text."""

    png: bytes
    alt: str


@dataclass
class Published:
    """A chapter as its readers get it: the source's blocks, each code cell replaced by what is shown for it."""

    chapter: Chapter
    code: dict[int, list[Code]]  # the line of a source cell → what is published for it
    payoff: Picture | None

    def of(self, cell: CodeCell) -> list[Code]:
        return self.code[cell.line]


def publish(chapter: Chapter, recorded: NotebookNode | None) -> Published:
    """Publish a chapter with its recorded outputs (None: without any, as in a draft)."""
    nodes: list[NotebookNode | None] = list(recorded.cells) if recorded else [None] * len(chapter.cells)
    if len(nodes) != len(chapter.cells):
        raise PressError(
            "the recorded outputs are of another version of the chapter",
            chapter.path,
            mend=f"run `press execute {chapter.slug}`",
        )
    code: dict[int, list[Code]] = {}
    payoff = None
    for number, (cell, node) in enumerate(zip(chapter.cells, nodes, strict=True), 1):
        outputs = list(node.outputs) if node else []
        if "payoff" in cell.tags:
            payoff = _picture(outputs, cell)
        metadata = {key: value for key, value in cell.metadata.items() if key != "tags"}
        exercise = chapter.exercise_of(cell)
        if exercise is None:
            code[cell.line] = [Code(cell.source, cell.first_line, cell.tags, outputs, metadata, count=number)]
            continue
        kept = [tag for tag in cell.tags if tag != "exercise"]
        code[cell.line] = [
            Code(stub(cell.source), cell.first_line, [*kept, STUB], [], {}, exercise),
            Code(
                solution(cell.source), cell.first_line, [*kept, SOLUTION], outputs, metadata, exercise, number
            ),
        ]
    return Published(chapter, code, payoff)


def _picture(outputs: list[NotebookNode], cell: CodeCell) -> Picture | None:
    for output in outputs:
        if "image/png" in output.get("data", {}):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            return Picture(base64.b64decode(output.data["image/png"]), alt)
    return None


def tutor_only(block: Block) -> bool:
    """Whether a block is for the tutor's variants only."""
    return isinstance(block, Directive) and block.name == "tutor"
