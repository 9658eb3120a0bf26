"""Beta-binomial distribution of ``n`` trials."""

from jax import numpy as jnp
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import betaln

__all__ = ["logpmf", "pmf"]


def logpmf(k, n, a, b, loc=0):
    """Logarithm of the probability of k; NaN for parameters out of range."""
    k, n, a, b, loc = promoted_with_constants("betabinom.logpmf", k, n, a, b, loc)
    y = jnp.floor(k) - loc
    result = -(jnp.log1p(n) + betaln(n - y + 1, y + 1)) + (betaln(y + a, n - y + b) - betaln(a, b))
    result = jnp.where((y == 0) & (n == 0), 0.0, result)
    result = jnp.where((y < -loc) | (y > n) | (y + a <= 0), -jnp.inf, result)
    return jnp.where((n < 0) | (a <= 0) | (b <= 0), jnp.nan, result)


def pmf(k, n, a, b, loc=0):
    """Probability of k."""
    return jnp.exp(logpmf(k, n, a, b, loc))
