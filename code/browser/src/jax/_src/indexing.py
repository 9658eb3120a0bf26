"""NumPy's indexing syntax, for reading and for ``.at[]``, on the primitives for slices, gather and scatter.

Reading out of range gives the nearest element, writing there does nothing, unless ``mode`` says otherwise.
"""

import itertools
import operator
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jax._src import core, errors
from jax._src.absent import absent
from jax._src.array_arguments import broadcast_arrays, broadcast_to, concrete, is_concrete, size_of, to_array
from jax._src.avals import dtype_name
from jax._src.core import Array, ArrayImpl, get_aval
from jax._src.primitives.elementwise import (
    add,
    constant_like,
    convert_element_type,
    div,
    lt,
    neg,
    select_n,
    spread,
)
from jax._src.primitives.indexing import gather, scatter
from jax._src.primitives.shapes import (
    broadcast_in_dim,
    dynamic_slice,
    expand_dims,
    full,
    reshape,
    rev,
    slice_,
    squeeze,
    transpose,
)
from jax._src.promotion import dtype_of, promote_arguments, promoted_type

_ONLY = (
    "only integers, slices (`:`), ellipsis (`...`), newaxis (`None`) and integer or boolean arrays are valid "
    "indices. Got "
)


@dataclass(slots=True)
class Item:
    """One item of an index: its kind ("new", "ellipsis", "slice", "integer", "array" or "mask"), the value, and
    the axes of the array that it stands for."""

    kind: str
    value: object
    axes: tuple[int, ...] = ()


# ---- what an index says


def _kind_of(value) -> str:
    if value is None:
        return "new"
    if value is Ellipsis:
        return "ellipsis"
    if isinstance(value, slice):
        return "slice"
    if isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.bool_)):
        return "integer"
    if isinstance(value, (bool, np.bool_)):
        return "mask"
    if isinstance(value, (Array, np.ndarray)):
        return _kind_of_dtype(value.aval.dtype if isinstance(value, Array) else value.dtype)
    if isinstance(value, str):
        raise TypeError(f"JAX does not support string indexing; got idx={value!r}")
    if isinstance(value, Sequence):
        return "array" if not value else _kind_of_dtype(_sequence_array(value).aval.dtype)
    if isinstance(value, (float, complex, np.generic)):
        raise TypeError(
            f"Indexer must have integer or boolean type, got indexer with type {np.dtype(type(value))}"
        )
    raise IndexError(f"{_ONLY}{value}")


def _kind_of_dtype(dtype) -> str:
    if dtype.kind == "b":
        return "mask"
    if dtype.kind in "iu":
        return "array"
    raise TypeError(f"Indexer must have integer or boolean type, got indexer with type {dtype_name(dtype)}")


def _sequence_array(values) -> Array:
    """A list inside an index as an array; its items may be tracers."""
    if not values:
        return ArrayImpl(np.zeros(0, np.int32))
    items = [_sequence_array(value) if isinstance(value, Sequence) else to_array(value) for value in values]
    if all(type(item) is ArrayImpl for item in items):
        return to_array(np.asarray([item._value for item in items]))
    from jax._src.primitives.shapes import concatenate

    return concatenate([expand_dims(item, (0,)) for item in promote_arguments(*items)], 0)


def _as_tuple(index) -> tuple:
    if isinstance(index, tuple):
        return index
    if isinstance(index, Sequence) and not isinstance(index, str):
        nested = any(
            (isinstance(item, (Array, np.ndarray)) and np.ndim(item) != 0)
            or isinstance(item, (Sequence, slice))
            or item is Ellipsis
            or item is None
            for item in index
        )
        raise TypeError(
            "Using a non-tuple sequence for multidimensional indexing is not allowed; use "
            f"`arr[{'tuple' if nested else 'array'}(seq)]` instead of `arr[seq]`. See "
            "https://github.com/jax-ml/jax/issues/4564 for more information."
        )
    return (index,)


def parse(index, shape) -> list[Item]:
    """The items of an index, with an item for every axis of the array. Raises TypeError and IndexError."""
    items = [Item(_kind_of(value), value) for value in _as_tuple(index)]
    counts = []
    for item in items:
        if item.kind == "mask":
            counts.append(np.ndim(item.value) if not isinstance(item.value, Array) else item.value.ndim)
        else:
            counts.append(0 if item.kind in ("new", "ellipsis") else 1)
    dots = [place for place, item in enumerate(items) if item.kind == "ellipsis"]
    if len(dots) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    used = sum(counts)
    if used > len(shape):
        raise IndexError(f"Too many indices: array is {len(shape)}-dimensional, but {used} were indexed")
    if dots:
        counts[dots[0]] = len(shape) - used
    axis = 0
    for item, count in zip(items, counts, strict=True):
        item.axes = tuple(range(axis, axis + count))
        axis += count
    if axis < len(shape):
        items.append(Item("ellipsis", Ellipsis, tuple(range(axis, len(shape)))))
    return items


def _without_masks(items: list[Item], shape) -> list[Item]:
    """Masks as index arrays. Raises NonConcreteBooleanIndexError for a traced mask."""
    result = []
    for position, item in enumerate(items):
        if item.kind != "mask":
            result.append(item)
            continue
        mask = item.value
        if isinstance(mask, Array):
            mask = mask._concrete(errors.NonConcreteBooleanIndexError)
        mask = np.asarray(mask)
        if mask.ndim == 0:
            result.append(Item("mask", bool(mask)))
            continue
        expected = [shape[axis] for axis in item.axes]
        if not all(found in (0, length) for found, length in zip(mask.shape, expected, strict=True)):
            raise IndexError(
                f"boolean index did not match shape of indexed array in index {position}: got {mask.shape}, "
                f"expected {expected}"
            )
        for axis, places in zip(item.axes, np.nonzero(mask), strict=True):
            result.append(Item("array", ArrayImpl(places.astype(np.int32)), (axis,)))
    return result


def _check_slices(items: list[Item]) -> None:
    for position, item in enumerate(items):
        if item.kind == "slice":
            for limit in (item.value.start, item.value.stop, item.value.step):
                if limit is not None and not is_concrete(limit):
                    raise IndexError(
                        f"Slice entries must be static integers. Got {item.value} at position {position}"
                    )


def _limits(window: slice, length: int) -> tuple[int, int, int]:
    """(start, stop, step) inside an axis."""
    limits = [concrete(limit) for limit in (window.start, window.stop, window.step)]
    return slice(*[None if limit is None else operator.index(limit) for limit in limits]).indices(length)


# ---- reading


def _quickly(value, index):
    """NumPy's own result where its semantics are JAX's: integers in range and slices. None elsewhere."""
    kind = type(index)
    if kind is int:
        return value[index] if value.ndim and -value.shape[0] <= index < value.shape[0] else None
    items = index if kind is tuple else (index,)
    if len(items) > value.ndim:
        return None
    for axis, item in enumerate(items):
        kind = type(item)
        if kind is int:
            if not -value.shape[axis] <= item < value.shape[axis]:
                return None
        elif kind is not slice or not all(
            type(limit) in (int, type(None)) for limit in (item.start, item.stop, item.step)
        ):
            return None
    return value[index]


def read(
    x, index, mode=None, fill_value=None, wrap_negative_indices=True, indices_are_sorted=False, unique_indices=False,
    out_sharding=None,
):  # fmt: skip
    """``x[index]``."""
    x = to_array(x)
    if mode is None and type(x) is ArrayImpl and core._tracing[0] is None and wrap_negative_indices:
        found = _quickly(x._value, index)
        if found is not None:
            return ArrayImpl(found, x.weak_type)
    items = parse(index, x.shape)
    mode = _mode_name(mode)
    if mode in ("clip", None) and wrap_negative_indices:
        sliced = _read_slices(x, items)
        if sliced is not None:
            return sliced
    _check_slices(items)
    _check_fill_value(fill_value)
    return _read_arrays(x, _without_masks(items, x.shape), mode or "clip", fill_value, wrap_negative_indices)


def _check_fill_value(fill_value) -> None:
    if fill_value is not None:
        concrete(fill_value, "fill_value argument to indexed get()")
        if np.ndim(fill_value) != 0:
            raise ValueError("fill_value argument to indexed get() must be a scalar")


def _mode_name(mode) -> str | None:
    name = mode if mode is None or isinstance(mode, str) else getattr(mode, "name", str(mode)).lower()
    known = {
        None: None, "clip": "clip", "promise_in_bounds": "clip", "fill": "fill", "drop": "fill", "fill_or_drop": "fill",
    }  # fmt: skip
    if name == "one_hot":
        absent("jax.numpy.ndarray.at with mode='one_hot'")
    if name not in known:
        raise ValueError(f'Unknown gather mode "{mode}"')
    return known[name]


def _writing_mode(mode) -> str:
    if mode in ("promise_in_bounds", None) or getattr(mode, "name", "") == "PROMISE_IN_BOUNDS":
        return "drop"
    return "clip" if _mode_name(mode) == "clip" else "drop"


def _read_slices(x, items: list[Item]):
    """The result where every item is a static slice, or an integer, which may be traced; else None."""
    is_dynamic, starts, limits, strides, reversed_axes, single, new = False, [], [], [], [], [], []
    for item in items:
        if item.kind == "new":
            new.append(len(starts) - len(single) + len(new))
        elif item.kind == "ellipsis":
            starts.extend([0] * len(item.axes))
            limits.extend(x.shape[axis] for axis in item.axes)
            strides.extend([1] * len(item.axes))
        elif item.kind == "slice":
            if not all(map(is_concrete, (item.value.start, item.value.stop, item.value.step))):
                return None
            length = x.shape[item.axes[0]]
            start, stop, step = _limits(item.value, length)
            if step < 0:
                reversed_axes.append(item.axes[0])
                first = min(length, stop + 1 + abs(start - stop - 1) % -step)
                start, stop = first, max(first, start + 1)
            starts.append(start)
            limits.append(max(start, stop))
            strides.append(abs(step))
        elif item.kind == "integer" or (item.kind == "array" and _is_scalar(item.value)):
            (axis,) = item.axes
            length = x.shape[axis]
            if length == 0:
                raise IndexError(f"index is out of bounds for axis {axis} with size 0")
            position = item.value
            if item.kind == "integer" and -length <= position < length:
                position = int(position) + (length if position < 0 else 0)
            else:
                is_dynamic = True
            starts.append(position)
            limits.append(None)
            strides.append(1)
            single.append(axis)
        else:
            return None
    if is_dynamic:
        if any(stride != 1 for stride in strides):
            return None
        result = _dynamic_window(x, starts, limits)
    else:
        limits = [start + 1 if limit is None else limit for start, limit in zip(starts, limits, strict=True)]
        result = slice_(x, starts, limits, strides)
    if reversed_axes:
        result = rev(result, reversed_axes)
    if single:
        result = squeeze(result, single)
    return expand_dims(result, new) if new else result


def _is_scalar(value) -> bool:
    return isinstance(value, (Array, np.ndarray)) and value.ndim == 0


def _dynamic_window(x, starts, limits):
    sizes = [1 if limit is None else limit - start for start, limit in zip(starts, limits, strict=True)]
    starts = [
        ArrayImpl(np.int32(start)) if isinstance(start, (int, np.integer)) else to_array(start)
        for start in starts
    ]
    if len(starts) > 1:
        starts = [convert_element_type(start, np.int32) for start in starts]
    begins = [
        start if get_aval(start).dtype.kind == "u" else _from_the_front(start, length)
        for start, length in zip(starts, x.shape, strict=True)
    ]
    return dynamic_slice(x, begins, sizes)


def _from_the_front(index, length: int):
    """Negative indices counted from the end."""
    is_negative = lt(index, constant_like(index, 0))
    return select_n(is_negative, index, add(index, constant_like(index, length)))


@dataclass(slots=True)
class _Plan:
    """How an index with arrays is carried out: ``indices`` for ``axes``; ``order`` are the axes of the result of
    gather (index axes first, then the others) in the order that NumPy gives them; then new axes are put in."""

    indices: list
    axes: list[int]
    order: list[int]
    new: list[int]
    shape: tuple[int, ...]  # of the result, without the new axes


def _read_arrays(x, items: list[Item], mode: str, fill_value, wrap: bool):
    x, items = _with_scalar_masks(x, items)
    windows = [item for item in items if item.kind == "slice"]
    for item in windows:  # slices first, then only arrays remain
        (axis,) = item.axes
        x = _read_slices(x, parse((slice(None),) * axis + (item.value,), x.shape))
        item.value = slice(None)
    plan = _plan(x.shape, items, arrays_of_windows=False)
    _check_not_empty(x, plan)
    if any(size_of(get_aval(index).shape) == 0 for index in plan.indices) or 0 in plan.shape:
        result = full(plan.shape, 0, x.aval.dtype)
    else:
        indices = [
            _unwrapped(index, x.shape[axis], wrap, mode)
            for index, axis in zip(plan.indices, plan.axes, strict=True)
        ]
        fill = None if fill_value is None else np.asarray(concrete(fill_value)).item()
        result = transpose(gather(x, indices, plan.axes, mode, fill), plan.order)
    return expand_dims(result, plan.new) if plan.new else result


def _check_not_empty(x, plan: _Plan) -> None:
    for axis, index in zip(plan.axes, plan.indices, strict=True):
        if x.shape[axis] == 0 and get_aval(index).size:
            if get_aval(index).shape == ():
                raise IndexError(f"index is out of bounds for axis {axis} with size 0")
            raise TypeError(
                f"Slice size at index {axis} in gather op is out of range, must be within [0, 0 + 1), got 1."
            )


def _unwrapped(index, length: int, wrap: bool, mode: str = "fill"):
    """Where negative indices are not to be counted from the end they are out of range: below zero, when they are to
    be moved to the nearest place, else as far out as large ones."""
    if wrap:
        return index
    is_negative = lt(index, constant_like(index, 0))
    return select_n(is_negative, index, spread(constant_like(index, 0 if mode == "clip" else length), index))


def _with_scalar_masks(x, items: list[Item]):
    """A mask without axes is an index array on a new axis: one element or none."""
    if not any(item.kind == "mask" for item in items):
        return x, items
    result, axis, added = [], 0, []
    for item in items:
        if item.kind == "mask":
            added.append(axis)
            result.append(Item("array", ArrayImpl(np.arange(int(item.value), dtype=np.int32)), (axis,)))
            axis += 1
        else:
            count = len(item.axes)
            result.append(Item(item.kind, item.value, tuple(range(axis, axis + count))))
            axis += count
    return expand_dims(x, added), result


def _index_array(value):
    array = _sequence_array(value) if isinstance(value, (list, tuple)) else value
    if isinstance(array, (int, np.integer)):
        limit = np.iinfo(np.int32)
        return ArrayImpl(np.int32(min(max(int(array), limit.min), limit.max)))
    return convert_element_type(to_array(array), np.int32)


def _plan(shape, items: list[Item], arrays_of_windows: bool) -> _Plan:
    """With ``arrays_of_windows``, slices become index arrays too (for writing)."""
    advanced = [place for place, item in enumerate(items) if item.kind in ("array", "integer")]
    has_arrays = any(
        items[place].kind == "array" and not _is_scalar(items[place].value) for place in advanced
    )
    together = all(after == before + 1 for before, after in itertools.pairwise(advanced))
    arrays = broadcast_arrays(*[_index_array(items[place].value) for place in advanced]) if advanced else []
    common = get_aval(arrays[0]).shape if arrays else ()
    common_labels = [("array", number) for number in range(len(common))]
    # Labels say what each axis is: an axis of the index arrays, of a window, or an axis left whole.
    labels, new, windows, kept = [], [], [], {}
    inserted = False
    if not has_arrays or not together:
        labels.extend(common_labels)
        inserted = True
    for place, item in enumerate(items):
        if place in advanced:
            if not inserted:
                labels.extend(common_labels)
                inserted = True
        elif item.kind == "new":
            new.append(len(labels) + len(new))
        elif item.kind == "ellipsis":
            labels.extend(("whole", axis) for axis in item.axes)
            kept.update({axis: shape[axis] for axis in item.axes})
        else:
            (axis,) = item.axes
            start, stop, step = _limits(item.value, shape[axis])
            if arrays_of_windows and (start, stop, step) != (0, shape[axis], 1):
                labels.append(("window", axis))
                windows.append((axis, np.arange(start, stop, step, dtype=np.int32)))
            else:
                labels.append(("whole", axis))
                kept[axis] = shape[axis]
    index_axes = [axis for place in advanced for axis in items[place].axes]
    window_lengths = [len(steps) for _, steps in windows]
    index_shape = (*common, *window_lengths)
    indices = [
        array if not windows else broadcast_in_dim(array, index_shape, range(len(common))) for array in arrays
    ]
    for number, (axis, steps) in enumerate(windows):
        index_axes.append(axis)
        indices.append(broadcast_in_dim(ArrayImpl(steps), index_shape, (len(common) + number,)))
    gathered = (
        common_labels + [("window", axis) for axis, _ in windows] + [("whole", axis) for axis in sorted(kept)]
    )
    lengths = dict(zip(gathered, (*index_shape, *[kept[axis] for axis in sorted(kept)]), strict=True))
    order = [gathered.index(label) for label in labels]
    return _Plan(indices, index_axes, order, new, tuple(lengths[label] for label in labels))


# ---- writing


class UpdateHelper:
    """``x.at``: index it, then call ``set``, ``add`` and so on."""

    __slots__ = ("array",)

    def __init__(self, array):
        self.array = array

    def __getitem__(self, index):
        return UpdateReference(self.array, index)

    def __repr__(self):
        return f"_IndexUpdateHelper({self.array!r})"


# Messages name the classes of JAX.
UpdateHelper.__name__ = UpdateHelper.__qualname__ = "_IndexUpdateHelper"


class UpdateReference:
    """``x.at[index]``: its methods return a copy of ``x`` that is changed at ``index``."""

    __slots__ = ("array", "index")

    def __init__(self, array, index):
        self.array, self.index = array, index

    def __repr__(self):
        return f"_IndexUpdateRef({self.array!r}, {self.index!r})"

    def get(
        self, *, indices_are_sorted=False, unique_indices=False, mode=None, fill_value=None, out_sharding=None,
        wrap_negative_indices=True,
    ):  # fmt: skip
        """``x[index]``, with a choice of what is read out of range."""
        return read(self.array, self.index, mode, fill_value, wrap_negative_indices)

    def set(self, values, **options):
        """``x[index] = values``."""
        return update("set", self.array, self.index, values, **options)

    def add(self, values, **options):
        """``x[index] += values``; repeated indices add up."""
        return update("add", self.array, self.index, values, **options)

    def subtract(self, values, **options):
        """``x[index] -= values``; repeated indices add up."""
        return update("sub", self.array, self.index, values, **options)

    def multiply(self, values, **options):
        """``x[index] *= values``; repeated indices multiply."""
        return update("mul", self.array, self.index, values, **options)

    mul = multiply

    def min(self, values, **options):
        """``x[index] = minimum(x[index], values)``."""
        return update("min", self.array, self.index, values, **options)

    def max(self, values, **options):
        """``x[index] = maximum(x[index], values)``."""
        return update("max", self.array, self.index, values, **options)

    def divide(self, values, **options):
        """``x[index] /= values``."""
        factors = update("mul", _ones_like(self.array), self.index, values, **options)
        return div(*promote_arguments(self.array, factors, to_inexact=True))

    def power(self, values, **options):
        """``x[index] **= values``."""
        exponents = update("mul", _ones_like(self.array), self.index, values, **options)
        return self.array**exponents

    def apply(
        self, func, *, mode=None, wrap_negative_indices=True, indices_are_sorted=False, unique_indices=False
    ):
        """``x[index] = func(x[index])``, once for every time that an index occurs."""
        array = to_array(self.array)
        counts = full(array.shape, 0, np.int32)
        counts = update("add", counts, self.index, 1, mode=mode, wrap_negative_indices=wrap_negative_indices)
        if not is_concrete(counts):
            absent("jax.numpy.ndarray.at[…].apply with traced indices")
        counts = np.asarray(concrete(counts))
        for number in range(counts.max(initial=0)):
            changed = convert_element_type(func(array), array.aval.dtype)
            array = select_n(ArrayImpl(counts > number), array, changed)
        return array


def _ones_like(array):
    aval = get_aval(array)
    return full(aval.shape, 1, aval.dtype)


def _warn_of_narrowing(x, values) -> None:
    target = get_aval(x).dtype
    if promoted_type(x, values)[0] != target:
        warnings.warn(
            "scatter inputs have incompatible types: cannot safely cast value from "
            f"dtype={dtype_name(dtype_of(values))} to dtype={dtype_name(target)} with "
            "jax_numpy_dtype_promotion=standard. In future JAX releases this will result in an error.",
            FutureWarning,
            stacklevel=5,
        )
    if dtype_of(values).kind == "c" and target.kind != "c":
        warnings.warn(
            "Casting complex values to real discards the imaginary part",
            np.exceptions.ComplexWarning,
            stacklevel=5,
        )


def update(
    operation: str, x, index, values, *, indices_are_sorted=False, unique_indices=False, mode=None, out_sharding=None,
    wrap_negative_indices=True,
):  # fmt: skip
    """A copy of x with ``values`` written or combined ("set", "add", "sub", "mul", "min", "max") at an index."""
    x = to_array(x)
    aval = x.aval
    if isinstance(values, int) and aval.dtype.kind in "iu":
        limits = np.iinfo(aval.dtype)
        if limits.min <= values <= limits.max:
            values = ArrayImpl(aval.dtype.type(values))
    values = _array_of(values)
    items = parse(index, x.shape)
    items = _without_masks(items, x.shape)
    _warn_of_narrowing(x, values)
    _check_slices(items)
    writing = _writing_mode(mode)
    original_shape = x.shape
    x, items = _with_scalar_masks(x, items)
    plan = _plan(x.shape, items, arrays_of_windows=True)
    with_new = list(plan.shape)
    for place in plan.new:
        with_new.insert(place, 1)
    if 0 in with_new:
        return reshape(x, original_shape)
    x, values = promote_arguments(x, values)
    if len(with_new) < values.ndim or values.shape != tuple(with_new):
        values = broadcast_to(values, tuple(with_new))
    if plan.new:
        values = squeeze(values, plan.new)
    values = transpose(values, np.argsort(plan.order).tolist()) if plan.order else values
    indices = [
        _unwrapped(place, x.shape[axis], wrap_negative_indices, writing)
        for place, axis in zip(plan.indices, plan.axes, strict=True)
    ]
    if operation == "sub":
        operation, values = "add", neg(values)
    if plan.axes:
        x = scatter(operation, x, values, indices, plan.axes, writing)
    else:
        x = _combine_whole(operation, x, values)
    return convert_element_type(reshape(x, original_shape), aval.dtype, aval.weak_type)


def _array_of(values) -> Array:
    return _sequence_array(values) if isinstance(values, (list, tuple)) else to_array(values)


def _combine_whole(operation: str, x, values):
    from jax._src.primitives.elementwise import max_, min_, mul

    combine = {"set": lambda old, new: new, "add": add, "mul": mul, "min": min_, "max": max_}
    return combine[operation](x, values)


__all__ = ["UpdateHelper", "UpdateReference", "parse", "read", "update"]
