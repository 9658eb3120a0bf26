"""Formulas: what Temml makes of them, and what is refused."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from press.site import font
from press.site.glyphs import Glyph, drawn
from press.site.mathematics import FormulaError, mathml


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\frac{1}{n}", "<mfrac><mn>1</mn><mi>n</mi></mfrac>"),
        (r"\mathbf{x}^\top", "<msup><mi>𝐱</mi><mi>⊤</mi></msup>"),
        (r"0{,}05", "<mn>0,05</mn>"),
        (r"\operatorname{softmax}(x)", "softmax"),
        (r"\bar y", "¯"),
    ],
)
def test_a_formula_becomes_mathml(latex, expected):
    element = mathml(latex)
    assert element.startswith("<math") and element.endswith("</math>")
    assert expected in element


def test_a_displayed_formula_is_a_block():
    assert 'display="block"' in mathml(r"\sum_{i=1}^n x_i", display=True)


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"\nonsense x", r"\\nonsense"),
        (r"\frac{1}{2", "expected|Expected"),
        (r"\begin{aligned} a &= b", "begin|end|environment|EOF"),
        ("क", "font of formulas lacks"),
    ],
)
def test_a_wrong_formula_says_why(latex, reason):
    with pytest.raises(FormulaError, match=reason):
        mathml(latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned} a &= b \\ c &= \begin{cases} 1 \\ 2 \end{cases} \end{aligned}",
        r"\sum_{\substack{i \\ j}} x_{ij}",
        r"A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    ],
)
def test_lines_belong_into_an_environment(latex):
    assert mathml(latex, display=True)


def test_a_line_break_outside_an_environment_is_refused():
    with pytest.raises(FormulaError, match="aligned"):
        mathml(r"\begin{aligned} a \\ b \end{aligned} \\ c", display=True)


def test_the_served_font_has_the_glyphs_in_use_and_few_more():
    used = drawn(mathml(r"\hat{\theta} = \arg\min_\theta \sqrt{\lVert X\theta - y \rVert^2}", display=True))
    data = font.subset(used)
    served = {chr(code) for code in TTFont(BytesIO(data)).getBestCmap()}
    assert {each.character for each in used} - served == {"\u2061"}
    assert "MATH" in TTFont(BytesIO(data))
    assert len(data) < font.FONT.stat().st_size / 5


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        # A single letter is drawn in italics, a word is not.
        ("x", {Glyph("𝑥")}),
        ("h", {Glyph("ℎ")}),
        (r"\alpha^n", {Glyph("𝛼"), Glyph("𝑛", 1)}),
        (r"\mathrm{d}", {Glyph("d")}),
        # No sign of the root stands in the formula.
        (r"\sqrt{2}", {Glyph("√"), Glyph("2")}),
        (r"1^{2^3}", {Glyph("1"), Glyph("2", 1), Glyph("3", 2)}),
        (r"f'", {Glyph("𝑓"), Glyph("′", 1, script_font=True)}),
        (r"\mathscr{L}", {Glyph("ℒ", script_font=True)}),
    ],
)
def test_what_a_formula_draws(latex, expected):
    assert drawn(mathml(latex)) == expected


def test_only_letters_that_stand_in_exponents_have_their_sturdier_form():
    names = TTFont(BytesIO(font.subset({Glyph("𝑥"), Glyph("𝑛", 1)}))).getGlyphOrder()
    assert sum(name.endswith((".st", ".sts")) for name in names) == 1


def test_large_brackets_stand_close_in_every_browser():
    assert 'lspace="0em" rspace="0em" symmetric="true" minsize' in mathml(r"f\bigl(x\bigr)")
