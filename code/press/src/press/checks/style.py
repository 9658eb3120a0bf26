"""French that is English in disguise: anglicisms, false friends and typical mistakes of machine translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from press.book import read_yaml
from press.checks.sources import Sources
from press.checks.texts import written
from press.errors import Problem


@cache
def rules() -> list[tuple[re.Pattern, str]]:
    """What to avoid, and what to write instead."""
    return [(re.compile(_whole(rule["avoid"]), _flags(rule)), rule["write"]) for rule in _typed()]


@cache
def _any() -> tuple[re.Pattern, re.Pattern]:
    """All rules at once, to pass quickly over texts that meet none: those in lower case, and those that heed case."""
    folded, exact = (
        [rule["avoid"] for rule in _typed() if bool(rule.get("case")) is case] for case in (False, True)
    )
    return re.compile(_whole("|".join(folded))), re.compile(_whole("|".join(exact)))


@cache
def _typed() -> list[dict]:
    return read_yaml(Path(__file__).with_name("style.fr.yml"))


def _whole(pattern: str) -> str:
    return rf"(?<![\w-])(?:{pattern})(?!\w)"


def _flags(rule: dict) -> int:
    return 0 if rule.get("case") else re.IGNORECASE


def problems(sources: Sources) -> Iterator[Problem]:
    for text in written(sources, "fr"):
        for found, advice in findings(text.text):
            yield Problem(f"« {found} »", text.path, text.line, f"write {advice}")


def findings(text: str) -> Iterator[tuple[str, str]]:
    """Each expression of a text to avoid, and what to write instead."""
    folded, exact = _any()
    if not folded.search(text.lower()) and not exact.search(text):
        return
    for pattern, advice in rules():
        for found in pattern.finditer(text):
            yield found[0], advice
