"""Formulas: what Temml makes of them, and what is refused."""

import pytest
from fontTools.ttLib import TTFont

from press.site import font
from press.site.mathematics import FormulaError, characters, mathml


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


def test_the_served_font_has_the_glyphs_in_use_and_few_more(tmp_path):
    used = characters(mathml(r"\hat{\theta} = \arg\min_\theta \lVert X\theta - y \rVert^2", display=True))
    target = tmp_path / "font.woff2"
    font.write_subset(used, target)
    served = {chr(code) for code in TTFont(target).getBestCmap()}
    assert used - served == {"\u2061"} & used
    assert "MATH" in TTFont(target)
    assert target.stat().st_size < font.FONT.stat().st_size / 5
