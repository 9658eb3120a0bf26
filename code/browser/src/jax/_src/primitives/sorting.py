"""Sorting along an axis, of several arrays together; the largest elements.

Numbers are ordered as JAX orders them: -inf … inf, nan last, both zeros equal; complex numbers by their real and
then their imaginary parts.
"""

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import Primitive, bind
from jax._src.differentiation import instantiate, no_derivative
from jax._src.primitives.elementwise import shape_of
from jax._src.primitives.indexing import gather
from jax._src.primitives.shapes import iota

sort_p = Primitive("sort", multiple_results=True)


def _order(keys, dimension: int):
    """The stable order of several keys, the first one deciding first."""
    if len(keys) == 1:
        return np.argsort(keys[0], axis=dimension, kind="stable")
    return np.lexsort([np.moveaxis(key, dimension, -1) for key in keys[::-1]], axis=-1)


def _sort(*operands, dimension, is_stable, num_keys):
    if len(operands) == 1:
        return [np.sort(operands[0], axis=dimension, kind="stable")]
    order = _order(operands[:num_keys], dimension)
    if num_keys > 1:
        order = np.moveaxis(order, -1, dimension)
    return [np.take_along_axis(np.asarray(operand), order, dimension) for operand in operands]


def _sort_abstract(*operands, dimension, is_stable, num_keys):
    shape = operands[0].shape
    if any(operand.shape != shape for operand in operands):
        shapes = " ".join(str(operand.shape) for operand in operands)
        raise TypeError(f"Arguments to sort must have equal shapes, got: {shapes}")
    return list(operands)


def _sort_jvp(primals, tangents, **parameters):
    dimension = parameters["dimension"]
    shape = shape_of(primals[0])
    places = iota(np.int32, shape, dimension)
    *results, order = bind(sort_p, *primals, places, **parameters)
    indices = [order if axis == dimension else iota(np.int32, shape, axis) for axis in range(len(shape))]
    moved = [None if tangent is None else gather(tangent, indices, range(len(shape))) for tangent in tangents]
    return results, moved


def _sort_batch(size, values, batched, *, dimension, is_stable, num_keys):
    from jax._src.batching import add_batch_axis

    values = [
        value if is_batched else add_batch_axis(value, size)
        for value, is_batched in zip(values, batched, strict=True)
    ]
    results = bind(sort_p, *values, dimension=dimension + 1, is_stable=is_stable, num_keys=num_keys)
    return results, [True] * len(results)


sort_p.implementation = _sort
sort_p.abstract = _sort_abstract
sort_p.jvp = _sort_jvp
sort_p.batch = _sort_batch


def sort(operands, dimension: int = -1, is_stable: bool = True, num_keys: int = 1) -> list:
    """The arrays in the order of the first ``num_keys`` of them along an axis."""
    dimension %= len(shape_of(operands[0]))
    return bind(sort_p, *operands, dimension=dimension, is_stable=bool(is_stable), num_keys=int(num_keys))


# ---- the largest elements

top_k_p = Primitive("top_k", multiple_results=True)


def _top_k(x, *, k, axis):
    # Descending and stable: sort the reversed array ascending, then reverse.
    length = x.shape[axis]
    backwards = np.argsort(np.flip(x, axis), axis=axis, kind="stable")
    order = (length - 1 - np.flip(backwards, axis)).take(range(k), axis)
    return [np.take_along_axis(x, order, axis), order.astype(np.int32)]


def _top_k_abstract(x, *, k, axis):
    if k < 0:
        raise ValueError(f"k argument to top_k must be nonnegative, got {k}")
    if not x.shape:
        raise TypeError("top_k operand must have >= 1 dimension, got ()")
    if x.shape[axis] < k:
        raise ValueError(
            f"k argument to top_k must be no larger than size along axis; got {k=} with {x.shape=} and {axis=}"
        )
    shape = [k if place == axis else length for place, length in enumerate(x.shape)]
    return [x.with_shape(shape), ShapedArray(shape, np.int32)]


def _top_k_jvp(primals, tangents, *, k, axis):
    (x,), (tangent,) = primals, tangents
    values, order = bind(top_k_p, x, k=k, axis=axis)
    if tangent is None:
        return [values, order], [None, None]
    shape = shape_of(order)
    indices = [order if place == axis else iota(np.int32, shape, place) for place in range(len(shape))]
    return [values, order], [gather(instantiate(tangent, x), indices, range(len(shape))), None]


top_k_p.implementation = _top_k
top_k_p.abstract = _top_k_abstract
top_k_p.jvp = _top_k_jvp
top_k_p.batch = lambda size, values, batched, *, k, axis: (
    bind(top_k_p, *values, k=k, axis=axis + 1),
    [True, True],
)


def top_k(x, k: int, axis: int = -1) -> list:
    """[the k largest elements in falling order, their places] along an axis."""
    ndim = len(shape_of(x))
    return bind(top_k_p, x, k=int(k), axis=int(axis) % ndim if ndim else 0)


# ---- places in a sorted array, and places of what is not zero


def _for_each_row(function, *arrays):
    """A function of one-dimensional first arguments applied along their leading axes."""
    first = arrays[0]
    if first.ndim == 1:
        return function(*arrays)
    return np.stack([_for_each_row(function, *row) for row in zip(*arrays, strict=True)])


searchsorted_p = Primitive("searchsorted", weak_arguments=slice(0, 0))
searchsorted_p.implementation = lambda a, v, *, side: _for_each_row(
    lambda a, v: np.asarray(np.searchsorted(a, v, side), np.int32), a, v
)
searchsorted_p.abstract = lambda a, v, *, side: ShapedArray(v.shape, np.int32)
no_derivative(searchsorted_p)


def _searchsorted_batch(size, values, batched, *, side):
    from jax._src.batching import add_batch_axis

    a, v = values
    if batched[0]:
        v = v if batched[1] else add_batch_axis(v, size)
    return bind(searchsorted_p, a, v, side=side)


searchsorted_p.batch = _searchsorted_batch


def searchsorted(a, v, side: str = "left"):
    """Where the elements of v belong into the sorted array a (of one axis): before or after equal elements."""
    return bind(searchsorted_p, a, v, side=side)


nonzero_p = Primitive("nonzero", weak_arguments=slice(0, 0))


def _places(mask, *, size):
    def places(row):
        found = np.flatnonzero(row)[:size]
        return np.concatenate([found, np.full(size - len(found), len(row))]).astype(np.int32)

    return _for_each_row(places, mask)


nonzero_p.implementation = _places
nonzero_p.abstract = lambda mask, *, size: ShapedArray((*mask.shape[:-1], size), np.int32)
nonzero_p.batch = lambda size_, values, batched, *, size: bind(nonzero_p, *values, size=size)
no_derivative(nonzero_p)


def nonzero(mask, size: int):
    """The first ``size`` places where a mask of one axis is true; the mask's length where there are fewer."""
    return bind(nonzero_p, mask, size=int(size))
