"""Gumbel distribution of smallest values; NaN for a scale that is not positive."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import xlog1py

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "ppf", "sf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted("gumbel_l.logpdf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, z - jnp.exp(z) - jnp.log(scale), jnp.nan)


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def logcdf(x, loc=0, scale=1):
    """Logarithm of the distribution function."""
    x, loc, scale = promoted("gumbel_l.logcdf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, jnp.log(-jnp.expm1(-jnp.exp(z))), jnp.nan)


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    return jnp.exp(logcdf(x, loc, scale))


def ppf(p, loc=0, scale=1):
    """Quantile."""
    p, loc, scale = promoted("gumbel_l.ppf", p, loc, scale, to="inexact")
    return jnp.where((p > 0) & (p < 1), loc + scale * jnp.log(xlog1py(-1, -p)), jnp.nan)


def sf(x, loc=0, scale=1):
    """One minus the distribution function."""
    x, loc, scale = promoted("gumbel_l.sf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, jnp.exp(-jnp.exp(z)), jnp.nan)


def logsf(x, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, loc, scale = promoted("gumbel_l.logsf", x, loc, scale, to="inexact")
    z = (x - loc) / scale
    return jnp.where(scale > 0, -jnp.exp(z), jnp.nan)
