"""Uniform distribution on [loc, loc + scale]."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import strong

__all__ = ["cdf", "logpdf", "pdf", "ppf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted("uniform.logpdf", x, loc, scale, to="inexact")
    return jnp.where((x > loc + scale) | (x < loc), -jnp.inf, -jnp.log(scale))


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    x, loc, scale = promoted("uniform.cdf", x, loc, scale, to="inexact")
    return strong(jnp.where(x < loc, 0.0, jnp.where(x > loc + scale, 1.0, (x - loc) / scale)))


def ppf(q, loc=0, scale=1):
    """Quantile."""
    q, loc, scale = promoted("uniform.ppf", q, loc, scale, to="inexact")
    return jnp.where(jnp.isnan(q) | (q < 0) | (q > 1), jnp.nan, loc + scale * q)
