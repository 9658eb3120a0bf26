"""Normal distribution: mean ``loc``, standard deviation ``scale``."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import promoted, to_array
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy import special

__all__ = ["cdf", "isf", "logcdf", "logpdf", "logsf", "pdf", "ppf", "sf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted_with_constants("norm.logpdf", x, loc, scale)
    variance = jnp.square(scale)
    return (jnp.log(2 * math.pi * variance) + jnp.square(x - loc) / variance) / -2


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    x, loc, scale = promoted("norm.cdf", x, loc, scale, to="inexact")
    return special.ndtr((x - loc) / scale)


def logcdf(x, loc=0, scale=1):
    """Logarithm of the distribution function."""
    x, loc, scale = promoted("norm.logcdf", x, loc, scale, to="inexact")
    return special.log_ndtr((x - loc) / scale)


def ppf(q, loc=0, scale=1):
    """Quantile."""
    return jnp.asarray(special.ndtri(q) * scale + loc, float)


def sf(x, loc=0, scale=1):
    """One minus the distribution function."""
    x, loc, scale = promoted("norm.sf", x, loc, scale, to="inexact")
    return cdf(-x, -loc, scale)


def logsf(x, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, loc, scale = promoted("norm.logsf", x, loc, scale, to="inexact")
    return logcdf(-x, -loc, scale)


def isf(q, loc=0, scale=1):
    """Quantile counted from above."""
    return ppf(1 - to_array(q), loc, scale)
