"""Recorded answers: they are what the real JAX said, they are asked anew when they may be out of date."""

import numpy as np
import pytest
import recorded_world
from recorded_world import RecordedWorld
from two_worlds import Outcome, _perform, difference

PROGRAMS = [("1 + 1", ()), ("arguments[0] * 2", (np.arange(3),)), ("nothing", ())]
HARD = """
import warnings
print("é")
warnings.warn("careful")
{"a": (np.float16([1.5, np.nan]), np.array(1j), np.ones((0, 2), bool)), "b": [True, 3, -np.inf, 2j, "x", None, slice(1)]}
"""


class Asked:
    """A world that counts what it is asked."""

    name = "real"

    def __init__(self):
        self.programs = []

    def send(self, programs):
        self.programs += programs

    def receive(self, programs, seconds):
        return [_perform(*program, {"np": np}) for program in programs]


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A function that opens the recordings of a folder of this test, in a new world."""
    monkeypatch.setattr(recorded_world, "FOLDER", tmp_path)
    monkeypatch.setattr(recorded_world, "ASKED_ALWAYS", 0)

    def make(record=False):
        world = RecordedWorld(Asked(), record)
        world.open("programs")
        return world

    return make


def answers(world, programs=PROGRAMS):
    world.send(programs)
    return world.receive(programs, 60)


def asked(world):
    return world._world.programs


def test_what_is_recorded_is_not_asked_again(world):
    first = world(record=True)
    said = answers(first)
    first.save()
    again = world()
    for one, other in zip(said, answers(again), strict=True):
        assert difference(one, other, rtol=0, atol=0, texts=True) == ""
    assert asked(first) == PROGRAMS and asked(again) == [] and again.unrecorded == 0
    new = ("arguments[0] * 2", (np.arange(4),))
    assert answers(again, [PROGRAMS[1], new])[1].value[5].tolist() == [0, 2, 4, 6]
    assert asked(again) == [new] and again.unrecorded == 1


def test_nothing_is_written_unless_asked_for_and_then_only_what_is_used(world, tmp_path):
    answers(plain := world())
    plain.save()
    assert not list(tmp_path.iterdir())
    for programs in (PROGRAMS, PROGRAMS[:2]):
        answers(writing := world(record=True), programs)
        writing.save()
    assert asked(writing) == []
    assert len((tmp_path / "programs.jsonl").read_text().splitlines()) == 1 + 2


def test_every_kind_of_value_survives(world):
    answers(writing := world(record=True), [(HARD, ())])
    writing.save()
    (back,) = answers(again := world(), [(HARD, ())])
    assert asked(again) == []
    assert difference(_perform(HARD, (), {"np": np}), back, rtol=0, atol=0, texts=True) == ""
    assert back.printed == "é\n" and back.warnings == [("UserWarning", "careful")]


def test_another_version_of_a_package_is_asked_everything(world, monkeypatch):
    answers(writing := world(record=True))
    writing.save()
    now = recorded_world._made_with()
    newer = {**now, "packages": {**now["packages"], "jax": "99.0"}}
    monkeypatch.setattr(recorded_world, "_made_with", lambda: newer)
    answers(other := world())
    assert asked(other) == PROGRAMS


def test_another_python_is_asked_where_the_worlds_differ(world, monkeypatch):
    answers(writing := world(record=True))
    writing.save()
    elsewhere = {**recorded_world._made_with(), "python": "3.99"}
    monkeypatch.setattr(recorded_world, "_made_with", lambda: elsewhere)
    other = world()
    said = answers(other)
    stand_in = [said[0], said[1], Outcome(error=("NameError", "another message", ()))]
    assert other.confirm(PROGRAMS, said, stand_in, 60)[2].error[0] == "NameError"
    assert asked(other) == [PROGRAMS[2]]


def test_a_few_programs_are_always_asked(world, monkeypatch):
    answers(writing := world(record=True))
    writing.save()
    monkeypatch.setattr(recorded_world, "ASKED_ALWAYS", 256)
    answers(other := world())
    assert asked(other) == PROGRAMS and other.unrecorded == 0
