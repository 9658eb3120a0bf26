"""The committed list of every file that the Pyodide distribution may be made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from press.errors import PressError
from press.lite.wheels import canonical

PATH = Path(__file__).with_name("manifest.json")
REFRESH = "python -m press.lite.refresh"

# What the Jupyter kernel loads when it starts: all of it must be at hand, or it looks outside.
KERNEL = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "ipython", "jedi")
# What the manifest holds for the light chapters; each build takes those of them that its chapters name.
PACKAGES = ("numpy", "matplotlib", "scikit-learn")


@dataclass(frozen=True)
class File:
    """One file: where it comes from (``release``, ``index``, ``lock`` or ``kernel``) and what it must be.

    A file of origin ``lock`` comes from the package index too, but is pinned by uv.lock.
    """

    name: str
    sha256: str
    size: int
    origin: str
    requirement: str = ""

    @property
    def mend(self) -> str:
        """What makes the pinned sha256 follow a change that is meant."""
        if self.origin == "lock":
            return f"lock it again (`uv lock --upgrade-package {self.requirement.partition('==')[0]}`)"
        return f"write the manifest again (`{REFRESH}`)"


@dataclass(frozen=True)
class Manifest:
    """The contents of manifest.json."""

    pyodide: str
    info: dict
    archive: str
    copy: File
    copy_folder: str
    core: tuple[File, ...]
    packages: dict[str, dict]

    def file(self, name: str) -> File:
        """The file of one package."""
        entry = self.packages[name]
        requirement = f"{name}=={entry['version']}"
        return File(entry["file_name"], entry["sha256"], entry["size"], entry["origin"], requirement)


def load(path: Path = PATH) -> Manifest:
    """Read the manifest."""
    raw = json.loads(path.read_text("utf-8"))
    copy = raw["copy"]
    return Manifest(
        pyodide=raw["pyodide"],
        info=raw["info"],
        archive=raw["archive"],
        copy=File(copy["file_name"], copy["sha256"], copy["size"], "index", copy["requirement"]),
        copy_folder=copy["folder"],
        core=tuple(File(name, *entry, "release") for name, entry in raw["core"].items()),
        packages=raw["packages"],
    )


def lock_entry(entry: dict) -> dict:
    """The part of a package's entry that goes into pyodide-lock.json."""
    return {key: value for key, value in entry.items() if key not in ("origin", "size")}


def closure(names: Iterable[str], manifest: Manifest, local: Mapping[str, dict] = {}) -> list[str]:
    """The packages and all that they depend on, sorted; ``local`` entries stand before the manifest's.

    Raises PressError for a package that is in neither.
    """
    found: set[str] = set()
    waiting = [(canonical(name), "the packages asked for") for name in names]
    unknown = {}
    while waiting:
        name, wanted_by = waiting.pop()
        if name in found:
            continue
        entry = local.get(name) or manifest.packages.get(name)
        if entry is None:
            unknown[name] = wanted_by
            continue
        found.add(name)
        waiting += [(canonical(dependency), name) for dependency in entry["depends"]]
    if unknown:
        listed = ", ".join(f"{name} (needed by {wanted_by})" for name, wanted_by in sorted(unknown.items()))
        raise PressError(f"the browser runtime does not hold {listed}", PATH, mend=f"add it with `{REFRESH}`")
    return sorted(found)
