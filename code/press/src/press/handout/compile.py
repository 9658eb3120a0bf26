"""Turns Typst sources into PDF files, in parallel, and says what is wrong with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import typst

from press.handout.faults import Diagnostic

FONTS = Path(__file__).with_name("fonts")
# PDF/UA-1 makes Typst refuse what a screen reader could not read: a picture without words, a missing glyph.
STANDARDS = ["ua-1"]
# A fixed time (2026-01-01) instead of now, so that two builds give the same bytes.
TIMESTAMP = 1767225600

_PLACE = re.compile(r"┌─ (?:/?)(?P<file>[^\n]+?):(?P<line>\d+):\d+")


@dataclass(frozen=True)
class Job:
    """A Typst source and the PDF that it becomes."""

    source: Path
    pdf: Path


@dataclass(frozen=True)
class Compiled:
    """A job that is done; with diagnostics, its PDF was not written."""

    job: Job
    diagnostics: tuple[Diagnostic, ...]


def compile_all(jobs: Sequence[Job], root: Path) -> Iterator[Compiled]:
    """Compile on every core (Typst leaves Python's lock while it works); yields each job as it ends.

    ``root`` holds everything that the sources read but the fonts, which are the press's own.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in as_completed([pool.submit(_compile, job, root, fonts) for job in jobs]):
            yield done.result()


def _compile(job: Job, root: Path, fonts: typst.Fonts) -> Compiled:
    compiler = typst.Compiler(root=str(root), font_paths=fonts)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            str(job.source), format="pdf", pdf_standards=STANDARDS, timestamp=TIMESTAMP
        )
    except typst.TypstError as error:
        return Compiled(job, tuple(_diagnostics(error.diagnostic, job.source.name)))
    if warnings:
        found = [
            diagnostic
            for warning in warnings
            for diagnostic in _diagnostics(warning.diagnostic, job.source.name)
        ]
        return Compiled(job, tuple(found))
    temporary = job.pdf.with_name(f".{job.pdf.name}.{os.getpid()}")
    temporary.write_bytes(pdf)
    temporary.replace(job.pdf)
    return Compiled(job, ())


def _diagnostics(text: str, source: str) -> Iterator[Diagnostic]:
    """Typst's report, taken apart: each finding starts with `error:` or `warning:` and may show its place."""
    for report in re.split(r"^(?=error: |warning: )", text, flags=re.MULTILINE):
        if not report.startswith(("error: ", "warning: ")):
            continue
        message = report.split("\n", 1)[0].split(": ", 1)[1]
        hints = re.findall(r"= hint: (.+)", report)
        places = [found for found in _PLACE.finditer(report) if Path(found["file"]).name == source]
        line = int(places[0]["line"]) if places else None
        yield Diagnostic("; ".join([message, *hints]), line)
