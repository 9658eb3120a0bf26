"""What a pure-Python wheel says of itself, as an entry of `pyodide-lock.json`."""

from __future__ import annotations

import hashlib
import re
import zipfile
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement

from press.errors import PressError

# Where the wheel will run: Pyodide's own answers to the markers of a requirement.
BROWSER = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.0",
    "python_version": "3.14",
    "sys_platform": "emscripten",
}


def canonical(name: str) -> str:
    """The one spelling of a distribution's name that the lock uses."""
    return re.sub(r"[-_.]+", "-", name).lower()


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def metadata(wheel: Path):
    """The headers of the wheel's METADATA; PressError when the file is not a wheel."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            return HeaderParser().parsestr(archive.read(name).decode())
    except (OSError, zipfile.BadZipFile, StopIteration) as error:
        raise PressError(f"not a wheel ({error})", wheel, mend="build or download it again") from error


def describe(wheel: Path) -> dict:
    """The lock entry of a pure-Python wheel: name, version, dependencies, imports, sha256."""
    headers = metadata(wheel)
    requirements = map(Requirement, headers.get_all("Requires-Dist", []))
    with zipfile.ZipFile(wheel) as archive:
        modules = [PurePosixPath(name) for name in archive.namelist() if name.endswith(".py")]
    return {
        "name": canonical(headers["Name"]),
        "version": headers["Version"],
        "file_name": wheel.name,
        "sha256": digest(wheel),
        "imports": sorted({module.parts[0].removesuffix(".py") for module in modules}),
        "depends": sorted(
            canonical(requirement.name)
            for requirement in requirements
            if requirement.marker is None or requirement.marker.evaluate(BROWSER)
        ),
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def licence(wheel: Path) -> str:
    """One line: the wheel's licence, and the names of the licence texts that it holds."""
    headers = metadata(wheel)
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in headers.get_all("Classifier", [])
        if line.startswith("License ::") and line.count("::") > 1
    ]
    stated = (headers["License"] or "").strip().splitlines() or ["see the text"]
    names = headers["License-Expression"] or ", ".join(classifiers) or stated[0]
    with zipfile.ZipFile(wheel) as archive:
        texts = [
            name
            for name in archive.namelist()
            if ".dist-info/" in name and re.search(r"licen[cs]e|copying|notice", name, re.IGNORECASE)
        ]
    listed = ", ".join(sorted(text for text in texts if not text.endswith("/")))
    return f"{names} ({listed})" if listed else names
