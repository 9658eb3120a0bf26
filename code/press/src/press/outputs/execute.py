"""Runs chapters and records what they print. A chapter that raises, warns or writes to stderr fails."""

from __future__ import annotations

import os
import platform
import re
import signal
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode

from practicals.plot.sliders import RECORDING
from press.book import Book
from press.chapter import chapter as chapters
from press.chapter.chapter import Chapter
from press.errors import PressError, Problem
from press.outputs import imports, lock
from press.outputs.key import code_of
from press.outputs.pictures import lighten
from press.outputs.recorded import save

CELL_SECONDS = 1800


# nbclient takes SIGINT and SIGTERM for itself; Windows has neither this signal nor the need.
_STOP = getattr(signal, "SIGUSR1", None)
# The client that this worker process is running, so that its kernel can be stopped with it.
_running: list[NotebookClient] = []


@dataclass(frozen=True)
class Job:
    """One chapter in one language."""

    language: str
    slug: str

    def __str__(self):
        return f"{self.language}/{self.slug}"


def run(book: Book, chapter: Chapter, on_cell: Callable[[], None] = lambda: None) -> NotebookNode:
    """Execute a chapter from nothing and return its code cells with their outputs.

    Raises PressError with the file and line of the cell that raised, warned or wrote to stderr.
    """
    notebook = nbformat.v4.new_notebook()
    for number, (cell, code) in enumerate(zip(chapter.cells, code_of(chapter), strict=True)):
        node = nbformat.v4.new_code_cell(code, id=f"cell-{number:03d}")
        if "raises-exception" in cell.tags:
            node.metadata["tags"] = ["raises-exception"]
        notebook.cells.append(node)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": folder}},
            on_cell_executed=lambda **_: on_cell(),
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        _running[:] = [client]
        try:
            client.execute(env=_environment(book), cwd=folder)
        except (CellExecutionError, CellTimeoutError, RuntimeError) as error:
            raise PressError(problems=[_failure(chapter, notebook, error)]) from None
    problems = [
        problem for number in range(len(notebook.cells)) for problem in _stderr(chapter, notebook, number)
    ]
    if problems:
        raise PressError(problems=problems)
    return _clean(notebook)


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that execute chapters; ended by `stop`, they take their kernels with them."""
    return ProcessPoolExecutor(workers, initializer=_prepare_worker)


def stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once."""
    for process in list(pool._processes.values()):
        if _STOP is None:
            process.kill()
        else:
            os.kill(process.pid, _STOP)


def _prepare_worker() -> None:
    # Ctrl+C reaches every process of the terminal: the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _STOP is not None:
        signal.signal(_STOP, _end_with_kernel)


def _end_with_kernel(number: int, _frame: object) -> None:
    for client in _running:
        pid = getattr(getattr(client.km, "provisioner", None), "pid", None)
        if pid:
            os.kill(pid, signal.SIGKILL)
    os._exit(128 + number)


def _environment(book: Book) -> dict[str, str]:
    return {
        **os.environ,
        "JAX_COMPILATION_CACHE_DIR": str(book.build / "cache" / "jax"),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0.2",
        "JAX_PLATFORMS": os.environ.get("JAX_PLATFORMS", "cpu"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        RECORDING: "1",
        "PYTHONHASHSEED": "0",
    }


def _failure(chapter: Chapter, notebook: NotebookNode, error: Exception) -> Problem:
    for cell, node in zip(chapter.cells, notebook.cells, strict=True):
        for output in node.get("outputs", []):
            if output.output_type == "error" and "raises-exception" not in cell.tags:
                message = f"the cell raised {output.ename}: {output.evalue.splitlines()[0] if output.evalue else ''}"
                return Problem(message, chapter.path, _error_line(cell, output), "mend the cell")
    first = str(error).strip().splitlines()[0]
    return Problem(f"the execution stopped: {first}", chapter.path, mend="mend the cell that ran last")


def _error_line(cell, output) -> int:
    """The file's line of an error: the traceback counts from 1 within the cell as it was run."""
    text = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
    found = re.search(r"Cell In\[\d+\], line (\d+)", text)
    if not found:
        return cell.first_line
    wanted, seen = int(found[1]), 0
    for offset, line in enumerate(cell.source.split("\n")):
        if not line.strip().startswith(("### BEGIN SOLUTION", "### END SOLUTION")):
            seen += 1
        if seen == wanted:
            return cell.first_line + offset
    return cell.first_line


def _stderr(chapter: Chapter, notebook: NotebookNode, number: int) -> list[Problem]:
    cell = chapter.cells[number]
    if "raises-exception" in cell.tags:
        return []
    texts = [
        output.text
        for output in notebook.cells[number].outputs
        if output.output_type == "stream" and output.name == "stderr" and output.text.strip()
    ]
    return [
        Problem(
            f"the cell warned or wrote to stderr: {text.strip().splitlines()[0]}",
            chapter.path,
            cell.first_line,
            "remove the cause: outputs hold no warning",
        )
        for text in texts
    ]


def _clean(notebook: NotebookNode) -> NotebookNode:
    """Stable bytes: merged streams, counted cells, only the metadata that renders."""
    for number, cell in enumerate(notebook.cells, 1):
        merged: list[NotebookNode] = []
        for output in cell.outputs:
            if output.output_type == "stream" and merged and merged[-1].get("name") == output.name:
                merged[-1].text += output.text
                continue
            merged.append(output)
        cell.outputs = merged
        cell.execution_count = number
        for output in cell.outputs:
            lighten(output)
            if "execution_count" in output:
                output.execution_count = number
        cell.metadata.pop("execution", None)
    notebook.metadata = nbformat.NotebookNode(language_info={"name": "python"})
    return notebook


def execute(book: Book, job: Job, progress: Path | None = None) -> float:
    """Run one chapter, record its outputs and return the seconds it took."""
    chapter = chapters.read(book, job.language, job.slug)
    started = time.perf_counter()

    def tick() -> None:
        if progress:
            with progress.open("a") as file:
                file.write(".")

    notebook = run(book, chapter, tick)
    seconds = time.perf_counter() - started
    locked = lock.versions(book.root)
    used = imports.distributions("\n".join(code_of(chapter)))
    record = {
        "python": platform.python_version(),
        "seconds": round(seconds),
        "versions": {name: locked[name] for name in sorted(used) if name in locked},
    }
    save(book, chapter, notebook, record)
    return seconds


def execute_all(
    book: Book,
    jobs: list[Job],
    report: Callable[[Job, int, int, float | None], None],
    workers: int | None = None,
) -> None:
    """Run chapters on the cores there are; each is recorded when it ends, so that the next run resumes.

    ``report(job, cells_done, cells, seconds)`` is called as cells end; seconds is None until the chapter is done.
    Raises PressError with the problems of every chapter that failed, after the others have ended.
    """
    problems: list[Problem] = []
    workers = workers or max(1, min(len(jobs), os.cpu_count() or 1))
    sizes = {job: len(chapters.read(book, job.language, job.slug).cells) for job in jobs}
    with tempfile.TemporaryDirectory() as folder:
        marks = {job: Path(folder, f"{job.language}-{job.slug}") for job in jobs}
        pool = worker_pool(workers)
        try:
            running = {pool.submit(execute, book, job, marks[job]): job for job in jobs}
            while running:
                done, _ = wait(running, timeout=0.3, return_when=FIRST_COMPLETED)
                for future in done:
                    job = running.pop(future)
                    try:
                        report(job, sizes[job], sizes[job], future.result())
                    except PressError as error:
                        problems += error.problems
                for job in running.values():
                    report(job, _cells_done(marks[job]), sizes[job], None)
        except KeyboardInterrupt:
            stop(pool)
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    if problems:
        raise PressError(problems=problems)


def _cells_done(mark: Path) -> int:
    return mark.stat().st_size if mark.exists() else 0


def all_jobs(book: Book, slugs: Iterable[str], languages: Iterable[str]) -> list[Job]:
    return [Job(language, slug) for slug in slugs for language in languages]
