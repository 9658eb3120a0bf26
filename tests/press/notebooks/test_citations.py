"""Citations as a reader of a notebook sees them."""

import pytest

from press.errors import PressError
from press.notebooks.citations import cite, reference_list

BIBLIOGRAPHY = """
@article{hoerl1970ridge, author={Hoerl, Arthur E. and Kennard, Robert W.}, title={Ridge regression},
  journal={Technometrics}, year={1970}}
@article{three2020, author={van der Berg, Ann and B, C and D, E}, title={T}, journal={J}, year={2020}}
"""


@pytest.fixture
def bibliography(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text(BIBLIOGRAPHY)
    return path


@pytest.mark.parametrize(
    ("keys", "language", "parenthesised", "text"),
    [
        (["hoerl1970ridge"], "en", False, "Hoerl and Kennard (1970)"),
        (["hoerl1970ridge"], "fr", True, "(Hoerl et Kennard, 1970)"),
        (["three2020", "hoerl1970ridge"], "en", True, "(van der Berg et al., 2020; Hoerl and Kennard, 1970)"),
    ],
)
def test_cite(bibliography, keys, language, parenthesised, text):
    assert cite(bibliography, keys, language, parenthesised, bibliography) == text


def test_reference_list_holds_each_cited_work(bibliography):
    text = reference_list(bibliography, ["three2020", "hoerl1970ridge"], bibliography)
    assert text.count("* ") == 2 and text.index("2020") < text.index("Ridge regression")


def test_an_unknown_key_is_named(bibliography):
    with pytest.raises(PressError, match="nobody1900"):
        cite(bibliography, ["nobody1900"], "en", False, bibliography)
