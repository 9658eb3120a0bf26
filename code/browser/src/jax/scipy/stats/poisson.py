"""Poisson distribution of mean ``mu``."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import checked, promoted
from jax._src.scipy_arguments import promoted_with_constants
from jax.scipy.special import entr, gammaincc, gammaln, xlogy

__all__ = ["cdf", "entropy", "logpmf", "pmf"]


def logpmf(k, mu, loc=0):
    """Logarithm of the probability of k."""
    k, mu, loc = promoted("poisson.logpmf", k, mu, loc, to="inexact")
    x = k - loc
    return jnp.where((x < 0) | (jnp.round(k) != k), -jnp.inf, xlogy(x, mu) - gammaln(x + 1) - mu)


def pmf(k, mu, loc=0):
    """Probability of k."""
    return jnp.exp(logpmf(k, mu, loc))


def cdf(k, mu, loc=0):
    """Distribution function."""
    k, mu, loc = promoted_with_constants("poisson.logpmf", k, mu, loc)
    x = k - loc
    return jnp.where(x < 0, 0.0, gammaincc(jnp.floor(1 + x), mu))


def entropy(mu, loc=0):
    """Entropy, by summation up to a mean of 100, then by its asymptotic series."""
    mu, loc = promoted("poisson.entropy", *checked("poisson.entropy", mu, loc), to="inexact")
    shape = jnp.broadcast_shapes(mu.shape, loc.shape)
    large = 0.5 * jnp.log(2 * math.pi * math.e * mu) - 1 / (12 * mu)
    small = jnp.where(mu < 10, _summed(mu, 35, mu + 20), _summed(mu, 250, mu + 10 * jnp.sqrt(mu) + 20))
    return jnp.broadcast_to(jnp.where(mu == 0, 0.0, jnp.where(mu < 100, small, large)), shape)


def _summed(mu, count: int, limit):
    """Entropy of the probabilities of 0, 1, … below ``count`` and ``limit``."""
    k = jnp.arange(count, dtype=jnp.float32)
    chances = jnp.where(k < jnp.ceil(limit)[..., None], pmf(k, mu[..., None]), 0.0)
    return jnp.sum(entr(chances), axis=-1)
