"""Python in the sources, read without running it: trees, strings and comments with their lines."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from press.chapter.exercises import BEGIN, END


@dataclass(frozen=True)
class Text:
    """A string or a comment of a cell; ``line`` counts from 1 in the file."""

    kind: str  # "string" | "f-string" | "docstring" | "comment"
    line: int
    text: str


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.Module | None:
    """The tree of a piece of Python, or None where the syntax is wrong."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


@lru_cache(maxsize=4096)
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Every node of a piece of Python; none where the syntax is wrong."""
    tree = parse(source)
    return tuple(ast.walk(tree)) if tree else ()


def syntax_error(source: str) -> SyntaxError:
    """What is wrong with a piece of Python that `parse` could not read."""
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error
    raise ValueError("the source is valid Python")


@lru_cache(maxsize=4096)
def texts(source: str, first_line: int) -> list[Text]:
    """The strings, docstrings and comments of a piece of Python, in order; markers of solutions aside."""
    return sorted(
        [*_strings(source, first_line), *_comments(source, first_line)], key=lambda found: found.line
    )


@lru_cache(maxsize=4096)
def names(source: str) -> frozenset[str]:
    """Every identifier that a piece of Python uses."""
    found: set[str] = set()
    for node in nodes(source):
        for field in ("id", "arg", "attr", "name", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                found |= {value, *value.split(".")}
    return frozenset(found)


def _strings(source: str, first_line: int) -> Iterator[Text]:
    documented = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstrings = {
        id(node.body[0].value)
        for node in nodes(source)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    formatted = {
        id(part) for node in nodes(source) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in nodes(source):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            kind = (
                "docstring" if id(node) in docstrings else "f-string" if id(node) in formatted else "string"
            )
            yield Text(kind, first_line + node.lineno - 1, node.value)


def _comments(source: str, first_line: int) -> Iterator[Text]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and token.string not in (BEGIN, END):
                yield Text("comment", first_line + token.start[0] - 1, token.string.lstrip("# "))
    except (tokenize.TokenError, SyntaxError):
        return
