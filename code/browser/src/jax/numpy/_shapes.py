"""Functions that move elements: reshape, transpose, join, split, repeat, roll."""

import itertools
import operator

import numpy as np

from jax._src.array_arguments import (
    as_jit,
    canonical_axes,
    canonical_axis,
    canonical_shape,
    checked,
    concrete,
    concrete_index,
    is_concrete,
    size_of,
    static_axes,
    to_array,
)
from jax._src.array_arguments import (
    broadcast_arrays as broadcast_together,
)
from jax._src.array_arguments import (
    broadcast_shapes as common_shape,
)
from jax._src.array_arguments import (
    broadcast_to as broadcast_array,
)
from jax._src.array_methods import reshape_method
from jax._src.core import Array
from jax._src.primitives import shapes as moves
from jax._src.primitives.elementwise import convert_element_type
from jax._src.promotion import check_arraylike, promote_arguments, requested_dtype
from jax._src.vectorization import vmap


def _as_tuple(value) -> tuple[int, ...]:
    """One integer or several as a tuple."""
    try:
        return (operator.index(value),)
    except TypeError:
        return tuple(operator.index(one) for one in value)


# ---- axes


def shape(a) -> tuple[int, ...]:
    """The lengths of the axes."""
    return a.shape if hasattr(a, "shape") else _known("shape", a).shape


def ndim(a) -> int:
    """The number of axes."""
    return a.ndim if hasattr(a, "ndim") else _known("ndim", a).ndim


def size(a, axis=None) -> int:
    """The number of elements, of all or along ``axis``."""
    if hasattr(a, "size") and axis is None:
        return a.size
    lengths = shape(a) if hasattr(a, "shape") else _known("size", a).shape
    if axis is None:
        return size_of(lengths)
    return size_of([lengths[one] for one in canonical_axes(axis, len(lengths))])


def _known(name: str, a):
    try:
        check_arraylike(name, a)
    except TypeError as error:
        import warnings

        warnings.warn(
            f"{error} In a future JAX release this will be an error.", DeprecationWarning, stacklevel=3
        )
        return np.asarray(a)
    return to_array(a)


def reshape(a, shape, order="C", *, copy=None, out_sharding=None):
    """The elements in another shape; one length may be -1."""
    check_arraylike("reshape", a)
    if isinstance(a, np.ndarray):  # JAX leaves it to NumPy, too
        return a.reshape(shape, order=order)
    return reshape_method(to_array(a), shape, order=order)


def ravel(a, order="C", *, out_sharding=None):
    """All elements along one axis."""
    a = checked("ravel", a)
    if order == "K":
        raise NotImplementedError("Ravel not implemented for order='K'.")
    return reshape_method(a, (a.size,), order=order)


def transpose(a, axes=None):
    """The axes in another order; by default backwards."""
    a = checked("transpose", a)
    axes = range(a.ndim)[::-1] if axes is None else [canonical_axis(axis, a.ndim) for axis in axes]
    return moves.transpose(a, axes)


def permute_dims(a, /, axes):
    """The axes in another order."""
    return moves.transpose(checked("permute_dims", a), axes)


def matrix_transpose(x, /):
    """The last two axes exchanged."""
    x = checked("matrix_transpose", x)
    ndim = x.ndim
    if ndim < 2:
        raise ValueError(f"x must be at least two-dimensional for matrix_transpose; got {ndim=}")
    return moves.transpose(x, (*range(ndim - 2), ndim - 1, ndim - 2))


def swapaxes(a, axis1, axis2):
    """Two axes exchanged."""
    a = checked("swapaxes", a)
    order = np.arange(a.ndim)
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return moves.transpose(a, order.tolist())


def moveaxis(a, source, destination):
    """Axes moved to other places; the others keep their order."""
    a = checked("moveaxis", a)
    source = [canonical_axis(axis, a.ndim) for axis in _as_tuple(source)]
    destination = [canonical_axis(axis, a.ndim) for axis in _as_tuple(destination)]
    if len(source) != len(destination):
        raise ValueError(f"Inconsistent number of elements: {len(source)} vs {len(destination)}")
    order = [axis for axis in range(a.ndim) if axis not in source]
    for place, axis in sorted(zip(destination, source, strict=True)):
        order.insert(place, axis)
    return moves.transpose(a, order)


def rollaxis(a, axis, start=0):
    """An axis moved before the place ``start``."""
    a = checked("rollaxis", a)
    start = concrete_index(start, "'start' argument of jnp.rollaxis()")
    axis = canonical_axis(axis, a.ndim)
    if not -a.ndim <= start <= a.ndim:
        raise ValueError(f"{start=} must satisfy {-a.ndim}<=start<={a.ndim}")
    start = start + a.ndim if start < 0 else start
    return moveaxis(a, axis, start - 1 if start > axis else start)


def squeeze(a, axis=None):
    """Without the axes of length one."""
    a = checked("squeeze", a)
    if axis is None:
        axes = tuple(place for place, length in enumerate(a.shape) if length == 1)
    else:
        axes = tuple(canonical_axis(one, a.ndim) for one in _as_tuple(axis))
    return moves.squeeze(a, axes)


def expand_dims(a, axis):
    """With new axes of length one."""
    a = checked("expand_dims", a)
    axes = _as_tuple(axis)
    count = a.ndim + len(axes)
    places = [canonical_axis(one, count) for one in axes]
    if len(set(places)) != len(places):
        raise ValueError(f"repeated axis in lax.expand_dims: {tuple(places)}")
    return moves.expand_dims(a, places)


def _widening(name: str, about: str, new: dict):
    """A function that adds the axes ``new[ndim]`` to arrays of few axes."""

    @as_jit(name)
    def widen(*arrays):
        arrays = [to_array(array) for array in arrays]
        return [moves.expand_dims(array, new[array.ndim]) if array.ndim in new else array for array in arrays]

    def function(*arys):
        check_arraylike(name, *arys)
        results = widen(*arys)
        return results[0] if len(arys) == 1 else results

    function.__name__ = function.__qualname__ = name
    function.__doc__ = about
    return function


atleast_1d = _widening("atleast_1d", "Arrays of one axis at least.", {0: (0,)})
atleast_2d = _widening(
    "atleast_2d", "Arrays of two axes at least; new ones come first.", {0: (0, 1), 1: (0,)}
)
atleast_3d = _widening("atleast_3d", "Arrays of three axes at least.", {0: (0, 1, 2), 1: (0, 2), 2: (2,)})


# ---- broadcasting


def broadcast_shapes(*shapes) -> tuple[int, ...]:
    """The shape to which NumPy's broadcasting brings the given ones."""
    return common_shape(*[canonical_shape(one) for one in shapes])


def broadcast_arrays(*args):
    """The arrays in their common shape."""
    check_arraylike("broadcast_arrays", *args)
    return broadcast_together(*[to_array(one) for one in args])


def broadcast_to(array, shape, *, out_sharding=None):
    """The array repeated to a larger shape."""
    return broadcast_array(checked("broadcast_to", array), canonical_shape(shape))


# ---- joining


def _listed(name: str, arrays) -> list[Array]:
    check_arraylike(name, *arrays)
    return [to_array(one) for one in arrays]


def concatenate(arrays, axis=0, dtype=None):
    """Arrays one after the other along an axis; all flattened with axis None."""
    if isinstance(arrays, (np.ndarray, Array)):
        stacked = to_array(arrays)
        if stacked.ndim == 0 or stacked.shape[0] == 0:
            raise ValueError("Need at least one array to concatenate.")
        arrays = list(stacked)
    arrays = _listed("concatenate", arrays)
    if not arrays:
        raise ValueError("Need at least one array to concatenate.")
    if axis is None:
        return concatenate([ravel(one) for one in arrays], dtype=dtype)
    if arrays[0].ndim == 0:
        raise ValueError("Zero-dimensional arrays cannot be concatenated.")
    axis = canonical_axis(axis, arrays[0].ndim)
    if dtype is None:
        arrays = promote_arguments(*arrays)
    else:
        dtype = requested_dtype(dtype, "asarray")
        arrays = [convert_element_type(one, dtype) for one in arrays]
    return moves.concatenate(arrays, axis)


def concat(arrays, /, *, axis=0):
    """Arrays one after the other along an axis."""
    check_arraylike("concat", *arrays)
    return concatenate(arrays, axis=axis)


def stack(arrays, axis=0, out=None, dtype=None):
    """Arrays side by side along a new axis."""
    if not len(arrays):
        raise ValueError("Need at least one array to stack.")
    if out is not None:
        raise NotImplementedError("The 'out' argument to jnp.stack is not supported.")
    if isinstance(arrays, (np.ndarray, Array)):
        arrays = list(to_array(arrays))
    arrays = _listed("stack", arrays)
    if dtype is None:
        arrays = promote_arguments(*arrays)
    else:
        dtype = requested_dtype(dtype, "asarray")
        arrays = [convert_element_type(one, dtype) for one in arrays]
    first = arrays[0].shape
    for one in arrays:
        if one.shape != first:
            shapes = ", ".join(str(array.shape) for array in arrays)
            raise ValueError(f"All input arrays must have the same shape. Got {shapes}.")
    axis = canonical_axis(axis, len(first) + 1)
    return moves.stack(arrays, axis)


def unstack(x, /, *, axis=0):
    """The slices along an axis, as a tuple."""
    x = checked("unstack", x)
    axis = canonical_axis(axis, x.ndim)
    return tuple(
        moves.squeeze(moves.slice_in_dim(x, place, place + 1, axis=axis), (axis,))
        for place in range(x.shape[axis])
    )


def _stacked(name: str, tup, widen):
    if isinstance(tup, (np.ndarray, Array)):
        return list(vmap(widen)(to_array(tup)))
    check_arraylike(name, *tup)
    return [widen(to_array(one)) for one in tup]


def vstack(tup, dtype=None):
    """Arrays as rows below each other."""
    return concatenate(_stacked("vstack", tup, atleast_2d), axis=0, dtype=dtype)


def hstack(tup, dtype=None):
    """Arrays beside each other."""
    arrays = _stacked("hstack", tup, atleast_1d)
    return concatenate(arrays, axis=0 if arrays[0].ndim == 1 else 1, dtype=dtype)


def dstack(tup, dtype=None):
    """Arrays behind each other, along the third axis."""
    return concatenate(_stacked("dstack", tup, atleast_3d), axis=2, dtype=dtype)


def column_stack(tup):
    """Arrays as columns beside each other."""
    arrays = _stacked("column_stack", tup, lambda one: atleast_2d(one).T if one.ndim < 2 else one)
    return concatenate(arrays, axis=1)


def block(arrays):
    """A matrix put together from nested lists of blocks."""
    return _block(arrays)[0]


def _block(arrays):
    if isinstance(arrays, tuple):
        raise ValueError(f"jax.numpy.block does not allow tuples, got {arrays}")
    if not isinstance(arrays, list):
        from jax.numpy._creation import asarray

        return asarray(arrays), 1
    if not arrays:
        raise ValueError("jax.numpy.block does not allow empty list arguments")
    parts, depths = zip(*[_block(one) for one in arrays], strict=True)
    if any(depth != depths[0] for depth in depths):
        raise ValueError("Mismatched list depths in jax.numpy.block")
    rank = max(depths[0], max(part.ndim for part in parts))
    parts = [moves.expand_dims(part, range(rank - part.ndim)) if part.ndim < rank else part for part in parts]
    return concatenate(parts, axis=-depths[0]), depths[0] + 1


def append(arr, values, axis=None):
    """``values`` after ``arr`` along an axis; both flattened by default."""
    if axis is None:
        return concatenate([ravel(arr), ravel(values)], 0)
    return concatenate([arr, values], axis=axis)


# ---- splitting


def _split(name: str, array, indices_or_sections, axis=0):
    array = checked(name, array)
    axis = concrete_index(axis, f"in jax.numpy.{name} argument `axis`")
    length = array.shape[axis]
    if isinstance(indices_or_sections, (tuple, list)) or np.ndim(indices_or_sections) > 0:
        limits = [concrete_index(one, f"in jax.numpy.{name} argument 1") for one in indices_or_sections]
        limits = [0, *limits, length]
    else:
        sections = int(concrete(indices_or_sections, f"in jax.numpy.{name} argument 1"))
        part, rest = divmod(length, sections)
        if rest and name != "array_split":
            raise ValueError(f"array split does not result in an equal division: rest is {rest}")
        lengths = [part + 1] * rest + [part] * (sections - rest)
        limits = [0, *np.cumsum(lengths).tolist()]
    sizes = [np.int64(stop - start) for start, stop in itertools.pairwise(limits)]
    if any(count < 0 for count in sizes):
        raise ValueError(f"Sizes passed to split must be nonnegative, got {sizes}")
    axis = canonical_axis(axis, array.ndim)
    return [moves.slice_in_dim(array, start, stop, axis=axis) for start, stop in itertools.pairwise(limits)]


def split(ary, indices_or_sections, axis=0):
    """Equal parts along an axis, or the parts between given places."""
    return _split("split", ary, indices_or_sections, axis)


def array_split(ary, indices_or_sections, axis=0):
    """Parts along an axis that are as equal as can be."""
    return _split("array_split", ary, indices_or_sections, axis)


def vsplit(ary, indices_or_sections):
    """Parts along the first axis."""
    return _split("vsplit", ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    """Parts along the second axis, the first of one-dimensional arrays."""
    ary = checked("hsplit", ary)
    return _split("hsplit", ary, indices_or_sections, 0 if ary.ndim == 1 else 1)


def dsplit(ary, indices_or_sections):
    """Parts along the third axis."""
    return _split("dsplit", ary, indices_or_sections, 2)


# ---- repeating


def tile(A, reps):
    """The array repeated ``reps`` times along each axis."""
    A = checked("tile", A)
    try:
        reps = tuple(iter(reps))
    except TypeError:
        reps = (reps,)
    reps = tuple(operator.index(one) for one in reps)
    reps = (1,) * (A.ndim - len(reps)) + reps
    A = moves.expand_dims(A, range(len(reps) - A.ndim)) if len(reps) > A.ndim else A
    return moves.tile(A, reps)


def repeat(a, repeats, axis=None, *, total_repeat_length=None, out_sharding=None):
    """Every element repeated along an axis. Under jit the number must be static, or ``total_repeat_length`` given."""
    check_arraylike("repeat", a, repeats)
    a = to_array(a)
    if axis is None:
        a, axis = ravel(a), 0
    axis = concrete_index(axis, "'axis' argument of jnp.repeat()")
    if total_repeat_length is None:
        repeats = concrete(
            repeats,
            "When jit-compiling jnp.repeat, the total number of repeats must be static. To fix this, either specify a "
            "static value for `repeats`, or pass a static value to `total_repeat_length`.",
        )
        if np.ndim(repeats) == 0 and a.ndim:
            return _repeat_equally(a, operator.index(repeats), canonical_axis(axis, a.ndim))
        return _repeat_known(a, np.ravel(repeats), axis)
    return _repeat_to_length(a, ravel(repeats), axis, total_repeat_length)


def _repeat_equally(a, count: int, axis: int):
    shape = (*a.shape[: axis + 1], count, *a.shape[axis + 1 :])
    spread = moves.broadcast_in_dim(a, shape, [place for place in range(len(shape)) if place != axis + 1])
    return moves.reshape(
        spread, [length * count if place == axis else length for place, length in enumerate(a.shape)]
    )


def _repeat_known(a, repeats, axis: int):
    from jax.numpy._indexing_functions import take

    if a.ndim == 0:
        if repeats.shape != (1,):
            raise ValueError(
                "`repeat` with a scalar parameter `a` is only implemented for scalar values of the parameter `repeats`."
            )
        return broadcast_array(a, (int(repeats[0]),))
    repeats = np.broadcast_to(repeats, [a.shape[axis]])
    places = np.repeat(np.arange(a.shape[axis], dtype=np.int32), repeats)
    if a.shape[axis] == 0 or not places.size:
        axis = canonical_axis(axis, a.ndim)
        return moves.slice_in_dim(a, 0, 0, axis=axis)
    return take(a, places, axis=axis)


def _repeat_to_length(a, repeats, axis: int, length: int):
    from jax.numpy._choice import clip
    from jax.numpy._creation import arange
    from jax.numpy._indexing_functions import take
    from jax.numpy._reductions import cumsum
    from jax.numpy._searching import searchsorted

    if a.ndim == 0:
        return broadcast_array(a, (length,))
    ends = cumsum(broadcast_array(repeats, (a.shape[axis],)))
    places = searchsorted(ends, arange(length, dtype=ends.dtype), side="right")
    return take(a, clip(places, 0, a.shape[axis] - 1), axis=axis)


def resize(a, new_shape):
    """The elements, repeated or cut off, in another shape."""
    from jax.numpy._creation import zeros_like

    check_arraylike("resize", a)
    new_shape = _as_tuple(new_shape)
    if any(length < 0 for length in new_shape):
        raise ValueError("all elements of `new_shape` must be non-negative")
    flat, count = ravel(a), size_of(new_shape)
    if flat.size == 0 or count == 0:
        return zeros_like(flat, shape=new_shape)
    return reshape(tile(flat, -(-count // flat.size))[:count], new_shape)


# ---- turning round


def flip(m, axis=None):
    """The elements backwards along some axes, by default along all."""
    return _flip(checked("flip", m), axis=static_axes(axis))


@as_jit("_flip")
def _flip(m, *, axis):
    return moves.rev(m, canonical_axes(axis, m.ndim))


def fliplr(m):
    """The columns backwards."""
    return flip(checked("fliplr", m), 1)


def flipud(m):
    """The rows backwards."""
    return flip(checked("flipud", m), 0)


def rot90(m, k=1, axes=(0, 1)):
    """Turned by k quarter turns in the plane of two axes."""
    m = checked("rot90", m)
    if m.ndim < 2:
        raise ValueError(
            "rot90 requires its first argument to have ndim at least two, but got first argument of shape "
            f"{m.shape}, which has ndim {m.ndim}"
        )
    first, second = (canonical_axis(axis, m.ndim) for axis in axes)
    if first == second:
        raise ValueError("Axes must be different")
    k %= 4
    if k == 0:
        return m
    if k == 2:
        return flip(flip(m, first), second)
    return swapaxes(flip(m, second), first, second) if k == 1 else flip(swapaxes(m, first, second), second)


def roll(a, shift, axis=None):
    """The elements moved along an axis; what leaves at one end enters at the other."""
    a = checked("roll", a)
    if axis is None:
        return reshape(roll(ravel(a), shift, 0), a.shape)
    axes = tuple(canonical_axis(one, a.ndim) for one in _as_tuple(axis))
    if is_concrete(shift):
        return _roll(a, shift=_as_tuple(concrete(shift)), axes=axes)
    return _roll_traced(a, to_array(shift), axes)


@as_jit("_roll_static")
def _roll(a, *, shift, axes):
    for axis, distance in zip(*np.broadcast_arrays(axes, shift), strict=True):
        axis, length = int(axis), a.shape[axis]
        if length:
            place = -int(distance) % length
            parts = (place, length), (0, place)
            a = moves.concatenate([moves.slice_in_dim(a, *part, axis=axis) for part in parts], axis)
    return a


def _roll_traced(a, shift, axes):
    from jax.numpy._elementwise import remainder

    count = common_shape(shift.shape, (len(axes),))
    if len(count) != 1:
        raise ValueError("'shift' and 'axis' arguments to roll must be scalars or 1D arrays")
    shifts = broadcast_array(convert_element_type(shift, np.int32), count)
    for number, axis in enumerate(np.broadcast_to(axes, count).tolist()):
        length = np.int32(a.shape[axis])
        start = length - remainder(shifts[number], max(length, np.int32(1)))
        starts = [start if place == axis else np.int32(0) for place in range(a.ndim)]
        a = moves.dynamic_slice(moves.concatenate([a, a], axis), starts, a.shape)
    return a
