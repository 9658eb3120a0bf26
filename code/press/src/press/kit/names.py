"""What the kits are called, and where readers find them: the only place that says so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from press.book import LANGUAGES, Book
from press.errors import PressError
from press.site.launch import web_address

# The choices of a tutor, by the name that `press kit --language` takes.
CHOICES = {**{language: (language,) for language in LANGUAGES}, "both": LANGUAGES}
# The release that the publish workflow attaches the kits to.
RELEASE = "kit"


@dataclass(frozen=True)
class Kit:
    """One kit: its languages, the book's version, the folder that it unpacks into, its file name."""

    choice: str
    languages: tuple[str, ...]
    version: str
    folder: str
    file: str


def kit(book: Book, choice: str) -> Kit:
    """The kit of a choice; its name and version are those of pyproject.toml. Raises PressError without them."""
    path = book.root / "pyproject.toml"
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        name, version = project["name"], project["version"]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        raise PressError(
            "a kit bears the book's name and version", path, mend="add [project] name and version"
        ) from None
    return Kit(choice, CHOICES[choice], version, f"{name}-{choice}", f"{name}-{version}-{choice}.zip")


def address(book: Book, choice: str) -> str:
    """Where readers download the kit."""
    return f"{web_address(book)}/releases/download/{RELEASE}/{kit(book, choice).file}"
