"""The part of SciPy's interface called ``fft``: not in the browser."""

from jax._src.absent import absent_names

__all__ = []

__getattr__ = absent_names(__name__, "dct dctn idct idctn".split())
