"""Wrapped Cauchy distribution on [0, 2π]."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import promoted

__all__ = ["logpdf", "pdf"]


def logpdf(x, c):
    """Logarithm of the density; NaN unless 0 < c < 1."""
    x, c = promoted("wrapcauchy.logpdf", x, c, to="inexact")
    result = jnp.log(1 - c * c) - math.log(2 * math.pi) - jnp.log(1 + c * c - 2 * c * jnp.cos(x))
    result = jnp.where((x >= 0) & (x <= 2 * math.pi), result, -jnp.inf)
    return jnp.where((c > 0) & (c < 1), result, jnp.nan)


def pdf(x, c):
    """Density."""
    return jnp.exp(logpdf(x, c))
