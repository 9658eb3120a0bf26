"""The golden table of small behaviours, tried in both worlds."""

import pytest
from behaviours import BEHAVIOURS, DIFFERENCES
from two_worlds import difference

_PROGRAMS = [program for _, program in BEHAVIOURS]


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    return dict(zip(_PROGRAMS, two_worlds.run_many(_PROGRAMS), strict=True))


@pytest.mark.parametrize(
    "program", _PROGRAMS, ids=[f"{section}: {program}" for section, program in BEHAVIOURS]
)
def test_the_browser_behaves_like_jax(program, outcomes):
    real, stand_in = outcomes[program]
    found = difference(real, stand_in, texts=True)
    if program in DIFFERENCES:
        assert found, "The worlds agree now: take the program out of DIFFERENCES."
    else:
        assert not found, f"{found}\n{stand_in.details}"


def test_every_difference_is_of_a_program_in_the_table():
    assert set(DIFFERENCES) <= set(_PROGRAMS)
    assert len(set(_PROGRAMS)) == len(_PROGRAMS)
