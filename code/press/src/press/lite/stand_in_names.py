"""Which public names of JAX the browser's stand-in has, and which it lacks: asked of the stand-in itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from press.book import Book
from press.errors import PressError

# Parts for libraries rather than for readers.
HIDDEN = ("_src", "extend", "example_libraries", "experimental")

_PROGRAM = """
import importlib, json, sys, types
found = {}
for name in json.loads(sys.argv[1]):
    module = importlib.import_module(name)
    absent = set(getattr(getattr(module, "__getattr__", None), "names", ()))
    listed = getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")])
    right = {n for n in listed if not isinstance(getattr(module, n), types.ModuleType)} - absent
    found[name] = [sorted(right), sorted(absent)]
print(json.dumps(found))
"""


@dataclass(frozen=True)
class ModuleNames:
    """The names of one public module, in alphabetical order."""

    module: str
    right: tuple[str, ...]
    absent: tuple[str, ...]


def public_modules(book: Book) -> list[str]:
    """The importable modules of the stand-in that readers may use."""
    source = book.stand_in / "src"
    names = []
    for path in sorted((source / "jax").rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if not any(part in HIDDEN or part.startswith("_") for part in parts):
            names.append(".".join(parts))
    return sorted(names)


def names_of(book: Book) -> list[ModuleNames]:
    """Every public module with its names. Raises PressError when the stand-in cannot be imported."""
    source = book.stand_in / "src"
    environment = {**os.environ, "JAX_STAND_IN": "1", "PYTHONPATH": str(source)}
    command = [sys.executable, "-c", _PROGRAM, json.dumps(public_modules(book))]
    answer = subprocess.run(command, capture_output=True, text=True, env=environment)
    if answer.returncode:
        reason = answer.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise PressError(
            f"the stand-in for JAX cannot be imported: {reason[0]}",
            source,
            mend="run its tests in tests/stand_in",
        )
    found = json.loads(answer.stdout)
    modules = [ModuleNames(name, tuple(right), tuple(absent)) for name, (right, absent) in found.items()]
    return [module for module in modules if module.right or module.absent]


def source_files(book: Book) -> list[Path]:
    """What the names depend on."""
    return sorted((book.stand_in / "src").rglob("*.py"))
