"""Sets: unique elements, unions, intersections, differences."""

from typing import NamedTuple

import numpy as np

from jax._src.array_arguments import canonical_axis, checked, concrete, concrete_index
from jax._src.core import Array
from jax._src.primitives import elementwise as lax
from jax._src.primitives import sorting
from jax._src.primitives.elementwise import convert_element_type
from jax._src.primitives.shapes import expand_dims, full, iota, transpose
from jax._src.promotion import promote_arguments
from jax.numpy._choice import where
from jax.numpy._creation import arange, full_like, ones, zeros
from jax.numpy._elementwise import isnan
from jax.numpy._products import diff
from jax.numpy._reductions import all as all_of
from jax.numpy._reductions import any as any_of
from jax.numpy._reductions import cumsum
from jax.numpy._searching import lexsort, nonzero, searchsorted, sort
from jax.numpy._shapes import append, concatenate, moveaxis, ravel

_SIZE_HINT = (
    "To make jnp.unique() compatible with JIT and other transforms, you can specify a concrete value for the size "
    "argument, which will determine the output size."
)


def unique(
    ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, size=None,
    fill_value=None, sorted=True,
):  # fmt: skip
    """The different elements in order, or the different slices along an axis. Under jit ``size`` must be given."""
    array = checked("unique", ar)
    if size is None:
        concrete(array, "The error arose for the first argument of jnp.unique(). " + _SIZE_HINT)
    else:
        size = concrete_index(size, "The error arose for the size argument of jnp.unique(). " + _SIZE_HINT)
    shape = array.shape
    if axis is None:
        array, place = ravel(array), 0
    else:
        place = canonical_axis(axis, array.ndim)
    found = _unique(array, place, equal_nan, size, fill_value)
    results = [found.values]
    if return_index:
        results.append(found.indices)
    if return_inverse:
        results.append(found.inverse_indices.reshape(shape) if axis is None else found.inverse_indices)
    if return_counts:
        results.append(found.counts)
    return results[0] if len(results) == 1 else tuple(results)


class _Found(NamedTuple):
    values: Array
    indices: Array
    inverse_indices: Array
    counts: Array
    count: Array


def _sorted_with_mask(array, axis: int, equal_nan: bool):
    """The slices in order, whether each differs from the one before, and the order."""
    rows = moveaxis(array, axis, 0)
    size, shape = rows.shape[0], rows.shape[1:]
    width = int(np.prod(shape))
    if width == 0:
        return rows[:1], ones(1 if size else 0, dtype=bool), zeros(1, dtype=int)
    order = lexsort(list(transpose(rows.reshape(size, width), (1, 0)))[::-1])
    rows = rows[order]
    if not rows.size:
        return rows, zeros(size, dtype=bool), order
    differs = lax.ne(rows[1:], rows[:-1])
    if equal_nan and rows.aval.dtype.kind in "fc":
        differs = differs & ~(isnan(rows[1:]) & isnan(rows[:-1]))
    differs = any_of(differs, axis=tuple(range(1, rows.ndim)))
    return rows, concatenate([ones(1, dtype=bool), differs]), order


def _unique(array, axis: int, equal_nan: bool, size, fill_value) -> _Found:
    if array.shape[axis] == 0 and size and fill_value is None:
        raise ValueError(
            "jnp.unique: for zero-sized input with nonzero size argument, fill_value must be specified"
        )
    rows, mask, order = _sorted_with_mask(array, axis, equal_nan)
    count = mask.sum()
    length = array.shape[axis]
    if size is None:
        concrete(mask, "The error arose in jnp.unique(). " + _SIZE_HINT)
        chosen = nonzero(mask)[0]
    else:
        chosen = nonzero(mask, size=size)[0]
    values = rows[chosen] if rows.size else rows
    if size is not None and fill_value is not None:
        filler = convert_element_type(checked("unique", fill_value), values.aval.dtype)
        if values.shape[0]:
            valid = arange(size) < count
            valid = expand_dims(valid, range(1, values.ndim)) if values.ndim > 1 else valid
            values = where(valid, values, filler)
        else:
            values = full_like(values, filler, shape=(size, *values.shape[1:]))
    values = moveaxis(values, 0, axis)
    if rows.size:
        indices = order[chosen]
        inverse = zeros(mask.shape, dtype=int).at[order].set(cumsum(mask) - 1)
        if size is None:
            limits = append(chosen, mask.size)
        else:
            limits = nonzero(mask, size=size + 1)[0]
            limits = limits.at[1:].set(where(limits[1:], limits[1:], mask.size))
        counts = diff(limits)
    else:
        indices, inverse = order, zeros(length, dtype=int)
        counts = full((1,), length, np.int32) if length else zeros(0, dtype=int)
    return _Found(values, indices, inverse, counts, count)


class UniqueAll(NamedTuple):
    """The results of `unique_all`."""

    values: Array
    indices: Array
    inverse_indices: Array
    counts: Array


class UniqueCounts(NamedTuple):
    """The results of `unique_counts`."""

    values: Array
    counts: Array


class UniqueInverse(NamedTuple):
    """The results of `unique_inverse`."""

    values: Array
    inverse_indices: Array


UniqueAll.__name__, UniqueCounts.__name__, UniqueInverse.__name__ = (
    "_UniqueAllResult", "_UniqueCountsResult", "_UniqueInverseResult",
)  # fmt: skip


def unique_all(x, /, *, size=None, fill_value=None):
    """(values, indices, inverse indices, counts) of the different elements."""
    x = checked("unique_all", x)
    return UniqueAll(*unique(x, True, True, True, equal_nan=False, size=size, fill_value=fill_value))


def unique_counts(x, /, *, size=None, fill_value=None):
    """(values, counts) of the different elements."""
    x = checked("unique_counts", x)
    return UniqueCounts(*unique(x, return_counts=True, equal_nan=False, size=size, fill_value=fill_value))


def unique_inverse(x, /, *, size=None, fill_value=None):
    """(values, inverse indices) of the different elements."""
    x = checked("unique_inverse", x)
    return UniqueInverse(*unique(x, return_inverse=True, equal_nan=False, size=size, fill_value=fill_value))


def unique_values(x, /, *, size=None, fill_value=None):
    """The different elements."""
    return unique(checked("unique_values", x), equal_nan=False, size=size, fill_value=fill_value)


# ---- two sets


def isin(element, test_elements, assume_unique=False, invert=False, *, method="auto"):
    """Whether each element is among the test elements."""
    element, tests = checked("isin", element, test_elements)
    return _is_in(element, tests, invert, method).reshape(element.shape)


def _is_in(element, tests, invert: bool, method="auto"):
    if method not in ("auto", "compare_all", "binary_search", "sort"):
        raise ValueError(
            f"{method=} is not implemented; options are 'compare_all', 'binary_search', 'sort', and 'auto'"
        )
    element, tests = promote_arguments(ravel(element), ravel(tests))
    if not (element.size and tests.size):
        return full(element.shape, bool(invert), np.bool_)
    if method in ("auto", "compare_all"):
        if invert:
            return all_of(element[:, None] != tests[None, :], -1)
        return any_of(element[:, None] == tests[None, :], -1)
    (tests,) = sorting.sort([tests])
    place = searchsorted(tests, element)
    return element != tests[place] if invert else element == tests[place]


def _known_sizes(name: str, size, *arrays):
    """Arrays must be known unless the size of the result is given."""
    if size is not None:
        return concrete_index(size, f"The error arose in {name}()")
    for array in arrays:
        concrete(array, f"The error arose in {name}()")
    return None


def union1d(ar1, ar2, *, size=None, fill_value=None):
    """The elements that are in one of two arrays, in order."""
    ar1, ar2 = checked("union1d", ar1, ar2)
    size = _known_sizes("union1d", size, ar1, ar2)
    return unique(concatenate((ar1, ar2), axis=None), size=size, fill_value=fill_value)


def setdiff1d(ar1, ar2, assume_unique=False, *, size=None, fill_value=None):
    """The elements of the first array that are not in the second, in order."""
    ar1, ar2 = checked("setdiff1d", ar1, ar2)
    first, second = ravel(ar1), ravel(ar2)
    size = _known_sizes("setdiff1d", size, ar1)
    filler = full_like(first, 0 if fill_value is None else fill_value, shape=())
    if first.size == 0:
        return full_like(first, filler, shape=size or 0)
    count = None
    if not assume_unique:
        found = _unique(first, 0, True, None if size is None else first.size, None)
        first, count = found.values, found.count
    mask = _is_in(first, second, True)
    if size is None:
        return first[mask]
    if count is not None:
        mask = where(arange(first.size) < count, mask, False)
    return where(arange(size) < mask.sum(), first[where(mask, size=size)], filler)


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False, *, size=None, fill_value=None):
    """The elements that are in both arrays, in order."""
    if size is not None:
        from jax._src.absent import absent

        absent("jax.numpy.intersect1d with size")
    first, second = promote_arguments(*checked("intersect1d", ar1, ar2))
    first, second = ravel(first), ravel(second)
    first_places = second_places = None
    if not assume_unique:
        first, first_places = unique(first, return_index=True)
        second, second_places = unique(second, return_index=True)
    joined = concatenate((first, second))
    joined, order = sorting.sort([joined, iota(np.int32, joined.shape)])
    mask = joined[1:] == joined[:-1]
    common = joined[:-1][mask]
    if not return_indices:
        return common
    in_first, in_second = order[:-1][mask], order[1:][mask] - first.size
    if not assume_unique:
        in_first, in_second = first_places[in_first], second_places[in_second]
    return common, in_first, in_second


def setxor1d(ar1, ar2, assume_unique=False, *, size=None, fill_value=None):
    """The elements that are in just one of two arrays, in order."""
    if size is not None:
        from jax._src.absent import absent

        absent("jax.numpy.setxor1d with size")
    first, second = promote_arguments(*checked("setxor1d", ar1, ar2))
    first, second = ravel(first), ravel(second)
    if not assume_unique:
        first, second = unique(first), unique(second)
    joined = concatenate((first, second))
    if joined.size == 0:
        return joined
    joined = sort(joined)
    edge = ones(1, dtype=bool)
    differs = concatenate((edge, joined[1:] != joined[:-1], edge))
    return joined[differs[1:] & differs[:-1]]
