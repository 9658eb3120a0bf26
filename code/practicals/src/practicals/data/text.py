"""A small text in two languages, written for this book: 36 themes, each a passage in English and one in French."""

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Passage:
    """One paragraph: ``theme`` is an English word, ``language`` is "en" or "fr"."""

    theme: str
    language: str
    text: str


def load_passages():
    """The 72 passages, theme after theme, English before French; both tell the same in their language."""
    content = files("practicals.data").joinpath("passages.txt").read_text(encoding="utf-8")
    lines = content.splitlines()
    return tuple(
        Passage(*heading.strip("[]").split(), text)
        for heading, text in zip(lines[::2], lines[1::2], strict=True)
    )
