"""`press verify`: runs chapters again from nothing and compares the numbers with those recorded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, as_completed

from nbformat import NotebookNode
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from press.book import Book
from press.chapter import chapter as chapters
from press.chapter.chapter import Chapter
from press.errors import PressError, Problem
from press.outputs import recorded
from press.outputs.execute import Job, run, stop, worker_pool
from press.outputs.numbers import difference, text_of

# Another processor adds in another order, and training amplifies it.
TOLERANCE, TRAINED_TOLERANCE = 1e-3, 0.2


def differences(chapter: Chapter, before: NotebookNode, now: NotebookNode) -> Iterator[Problem]:
    """One problem for each cell whose numbers or kinds of outputs are not those recorded."""
    for cell, old, new in zip(chapter.cells, before.cells, now.cells, strict=True):
        if "varies" in cell.tags:
            continue
        tolerance = TRAINED_TOLERANCE if "heavy" in cell.tags else TOLERANCE
        found = difference(text_of(old.outputs), text_of(new.outputs), tolerance)
        if found:
            yield Problem(
                f"the recorded {found[0]} is now {found[1]}",
                chapter.path,
                cell.first_line,
                f"run `press execute --all {chapter.slug}` and look at what changed",
            )
        elif _kinds(old) != _kinds(new):
            yield Problem(
                "the cell shows other kinds of outputs than recorded", chapter.path, cell.first_line
            )


def _kinds(cell: NotebookNode) -> list[str]:
    return sorted(kind for output in cell.outputs for kind in output.get("data", {}))


def _verify(book: Book, job: Job) -> list[Problem]:
    chapter = chapters.read(book, job.language, job.slug)
    before = recorded.load(book, chapter)
    if before is None:
        return [
            Problem(
                "the chapter has no recorded outputs", chapter.path, mend=f"run `press execute {job.slug}`"
            )
        ]
    return list(differences(chapter, before, run(book, chapter)))


def _found(future: Future) -> list[Problem]:
    try:
        return future.result()
    except PressError as error:
        return error.problems


def verify(book: Book, jobs: list[Job], console: Console) -> None:
    """Run the chapters; raises PressError with every difference."""
    problems: list[Problem] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress, worker_pool(os.cpu_count() or 1) as pool:
        task = progress.add_task("verifying", total=len(jobs))
        waiting = {pool.submit(_verify, book, job): job for job in jobs}
        try:
            for future in as_completed(waiting):
                found = _found(future)
                problems += found
                verdict = f"{len(found)} differences" if found else "as recorded"
                progress.console.print(f"{waiting[future]}: {verdict}")
                progress.advance(task)
        except KeyboardInterrupt:
            stop(pool)
            raise
    if problems:
        raise PressError(problems=problems)
