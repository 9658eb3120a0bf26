"""A Pyodide in miniature: tiny wheels, their manifest, and sources that hold them."""

import hashlib
import os
import time
import zipfile
from pathlib import Path

import pytest

from press.lite.manifest import KERNEL, File, Manifest
from press.lite.sources import Unreachable
from press.lite.wheels import describe

FIXED_DATE = (2020, 1, 1, 0, 0, 0)


def make_wheel(folder: Path, name: str, requires=(), version="1.0", body="") -> Path:
    """A wheel of one empty module."""
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    path = folder / f"{module}-{version}-py3-none-any.whl"
    headers = [f"Name: {name}", f"Version: {version}", "License-Expression: MIT"]
    headers += [f"Requires-Dist: {requirement}" for requirement in requires]
    info = f"{module}-{version}.dist-info"
    tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    contents = {
        f"{module}/__init__.py": body,
        f"{info}/METADATA": "Metadata-Version: 2.4\n" + "\n".join(headers) + "\n",
        f"{info}/WHEEL": tags,
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in contents.items():
            archive.writestr(zipfile.ZipInfo(member, FIXED_DATE), text)
    return path


class Distribution:
    """The files of a small distribution, all of one origin, and the manifest that lists them."""

    def __init__(self, folder: Path, origin: str = "release"):
        self.folder = folder
        needs = {"numbers": [], "figures": ["numbers"], **{name: [] for name in KERNEL}}
        wheels = [make_wheel(folder, name, requires) for name, requires in needs.items()]
        core = folder / "pyodide.mjs"
        core.write_text("export {};", "utf-8")
        packages = {
            (entry := describe(wheel))["name"]: entry | {"size": wheel.stat().st_size, "origin": origin}
            for wheel in wheels
        }
        self.manifest = Manifest(
            pyodide="1.2.3",
            info={"python": "3.14.0"},
            archive="http://127.0.0.1:1/pyodide-1.2.3.tar.bz2",
            copy=File("copy-1.0-py3-none-any.whl", "", 0, "index", "copy==1.0"),
            copy_folder="inside/",
            core=(File(core.name, hashlib.sha256(core.read_bytes()).hexdigest(), 10, origin),),
            packages=packages,
        )


class Folder:
    """A source that reads a folder, counts what it gave, and can break off after some files."""

    def __init__(self, folder: Path, stop_after: int | None = None, origins=("release",)):
        self.folder = folder
        self.stop_after = stop_after
        self.origins = origins
        self.given = []

    def fetch(self, files, store, progress):
        for file in files:
            if self.stop_after is not None and len(self.given) == self.stop_after:
                raise KeyboardInterrupt
            store.put(file, (self.folder / file.name).read_bytes(), "a test")
            self.given.append(file.name)


class Nowhere:
    """A source that never answers."""

    origins = ("release", "index", "kernel")

    def fetch(self, files, store, progress):
        raise Unreachable("no route")


@pytest.fixture
def wheel():
    return make_wheel


@pytest.fixture
def distribution(tmp_path):
    return Distribution(tmp_path / "upstream")


@pytest.fixture
def folder_source(distribution):
    return lambda **options: Folder(distribution.folder, **options)


@pytest.fixture
def nowhere():
    return Nowhere()


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """``once(name, make)``: a folder that ``make(folder)`` fills in one of the workers of a run, for all of them."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def call(name, make):
        folder, done = root / name, root / f"{name}-done"
        try:
            folder.mkdir()
        except FileExistsError:
            deadline = time.monotonic() + 300
            while not done.exists():
                assert time.monotonic() < deadline, f"another worker did not make {name}"
                time.sleep(0.2)
        else:
            make(folder)
            done.touch()
        return folder

    return call
