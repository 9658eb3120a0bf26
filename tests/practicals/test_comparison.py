"""What the chapters' checks compare with."""

import numpy as np
import pytest

from practicals.checks import comparison
from practicals.checks.exercise import exercise
from practicals.checks.feedback import Outcome


@pytest.mark.parametrize(
    ("value", "reference", "expected"),
    [
        ([1.0, 2.0], [1.0, 2.0], True),
        ([1.0, 2.0002], [1.0, 2.0], True),
        ([1.0, 2.001], [1.0, 2.0], False),
        ([1000.05], [1000.0], True),
        ([0.00005], [0.0], True),
        ([np.nan], [np.nan], False),
        ([1.0, 2.0], [[1.0, 2.0]], False),
        ([], [], True),
    ],
)
def test_close_is_relative_to_the_largest_number_and_wants_one_shape(value, reference, expected):
    assert comparison.close(value, reference) is expected


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (lambda: comparison.expect_shape(np.ones((2, 3)), [3, 2]), "shape"),
        (lambda: comparison.expect_array([1.0]), "not-an-array"),
        (lambda: comparison.expect_parts((1, 2, 3), 2), "wrong-count"),
        (lambda: comparison.expect_parts(np.ones(2), 2), "wrong-count"),
        (lambda: comparison.expect_parts(np.ones(3), 2, or_array=True), "wrong-count"),
        (lambda: comparison.expect_keys({"A": 1}, "AB"), "missing"),
    ],
)
def test_a_wrong_form_stops_the_check_with_its_hint(wrong, hint):
    assert exercise("small-form")(lambda answer: wrong())(lambda: None).hint == hint


def test_what_is_right_passes():
    comparison.expect_shape(np.ones((2, 3)), [2, 3])
    comparison.expect_array(np.ones(2))
    assert comparison.expect_parts((1, 2), 2) == (1, 2)
    assert len(comparison.expect_parts(np.ones(2), 2, or_array=True)) == 2
    assert comparison.expect_keys({"A": 1, "B": 0, "C": 5}, "AB") == {"A": 1, "B": 0, "C": 5}


@pytest.mark.parametrize(
    "unfinished",
    [lambda: comparison.expect_parts((1, ...), 2), lambda: comparison.expect_keys({"A": ...}, "AB")],
)
def test_answers_that_still_hold_an_ellipsis_are_not_attempted(unfinished):
    assert exercise("small-form")(lambda answer: unfinished())(lambda: None).outcome is Outcome.NOT_ATTEMPTED


def test_softmax_adds_up_to_one_along_its_axis_and_does_not_overflow():
    scores = np.array([[1000.0, 1000.0], [0.0, np.log(3)]])
    np.testing.assert_allclose(comparison.softmax(scores), [[0.5, 0.5], [0.25, 0.75]])
    np.testing.assert_allclose(comparison.softmax(scores, axis=0).sum(axis=0), 1)
    assert comparison.draws(2, 3).shape == (2, 3)
    assert np.array_equal(comparison.draws(4, seed=1), comparison.draws(4, seed=1))
    assert not np.array_equal(comparison.draws(4, seed=1), comparison.draws(4, seed=2))
