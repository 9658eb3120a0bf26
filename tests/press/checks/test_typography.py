"""Mending French typography: what is mended, what is never touched, and that once is enough."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.chapter.blocks import parse
from press.checks.prose import MASKS, masked, pieces
from press.checks.typography import line_problems, mend_text, words

N, W = "\u202f", "\u00a0"  # narrow, wide


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Vraiment ?", f"Vraiment{N}?"),
        ("Vraiment?", f"Vraiment{N}?"),
        ("Ah bon?!", f"Ah bon{N}?!"),
        ("97 % et 3%", f"97{N}% et 3{N}%"),
        ("Voici : là", f"Voici{W}: là"),
        ("**Note**: là", f"**Note**{W}: là"),
        ("(0,5 ; 1,2)", f"(0,5{N}; 1,2)"),
        ("« oui »", f"«{W}oui{W}»"),
        ("«oui»", f"«{W}oui{W}»"),
        ('Il dit "oui".', f"Il dit «{W}oui{W}»."),
        ('« il dit "oui" »', f"«{W}il dit “oui”{W}»"),
        ("L\u2019arbre, etc…", "L'arbre, etc."),
        ("Le mot , puis .", "Le mot, puis."),
        ("- Un point: deux", f"- Un point{W}: deux"),
        (f"-{W}Une liste", "- Une liste"),
        ("## Étape 1 : le titre", f"## Étape 1{W}: le titre"),
        ("| a ! | b |", f"| a{N}! | b |"),
        ("{term}`voir ça: là <the term: x>`?", f"{{term}}`voir ça{W}: là <the term: x>`{N}?"),
        ("[le lien: ici](https://example.org/a?b:c)", f"[le lien{W}: ici](https://example.org/a?b:c)"),
        (":::{exercise} Est-ce bon?\n:::", f":::{{exercise}} Est-ce bon{N}?\n:::"),
    ],
)
def test_mended(typed, mended):
    assert mend_text(typed) == mended


@pytest.mark.parametrize(
    "typed",
    [
        "À 10:30, rapport 1:2.",
        '`a : b ? "c" ; l\u2019eau`',
        '$f : x ; y ! \\quad "z"$',
        "$$\nx ; y ?\n$$ (eq-a)",
        "| a | b |\n|:---|---:|",
        "(un-label)=\n",
        "% un commentaire : ici ?",
        "<https://example.org/a:b?c>",
        "{ref}`un-label`, {cite:t}`author2020word;other`",
        '---\ntitle: "a ? b"\n---\n',
        '```{code-cell} ipython3\nx = {"a": 1}  # l\u2019eau ? "non" : oui\n```',
        "```{math}\n:label: a\nx ; y ?\n```",
        ":::{level} beginner 20\n:::",
        ":::{exercise}\n:label: a\n:level: beginner\n:::",
        f"Déjà bien{N}? Oui{W}: oui{N}! Et{W}? Oui.",
        'Un seul " reste.',
    ],
)
def test_left_alone(typed):
    assert mend_text(typed) == typed


TOKENS = st.lists(
    st.sampled_from(
        [
            "mot",
            "l'eau",
            "l\u2019eau",
            " ",
            "\n",
            "\n\n",
            ":",
            ";",
            "!",
            "?",
            "%",
            "«",
            "»",
            '"',
            ",",
            ".",
            "etc…",
            W,
            N,
            "3,5",
            "`a : b`",
            "$x ; y$.",
            "**",
            "*",
            "{ref}`a : b <c:d>`",
            "# ",
            "- ",
            "| a ! |",
            "(label)=",
            "10:30",
            "…",
            "“",
            "”",
        ]
    ),
    max_size=40,
).map("".join)


@given(TOKENS)
def test_once_is_enough(text):
    once = mend_text(text)
    assert mend_text(once) == once


@given(TOKENS)
def test_nothing_is_left_to_mend(text):
    mended = mend_text(text)
    lines = mended.split("\n")
    found = [
        problem
        for line in masked(list(pieces(parse(mended, None), lines)), lines)
        for problem in line_problems(line)
    ]
    assert [message for message, advice in found if "--fix" in advice] == []


@given(TOKENS)
def test_code_and_mathematics_are_never_touched(text):
    for kept in ("`a : b`", "$x ; y$", "<c:d>"):
        assert mend_text(text).count(kept) == text.count(kept)


@given(TOKENS)
def test_only_spaces_quotes_and_apostrophes_change(text):
    def letters(typed):
        return re.sub(r"[\s'\u2019\"«»“”….]", "", typed)

    assert letters(mend_text(text)) == letters(text)


@given(TOKENS)
def test_a_masked_line_has_the_length_of_the_typed_one(text):
    lines = text.split("\n")
    for line in masked(list(pieces(parse(text, None), lines)), lines):
        assert len(line.prose) == len(line.typed)
        assert all(
            shown in MASKS or shown == typed for shown, typed in zip(line.prose, line.typed, strict=True)
        )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("A la fin", "À"),
        ("Etat initial", "État"),
        ("Ecrivez", "Écrire, Écrivez"),
        ("Ca marche", "Ça"),
        ("Etre", "Être, Êtes"),
    ],
)
def test_capitals_carry_their_accents(text, right):
    assert [advice for _, advice in words(text)] == [f"write {right}"]


@pytest.mark.parametrize(
    "text", ["État", "À la fin", "la matrice A et la matrice B", "A lui seul", "Etienne", "Erreur"]
)
def test_capitals_that_are_right(text):
    assert list(words(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vaut 0.5 ici", ["0.5"]),
        ("vaut 0,5 ici", []),
        ("Python 3.11 et `0.5`", []),
        ("la version 1.2", []),
        ("CC BY 4.0", []),
    ],
)
def test_decimal_points(text, found):
    lines = [text]
    (line,) = masked(list(pieces(parse(text, None), lines)), lines)
    messages = [message for message, _ in line_problems(line)]
    assert messages == [f"a decimal point: {number}" for number in found]
