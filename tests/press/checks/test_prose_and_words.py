"""What a spelling mistake is, and what a text is."""

import pytest

from press.checks.code import Text
from press.checks.spelling import misspelled
from press.checks.style import findings
from press.checks.texts import is_sentence, plain

ENGLISH = {"the", "learning", "rate", "well", "known", "it", "is"}
FRENCH = {"le", "taux", "arbre", "aujourd'hui", "peut-être"}


def _has(word, language):
    return word in (ENGLISH if language == "en" else FRENCH)


def _misspelled(text, language, names=()):
    return list(misspelled(text, language, {"scikit-learn", "ama"}, frozenset(names), _has))


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The rate", "en", []),
        ("well-known", "en", []),
        ("it's the rate's", "en", []),
        ("Ama's scikit-learn", "en", []),
        ("l'arbre d'aujourd'hui", "fr", []),
        ("peut-être", "fr", []),
        ("le taux (*learning rate*)", "fr", []),
        ("le learning", "fr", ["learning"]),
        ("« the rate »", "fr", []),
        ("NumPy, PCA, Bᵀ, nλ, Ax, x2, 3D", "en", []),
        ("teh rate", "en", ["teh"]),
        ("**teh** rate", "en", ["teh"]),
        ("the r*ate*", "en", []),
    ],
)
def test_misspelled(text, language, found):
    assert _misspelled(text, language) == found


def test_identifiers_may_be_spoken_of():
    assert _misspelled("the xval", "en", ["xval"]) == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("string", "Mean of the values", True),
        ("string", "Time", True),
        ("string", "learning_rate", False),
        ("string", "c0", False),
        ("f-string", "mean: ", True),
        ("docstring", "mean", True),
    ],
)
def test_strings_for_people(kind, text, expected):
    assert is_sentence(Text(kind, 1, text)) is expected


def test_quoted_code_is_no_text():
    assert "shape" not in plain("the `shape` of $shape$")


@pytest.mark.parametrize(
    "text",
    [
        "une librairie",
        "fondé, basée sur",
        "former un modèle",
        "tu dois",
        "la fonction retourne une valeur",
        "des GPUs",
        "un coeur",
    ],
)
def test_what_is_english_in_disguise(text):
    assert list(findings(text))


@pytest.mark.parametrize(
    "text",
    [
        "mettre en évidence",
        "borne inférieure de l'évidence",
        "éventuellement",
        "des données issues de mesures",
        "il se retourne",
        "initialiser le modèle",
        "par défaut",
        "les supports",
        "des GPU",
    ],
)
def test_what_is_good_french(text):
    assert list(findings(text)) == []
