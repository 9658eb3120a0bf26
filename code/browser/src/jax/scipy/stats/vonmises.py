"""Von Mises distribution of concentration ``kappa``."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import i0e

__all__ = ["logpdf", "pdf"]


def logpdf(x, kappa):
    """Logarithm of the density."""
    x, kappa = promoted("vonmises.logpdf", x, kappa, to="inexact")
    result = kappa * (jnp.cos(x) - 1) - jnp.log(2 * math.pi * i0e(kappa))
    return jnp.where(kappa > 0, result, jnp.nan)


def pdf(x, kappa):
    """Density."""
    return jnp.exp(logpdf(x, kappa))
