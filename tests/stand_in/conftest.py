import os
import sys
from pathlib import Path

import pytest
from two_worlds import TwoWorlds

sys.path.append(str(Path(__file__).parent))  # for the table of behaviours


@pytest.fixture(scope="session")
def two_worlds():
    """The real JAX and the browser's stand-in, each in its own process."""
    worlds = TwoWorlds()
    if os.environ.get("STAND_IN_WORLD") == "chromium":
        from chromium_world import ChromiumWorld

        worlds.stand_in = ChromiumWorld()
    yield worlds
    worlds.close()
