"""The instrument itself: it must notice every kind of difference, and survive every kind of accident."""

import numpy as np
import pytest
from two_worlds import Outcome, TwoWorlds, describe, difference, same


def _outcome(value):
    return Outcome(value=("array", "ArrayImpl", value.dtype.name, False, value.shape, value))


def test_a_value_is_described_by_plain_tuples():
    assert describe({"a": (1, "b", None)}) == (
        "container",
        "dict",
        ("'a'",),
        (
            (
                "container",
                "tuple",
                (0, 1, 2),
                (("number", "int", 1), ("text", "str", "b"), ("object", "", "None")),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("real", "stand_in", "expected"),
    [
        (np.float32(1), np.float32(1.000001), ""),
        (np.float32(1), np.float32(1.1), "real: 1.0 | stand-in: 1.100"),
        (np.float32(np.nan), np.float32(np.nan), ""),
        (np.float32(1), np.float64(1), "dtype: real: float32 | stand-in: float64"),
        (np.ones(2), np.ones(3), "shape: real: (2,) | stand-in: (3,)"),
        (np.arange(3), np.array([0, 1, 3]), "1 of 3 elements differ, first at [2]: real: 2 | stand-in: 3"),
    ],
)
def test_the_difference_of_two_arrays_is_one_line(real, stand_in, expected):
    found = difference(_outcome(np.asarray(real)), _outcome(np.asarray(stand_in)))
    assert found == "" if not expected else expected in found
    assert "\n" not in found


def test_texts_errors_warnings_and_prints_are_compared():
    value = describe(1)
    base = Outcome(value=value, text="1")
    assert same(base, Outcome(value=value, text="one"))
    assert "one" in difference(base, Outcome(value=value, text="one"), texts=True)
    assert "hello" in difference(base, Outcome(value=value, printed="hello"))
    assert "careful" in difference(base, Outcome(value=value, warnings=[("UserWarning", "careful")]))
    failed = Outcome(error=("TypeError", "no", ()))
    assert "TypeError: no" in difference(base, failed)
    with pytest.raises(AssertionError, match="TypeError: no"):
        same(failed, base)


def test_a_program_is_source_or_a_function():
    def double(x):
        return 2 * x

    worlds = TwoWorlds()
    try:
        real, stand_in = worlds.run(double, np.arange(3))
        assert difference(real, stand_in) == ""
        assert real.value[5].tolist() == [0, 2, 4]
        assert worlds.run("x = 3\nx + 1")[1].value == ("number", "int", 4)
        assert worlds.run("print('a')\n1")[1].printed == "a\n"
    finally:
        worlds.close()


def test_a_world_that_dies_or_hangs_is_started_again():
    world = TwoWorlds().stand_in
    try:
        batch = [("1", ()), ("__import__('os')._exit(3)", ()), ("2", ())]
        world.send(batch)
        outcomes = world.receive(batch, 60)
        assert [outcome.value and outcome.value[2] for outcome in outcomes] == [1, None, 2]
        assert "the process died with exit status 3" in outcomes[1].error[1]
        batch = [("__import__('time').sleep(30)", ()), ("3", ())]
        world.send(batch)
        outcomes = world.receive(batch, 1)
        assert "no answer within 1 s" in outcomes[0].error[1]
        assert outcomes[1].value[2] == 3
    finally:
        world.close()
