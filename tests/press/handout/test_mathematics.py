"""Formulas: what pandoc gets wrong is repaired, and nothing is converted twice."""

import subprocess

import pytest

from press.handout import mathematics
from press.handout.mathematics import Converter

# LaTeX, and what its Typst must hold.
REPAIRED = {
    r"0{,}05": 'class("normal", comma)',
    r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}": 'mat(delim: "|"',
    r"\begin{Vmatrix} a & b \\ c & d \end{Vmatrix}": 'mat(delim: "‖"',
    r"\lvert x \rvert": 'class("normal", bar.v)',
    r"\|x\|": 'class("normal", bar.v.double)',
    r"\left\lVert \frac{a}{b} \right\rVert": "lr(bar.v.double a / b bar.v.double)",
    r"\operatorname{Var}(X)": 'op("Var")',
    r"\operatorname*{argmax}_x": 'op("argmax", limits: #true)',
    r"\left. \frac{a}{b} \right|_{x = 0}": "lr( a / b|)",
    r"\left\{ \begin{array}{l} a \\ b \end{array} \right.": "cases(",
    r"\begin{array}{cc} a & b \\ c & d \end{array}": "mat(delim: #none",
    r"\begin{aligned} a &= b & c &= d \end{aligned}": "#h(2em)",
    r"a \! b": "#h(-0.167em)",
    r"\big( x \big)": "size: #1.2em",
    r"A \cap B \otimes C": "inter B times.o",
}


@pytest.fixture
def converter(tmp_path):
    return Converter(tmp_path / "formulas.json")


def test_repairs(converter):
    written = converter.convert(REPAIRED)
    assert {latex for latex, part in REPAIRED.items() if part not in written[latex].typst} == set()


def test_typst_accepts_what_is_written(converter, tmp_path):
    import typst

    formulas = [
        *REPAIRED,
        r"\mathbb{E}_{x \sim p}\left[ \log p_\theta(x_{t-1} \mid x_t) \right]",
        r"\hat{\boldsymbol{\epsilon}}_\theta = \sqrt{\bar{\alpha}_t}\,\mathbf{x}_0",
        r"x_1, \dots, x_N \text{ drawn from } p, \quad h \text{ heads}",
        r"\underbrace{a + b}_{\text{sum}} \propto \langle u, v \rangle \le \lVert u \rVert",
        r"\Sigma = \begin{pmatrix} \sigma_1 & & \\ & \ddots & \\ & & \sigma_r \end{pmatrix}",
    ]
    written = converter.convert(formulas)
    source = tmp_path / "formulas.typ"
    source.write_text("\n".join(f"$ {written[latex].typst} $" for latex in formulas), encoding="utf-8")
    typst.compile(str(source))


def test_converts_a_formula_once(converter, monkeypatch):
    converter.convert(["x^2"])
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pandoc was run again"))
    assert Converter(converter.cache).convert(["x^2"])["x^2"].typst == "x^2"


def test_forgets_what_older_rules_wrote(converter, monkeypatch):
    converter.convert(["x^2"])
    text = converter.cache.read_text(encoding="utf-8").replace(converter.rules, "0" * 16)
    converter.cache.write_text(text, encoding="utf-8")
    assert Converter(converter.cache).known == {}


def test_says_what_pandoc_does_not_know(converter):
    formula = converter.convert([r"\ce{H2O}"])[r"\ce{H2O}"]
    assert formula.fault == r"unexpected control sequence \ce"
    assert converter.known == {}


def test_every_repair_has_its_reason():
    assert all(len(repair.reason) > 10 for repair in (*mathematics.BEFORE, *mathematics.AFTER))
