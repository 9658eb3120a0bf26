"""The font of the formulas: only the glyphs that the book uses are served."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"
FONT = VENDOR / "font" / "practicals-math.woff2"
# Temml's own glyphs for script capitals and primes.
SCRIPT_FONT = VENDOR / "temml" / "Temml.woff2"
# Letters and signs that are served even when no formula has them yet.
_ALWAYS = "0123456789+-=<>()[]{}.,;:|/ "


@cache
def glyphs() -> frozenset[str]:
    """The characters that the two fonts can draw."""
    from fontTools.ttLib import TTFont

    return frozenset(chr(code) for path in (FONT, SCRIPT_FONT) for code in TTFont(path).getBestCmap())


def write_subset(characters: Iterable[str], target: Path) -> None:
    """Write the part of the font that draws these characters, with the larger and smaller sizes of each."""
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_features=["ssty"], hinting=False)
    font = load_font(str(FONT), options)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted({*characters, *_ALWAYS})))
    subsetter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    save_font(font, str(target), options)
