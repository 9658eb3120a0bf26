"""How the tests are shared between workers: file by file, the longest tests first and each by itself."""

import pytest

# They take minutes: begun first, so that no worker is left with one at the end.
LONG = ("test_every_cell_gives_what_is_recorded", "test_the_chapter_runs_to_its_last_cell")


def is_long(nodeid: str) -> bool:
    return nodeid.partition("::")[2].startswith(LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not is_long(item.nodeid))


@pytest.hookimpl(optionalhook=True)  # the tests of `practicals` run without pytest-xdist too
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return nodeid if is_long(nodeid) else super()._split_scope(nodeid)

    return Scheduling(config, log)
