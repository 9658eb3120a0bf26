"""Gives MyST-NB the published chapter for each `.md` source: no staged copy of the sources is needed."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from sphinx.application import Sphinx

from press.book import SOURCE_LANGUAGE, Book
from press.chapter import chapter as chapters
from press.chapter.blocks import CodeCell
from press.chapter.chapter import Chapter
from press.chapter.front_matter import has_practical, split
from press.errors import PressError
from press.outputs.recorded import load
from press.publish import SOLUTION, STUB, Code, Published, publish
from press.strings import strings

# MyST-NB hands a reader the text alone; the event that comes before tells whose text it is.
_current: dict[str, Sphinx | str] = {}


def setup(app: Sphinx) -> None:
    app.connect("source-read", _remember)
    app.connect("env-get-outdated", _outdated)
    app.connect("builder-inited", _keep_pictures_out_of_the_site, priority=900)


def _keep_pictures_out_of_the_site(app: Sphinx) -> None:
    """MyST-NB writes pictures beside the output folder, which is our published site."""
    folder = Path(app.doctreedir).parent / "pictures" / app.config.language
    app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=str(folder))


def _remember(app: Sphinx, name: str, source: list[str]) -> None:
    _current.update(app=app, name=name)


def _dependencies(book: Book, language: str, name: str) -> list[Path]:
    return [
        book.source(SOURCE_LANGUAGE, name),
        book.output(language, name),
        book.root / "book" / "glossary.yml",
    ]


def _outdated(app: Sphinx, env, added: set, changed: set, removed: set) -> list[str]:
    """Read a page again when something beside its source changed."""
    book = Book(Path(app.config.press_root))
    stamps: dict[str, list] = getattr(env, "press_stamps", {})
    fresh = {
        name: [
            path.stat().st_mtime_ns if path.exists() else 0
            for path in _dependencies(book, app.config.language, name)
        ]
        for name in env.found_docs
    }
    env.press_stamps = fresh
    return [
        name
        for name, stamp in fresh.items()
        if name in stamps and stamps[name] != stamp and name not in added
    ]


def read(content: str, **_: object) -> NotebookNode:
    """The notebook of one source: an ordinary page is one Markdown cell, a chapter is what `publish` gives."""
    app, name = _current["app"], _current["name"]
    book = Book(Path(app.config.press_root))
    language = app.config.language
    if not has_practical(book.source(SOURCE_LANGUAGE, name)):
        _, skipped = split(content)
        notebook = nbformat.v4.new_notebook(metadata={"source_map": [skipped - 1]})
        notebook.cells.append(nbformat.v4.new_markdown_cell("\n".join(content.split("\n")[skipped:])))
        return notebook
    try:
        chapter = chapters.read(book, language, name)
        published = publish(chapter, load(book, chapter))
    except PressError as error:
        # Sphinx would show a traceback: its own kind of error is printed as one line.
        from sphinx.errors import ExtensionError

        raise ExtensionError(str(error)) from None
    return _notebook(published)


def _notebook(published: Published) -> NotebookNode:
    chapter = published.chapter
    words = strings(chapter.language)
    notebook = nbformat.v4.new_notebook(
        metadata={"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    )
    # MyST-NB and MyST each add one to these lines.
    source_map: list[int] = []
    lines = _myst(chapter).split("\n")
    start = 0  # counted from the body's first line

    def markdown(end: int) -> None:
        text = "\n".join(lines[start:end])
        if text.strip():
            blank = len(text) - len(text.lstrip("\n"))
            source_map.append(chapter.body_line - 2 + start + blank)
            notebook.cells.append(nbformat.v4.new_markdown_cell(text.strip("\n")))

    for block in chapter.blocks:
        if not isinstance(block, CodeCell):
            continue
        markdown(block.line - chapter.body_line)
        for code in published.of(block):
            source_map.append(code.line - 2)
            notebook.cells.append(_code_cell(code, words))
        start = block.last_line - chapter.body_line + 1
    markdown(len(lines))
    notebook.metadata["source_map"] = source_map
    return notebook


def _code_cell(code: Code, words: dict[str, str]) -> NotebookNode:
    tags = list(code.tags)
    metadata = {**code.metadata, "tags": tags}
    if SOLUTION in tags:
        tags.append("hide-cell")
        myst_nb = dict(metadata.get("mystnb", {}))
        myst_nb |= {"code_prompt_show": words["show_solution"], "code_prompt_hide": words["hide_solution"]}
        metadata["mystnb"] = myst_nb
    cell = nbformat.v4.new_code_cell(code.source, metadata=metadata, outputs=code.outputs)
    cell.execution_count = None if STUB in tags else code.count
    return cell


def _myst(chapter: Chapter) -> str:
    """The body with what sphinx-exercise and sphinxcontrib-bibtex want differently; line numbers stay."""
    prefix = f"{chapter.slug}-"
    text = re.sub(r"^:level: (\w+)$", r":class: level-\1", chapter.body, flags=re.MULTILINE)
    text = re.sub(
        r"^:filter: docname in docnames$",
        f":keyprefix: {prefix}\n:filter: docname in docnames",
        text,
        flags=re.M,
    )

    def cite(found: re.Match) -> str:
        keys = ",".join(prefix + key.strip() for key in found[2].split(","))
        return f"{{{found[1]}}}`{keys}`"

    return re.sub(r"\{(cite(?::\w+)?)\}`([^`]+)`", cite, text)
