"""Functions that move elements: broadcast, reshape, slice, concatenate, pad …"""

import operator

import numpy as np

from jax._src.absent import absent
from jax._src.avals import dtype_name
from jax._src.batching import add_batch_axis
from jax._src.core import Array, ArrayImpl, bind, get_aval
from jax._src.differentiation import as_array
from jax._src.lax.arguments import NUMBER, axis_in, check_kind, check_same_dtypes, check_shape
from jax._src.primitives import indexing, shapes
from jax._src.primitives.elementwise import add, constant_like, convert_element_type, lt, select_n, shape_of
from jax._src.promotion import requested_dtype
from jax._src.tree_functions import tree_map

# ---- new axes


def broadcast(operand, sizes, *, out_sharding=None):
    """The array repeated along new first axes of the given sizes."""
    if len(sizes) == 0 and isinstance(operand, Array):
        return operand
    shape = (*sizes, *shape_of(operand))
    return broadcast_in_dim(operand, shape, tuple(range(len(sizes), len(shape))))


def broadcast_in_dim(operand, shape, broadcast_dimensions, *, out_sharding=None):
    """The array in ``shape``; its axes become the axes ``broadcast_dimensions``, the others are new."""
    if out_sharding is not None:
        absent("jax.lax.broadcast_in_dim with out_sharding")
    operand = as_array(operand)
    dimensions, ndim = tuple(broadcast_dimensions), operand.ndim
    shape = check_shape("broadcast_in_dim", "shape", shape)
    if len(dimensions) != ndim:
        raise TypeError(
            "broadcast_in_dim broadcast_dimensions must have length equal to operand ndim; got broadcast_dimensions "
            f"{dimensions} for operand ndim {ndim}."
        )
    if not set(dimensions) <= set(range(len(shape))):
        raise TypeError(
            "broadcast_in_dim broadcast_dimensions must be a subset of output dimensions, got "
            f"{dimensions} for operand ndim {ndim} and shape {shape}."
        )
    fits = all(n in (1, shape[d]) for n, d in zip(operand.shape, dimensions, strict=True))
    if fits and dimensions != tuple(sorted(dimensions)):
        order = sorted(range(ndim), key=dimensions.__getitem__)
        operand, dimensions = shapes.transpose(operand, order), tuple(sorted(dimensions))
    return shapes.broadcast_in_dim(operand, shape, dimensions)


def broadcast_like(arr, like_arr):
    """The array in the shape of another, with new first axes."""
    return broadcast_to_shape(arr, shape_of(like_arr))


def broadcast_to_shape(array, shape):
    """NumPy's broadcasting to a shape."""
    start = len(shape) - len(shape_of(array))
    return broadcast_in_dim(array, shape, tuple(range(start, len(shape))))


def broadcast_to_rank(x, rank: int):
    """The array with new first axes of length one up to ``rank`` axes."""
    x = as_array(x)
    return x if x.ndim >= rank else shapes.expand_dims(x, range(rank - x.ndim))


def broadcast_shapes(*all_shapes):
    """The shape that arrays of the given shapes have together, by NumPy's rules."""
    try:
        return np.broadcast_shapes(*all_shapes)
    except ValueError:
        raise ValueError(
            f"Incompatible shapes for broadcasting: shapes={[tuple(shape) for shape in all_shapes]}"
        ) from None


def broadcasted_iota(dtype, shape, dimension: int, *, out_sharding=None):
    """0, 1, 2 … along one axis of an array of the given shape."""
    dtype = requested_dtype(dtype, "iota")
    check_kind("iota", ArrayImpl(np.zeros((), dtype)).aval, NUMBER)
    shape = check_shape("iota", "shape", tuple(shape))
    dimension = operator.index(dimension)
    if not 0 <= dimension < len(shape):
        raise ValueError(
            f"iota dimension must be between 0 and len(shape), got dimension={dimension} for shape={shape}"
        )
    return shapes.iota(dtype, shape, dimension)


def iota(dtype, size: int):
    """0, 1, 2 … ``size - 1``."""
    return broadcasted_iota(dtype, (size,), 0)


def full(shape, fill_value, dtype=None, *, sharding=None):
    """An array of one value, in the dtype of the value unless another is given."""
    if np.shape(fill_value):
        raise TypeError(
            f"full must be called with scalar fill_value, got fill_value.shape {np.shape(fill_value)}."
        )
    value = as_array(fill_value)
    shape = check_shape("broadcast_in_dim", "shape", tuple(shape))
    if dtype is None:
        return shapes.broadcast_in_dim(value, shape, ())
    return shapes.broadcast_in_dim(convert_element_type(value, requested_dtype(dtype, "full")), shape, ())


def full_like(x, fill_value, dtype=None, shape=None, sharding=None):
    """An array of one value in the shape and dtype of x."""
    aval = get_aval(x) if not hasattr(x, "weak_type") or isinstance(x, Array) else x
    shape = tuple(aval.shape) if shape is None else tuple(shape)
    if np.shape(fill_value):
        raise TypeError(
            f"full must be called with scalar fill_value, got fill_value.shape {np.shape(fill_value)}."
        )
    weak = dtype is None and aval.weak_type
    dtype = aval.dtype if dtype is None else requested_dtype(dtype, "full_like")
    shape = check_shape("broadcast_in_dim", "shape", shape)
    return shapes.broadcast_in_dim(convert_element_type(fill_value, dtype, weak), shape, ())


def empty(shape, dtype, *, out_sharding=None):
    """An array whose values do not matter: zeros."""
    return full(shape, 0, dtype)


def expand_dims(array, dimensions):
    """The array with new axes of length one at the given places of the result."""
    array = as_array(array)
    dimensions = tuple(dimensions)
    if len(set(dimensions)) != len(dimensions):
        raise ValueError(f"repeated axis in lax.expand_dims: {dimensions}")
    ndim = array.ndim + len(dimensions)
    places = [axis_in(axis, ndim) for axis in dimensions]
    if len(set(places)) != len(places):
        raise ValueError(f"repeated axis in lax.expand_dims: {tuple(places)}")
    return shapes.expand_dims(array, places) if places else array


# ---- the same elements in another arrangement


def reshape(operand, new_sizes, dimensions=None, *, out_sharding=None):
    """The elements in row-major order in another shape; ``dimensions`` permutes the axes first."""
    operand = as_array(operand)
    sizes = (new_sizes,) if np.ndim(new_sizes) == 0 else tuple(new_sizes)
    sizes = tuple(operator.index(length) for length in sizes)
    if any(length < 0 for length in sizes):
        raise TypeError(f"reshape new_sizes must all be positive, got {sizes}.")
    if dimensions is not None:
        operand = transpose(operand, tuple(dimensions))
    return shapes.reshape(operand, sizes)


def collapse(operand, start_dimension: int, stop_dimension=None):
    """The axes from ``start_dimension`` up to ``stop_dimension`` as one."""
    shape = shape_of(operand)
    start, stop, _ = slice_type(start_dimension, stop_dimension).indices(len(shape))
    if stop < start:
        raise ValueError(f"Invalid dimension range passed to collapse: {shape}[{start}:{stop}]")
    size = int(np.prod(shape[start:stop]))
    return reshape(operand, (*shape[:start], size, *shape[stop:]))


slice_type = slice


def transpose(operand, permutation):
    """The axes in another order."""
    operand, permutation = as_array(operand), tuple(operator.index(axis) for axis in permutation)
    return shapes.transpose(operand, permutation)


def squeeze(array, dimensions):
    """The array without the given axes of length one."""
    array = as_array(array)
    axes = tuple(sorted(axis_in(axis, array.ndim) for axis in dimensions))
    if not axes and isinstance(array, Array):
        return array
    return shapes.squeeze(array, axes)


def rev(operand, dimensions):
    """The given axes backwards."""
    operand, dimensions = as_array(operand), tuple(dimensions)
    if len(set(dimensions)) != len(dimensions):
        raise TypeError(f"rev dimensions must be unique, got {dimensions}.")
    if any(axis < 0 for axis in dimensions):
        raise TypeError(f"rev dimensions must have every element be nonnegative, got {dimensions}.")
    if any(axis >= operand.ndim for axis in dimensions):
        raise TypeError(
            f"rev dimensions must all be less than operand ndim, got dimensions {dimensions} for operand ndim "
            f"{operand.ndim}."
        )
    return shapes.rev(operand, dimensions)


def concatenate(operands, dimension: int):
    """Arrays of one dtype and rank one after the other along an axis."""
    operands = [as_array(array) for array in operands]
    if not operands:
        raise ValueError("concatenate requires a non-empty sequences of arrays")
    if len(operands) == 1 and operands[0].ndim:
        return operands[0]
    avals = [get_aval(array) for array in operands]
    all_shapes = [aval.shape for aval in avals]
    if len({len(shape) for shape in all_shapes}) > 1:
        raise TypeError(
            f"Cannot concatenate arrays with different numbers of dimensions: got {', '.join(map(str, all_shapes))}."
        )
    if not 0 <= dimension < len(all_shapes[0]):
        raise TypeError(
            f"concatenate dimension out of bounds: dimension {dimension} for shapes "
            f"{', '.join(map(str, all_shapes))}."
        )
    check_same_dtypes("concatenate", avals)
    return shapes.concatenate(operands, dimension)


def stack(operands, axis: int = 0):
    """Arrays of one shape and dtype along a new axis."""
    operands = [as_array(array) for array in operands]
    avals = [get_aval(array) for array in operands]
    check_same_dtypes("stack", avals if avals else [operands[0]])
    if len({len(aval.shape) for aval in avals}) > 1:
        listed = ", ".join(str(aval.shape) for aval in avals)
        raise ValueError(f"Cannot stack arrays with different numbers of dimensions: got {listed}.")
    if len({aval.shape for aval in avals}) > 1:
        listed = ", ".join(str(aval.shape) for aval in avals)
        raise ValueError(f"Cannot stack arrays with different shapes: got {listed}.")
    return shapes.concatenate([shapes.expand_dims(array, (axis,)) for array in operands], axis)


def unstack(x, axis: int = 0):
    """The slices of an array along an axis, without it."""
    x = as_array(x)
    return tuple(index_in_dim(x, place, axis, keepdims=False) for place in range(x.shape[axis]))


def split(operand, sizes, axis: int = 0):
    """Consecutive parts of the given sizes along an axis."""
    operand = as_array(operand)
    axis, sizes = axis_in(axis, operand.ndim), [operator.index(size) for size in sizes]
    if sum(sizes) != operand.shape[axis]:
        raise ValueError(
            f"Sum of sizes {sum(sizes)} must be equal to dimension {axis} of the operand shape {list(operand.shape)}"
        )
    parts, start = [], 0
    for size in sizes:
        parts.append(shapes.slice_in_dim(operand, start, start + size, axis=axis))
        start += size
    return parts


def tile(operand, reps):
    """The array repeated so many times along each axis."""
    operand, reps = as_array(operand), tuple(reps)
    if len(reps) != operand.ndim:
        raise TypeError(
            f"reps length must be equal to the ndim of x, got len(reps)={len(reps)} and x.ndim={operand.ndim}."
        )
    whole = [length for pair in zip(reps, operand.shape, strict=True) for length in pair]
    repeated = shapes.broadcast_in_dim(operand, whole, range(1, 2 * operand.ndim, 2))
    return shapes.reshape(repeated, [r * n for r, n in zip(reps, operand.shape, strict=True)])


def pad(operand, padding_value, padding_config):
    """The array with ``padding_value`` around and between its elements: (low, high, interior) an axis; negative low
    and high take elements away."""
    operand, value = as_array(operand), as_array(padding_value)
    if operand.aval.dtype != value.aval.dtype:
        raise TypeError(
            "pad operand and padding_value must be same dtype: got "
            f"{dtype_name(operand.aval.dtype)} and {dtype_name(value.aval.dtype)}."
        )
    if value.shape:
        raise ValueError(f"padding_value must be a scalar; got np.shape(padding_value)={value.shape}")
    config = tuple((low, high, interior) for low, high, interior in padding_config)
    if len(config) != operand.ndim:
        raise ValueError(
            "length of padding_config must equal the number of axes of operand, got padding_config "
            f"{config} for operand shape {operand.shape}"
        )
    if any(interior < 0 for _, _, interior in config):
        raise ValueError(
            f"interior padding in padding_config must be nonnegative, got padding_config {config}"
        )
    result = tuple(
        low + high + length + interior * max(length - 1, 0)
        for length, (low, high, interior) in zip(operand.shape, config, strict=True)
    )
    if any(length < 0 for length in result):
        raise ValueError(
            f"Dimension size after padding is not at least 0, got result shape {result}, for padding_config {config} and "
            f"operand shape {operand.shape}"
        )
    return shapes.pad(operand, value, config)


# ---- slices


def slice(operand, start_indices, limit_indices, strides=None):
    """A window with fixed limits, one start, limit and stride an axis."""
    operand = as_array(operand)
    starts, limits = tuple(start_indices), tuple(limit_indices)
    steps = (1,) * len(starts) if strides is None else tuple(strides)
    if len(starts) != operand.ndim:
        raise TypeError(
            f"slice start_indices must have length equal to the number of dimensions of the operand, got indices {starts} "
            f"for operand shape {operand.shape}."
        )
    if len(starts) != len(limits):
        raise TypeError(
            f"slice limit_indices must have the same length as start_indices, got start_indices {starts} and "
            f"limit_indices {limits}."
        )
    if any(limit > length for limit, length in zip(limits, operand.shape, strict=True)):
        raise TypeError(
            "slice limit_indices must be less than or equal to operand shape, got limit_indices "
            f"{limits} for operand shape {operand.shape}."
        )
    if any(start < 0 for start in starts):
        raise TypeError(f"slice start_indices must have every element be nonnegative, got {starts}.")
    if any(start > limit for start, limit in zip(starts, limits, strict=True)):
        raise TypeError(
            f"slice limit_indices must be greater than or equal to start_indices, got start_indices {starts} and "
            f"limit_indices {limits}."
        )
    if len(steps) != len(starts):
        raise TypeError(
            f"slice strides must have length equal to the number of dimensions of the operand, got strides {steps} for "
            f"operand shape {operand.shape}."
        )
    if any(step <= 0 for step in steps):
        raise TypeError(f"slice strides must be positive, got {steps}")
    return shapes.slice_(operand, starts, limits, steps)


def slice_in_dim(operand, start_index, limit_index, stride: int = 1, axis: int = 0):
    """A window along one axis; limits as in Python's slices."""
    shape = shape_of(operand)
    length = shape[axis]
    start = 0 if start_index is None else operator.index(start_index)
    limit = length if limit_index is None else operator.index(limit_index)
    start, limit = (place + length if place < 0 else place for place in (start, limit))
    starts, limits, steps = [0] * len(shape), list(shape), [1] * len(shape)
    starts[axis], limits[axis], steps[axis] = start, limit, int(stride)
    return slice(operand, starts, limits, steps)


def index_in_dim(operand, index: int, axis: int = 0, keepdims: bool = True):
    """One place along an axis, known in advance."""
    shape = shape_of(operand)
    length, place = shape[axis], operator.index(index)
    wrapped = place + length if place < 0 else place
    if not 0 <= wrapped < length:
        raise IndexError(f"index {place} is out of bounds for axis {axis} with size {length}")
    result = slice_in_dim(operand, wrapped, wrapped + 1, 1, axis)
    return result if keepdims else squeeze(result, (axis,))


def _starts(operand, start_indices, allow_negative):
    """Start indices as scalars of one dtype, negative ones counted from the end."""
    shape = shape_of(operand)
    if isinstance(start_indices, (tuple, list)):
        indices = list(start_indices)
    else:
        indices = as_array(start_indices)
        if indices.ndim != 1:
            raise ValueError(f"Slice indices must be a 1D sequence, got {indices.shape}")
        indices = [index_in_dim(indices, place, keepdims=False) for place in range(indices.shape[0])]
    if len(indices) != len(shape):
        raise ValueError(
            f"Length of slice indices must match number of operand dimensions ({len(indices)} vs {shape})"
        )
    allowed = (allow_negative,) * len(shape) if isinstance(allow_negative, bool) else tuple(allow_negative)
    return [
        _counted_from_end(index, length, allow)
        for index, length, allow in zip(indices, shape, allowed, strict=True)
    ]


def _counted_from_end(index, length: int, allowed: bool):
    if isinstance(index, Array) and not isinstance(index, ArrayImpl):  # traced
        aval = get_aval(index)
        if not allowed or aval.dtype.kind != "i" or aval.shape:
            return index
        return select_n(lt(index, constant_like(index, 0)), index, add(index, constant_like(index, length)))
    value = np.asarray(index)
    if value.ndim or value.dtype.kind not in "iu":
        return as_array(index)
    if value < 0 and not allowed:
        raise ValueError(
            f"Index {value} is out of bounds for dimension {length} if allow_negative_indices=False"
        )
    index = as_array(index)
    if value < 0:
        index = ArrayImpl(index._value + index._value.dtype.type(length), index.weak_type)
    return index


def _check_starts(name: str, starts) -> None:
    avals = [get_aval(start) for start in starts]
    if any(aval.shape for aval in avals):
        shown = tuple(aval.strong() for aval in avals)
        raise TypeError(f"start_indices arguments to {name} must be scalars,  got indices {shown}")
    if any(aval.dtype.kind not in "iu" for aval in avals) or len({aval.dtype for aval in avals}) > 1:
        listed = ", ".join(dtype_name(aval.dtype) for aval in avals)
        raise TypeError(f"index arguments to {name} must be integers of the same type, got: {listed}")


def dynamic_slice(operand, start_indices, slice_sizes, *, allow_negative_indices=True):
    """A window of fixed size whose start is known only at run time; it is moved to lie inside the array."""
    operand = as_array(operand)
    starts, sizes = _starts(operand, start_indices, allow_negative_indices), tuple(slice_sizes)
    if len(sizes) != operand.ndim:
        raise ValueError(
            "slice slice_sizes must have length equal to the number of dimensions of the operand, got slice sizes "
            f"{sizes} for operand shape {operand.shape}."
        )
    if any(size < 0 for size in sizes):
        raise TypeError(
            f"slice slice_sizes must be greater than or equal to zero, got slice_sizes of {sizes}."
        )
    if any(size > length for size, length in zip(sizes, operand.shape, strict=True)):
        raise TypeError(
            "slice slice_sizes must be less than or equal to operand shape, got slice_sizes "
            f"{sizes} for operand shape {operand.shape}."
        )
    _check_starts("dynamic_slice", starts)
    return shapes.dynamic_slice(operand, starts, sizes)


def dynamic_update_slice(operand, update, start_indices, *, allow_negative_indices=True):
    """The array with a window replaced; the window is moved to lie inside the array."""
    operand, update = as_array(operand), as_array(update)
    starts = _starts(operand, start_indices, allow_negative_indices)
    if update.ndim != operand.ndim:
        raise TypeError(
            f"dynamic_update_slice update must have the same rank as operand, got update shape {update.shape} for operand "
            f"shape {operand.shape}."
        )
    if any(size > length for size, length in zip(update.shape, operand.shape, strict=True)):
        raise TypeError(
            f"dynamic_update_slice update shape must be smaller than operand shape, got update shape {update.shape} for "
            f"operand shape {operand.shape}."
        )
    _check_starts("dynamic_update_slice", starts)
    check_same_dtypes("dynamic_update_slice", [get_aval(operand), get_aval(update)])
    return shapes.dynamic_update_slice(operand, update, starts)


def _at_axis(operand, start_index, axis: int) -> list:
    dtype = get_aval(start_index).dtype
    starts = [np.zeros((), dtype)] * len(shape_of(operand))
    starts[axis] = start_index
    return starts


def dynamic_slice_in_dim(
    operand, start_index, slice_size: int, axis: int = 0, *, allow_negative_indices=True
):
    """A window along one axis whose start is known only at run time."""
    axis = axis_in(axis, len(shape_of(operand)))
    sizes = list(shape_of(operand))
    sizes[axis] = operator.index(slice_size)
    starts = _at_axis(operand, start_index, axis)
    return dynamic_slice(operand, starts, sizes, allow_negative_indices=allow_negative_indices)


def dynamic_index_in_dim(
    operand, index, axis: int = 0, keepdims: bool = True, *, allow_negative_indices=True
):
    """One place along an axis, known only at run time."""
    result = dynamic_slice_in_dim(operand, index, 1, axis, allow_negative_indices=allow_negative_indices)
    return result if keepdims else squeeze(result, (axis,))


def dynamic_update_slice_in_dim(operand, update, start_index, axis: int, *, allow_negative_indices=True):
    """The array with a window along one axis replaced."""
    axis = axis_in(axis, len(shape_of(operand)))
    starts = _at_axis(operand, start_index, axis)
    return dynamic_update_slice(operand, update, starts, allow_negative_indices=allow_negative_indices)


def dynamic_update_index_in_dim(operand, update, index, axis: int, *, allow_negative_indices=True):
    """The array with one place along an axis replaced."""
    axis = axis_in(axis, len(shape_of(operand)))
    update = as_array(update)
    if update.ndim != len(shape_of(operand)):
        assert update.ndim + 1 == len(shape_of(operand))
        update = expand_dims(update, (axis,))
    return dynamic_update_slice_in_dim(
        operand, update, index, axis, allow_negative_indices=allow_negative_indices
    )


def index_take(src, idxs, axes):
    """The elements at index arrays, one an axis of ``axes``; the others are kept, after the axis of the indices."""
    indices = [as_array(index) for index in idxs]
    return indexing.gather(as_array(src), indices, tuple(axes), mode="clip")


def optimization_barrier(operand, /):
    """The tree itself: there is no optimiser to hold back."""
    return tree_map(as_array, operand)


def platform_dependent(*args, default=None, **per_platform):
    """The result of the function for this platform, the CPU, or of ``default``."""
    function = per_platform.get("cpu", default)
    if function is None:
        raise NotImplementedError(
            f"platform_dependent called with platforms {list(per_platform)} and no default, on platform cpu"
        )
    return function(*args)
