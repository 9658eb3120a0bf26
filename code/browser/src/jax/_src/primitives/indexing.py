"""Reading and writing at index arrays.

``gather`` and ``scatter`` index whole axes: the axes named in ``axes`` are replaced by the shape of the index
arrays (which is one shape), put first; the other axes follow in order. What NumPy's indexing syntax adds to
that (windows, new axes, where the result's axes go) is done by ``jax.numpy`` with the primitives of
``shapes``. A negative index counts from the end. Modes: ``clip`` moves an index that is out of range to
the nearest one; ``fill`` reads ``fill_value`` there; in a scatter, ``clip`` likewise and ``drop`` writes nothing.
"""

import numpy as np

from jax._src.avals import dtype_name
from jax._src.core import Primitive, bind, get_aval
from jax._src.differentiation import aval_of, instantiate, is_undefined, zeros
from jax._src.primitives.elementwise import (
    add,
    clamp,
    constant_like,
    convert_element_type,
    div,
    eq,
    max_,
    mul,
    shape_of,
)
from jax._src.primitives.shapes import broadcast_in_dim, iota, reshape, transpose


def _wrapped(index, length):
    """Indices with negative ones counted from the end, and whether all are then in range."""
    index = np.where(index < 0, index.astype(np.int64) + length, index)
    return index, bool(np.all((index >= 0) & (index < length)))


def _prepared(x, indices, axes, clip: bool, filler):
    """x with the indexed axes first, and indices in range: clipped, or sent to an added slot of ``filler``."""
    others = [axis for axis in range(x.ndim) if axis not in axes]
    x = np.transpose(x, (*axes, *others)) if others or list(axes) != sorted(axes) else x
    wrapped = [_wrapped(index, length) for index, length in zip(indices, x.shape, strict=False)]
    if all(inside for _, inside in wrapped):
        return x, tuple(index for index, _ in wrapped), False
    if clip:
        return (
            x,
            tuple(
                np.clip(index, 0, length - 1) for (index, _), length in zip(wrapped, x.shape, strict=False)
            ),
            False,
        )
    padding = [(0, 1)] * len(axes) + [(0, 0)] * len(others)
    padded = (
        np.pad(x, padding, constant_values=filler) if x.dtype.kind != "V" else np.pad(x, padding, mode="edge")
    )
    indices = tuple(
        np.where((index < 0) | (index >= length), length, index)
        for (index, _), length in zip(wrapped, x.shape, strict=False)
    )
    return padded, indices, True


# ---- gather

gather_p = Primitive("gather", weak_arguments=slice(0, 1))


def _gather(x, *indices, axes, mode, fill_value):
    if mode == "fill" and fill_value is None:
        fill_value = _default_fill(x.dtype)
    x, indices, _ = _prepared(x, indices, axes, mode == "clip", fill_value)
    return x[indices]


def _default_fill(dtype):
    """What JAX reads out of range: nan, the lowest signed, the highest unsigned integer, True."""
    if dtype.kind in "fc":
        return np.nan
    if dtype.kind == "i":
        return np.iinfo(dtype).min
    return np.iinfo(dtype).max if dtype.kind == "u" else True


def _gather_abstract(x, *indices, axes, mode, fill_value):
    rest = [length for axis, length in enumerate(x.shape) if axis not in axes]
    return x.with_shape((*indices[0].shape, *rest))


def _scalar_index(index, length):
    index = index + length if index < 0 else index
    return 0 if index < 0 else length - 1 if index >= length else index


def _gather_code(emitter, equation, names):
    x, first = equation.inputs[0].aval, equation.inputs[1].aval
    axes, mode = equation.parameters["axes"], equation.parameters["mode"]
    if mode == "clip" and first.shape == () and axes == tuple(range(len(axes))) and x.size:
        wrap = emitter.constant(_scalar_index)
        indices = [f"{wrap}({name},{x.shape[axis]})" for name, axis in zip(names[1:], axes, strict=True)]
        return f"{names[0]}[{','.join(indices)}]"
    return emitter.call(gather_p, names, equation.parameters)


def _gather_jvp(primals, tangents, **parameters):
    out = bind(gather_p, *primals, **parameters)
    if tangents[0] is None:
        return out, None
    parameters["fill_value"] = 0 if parameters["mode"] == "fill" else None
    return out, bind(gather_p, tangents[0], *primals[1:], **parameters)


def _gather_transpose(cotangent, x, *indices, axes, mode, fill_value):
    mode = "drop" if mode == "fill" else mode
    return [scatter("add", zeros(x.aval), cotangent, indices, axes, mode), *[None] * len(indices)]


def _gather_batch(size, values, batched, *, axes, mode, fill_value):
    x, *indices = values
    parameters = {"mode": mode, "fill_value": fill_value}
    shifted = tuple(axis + 1 for axis in axes)
    if not any(batched[1:]):
        out = bind(gather_p, x, *indices, axes=shifted, **parameters)
        return transpose(out, _move(len(shape_of(indices[0])), 0, len(shape_of(out))))
    indices = _batch_indices(size, indices, batched[1:])
    if not batched[0]:
        return bind(gather_p, x, *indices, axes=axes, **parameters)
    row = broadcast_in_dim(iota(np.int32, (size,)), shape_of(indices[0]), (0,))
    return bind(gather_p, x, row, *indices, axes=(0, *shifted), **parameters)


def _move(source: int, target: int, ndim: int) -> list[int]:
    order = [axis for axis in range(ndim) if axis != source]
    order.insert(target, source)
    return order


def _batch_indices(size, indices, batched):
    from jax._src.batching import add_batch_axis

    return [
        index if is_batched else add_batch_axis(index, size)
        for index, is_batched in zip(indices, batched, strict=True)
    ]


gather_p.implementation = _gather
gather_p.abstract = _gather_abstract
gather_p.code = _gather_code
gather_p.jvp = _gather_jvp
gather_p.transpose = _gather_transpose
gather_p.batch = _gather_batch


def gather(x, indices, axes, mode: str = "clip", fill_value=None):
    """Elements of x at index arrays of one shape, one an indexed axis."""
    return bind(gather_p, x, *indices, axes=tuple(axes), mode=mode, fill_value=fill_value)


# ---- scatter

_COMBINE = {
    "set": None,
    "add": np.add,
    "mul": np.multiply,
    "min": np.minimum,
    "max": np.maximum,
}


def _with_row(x, update, index: int, mode: str):
    """The common case of a scatter: one row replaced."""
    length = x.shape[0]
    index = index + length if index < 0 else index
    if not 0 <= index < length:
        if mode == "drop" or not length:
            return x
        index = min(max(index, 0), length - 1)
    result = x.copy()
    result[index] = update
    return result


def _scatter_primitive(operation: str) -> Primitive:
    primitive = Primitive(
        "scatter" if operation == "set" else f"scatter-{operation}", weak_arguments=slice(0, 1)
    )
    ufunc = _COMBINE[operation]

    def implementation(x, updates, *indices, axes, mode):
        if ufunc is None and axes == (0,) and indices[0].ndim == 0:
            return _with_row(x, updates, int(indices[0]), mode)
        others = [axis for axis in range(x.ndim) if axis not in axes]
        order = (*axes, *others)
        prepared, indices, padded = _prepared(x, indices, axes, mode == "clip", 0)
        result = np.array(prepared)
        if ufunc is None:
            result[indices] = updates
        elif all(index.ndim == 0 for index in indices):
            result[indices] = ufunc(result[indices], updates)
        else:
            ufunc.at(result, indices, updates)
        if padded:
            result = result[tuple(slice(x.shape[axis]) for axis in axes)]
        return np.transpose(result, np.argsort(order)).astype(x.dtype, copy=False)

    def abstract(x, updates, *indices, axes, mode):
        if x.dtype != updates.dtype:
            raise TypeError(
                f"scatter requires the operand and updates to have the same dtypes, got {dtype_name(x.dtype)} and "
                f"{dtype_name(updates.dtype)}"
            )
        return x

    def batch(size, values, batched, *, axes, mode):
        from jax._src.batching import add_batch_axis

        x, updates, *indices = values
        x = x if batched[0] else add_batch_axis(x, size)
        updates = updates if batched[1] else add_batch_axis(updates, size)
        shifted = tuple(axis + 1 for axis in axes)
        if not any(batched[2:]):
            place = len(shape_of(indices[0]))
            updates = transpose(updates, _move(0, place, len(shape_of(updates))))
            return bind(primitive, x, updates, *indices, axes=shifted, mode=mode)
        indices = _batch_indices(size, indices, batched[2:])
        row = broadcast_in_dim(iota(np.int32, (size,)), shape_of(indices[0]), (0,))
        return bind(primitive, x, updates, row, *indices, axes=(0, *shifted), mode=mode)

    primitive.implementation = implementation
    primitive.abstract = abstract
    primitive.batch = batch
    return primitive


SCATTER = {operation: _scatter_primitive(operation) for operation in _COMBINE}


def scatter(operation: str, x, updates, indices, axes, mode: str = "drop"):
    """x with ``updates`` written (``set``) or combined (``add``, ``mul``, ``min``, ``max``) at index arrays."""
    return bind(SCATTER[operation], x, updates, *indices, axes=tuple(axes), mode=mode)


def _scatter_linear_jvp(operation):
    primitive = SCATTER[operation]

    def jvp(primals, tangents, **parameters):
        x, updates, *indices = primals
        out = bind(primitive, *primals, **parameters)
        if tangents[0] is None and tangents[1] is None:
            return out, None
        moved = instantiate(tangents[0], x), instantiate(tangents[1], updates)
        return out, bind(primitive, *moved, *indices, **parameters)

    primitive.jvp = jvp


def _reading_mode(mode: str) -> str:
    return "fill" if mode == "drop" else mode


def _add_transpose(cotangent, x, updates, *indices, axes, mode):
    read = None
    if is_undefined(updates):
        read = gather(cotangent, indices, axes, _reading_mode(mode), 0 if mode == "drop" else None)
    return [cotangent if is_undefined(x) else None, read, *[None] * len(indices)]


def _set_transpose(cotangent, x, updates, *indices, axes, mode):
    results = [None, None]
    aval = aval_of(updates)
    if is_undefined(x):
        results[0] = scatter("set", cotangent, zeros(aval), indices, axes, mode)
    if is_undefined(updates):
        # Of several writes to one place the last one counts: only it gets the cotangent.
        order = reshape(iota(np.int32, (aval.size,)), aval.shape)
        nothing = broadcast_in_dim(np.int32(-1), shape_of(cotangent), ())
        written = scatter("set", nothing, order, indices, axes, mode)
        fill = -1 if mode == "drop" else None
        wins = eq(gather(written, indices, axes, _reading_mode(mode), fill), order)
        read = gather(cotangent, indices, axes, _reading_mode(mode), 0 if mode == "drop" else None)
        results[1] = mul(read, convert_element_type(wins, aval.dtype))
    return [*results, *[None] * len(indices)]


def _multiply_jvp(primals, tangents, *, axes, mode):
    x, updates, *indices = primals
    out = scatter("mul", x, updates, indices, axes, mode)
    total = None
    if tangents[0] is not None:
        total = scatter("mul", tangents[0], updates, indices, axes, mode)
    if tangents[1] is not None:
        before = gather(x, indices, axes, "clip")
        term = scatter("add", zeros(get_aval(x).strong()), mul(tangents[1], before), indices, axes, mode)
        total = term if total is None else add(total, term)
    return out, total


def _multiply_transpose(cotangent, x, updates, *indices, axes, mode):
    return [scatter("mul", cotangent, updates, indices, axes, mode), None, *[None] * len(indices)]


def _extreme_jvp(operation: str):
    primitive = SCATTER[operation]

    def jvp(primals, tangents, *, axes, mode):
        x, updates, *indices = primals
        out = bind(primitive, *primals, axes=axes, mode=mode)
        if tangents[0] is None and tangents[1] is None:
            return out, None
        x_tangent, tangent = instantiate(tangents[0], x), instantiate(tangents[1], updates)
        dtype = get_aval(updates).dtype

        def at_places(array):
            return gather(array, indices, axes, _reading_mode(mode), 0 if mode == "drop" else None)

        reached = at_places(out)
        wins = convert_element_type(eq(updates, reached), dtype)
        stays = convert_element_type(eq(x, out), dtype)
        nothing = zeros(get_aval(x).strong())
        # Equal candidates for one place share its derivative.
        candidates = add(scatter("add", nothing, wins, indices, axes, mode), stays)
        candidates = max_(candidates, constant_like(candidates, 1))
        moved = scatter("add", mul(stays, x_tangent), mul(wins, tangent), indices, axes, mode)
        return out, div(moved, candidates)

    primitive.jvp = jvp


_extreme_jvp("min")
_extreme_jvp("max")
_scatter_linear_jvp("set")
_scatter_linear_jvp("add")
SCATTER["set"].transpose = _set_transpose
SCATTER["add"].transpose = _add_transpose
SCATTER["mul"].jvp = _multiply_jvp
SCATTER["mul"].transpose = _multiply_transpose

# ---- windows whose start differs along a batch


def batched_windows(size: int, starts, batched) -> list:
    """The starts as arrays of shape (size,)."""
    return [
        start if is_batched else broadcast_in_dim(start, (size,), ())
        for start, is_batched in zip(starts, batched, strict=True)
    ]


def _window_indices(starts, window, shape):
    """Index arrays of shape (batch, *window), one an axis, the window kept inside ``shape``."""
    (size,) = shape_of(starts[0])
    full = (size, *window)
    indices = []
    for axis, (start, length, total) in enumerate(zip(starts, window, shape, strict=True)):
        dtype = get_aval(start).dtype
        begin = clamp(np.zeros((), dtype), start, np.asarray(total - length, dtype))
        steps = broadcast_in_dim(iota(dtype, (length,)), full, (axis + 1,))
        indices.append(add(broadcast_in_dim(begin, full, (0,)), steps))
    return indices


def gather_windows(x, is_batched: bool, starts, window):
    """One window for each element of a batch; shape (batch, *window)."""
    shape = shape_of(x)[1:] if is_batched else shape_of(x)
    indices = _window_indices(starts, window, shape)
    if not is_batched:
        return gather(x, indices, range(len(shape)))
    row = broadcast_in_dim(iota(np.int32, shape_of(starts[0])), shape_of(indices[0]), (0,))
    return gather(x, [row, *indices], range(len(shape) + 1))


def scatter_windows(x, updates, starts):
    """Every element of a batch with its own window replaced."""
    indices = _window_indices(starts, shape_of(updates)[1:], shape_of(x)[1:])
    row = broadcast_in_dim(iota(np.int32, shape_of(starts[0])), shape_of(indices[0]), (0,))
    return scatter("set", x, updates, [row, *indices], range(len(shape_of(x))), "clip")
