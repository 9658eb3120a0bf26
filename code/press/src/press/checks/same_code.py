"""Cells of both languages are the same program once strings and comments are put aside."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from press.chapter.blocks import CodeCell
from press.chapter.exercises import RegionError, stub
from press.checks import code
from press.checks.sources import Page, Sources
from press.errors import Problem

_PLACES = {"lineno", "col_offset", "end_lineno", "end_col_offset", "type_comment", "kind", "ctx"}


def problems(sources: Sources, english: Page, french: Page) -> Iterator[Problem]:
    for ours, theirs in zip(english.cells, french.cells, strict=True):
        found = difference(ours.source, theirs.source)
        if found:
            where = sources.place(english.path, ours.first_line + found[0] - 1)
            message, line = f"the code differs from the English ({where})", theirs.first_line + found[1] - 1
            yield Problem(message, french.path, line, "translate strings and comments only")
        elif _stubs_differ(ours, theirs):
            where = sources.place(english.path, ours.first_line)
            message = f"the solution covers other lines than in the English ({where})"
            yield Problem(message, french.path, theirs.first_line, "mark the same lines on both sides")


def difference(english: str, french: str) -> tuple[int, int] | None:
    """The first lines (from 1) where two programs differ, or None when they are the same.

    Programs that cannot be read are taken for the same: their syntax error is reported elsewhere.
    """
    ours, theirs = code.parse(english), code.parse(french)
    if ours is None or theirs is None:
        return None
    return _compare(ours, theirs, 1, 1)


def _stubs_differ(ours: CodeCell, theirs: CodeCell) -> bool:
    try:
        return difference(stub(ours.source), stub(theirs.source)) is not None
    except (RegionError, SyntaxError):
        return False


def _compare(ours: object, theirs: object, line: int, other_line: int) -> tuple[int, int] | None:
    line = getattr(ours, "lineno", line)
    other_line = getattr(theirs, "lineno", other_line)
    if _is_text(ours) and _is_text(theirs):
        return None
    if isinstance(ours, ast.JoinedStr) and isinstance(theirs, ast.JoinedStr):
        return None if _holes(ours) == _holes(theirs) else (line, other_line)
    if type(ours) is not type(theirs):
        return line, other_line
    if isinstance(ours, ast.AST):
        for name in ours._fields:
            if name not in _PLACES:
                found = _compare(getattr(ours, name, None), getattr(theirs, name, None), line, other_line)
                if found:
                    return found
        return None
    if isinstance(ours, list):
        for one, other in zip(ours, theirs, strict=False):
            if found := _compare(one, other, line, other_line):
                return found
        if len(ours) == len(theirs):
            return None
        shorter = min(len(ours), len(theirs))
        at = getattr(ours[shorter], "lineno", line) if len(ours) > shorter else line
        other_at = getattr(theirs[shorter], "lineno", other_line) if len(theirs) > shorter else other_line
        return at, other_at
    return None if ours == theirs else (line, other_line)


def _is_text(node: object) -> bool:
    """A string, or an f-string that computes nothing."""
    if isinstance(node, ast.JoinedStr):
        return not _holes(node)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _holes(node: ast.JoinedStr) -> list[str]:
    """What an f-string computes and how it is formatted; sentences order it differently in each language."""
    return sorted(_signature(value) for value in node.values if isinstance(value, ast.FormattedValue))


def _signature(node: ast.AST) -> str:
    """A tree as text with its strings put aside, those of format specifications kept."""
    if isinstance(node, ast.FormattedValue):
        specification = ast.unparse(node.format_spec) if node.format_spec else ""
        return f"{_signature(node.value)}!{node.conversion}:{specification}"
    if _is_text(node):
        return "text"
    if isinstance(node, ast.JoinedStr):
        return f"f{_holes(node)}"
    if isinstance(node, ast.AST):
        inner = ", ".join(_signature(getattr(node, name)) for name in node._fields if name not in _PLACES)
        return f"{type(node).__name__}({inner})"
    if isinstance(node, list):
        return f"[{', '.join(map(_signature, node))}]"
    return repr(node)
