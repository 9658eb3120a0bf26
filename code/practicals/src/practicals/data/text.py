"""Small texts: passages in two languages, written for this book, and one article in four languages."""

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
    return tuple(Passage(*heading.split(), text) for heading, text in _paragraphs("passages.txt"))


def load_article():
    """Article 1 of the Universal Declaration of Human Rights: language (en, fr, sw, wo) → text.

    From the translations that the United Nations publish (Office of the High Commissioner for Human Rights).
    """
    return dict(_paragraphs("article.txt"))


def _paragraphs(file_name):
    """Pairs of what stands in brackets and the line under it."""
    lines = files("practicals.data").joinpath(file_name).read_text(encoding="utf-8").splitlines()
    return [(heading.strip("[]"), text) for heading, text in zip(lines[::2], lines[1::2], strict=True)]
