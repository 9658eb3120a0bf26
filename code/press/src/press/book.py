"""The book as a whole: where its files are, its settings, its languages and its chapters."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from press.errors import PressError

LANGUAGES = ("en", "fr")
SOURCE_LANGUAGE = "en"


class Bilingual(BaseModel):
    """A text typed once in each language, side by side."""

    model_config = ConfigDict(extra="forbid")
    en: str
    fr: str

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


class Budgets(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outputs_kilobytes: int
    page_kilobytes: int
    page_with_figures_kilobytes: int


class Settings(BaseModel):
    """The `press` block of _config.yml, with the two addresses that Jupyter Book also reads."""

    model_config = ConfigDict(extra="forbid")
    published_branch: str
    notebooks_branch: str
    title: Bilingual
    tagline: Bilingual
    language_name: Bilingual
    parts: dict[str, Bilingual]
    topics: dict[str, str]
    budgets: Budgets
    author: str
    copyright: str
    repository_url: str
    base_url: str


@dataclass(frozen=True)
class Part:
    """A part of the table of contents: its key and the names of its files."""

    key: str
    files: tuple[str, ...]


class Book:
    """A checkout of the book. Paths are absolute; nothing is read before it is asked for."""

    def __init__(self, root: Path):
        self.root = root

    @classmethod
    def here(cls) -> Book:
        """The book that holds the current folder. Raises PressError outside of one."""
        for folder in (Path.cwd(), *Path.cwd().parents):
            if (folder / "_config.yml").exists() and (folder / "book").is_dir():
                return cls(folder)
        raise PressError("this is not a checkout of the book", Path.cwd(), mend="run press inside one")

    @property
    def build(self) -> Path:
        return self.root / "_build"

    @property
    def site(self) -> Path:
        return self.build / "site"

    @property
    def practicals(self) -> Path:
        return self.root / "code" / "practicals"

    @property
    def stand_in(self) -> Path:
        """The project whose wheel browsers load under the name `jax`."""
        return self.root / "code" / "browser"

    def folder(self, language: str) -> Path:
        return self.root / "book" / language

    def source(self, language: str, name: str) -> Path:
        return self.folder(language) / f"{name}.md"

    def output(self, language: str, slug: str) -> Path:
        return self.root / "book" / "outputs" / language / f"{slug}.ipynb"

    @cached_property
    def configuration(self) -> dict:
        """_config.yml as it stands."""
        return read_yaml(self.root / "_config.yml")

    @cached_property
    def settings(self) -> Settings:
        """The settings; a workflow replaces the two addresses through the environment, so that forks work."""
        path, raw = self.root / "_config.yml", self.configuration
        try:
            return Settings(
                **raw.get("press", {}),
                author=raw.get("author", ""),
                copyright=raw.get("copyright", ""),
                repository_url=os.environ.get("PRESS_REPOSITORY_URL") or raw["repository"]["url"],
                base_url=(os.environ.get("PRESS_BASE_URL") or raw["html"]["baseurl"]).rstrip("/"),
            )
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, ("press", *first["loc"])))
            raise PressError(
                f"{where}: {first['msg'].lower()}", path, mend="see press.book.Settings"
            ) from None
        except KeyError as error:
            raise PressError(
                f"{error} is missing", path, mend="add repository.url and html.baseurl"
            ) from None

    @cached_property
    def toc(self) -> dict:
        return read_yaml(self.root / "_toc.yml")

    @cached_property
    def parts(self) -> list[Part]:
        path = self.root / "_toc.yml"
        parts = [
            Part(part["caption"], tuple(chapter["file"] for chapter in part["chapters"]))
            for part in self.toc.get("parts", [])
        ]
        for part in parts:
            if part.key not in self.settings.parts:
                raise PressError(
                    f"the caption {part.key!r} has no titles",
                    path,
                    mend="add it to press.parts in _config.yml",
                )
        return parts

    @cached_property
    def pages(self) -> list[str]:
        """Every file of the table of contents, the landing page first."""
        return [self.toc["root"], *(name for part in self.parts for name in part.files)]

    @cached_property
    def chapters(self) -> list[str]:
        """The pages that are practicals (their English file has a `practical` block), in the book's order."""
        from press.chapter.front_matter import has_practical

        return [name for name in self.pages if has_practical(self.source(SOURCE_LANGUAGE, name))]


def read_yaml(path: Path):
    """The content of a YAML file; PressError names the line of a syntax error."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PressError("the file is missing", path, mend="restore it from the repository") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise PressError(f"not valid YAML: {error.problem}", path, line, "mend the syntax") from None
