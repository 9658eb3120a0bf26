"""The shape of a chapter, as far as a machine can tell it: boxes, sections, labels, exercises, cells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from press.book import SOURCE_LANGUAGE
from press.chapter.blocks import Directive, walk
from press.chapter.chapter import Chapter, Section
from press.checks import code
from press.checks.sources import Page, Sources
from press.errors import Problem

OBJECTIVES = range(3, 6)
EXERCISES = 8
DISCUSSIONS = 3
CELL_LINES = 15
# What a chapter has exactly once, and why.
_ONCE = {
    "payoff": "show at the top what the reader will have made",
    "objectives": "list 3 to 5 objectives",
    "needs": "say what the reader needs",
    "paths": "say which sections are for whom",
    "bibliography": "end with the references",
}
_MAGIC = re.compile(r"^\s*[%!]\w?", re.MULTILINE)


def problems(sources: Sources) -> Iterator[Problem]:
    yield from _unique_labels(sources)
    for chapter in sources.chapters():
        yield from _cells(chapter)
        yield from _setup(chapter)
        # The French side has the shape of the English one: parity says where it has not.
        if chapter.language == SOURCE_LANGUAGE:
            yield from _boxes(chapter)
            yield from _sections(chapter)
            yield from _exercises(chapter)
            yield from _labels(chapter)
        yield from _discussions(chapter)


def _boxes(chapter: Chapter) -> Iterator[Problem]:
    for name, mend in _ONCE.items():
        found = chapter.directives(name)
        if not found:
            yield Problem(f"the chapter has no `{{{name}}}`", chapter.path, mend=mend)
        for extra in found[1:]:
            yield Problem(
                f"a second `{{{name}}}` (the first is at line {found[0].line})",
                chapter.path,
                extra.line,
                "keep one",
            )
    if not chapter.directives("tutor"):
        yield Problem("the chapter has no tutor's notes", chapter.path, mend="add a `{tutor}` block")
    for box in chapter.directives("objectives"):
        count = sum(
            1 for inner in box.body for line in getattr(inner, "lines", []) if re.match(r"[-*+] ", line)
        )
        if count not in OBJECTIVES:
            mend = f"list {OBJECTIVES[0]} to {OBJECTIVES[-1]}, one a bullet"
            yield Problem(_many(count, "objective"), chapter.path, box.line, mend)
    payoffs = [cell for cell in chapter.cells if "payoff" in cell.tags]
    if not payoffs:
        yield Problem(
            "no cell is tagged `payoff`",
            chapter.path,
            mend="tag the one that draws the figure shown at the top",
        )
    for extra in payoffs[1:]:
        yield Problem(
            f"a second cell tagged `payoff` (the first is at line {payoffs[0].line})",
            chapter.path,
            extra.line,
            "keep one",
        )


def _sections(chapter: Chapter) -> Iterator[Problem]:
    previous = chapter.sections[0]
    for section in chapter.sections[1:]:
        if section.depth == 1:
            yield Problem(
                f"a second title {section.title!r}", chapter.path, section.line, "make it a `##` section"
            )
        elif section.depth > previous.depth + 1:
            yield Problem(
                "the heading skips a level", chapter.path, section.line, f"use {'#' * (previous.depth + 1)}"
            )
        if section.depth == 2 and not section.label:
            label = f"({_prefix(chapter)}name)="
            yield Problem(
                f"the section {section.title!r} has no label",
                chapter.path,
                section.line,
                f"write {label} before it",
            )
        if section.depth == 2 and _needs_level(chapter, section) and not _has_level(chapter, section):
            mend = "write `:::{level} beginner 20` and `:::` under the heading"
            yield Problem(f"the section {section.title!r} has no level", chapter.path, section.line, mend)
        previous = section


def _span(chapter: Chapter, section: Section) -> range:
    """Lines of a section, up to the next heading of its depth."""
    later = [
        other.line for other in chapter.sections if other.line > section.line and other.depth <= section.depth
    ]
    return range(section.line, min(later, default=10**9))


def _needs_level(chapter: Chapter, section: Section) -> bool:
    """Sections that the reader works through; the closing ones have nothing to run."""
    return any(cell.line in _span(chapter, section) for cell in chapter.cells)


def _has_level(chapter: Chapter, section: Section) -> bool:
    following = next((other.line for other in chapter.sections if other.line > section.line), 10**9)
    return any(section.line < level.line < following for level in chapter.directives("level"))


def _exercises(chapter: Chapter) -> Iterator[Problem]:
    count = len(chapter.exercises)
    if count < EXERCISES:
        yield Problem(
            f"{_many(count, 'exercise')} with a check", chapter.path, mend=f"write {EXERCISES} or more"
        )
    count = len(chapter.directives("discuss"))
    if count < DISCUSSIONS:
        yield Problem(
            f"{_many(count, 'question')} to discuss",
            chapter.path,
            mend=f"write {DISCUSSIONS} or more `{{discuss}}`",
        )


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _discussions(chapter: Chapter) -> Iterator[Problem]:
    for question in chapter.directives("discuss"):
        answers = [
            inner for inner in walk(question.body) if isinstance(inner, Directive) and inner.name == "answer"
        ]
        if not answers:
            mend = "nest `:::{answer}` inside it"
            yield Problem(
                f"the question {question.argument!r} has no answer", chapter.path, question.line, mend
            )
        elif not answers[0].body:
            yield Problem("the answer is empty", chapter.path, answers[0].line, "write it")


def _prefix(chapter: Chapter) -> str:
    return chapter.slug.replace("_", "-") + "-"


def _labels(chapter: Chapter) -> Iterator[Problem]:
    """Equations keep the short labels that formulas are cited by."""
    prefix = _prefix(chapter)
    found = [(section.label, section.line) for section in chapter.sections if section.label]
    found += [(exercise.label, exercise.line) for exercise in chapter.exercises]
    for label, line in found:
        if not label.startswith(prefix) and label != prefix[:-1]:
            yield Problem(
                f"the label `{label}` does not start with `{prefix}`", chapter.path, line, "rename it"
            )


def labels(page: Page) -> Iterator[tuple[str, int]]:
    """Every label that a page defines: before headings, of directives, of equations."""
    for piece in page.pieces:
        for region in piece.regions:
            if region.kind == "label":
                yield region.value, piece.line_of(region)
            elif region.kind == "math" and region.name:
                yield region.name, piece.line_of(region)
    for block in walk(page.blocks):
        label = isinstance(block, Directive) and (block.options.get("label") or block.options.get("name"))
        if label:
            yield str(label), block.line


def _unique_labels(sources: Sources) -> Iterator[Problem]:
    for language in {language for language, _ in sources.pages}:
        seen: dict[str, tuple[Page, int]] = {}
        for name in sources.book.pages:
            page = sources.pages.get((language, name))
            for label, line in labels(page) if page else ():
                if label in seen and (name in sources.names or seen[label][0].name in sources.names):
                    first, first_line = seen[label]
                    where = sources.place(first.path, first_line)
                    mend = "rename one of them in both languages"
                    yield Problem(f"the label `{label}` is taken ({where})", page.path, line, mend)
                seen.setdefault(label, (page, line))


def _cells(chapter: Chapter) -> Iterator[Problem]:
    for cell in chapter.cells:
        if _MAGIC.search(cell.source) and code.parse(cell.source) is None:
            line = cell.first_line + cell.source[: _MAGIC.search(cell.source).start()].count("\n")
            yield Problem("a magic or a shell command in a cell", chapter.path, line, "write plain Python")
        elif code.parse(cell.source) is None:
            error = code.syntax_error(cell.source)
            line = cell.first_line + (error.lineno or 1) - 1
            yield Problem(f"not valid Python: {error.msg}", chapter.path, line, "mend the cell")
        lines = [
            line for line in cell.source.split("\n") if line.strip() and not line.strip().startswith("#")
        ]
        if "exercise" not in cell.tags and len(lines) > CELL_LINES:
            mend = f"split it: cells have {CELL_LINES} lines at most"
            yield Problem(f"the cell has {len(lines)} lines of code", chapter.path, cell.first_line, mend)


def _setup(chapter: Chapter) -> Iterator[Problem]:
    """One import cell, the first, which sets the language and the style of figures."""
    if not chapter.cells:
        yield Problem("the chapter has no code", chapter.path, mend="a practical is run")
        return
    first = chapter.cells[0]
    for wanted in (f'set_language("{chapter.language}")', "plot.use_style()"):
        if wanted.replace('"', "'") not in first.source.replace('"', "'"):
            yield Problem(
                f"the first cell does not call {wanted}",
                chapter.path,
                first.first_line,
                "add it under the imports",
            )
    if chapter.practical.runs_on == "browser":
        return  # there, a heavy library is loaded where it is first used
    for cell in chapter.cells[1:]:
        tree = code.parse(cell.source)
        for node in tree.body if tree else ():
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                line = cell.first_line + node.lineno - 1
                yield Problem(
                    "an import outside the first cell", chapter.path, line, "move it to the first code cell"
                )
