"""The versions in uv.lock: what the outputs were made with and what install cells pin."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from press.errors import PressError


@cache
def packages(root: Path) -> list[dict]:
    """Every locked distribution as uv.lock describes it. Raises PressError where uv.lock is missing."""
    path = root / "uv.lock"
    if not path.exists():
        raise PressError("the lock is missing", path, mend="run `uv lock`")
    return tomllib.loads(path.read_text(encoding="utf-8"))["package"]


def versions(root: Path) -> dict[str, str]:
    """Name → version of every locked distribution. Raises PressError where uv.lock is missing."""
    return {package["name"]: package["version"] for package in packages(root) if "version" in package}
