"""Student's t distribution of ``df`` degrees of freedom."""

import math

from jax import numpy as jnp
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import gammaln

__all__ = ["logpdf", "pdf"]


def logpdf(x, df, loc=0, scale=1):
    """Logarithm of the density."""
    x, df, loc, scale = promoted_with_constants("t.logpdf", x, df, loc, scale)
    y, half = (x - loc) / scale, df / 2
    constant = gammaln(half) + jnp.log(scale * scale * math.pi * df) / 2 - gammaln(half + 0.5)
    return -(constant + (half + 0.5) * jnp.log1p(y * y / df))


def pdf(x, df, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, df, loc, scale))
