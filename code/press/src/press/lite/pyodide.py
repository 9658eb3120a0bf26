"""Assemble the trimmed, verified Pyodide distribution that both JupyterLite sites load."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from press.lite import manifest as manifests
from press.lite.folders import bytes_in, remove_leftovers, replace_folder
from press.lite.manifest import KERNEL, PACKAGES, File, Manifest
from press.lite.sources import Store, Unreachable, default_sources
from press.lite.wheels import describe, digest, licence

LOCK = "pyodide-lock.json"
STAMP = "files.json"
LICENCES = "LICENCES.txt"
MENTION = """\
What this folder redistributes, unchanged, and under which licences.

Pyodide {version} (pyodide.mjs, pyodide.asm.mjs, pyodide.asm.wasm): Mozilla Public License 2.0,
https://www.mozilla.org/MPL/2.0/; source code: https://github.com/pyodide/pyodide/tree/{version}
CPython's standard library (python_stdlib.zip): Python Software Foundation License 2.0,
https://docs.python.org/3/license.html

Each package below is a zip file that holds the text of its licence, under the name in brackets.

"""


def assemble(
    target: Path,
    cache: Path,
    wheels: list[Path],
    packages: list[str] | tuple[str, ...] = PACKAGES,
    progress: Progress | None = None,
    sources: list | None = None,
    manifest: Manifest | None = None,
) -> Path | None:
    """Put the distribution in ``target``: Pyodide, the kernel, ``packages``, the local ``wheels``, a lock.

    Files that were downloaded and verified once stay in ``cache``. Returns ``target``, or None after one
    warning when no source answers. Raises PressError when a file is not what the manifest says. The
    target is complete or untouched, whenever the work is interrupted.
    """
    manifest = manifest or manifests.load()
    remove_leftovers(target)
    local = {(entry := describe(wheel))["name"]: (wheel, entry) for wheel in wheels}
    entries = {name: entry for name, (_, entry) in local.items()}
    names = manifests.closure([*KERNEL, *packages, *local], manifest, entries)
    files = [*manifest.core, *(manifest.file(name) for name in names if name not in local)]
    lock = {
        "info": manifest.info,
        "packages": {
            name: entries[name] if name in local else manifests.lock_entry(manifest.packages[name])
            for name in names
        },
    }
    key = hashlib.sha256(json.dumps([manifest.pyodide, lock, MENTION], sort_keys=True).encode()).hexdigest()
    if is_complete(target, key):
        return target
    with byte_bars(progress) as shown:
        store = Store(cache / f"pyodide-{manifest.pyodide}")
        missing = store.missing(files)
        reasons = []
        for source in default_sources(manifest) if sources is None else sources:
            wanted = [file for file in missing if file.origin in source.origins]
            if not wanted:
                continue
            try:
                source.fetch(wanted, store, shown)
            except Unreachable as reason:
                reasons.append(str(reason))
            missing = [file for file in missing if not store.path(file).exists()]
        if missing:
            warn(shown.console, missing, reasons)
            return None
        paths = [store.path(file) for file in files] + [wheel for wheel, _ in local.values()]
        for name, entry in lock["packages"].items():
            if "imports" not in entry:
                entry["imports"] = describe(store.path(manifest.file(name)))["imports"]
        write(target, paths, lock, key, manifest.pyodide)
        size = f"{bytes_in(target) / 1e6:.1f} MB"
        shown.console.print(f"Pyodide {manifest.pyodide}: {len(names)} packages, {size}", highlight=False)
    return target


def is_complete(target: Path, key: str) -> bool:
    """Whether the target was made from the same inputs, and every file is there with its size."""
    try:
        stamp = json.loads((target / STAMP).read_text("utf-8"))
        return stamp["key"] == key and all(
            (target / name).stat().st_size == file["size"] for name, file in stamp["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def write(target: Path, paths: list[Path], lock: dict, key: str, version: str) -> None:
    """Write the folder beside its place, then put it there in one step."""
    partial = target.with_name(f".{target.name}.part")
    partial.mkdir(parents=True)
    for path in paths:
        shutil.copyfile(path, partial / path.name)
    (partial / LOCK).write_text(json.dumps(lock, indent=1, sort_keys=True), "utf-8")
    licences = [f"{wheel.name}: {licence(wheel)}\n" for wheel in sorted(partial.glob("*.whl"))]
    (partial / LICENCES).write_text(MENTION.format(version=version) + "".join(licences), "utf-8")
    files = {
        path.name: {"sha256": digest(path), "size": path.stat().st_size} for path in sorted(partial.iterdir())
    }
    (partial / STAMP).write_text(json.dumps({"key": key, "files": files}, indent=1), "utf-8")
    replace_folder(partial, target)


def warn(console, missing: list[File], reasons: list[str]) -> None:
    """Say once, and clearly, that the site is built without the browser runtime."""
    why = "; ".join(dict.fromkeys(reasons)) or "no source holds them"
    console.print(
        f"[yellow]Warning:[/] {len(missing)} files of Pyodide cannot be had ({escape(why)}). "
        "The site is built without the browser runtime; build again with a network to add it.",
        soft_wrap=True,
    )


@contextlib.contextmanager
def byte_bars(progress: Progress | None):
    """The caller's progress display, or one of our own, counted in bytes."""
    if progress is not None:
        yield progress
        return
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(*columns, transient=True) as own:
        yield own
