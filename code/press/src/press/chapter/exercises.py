"""Solution regions: the solution is the source, the stub is derived from it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class RegionError(ValueError):
    """A marker without its partner; ``line`` counts from 0 within the cell."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Region:
    """Lines ``start`` to ``end`` (both are the markers', counted from 0) and their indentation."""

    start: int
    end: int
    indent: str


def regions(source: str) -> list[Region]:
    """The solution regions of a cell. Raises RegionError for an unpaired marker."""
    found, start = [], None
    lines = source.split("\n")
    for number, line in enumerate(lines):
        if line.strip() == BEGIN:
            if start is not None:
                raise RegionError(f"`{BEGIN}` inside a solution", number)
            start = number
        elif line.strip() == END:
            if start is None:
                raise RegionError(f"`{END}` without `{BEGIN}`", number)
            indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
            found.append(Region(start, number, indent))
            start = None
    if start is not None:
        raise RegionError(f"`{BEGIN}` without `{END}`", start)
    return found


def solution(source: str) -> str:
    """The cell with its solutions, without the markers."""
    return "\n".join(line for line in source.split("\n") if line.strip() not in (BEGIN, END))


def replace(source: str, answers: str | Sequence[str]) -> str:
    """The cell with each solution region replaced by an answer, indented as the region is.

    One string serves a cell with one region; otherwise give one string a region (ValueError if not).
    """
    found = regions(source)
    answers = [answers] if isinstance(answers, str) else list(answers)
    if len(answers) != len(found):
        raise ValueError(f"{len(answers)} answers for {len(found)} solution regions")
    lines = source.split("\n")
    for region, answer in reversed(list(zip(found, answers, strict=True))):
        body = textwrap.indent(textwrap.dedent(answer).strip("\n"), region.indent)
        lines[region.start : region.end + 1] = body.split("\n")
    return "\n".join(lines)


def stub(source: str) -> str:
    """The cell as a learner gets it: each region is `...`, or `name = ...` for names that later lines use.

    Later lines of the same cell then still find their names, and the check says *not attempted*.
    """
    found = regions(source)
    tree = ast.parse(source)
    answers = []
    for region in found:
        names = [name for name in _assigned(tree, region) if name in _used_after(tree, region, found)]
        answers.append("\n".join(f"{name} = ..." for name in names) or "...")
    return replace(source, answers)


def _inside(node: ast.AST, region: Region) -> bool:
    return region.start < getattr(node, "lineno", 0) - 1 < region.end


def _assigned(tree: ast.AST, region: Region) -> list[str]:
    """Names bound by the region's own statements (not inside a function it defines), in order."""
    names: list[str] = []

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)) and _inside(child, region):
                names.append(child.name)
                continue
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store) and _inside(child, region):
                names.append(child.id)
            if not isinstance(child, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)):
                visit(child)

    visit(tree)
    return list(dict.fromkeys(names))


def _used_after(tree: ast.AST, region: Region, found: list[Region]) -> set[str]:
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and node.lineno - 1 > region.end
        and not any(_inside(node, other) for other in found)
    }
