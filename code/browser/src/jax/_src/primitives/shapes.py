"""Primitives that move elements without computing: broadcast, reshape, transpose, slice, concatenate, pad …"""

import math
import operator

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import Array, Primitive, bind, get_aval
from jax._src.differentiation import aval_of, is_undefined, linear, linear_in_all, no_derivative, zeros
from jax._src.primitives.elementwise import mul, shape_of


def _batch_shifted(primitive: Primitive, shift) -> None:
    """Batching for one operand: ``shift(size, **parameters)`` gives the parameters one axis further."""
    primitive.batch = lambda size, values, batched, **parameters: bind(
        primitive, *values, **shift(size, **parameters)
    )


def _after_first(axes) -> tuple[int, ...]:
    return tuple(axis + 1 for axis in axes)


# ---- broadcast_in_dim

broadcast_in_dim_p = Primitive("broadcast_in_dim")


def _placed(operand_shape, shape, broadcast_dimensions) -> tuple[int, ...]:
    placed = [1] * len(shape)
    for length, axis in zip(operand_shape, broadcast_dimensions, strict=True):
        placed[axis] = length
    return tuple(placed)


def _broadcast(x, *, shape, broadcast_dimensions):
    placed = _placed(x.shape, shape, broadcast_dimensions)
    return np.broadcast_to(np.reshape(x, placed), shape)


def _broadcast_abstract(x, *, shape, broadcast_dimensions):
    for length, axis in zip(x.shape, broadcast_dimensions, strict=True):
        if length not in (1, shape[axis]):
            raise TypeError(
                "broadcast_in_dim operand dimension sizes must either be 1, or be equal to their corresponding "
                f"dimensions in the target broadcast shape; got operand of shape {x.shape}, target broadcast "
                f"shape {shape}, broadcast_dimensions {tuple(broadcast_dimensions)} "
            )
    return x.with_shape(shape)


def _broadcast_code(emitter, equation, names):
    shape, x = equation.parameters["shape"], equation.inputs[0].aval
    placed = _placed(x.shape, shape, equation.parameters["broadcast_dimensions"])
    array = emitter.temporary(f"np_empty({shape},{emitter.constant(x.dtype)})")
    stretched = placed == x.shape or (x.shape and placed[len(shape) - x.ndim :] == x.shape)
    source = names[0] if x.shape == () or stretched else f"{names[0]}.reshape({placed})"
    emitter.line(f"{array}[...]={source}")
    return array


def _broadcast_transpose(cotangent, x, *, shape, broadcast_dimensions):
    from jax._src.primitives.reductions import reduce_sum

    aval = x.aval
    summed = [axis for axis in range(len(shape)) if axis not in broadcast_dimensions]
    stretched = [
        axis
        for length, axis in zip(aval.shape, broadcast_dimensions, strict=True)
        if length == 1 and shape[axis] != 1
    ]
    return [reshape(reduce_sum(cotangent, tuple(summed + stretched)), aval.shape)]


broadcast_in_dim_p.implementation = _broadcast
broadcast_in_dim_p.abstract = _broadcast_abstract
broadcast_in_dim_p.code = _broadcast_code
linear(broadcast_in_dim_p, _broadcast_transpose)
_batch_shifted(
    broadcast_in_dim_p,
    lambda size, shape, broadcast_dimensions: {
        "shape": (size, *shape),
        "broadcast_dimensions": (0, *_after_first(broadcast_dimensions)),
    },
)


def broadcast_in_dim(x, shape, broadcast_dimensions):
    """The array in ``shape``; its axes become the axes ``broadcast_dimensions``, the others are new."""
    shape, dimensions = tuple(shape), tuple(broadcast_dimensions)
    if shape_of(x) == shape and isinstance(x, Array):
        return x
    return bind(broadcast_in_dim_p, x, shape=shape, broadcast_dimensions=dimensions)


def broadcast_to(x, shape):
    """NumPy's broadcasting: new axes come first."""
    shape = tuple(shape)
    start = len(shape) - len(shape_of(x))
    return broadcast_in_dim(x, shape, range(start, len(shape)))


def full(shape, number, dtype):
    """An array of one number."""
    return broadcast_in_dim(np.asarray(number, dtype), shape, ())


# ---- reshape, transpose, squeeze, expand_dims

reshape_p = Primitive("reshape")


def _reshape_abstract(x, *, new_sizes, dimensions=None):
    if math.prod(new_sizes) != x.size:
        raise TypeError(
            f"cannot reshape array of shape {x.shape} (size {x.size}) into shape {tuple(new_sizes)} "
            f"(size {math.prod(new_sizes)})"
        )
    return x.with_shape(new_sizes)


def _reshape_code(emitter, equation, names):
    return f"{names[0]}.reshape({equation.parameters['new_sizes']})"


reshape_p.implementation = lambda x, *, new_sizes, dimensions=None: np.reshape(x, new_sizes)
reshape_p.abstract = _reshape_abstract
reshape_p.code = _reshape_code
linear(reshape_p, lambda ct, x, new_sizes, dimensions=None: [reshape(ct, x.aval.shape)])
_batch_shifted(
    reshape_p, lambda size, new_sizes, dimensions=None: {"new_sizes": (size, *new_sizes), "dimensions": None}
)


def reshape(x, shape):
    """The elements in row-major order in another shape; one length may be -1."""
    old, shape = shape_of(x), tuple(operator.index(length) for length in shape)
    if -1 in shape:
        known = -math.prod(shape)
        size = math.prod(old)
        if known and size % known == 0:
            shape = tuple(size // known if length == -1 else length for length in shape)
        else:
            raise TypeError(
                f"cannot reshape array of shape {old} (size {size}) into shape {shape} because the product of "
                "specified axis sizes "
                f"({known}) does not evenly divide {size}"
            )
    if shape == old and isinstance(x, Array):
        return x
    return bind(reshape_p, x, new_sizes=shape, dimensions=None)


transpose_p = Primitive("transpose")


def _transpose_abstract(x, *, permutation):
    if sorted(permutation) != list(range(x.ndim)):
        raise TypeError(
            f"transpose permutation isn't a permutation of operand dimensions, got permutation {permutation} for "
            f"operand shape {x.shape}."
        )
    return x.with_shape(x.shape[axis] for axis in permutation)


def _transpose_code(emitter, equation, names):
    permutation = equation.parameters["permutation"]
    return f"{names[0]}.T" if permutation == (1, 0) else f"{names[0]}.transpose({permutation})"


transpose_p.implementation = lambda x, *, permutation: np.transpose(x, permutation)
transpose_p.abstract = _transpose_abstract
transpose_p.code = _transpose_code
linear(transpose_p, lambda ct, x, permutation: [transpose(ct, np.argsort(permutation).tolist())])
_batch_shifted(transpose_p, lambda size, permutation: {"permutation": (0, *_after_first(permutation))})


def transpose(x, permutation):
    """The axes in another order."""
    permutation = tuple(operator.index(axis) for axis in permutation)
    if permutation == tuple(range(len(shape_of(x)))) and isinstance(x, Array):
        return x
    return bind(transpose_p, x, permutation=permutation)


squeeze_p = Primitive("squeeze")


def _squeeze_abstract(x, *, dimensions):
    wrong = [axis for axis in dimensions if x.shape[axis] != 1]
    if wrong:
        raise ValueError(
            "cannot select an axis to squeeze out which has size not equal to one, got "
            f"shape={x.shape} and dimensions={dimensions}"
        )
    return x.with_shape(length for axis, length in enumerate(x.shape) if axis not in dimensions)


def _squeeze_code(emitter, equation, names):
    return f"{names[0]}.reshape({equation.outputs[0].aval.shape})"


squeeze_p.implementation = lambda x, *, dimensions: np.squeeze(x, dimensions)
squeeze_p.abstract = _squeeze_abstract
squeeze_p.code = _squeeze_code
linear(squeeze_p, lambda ct, x, dimensions: [reshape(ct, x.aval.shape)])
_batch_shifted(squeeze_p, lambda size, dimensions: {"dimensions": _after_first(dimensions)})


def squeeze(x, dimensions):
    """Without the given axes of length one."""
    ndim = len(shape_of(x))
    dimensions = tuple(sorted(axis % ndim for axis in dimensions))
    return bind(squeeze_p, x, dimensions=dimensions) if dimensions else x


def expand_dims(x, dimensions):
    """With new axes of length one at the given places of the result."""
    shape = list(shape_of(x))
    ndim = len(shape) + len(dimensions)
    new = sorted(axis % ndim for axis in dimensions)
    for axis in new:
        shape.insert(axis, 1)
    return broadcast_in_dim(x, shape, [axis for axis in range(ndim) if axis not in new])


# ---- rev

rev_p = Primitive("rev")
rev_p.implementation = lambda x, *, dimensions: np.flip(x, dimensions)
rev_p.abstract = lambda x, *, dimensions: x
linear(rev_p, lambda ct, x, dimensions: [rev(ct, dimensions)])
_batch_shifted(rev_p, lambda size, dimensions: {"dimensions": _after_first(dimensions)})


def rev(x, dimensions):
    """The given axes backwards."""
    return bind(rev_p, x, dimensions=tuple(dimensions))


# ---- slice

slice_p = Primitive("slice")


def _windows(start_indices, limit_indices, strides):
    strides = strides or (1,) * len(start_indices)
    return tuple(map(slice, start_indices, limit_indices, strides))


def _slice(x, *, start_indices, limit_indices, strides):
    return x[_windows(start_indices, limit_indices, strides)]


def _slice_abstract(x, *, start_indices, limit_indices, strides):
    strides = strides or (1,) * x.ndim
    for start, limit, length in zip(start_indices, limit_indices, x.shape, strict=True):
        if not 0 <= start <= limit <= length:
            raise TypeError(
                "slice limit_indices must be less than or equal to operand shape, got limit_indices "
                f"{tuple(limit_indices)} for operand shape {x.shape}."
            )
    return x.with_shape(
        (limit - start + stride - 1) // stride
        for start, limit, stride in zip(start_indices, limit_indices, strides, strict=True)
    )


def _slice_code(emitter, equation, names):
    parts = []
    shape = equation.inputs[0].aval.shape
    for window, length in zip(_windows(**equation.parameters), shape, strict=True):
        start = window.start or ""
        limit = "" if window.stop == length else window.stop
        parts.append(f"{start}:{limit}" + (f":{window.step}" if window.step != 1 else ""))
    return f"{names[0]}[{','.join(parts)}]"


def _slice_transpose(cotangent, x, *, start_indices, limit_indices, strides):
    shape = x.aval.shape
    strides = strides or (1,) * len(shape)
    padding = [
        (start, length - start - ((taken - 1) * stride + 1 if taken else 0), stride - 1)
        for start, length, taken, stride in zip(
            start_indices, shape, shape_of(cotangent), strides, strict=True
        )
    ]
    return [pad(cotangent, np.zeros((), get_aval(cotangent).dtype), padding)]


slice_p.implementation = _slice
slice_p.abstract = _slice_abstract
slice_p.code = _slice_code
linear(slice_p, _slice_transpose)
_batch_shifted(
    slice_p,
    lambda size, start_indices, limit_indices, strides: {
        "start_indices": (0, *start_indices),
        "limit_indices": (size, *limit_indices),
        "strides": strides and (1, *strides),
    },
)


def slice_(x, start_indices, limit_indices, strides=None):
    """A window with fixed limits, one start and one limit an axis."""
    start_indices, limit_indices = tuple(start_indices), tuple(limit_indices)
    strides = None if strides is None or all(stride == 1 for stride in strides) else tuple(strides)
    whole = strides is None and limit_indices == shape_of(x) and not any(start_indices)
    if whole and isinstance(x, Array):
        return x
    return bind(slice_p, x, start_indices=start_indices, limit_indices=limit_indices, strides=strides)


def slice_in_dim(x, start, limit, stride=1, axis=0):
    """A window along one axis."""
    shape = shape_of(x)
    starts, limits, strides = [0] * len(shape), list(shape), [1] * len(shape)
    starts[axis], limits[axis], strides[axis] = start, limit, stride
    return slice_(x, starts, limits, strides)


# ---- dynamic_slice and dynamic_update_slice

dynamic_slice_p = Primitive("dynamic_slice", weak_arguments=slice(0, 1))
dynamic_update_slice_p = Primitive("dynamic_update_slice", weak_arguments=slice(0, 1))


def _clamped(starts, sizes, shape):
    return tuple(
        slice(begin := max(0, min(int(start), length - size)), begin + size)
        for start, size, length in zip(starts, sizes, shape, strict=True)
    )


def _dynamic_slice_abstract(x, *starts, slice_sizes):
    if any(size > length for size, length in zip(slice_sizes, x.shape, strict=True)):
        raise TypeError(
            f"slice slice_sizes must be less than or equal to operand shape, got slice_sizes {tuple(slice_sizes)} "
            f"for operand shape {x.shape}."
        )
    return x.with_shape(slice_sizes)


def _dynamic_slice_batch(size, values, batched, *, slice_sizes):
    from jax._src.primitives.indexing import batched_windows, gather_windows

    x, *starts = values
    if not any(batched[1:]):
        zero = np.zeros((), np.int32)
        return bind(dynamic_slice_p, x, zero, *starts, slice_sizes=(size, *slice_sizes))
    return gather_windows(x, batched[0], batched_windows(size, starts, batched[1:]), slice_sizes)


def _dynamic_slice_jvp(primals, tangents, *, slice_sizes):
    out = bind(dynamic_slice_p, *primals, slice_sizes=slice_sizes)
    if tangents[0] is None:
        return out, None
    return out, bind(dynamic_slice_p, tangents[0], *primals[1:], slice_sizes=slice_sizes)


def _dynamic_slice_transpose(cotangent, x, *starts, slice_sizes):
    return [bind(dynamic_update_slice_p, zeros(x.aval), cotangent, *starts), *[None] * len(starts)]


dynamic_slice_p.implementation = lambda x, *starts, slice_sizes: x[_clamped(starts, slice_sizes, x.shape)]
dynamic_slice_p.abstract = _dynamic_slice_abstract
dynamic_slice_p.jvp = _dynamic_slice_jvp
dynamic_slice_p.transpose = _dynamic_slice_transpose
dynamic_slice_p.batch = _dynamic_slice_batch


def dynamic_slice(x, start_indices, slice_sizes):
    """A window of fixed size whose start is known only at run time; it is kept inside the array."""
    return bind(dynamic_slice_p, x, *start_indices, slice_sizes=tuple(slice_sizes))


def _dynamic_update(x, update, *starts):
    result = np.array(x)
    result[_clamped(starts, update.shape, x.shape)] = update
    return result


def _dynamic_update_abstract(x, update, *starts):
    if any(size > length for size, length in zip(update.shape, x.shape, strict=True)):
        raise TypeError(
            "dynamic_update_slice update shape must be smaller than operand shape, got update shape "
            f"{update.shape} for operand shape {x.shape}."
        )
    return x


def _dynamic_update_jvp(primals, tangents):
    from jax._src.differentiation import instantiate

    x, update, *starts = primals
    out = bind(dynamic_update_slice_p, *primals)
    if tangents[0] is None and tangents[1] is None:
        return out, None
    moved = instantiate(tangents[0], x), instantiate(tangents[1], update)
    return out, bind(dynamic_update_slice_p, *moved, *starts)


def _dynamic_update_transpose(cotangent, x, update, *starts):
    results = [None, None]
    if is_undefined(x):
        results[0] = bind(dynamic_update_slice_p, cotangent, zeros(aval_of(update)), *starts)
    if is_undefined(update):
        results[1] = dynamic_slice(cotangent, starts, update.aval.shape)
    return [*results, *[None] * len(starts)]


def _dynamic_update_batch(size, values, batched):
    from jax._src.batching import add_batch_axis
    from jax._src.primitives.indexing import batched_windows, scatter_windows

    x, update, *starts = values
    x = x if batched[0] else add_batch_axis(x, size)
    update = update if batched[1] else add_batch_axis(update, size)
    if not any(batched[2:]):
        return bind(dynamic_update_slice_p, x, update, np.zeros((), np.int32), *starts)
    return scatter_windows(x, update, batched_windows(size, starts, batched[2:]))


dynamic_update_slice_p.implementation = _dynamic_update
dynamic_update_slice_p.abstract = _dynamic_update_abstract
dynamic_update_slice_p.jvp = _dynamic_update_jvp
dynamic_update_slice_p.transpose = _dynamic_update_transpose
dynamic_update_slice_p.batch = _dynamic_update_batch


def dynamic_update_slice(x, update, start_indices):
    """The array with a window replaced, the window kept inside the array."""
    return bind(dynamic_update_slice_p, x, update, *start_indices)


# ---- concatenate

concatenate_p = Primitive("concatenate")


def _concatenate_abstract(*arrays, dimension):
    first = arrays[0]
    for array in arrays:
        if array.ndim != first.ndim:
            raise TypeError(
                "Cannot concatenate arrays with different numbers of dimensions: got "
                f"{', '.join(str(a.shape) for a in arrays)}."
            )
        if array.shape[:dimension] + array.shape[dimension + 1 :] != (
            first.shape[:dimension] + first.shape[dimension + 1 :]
        ):
            raise TypeError(
                "Cannot concatenate arrays with shapes that differ in dimensions other than the one being "
                f"concatenated: concatenating along dimension {dimension} for shapes "
                f"{', '.join(str(a.shape) for a in arrays)}."
            )
    length = sum(array.shape[dimension] for array in arrays)
    shape = (*first.shape[:dimension], length, *first.shape[dimension + 1 :])
    return ShapedArray(shape, first.dtype, concatenate_p.is_weak(arrays))


def _concatenate_transpose(cotangent, *arrays, dimension):
    results, start = [], 0
    for array in arrays:
        length = aval_of(array).shape[dimension]
        linear_here = is_undefined(array)
        results.append(
            slice_in_dim(cotangent, start, start + length, axis=dimension) if linear_here else None
        )
        start += length
    return results


def _concatenate_batch(size, values, batched, *, dimension):
    from jax._src.batching import add_batch_axis

    values = [
        v if is_batched else add_batch_axis(v, size) for v, is_batched in zip(values, batched, strict=True)
    ]
    return concatenate(values, dimension + 1)


concatenate_p.implementation = lambda *arrays, dimension: np.concatenate(arrays, dimension)
concatenate_p.abstract = _concatenate_abstract
concatenate_p.code = lambda emitter, equation, names: (
    f"np_concatenate(({','.join(names)},),{equation.parameters['dimension']})"
)
linear_in_all(concatenate_p, _concatenate_transpose)
concatenate_p.batch = _concatenate_batch


def concatenate(arrays, dimension: int):
    """Arrays one after the other along an axis."""
    arrays = list(arrays)
    return (
        arrays[0]
        if len(arrays) == 1 and isinstance(arrays[0], Array)
        else bind(concatenate_p, *arrays, dimension=int(dimension))
    )


# ---- stack and tile

stack_p = Primitive("stack")


def _stack_abstract(*arrays, axis):
    first = arrays[0]
    shape = (*first.shape[:axis], len(arrays), *first.shape[axis:])
    return ShapedArray(shape, first.dtype, stack_p.is_weak(arrays))


def _stack_transpose(cotangent, *arrays, axis):
    return [
        squeeze(slice_in_dim(cotangent, place, place + 1, axis=axis), (axis,))
        if is_undefined(array)
        else None
        for place, array in enumerate(arrays)
    ]


def _stack_batch(size, values, batched, *, axis):
    from jax._src.batching import add_batch_axis

    values = [
        v if is_batched else add_batch_axis(v, size) for v, is_batched in zip(values, batched, strict=True)
    ]
    return stack(values, axis + 1)


stack_p.implementation = lambda *arrays, axis: np.stack(arrays, axis)
stack_p.abstract = _stack_abstract
linear_in_all(stack_p, _stack_transpose)
stack_p.batch = _stack_batch


def stack(arrays, axis: int):
    """Arrays of one shape side by side along a new axis."""
    return bind(stack_p, *arrays, axis=int(axis))


tile_p = Primitive("tile")


def _tile_abstract(x, *, reps):
    return x.with_shape(count * length for count, length in zip(reps, x.shape, strict=True))


def _tile_transpose(cotangent, x, *, reps):
    from jax._src.primitives.reductions import reduce_sum

    split = [length for pair in zip(reps, x.aval.shape, strict=True) for length in pair]
    return [reduce_sum(reshape(cotangent, split), range(0, len(split), 2))]


tile_p.implementation = lambda x, *, reps: np.tile(x, reps)
tile_p.abstract = _tile_abstract
linear(tile_p, _tile_transpose)
_batch_shifted(tile_p, lambda size, reps: {"reps": (1, *reps)})


def tile(x, reps):
    """The array repeated along each axis."""
    return bind(tile_p, x, reps=tuple(reps))


# ---- pad

pad_p = Primitive("pad", weak_arguments=slice(0, 2))


def _padded_length(length, low, high, interior):
    return low + length + high + interior * max(length - 1, 0)


def _pad(x, padding_value, *, padding_config):
    shape = tuple(_padded_length(n, *config) for n, config in zip(x.shape, padding_config, strict=True))
    # Negative padding crops: place into the uncropped array, then cut.
    lows = [max(low, 0) for low, _, _ in padding_config]
    whole = [
        _padded_length(n, max(low, 0), max(high, 0), interior)
        for n, (low, high, interior) in zip(x.shape, padding_config, strict=True)
    ]
    result = np.full(whole, padding_value, x.dtype)
    places = tuple(
        slice(low, low + (n - 1) * (interior + 1) + 1 if n else low, interior + 1)
        for low, n, (_, _, interior) in zip(lows, x.shape, padding_config, strict=True)
    )
    result[places] = x
    cut = tuple(
        slice(max(-low, 0), max(-low, 0) + length)
        for (low, _, _), length in zip(padding_config, shape, strict=True)
    )
    return result[cut]


def _pad_abstract(x, padding_value, *, padding_config):
    return ShapedArray(
        (_padded_length(n, *config) for n, config in zip(x.shape, padding_config, strict=True)),
        x.dtype,
        pad_p.is_weak((x, padding_value)),
    )


def _pad_transpose(cotangent, x, padding_value, *, padding_config):
    from jax._src.primitives.elementwise import sub
    from jax._src.primitives.reductions import reduce_sum

    shape = aval_of(x).shape
    undone = [(-low, -high, 0) for low, high, _ in padding_config]
    inner = pad(cotangent, np.zeros((), get_aval(cotangent).dtype), undone)
    strides = [interior + 1 for _, _, interior in padding_config]
    inner = slice_(inner, (0,) * len(shape), shape_of(inner), strides)
    results = [inner if is_undefined(x) else None, None]
    if is_undefined(padding_value):
        axes = tuple(range(len(shape)))
        results[1] = sub(reduce_sum(cotangent, axes), reduce_sum(inner, axes))
    return results


def _pad_batch(size, values, batched, *, padding_config):
    from jax._src.batching import add_batch_axis
    from jax._src.primitives.elementwise import select_n

    x, padding_value = values
    x = x if batched[0] else add_batch_axis(x, size)
    config = ((0, 0, 0), *padding_config)
    if not batched[1]:
        return bind(pad_p, x, padding_value, padding_config=config)
    padded = bind(pad_p, x, np.zeros((), get_aval(x).dtype), padding_config=config)
    inside = bind(pad_p, full(shape_of(x), True, np.bool_), np.zeros((), np.bool_), padding_config=config)
    return select_n(inside, broadcast_in_dim(padding_value, shape_of(padded), (0,)), padded)


pad_p.implementation = _pad
pad_p.abstract = _pad_abstract
linear_in_all(pad_p, _pad_transpose)
pad_p.batch = _pad_batch


def pad(x, padding_value, padding_config):
    """(low, high, interior) padding an axis; negative low and high crop."""
    return bind(pad_p, x, padding_value, padding_config=tuple(tuple(config) for config in padding_config))


# ---- iota

iota_p = Primitive("iota")


def _iota(*, dtype, shape, dimension):
    column = np.arange(shape[dimension], dtype=dtype)
    return np.broadcast_to(column.reshape([-1 if d == dimension else 1 for d in range(len(shape))]), shape)


iota_p.implementation = _iota
iota_p.abstract = lambda *, dtype, shape, dimension: ShapedArray(shape, dtype)
no_derivative(iota_p)


def iota(dtype, shape, dimension: int = 0):
    """0, 1, 2 … along an axis."""
    return bind(iota_p, dtype=np.dtype(dtype), shape=tuple(shape), dimension=dimension)


def zero_times(x):
    """Zeros that depend on x, of its shape and dtype."""
    return mul(x, np.zeros((), get_aval(x).dtype))
