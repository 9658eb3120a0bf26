"""Geometric distribution on 1, 2, 3 …"""

from jax import numpy as jnp
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import xlog1py

__all__ = ["logpmf", "pmf"]


def logpmf(k, p, loc=0):
    """Logarithm of the probability of k."""
    k, p, loc = promoted_with_constants("geom.logpmf", k, p, loc)
    x = k - loc
    return jnp.where(x <= 0, -jnp.inf, xlog1py(x - 1, -p) + jnp.log(p))


def pmf(k, p, loc=0):
    """Probability of k."""
    return jnp.exp(logpmf(k, p, loc))
