"""Dirichlet distribution; the components are along the first axis."""

from jax import numpy as jnp
from jax._src.array_arguments import to_array
from jax._src.promotion import promote_arguments
from jax.scipy.special import gammaln, xlogy

__all__ = ["logpdf", "pdf"]


def logpdf(x, alpha):
    """Logarithm of the density; the last component of x may be left out."""
    x, alpha = promote_arguments(to_array(x), to_array(alpha), to_inexact=True)
    if alpha.ndim != 1:
        raise ValueError(f"`alpha` must be one-dimensional; got alpha.shape={alpha.shape}")
    if x.shape[0] not in (alpha.shape[0], alpha.shape[0] - 1):
        raise ValueError(
            "`x` must have either the same number of entries as `alpha` or one entry fewer; "
            f"got x.shape={x.shape}, alpha.shape={alpha.shape}"
        )
    if x.shape[0] != alpha.shape[0]:
        x = jnp.concatenate([x, 1 - x.sum(0, keepdims=True)], axis=0)
    constant = jnp.sum(gammaln(alpha)) - gammaln(jnp.sum(alpha))
    powers = jnp.reshape(alpha - 1, (alpha.shape[0],) + (1,) * (x.ndim - 1))
    inside = jnp.all(x > 0, axis=0) & (jnp.abs(jnp.sum(x, axis=0) - 1) < 1e-6)
    return jnp.where(inside, jnp.sum(xlogy(powers, x), axis=0) - constant, -jnp.inf)


def pdf(x, alpha):
    """Density."""
    return jnp.exp(logpdf(x, alpha))
