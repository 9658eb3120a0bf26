"""Builds the wheel of `practicals`, which Colab installs and JupyterLite preloads."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from press.book import Book
from press.errors import PressError


def wheel_name(book: Book) -> str:
    """The file name of the wheel, told without building it."""
    project = tomllib.loads((book.practicals / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"


def build(book: Book, folder: Path) -> Path:
    """Build the wheel into a folder, the same bytes each time. Raises PressError when the build backend fails."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            temporary,
            str(book.practicals),
        ]
        # A fixed date keeps the archive's bytes stable from one build to the next.
        result = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1577836800"}
        )
        built = Path(temporary, wheel_name(book))
        if result.returncode or not built.exists():
            last = (result.stderr or result.stdout).strip().splitlines()[-1:]
            raise PressError(
                f"the wheel of practicals does not build: {' '.join(last)}",
                book.practicals / "pyproject.toml",
            )
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / built.name
        target.write_bytes(built.read_bytes())
    return target
