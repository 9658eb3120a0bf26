"""``pad`` in all its modes."""

import numpy as np

from jax._src import trees
from jax._src.array_arguments import as_jit, broadcast_to, checked, concrete, to_array
from jax._src.primitives.elementwise import convert_element_type
from jax._src.primitives.shapes import concatenate, slice_in_dim, squeeze
from jax._src.primitives.shapes import pad as pad_with
from jax.numpy._creation import linspace
from jax.numpy._elementwise import round
from jax.numpy._functional import apply_along_axis
from jax.numpy._reductions import amax, amin, mean, median
from jax.numpy._shapes import flip, repeat

_STATISTICS = {"maximum": amax, "minimum": amin, "mean": mean, "median": median}
_OPTIONS = {
    "empty": [], "edge": [], "wrap": [], "constant": ["constant_values"], "linear_ramp": ["end_values"],
    "maximum": ["stat_length"], "mean": ["stat_length"], "median": ["stat_length"], "minimum": ["stat_length"],
    "reflect": ["reflect_type"], "symmetric": ["reflect_type"],
}  # fmt: skip


def _pairs(values, ndim: int, name: str):
    """(before, after) for every axis, from one number, one pair or a pair an axis."""
    leaves, tree = trees.tree_flatten(values)
    known = [concrete(leaf, f"{name} argument of jnp.pad") for leaf in leaves]
    try:
        array = np.asarray(trees.tree_unflatten(tree, known))
    except ValueError as error:
        raise TypeError(f"`{name}` entries must be the same shape: {values}") from error
    if array.shape == (ndim, 2):
        return [tuple(pair) for pair in array.tolist()]
    if array.shape in ((1, 2), (2,)):
        return [tuple(array.reshape(2).tolist())] * ndim
    if array.shape in ((1,), ()):
        return [(array.item(), array.item())] * ndim
    raise ValueError(
        f"jnp.pad: {name} with nd={ndim} has unsupported shape {array.shape}. Valid shapes are ({ndim}, 2), (1, 2), "
        "(2,), (1,), or ()."
    )


def pad(array, pad_width, mode="constant", **kwargs):
    """The array with elements added before and after along each axis. ``mode`` says which: "constant", "edge",
    "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap", "empty" or a function."""
    array = checked("pad", array)
    if isinstance(pad_width, dict):
        from jax._src.absent import absent

        absent("jax.numpy.pad with a dictionary")
    widths = _pairs(pad_width, array.ndim, "pad_width")
    if any(not isinstance(width, int) for pair in widths for width in pair):
        raise TypeError("`pad_width` must be of integral type.")
    if callable(mode):
        return _pad_by_function(array, widths, mode, kwargs)
    if mode not in _OPTIONS:
        raise NotImplementedError(f"Unimplemented padding mode '{mode}' for np.pad.")
    unknown = set(kwargs) - set(_OPTIONS[mode])
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    if any(width < 0 for pair in widths for width in pair):
        raise ValueError("index can't contain negative values")
    if array.ndim == 0:
        return array
    constants = kwargs.get("constant_values", 0)
    return _pad(
        array, to_array(np.asarray(constants) if isinstance(constants, (list, tuple)) else constants), widths=tuple(widths),
        mode=mode, stat_length=kwargs.get("stat_length"), end_values=kwargs.get("end_values", 0),
        reflect_type=kwargs.get("reflect_type", "even"),
    )  # fmt: skip


@as_jit("_pad")
def _pad(array, constants, *, widths, mode, stat_length, end_values, reflect_type):
    if mode == "constant":
        return _pad_constant(array, widths, constants)
    if mode == "wrap":
        return _pad_wrap(array, widths)
    if mode in ("symmetric", "reflect"):
        return _pad_mirror(array, widths, mode, reflect_type)
    if mode == "edge":
        return _pad_edge(array, widths)
    if mode == "linear_ramp":
        return _pad_ramp(array, widths, _pairs(end_values, array.ndim, "end_values"))
    if mode == "empty":
        return _pad_constant(array, widths, to_array(0))
    lengths = None if stat_length is None else _pairs(stat_length, array.ndim, "stat_length")
    return _pad_statistic(array, widths, lengths, _STATISTICS[mode])


def _part(array, start, stop, axis: int):
    length = array.shape[axis]
    start, stop = [limit + length if limit < 0 else limit for limit in (start, stop)]
    return slice_in_dim(array, start, stop, axis=axis)


def _pad_constant(array, widths, constants):
    constants = convert_element_type(constants, array.aval.dtype, array.weak_type)
    if constants.ndim == 0 or constants.shape == (1,):
        return pad_with(array, squeeze(constants, range(constants.ndim)), [(*pair, 0) for pair in widths])
    if constants.ndim == 1 and constants.shape[-1] != 2:
        raise ValueError(
            f"jnp.pad: constant_values has unsupported shape {constants.shape}. If the shape is 1D or 2D, the last "
            "dimension must be of size 1 or 2."
        )
    constants = broadcast_to(constants, (array.ndim, 2))
    for axis, (before, after) in enumerate(widths):
        for side, pair in enumerate(((before, 0), (0, after))):
            if any(pair):
                config = [(0, 0, 0)] * array.ndim
                config[axis] = (*pair, 0)
                array = pad_with(array, constants[axis, side], config)
    return array


def _is_empty(array, axis: int, pair, mode: str) -> bool:
    if array.shape[axis]:
        return False
    if any(pair):
        raise ValueError(f"Cannot apply '{mode}' padding to empty axis")
    return True


def _pad_wrap(array, widths):
    for axis, pair in enumerate(widths):
        if _is_empty(array, axis, pair, "wrap"):
            continue
        length = array.shape[axis]
        (times_before, before), (times_after, after) = (divmod(width, length) for width in pair)
        parts = [array] * (times_before + times_after + 1)
        if before:
            parts.insert(0, _part(array, length - before, length, axis))
        if after:
            parts.append(_part(array, 0, after, axis))
        array = concatenate(parts, axis)
    return array


def _pad_mirror(array, widths, mode: str, reflect_type: str):
    for axis, pair in enumerate(widths):
        if _is_empty(array, axis, pair, mode) or not any(pair):
            continue
        length = array.shape[axis]
        offset = 1 if mode == "reflect" and length > 1 else 0
        for width, is_before in zip(pair, (True, False), strict=True):
            while width > 0:
                count = min(width, length - offset)
                width -= count
                whole = array.shape[axis]
                if is_before:
                    edge, source = _part(array, 0, 1, axis), _part(array, offset, offset + count, axis)
                else:
                    edge = _part(array, whole - 1, whole, axis)
                    source = _part(array, whole - offset - count, whole - offset, axis)
                mirrored = flip(source, axis)
                if reflect_type == "odd":
                    mirrored = 2 * edge - mirrored
                array = concatenate([mirrored, array] if is_before else [array, mirrored], axis)
    return array


def _pad_edge(array, widths):
    for axis, pair in enumerate(widths):
        if _is_empty(array, axis, pair, "edge"):
            continue
        length = array.shape[axis]
        before = repeat(_part(array, 0, 1, axis), pair[0], axis=axis)
        after = repeat(_part(array, length - 1, length, axis), pair[1], axis=axis)
        array = concatenate([before, array, after], axis)
    return array


def _pad_ramp(array, widths, ends):
    for axis, ((before, after), (first, last)) in enumerate(zip(widths, ends, strict=True)):
        length, dtype = array.shape[axis], array.aval.dtype
        options = {"endpoint": False, "dtype": dtype, "axis": axis}
        rising = linspace(first, squeeze(_part(array, 0, 1, axis), (axis,)), before, **options)
        falling = linspace(last, squeeze(_part(array, length - 1, length, axis), (axis,)), after, **options)
        array = concatenate([rising, array, flip(falling, axis)], axis)
    return array


def _pad_statistic(array, widths, lengths, statistic):
    dtype, weak = array.aval.dtype, array.weak_type
    for axis, (before, after) in enumerate(widths):
        if lengths is None:
            first = last = statistic(array, axis=axis, keepdims=True)
        else:
            length = array.shape[axis]
            if 0 in lengths[axis]:
                raise ValueError("stat_length of 0 yields no value for padding")
            count_before, count_after = (min(count, length) for count in lengths[axis])
            first = statistic(_part(array, 0, count_before, axis), axis=axis, keepdims=True)
            last = statistic(_part(array, length - count_after, length, axis), axis=axis, keepdims=True)
        if dtype.kind in "iu":
            first, last = round(first), round(last)
        first, last = (convert_element_type(one, dtype, weak) for one in (first, last))
        array = concatenate([repeat(first, before, axis=axis), array, repeat(last, after, axis=axis)], axis)
    return array


def _pad_by_function(array, widths, function, options):
    padded = _pad_constant(array, widths, to_array(0))
    for axis, pair in enumerate(widths):
        padded = apply_along_axis(function, axis, padded, pair, axis, options)
    return padded
