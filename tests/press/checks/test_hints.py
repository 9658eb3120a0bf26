"""Which hints `press check` knows."""

import pytest

from press.checks.exercises import read_checks

COMPARISON = """
def expect_shape(value, shape):
    expect(False, "shape", en="One.", fr="Un.")


def expect_array(value):
    expect(False, "not-an-array", en="One.", fr="Un.")
"""


@pytest.mark.parametrize(
    ("imported", "known"),
    [("", set()), ("from practicals.checks.comparison import expect_shape\n", {"shape"})],
)
def test_a_hint_of_a_shared_comparison_is_known_where_it_is_imported(tmp_path, imported, known):
    (tmp_path / "comparison.py").write_text(COMPARISON)
    checks = tmp_path / "small.py"
    checks.write_text(f"{imported}expect(True, 'own', en='One.', fr='Un.')\n")
    assert read_checks(checks).strings & {"shape", "not-an-array", "own"} == {"own", *known}
