"""XLA's general gather and scatter: windows of an array at starts that an index array holds."""

import enum
from typing import NamedTuple

import numpy as np

from jax._src.absent import absent
from jax._src.core import ArrayImpl
from jax._src.differentiation import as_array
from jax._src.lax.arguments import check_same_dtypes
from jax._src.primitives import indexing, shapes
from jax._src.primitives.elementwise import (
    add,
    and_,
    clamp,
    constant_like,
    convert_element_type,
    ge,
    le,
    neg,
    select_n,
    shape_of,
)


class GatherDimensionNumbers(NamedTuple):
    """How ``gather`` reads its indices: the result's axes that come from windows, the operand's axes that windows drop,
    and the operand's axis of each index."""

    offset_dims: tuple[int, ...]
    collapsed_slice_dims: tuple[int, ...]
    start_index_map: tuple[int, ...]
    operand_batching_dims: tuple[int, ...] = ()
    start_indices_batching_dims: tuple[int, ...] = ()


class ScatterDimensionNumbers(NamedTuple):
    """How ``scatter`` reads its indices: the updates' axes that are windows, the operand's axes that windows lack, and
    the operand's axis of each index."""

    update_window_dims: tuple[int, ...]
    inserted_window_dims: tuple[int, ...]
    scatter_dims_to_operand_dims: tuple[int, ...]
    operand_batching_dims: tuple[int, ...] = ()
    scatter_indices_batching_dims: tuple[int, ...] = ()


class GatherScatterMode(enum.Enum):
    """What happens to windows that do not lie inside the array."""

    CLIP = 0
    FILL_OR_DROP = 1
    PROMISE_IN_BOUNDS = 2
    ONE_HOT = 3

    @staticmethod
    def from_any(mode) -> "GatherScatterMode":
        """The mode from its name; None is FILL_OR_DROP."""
        names = {
            None: GatherScatterMode.FILL_OR_DROP,
            "clip": GatherScatterMode.CLIP,
            "fill": GatherScatterMode.FILL_OR_DROP,
            "drop": GatherScatterMode.FILL_OR_DROP,
            "promise_in_bounds": GatherScatterMode.PROMISE_IN_BOUNDS,
        }
        if isinstance(mode, GatherScatterMode):
            return mode
        if mode not in names:
            raise ValueError(f'Unknown gather mode "{mode}"')
        return names[mode]


def _starts(indices, axes, shape, window, clip: bool):
    """For each axis of the operand, the starts of the windows (None: 0), moved inside the operand with ``clip``; and
    where they lie inside."""
    starts: list = [None] * len(shape)
    inside = None
    for place, axis in enumerate(axes):
        start = shapes.squeeze(shapes.slice_in_dim(indices, place, place + 1, axis=-1), (-1,))
        last = constant_like(start, shape[axis] - window[axis])
        lowest = constant_like(start, 0)
        good = and_(ge(start, lowest), le(start, last))
        inside = good if inside is None else and_(inside, good)
        starts[axis] = clamp(lowest, start, last) if clip else start
    return starts, inside


def _places(starts, batch, window, dtype) -> list:
    """Index arrays of shape (*batch, *window), one an axis."""
    full, count = (*batch, *window), len(batch)
    places = []
    for axis, start in enumerate(starts):
        steps = shapes.broadcast_in_dim(shapes.iota(dtype, (window[axis],)), full, (count + axis,))
        if start is not None:
            steps = add(shapes.broadcast_in_dim(start, full, range(count)), steps)
        places.append(steps)
    return places


def _signed(indices):
    """Indices as signed integers."""
    indices = as_array(indices)
    return convert_element_type(indices, np.int32) if indices.aval.dtype.kind == "u" else indices


def _fill(dtype, fill_value):
    if fill_value is not None:
        return ArrayImpl(np.asarray(fill_value, dtype))
    if dtype.kind in "fc":
        return ArrayImpl(np.asarray(np.nan, dtype))
    if dtype.kind == "b":
        return ArrayImpl(np.asarray(True))
    limits = np.iinfo(dtype)
    return ArrayImpl(np.asarray(limits.min if dtype.kind == "i" else limits.max, dtype))


def gather(
    operand, start_indices, dimension_numbers, slice_sizes, *, unique_indices=False, indices_are_sorted=False, mode=None,
    fill_value=None,
):  # fmt: skip
    """Windows of the sizes ``slice_sizes`` at the starts along the last axis of ``start_indices``. By default windows that
    do not lie inside are moved inside; with ``mode="fill"`` they are filled (nan, or the lowest integer)."""
    numbers, mode = dimension_numbers, GatherScatterMode.from_any("clip" if mode is None else mode)
    if numbers.operand_batching_dims or mode is GatherScatterMode.ONE_HOT:
        absent("jax.lax.gather with batching dimensions")
    operand, indices, window = as_array(operand), _signed(start_indices), tuple(slice_sizes)
    batch = indices.shape[:-1]
    starts, inside = _starts(indices, numbers.start_index_map, operand.shape, window, clip=True)
    places = _places(starts, batch, window, indices.aval.dtype)
    result = indexing.gather(operand, places, range(operand.ndim))
    if mode is GatherScatterMode.FILL_OR_DROP and inside is not None:
        flags = shapes.broadcast_in_dim(inside, shape_of(result), range(len(batch)))
        filler = shapes.broadcast_in_dim(_fill(operand.aval.dtype, fill_value), shape_of(result), ())
        result = select_n(flags, filler, result)
    kept = [length for axis, length in enumerate(window) if axis not in numbers.collapsed_slice_dims]
    result = shapes.reshape(result, (*batch, *kept))
    ndim = len(batch) + len(kept)
    batch_places = [axis for axis in range(ndim) if axis not in numbers.offset_dims]
    sources = [*batch_places, *numbers.offset_dims]
    return shapes.transpose(result, [sources.index(axis) for axis in range(ndim)])


def _scatter(name: str, operation: str, negated: bool = False):
    def apply(
        operand,
        scatter_indices,
        updates,
        dimension_numbers,
        *,
        indices_are_sorted=False,
        unique_indices=False,
        mode=None,
    ):
        numbers, mode_ = dimension_numbers, GatherScatterMode.from_any(mode)
        if numbers.operand_batching_dims or mode_ is GatherScatterMode.ONE_HOT:
            absent(f"jax.lax.{name} with batching dimensions")
        operand, updates, indices = as_array(operand), as_array(updates), _signed(scatter_indices)
        check_same_dtypes(name, [operand.aval, updates.aval])
        shape, batch = operand.shape, indices.shape[:-1]
        window_axes = tuple(numbers.update_window_dims)
        others = [axis for axis in range(updates.ndim) if axis not in window_axes]
        updates = shapes.transpose(updates, [*others, *window_axes])
        lengths = iter(shape_of(updates)[len(batch) :])
        window = [1 if axis in numbers.inserted_window_dims else next(lengths) for axis in range(len(shape))]
        updates = shapes.reshape(updates, (*batch, *window))
        clip = mode_ is GatherScatterMode.CLIP
        starts, inside = _starts(indices, numbers.scatter_dims_to_operand_dims, shape, window, clip)
        places = _places(starts, batch, window, indices.aval.dtype)
        if (
            not clip and inside is not None
        ):  # a window that is not wholly inside is sent behind the end, and dropped
            flags = shapes.broadcast_in_dim(inside, shape_of(places[0]), range(len(batch)))
            outside = shapes.broadcast_in_dim(constant_like(places[0], shape[0]), shape_of(places[0]), ())
            places[0] = select_n(flags, outside, places[0])
        updates = neg(updates) if negated else updates
        return indexing.scatter(operation, operand, updates, places, range(len(shape)), "drop")

    apply.__name__ = apply.__qualname__ = name
    apply.__module__ = "jax.lax"
    verb = "written" if operation == "set" else f"combined by {'sub' if negated else operation}"
    apply.__doc__ = (
        f"The array with windows of ``updates`` {verb} at the starts along the last axis of ``scatter_indices``. Windows "
        "that do not lie inside are dropped, with ``mode='clip'`` moved inside."
    )
    return apply


scatter = _scatter("scatter", "set")
scatter_add = _scatter("scatter_add", "add")
scatter_sub = _scatter("scatter_sub", "add", negated=True)
scatter_mul = _scatter("scatter_mul", "mul")
scatter_min = _scatter("scatter_min", "min")
scatter_max = _scatter("scatter_max", "max")
