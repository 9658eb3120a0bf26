"""Exponential distribution on [loc, ∞)."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "ppf", "sf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted("expon.logpdf", x, loc, scale, to="inexact")
    return jnp.where(x < loc, -jnp.inf, -((x - loc) / scale + jnp.log(scale)))


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    x, loc, scale = promoted("expon.cdf", x, loc, scale, to="inexact")
    return jnp.where(x < loc, 0.0, -jnp.expm1((loc - x) / scale))


def logcdf(x, loc=0, scale=1):
    """Logarithm of the distribution function."""
    return jnp.log1p(-sf(x, loc, scale))


def logsf(x, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, loc, scale = promoted("expon.sf", x, loc, scale, to="inexact")
    return jnp.where(x < loc, 0.0, (loc - x) / scale)


def sf(x, loc=0, scale=1):
    """One minus the distribution function."""
    return jnp.exp(logsf(x, loc, scale))


def ppf(q, loc=0, scale=1):
    """Quantile."""
    q, loc, scale = promoted("expon.ppf", q, loc, scale, to="inexact")
    return jnp.where(jnp.isnan(q) | (q < 0) | (q > 1), jnp.nan, loc - scale * jnp.log1p(-q))
