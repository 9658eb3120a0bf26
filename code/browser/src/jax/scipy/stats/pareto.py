"""Pareto distribution of exponent ``b``."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import promoted_with_constants

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "ppf", "sf"]


def logpdf(x, b, loc=0, scale=1):
    """Logarithm of the density."""
    x, b, loc, scale = promoted_with_constants("pareto.logpdf", x, b, loc, scale)
    result = -(jnp.log(scale / b) + (b + 1) * jnp.log((x - loc) / scale))
    return jnp.where(x < loc + scale, -jnp.inf, result)


def pdf(x, b, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, b, loc, scale))


def cdf(x, b, loc=0, scale=1):
    """Distribution function."""
    x, b, loc, scale = promoted_with_constants("pareto.cdf", x, b, loc, scale)
    return jnp.where(x < loc + scale, 0.0, 1 - ((x - loc) / scale) ** -b)


def logcdf(x, b, loc=0, scale=1):
    """Logarithm of the distribution function."""
    x, b, loc, scale = promoted("pareto.logcdf", x, b, loc, scale, to="inexact")
    return jnp.where(x < loc + scale, -jnp.inf, jnp.log1p(-(((x - loc) / scale) ** -b)))


def logsf(x, b, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, b, loc, scale = promoted("pareto.logsf", x, b, loc, scale, to="inexact")
    return jnp.where(x < loc + scale, 0.0, -(b * jnp.log((x - loc) / scale)))


def sf(x, b, loc=0, scale=1):
    """One minus the distribution function."""
    return jnp.exp(logsf(x, b, loc, scale))


def ppf(q, b, loc=0, scale=1):
    """Quantile."""
    q, b, loc, scale = promoted_with_constants("pareto.ppf", q, b, loc, scale)
    return jnp.where(jnp.isnan(q) | (q < 0) | (q > 1), jnp.nan, loc + scale * (1 - q) ** -(1 / b))
