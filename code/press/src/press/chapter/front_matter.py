"""The YAML block at the top of a source: typed once in English, inherited by the French chapter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from press.errors import PressError, Problem


class Practical(BaseModel):
    """What a reader is told about a chapter before opening it."""

    model_config = ConfigDict(extra="forbid")
    runs_on: Literal["browser", "cpu", "gpu"]
    level: Literal["beginner", "intermediate", "advanced"]
    minutes: int = Field(gt=0, le=600)
    requires: list[str] = []
    topics: list[str] = Field(min_length=1)
    packages: list[str] = []


def split(text: str) -> tuple[str, int]:
    """The front matter of a source (without its fences, maybe empty) and the number of lines it takes."""
    found = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(\n|$)", text, re.DOTALL)
    if not found:
        return "", 0
    return found[1] or "", found[0].count("\n")


def load(path: Path, text: str) -> dict:
    """The front matter as a dictionary. Raises PressError with the line of a syntax error."""
    block, _ = split(text)
    try:
        return yaml.safe_load(block) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise PressError(
            f"front matter is not valid YAML: {error.problem}", path, line, "mend the syntax"
        ) from None


def has_practical(path: Path) -> bool:
    """Whether a source is a practical rather than an ordinary page."""
    return path.exists() and bool(
        re.search(r"^practical:", split(path.read_text(encoding="utf-8"))[0], re.MULTILINE)
    )


def practical(path: Path, text: str) -> Practical:
    """The validated `practical` block. Raises PressError with one problem a wrong field."""
    fields = load(path, text).get("practical")
    if not isinstance(fields, dict):
        raise PressError(
            "the `practical` block is missing", path, 1, "add it to the front matter (see CONTRIBUTING.md)"
        )
    try:
        return Practical(**fields)
    except ValidationError as error:
        raise PressError(problems=[_problem(path, text, finding) for finding in error.errors()]) from None


def _problem(path: Path, text: str, finding: dict) -> Problem:
    name = str(finding["loc"][0])
    block, _ = split(text)
    lines = block.splitlines()
    line = next(
        (
            number
            for number, content in enumerate(lines, 2)
            if re.match(rf"\s+{re.escape(name)}\s*:", content)
        ),
        None,
    )
    if finding["type"] == "missing":
        line = next(number for number, content in enumerate(lines, 2) if content.startswith("practical:"))
        return Problem(f"practical.{name} is missing", path, line, f"add `{name}:` to the front matter")
    if finding["type"] == "extra_forbidden":
        known = ", ".join(Practical.model_fields)
        return Problem(f"practical.{name} is not a known field", path, line, f"use one of {known}")
    where = ".".join(map(str, finding["loc"]))
    message = finding["msg"][0].lower() + finding["msg"][1:]
    return Problem(f"practical.{where} is wrong: {message}", path, line, f"correct `{name}`")
