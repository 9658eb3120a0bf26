"""Cauchy distribution."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import promoted_with_constants

__all__ = ["cdf", "isf", "logcdf", "logpdf", "logsf", "pdf", "ppf", "sf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted_with_constants("cauchy.logpdf", x, loc, scale)
    y = (x - loc) / scale
    return -(jnp.log(math.pi * scale) + jnp.log1p(y * y))


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    x, loc, scale = promoted_with_constants("cauchy.cdf", x, loc, scale)
    return 0.5 + jnp.arctan((x - loc) / scale) / math.pi


def logcdf(x, loc=0, scale=1):
    """Logarithm of the distribution function."""
    return jnp.log(cdf(x, loc, scale))


def sf(x, loc=0, scale=1):
    """One minus the distribution function."""
    x, loc, scale = promoted("cauchy.sf", x, loc, scale, to="inexact")
    return cdf(-x, -loc, scale)


def logsf(x, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, loc, scale = promoted("cauchy.logsf", x, loc, scale, to="inexact")
    return logcdf(-x, -loc, scale)


def isf(q, loc=0, scale=1):
    """Quantile counted from above."""
    q, loc, scale = promoted_with_constants("cauchy.isf", q, loc, scale)
    return jnp.tan(math.pi / 2 - math.pi * q) * scale + loc


def ppf(q, loc=0, scale=1):
    """Quantile."""
    q, loc, scale = promoted_with_constants("cauchy.ppf", q, loc, scale)
    return jnp.tan(math.pi * q - math.pi / 2) * scale + loc
