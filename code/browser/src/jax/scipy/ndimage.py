"""The part of SciPy's interface called ``ndimage``: not in the browser."""

from jax._src.absent import absent_names

__all__ = []

__getattr__ = absent_names(__name__, "map_coordinates".split())
