"""Reads one chapter in one language into a `Chapter`, and says what is wrong with its exercises."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from press.book import SOURCE_LANGUAGE, Book
from press.chapter import exercises, front_matter, quizzes
from press.chapter.blocks import Block, CodeCell, Directive, Prose, parse, walk
from press.chapter.front_matter import Practical
from press.chapter.quizzes import Quiz
from press.errors import PressError, Problem

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*$")
_LABEL = re.compile(r"^\(([\w-]+)\)=[ \t]*$")


@dataclass(frozen=True)
class Exercise:
    """An exercise's statement and the code cell that holds its solution and its check."""

    label: str
    title: str
    level: str
    line: int
    cell: CodeCell
    check: str  # the dotted name that the cell calls: "linear_algebra.ridge"


@dataclass(frozen=True)
class Section:
    """A heading with its label and line; ``text`` is everything up to the next heading of its level or above."""

    depth: int
    title: str
    label: str | None
    line: int
    text: str

    @property
    def digest(self) -> str:
        """What a translation is recorded against."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass
class Chapter:
    """A practical in one language. Lines are the file's, counted from 1."""

    slug: str
    language: str
    path: Path
    practical: Practical
    body: str
    body_line: int
    blocks: list[Block]
    sections: list[Section]
    exercises: list[Exercise]
    quizzes: list[Quiz]
    translation: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.sections[0].title

    @property
    def cells(self) -> list[CodeCell]:
        """The code cells, in order."""
        return [block for block in walk(self.blocks) if isinstance(block, CodeCell)]

    def directives(self, *names: str) -> list[Directive]:
        return [block for block in walk(self.blocks) if isinstance(block, Directive) and block.name in names]

    def exercise_of(self, cell: CodeCell) -> Exercise | None:
        return next((exercise for exercise in self.exercises if exercise.cell is cell), None)


def read(book: Book, language: str, slug: str) -> Chapter:
    """Read a chapter. Raises PressError with every problem that keeps it from being understood."""
    path = book.source(language, slug)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PressError(
            f"the chapter {slug!r} is missing in {language}",
            path,
            mend="write it: a chapter exists in both languages",
        ) from None
    source = book.source(SOURCE_LANGUAGE, slug)
    practical = front_matter.practical(source, source.read_text(encoding="utf-8"))
    own = front_matter.load(path, text)
    if language != SOURCE_LANGUAGE and "practical" in own:
        raise PressError(
            "`practical` is typed in English only", path, 2, "delete the block: the chapter inherits it"
        )
    _, skipped = front_matter.split(text)
    body = "\n".join(text.split("\n")[skipped:])
    blocks = parse(body, path, skipped + 1)
    sections = _sections(blocks, body, skipped + 1)
    if not sections or sections[0].depth != 1:
        raise PressError("the chapter has no title", path, skipped + 1, "start it with `# Title`")
    return Chapter(
        slug=slug,
        language=language,
        path=path,
        practical=practical,
        body=body,
        body_line=skipped + 1,
        blocks=blocks,
        sections=sections,
        exercises=_exercises(blocks, path),
        quizzes=quizzes.read(blocks, path, slug),
        translation=own.get("translation") or {},
    )


def _sections(blocks: list[Block], body: str, first_line: int) -> list[Section]:
    """Headings stand at the top level of a source, never inside a directive."""
    heads: list[tuple[int, str, str | None, int, int]] = []
    for block in blocks:
        if not isinstance(block, Prose):
            continue
        fenced, label, label_line = False, None, None
        for offset, content in enumerate(block.lines):
            if re.match(r"^(`{3,}|~{3,})", content):
                fenced = not fenced
            if fenced:
                continue
            if found := _LABEL.match(content):
                label, label_line = found[1], block.line + offset
            elif found := _HEADING.match(content):
                line = block.line + offset
                heads.append((len(found[1]), found[2], label, line, label_line or line))
                label = label_line = None
            elif content.strip():
                label = label_line = None
    lines = body.split("\n")
    sections = []
    for number, (depth, title, label, line, start) in enumerate(heads):
        following = next((head[4] for head in heads[number + 1 :] if head[0] <= depth or depth == 1), None)
        end = following - first_line if following else len(lines)
        sections.append(
            Section(depth, title, label, line, "\n".join(lines[start - first_line : end]).strip())
        )
    return sections


def _exercises(blocks: list[Block], path: Path) -> list[Exercise]:
    """Pair each `{exercise}` with the code cell that follows it. Raises PressError with every mismatch."""
    problems: list[Problem] = []
    found: list[Exercise] = []
    waiting: Directive | None = None
    for block in walk(blocks):
        if isinstance(block, CodeCell) and block not in blocks:
            problems.append(
                Problem(
                    "a code cell inside a directive", path, block.line, "close the directive before the cell"
                )
            )
            continue
        if isinstance(block, Directive) and block.name == "exercise":
            if waiting:
                problems.append(_without_cell(waiting, path))
            waiting = block
        elif isinstance(block, CodeCell):
            exercise = _exercise(waiting, block, path, problems)
            if exercise:
                found.append(exercise)
            waiting = None
    if waiting:
        problems.append(_without_cell(waiting, path))
    if problems:
        raise PressError(problems=problems)
    return found


def _without_cell(directive: Directive, path: Path) -> Problem:
    return Problem(
        f"the exercise {directive.argument!r} has no code cell",
        path,
        directive.line,
        "put a cell tagged `exercise`, which ends with its check, right after it",
    )


def _exercise(
    directive: Directive | None, cell: CodeCell, path: Path, problems: list[Problem]
) -> Exercise | None:
    try:
        regions = exercises.regions(cell.source)
    except exercises.RegionError as error:
        problems.append(Problem(str(error), path, cell.first_line + error.line, "pair the two markers"))
        return None
    if "exercise" not in cell.tags:
        if regions:
            line = cell.first_line + regions[0].start
            problems.append(Problem("a solution outside an exercise", path, line, "tag the cell `exercise`"))
        if directive:
            problems.append(_without_cell(directive, path))
        return None
    if not directive:
        problems.append(
            Problem("an exercise cell without its exercise", path, cell.line, "put `{exercise}` before it")
        )
        return None
    if not regions:
        problems.append(
            Problem("an exercise cell without a solution", path, cell.line, "mark it with the two markers")
        )
        return None
    try:
        compile(exercises.solution(cell.source), str(path), "exec")
        compile(exercises.stub(cell.source), str(path), "exec")
    except SyntaxError as error:
        problems.append(Problem(f"not valid Python: {error.msg}", path, cell.first_line, "mend the cell"))
        return None
    label = directive.options.get("label", "")
    if not label:
        problems.append(Problem("the exercise has no label", path, directive.line, "add `:label:`"))
        return None
    last = cell.source.rstrip().split("\n")[-1]
    check = re.match(r"check\.(\w+\.\w+)\(", last)
    if not check:
        problems.append(
            Problem(
                f"the exercise {label!r} has no check",
                path,
                cell.first_line + cell.source.rstrip().count("\n"),
                "end its cell with check.<chapter>.<exercise>(…)",
            )
        )
        return None
    return Exercise(
        label, directive.argument, directive.options.get("level", ""), directive.line, cell, check[1]
    )
