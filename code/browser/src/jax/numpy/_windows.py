"""Window functions of signal processing."""

import numpy as np

from jax._src.array_arguments import concrete
from jax._src.primitives.shapes import full, iota
from jax.numpy._elementwise import absolute, cos, i0, sqrt


def _points(name: str, M):
    """0, 1, … M - 1 as floats, or ones when there are fewer than two; and M."""
    M = int(concrete(M, f"M argument of jnp.{name}"))
    return (full((M,), 1, np.float32) if M <= 1 else iota(np.float32, (M,))), M


def blackman(M):
    """The Blackman window of M points."""
    n, M = _points("blackman", M)
    if M <= 1:
        return n
    return 0.42 - 0.5 * cos(2 * np.pi * n / (M - 1)) + 0.08 * cos(4 * np.pi * n / (M - 1))


def bartlett(M):
    """The triangular window of M points."""
    n, M = _points("bartlett", M)
    return n if M <= 1 else 1 - absolute(2 * n + 1 - M) / (M - 1)


def hamming(M):
    """The Hamming window of M points."""
    n, M = _points("hamming", M)
    return n if M <= 1 else 0.54 - 0.46 * cos(2 * np.pi * n / (M - 1))


def hanning(M):
    """The Hann window of M points."""
    n, M = _points("hanning", M)
    return n if M <= 1 else 0.5 * (1 - cos(2 * np.pi * n / (M - 1)))


def kaiser(M, beta):
    """The Kaiser window of M points and shape ``beta``."""
    n, M = _points("kaiser", M)
    if M <= 1:
        return n
    half = 0.5 * (M - 1)
    return i0(beta * sqrt(1 - ((n - half) / half) ** 2)) / i0(beta)
