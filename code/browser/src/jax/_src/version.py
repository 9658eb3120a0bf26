"""The version of the JAX that the book is locked to, marked as the stand-in's: ``0.10.2+standin``.

A checkout reads it in uv.lock, also when the wheel is built; the installed wheel bears it in a folder's name.
"""

import re
from pathlib import Path

MARK = "standin"
_PROJECT = Path(__file__).parents[3]


def _locked(lock: Path) -> str:
    found = re.search(r'^name = "jax"\nversion = "([^"]+)"', lock.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise RuntimeError(f"{lock} holds no version of jax: run `uv lock`")
    return f"{found[1]}+{MARK}"


def _installed() -> str:
    # importlib.metadata would say it too, but takes a third of a second to import in a browser.
    (information,) = Path(__file__).parents[2].glob(f"jax-*+{MARK}.dist-info")
    return information.name.removeprefix("jax-").removesuffix(".dist-info")


version = _locked(_PROJECT.parents[1] / "uv.lock") if (_PROJECT / "pyproject.toml").exists() else _installed()
version_info = tuple(int(part) for part in version.partition("+")[0].split("."))
