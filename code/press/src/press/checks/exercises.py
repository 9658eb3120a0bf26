"""Exercises against their checks and their typical wrong answers, read without importing them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from press.book import LANGUAGES, SOURCE_LANGUAGE, Book
from press.chapter.chapter import Chapter
from press.chapter.front_matter import Practical
from press.checks import code
from press.checks.sources import Sources
from press.errors import Problem

LEVELS = Practical.model_fields["level"].annotation.__args__
# The framework gives these hints itself.
_BUILT_IN_HINTS = {"raises", "wrong-type"}
WRONG_ANSWERS = 2


@dataclass
class Checks:
    """What a module of checks defines: function → (label, line), its strings, and what is wrong with it."""

    path: Path
    functions: dict[str, tuple[str, int]] = field(default_factory=dict)
    strings: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def checks_path(book: Book, slug: str) -> Path:
    return book.practicals / "src" / "practicals" / "checks" / f"{slug}.py"


def wrong_answers_path(book: Book, slug: str) -> Path:
    return book.root / "tests" / "book" / "wrong_answers" / f"{slug}.py"


def problems(sources: Sources) -> Iterator[Problem]:
    for chapter in sources.chapters():
        yield from _levels(chapter)
        yield from _repeated(chapter)
    for chapter in sources.chapters(SOURCE_LANGUAGE):
        checks = read_checks(checks_path(sources.book, chapter.slug))
        yield from checks.problems
        for language in LANGUAGES:
            page = sources.pages.get((language, chapter.slug))
            if page and page.chapter:
                yield from _against_checks(sources, page.chapter, checks)
        yield from _without_exercise(chapter, checks)
        yield from _wrong_answers(sources, chapter, checks)


def _levels(chapter: Chapter) -> Iterator[Problem]:
    known = ", ".join(LEVELS)
    for exercise in chapter.exercises:
        if exercise.level not in LEVELS:
            said = f"the level {exercise.level!r}" if exercise.level else "no level"
            message = f"the exercise {exercise.label!r} has {said}"
            yield Problem(message, chapter.path, exercise.line, f"give it `:level:`, one of {known}")
        if not exercise.title:
            yield Problem(
                f"the exercise {exercise.label!r} has no title", chapter.path, exercise.line, "add it"
            )
    for directive in chapter.directives("level"):
        level, _, minutes = directive.argument.partition(" ")
        if level not in LEVELS or not minutes.strip().isdigit():
            yield Problem(
                f"`{{level}} {directive.argument}` is not a level and minutes",
                chapter.path,
                directive.line,
                f"write one of {known}, then minutes: `{{level}} beginner 20`",
            )


def _repeated(chapter: Chapter) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for exercise in chapter.exercises:
        if exercise.check in seen:
            message = f"the check {exercise.check!r} serves two exercises (the other at line {seen[exercise.check]})"
            yield Problem(message, chapter.path, exercise.line, "give each exercise its own check")
        seen[exercise.check] = exercise.line


def _against_checks(sources: Sources, chapter: Chapter, checks: Checks) -> Iterator[Problem]:
    where = sources.place(checks.path)
    for exercise in chapter.exercises:
        module, function = exercise.check.split(".")
        at = exercise.cell.first_line + exercise.cell.source.rstrip().count("\n")
        if module != chapter.slug:
            mend = f"call check.{chapter.slug}.{function}(…)"
            yield Problem(
                f"the exercise {exercise.label!r} calls another chapter's check", chapter.path, at, mend
            )
        elif function not in checks.functions:
            mend = f"write it in {where}, decorated with @exercise({exercise.label!r})"
            yield Problem(f"the check {exercise.check!r} does not exist", chapter.path, at, mend)
        elif checks.functions[function][0] != exercise.label:
            label, line = checks.functions[function]
            mend = "use one label in the chapter and in its check"
            message = f"the exercise {exercise.label!r} has the check of {label!r} ({sources.place(checks.path, line)})"
            yield Problem(message, chapter.path, exercise.line, mend)


def _without_exercise(chapter: Chapter, checks: Checks) -> Iterator[Problem]:
    used = {exercise.check.split(".")[1] for exercise in chapter.exercises}
    for function, (label, line) in checks.functions.items():
        if function not in used:
            mend = "write the exercise in the chapter, or remove the check"
            yield Problem(f"the check {function!r} ({label}) has no exercise", checks.path, line, mend)


def _wrong_answers(sources: Sources, chapter: Chapter, checks: Checks) -> Iterator[Problem]:
    path = wrong_answers_path(sources.book, chapter.slug)
    if not chapter.exercises:
        return
    if not path.exists():
        mend = f"write WRONG_ANSWERS: {WRONG_ANSWERS} typical mistakes an exercise, each with its hint"
        yield Problem("the chapter has no wrong answers", path, mend=mend)
        return
    text = path.read_text(encoding="utf-8")
    tree = code.parse(text)
    if tree is None:
        error = code.syntax_error(text)
        yield Problem(f"not valid Python: {error.msg}", path, error.lineno, "mend the syntax")
        return
    found = _dictionary(tree, "WRONG_ANSWERS")
    if found is None:
        yield Problem(
            "WRONG_ANSWERS is missing", path, mend="define it as a dictionary: label → hint → answer"
        )
        return
    labels = {exercise.label for exercise in chapter.exercises}
    for label, line, answers in found:
        if label not in labels:
            yield Problem(f"wrong answers of an unknown exercise {label!r}", path, line, "correct the label")
        for hint, hint_line, _ in _items(answers) if isinstance(answers, ast.Dict) else ():
            if hint is not None and hint not in checks.strings | _BUILT_IN_HINTS:
                mend = f"use a hint of {sources.place(checks.path)}"
                yield Problem(f"no check answers with the hint {hint!r}", path, hint_line, mend)
    counts = {label: len(answers.keys) for label, _, answers in found if isinstance(answers, ast.Dict)}
    lines = {label: line for label, line, _ in found}
    for exercise in chapter.exercises:
        if exercise.label not in lines:
            yield Problem(
                f"the exercise {exercise.label!r} has no wrong answers", path, mend=f"add {WRONG_ANSWERS}"
            )
        elif counts.get(exercise.label, WRONG_ANSWERS) < WRONG_ANSWERS:
            message = f"the exercise {exercise.label!r} has fewer than {WRONG_ANSWERS} wrong answers"
            yield Problem(message, path, lines[exercise.label], "add the next most typical mistake")


def _dictionary(tree: ast.Module, name: str) -> list[tuple[str | None, int, ast.expr]] | None:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return list(_items(node.value)) if isinstance(node.value, ast.Dict) else None
    return None


def _items(dictionary: ast.Dict) -> Iterator[tuple[str | None, int, ast.expr]]:
    """Key (None when it is not a plain string), its line and its value."""
    for key, value in zip(dictionary.keys, dictionary.values, strict=True):
        yield (
            key.value if isinstance(key, ast.Constant) else None,
            getattr(key, "lineno", value.lineno),
            value,
        )


def read_checks(path: Path) -> Checks:
    """The checks that a module defines. A file that is missing defines none."""
    checks = Checks(path)
    if not path.exists():
        return checks
    text = path.read_text(encoding="utf-8")
    tree = code.parse(text)
    if tree is None:
        error = code.syntax_error(text)
        checks.problems.append(
            Problem(f"not valid Python: {error.msg}", path, error.lineno, "mend the syntax")
        )
        return checks
    for node in code.nodes(text):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            checks.strings.add(node.value)
        if isinstance(node, ast.Call) and _name(node.func) == "expect":
            checks.problems += _expectation(node, path)
        if isinstance(node, ast.ImportFrom) and node.module == "practicals.checks.comparison":
            checks.strings |= _strings(path.parent / "comparison.py", {alias.name for alias in node.names})
    labels: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and _name(decorator.func) == "exercise" and decorator.args:
                label = getattr(decorator.args[0], "value", "")
                checks.functions[node.name] = (label, node.lineno)
                if label in labels:
                    message = (
                        f"the label {label!r} belongs to two checks, {labels[label]!r} and {node.name!r}"
                    )
                    checks.problems.append(Problem(message, path, node.lineno, "give each its own"))
                labels[label] = node.name
    return checks


def _strings(path: Path, functions: set[str]) -> set[str]:
    """The strings in these functions of a module: a check that calls them gives their hints."""
    tree = code.parse(path.read_text(encoding="utf-8")) if path.exists() else None
    found = [node for node in tree.body if getattr(node, "name", "") in functions] if tree else []
    return {
        inner.value
        for node in found
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    }


def _expectation(node: ast.Call, path: Path) -> list[Problem]:
    """`expect(condition, hint, en=…, fr=…)`, by position or by name; neither text may be empty."""
    given = dict(zip(("condition", "hint", *LANGUAGES), node.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    if any(keyword.arg is None for keyword in node.keywords):
        return []
    found = []
    for language in LANGUAGES:
        value = given.get(language)
        if value is None or (isinstance(value, ast.Constant) and not value.value):
            found.append(
                Problem(
                    f"the message has no {language}= text", path, node.lineno, "write it in both languages"
                )
            )
    return found


def messages(path: Path, language: str) -> Iterator[tuple[int, str]]:
    """The line and the text of what a module of checks says to readers in one language."""
    if not path.exists():
        return
    place = LANGUAGES.index(language)
    for node in code.nodes(path.read_text(encoding="utf-8")):
        if not isinstance(node, ast.Call) or _name(node.func) not in ("expect", "say"):
            continue
        position = place + (2 if _name(node.func) == "expect" else 0)
        values = [keyword.value for keyword in node.keywords if keyword.arg == language] + node.args[
            position : position + 1
        ]
        for value in values[:1]:
            for part in ast.walk(value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.lineno, part.value


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))
