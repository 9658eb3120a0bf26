"""The stand-in in Chromium as a third world: the same differential tests, on the Python, the NumPy and the 32-bit
integers of the browser. ``STAND_IN_WORLD=chromium pytest tests/stand_in`` uses it, on the site as it is built.
"""

import base64
import contextlib
import os
import pickle
from pathlib import Path

import two_worlds
from playwright.sync_api import Error, TimeoutError
from pyodide_page import PyodidePage, opened

SITE = Path(os.environ.get("PRESS_SITE") or two_worlds.REPOSITORY / "_build" / "site")
# Everything that programs may import: Pyodide loads what it finds in the text.
START = """
import base64, pickle, numpy as np, jax, jax.numpy as jnp, two_worlds
from jax import lax, random, tree_util
if False:
    import numpyro, optax
imported = dict(np=np, jax=jax, jnp=jnp, lax=lax, random=random, tree_util=tree_util)
"""
PERFORM = """
source, arguments = pickle.loads(base64.b64decode({!r}))
base64.b64encode(pickle.dumps(two_worlds._perform(source, arguments, imported))).decode()
"""


class ChromiumWorld:
    """What `two_worlds.World` is, in a page."""

    name = "stand-in in Chromium"

    def __init__(self):
        self._resources = contextlib.ExitStack()
        self._page: PyodidePage | None = None

    def send(self, programs):
        """Nothing runs before it is asked for."""

    def receive(self, programs, seconds):
        """The outcomes of the batch, which must come one by one within so many seconds each."""
        return [self._perform(program, seconds) for program in programs]

    def _perform(self, program, seconds):
        message = base64.b64encode(pickle.dumps(program)).decode()
        try:
            if self._page is None:
                self._page = self._resources.enter_context(opened(SITE, ("numpy",)))
                self._page.add_module(Path(two_worlds.__file__))
                self._page.python(START)
            return pickle.loads(base64.b64decode(self._page.python(PERFORM.format(message), 3 * seconds)))
        except (Error, TimeoutError, RuntimeError) as problem:
            self.close()
            lines = str(problem).strip().splitlines()
            error = ("NoAnswer", f"{self.name}: {lines[-1]}", ())
            return two_worlds.Outcome(error=error, details=str(problem))

    def close(self):
        """Close the page; the next program opens another."""
        self._page = None
        self._resources.close()
