"""Chi-square distribution of ``df`` degrees of freedom."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import gammainc, gammaincc, gammaln

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "sf"]


def logpdf(x, df, loc=0, scale=1):
    """Logarithm of the density."""
    x, df, loc, scale = promoted_with_constants("chi2.logpdf", x, df, loc, scale)
    y, half = (x - loc) / scale, df / 2
    kernel = (half - 1) * jnp.log(y) - y / 2
    constant = gammaln(half) + math.log(2) * df / 2
    return jnp.where(x < loc, -jnp.inf, kernel - constant - jnp.log(scale))


def pdf(x, df, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, df, loc, scale))


def cdf(x, df, loc=0, scale=1):
    """Distribution function."""
    x, df, loc, scale = promoted("chi2.cdf", x, df, loc, scale, to="inexact")
    return gammainc(df / 2, jnp.clip((x - loc) / (scale * 2), 0, jnp.inf))


def logcdf(x, df, loc=0, scale=1):
    """Logarithm of the distribution function."""
    return jnp.log(cdf(x, df, loc, scale))


def sf(x, df, loc=0, scale=1):
    """One minus the distribution function."""
    x, df, loc, scale = promoted("chi2.sf", x, df, loc, scale, to="inexact")
    return gammaincc(df / 2, jnp.clip((x - loc) / (scale * 2), 0, jnp.inf))


def logsf(x, df, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    return jnp.log(sf(x, df, loc, scale))
