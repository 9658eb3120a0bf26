"""The numbers that a cell printed: what must agree between languages, and between one run and the next."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from nbformat import NotebookNode

_NUMBER = re.compile(r"(?<![\w.])[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])|\b(?:nan|inf)\b")
_ANSI = re.compile(r"\x1b\[[\d;]*m")


def text_of(outputs: Iterable[NotebookNode]) -> str:
    """The plain text of a cell's outputs; pictures are left out."""
    texts = []
    for output in outputs:
        if output.output_type == "stream":
            texts.append(output.text)
        elif "text/plain" in output.get("data", {}) and not any(
            kind.startswith("image/") for kind in output.data
        ):
            texts.append(output.data["text/plain"])
    return _ANSI.sub("", "\n".join(texts))


def numbers(outputs: Iterable[NotebookNode]) -> list[float]:
    """Every number in the printed text, in order."""
    return [float(found.replace("−", "-")) for found in _NUMBER.findall(text_of(outputs))]


def same(first: list[float], second: list[float], tolerance: float = 1e-3) -> bool:
    """Whether two lists of numbers agree: as many, and each within a relative tolerance (or both nan)."""
    return len(first) == len(second) and all(
        math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance * 1e-2) or (math.isnan(a) and math.isnan(b))
        for a, b in zip(first, second, strict=True)
    )
