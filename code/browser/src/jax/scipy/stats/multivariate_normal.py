"""Multivariate normal distribution of mean (…, n) and covariance matrix (…, n, n)."""

import math

from jax import numpy as jnp
from jax._src.array_arguments import to_array
from jax._src.primitives.linear_algebra import cholesky, triangular_solve
from jax._src.promotion import promote_arguments

__all__ = ["logpdf", "pdf"]


def logpdf(x, mean, cov, allow_singular=None):
    """Logarithm of the density. A scalar mean means one dimension, a scalar covariance the same for all."""
    if allow_singular is not None:
        raise NotImplementedError("allow_singular argument of multivariate_normal.logpdf")
    x, mean, cov = promote_arguments(to_array(x), to_array(mean), to_array(cov), to_inexact=True)
    log_2_pi = math.log(2 * math.pi)
    y = x - mean
    if not mean.shape:
        return -0.5 * jnp.square(y) / cov - 0.5 * (log_2_pi + jnp.log(cov))
    n = mean.shape[-1]
    if not cov.shape:
        return -0.5 * jnp.sum(y * y, -1) / cov - n / 2 * (log_2_pi + jnp.log(cov))
    if cov.ndim < 2 or cov.shape[-2:] != (n, n):
        raise ValueError("multivariate_normal.logpdf got incompatible shapes")
    factor = cholesky((cov + jnp.swapaxes(cov, -1, -2)) / 2)
    batch = jnp.broadcast_shapes(y.shape[:-1], cov.shape[:-2])
    y = jnp.broadcast_to(y, (*batch, n))[..., None]
    y = triangular_solve(jnp.broadcast_to(factor, (*batch, n, n)), y, left_side=True, lower=True)[..., 0]
    log_root = jnp.log(jnp.diagonal(factor, axis1=-2, axis2=-1)).sum(-1)
    return -0.5 * jnp.sum(y * y, -1) - n / 2 * log_2_pi - log_root


def pdf(x, mean, cov):
    """Density."""
    return jnp.exp(logpdf(x, mean, cov))
