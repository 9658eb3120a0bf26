"""Functions with the interface of SciPy. Its modules are imported when they are first used."""

import importlib

from jax._src.absent import absent_names

_MODULES = ("fft", "integrate", "linalg", "ndimage", "optimize", "signal", "special", "stats")
__all__ = list(_MODULES)

_absent = absent_names(__name__, ["cluster", "interpolate", "sparse", "spatial"])


def __getattr__(name):
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    return _absent(name)
