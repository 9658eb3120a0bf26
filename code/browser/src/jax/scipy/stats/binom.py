"""Binomial distribution of ``n`` trials of probability ``p``."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import gammaln, xlog1py, xlogy

__all__ = ["logpmf", "pmf"]


def logpmf(k, n, p, loc=0):
    """Logarithm of the probability of k."""
    k, n, p, loc = promoted("binom.logpmf", k, n, p, loc, to="inexact")
    y = k - loc
    ways = gammaln(n + 1) - (gammaln(y + 1) + gammaln(n - y + 1))
    chance = xlogy(y, p) + xlog1py(n - y, -p)
    result = jnp.where(((y == 0) & (n == 0)) | (chance == 0), 0.0, ways + chance)
    return jnp.where((k >= loc) & (k < loc + n + 1), result, -jnp.inf)


def pmf(k, n, p, loc=0):
    """Probability of k."""
    return jnp.exp(logpmf(k, n, p, loc))
