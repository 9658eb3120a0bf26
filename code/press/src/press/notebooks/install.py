"""The install cell: adds what the reader's runtime lacks, at the locked versions."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from press.book import Book
from press.chapter.chapter import Chapter
from press.errors import PressError
from press.outputs import lock
from press.strings import strings
from press.wheel import wheel_name

# What `plot.explore` shows its sliders with where it is installed.
SLIDERS = "ipywidgets"


def pinned(book: Book, chapter: Chapter) -> dict[str, str]:
    """What the chapter imports besides the standard library, at the versions of uv.lock.

    Raises PressError for a package that is not locked.
    """
    locked = lock.versions(book.root)
    versions = {}
    for name in ("numpy", *chapter.practical.packages):
        if name not in locked:
            raise PressError(
                f"practical.packages names {name!r}, which is not in uv.lock",
                chapter.path,
                mend="add it to the `chapters` group of pyproject.toml and run `uv lock`",
            )
        versions[name] = locked[name]
    return versions


def install_cell(book: Book, chapter: Chapter) -> NotebookNode:
    """One short cell: the work is done by `practicals.runtime`, which never replaces an accelerator build."""
    wheel = f"{book.settings.base_url}/wheels/{wheel_name(book)}"
    return _cell(book, chapter, "install", before=f"%pip install --quiet {wheel}\n")


def versions_cell(book: Book, chapter: Chapter) -> NotebookNode:
    """The same in JupyterLite, where the packages come with the page and only wait to be loaded."""
    loaded = [*pinned(book, chapter), *([SLIDERS] if _has_sliders(chapter) else [])]
    names = ", ".join(f'"{name}"' for name in loaded)
    return _cell(book, chapter, "versions", after=f"await runtime.load({names})\n")


def _has_sliders(chapter: Chapter) -> bool:
    return any("plot.explore(" in cell.source for cell in chapter.cells)


def _cell(book: Book, chapter: Chapter, tag: str, before: str = "", after: str = "") -> NotebookNode:
    versions = ", ".join(f'"{name}": "{version}"' for name, version in pinned(book, chapter).items())
    source = (
        f"# {strings(chapter.language)[f'{tag}_comment']}\n"
        f"{before}"
        "from practicals import runtime\n"
        "\n"
        f"{after}"
        f'runtime.prepare({{{versions}}}, language="{chapter.language}")'
    )
    return nbformat.v4.new_code_cell(source, metadata={"tags": [tag]})
