"""Builds the wheels of our packages: `practicals`, for every notebook, and the stand-in for JAX, for browsers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from press.book import Book
from press.errors import PressError
from press.outputs import lock


def wheel_name(book: Book) -> str:
    """The file name of the wheel of `practicals`, told without building it."""
    project = tomllib.loads((book.practicals / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"


def stand_in_name(book: Book) -> str:
    """The file name of the stand-in's wheel: it bears the locked version of JAX, marked."""
    return f"jax-{lock.versions(book.root)['jax']}+standin-py3-none-any.whl"


def build(book: Book, folder: Path) -> Path:
    """Build the wheel of `practicals` into a folder, the same bytes each time.

    Raises PressError when the build backend fails.
    """
    return _build(book.practicals, wheel_name(book), folder)


def build_stand_in(book: Book, folder: Path) -> Path:
    """Build the wheel of the stand-in for JAX into a folder, the same bytes each time. Raises PressError likewise."""
    return _build(book.stand_in, stand_in_name(book), folder)


def _build(project: Path, name: str, folder: Path) -> Path:
    with tempfile.TemporaryDirectory() as temporary:
        command = [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            temporary,
            str(project),
        ]
        # A fixed date keeps the archive's bytes stable from one build to the next.
        result = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1577836800"}
        )
        built = Path(temporary, name)
        if result.returncode or not built.exists():
            last = (result.stderr or result.stdout).strip().splitlines()[-1:]
            raise PressError(
                f"the wheel of {name.partition('-')[0]} does not build: {' '.join(last)}",
                project / "pyproject.toml",
            )
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / built.name
        target.write_bytes(built.read_bytes())
    return target
