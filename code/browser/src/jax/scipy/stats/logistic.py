"""Logistic distribution."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import expit, logit

__all__ = ["cdf", "isf", "logpdf", "pdf", "ppf", "sf"]


def logpdf(x, loc=0, scale=1):
    """Logarithm of the density."""
    x, loc, scale = promoted_with_constants("logistic.logpdf", x, loc, scale)
    half = (x - loc) / scale / 2
    return -2 * jnp.logaddexp(half, -half) - jnp.log(scale)


def pdf(x, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, loc, scale))


def cdf(x, loc=0, scale=1):
    """Distribution function."""
    x, loc, scale = promoted("logistic.cdf", x, loc, scale, to="inexact")
    return expit((x - loc) / scale)


def sf(x, loc=0, scale=1):
    """One minus the distribution function."""
    x, loc, scale = promoted("logistic.sf", x, loc, scale, to="inexact")
    return expit(-((x - loc) / scale))


def ppf(x, loc=0, scale=1):
    """Quantile."""
    x, loc, scale = promoted("logistic.ppf", x, loc, scale, to="inexact")
    return logit(x) * scale + loc


def isf(x, loc=0, scale=1):
    """Quantile counted from above."""
    x, loc, scale = promoted("logistic.isf", x, loc, scale, to="inexact")
    return -logit(x) * scale + loc
