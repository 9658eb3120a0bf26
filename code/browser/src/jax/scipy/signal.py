"""The part of SciPy's interface called ``signal``: not in the browser."""

from jax._src.absent import absent_names

__all__ = []

__getattr__ = absent_names(
    __name__, "convolve convolve2d correlate correlate2d csd detrend fftconvolve istft stft welch".split()
)
