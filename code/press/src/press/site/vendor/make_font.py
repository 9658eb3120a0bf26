"""Makes font/practicals-math.woff2 from Latin Modern Math: ``python make_font.py latinmodern-math.otf``."""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

TARGET = Path(__file__).parent / "font" / "practicals-math.woff2"
NAME = "Practicals Math"
# Text, accents, Greek, arrows, operators, fences; then italic, bold, script, double-struck and sans-serif letters.
RANGES = """
20-7E A0 AB AC AF B0 B1 B7 BB C0-FF 131 152 153 237 2C6 2C7 2D8-2DD 300-30C 391-3F6 2013 2014 2016 2018-201D 2020-2022 2026
2032-2034 2044 20D7 2102 210D-2113 2115 2119-211D 2124 212C-2134 2190-2199 21A6 21D0-21D4 2200-2213 2217-221E
2223-2265 226A 226B 2272-228B 2295-229A 22A4 22A5 22C0-22C6 22EE-22F1 2300 2308-230B 23B0-23E1 25A0 25A1 25FB 25FC
27E8 27E9 27F5-27FC 2A7D 2A7E
1D400-1D4CF 1D538-1D56B 1D5A0-1D5D3 1D6A4-1D7CB 1D7CE-1D7E1
"""


def make(source: Path) -> None:
    """Write the subset. ``ssty`` keeps the sturdier letters of exponents and indices."""
    options = Options(
        flavor="woff2", layout_features=["ssty"], hinting=False, desubroutinize=True, drop_tables=["FFTM"]
    )
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(" ".join(RANGES.split())))
    subsetter.subset(font)
    own = {1: NAME, 3: f"{NAME}, a subset of Latin Modern Math", 4: NAME, 6: NAME.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in own:
            record.string = own[record.nameID]
    font["CFF "].cff.fontNames[0] = own[6]
    save_font(font, str(TARGET), options)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
