"""Puts right in the browser what Python and NumPy do everywhere else.

WebAssembly has no floating-point flags, by which NumPy's linear algebra notices a matrix that it cannot invert
or factor: in a browser the result is silently nan where an error is due. It has no processes either: Pyodide
leaves out a part of `multiprocessing` that Gymnasium imports, and uses for environments in processes only.
"""

import functools
import os
import sys
import types

import numpy as np

_MESSAGES = {
    "inv": "Singular matrix",
    "solve": "Singular matrix",
    "cholesky": "Matrix is not positive definite",
}


def mend(linalg=np.linalg):
    """Make ``inv``, ``solve`` and ``cholesky`` of a module raise LinAlgError where they raise elsewhere."""
    for name, message in _MESSAGES.items():
        setattr(linalg, name, _raising(getattr(linalg, name), message))


def _raising(function, message):
    @functools.wraps(function)
    def mended(*arguments, **options):
        result = function(*arguments, **options)
        known = all(np.isfinite(argument).all() for argument in arguments)
        if known and np.isnan(result).any():
            raise np.linalg.LinAlgError(message)
        return result

    return mended


def lend_semaphores(modules=sys.modules, environment=os.environ):
    """Let `multiprocessing.synchronize` be imported: its semaphores raise OSError when one is made."""

    class SemLock:
        SEM_VALUE_MAX = 0

        def __init__(self, *_, **__):
            raise OSError("A browser has no processes.")

    absent = types.ModuleType("_multiprocessing")
    absent.SemLock, absent.sem_unlink = SemLock, None
    modules.setdefault("_multiprocessing", absent)
    # joblib, which scikit-learn uses, would try a semaphore that it finds, and warn.
    environment.setdefault("JOBLIB_MULTIPROCESSING", "0")


if sys.platform == "emscripten":
    mend()
    lend_semaphores()
