"""The fonts of the formulas: only the glyphs that the book uses are served."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from press.site.glyphs import Glyph

VENDOR = Path(__file__).parent / "vendor"
FONT = VENDOR / "font" / "practicals-math.woff2"
# Temml's own glyphs for script capitals and primes.
SCRIPT_FONT = VENDOR / "temml" / "Temml.woff2"
# Letters and signs that are served even when no formula has them yet.
_ALWAYS = "0123456789+-=<>()[]{}.,;:|/ "


@cache
def glyphs(script_font: bool = False) -> frozenset[str]:
    """The characters that the font of formulas, or Temml's own font, can draw."""
    from fontTools.ttLib import TTFont

    return frozenset(map(chr, TTFont(SCRIPT_FONT if script_font else FONT).getBestCmap()))


def subset(used: Iterable[Glyph]) -> bytes:
    """The part of the font of formulas that draws these, as WOFF2.

    Exponents have sturdier letters of their own: only those that stand in one are kept.
    """
    depths = dict.fromkeys(_ALWAYS, 0)
    for glyph in used:
        if not glyph.script_font:
            depths[glyph.character] = max(depths.get(glyph.character, 0), glyph.depth)
    return _subset(FONT, depths)


def script_subset(used: Iterable[Glyph]) -> bytes:
    """The part of Temml's own font that draws these, as WOFF2."""
    return _subset(SCRIPT_FONT, {glyph.character: 0 for glyph in used if glyph.script_font})


def _subset(path: Path, depths: dict[str, int]) -> bytes:
    from io import BytesIO

    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_features=["ssty"], hinting=False)
    font = load_font(str(path), options)
    names = font.getBestCmap()
    kept = {names[ord(character)]: depth for character, depth in depths.items() if ord(character) in names}
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            table.alternates = {
                name: variants[:1] * kept[name]
                for name, variants in table.alternates.items()
                if kept.get(name)
            }
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(depths)))
    subsetter.subset(font)
    file = BytesIO()
    save_font(font, file, options)
    return file.getvalue()
