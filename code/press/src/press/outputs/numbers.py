"""The numbers that cells printed: what must agree between languages, and between one run and the next."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from practicals.plot.sliders import MIME
from press.outputs import explorers

_NUMBER = re.compile(r"(?<![\w.])[-+−]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w])|\b(?:nan|inf)\b")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
_ANSI = re.compile(r"\x1b\[[\d;]*m")
ABSOLUTE = 1e-9


def has_picture(output: dict) -> bool:
    """Whether an output of a cell is one picture; the frames of sliders have alternative texts of their own."""
    data = output.get("data", {})
    return MIME not in data and any(kind.startswith("image/") for kind in data)


def text(output: dict) -> str:
    """What an output says in plain text: nothing for a picture, of sliders their values and alternative texts."""
    if has_picture(output):
        return ""
    if MIME in output.get("data", {}):
        return explorers.numbers_text(output["data"][MIME])
    content = output.get("text") or output.get("data", {}).get("text/plain") or output.get("traceback") or ""
    return _ANSI.sub("", content if isinstance(content, str) else "".join(content))


def text_of(outputs: Iterable[dict]) -> str:
    """What a cell's outputs say, errors left out."""
    return "\n".join(text(output) for output in outputs if output["output_type"] != "error")


def difference(one: str, other: str, relative: float = 1e-3, last_digits: int = 0) -> tuple[str, str] | None:
    """The first numbers that differ between two texts, as they were printed, or None.

    ``relative`` is the tolerance, or else ``last_digits`` units of the last digit that was printed. Within a line the order is free, for languages order a sentence differently.
    """
    ours, theirs = _lines(one), _lines(other)
    if [len(line) for line in ours] == [len(line) for line in theirs]:
        ours, theirs = ([sorted(line, key=_value) for line in lines] for lines in (ours, theirs))
    first_numbers, second_numbers = (
        [number for line in lines for number in line] for lines in (ours, theirs)
    )
    for first, second in zip(first_numbers, second_numbers, strict=False):
        a, b = _value(first), _value(second)
        absolute = ABSOLUTE + 1.001 * last_digits * max(_last_unit(first), _last_unit(second))
        if not (math.isclose(a, b, rel_tol=relative, abs_tol=absolute) or (math.isnan(a) and math.isnan(b))):
            return first, second
    if len(first_numbers) != len(second_numbers):
        return _plural(len(first_numbers)), _plural(len(second_numbers))
    return None


def _lines(content: str) -> list[list[str]]:
    """The numbers of each line that has any."""
    found = (_NUMBER.findall(_THOUSANDS.sub("", line)) for line in content.split("\n"))
    return [line for line in found if line]


def _value(number: str) -> float:
    return float(number.replace("−", "-"))


def _last_unit(number: str) -> float:
    """One unit of the last digit of a number that was printed with decimals or an exponent; 0 for an integer."""
    digits, _, exponent = number.lower().partition("e")
    decimals = len(digits.partition(".")[2])
    return 10.0 ** (int(exponent or 0) - decimals) if decimals or exponent else 0.0


def _plural(number: int) -> str:
    return f"{number} number{'' if number == 1 else 's'}"
