"""Which numbers a cell printed, and when two printings of them agree."""

import nbformat
import pytest

from press.outputs.numbers import difference, text_of


def printed(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def test_pictures_and_colours_say_nothing():
    picture = nbformat.v4.new_output("display_data", {"image/png": "", "text/plain": "<Figure size 600x360>"})
    assert text_of([picture, printed("\x1b[32m3.5\x1b[0m")]) == "\n3.5"


@pytest.mark.parametrize(
    ("one", "other", "relative"),
    [
        ("1.0 and 2.0", "1.0005 and 2.0", 1e-3),
        ("loss 0.5", "loss 0.55", 0.2),
        ("nan", "nan", 1e-3),
        ("", "no number", 1e-3),
    ],
)
def test_rounding_agrees(one, other, relative):
    assert difference(one, other, relative) is None


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [("1.0", "1.1", ("1.0", "1.1")), ("1 2", "1", ("2 numbers", "1 number")), (".5", "nan", (".5", "nan"))],
)
def test_another_result_does_not(one, other, found):
    assert difference(one, other) == found
