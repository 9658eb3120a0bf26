"""Multinomial distribution of ``n`` trials; the categories are along the last axis."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import gammaln, xlogy

__all__ = ["logpmf", "pmf"]


def logpmf(x, n, p):
    """Logarithm of the probability of integer counts x."""
    (p,) = promoted("multinomial.logpmf", p, to="inexact")
    x, n = promoted("multinomial.logpmf", x, n, to="numeric")
    if not jnp.issubdtype(x.dtype, jnp.integer):
        raise ValueError(f"x and n must be of integer type; got x.dtype={x.dtype}, n.dtype={n.dtype}")
    x, n = x.astype(p.dtype), n.astype(p.dtype)
    result = gammaln(n + 1) + jnp.sum(xlogy(x, p) - gammaln(x + 1), axis=-1)
    return jnp.where(jnp.equal(jnp.sum(x), n), result, -jnp.inf)


def pmf(x, n, p):
    """Probability of integer counts x."""
    return jnp.exp(logpmf(x, n, p))
