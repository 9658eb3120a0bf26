"""Exercises can be tried without running what trains: no ordinary cell needs a name that a `heavy` one makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from press.chapter.chapter import Chapter
from press.checks import code
from press.checks.sources import Sources
from press.errors import Problem

HEAVY = "heavy"


def problems(sources: Sources) -> Iterator[Problem]:
    for chapter in sources.chapters():
        yield from _chapter(chapter)


def _chapter(chapter: Chapter) -> Iterator[Problem]:
    heavy: dict[str, int] = {}  # name → line of the heavy cell that makes it
    light: set[str] = set()
    for cell in chapter.cells:
        nodes = code.nodes(cell.source)
        made, used = _made(nodes), _used(nodes)
        if HEAVY in cell.tags:
            heavy |= {name: cell.first_line for name in made - light}
            if "exercise" in cell.tags:
                yield Problem(
                    "an exercise is tagged `heavy`",
                    chapter.path,
                    cell.first_line,
                    "its check could not be tried",
                )
            continue
        for name in sorted((used - made) & heavy.keys() - light):
            message = f"the cell needs `{name}`, which a heavy cell makes (line {heavy[name]})"
            mend = "tag it `heavy` too, or make the name in an ordinary cell"
            yield Problem(message, chapter.path, cell.first_line, mend)
        light |= made


def _made(nodes: Sequence[ast.AST]) -> set[str]:
    """Every name that a cell binds, parameters included."""
    names = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names |= {node.name for node in nodes if isinstance(node, defined)}
    imported = (
        alias for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names
    )
    return names | {alias.asname or alias.name.split(".")[0] for alias in imported}


def _used(nodes: Sequence[ast.AST]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
