"""Polynomials as arrays of coefficients, the highest power first."""

import numpy as np

from jax._src.array_arguments import as_jit, broadcast_shapes, checked, concrete, concrete_index
from jax._src.promotion import promote_arguments, to_complex_dtype
from jax.numpy._choice import where
from jax.numpy._creation import arange, array, full_like, ones, vander, zeros
from jax.numpy._elementwise import absolute, maximum, sqrt, true_divide
from jax.numpy._indexing_functions import diag, trim_zeros
from jax.numpy._products import convolve, dot, outer
from jax.numpy._reductions import all as all_of
from jax.numpy._searching import argmin, argsort
from jax.numpy._shapes import atleast_1d, concatenate, roll


def roots(p, *, strip_zeros=True):
    """The roots, as complex numbers."""
    (p,) = promote_arguments(checked("roots", p), to_inexact=True)
    p = atleast_1d(p)
    if p.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    if p.size < 2:
        return zeros(0, to_complex_dtype(p.aval.dtype))
    leading = where(all_of(p == 0), len(p), argmin(p == 0))
    if strip_zeros:
        leading = int(
            concrete(
                leading,
                "The error occurred in the jnp.roots() function. To use this within a JIT-compiled context, pass "
                "strip_zeros=False, but be aware that leading zeros will result in some returned roots being set to "
                "NaN.",
            )
        )
        return _roots(p[leading:])
    p = where(len(p) == leading, 1.0, p)
    found = _roots(roll(p, -leading))
    found = found[argsort(found == 0)]
    return where(arange(found.size) < found.size - leading, found, complex(np.nan, np.nan))


def _roots(p):
    from jax.numpy.linalg import eigvals

    if p.size < 2:
        return zeros(0, to_complex_dtype(p.aval.dtype))
    companion = diag(ones((p.size - 2,), p.dtype), -1)
    return eigvals(companion.at[0, :].set(-p[1:] / p[0]))


def poly(seq_of_zeros):
    """The polynomial with the given roots, or the characteristic polynomial of a matrix."""
    (zeros_,) = promote_arguments(checked("poly", seq_of_zeros), to_inexact=True)
    zeros_ = atleast_1d(zeros_)
    shape = zeros_.shape
    if len(shape) == 2 and shape[0] == shape[1] and shape[0]:
        from jax.numpy.linalg import eigvals

        zeros_ = eigvals(zeros_)
    if zeros_.ndim != 1:
        raise ValueError("input must be 1d or non-empty square 2d array.")
    if not len(zeros_):
        return ones((), dtype=zeros_.dtype)
    result = ones((1,), dtype=zeros_.dtype)
    for place in range(len(zeros_)):
        result = convolve(result, array([1, -zeros_[place]], dtype=zeros_.dtype))
    return result


def polyval(p, x, *, unroll=16):
    """The value at x."""
    p, x = promote_arguments(*checked("polyval", p, x))
    return as_jit("polyval")(_polyval)(p, x)


def _polyval(p, x):
    result = full_like(x, 0, shape=broadcast_shapes(p.shape[1:], x.shape))
    for place in range(p.shape[0]):
        result = result * x + p[place]
    return result


def polyadd(a1, a2):
    """The sum of two polynomials."""
    a1, a2 = promote_arguments(*checked("polyadd", a1, a2))
    if a2.shape[0] <= a1.shape[0]:
        return a1.at[-a2.shape[0] :].add(a2)
    return a2.at[-a1.shape[0] :].add(a1)


def polysub(a1, a2):
    """The difference of two polynomials."""
    a1, a2 = promote_arguments(*checked("polysub", a1, a2))
    return polyadd(a1, -a2)


def polymul(a1, a2, *, trim_leading_zeros=False):
    """The product of two polynomials."""
    a1, a2 = promote_arguments(*checked("polymul", a1, a2), to_inexact=True)
    if trim_leading_zeros and (len(a1) > 1 or len(a2) > 1):
        a1, a2 = trim_zeros(a1, trim="f"), trim_zeros(a2, trim="f")
    a1 = a1 if len(a1) else zeros(1, dtype=a2.dtype)
    a2 = a2 if len(a2) else zeros(1, dtype=a1.dtype)
    return convolve(a1, a2)


def polydiv(u, v, *, trim_leading_zeros=False):
    """(quotient, remainder)."""
    u, v = promote_arguments(*checked("polydiv", u, v), to_inexact=True)
    last, degree = len(u) - 1, len(v) - 1
    scale = 1.0 / v[0]
    quotient = zeros(max(last - degree + 1, 1), dtype=u.dtype)
    for place in range(last - degree + 1):
        factor = scale * u[place]
        quotient = quotient.at[place].set(factor)
        u = u.at[place : place + degree + 1].add(-factor * v)
    if trim_leading_zeros:
        u = _without_small(u, sqrt(np.finfo(u.aval.dtype).eps))
    return quotient, u


def _without_small(values, tolerance):
    """Without the first numbers that are smaller than the tolerance."""
    is_small = (
        absolute(concrete(values, "Error arose in the `filt` argument of trim_zeros_tol()")) < tolerance
    )
    return zeros(0, values.dtype) if bool(all_of(is_small)) else values[int(argmin(is_small)) :]


def polyint(p, m=1, k=None):
    """The m-th antiderivative, with constants ``k``."""
    m = concrete_index(m, "'m' argument of jnp.polyint")
    p, k = promote_arguments(*checked("polyint", p, 0 if k is None else k), to_inexact=True)
    if m < 0:
        raise ValueError("Order of integral must be positive (see polyder)")
    k = atleast_1d(k)
    if len(k) == 1:
        k = full_like(k, k[0], shape=(m,))
    if k.shape != (m,):
        raise ValueError("k must be a scalar or a rank-1 array of length 1 or m.")
    if m == 0:
        return p
    grid = arange(len(p) + m, dtype=p.dtype)[None] - arange(m, dtype=p.dtype)[:, None]
    return true_divide(concatenate((p, k)), maximum(1, grid).prod(0)[::-1])


def polyder(p, m=1):
    """The m-th derivative."""
    m = concrete_index(m, "'m' argument of jnp.polyder")
    (p,) = promote_arguments(checked("polyder", p), to_inexact=True)
    if m < 0:
        raise ValueError("Order of derivative must be positive")
    if m == 0:
        return p
    factors = arange(m, len(p), dtype=p.dtype)[None] - arange(m, dtype=p.dtype)[:, None]
    return p[:-m] * factors.prod(0)[::-1]


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The coefficients of the polynomial of degree ``deg`` through points, by least squares."""
    from jax.numpy.linalg import inv, lstsq

    x, y, *weights = checked("polyfit", x, y) if w is None else checked("polyfit", x, y, w)
    deg = int(concrete(deg, "deg must be int"))
    if deg < 0:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if x.size == 0:
        raise TypeError("expected non-empty vector for x")
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError("expected 1D or 2D array for y")
    if x.shape[0] != y.shape[0]:
        raise TypeError("expected x and y to have same length")
    rcond = (
        len(x) * float(np.finfo(x.aval.dtype).eps)
        if rcond is None
        else float(concrete(rcond, "rcond must be float"))
    )
    left, right = vander(x, deg + 1), y
    if weights:
        (w,) = promote_arguments(*weights, to_inexact=True)
        if w.ndim != 1:
            raise TypeError("expected a 1-d array for weights")
        if w.shape[0] != y.shape[0]:
            raise TypeError("expected w and y to have the same length")
        left = left * w[:, None]
        right = right * (w[:, None] if right.ndim == 2 else w)
    scale = sqrt((left * left).sum(axis=0))
    left = left / scale[None, :]
    found, residuals, rank, singular = lstsq(left, right, rcond)
    found = (found.T / scale[None, :]).T if found.ndim > 1 else found / scale
    if full:
        return found, residuals, rank, singular, array(rcond)
    if not cov:
        return found
    base = inv(dot(left.T, left)) / outer(scale, scale)
    if cov == "unscaled":
        factor = array(1.0)
    elif len(x) <= deg + 1:
        raise ValueError("the number of data points must exceed order to scale the covariance matrix")
    else:
        factor = residuals / (len(x) - deg - 1)
    if y.ndim == 1:
        return found, base * atleast_1d(factor)[None]
    return found, base[:, :, None] * atleast_1d(factor)[None, None, :]
