"""Traces of the machine that a text was made on: absolute paths, hosts of package registries."""

from __future__ import annotations

import re

_FOLDERS = "home|root|tmp|opt|mnt|Users|usr/lib|usr/local/lib|var/folders|work"
_PATH = re.compile(
    rf"(?<![\w/.:])/(?:{_FOLDERS})/[\w.@-]+[\w./@-]*|\b[A-Z]:\\(?:Users|Program|Windows|Temp)\b[\w\\. -]*"
)
_REGISTRY = re.compile(r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|anaconda|conda)\.(?:org|com|io)\b")


def trace(text: str) -> str:
    """The first absolute path of a machine in a text, or an empty string."""
    found = _PATH.search(text)
    return found[0] if found else ""


def registry(text: str) -> str:
    """The first host of a package registry in a text, or an empty string."""
    found = _REGISTRY.search(text)
    return found[0] if found else ""
