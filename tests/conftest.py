"""The built site, and how the tests are shared between workers: file by file, the longest first and each by itself.

PRESS_SITE names another built site to test; without it the repository's own is built first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# They take minutes: begun first, so that no worker is left with one at the end.
LONG = (
    "test_every_cell_gives_what_is_recorded",
    "test_the_chapter_runs_to_its_last_cell",
    "test_the_chapter_prints_what_is_recorded",
)


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


@contextmanager
def locked(path: Path, patience: float = 1200) -> Iterator[None]:
    """Hold a lock file; TimeoutError after ``patience`` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            # A lock older than any build was left by a killed run.
            if time.time() - path.stat().st_mtime > patience:
                path.unlink(missing_ok=True)
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} is held by another process") from None
            time.sleep(0.2)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; the first worker of a run builds what is stale, the others wait for it."""
    if named := os.environ.get("PRESS_SITE"):
        return Path(named).resolve()
    # All the workers of one run share the parent of their temporary folders.
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    built = shared / "site-is-built"
    with locked(shared / "site.lock"):
        if not built.exists():
            subprocess.run([sys.executable, "-m", "press", "build"], cwd=ROOT, check=True)
            built.touch()
    return ROOT / "_build" / "site"
