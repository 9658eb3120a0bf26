"""Builds the notebooks of a chapter: for learners, for tutors, and for JupyterLite."""

from __future__ import annotations

from enum import Enum

import nbformat
from nbformat import NotebookNode

from press.book import Book
from press.chapter.blocks import CodeCell
from press.notebooks.install import install_cell, versions_cell
from press.notebooks.markdown import Renderer, markdown_cells, page_url
from press.publish import SOLUTION, Code, Published
from press.strings import strings


class Edition(Enum):
    """Who opens the notebook, and where."""

    LEARNER = "learner"  # Colab, Binder, a laptop
    LITE = "lite"  # JupyterLite: everything comes with the page, so nothing is installed
    TUTOR = "tutor"  # solutions, answers and notes open


def build(book: Book, published: Published, edition: Edition) -> NotebookNode:
    """A notebook without outputs, the same bytes at every build."""
    chapter = published.chapter
    renderer = Renderer(book, published, for_tutor=edition is Edition.TUTOR)
    notebook = nbformat.v4.new_notebook(metadata=_metadata(published))
    for piece in markdown_cells(renderer):
        if isinstance(piece, CodeCell):
            if not _has_code(notebook):
                first_cell = versions_cell if edition is Edition.LITE else install_cell
                notebook.cells.append(first_cell(book, chapter))
            notebook.cells += [
                _code_cell(code, edition, strings(chapter.language)) for code in published.of(piece)
            ]
        else:
            text = piece if notebook.cells else _with_link_back(piece, book, published)
            notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{chapter.slug.replace('_', '-')}-{number:03d}"
    return notebook


def _has_code(notebook: NotebookNode) -> bool:
    return any(cell.cell_type == "code" for cell in notebook.cells)


def _metadata(published: Published) -> dict:
    metadata: dict = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    if published.chapter.practical.runs_on == "gpu":
        metadata |= {"accelerator": "GPU", "colab": {"gpuType": "T4", "provenance": []}}
    return metadata


def _with_link_back(text: str, book: Book, published: Published) -> str:
    """Under the title: what the chapter asks for, and where it can be read with its outputs."""
    chapter, words = published.chapter, strings(published.chapter.language)
    practical = chapter.practical
    facts = [
        words[practical.level].capitalize(),
        words["minutes"].format(n=practical.minutes),
        words[f"runs_on_{practical.runs_on}"],
    ]
    link = f"[{words['read_with_outputs']}]({page_url(book, chapter)})"
    title, _, rest = text.partition("\n")
    return f"{title}\n\n{' · '.join(facts)} · {link}\n{rest}"


def _code_cell(code: Code, edition: Edition, words: dict[str, str]) -> NotebookNode:
    cell = nbformat.v4.new_code_cell(code.source)
    kept = [tag for tag in code.tags if tag in (SOLUTION, "raises-exception")]
    if kept:
        cell.metadata["tags"] = kept
    if SOLUTION in code.tags:
        source = code.source
        if edition is not Edition.TUTOR:
            # Running it lets someone stuck go on; it must not tell them "correct".
            source = source[: source.rindex("check.")].rstrip()
            # Jupyter folds by the first key, Colab shows its form view by the second.
            cell.metadata["jupyter"] = {"source_hidden": True}
            cell.metadata["cellView"] = "form"
        cell.source = f"# @title {words['solution']}{words['colon']} {code.exercise.title}\n{source}"
    return cell
