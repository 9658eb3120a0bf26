"""Histograms, covariances, interpolation."""

import builtins

import numpy as np

from jax._src.array_arguments import as_jit, checked, concrete_index, promoted, size_of, to_array
from jax._src.primitives import elementwise as lax
from jax._src.primitives import sorting
from jax._src.promotion import check_arraylike, issubdtype, promote_arguments, to_inexact_dtype
from jax.numpy._choice import clip, where
from jax.numpy._creation import asarray, ix_, linspace, ones_like, zeros
from jax.numpy._elementwise import absolute, divide, imag, mod, real, sqrt, true_divide
from jax.numpy._indexing_functions import diag, ravel_multi_index
from jax.numpy._products import diff, dot
from jax.numpy._reductions import average, ptp
from jax.numpy._reductions import sum as sum_of
from jax.numpy._searching import bincount, searchsorted
from jax.numpy._shapes import atleast_2d, concatenate, expand_dims, reshape, squeeze, stack, transpose


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The limits of the bins of a histogram."""
    if isinstance(bins, str):
        raise NotImplementedError("string values for `bins` not implemented.")
    check_arraylike("histogram_bin_edges", a, bins)
    array = asarray(a)
    dtype = to_inexact_dtype(array.aval.dtype)
    if np.ndim(bins) == 1:
        return asarray(bins, dtype=dtype)
    count = concrete_index(bins, "bins argument of histogram_bin_edges")
    range = asarray([array.min(), array.max()] if range is None else range, dtype=dtype)
    if range.shape != (2,):
        raise ValueError(f"`range` must be either None or a sequence of scalars, got {range}")
    is_point = ptp(range) == 0
    start, stop = where(is_point, range[0] - 0.5, range[0]), where(is_point, range[1] + 0.5, range[1])
    return linspace(start, stop, count + 1, dtype=dtype)


def histogram(a, bins=10, range=None, weights=None, density=None):
    """(counts, limits of the bins)."""
    if weights is None:
        a, _ = checked("histogram", a, bins)
        (a,) = promote_arguments(a, to_inexact=True)
        weights = ones_like(a)
    else:
        a, _, weights = checked("histogram", a, bins, weights)
        if a.shape != weights.shape:
            raise ValueError("weights should have the same shape as a.")
        a, weights = promote_arguments(a, weights, to_inexact=True)
    edges = histogram_bin_edges(a, bins, range, weights)
    places = searchsorted(edges, a, side="right")
    places = where(a == edges[-1], len(edges) - 1, places)
    counts = zeros(len(edges), weights.dtype).at[places].add(weights)[1:]
    if density:
        counts = counts / diff(edges) / counts.sum()
    return counts, edges


def histogram2d(x, y, bins=10, range=None, weights=None, density=None):
    """(counts, limits along x, limits along y)."""
    x, y = checked("histogram2d", x, y)
    try:
        count = len(bins)
    except TypeError:
        count = 1
    if count not in (1, 2):
        edges = asarray(bins)
        bins = [edges, edges]
    counts, edges = histogramdd(transpose(stack(promote_arguments(x, y))), bins, range, weights, density)
    return counts, edges[0], edges[1]


def histogramdd(sample, bins=10, range=None, weights=None, density=None):
    """(counts, limits of the bins along every dimension) of points, one row each."""
    if weights is None:
        (sample,) = promote_arguments(checked("histogramdd", sample), to_inexact=True)
    else:
        sample, weights = checked("histogramdd", sample, weights)
        if weights.shape != sample.shape[:1]:
            raise ValueError("should have one weight for each sample.")
        sample, weights = promote_arguments(sample, weights, to_inexact=True)
    count, dimensions = sample.shape
    if range is not None and (
        len(range) != dimensions or any(one is not None and np.shape(one)[0] != 2 for one in range)
    ):
        raise ValueError(
            f"For sample.shape={(count, dimensions)}, range must be a sequence of {dimensions} pairs or Nones; got "
            f"{range=}"
        )
    try:
        bins = list(bins)
    except TypeError:
        bins = dimensions * [bins]
    else:
        if len(bins) != dimensions:
            raise ValueError("should be a bin for each dimension.")
    places, all_edges = [], []
    for axis in builtins.range(dimensions):
        values = sample[:, axis]
        edges = histogram_bin_edges(values, bins[axis], None if range is None else range[axis], weights)
        place = searchsorted(edges, values, side="right")
        places.append(where(values == edges[-1], place - 1, place))
        all_edges.append(edges)
    lengths = tuple(len(edges) + 1 for edges in all_edges)
    flat = ravel_multi_index(tuple(places), lengths, mode="clip")
    counts = reshape(bincount(flat, weights, length=size_of(lengths)), lengths)
    counts = counts[(slice(1, -1),) * dimensions]
    if density:
        counts = counts.astype(sample.dtype)
        counts = counts / counts.sum()
        for width in ix_(*[diff(edges) for edges in all_edges]):
            counts = counts / width
    return counts, all_edges


# ---- covariance


def _weights(name: str, weights, count: int):
    weights = checked("cov", weights)
    if weights.ndim > 1:
        raise RuntimeError(f"cannot handle multidimensional {name}")
    if weights.shape[0] != count:
        raise RuntimeError(f"incompatible numbers of samples and {name}")
    if name == "fweights" and weights.aval.dtype.kind not in "iu":
        raise TypeError("fweights must be integer.")
    return absolute(weights)


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, dtype=None):
    """The covariance matrix of variables, one row each (one column with ``rowvar`` false)."""
    if y is not None:
        m, y = promoted("cov", m, y, to="inexact")
        if y.ndim > 2:
            raise ValueError("y has more than 2 dimensions")
    else:
        (m,) = promoted("cov", m, to="inexact")
    if m.ndim > 2:
        raise ValueError("m has more than 2 dimensions")
    if dtype is not None and not issubdtype(dtype, np.inexact):
        raise ValueError(f"cov: dtype must be a subclass of float or complex; got {dtype=}")
    compute = as_jit("cov")(_cov)
    return compute(m, y, fweights, aweights, rowvar=rowvar, bias=bias, ddof=ddof, dtype=dtype)


def _cov(m, y, fweights, aweights, *, rowvar, bias, ddof, dtype):
    x = atleast_2d(m)
    if not rowvar and m.ndim != 1:
        x = x.T
    if x.shape[0] == 0:
        return zeros((0, 0))
    if y is not None:
        y = atleast_2d(y)
        x = concatenate((x, y.T if not rowvar and y.shape[0] != 1 else y), axis=0)
    if x.shape[1] == 0:
        return zeros(() if x.shape[0] == 1 else (x.shape[0],) * 2, x.dtype) + np.nan
    if ddof is None:
        ddof = 0 if bias else 1
    weights = None
    if fweights is not None:
        weights = _weights("fweights", fweights, x.shape[1])
    if aweights is not None:
        aweights = _weights("aweights", aweights, x.shape[1])
        weights = aweights if weights is None else weights * aweights
    if dtype is not None:
        x = x.astype(dtype)
        weights = None if weights is None else weights.astype(dtype)
    mean, total = average(x, axis=1, weights=weights, returned=True)
    total = total[0]
    if weights is None:
        divisor = x.shape[1] - ddof
    elif ddof == 0:
        divisor = total
    elif aweights is None:
        divisor = total - ddof
    else:
        divisor = total - ddof * sum_of(weights * aweights) / total
    x = x - mean[:, None]
    turned = x.T if weights is None else (x * expand_dims(weights, 0)).T
    return squeeze(true_divide(dot(x, lax.conj(turned)), divisor))


def corrcoef(x, y=None, rowvar=True, dtype=None):
    """The matrix of correlation coefficients."""
    check_arraylike("corrcoef", x)
    if dtype is not None and not issubdtype(dtype, np.inexact):
        raise ValueError(f"corrcoef: dtype must be a subclass of float or complex; got {dtype=}")
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return divide(c, c)
    deviation = sqrt(real(diag(c))).astype(c.dtype)
    c = c / deviation[:, None] / deviation[None, :]
    if c.aval.dtype.kind == "c":
        return lax.complex_(clip(real(c), -1, 1), clip(imag(c), -1, 1))
    return clip(c, -1, 1)


# ---- interpolation


def interp(x, xp, fp, left=None, right=None, period=None):
    """Linear interpolation at x between the points (xp, fp); ``left`` and ``right`` are the values outside, or
    "extrapolate"."""
    x, xp, fp = checked("interp", x, xp, fp)
    if xp.shape != fp.shape or xp.ndim != 1:
        raise ValueError("xp and fp must be one-dimensional arrays of equal size")
    for name, value in (("left", left), ("right", right)):
        if isinstance(value, str) and value != "extrapolate":
            raise ValueError(f"the only valid string value of `{name}` is 'extrapolate', but got: {value!r}")
    sides = [value if isinstance(value, (str, type(None))) else to_array(value) for value in (left, right)]
    return _interp(x, xp, fp, *sides, period)


def _interp(x, xp, fp, left, right, period):
    x, xp = promote_arguments(x, xp, to_inexact=True)
    (fp,) = promote_arguments(fp, to_inexact=True)
    if x.aval.dtype.kind == "c":
        raise ValueError("jnp.interp: complex x values not supported.")
    if period is not None:
        if np.ndim(period) != 0:
            raise ValueError(f"period must be a scalar; got {period}")
        period = absolute(period)
        x, xp = mod(x, period), mod(xp, period)
        xp, places = sorting.sort([xp, to_array(np.arange(len(xp), dtype=np.int32))])
        fp = fp[places]
        xp = concatenate([xp[-1:] - period, xp, xp[:1] + period])
        fp = concatenate([fp[-1:], fp, fp[:1]])
    place = clip(searchsorted(xp, x, side="right"), 1, len(xp) - 1)
    start, start_x = fp[place - 1], xp[place - 1]
    rise, width = fp[place] - start, xp[place] - start_x
    is_point = lax.abs_(width) <= np.spacing(np.finfo(xp.aval.dtype).eps)
    result = where(is_point, start, start + (x - start_x) / where(is_point, 1, width) * rise)
    if period is None:
        if not isinstance(left, str):
            result = where(x < xp[0], fp[0] if left is None else left, result)
        if not isinstance(right, str):
            result = where(x > xp[-1], fp[-1] if right is None else right, result)
    return result
