"""Tells prose from everything else in a source: code, mathematics, targets of roles, addresses, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from press.chapter.blocks import VERBATIM, Block, Directive, Prose, walk

# Stand for each character that is not prose, neither letters nor spaces: what is read as a word, and markup.
FILLER, MARKUP = "\ufffc", "\ufffb"
MASKS = FILLER + MARKUP
_READ = {"math", "code", "address", "role"}
# The argument of these directives is not a text.
_UNTITLED = VERBATIM | {"level", "image", "figure", "literalinclude", "include", "toctree"}

_SYNTAX = re.compile(
    r"""
    (?P<fence>^[ \t]*(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=ticks)[`~]*[ \t]*$)
    |(?P<comment>^%[^\n]*$|<!--.*?-->)
    |(?P<label>^\((?P<label_name>[\w-]+)\)=[ \t]*$)
    |(?P<display>\$\$(?P<display_math>.+?)\$\$(?:[ \t]*\((?P<display_label>[\w-]+)\))?)
    |(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}.*?\\end\{(?P=name)\})
    |(?P<role>\{(?P<role_name>[\w:.-]+)\}(?P<role_ticks>`+)(?P<content>.+?)(?<!`)(?P=role_ticks)(?!`))
    |(?P<code>(?<!`)(?P<code_ticks>`+)(?!`).+?(?<!`)(?P=code_ticks)(?!`))
    |(?P<inline>\$(?P<inline_math>(?![\s$])(?:[^$\\\n]|\\.|\n(?![ \t]*\n))+?)(?<!\s)\$(?!\d))
    |(?P<link>\]\([^()\s]*\))
    |(?P<address><[a-z]+://[^>]*>|https?://[^\s)>]+)
    |(?P<entity>&\#?\w+;)
    |(?P<rule>^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$)
    |(?P<marker>^[ \t]*(?:\#{1,6}|[-*+]|\d+[.)]|>)[ \t])
    |(?P<escape>\\[^\w\s])
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_TITLE_AND_TARGET = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
# Roles whose text is shown as it stands when it has no target.
_SHOWN = {"term"}


@dataclass(frozen=True)
class Region:
    """A stretch of a piece that is not prose; ``kept`` is the part of it that is (the text of a role).

    ``block`` tells displayed mathematics from inline mathematics.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    name: str = ""
    kept: tuple[int, int] | None = None
    block: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a source that holds prose: a block of Markdown, or the title of a directive."""

    line: int
    column: int
    text: str

    @cached_property
    def regions(self) -> list[Region]:
        return [_region(found) for found in _SYNTAX.finditer(self.text)]

    def line_of(self, region: Region) -> int:
        return self.line + self.text.count("\n", 0, region.start)


@dataclass(frozen=True)
class Line:
    """One line of a source: as it was typed, and with all but its prose masked; both have the same length."""

    number: int
    typed: str
    prose: str


def pieces(blocks: list[Block], lines: list[str]) -> Iterator[Piece]:
    """Every stretch of prose, in the order of the file."""
    for block in _texts(blocks):
        if isinstance(block, Prose):
            yield Piece(block.line, 0, block.text)
        elif isinstance(block, Directive) and block.argument and block.name not in _UNTITLED:
            typed = lines[block.line - 1]
            yield Piece(block.line, typed.rindex(block.argument), block.argument)


def _texts(blocks: list[Block]) -> Iterator[Block]:
    verbatim = {
        id(inner)
        for block in walk(blocks)
        if isinstance(block, Directive) and block.verbatim
        for inner in block.body
    }
    return (block for block in walk(blocks) if id(block) not in verbatim)


def masked(found: list[Piece], lines: list[str]) -> list[Line]:
    """Every line of a file with all but its prose masked."""
    shown = [MARKUP * len(line) for line in lines]
    for piece in found:
        text = list(piece.text)
        for region in piece.regions:
            for place in range(region.start, region.end):
                inside = region.kept and region.kept[0] <= place < region.kept[1]
                if not inside and text[place] != "\n":
                    text[place] = FILLER if region.kind in _READ and not region.kept else MARKUP
        for offset, content in enumerate("".join(text).split("\n")):
            number = piece.line - 1 + offset
            column = piece.column if offset == 0 else 0
            shown[number] = shown[number][:column] + content + shown[number][column + len(content) :]
    return [
        Line(number, typed, prose) for number, (typed, prose) in enumerate(zip(lines, shown, strict=True), 1)
    ]


def _region(found: re.Match) -> Region:
    kind = next(kind for kind in _KINDS if found[kind] is not None)
    start, end = found.span()
    if kind in ("display", "inline"):
        label = found["display_label"] or ""
        return Region("math", start, end, found[f"{kind}_math"], label, block=kind == "display")
    if kind == "environment":
        return Region("math", start, end, found[0], block=True)
    if kind == "label":
        return Region("label", start, end, found["label_name"])
    if kind == "role":
        return _role(found)
    return Region(kind, start, end, found[0])


_KINDS = (
    "fence", "comment", "label", "display", "environment", "role", "code", "inline",
    "link", "address", "entity", "rule", "marker", "escape",
)  # fmt: skip


def _role(found: re.Match) -> Region:
    name, content = found["role_name"], found["content"]
    first = found.start("content")
    if titled := _TITLE_AND_TARGET.match(content):
        kept = (first + titled.start("title"), first + titled.end("title"))
        return Region("role", *found.span(), titled["target"].strip(), name, kept)
    kept = found.span("content") if name in _SHOWN else None
    return Region("role", *found.span(), content.strip(), name, kept)
