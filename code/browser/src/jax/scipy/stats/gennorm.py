"""Generalised normal distribution of power ``beta``."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import gammainc, gammaln

__all__ = ["cdf", "logpdf", "pdf"]


def logpdf(x, beta):
    """Logarithm of the density."""
    x, beta = promoted("gennorm.logpdf", x, beta, to="inexact")
    return jnp.log(0.5 * beta) - gammaln(1 / beta) - jnp.abs(x) ** beta


def cdf(x, beta):
    """Distribution function."""
    x, beta = promoted("gennorm.cdf", x, beta, to="inexact")
    return 0.5 * (1 + jnp.sign(x) * gammainc(1 / beta, jnp.abs(x) ** beta))


def pdf(x, beta):
    """Density."""
    return jnp.exp(logpdf(x, beta))
