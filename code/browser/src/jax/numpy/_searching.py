"""Sorting, extremes' places, and places where something holds."""

import operator

import numpy as np

from jax._src.array_arguments import (
    as_jit,
    broadcast_arrays,
    canonical_axis,
    checked,
    concrete,
    concrete_index,
    promoted,
    refuse_out,
    refuse_text,
    size_of,
    to_array,
)
from jax._src.core import ArrayImpl
from jax._src.primitives import elementwise as lax
from jax._src.primitives import reductions, sorting
from jax._src.primitives.elementwise import constant_like, convert_element_type
from jax._src.primitives.shapes import concatenate, expand_dims, full, iota, reshape, rev, transpose
from jax._src.promotion import check_arraylike, promote_arguments, requested_dtype, to_complex_dtype
from jax.numpy._choice import as_condition, where, where_jit
from jax.numpy._elementwise import isfinite, isnan, logical_and, logical_or
from jax.numpy._reductions import all as all_of
from jax.numpy._reductions import sum as sum_of
from jax.numpy._shapes import atleast_1d, ravel, swapaxes, vstack


def _sort_options(name: str, kind, order) -> None:
    if kind is not None:
        raise TypeError(
            f"'kind' argument to {name} is not supported. Use stable=True or stable=False to specify sort stability."
        )
    if order is not None:
        raise TypeError(f"'order' argument to {name} is not supported.")


def sort(a, axis=-1, *, kind=None, order=None, stable=True, descending=False):
    """The elements in order along an axis, of all with axis None."""
    a = checked("sort", a)
    _sort_options("sort", kind, order)
    return _sort(a, axis=axis, stable=stable, descending=descending)


@as_jit("sort")
def _sort(a, *, axis, stable, descending):
    if axis is None:
        a, axis = ravel(a), 0
    axis = canonical_axis(axis, a.ndim)
    (result,) = sorting.sort([a], axis, stable)
    return rev(result, (axis,)) if descending else result


def argsort(a, axis=-1, *, kind=None, order=None, stable=True, descending=False, dtype=None):
    """The indices that put the elements in order."""
    a = checked("argsort", a)
    _sort_options("argsort", kind, order)
    dtype = np.dtype(np.int32) if dtype is None else requested_dtype(dtype, "argsort")
    return _argsort(a, axis=axis, stable=stable, descending=descending, dtype=dtype)


@as_jit("argsort")
def _argsort(a, *, axis, stable, descending, dtype):
    if axis is None:
        a, axis = ravel(a), 0
    axis = canonical_axis(axis, a.ndim)
    places = iota(dtype, a.shape, axis)
    if descending and stable:
        a, places = rev(a, (axis,)), rev(places, (axis,))
    _, result = sorting.sort([a, places], axis, stable)
    return rev(result, (axis,)) if descending else result


def lexsort(keys, axis=-1):
    """The indices that order by several keys, the last one deciding first."""
    arrays = [checked("lexsort", key) for key in keys]
    if not arrays:
        raise TypeError("need sequence of keys with len > 0 in lexsort")
    if len({array.shape for array in arrays}) > 1:
        raise ValueError("all keys need to be the same shape")
    if arrays[0].ndim == 0:
        return full((), 0, np.int32)
    axis = canonical_axis(axis, arrays[0].ndim)
    places = iota(np.int32, arrays[0].shape, axis)
    return sorting.sort([*arrays[::-1], places], axis, True, len(arrays))[-1]


def sort_complex(a):
    """The elements in order, as complex numbers."""
    a = checked("sort_complex", a)
    (result,) = sorting.sort([a])
    return convert_element_type(result, to_complex_dtype(a.aval.dtype))


def _selected(name: str, a, kth, axis):
    a = checked("partition", a)
    if a.aval.dtype.kind == "c":
        raise NotImplementedError(f"jnp.{name} for complex dtype is not implemented.")
    axis = canonical_axis(axis, a.ndim)
    return a, canonical_axis(kth, a.shape[axis]), axis


def _negated(a):
    """The same order backwards."""
    if a.aval.dtype.kind == "u":
        return lax.neg(lax.add(a, constant_like(a, 1)))
    return lax.neg(a)


def partition(a, kth, axis=-1):
    """The ``kth`` smallest element in its place, smaller ones before, larger ones after it."""
    a, kth, axis = _selected("partition", a, kth, axis)
    a = swapaxes(a, axis, -1)
    smallest = sorting.top_k(_negated(a), kth + 1)[0]
    below = lax.sub(lax.neg(smallest), constant_like(a, 1)) if a.aval.dtype.kind == "u" else lax.neg(smallest)
    above = sorting.top_k(a, a.shape[-1] - kth - 1)[0]
    return swapaxes(concatenate([below, above], a.ndim - 1), -1, axis)


def argpartition(a, kth, axis=-1):
    """The indices that put the ``kth`` smallest element in its place."""
    from jax.numpy._indexing_functions import put_along_axis

    a, kth, axis = _selected("argpartition", a, kth, axis)
    a = swapaxes(a, axis, -1)
    below = sorting.top_k(_negated(a), kth + 1)[1]
    rest = put_along_axis(full(a.shape, 1, np.float32), below, 0.0, axis=-1, inplace=False)
    above = sorting.top_k(rest, a.shape[-1] - kth - 1)[1]
    return swapaxes(concatenate([below, above], a.ndim - 1), -1, axis)


# ---- where the extremes are


def _extreme_place(name: str, find, a, axis, out, keepdims):
    a = checked(name, a)
    refuse_out(f"jnp.{name}", out)
    axis = None if axis is None else operator.index(axis)
    places = range(a.ndim) if axis is None else (axis,)
    if axis is None:
        a, axis = ravel(a), 0
    if a.shape[axis] == 0:
        raise ValueError(f"attempt to get {name} of an empty sequence")
    if a.aval.dtype.kind == "c":  # NumPy would order complex numbers
        (lax.gt_p if name == "argmax" else lax.lt_p).abstract(a.aval, a.aval)
    result = find(a, canonical_axis(axis, a.ndim))
    return expand_dims(result, places) if keepdims else result


def argmax(a, axis=None, out=None, keepdims=None):
    """The index of the largest element."""
    return _extreme_place("argmax", reductions.argmax, a, axis, out, keepdims)


def argmin(a, axis=None, out=None, keepdims=None):
    """The index of the smallest element."""
    return _extreme_place("argmin", reductions.argmin, a, axis, out, keepdims)


def _without_nan(name: str, find, filler, a, axis, out, keepdims):
    a = checked(name, a)
    refuse_out(f"jnp.{name}", out)
    if a.aval.dtype.kind not in "fc":
        return find(a, axis=axis, keepdims=keepdims)
    missing = isnan(a)
    found = find(where(missing, filler, a), axis=axis, keepdims=keepdims)
    return where(all_of(missing, axis=axis, keepdims=bool(keepdims)), -1, found)


def nanargmax(a, axis=None, out=None, keepdims=None):
    """The index of the largest element that is not nan; -1 if there is none."""
    return _without_nan("nanargmax", argmax, -np.inf, a, axis, out, keepdims)


def nanargmin(a, axis=None, out=None, keepdims=None):
    """The index of the smallest element that is not nan; -1 if there is none."""
    return _without_nan("nanargmin", argmin, np.inf, a, axis, out, keepdims)


# ---- where something holds


def nonzero(a, *, size=None, fill_value=None):
    """The indices of the elements that are not zero, one array an axis. Under jit ``size`` must be given."""
    a = checked("nonzero", a)
    if a.ndim == 0:
        raise ValueError(
            "Calling nonzero on 0d arrays is not allowed. Use jnp.atleast_1d(scalar).nonzero() instead."
        )
    mask = as_condition(a)
    count = sum_of(mask)
    size = concrete_index(
        count if size is None else size,
        "The size argument of jnp.nonzero must be statically specified to use jnp.nonzero within JAX transformations.",
    )
    if a.size == 0 or size == 0:
        return tuple(full((size,), 0, np.int32) for _ in a.shape)
    flat = sorting.nonzero(reshape(mask, (a.size,)), size)
    strides = [size_of(a.shape[axis + 1 :]) for axis in range(a.ndim)]
    found = tuple(
        lax.rem(lax.div(flat, np.int32(stride)), np.int32(length))
        for stride, length in zip(strides, a.shape, strict=True)
    )
    if fill_value is None:
        return found
    fillers = fill_value if isinstance(fill_value, tuple) else (fill_value,) * a.ndim
    if any(np.shape(filler) != () for filler in fillers):
        raise ValueError(f"fill_value must be a scalar or a tuple of length {a.ndim}; got {fill_value}")
    missing = lax.ge(iota(np.int32, (size,)), count)
    return tuple(where_jit(missing, filler, one) for filler, one in zip(fillers, found, strict=True))


def flatnonzero(a, *, size=None, fill_value=None):
    """The places in the flattened array of the elements that are not zero."""
    return nonzero(ravel(a), size=size, fill_value=fill_value)[0]


def argwhere(a, *, size=None, fill_value=None):
    """The indices of the elements that are not zero, one row each."""
    a = checked("argwhere", a)
    result = transpose(vstack(nonzero(atleast_1d(a), size=size, fill_value=fill_value)), (1, 0))
    if a.ndim == 0:
        return result[:0].reshape(result.shape[0], 0)
    return reshape(result, (result.shape[0], a.ndim))


def searchsorted(a, v, side="left", sorter=None, *, method="scan"):
    """Where the elements of v belong into the sorted array a."""
    if sorter is None:
        a, v = checked("searchsorted", a, v)
    else:
        a, v, sorter = checked("searchsorted", a, v, sorter)
    if side not in ("left", "right"):
        raise ValueError(f"invalid argument {side=}, expected 'left' or 'right'")
    if method not in ("scan", "scan_unrolled", "sort", "compare_all"):
        raise ValueError(
            f"{method!r} is an invalid value for keyword 'method'. Expected one of ['sort', 'scan', 'scan_unrolled', 'compare_all']."
        )
    if a.ndim != 1:
        raise ValueError("a should be 1-dimensional")
    a, v = promote_arguments(a, v)
    if sorter is not None:
        a = a[sorter]
    return _searchsorted(a, v, side=side)


_searchsorted = as_jit("searchsorted")(sorting.searchsorted)


def digitize(x, bins, right=False, *, method=None):
    """The number of the bin of every element; ``bins`` are limits in rising or falling order."""
    x, bins = checked("digitize", x, bins)
    right = bool(concrete(right, "right argument of jnp.digitize()"))
    if bins.ndim != 1:
        raise ValueError(f"digitize: bins must be a 1-dimensional array; got {bins=}")
    if bins.shape[0] == 0:
        return full(x.shape, 0, np.int32)
    side = "left" if right else "right"
    rising = searchsorted(bins, x, side)
    falling = bins.shape[0] - searchsorted(bins[::-1], x, side)
    return where(bins[-1] >= bins[0], rising, falling)


def bincount(x, weights=None, minlength=0, *, length=None, out_sharding=None):
    """How often every number from 0 on occurs, or the sums of the weights. Under jit ``length`` must be given."""
    from jax.numpy._choice import clip
    from jax.numpy._creation import zeros

    x = checked("bincount", x)
    if x.aval.dtype.kind == "b":
        x = convert_element_type(x, np.int32)
    if x.aval.dtype.kind not in "iu":
        raise TypeError(f"x argument to bincount must have an integer type; got {x.dtype}")
    if x.ndim != 1:
        raise ValueError("only 1-dimensional input supported.")
    minlength = concrete_index(
        minlength, "The error occurred because of argument 'minlength' of jnp.bincount."
    )
    if length is None:
        known = np.asarray(
            concrete(
                x,
                "The error occurred because of argument 'x' of jnp.bincount. To avoid this error, pass a static "
                "`length` argument.",
            )
        )
        length = max(minlength, int(max(0, known.max())) + 1 if known.size else 0)
    else:
        length = concrete_index(length, "The error occurred because of argument 'length' of jnp.bincount.")
    if weights is None:
        weights = ArrayImpl(np.int32(1))
    else:
        weights = to_array(weights)
        if x.shape != weights.shape:
            raise ValueError(
                f"type of weights must match type of x. Got typeof(x)={x.aval.str_short()} and "
                f"typeof(weights)={weights.aval.str_short()}"
            )
    return zeros(length, weights.dtype).at[clip(x, 0)].add(weights, mode="drop")


# ---- comparing whole arrays


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether |a - b| <= atol + rtol |b|."""
    check_arraylike("isclose", a, b)
    return _isclose(a, b, rtol, atol, equal_nan=bool(equal_nan))


@as_jit("isclose")
def _isclose(a, b, rtol, atol, *, equal_nan):
    a, b = promoted("isclose", a, b)
    if a.aval.dtype.kind == "V":
        return lax.eq(a, b)
    a, b = promoted("isclose", a, b, to="inexact")
    real = np.dtype(np.float32) if a.aval.dtype.kind == "c" else a.aval.dtype
    rtol, atol = convert_element_type(to_array(rtol), real), convert_element_type(to_array(atol), real)
    both_nan = logical_and(isnan(a), isnan(b))
    is_finite = isfinite(b)
    near = lax.le(lax.abs_(lax.sub(a, b)), lax.add(atol, lax.mul(rtol, lax.abs_(b))))
    result = logical_or(lax.eq(a, b), logical_and(is_finite, near))
    return logical_or(result, both_nan) if equal_nan else result


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are close, see `isclose`."""
    check_arraylike("allclose", a, b)
    return _allclose(a, b, rtol, atol, equal_nan=bool(equal_nan))


@as_jit("allclose")
def _allclose(a, b, rtol, atol, *, equal_nan):
    return all_of(isclose(a, b, rtol, atol, equal_nan))


def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have the same shape and elements."""
    from jax.numpy._creation import asarray

    a1, a2 = asarray(a1), asarray(a2)
    if a1.shape != a2.shape:
        return asarray(False)
    same = asarray(a1 == a2)
    if equal_nan:
        same = logical_or(same, logical_and(isnan(a1), isnan(a2)))
    return all_of(same)


def array_equiv(a1, a2):
    """Whether two arrays have the same elements after broadcasting."""
    from jax.numpy._creation import asarray

    a1, a2 = asarray(a1), asarray(a2)
    try:
        a1, a2 = broadcast_arrays(*promote_arguments(a1, a2))
    except ValueError:
        return asarray(False)
    return all_of(lax.eq(a1, a2))


def iscomplex(x):
    """Whether the imaginary part is not zero."""
    from jax.numpy._elementwise import imag

    refuse_text("iscomplex", (x,))
    part = imag(x)
    return lax.ne(part, constant_like(part, 0))


def isreal(x):
    """Whether the imaginary part is zero."""
    from jax.numpy._elementwise import imag

    refuse_text("isreal", (x,))
    part = imag(x)
    return lax.eq(part, constant_like(part, 0))
