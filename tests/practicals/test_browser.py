"""What a browser's Python and NumPy lack, and `practicals.browser` mends or lends."""

from types import SimpleNamespace

import numpy as np
import pytest

from practicals import browser


@pytest.fixture
def linalg():
    """The linear algebra of a browser, for matrices of shape (2, 2)."""

    def silent(function):
        def without_flags(*arguments):
            try:
                return function(*arguments)
            except np.linalg.LinAlgError:
                return np.full_like(arguments[0], np.nan)

        return without_flags

    module = SimpleNamespace(
        **{name: silent(getattr(np.linalg, name)) for name in ("inv", "solve", "cholesky")}
    )
    browser.mend(module)
    return module


SINGULAR = np.array([[1.0, 2.0], [2.0, 4.0]])


def test_what_cannot_be_inverted_raises(linalg):
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
        linalg.inv(SINGULAR)
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
        linalg.solve(SINGULAR, np.ones(2))
    with pytest.raises(np.linalg.LinAlgError, match="Matrix is not positive definite"):
        linalg.cholesky(-np.eye(2))


def test_everything_else_is_as_before(linalg):
    assert np.array_equal(linalg.inv(2 * np.eye(2)), 0.5 * np.eye(2))
    assert np.array_equal(linalg.solve(np.eye(2), np.ones(2)), np.ones(2))
    assert np.isnan(linalg.inv([[np.nan, 0.0], [0.0, 1.0]])).any()


def test_what_needs_processes_can_be_imported_and_says_so_when_used():
    modules, environment = {}, {}
    browser.lend_semaphores(modules, environment)
    assert environment == {"JOBLIB_MULTIPROCESSING": "0"}
    with pytest.raises(OSError, match="no processes"):
        modules["_multiprocessing"].SemLock(0, 1, 1, "name", False)


def test_a_python_with_processes_keeps_its_own():
    own = object()
    modules = {"_multiprocessing": own}
    browser.lend_semaphores(modules, {})
    assert modules["_multiprocessing"] is own
