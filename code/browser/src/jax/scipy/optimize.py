"""Minimisation: not in the browser."""

from jax._src.absent import absent_names

__all__ = []

__getattr__ = absent_names(__name__, ["OptimizeResults", "minimize"])
