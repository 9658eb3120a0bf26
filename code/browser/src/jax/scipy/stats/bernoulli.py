"""Bernoulli distribution of probability ``p``."""

from jax import numpy as jnp
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import xlog1py, xlogy

__all__ = ["cdf", "logpmf", "pmf", "ppf"]


def logpmf(k, p, loc=0):
    """Logarithm of the probability of k."""
    k, p, loc = promoted_with_constants("bernoulli.logpmf", k, p, loc)
    x = k - loc
    return jnp.where((x < 0) | (x > 1), -jnp.inf, xlogy(x, p) + xlog1py(1 - x, -p))


def pmf(k, p, loc=0):
    """Probability of k."""
    return jnp.exp(logpmf(k, p, loc))


def cdf(k, p):
    """Distribution function."""
    k, p = promoted_with_constants("bernoulli.cdf", k, p)
    wrong = jnp.isnan(k) | jnp.isnan(p) | (p < 0) | (p > 1)
    return jnp.where(wrong, jnp.nan, jnp.where(k < 0, jnp.zeros_like(k), jnp.where(k < 1, 1 - p, 1.0)))


def ppf(q, p):
    """Quantile."""
    q, p = promoted_with_constants("bernoulli.ppf", q, p)
    wrong = jnp.isnan(q) | jnp.isnan(p) | (p < 0) | (p > 1) | (q < 0) | (q > 1)
    return jnp.where(wrong, jnp.nan, jnp.where(q <= 1 - p, 0.0, jnp.ones_like(q)))
