"""`press execute`: runs what is stale, with a bar for each chapter."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from press.book import Book
from press.chapter import chapter as chapters
from press.errors import PressError
from press.outputs.execute import Job, all_jobs, execute_all
from press.outputs.recorded import State, state


def stale(book: Book, slugs: Sequence[str], languages: Sequence[str]) -> list[Job]:
    """The chapters whose recorded outputs are missing, stale or edited by hand."""
    return [
        job
        for job in all_jobs(book, slugs, languages)
        if state(book, chapters.read(book, job.language, job.slug)) is not State.FRESH
    ]


def refresh(
    book: Book, slugs: Sequence[str], languages: Sequence[str], everything: bool, console: Console
) -> list[Job]:
    """Run the stale chapters (or all of them) and return those that were run."""
    jobs = all_jobs(book, slugs, languages) if everything else stale(book, slugs, languages)
    if not jobs:
        return []
    _need_chapter_packages()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cells"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        tasks = {job: progress.add_task(str(job), total=None, start=False) for job in jobs}

        def report(job: Job, done: int, cells: int, seconds: float | None) -> None:
            if done or seconds is not None:
                progress.start_task(tasks[job])
            progress.update(tasks[job], completed=done, total=cells)
            if seconds is not None:
                progress.stop_task(tasks[job])
                progress.console.print(f"{job}: {cells} cells in {seconds:.0f} s")

        execute_all(book, jobs, report)
    return jobs


def _need_chapter_packages() -> None:
    """Executing needs what chapters import; reading the book does not."""
    import importlib.util

    if importlib.util.find_spec("matplotlib") is None:
        raise PressError(
            "the packages that chapters import are not installed",
            mend="run `make chapters`, then the command again",
        )
