"""Write manifest.json again: after a new Pyodide, a new kernel, or when a chapter needs one more package.

Needs two downloads, which a build does without:

    npm pack pyodide@314.0.3
    pip download --no-deps --ignore-requires-python open-webui==0.12.4
    python -m press.lite.refresh pyodide-314.0.3.tgz open_webui-0.12.4-py3-none-any.whl [PACKAGE[==VERSION] …]

A compiled wheel is taken at the sha256 of Pyodide's own lock. A pure-Python wheel that the second file
holds unchanged is too; any other comes from the package index, at the lock's version or the one given.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from press.errors import PressError
from press.lite import manifest, sources
from press.lite.wheels import canonical, describe, digest

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
ARCHIVE = "https://github.com/pyodide/pyodide/releases/download/{version}/pyodide-{version}.tar.bz2"
COPY_FOLDER = "open_webui/frontend/pyodide/"
EXTRA = ("comm==0.2.3", "pandas")


def main(arguments: list[str]) -> None:
    """Write the manifest from the two downloaded files and the packages to hold besides the usual ones."""
    core, copy, *packages = arguments
    version = re.search(r"(\d+\.\d+\.\d+)\.tgz$", core)[1]
    with tarfile.open(core) as archive:
        contents = {name: archive.extractfile(f"package/{name}").read() for name in CORE}
        lock = json.load(archive.extractfile("package/pyodide-lock.json"))
    official = {canonical(name): entry for name, entry in lock["packages"].items()}
    with tempfile.TemporaryDirectory() as folder:
        entries = collect(official, Path(copy), [*manifest.PACKAGES, *EXTRA, *packages], Path(folder))
    written = {
        "pyodide": version,
        "info": lock["info"],
        "archive": ARCHIVE.format(version=version),
        "copy": {
            "requirement": "open-webui=={}".format(Path(copy).name.split("-")[1]),
            "file_name": Path(copy).name,
            "sha256": digest(Path(copy)),
            "size": Path(copy).stat().st_size,
            "folder": COPY_FOLDER,
        },
        "core": {name: [hashlib.sha256(contents[name]).hexdigest(), len(contents[name])] for name in CORE},
        "packages": dict(sorted(entries.items())),
    }
    manifest.PATH.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", "utf-8")


def collect(official: dict, copy: Path, packages: list[str], folder: Path) -> dict:
    """The manifest's entries of the packages, of the kernel and of all that they depend on."""
    kernel = {describe(wheel)["name"]: wheel for wheel in sources.kernel_folder().glob("*.whl")}
    pinned = dict(package.split("==") for package in packages if "==" in package)
    waiting = [*manifest.KERNEL, *(package.split("==")[0] for package in packages)]
    entries: dict[str, dict] = {}
    with zipfile.ZipFile(copy) as archive:
        while waiting:
            name = canonical(waiting.pop())
            if name in entries:
                continue
            if name in kernel:
                entry = describe(kernel[name]) | {"size": kernel[name].stat().st_size, "origin": "kernel"}
            else:
                entry = from_lock(official.get(name), archive) or from_index(
                    name, pinned.get(name), official.get(name), folder
                )
            entry["depends"] = sorted(map(canonical, entry["depends"]))
            entries[name] = entry
            waiting += entry["depends"]
    return entries


def from_lock(entry: dict | None, archive: zipfile.ZipFile) -> dict | None:
    """The lock's entry when the copy holds that very file; None for a pure-Python wheel that it lacks."""
    if entry is None:
        return None
    member = COPY_FOLDER + entry["file_name"]
    held = archive.read(member) if member in archive.namelist() else b""
    if hashlib.sha256(held).hexdigest() == entry["sha256"]:
        return entry | {"size": len(held), "origin": "release"}
    if entry["file_name"].endswith("-none-any.whl"):
        return None
    raise PressError(f"{entry['file_name']} is not in {archive.filename} as Pyodide's lock wants it")


def from_index(name: str, version: str | None, entry: dict | None, folder: Path) -> dict:
    """Download a pure-Python wheel and describe it, keeping what the lock knows of its imports and needs."""
    version = version or (entry or {}).get("version")
    if version is None:
        raise PressError(f"{name} is not in Pyodide's lock", mend=f"say which version: {name}==…")
    (wheel,) = sources.pip_download([f"{name}=={version}"], folder / name)
    known = entry if entry and entry["version"] == version else {}
    return (
        describe(wheel)
        | {key: known[key] for key in ("imports", "depends") if key in known}
        | {"size": wheel.stat().st_size, "origin": "index"}
    )


if __name__ == "__main__":
    main(sys.argv[1:])
