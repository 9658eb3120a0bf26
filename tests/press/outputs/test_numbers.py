"""Which numbers a cell printed, and when two lists of them agree."""

import nbformat
import pytest

from press.outputs.numbers import numbers, same


def printed(text):
    return [nbformat.v4.new_output("stream", name="stdout", text=text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mean 3.14, spread -2e-3", [3.14, -0.002]),
        ("[[1 2]\n [3 4]]", [1, 2, 3, 4]),
        ("R2 of x1: .5", [0.5]),
        ("−4 %", [-4]),
        ("", []),
    ],
)
def test_numbers_are_found_and_names_are_not(text, found):
    assert numbers(printed(text)) == found


def test_pictures_have_no_numbers():
    picture = nbformat.v4.new_output("display_data", {"image/png": "", "text/plain": "<Figure size 600x360>"})
    assert numbers([picture]) == []


def test_rounding_agrees_and_another_result_does_not():
    assert same([1.0, 2.0], [1.0005, 2.0])
    assert not same([1.0], [1.1])
    assert not same([1.0], [1.0, 1.0])
    assert same([float("nan")], [float("nan")])
