"""Writes Typst expressions. Every function returns text for Typst's code mode, so that nothing needs escaping
but the inside of strings."""

from __future__ import annotations

from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": ""}


def string(text: str) -> str:
    """A string literal; shown in a document, it is plain text."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def join(expressions: Iterable[str]) -> str:
    """Several expressions as one: their contents follow each other. Of nothing it makes `none`."""
    written = [expression for expression in expressions if expression not in ("", "none")]
    if len(written) < 2:
        return written[0] if written else "none"
    return "{\n" + "\n".join(written) + "\n}"


def call(function: str, *arguments: str, **options: str) -> str:
    """A call; arguments are expressions, an option `start_at` is written `start-at`."""
    named = [f"{name.replace('_', '-')}: {value}" for name, value in options.items()]
    return f"{function}({', '.join([*arguments, *named])})"


def array(expressions: Iterable[str]) -> str:
    """An array, with the comma that tells one of one item from a bracketed expression."""
    return "(" + "".join(f"{expression}, " for expression in expressions) + ")"


def dictionary(entries: dict[str, str]) -> str:
    """A dictionary whose values are expressions."""
    return (
        "(" + "".join(f"{string(key)}: {value}, " for key, value in entries.items()) + ")"
        if entries
        else "(:)"
    )


def boolean(value: bool) -> str:
    return "true" if value else "false"


def labelled(expression: str, name: str) -> str:
    """An element that links can point to; the expression must be one element."""
    return f"[#{expression}#label({string(name)})]"


def anchor(name: str) -> str:
    """A place between words that links can point to."""
    return labelled("metadata(none)", name)
