"""Gamma distribution of shape parameter ``a``."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import gammainc, gammaincc, gammaln, xlogy

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "sf"]


def logpdf(x, a, loc=0, scale=1):
    """Logarithm of the density."""
    x, a, loc, scale = promoted_with_constants("gamma.logpdf", x, a, loc, scale)
    inside = x >= loc
    y = jnp.where(inside, (x - loc) / scale, 1)
    return jnp.where(inside, xlogy(a - 1, y) - y - (gammaln(a) + jnp.log(scale)), -jnp.inf)


def pdf(x, a, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, a, loc, scale))


def cdf(x, a, loc=0, scale=1):
    """Distribution function."""
    x, a, loc, scale = promoted("gamma.cdf", x, a, loc, scale, to="inexact")
    return gammainc(a, jnp.clip((x - loc) / scale, 0, jnp.inf))


def logcdf(x, a, loc=0, scale=1):
    """Logarithm of the distribution function."""
    return jnp.log(cdf(x, a, loc, scale))


def sf(x, a, loc=0, scale=1):
    """One minus the distribution function."""
    x, a, loc, scale = promoted("gamma.sf", x, a, loc, scale, to="inexact")
    y = (x - loc) / scale
    return jnp.where(y < 0, 1, gammaincc(a, y))


def logsf(x, a, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    return jnp.log(sf(x, a, loc, scale))
