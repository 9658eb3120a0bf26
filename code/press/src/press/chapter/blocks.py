"""The body of a source as a tree of blocks: prose, code cells and directives, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from press.errors import PressError

_FENCE = re.compile(
    r"^(?P<fence>:{3,}|`{3,}|~{3,})(?:\{(?P<name>[\w:.-]+)\}[ \t]*(?P<argument>.*))?(?P<info>.*)$"
)
_OPTION = re.compile(r"^:(?P<key>[\w-]+):[ \t]*(?P<value>.*)$")
# The body of these is not prose: it is kept as it is.
VERBATIM = {"math", "bibliography", "code-block", "glossary"}


@dataclass
class Prose:
    """Markdown without directives: paragraphs, headings, lists, tables, fenced code."""

    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class CodeCell:
    """One `{code-cell}`: its source and metadata; lines of its fence, of its source and of its closing fence."""

    source: str
    metadata: dict
    line: int
    first_line: int
    last_line: int

    @property
    def tags(self) -> list[str]:
        return self.metadata.get("tags", [])


@dataclass
class Directive:
    """Any other directive; ``body`` holds blocks, or one Prose for a verbatim one."""

    name: str
    argument: str
    options: dict[str, str]
    body: list[Block]
    line: int
    verbatim: bool = field(default=False)


Block = Prose | CodeCell | Directive


def parse(text: str, path: Path, first_line: int = 1) -> list[Block]:
    """The blocks of a source's body. Raises PressError for a fence that is never closed."""
    return _parse_lines(text.split("\n"), path, first_line)


def walk(blocks: list[Block]) -> Iterator[Block]:
    """Every block, parents before their children."""
    for block in blocks:
        yield block
        if isinstance(block, Directive):
            yield from walk(block.body)


def _parse_lines(lines: list[str], path: Path, first_line: int) -> list[Block]:
    blocks: list[Block] = []
    prose: list[str] = []
    prose_line = first_line

    def flush() -> None:
        if any(line.strip() for line in prose):
            blocks.append(Prose(list(prose), prose_line))
        prose.clear()

    number = 0
    while number < len(lines):
        found = _FENCE.match(lines[number])
        if not found or (found["fence"][0] == ":" and not found["name"]):
            if not prose:
                prose_line = first_line + number
            prose.append(lines[number])
            number += 1
            continue
        end = _closing(lines, number, found["fence"])
        if end is None:
            name = found["name"] or "code"
            raise PressError(
                f"the `{name}` block is never closed",
                path,
                first_line + number,
                f"close it with a line of {found['fence']}",
            )
        if found["name"]:
            flush()
            blocks.append(_directive(found, lines[number + 1 : end], path, first_line + number))
        else:
            if not prose:
                prose_line = first_line + number
            prose.extend(lines[number : end + 1])
        number = end + 1
    flush()
    return blocks


def _closing(lines: list[str], start: int, fence: str) -> int | None:
    """The line that closes a fence: as many of its characters, or more for a nested-free block."""
    closing = re.compile(rf"^{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
    for number in range(start + 1, len(lines)):
        if closing.match(lines[number]):
            return number
    return None


def _directive(found: re.Match, body: list[str], path: Path, line: int) -> Block:
    name, argument = found["name"], (found["argument"] or "").strip()
    options, used = _options(body, path, line)
    rest = body[used:]
    if name == "code-cell":
        if "tags" in options and isinstance(options["tags"], str):
            options["tags"] = yaml.safe_load(options["tags"])
        while rest and not rest[-1].strip():
            rest.pop()
        return CodeCell("\n".join(rest), options, line, line + 1 + used, line + 1 + len(body))
    if name in VERBATIM:
        return Directive(name, argument, options, [Prose(rest, line + 1 + used)], line, verbatim=True)
    return Directive(name, argument, options, _parse_lines(rest, path, line + 1 + used), line)


def _options(body: list[str], path: Path, line: int) -> tuple[dict, int]:
    """The options at the top of a directive, as a YAML block or as `:key: value` lines, and how many lines they take."""
    if body and body[0].strip() == "---":
        end = next((number for number, content in enumerate(body[1:], 1) if content.strip() == "---"), None)
        if end is None:
            raise PressError(
                "the options of a directive are never closed", path, line + 1, "close them with ---"
            )
        try:
            return yaml.safe_load("\n".join(body[1:end])) or {}, end + 1
        except yaml.MarkedYAMLError as error:
            at = line + 2 + (error.problem_mark.line if error.problem_mark else 0)
            raise PressError(
                f"options are not valid YAML: {error.problem}", path, at, "mend the syntax"
            ) from None
    options: dict = {}
    used = 0
    for content in body:
        found = _OPTION.match(content)
        if not found:
            break
        options[found["key"]] = found["value"].strip()
        used += 1
    return options, used
