"""What counts as the same in two languages: code, numbers, formulas, words of the glossary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.checks.same_code import difference as code_difference
from press.checks.same_math import normal
from press.checks.terms import matches
from press.outputs.numbers import difference as number_difference


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("x = 1  # one", "x = 1  # un"),
        ('"""Mean."""\nx = 1', '"""Moyenne."""\nx = 1'),
        ('print("mean", x)', 'print("moyenne", x)'),
        ('print(f"{x:.2f} of {y}")', 'print(f"pour {y}, {x:.2f}")'),
        ('print("a " "b")', 'print("c")'),
        ('print("a")', 'print(f"b")'),
        ("x = {'a': [1, 2]}", "x = {'b': [1, 2]}"),
        ("x = (1,\n     2)", "x = (1, 2)"),
    ],
)
def test_the_same_program(english, french):
    assert code_difference(english, french) is None


@pytest.mark.parametrize(
    ("english", "french", "lines"),
    [
        ("x = 1", "x = 2", (1, 1)),
        ("a = 1\nx = 1", "\na = 1\nx = 2", (2, 3)),
        ("x = 1", "y = 1", (1, 1)),
        ('print(f"{x:.2f}")', 'print(f"{x:.3f}")', (1, 1)),
        ('print(f"{x}")', 'print(f"{y}")', (1, 1)),
        ('print(f"{x!r}")', 'print(f"{x}")', (1, 1)),
        ('x = "a"', "x = 1", (1, 1)),
        ("x = 1\ny = 2", "x = 1", (2, 1)),
        ("f(a=1)", "f(b=1)", (1, 1)),
        ("x = 1", "x: int = 1", (1, 1)),
        ("x = 1.0", "x = 1", (1, 1)),
    ],
)
def test_another_program(english, french, lines):
    assert code_difference(english, french) == lines


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("loss 0.5", "perte 0.5"),
        ("0.1234", "0.12341"),
        ("10,000 images", "10\u202f000 images"),
        ("3 of 4", "sur 4, 3"),
        ("conv2d x1", "conv3d x2"),
        ("1e-17", "-3e-16"),
        ("−1", "-1"),
        ("", "\n"),
    ],
)
def test_the_same_numbers(english, french):
    assert number_difference(english, french) is None


@pytest.mark.parametrize(
    ("english", "french", "found"),
    [
        ("0.5", "0.6", ("0.5", "0.6")),
        ("1\n2", "2\n1", ("1", "2")),
        ("1 2", "1", ("2 numbers", "1 number")),
        ("1e-3", "2e-3", ("1e-3", "2e-3")),
    ],
)
def test_other_numbers(english, french, found):
    assert number_difference(english, french) == found


@given(st.text())
def test_numbers_of_a_text_are_its_own(text):
    assert number_difference(text, text) is None


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("x = 0.05", "x = 0{,}05"),
        ("x \\text{ if } y > 0", "x \\text{ si } y>0"),
        ("(0, 1)", "]0 ; 1["),
        ("[0, 1)", "[0\\,; 1["),
        ("60{,}000", "60\\,000"),
        ("\\left(a\\right)", "( a )"),
    ],
)
def test_the_same_formula(english, french):
    assert normal(english, "en") == normal(french, "fr")


@pytest.mark.parametrize(
    ("english", "french"), [("x^2", "x^3"), ("a + b", "a - b"), ("0.05", "0{,}5"), ("\\alpha", "\\beta")]
)
def test_another_formula(english, french):
    assert normal(english, "en") != normal(french, "fr")


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        ("valeurs propres", "valeur propre"),
        ("Matrice", "matrice"),
        ("orthonormées", "base orthonormée"),
        ("décomposition en valeurs singulières", "décomposition en valeurs singulières (SVD)"),
        ("l'écart-type", "écart-type"),
        ("nœuds", "nœud"),
    ],
)
def test_the_word_of_the_glossary(shown, word):
    assert matches(shown, word)


@pytest.mark.parametrize(
    ("shown", "word"), [("vecteur propre", "valeur propre"), ("taux", "pas"), ("réseau", "modèle")]
)
def test_another_word(shown, word):
    assert not matches(shown, word)
