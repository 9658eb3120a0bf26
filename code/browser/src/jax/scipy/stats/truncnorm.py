"""Normal distribution cut to [loc + a scale, loc + b scale]."""

from jax import numpy as jnp
from jax._src.array_arguments import promoted
from jax.scipy.special import log_ndtr, logsumexp, ndtr
from jax.scipy.stats import norm

__all__ = ["cdf", "logcdf", "logpdf", "logsf", "pdf", "sf"]


def _log_difference(x, y):
    """log(exp(x) - exp(y))."""
    return logsumexp(jnp.array([x, y]), b=jnp.array([jnp.ones_like(x), -jnp.ones_like(y)]), axis=0)


def _log_mass(a, b):
    """Logarithm of the normal probability of [a, b]."""
    a, b = jnp.broadcast_arrays(jnp.asarray(a), jnp.asarray(b))
    is_left, is_right = b <= 0, a > 0
    tail = _log_difference(log_ndtr(jnp.where(is_right, -a, b)), log_ndtr(jnp.where(is_right, -b, a)))
    return jnp.where(is_left | is_right, tail, jnp.log1p(-ndtr(a) - ndtr(-b)))


def logpdf(x, a, b, loc=0, scale=1):
    """Logarithm of the density; NaN where a is not below b."""
    x, a, b, loc, scale = promoted("truncnorm.logpdf", x, a, b, loc, scale, to="inexact")
    y = (x - loc) / scale
    result = norm.logpdf(x, loc, scale) - _log_mass(a, b)
    return jnp.where(a >= b, jnp.nan, jnp.where((y < a) | (y > b), -jnp.inf, result))


def pdf(x, a, b, loc=0, scale=1):
    """Density."""
    return jnp.exp(logpdf(x, a, b, loc, scale))


def logcdf(x, a, b, loc=0, scale=1):
    """Logarithm of the distribution function."""
    x, a, b, loc, scale = promoted("truncnorm.logcdf", x, a, b, loc, scale, to="inexact")
    x, a, b = jnp.broadcast_arrays(x, a, b)
    y = (x - loc) / scale
    whole = _log_mass(a, b)
    below, above = _log_mass(a, y) - whole, _log_mass(y, b) - whole
    result = jnp.where(below > -0.1, jnp.log1p(-jnp.exp(above)), below)
    result = jnp.where(y >= b, 0.0, jnp.where(y <= a, -jnp.inf, result))
    return jnp.where(a >= b, jnp.nan, result)


def cdf(x, a, b, loc=0, scale=1):
    """Distribution function."""
    return jnp.exp(logcdf(x, a, b, loc, scale))


def logsf(x, a, b, loc=0, scale=1):
    """Logarithm of one minus the distribution function."""
    x, a, b, loc, scale = promoted("truncnorm.logsf", x, a, b, loc, scale, to="inexact")
    return logcdf(-x, -b, -a, -loc, scale)


def sf(x, a, b, loc=0, scale=1):
    """One minus the distribution function."""
    return jnp.exp(logsf(x, a, b, loc, scale))
