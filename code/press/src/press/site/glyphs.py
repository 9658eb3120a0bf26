"""What a formula draws: which characters, how deep in exponents and indices, and in which of the two fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

# Their first child stays at the size of what is around; the others are exponents, indices or limits.
_SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mroot"}
# A single letter in <mi> is drawn in italics: browsers take these letters of the font for it.
_ITALIC_CODES = [0x210E, *range(0x1D434, 0x1D468), 0x1D6A4, 0x1D6A5, *range(0x1D6E2, 0x1D71C)]
_ITALIC = {
    chr(int(parts[1], 16)): chr(code)
    for code in _ITALIC_CODES
    if (parts := unicodedata.decomposition(chr(code)).split())
}


class Glyph(NamedTuple):
    """A character that is drawn. ``depth`` is 0 in the line, 1 in an exponent, 2 in an exponent's exponent."""

    character: str
    depth: int = 0
    # Script capitals and primes come from Temml's own font.
    script_font: bool = False


def drawn(element: str) -> set[Glyph]:
    """What a `<math>` element draws; spaces and invisible operators are among it."""
    return set(_walk(ElementTree.fromstring(element), 0))


def _walk(node: ElementTree.Element, depth: int) -> Iterator[Glyph]:
    if node.tag in ("msqrt", "mroot"):
        # The browser draws the sign, which stands nowhere in the formula.
        yield Glyph("√", depth)
    text = node.text or ""
    if node.tag == "mi" and len(text) == 1 and node.get("mathvariant") != "normal":
        text = _ITALIC.get(text, text)
    script_font = not {"mathscr", "tml-prime"}.isdisjoint(node.get("class", "").split())
    for character in text:
        yield Glyph(character, depth, script_font)
    for number, child in enumerate(node):
        # A fraction in a line of text is set like an exponent.
        deeper = node.tag == "mfrac" or (node.tag in _SCRIPTED and number > 0)
        level = max(depth + deeper, int(child.get("scriptlevel", "0").lstrip("+")))
        yield from _walk(child, min(level, 2))
        for character in child.tail or "":
            yield Glyph(character, depth)
