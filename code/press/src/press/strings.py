"""The words of the tools in the reader's language, from strings.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from practicals.language import french_spaces
from press.book import LANGUAGES, read_yaml
from press.errors import PressError

PATH = Path(__file__).with_name("strings.yml")


@cache
def strings(language: str) -> dict[str, str]:
    """Every string in one language, with French no-break spaces put in. PressError names a missing one."""
    typed = read_yaml(PATH)
    for key, texts in typed.items():
        for code in LANGUAGES:
            if not texts.get(code):
                raise PressError(
                    f"the string {key!r} is missing in {code}", PATH, mend="add it beside the other"
                )
    return {
        key: french_spaces(texts[language]) if language == "fr" else texts[language]
        for key, texts in typed.items()
    }
