"""The `press` command: what a contributor types."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from press.book import LANGUAGES, Book
from press.errors import PressError, Problem

app = typer.Typer(
    name="press",
    help="Turns book/ into the site, the notebooks, JupyterLite and the handouts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_INTERRUPTED = 130  # what Typer returns after Ctrl+C
# Typer does not export the parent of its usage errors.
_UsageError = typer.BadParameter.__base__
console = Console()
errors = Console(stderr=True, soft_wrap=True, highlight=False)

Browser = Annotated[bool, typer.Option(help="Pyodide and JupyterLite too; --no-browser leaves them out.")]
Chapters = Annotated[
    list[str] | None, typer.Argument(help="Slugs of chapters; all of them when none is given.")
]


@app.command()
def build(
    browser: Browser = True,
) -> None:
    """Make _build/site: pages, notebooks, JupyterLite and handouts; only what is out of date."""
    from press.build import build as build_site

    book = Book.here()
    made = build_site(book, console, browser)
    console.print(f"{'built' if made else 'nothing to do'}: {book.site.relative_to(book.root)}")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port on localhost.")] = 8000,
    browser: Browser = True,
) -> None:
    """Build what is stale, serve it, and build again when a source changes."""
    from press.serve import serve as serve_site

    serve_site(Book.here(), port, console, browser)


@app.command()
def kit(
    language: Annotated[
        str | None, typer.Option(help="Only one: en, fr or both; all three by default.")
    ] = None,
) -> None:
    """Build what is stale, then write the classroom kits: zips with all of it, for a room without internet."""
    from press.build import build as build_site
    from press.kit.names import CHOICES
    from press.kit.pack import pack

    if language and language not in CHOICES:
        raise PressError(f"no kit in {language!r}", mend=f"use one of {', '.join(CHOICES)}")
    book = Book.here()
    build_site(book, console)
    if not pack(book, [language] if language else CHOICES, console):
        console.print(f"nothing to do: {(book.build / 'kit').relative_to(book.root)}")


@app.command()
def execute(
    slugs: Chapters = None,
    everything: Annotated[bool, typer.Option("--all", help="Run fresh chapters again too.")] = False,
    language: Annotated[str | None, typer.Option(help="Only one language: en or fr.")] = None,
) -> None:
    """Run stale chapters and record their outputs in book/outputs."""
    from press.outputs.refresh import refresh

    book = Book.here()
    refresh(book, _slugs(book, slugs), _languages(language), everything, console)


@app.command()
def verify(
    slugs: Chapters = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every chapter; by default the light ones.")
    ] = False,
    language: Annotated[str | None, typer.Option(help="Only one language: en or fr.")] = None,
) -> None:
    """Run chapters again from nothing and compare their numbers with those recorded; writes nothing."""
    from press.chapter import chapter as chapters
    from press.outputs.execute import all_jobs
    from press.outputs.verify import verify as verify_outputs

    book = Book.here()
    wanted = _slugs(book, slugs)
    if not slugs and not everything:
        wanted = [slug for slug in wanted if chapters.read(book, "en", slug).practical.runs_on == "browser"]
    verify_outputs(book, all_jobs(book, wanted, _languages(language)), console)


@app.command()
def links() -> None:
    """Ask every external address of the book whether it still answers (needs a network)."""
    from press.links import check_links

    check_links(Book.here(), console)


@app.command()
def check(
    slugs: Chapters = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend French typography in place.")] = False,
) -> None:
    """Say everything that can be said about the sources without building."""
    from press.checks.run import check as check_book

    book = Book.here()
    check_book(book, _slugs(book, slugs), fix, console)


@app.command()
def translated(
    chapter: Annotated[str, typer.Argument(help="The chapter's slug.")],
    labels: Annotated[
        list[str] | None, typer.Argument(help="Labels of sections; all of them when none is given.")
    ] = None,
) -> None:
    """Record that the French of a chapter, or of some sections, is up to date with the English."""
    from press.checks.translation import record

    book = Book.here()
    (slug,) = _slugs(book, [chapter])
    for label in record(book, slug, labels):
        console.print(f"recorded {label}", highlight=False, soft_wrap=True)


@app.command()
def new_chapter(
    name: Annotated[str, typer.Argument(help="The slug: lower-case letters, digits, underscores.")],
    part: Annotated[str, typer.Option(help="The part of the book, a caption of _toc.yml.")],
) -> None:
    """Start a chapter: both languages, its checks, its wrong answers, its line in the table of contents."""
    from press.scaffold import start

    book = Book.here()
    for path in start(book, name, part):
        console.print(f"wrote {path.relative_to(book.root)}", highlight=False, soft_wrap=True)


def _slugs(book: Book, wanted: list[str] | None) -> list[str]:
    for slug in wanted or []:
        if slug not in book.chapters:
            known = ", ".join(book.chapters)
            raise PressError(f"no chapter {slug!r} in _toc.yml", mend=f"use one of {known}")
    return wanted or book.chapters


def _languages(wanted: str | None) -> tuple[str, ...]:
    if wanted and wanted not in LANGUAGES:
        raise PressError(f"no language {wanted!r}", mend=f"use one of {', '.join(LANGUAGES)}")
    return (wanted,) if wanted else LANGUAGES


def _from_here(problem: Problem) -> Problem:
    """The problem with its path as seen from the current folder, so that a terminal can open it."""
    if problem.path and problem.path.is_relative_to(Path.cwd()):
        return replace(problem, path=problem.path.relative_to(Path.cwd()))
    return problem


def main() -> None:
    """Run a command; a fault is printed on one line each, without a traceback, and exits with 1."""
    try:
        status = app(standalone_mode=False)
    except PressError as error:
        for problem in error.problems:
            errors.print(f"[red]error[/red] {escape(str(_from_here(problem)))}")
        sys.exit(1)
    except _UsageError as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        status = _INTERRUPTED
    if status == _INTERRUPTED:
        errors.print("interrupted: what was finished is kept, the next run goes on from there")
    sys.exit(status)


if __name__ == "__main__":
    main()
