"""Both worlds for every test: the real JAX, mostly from its recorded answers, and the stand-in."""

import os
import sys
import warnings
from pathlib import Path

import pytest
from extent import EVERYTHING
from hypothesis import settings
from recorded_world import RecordedWorld
from two_worlds import TwoWorlds

sys.path.append(str(Path(__file__).parent))  # for the table of behaviours

REAL = os.environ.get("STAND_IN_REAL", "ask" if EVERYTHING else "recorded")
# What is drawn at random is drawn anew where the real JAX answers to everything.
settings.register_profile("stand-in", deadline=None, derandomize=REAL != "ask")
settings.load_profile("stand-in")


@pytest.fixture(scope="session")
def worlds():
    """The real JAX and the browser's stand-in, each in its own process."""
    worlds = TwoWorlds()
    if REAL != "ask":
        worlds.real = RecordedWorld(worlds.real, record=REAL == "record")
    if os.environ.get("STAND_IN_WORLD") == "chromium":
        from chromium_world import ChromiumWorld

        worlds.stand_in = ChromiumWorld()
    yield worlds
    worlds.close()


@pytest.fixture(scope="module")
def two_worlds(worlds, request):
    """Both worlds, with the recordings of the test module."""
    if REAL == "ask":
        yield worlds
        return
    before = worlds.real.unrecorded
    worlds.real.open(request.module.__name__.rpartition(".")[2])
    yield worlds
    worlds.real.save()
    if REAL == "recorded" and (asked := worlds.real.unrecorded - before):
        warnings.warn(
            f"{asked} programs had to be asked of the real JAX: `make record` records them", stacklevel=1
        )
