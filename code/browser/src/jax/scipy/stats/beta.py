"""Beta distribution on [loc, loc + scale]."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import betainc, betaln, xlog1py, xlogy

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "sf"]


def logpdf(x, a, b, loc=0, scale=1):
    """Logarithm of the density; NaN for parameters that are not positive."""
    x, a, b, loc, scale = promoted_with_constants("beta.logpdf", x, a, b, loc, scale)
    y = (x - loc) / scale
    result = xlogy(a - 1, y) + xlog1py(b - 1, -y) - betaln(a, b) - jnp.log(scale)
    result = jnp.where((x > loc + scale) | (x < loc), -jnp.inf, result)
    return jnp.where((a <= 0) | (b <= 0) | (scale <= 0), jnp.nan, result)


def pdf(x, a, b, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, a, b, loc, scale))


def cdf(x, a, b, loc=0, scale=1):
    """Distribution function."""
    x, a, b, loc, scale = promoted("beta.cdf", x, a, b, loc, scale, to="inexact")
    return betainc(a, b, jnp.clip((x - loc) / scale, 0, 1))


def logcdf(x, a, b, loc=0, scale=1):
    """Logarithm of the distribution function."""
    return jnp.log(cdf(x, a, b, loc, scale))


def sf(x, a, b, loc=0, scale=1):
    """One minus the distribution function."""
    x, a, b, loc, scale = promoted("beta.sf", x, a, b, loc, scale, to="inexact")
    return betainc(b, a, 1 - jnp.clip((x - loc) / scale, 0, 1))


def logsf(x, a, b, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    return jnp.log(sf(x, a, b, loc, scale))
