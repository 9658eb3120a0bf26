"""Negative binomial distribution: failures before the ``n``-th success of probability ``p``."""

from jax import numpy as jnp
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import gammaln, xlogy

__all__ = ["logpmf", "pmf"]


def logpmf(k, n, p, loc=0):
    """Logarithm of the probability of k."""
    k, n, p, loc = promoted_with_constants("nbinom.logpmf", k, n, p, loc)
    y = k - loc
    ways = gammaln(y + n) - gammaln(n) - gammaln(y + 1)
    return jnp.where(k < loc, -jnp.inf, ways + (xlogy(n, p) + xlogy(y, 1 - p)))


def pmf(k, n, p, loc=0):
    """Probability of k."""
    return jnp.exp(logpmf(k, n, p, loc))
