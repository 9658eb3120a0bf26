"""Gumbel distribution of largest values; NaN for a scale that is not positive."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import xlogy

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "ppf", "sf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted("gumbel_r.logpdf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, -(z + jnp.exp(-z)) - jnp.log(scale), jnp.nan)


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def logcdf(x, loc=0, scale=1):
    """Logarithm of the distribution function."""
    x, loc, scale = promoted("gumbel_r.logcdf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, -jnp.exp(-z), jnp.nan)


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    return jnp.exp(logcdf(x, loc, scale))


def ppf(p, loc=0, scale=1):
    """Quantile."""
    p, loc, scale = promoted("gumbel_r.ppf", p, loc, scale, to="inexact")
    return jnp.where((p > 0) & (p < 1), loc - scale * jnp.log(xlogy(-1, p)), jnp.nan)


def sf(x, loc=0, scale=1):
    """One minus the distribution function."""
    x, loc, scale = promoted("gumbel_r.sf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, 1 - jnp.exp(-jnp.exp(-z)), jnp.nan)


def logsf(x, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, loc, scale = promoted("gumbel_r.logsf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, _log_one_minus_exp(jnp.exp(-z)), jnp.nan)


def _log_one_minus_exp(x):
    """log(1 - exp(-x)) for positive x."""
    return jnp.where(x < math.log(2), jnp.log(-jnp.expm1(-x)), jnp.log1p(-jnp.exp(-x)))
