"""English and French are equals: same structure, same labels and references, same code, mathematics and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from press.chapter.blocks import CodeCell, Directive, Prose, walk
from press.checks.same_code import problems as code_problems
from press.checks.same_math import problems as math_problems
from press.checks.same_numbers import problems as number_problems
from press.checks.sources import Page, Sources
from press.errors import Problem

# Options of directives that are read by people: they are translated.
_TEXT_OPTIONS = {"alt", "title", "caption"}
# Options that another check compares, in better words.
_COMPARED_ELSEWHERE = {"correct"}
_REFERENCES = {"ref", "eq", "doc", "numref", "cite:t", "cite:p", "cite:ts", "cite:ps"}


@dataclass(frozen=True)
class Item:
    """One step of a page's outline; ``key`` is what both languages share."""

    key: tuple
    line: int
    shown: str


def problems(sources: Sources) -> Iterator[Problem]:
    for english, french in sources.pairs():
        found = list(_outline_problems(sources, english, french))
        yield from found
        yield from _reference_problems(sources, english, french)
        if len(english.cells) == len(french.cells):
            yield from code_problems(sources, english, french)
            if english.chapter and french.chapter:
                yield from number_problems(sources, english.chapter, french.chapter)
        if not any("heading" in problem.message for problem in found):
            yield from math_problems(sources, english, french)


def outline(page: Page) -> list[Item]:
    """Headings, directives and cells, in order."""
    items = []
    verbatim = {
        id(inner)
        for block in walk(page.blocks)
        if isinstance(block, Directive) and block.verbatim
        for inner in block.body
    }
    headings = _headings(page)
    for block in walk(page.blocks):
        if isinstance(block, CodeCell):
            items.append(_cell(block))
        elif isinstance(block, Directive):
            items.append(_directive(block))
        elif isinstance(block, Prose) and id(block) not in verbatim:
            items += [item for item in headings if block.line <= item.line < block.line + len(block.lines)]
    return items


def _headings(page: Page) -> list[Item]:
    """The title needs no label: it is known by the page's name."""
    if page.chapter is None:
        return []
    return [
        Item(
            ("heading", section.depth, section.label if section.depth > 1 else None),
            section.line,
            f"the heading `{'#' * section.depth} {section.title}`"
            + (f" ({section.label})" if section.label else ""),
        )
        for section in page.chapter.sections
    ]


def _cell(cell: CodeCell) -> Item:
    keys = tuple(sorted(key for key in _flat(cell.metadata) if not key.startswith("tags")))
    said = f"the cell with tags {cell.tags}" if cell.tags else "the cell"
    return Item(("cell", tuple(sorted(map(str, cell.tags))), keys), cell.line, said)


def _flat(metadata: dict, prefix: str = "") -> Iterator[str]:
    for key, value in metadata.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def _directive(directive: Directive) -> Item:
    apart = _TEXT_OPTIONS | _COMPARED_ELSEWHERE
    shared = {key: str(value) for key, value in directive.options.items() if key not in apart}
    argument = directive.argument if directive.name == "level" else bool(directive.argument)
    label = f" {shared['label']}" if "label" in shared else ""
    return Item(
        ("directive", directive.name, argument, tuple(sorted(shared.items()))),
        directive.line,
        f"`{{{directive.name}}}{label or ' ' + directive.argument if label or directive.argument else ''}`",
    )


def _outline_problems(sources: Sources, english: Page, french: Page) -> Iterator[Problem]:
    ours, theirs = outline(english), outline(french)
    matcher = SequenceMatcher(
        None, [item.key for item in ours], [item.key for item in theirs], autojunk=False
    )
    for change, start, end, other_start, other_end in matcher.get_opcodes():
        if change == "equal":
            continue
        missing, added = ours[start:end], theirs[other_start:other_end]
        for one, other in zip(missing, added, strict=False):
            where = sources.place(english.path, one.line)
            message = f"{other.shown} stands where the English has {one.shown} ({where})"
            yield Problem(message, french.path, other.line, _mend_of_pair(one, other))
        here = theirs[other_start].line if other_start < len(theirs) else len(french.lines)
        for one in missing[len(added) :]:
            where = sources.place(english.path, one.line)
            yield Problem(
                f"{one.shown} of the English ({where}) is missing", french.path, here, "write it here"
            )
        for other in added[len(missing) :]:
            at = ours[start].line if start < len(ours) else len(english.lines)
            where = sources.place(english.path, at)
            mend = "remove it, or write it in English too"
            yield Problem(
                f"{other.shown} is not in the English (before {where})", french.path, other.line, mend
            )


def _mend_of_pair(one: Item, other: Item) -> str:
    if one.key[0] == other.key[0] == "cell":
        return "give both cells the same tags and metadata keys"
    if one.key[0] == other.key[0] == "heading" or one.key[:2] == other.key[:2]:
        return "use the same label, level and options on both sides"
    return "keep the same order on both sides"


def _reference_problems(sources: Sources, english: Page, french: Page) -> Iterator[Problem]:
    """Labels in prose, and what roles point at, as often on both sides; terms at least once on both."""
    ours, theirs = _references(english), _references(french)
    for key in ours.keys() | theirs.keys():
        kind, name = key
        one, other = ours.get(key, []), theirs.get(key, [])
        if len(one) == len(other) or (kind == "term" and one and other):
            continue
        shown = f"the label `{name}`" if kind == "label" else f"{{{kind}}}`{name}`"
        if not other:
            where = sources.place(english.path, one[0])
            yield Problem(
                f"{shown} of the English ({where}) is missing", french.path, mend="write it in French too"
            )
        elif not one:
            yield Problem(
                f"{shown} is not in the English",
                french.path,
                other[0],
                "remove it, or write it in English too",
            )
        else:
            message = f"{shown} stands {len(other)} times, in the English {len(one)} times ({sources.place(english.path, one[0])})"
            yield Problem(message, french.path, other[0], "refer to it as often on both sides")


def _references(page: Page) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    headings = Counter(section.label for section in page.chapter.sections) if page.chapter else Counter()
    for piece in page.pieces:
        for region in piece.regions:
            line = piece.line_of(region)
            if region.kind == "role" and (region.name in _REFERENCES or region.name == "term"):
                for name in region.value.split(",") if region.name.startswith("cite") else [region.value]:
                    found.setdefault((region.name, name.strip()), []).append(line)
            elif region.kind == "label" and not headings[region.value]:
                found.setdefault(("label", region.value), []).append(line)
            elif region.kind == "math" and region.name:
                found.setdefault(("label", region.name), []).append(line)
    return found
