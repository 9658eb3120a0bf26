"""Convolution and reductions over windows, in JAX's conventions of axes and padding."""

import math
import operator
from typing import NamedTuple

import numpy as np

from jax._src import trees
from jax._src.absent import absent
from jax._src.core import ArrayImpl, Tracer
from jax._src.differentiation import as_array
from jax._src.lax import elementwise
from jax._src.lax.arguments import check_same_dtypes
from jax._src.lax.reductions import check_precision
from jax._src.primitives import shapes, windows
from jax._src.primitives.elementwise import convert_element_type, shape_of
from jax._src.promotion import requested_dtype
from jax._src.vectorization import vmap


class ConvDimensionNumbers(NamedTuple):
    """Where the axes of a convolution are: (batch, features, space …) of the operand and of the result, (output
    features, input features, space …) of the kernel."""

    lhs_spec: tuple[int, ...]
    rhs_spec: tuple[int, ...]
    out_spec: tuple[int, ...]


def conv_general_permutations(dimension_numbers):
    """The places of the axes named by three strings, such as ("NHWC", "HWIO", "NHWC")."""
    operand, kernel, result = dimension_numbers
    for place, (spec, first, second) in enumerate(
        zip(dimension_numbers, ("N", "O", "N"), ("C", "I", "C"), strict=True)
    ):
        if spec.count(first) != 1 or spec.count(second) != 1:
            raise TypeError(
                f"convolution dimension_numbers[{place}] must contain the characters '{first}' and '{second}' exactly "
                f"once, got {spec}."
            )
        if len(spec) != len(set(spec)):
            raise TypeError(
                f"convolution dimension_numbers[{place}] cannot have duplicate characters, got {spec}."
            )
    space = [name for name in kernel if name not in "OI"]
    if not set(operand) - set("NC") == set(kernel) - set("OI") == set(result) - set("NC"):
        raise TypeError(
            "convolution dimension_numbers elements must each have the same set of spatial characters, got "
            f"{dimension_numbers}."
        )

    def places(spec, first, second):
        return (spec.index(first), spec.index(second), *[spec.index(name) for name in space])

    return places(operand, "N", "C"), places(kernel, "O", "I"), places(result, "N", "C")


def conv_dimension_numbers(lhs_shape, rhs_shape, dimension_numbers) -> ConvDimensionNumbers:
    """The axes of a convolution from three strings; None: batch and features first, in this order."""
    if isinstance(dimension_numbers, ConvDimensionNumbers):
        return dimension_numbers
    ndim = len(lhs_shape)
    if ndim != len(rhs_shape):
        raise TypeError(
            f"convolution requires lhs and rhs ndim to be equal, got {ndim} and {len(rhs_shape)}."
        )
    if dimension_numbers is None:
        return ConvDimensionNumbers(*[tuple(range(ndim))] * 3)
    if not isinstance(dimension_numbers, (list, tuple)):
        raise TypeError(
            f"convolution dimension_numbers must be tuple/list or None, got {type(dimension_numbers)}."
        )
    if len(dimension_numbers) != 3:
        raise TypeError(
            f"convolution dimension_numbers list/tuple must be length 3, got {len(dimension_numbers)}."
        )
    if not all(isinstance(spec, str) for spec in dimension_numbers):
        raise TypeError(
            f"convolution dimension_numbers elements must be strings, got {tuple(map(type, dimension_numbers))}."
        )
    for place, spec in enumerate(dimension_numbers):
        if len(spec) != ndim:
            raise TypeError(
                f"convolution dimension_numbers[{place}] must have len equal to the ndim of lhs and rhs, got {len(spec)} "
                f"for lhs and rhs shapes {tuple(lhs_shape)} and {tuple(rhs_shape)}."
            )
    return ConvDimensionNumbers(*conv_general_permutations(dimension_numbers))


def padtype_to_pads(in_shape, window_shape, window_strides, padding) -> list[tuple[int, int]]:
    """(low, high) padding an axis, from "SAME", "SAME_LOWER" or "VALID"."""
    if not isinstance(padding, str):
        raise TypeError(f"Unknown padding type: {padding}.")
    kind = padding.upper()
    if kind == "VALID":
        return [(0, 0)] * len(in_shape)
    if kind not in ("SAME", "SAME_LOWER"):
        raise RuntimeError(
            f"Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got {padding}."
        )
    pads = []
    for length, window, stride in zip(in_shape, window_shape, window_strides, strict=True):
        total = max((-(-length // stride) - 1) * stride + window - length, 0)
        smaller, larger = total // 2, total - total // 2
        pads.append((smaller, larger) if kind == "SAME" else (larger, smaller))
    return [(int(low), int(high)) for low, high in pads]


def _check_groups(x, kernel, numbers, groups: int, batch_groups: int) -> None:
    features, batch = x[numbers.lhs_spec[1]], x[numbers.lhs_spec[0]]
    inner, out = kernel[numbers.rhs_spec[1]], kernel[numbers.rhs_spec[0]]
    name = "conv_general_dilated"
    if groups < 1:
        raise ValueError(f"{name} feature_group_count must be a positive integer, got {groups}.")
    if features % groups:
        raise ValueError(
            f"{name} feature_group_count must divide lhs feature dimension size, but {groups} does not divide {features}."
        )
    if features // groups != inner:
        raise ValueError(
            f"{name} lhs feature dimension size divided by feature_group_count must equal the rhs input feature dimension "
            f"size, but {features} // {groups} != {inner}."
        )
    if out % groups:
        raise ValueError(
            f"{name} rhs output feature dimension size must be a multiple of feature_group_count, but {out} is not a "
            f"multiple of {groups}."
        )
    if batch_groups < 1:
        raise ValueError(f"{name} batch_group_count must be a positive integer, got {batch_groups}.")
    if batch % batch_groups:
        raise ValueError(
            f"{name} batch_group_count must divide lhs batch dimension size, but {batch_groups} does not divide {batch}."
        )
    if out % batch_groups:
        raise ValueError(
            f"{name} rhs output feature dimension size must be a multiple of batch_group_count, but {out} is not a "
            f"multiple of {batch_groups}."
        )
    if groups > 1 and batch_groups > 1:
        raise ValueError(
            "At most one of batch_group_count and feature_group_count may be > 1, got "
            f"batch_group_count={batch_groups} and feature_group_count={groups}"
        )


def conv_general_dilated(
    lhs, rhs, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None,
    feature_group_count=1, batch_group_count=1, precision=None, preferred_element_type=None, out_sharding=None,
):  # fmt: skip
    """Convolution (without flipping the kernel) over any number of axes, with strides, padding, gaps in the operand
    (``lhs_dilation``) and in the kernel (``rhs_dilation``), and groups of features."""
    lhs, rhs = as_array(lhs), as_array(rhs)
    numbers = conv_dimension_numbers(lhs.shape, rhs.shape, dimension_numbers)
    ones = (1,) * (lhs.ndim - 2)
    if lhs_dilation is not None and isinstance(padding, str) and any(step != 1 for step in lhs_dilation):
        raise ValueError(
            "String padding is not implemented for transposed convolution using this op. Please either exactly specify "
            "the required padding or use conv_transpose."
        )
    lhs_dilation, rhs_dilation = tuple(lhs_dilation or ones), tuple(rhs_dilation or ones)
    strides = tuple(operator.index(stride) for stride in window_strides)
    kernel_lengths = [rhs.shape[axis] for axis in numbers.rhs_spec[2:]]
    if len(kernel_lengths) != len(strides):
        raise ValueError(
            "conv_general_dilated window and window_strides must have the same number of dimensions, but got "
            f"{len(kernel_lengths)} and {len(strides)}"
        )
    if isinstance(padding, str):
        spans = [windows.dilated(n, step) for n, step in zip(kernel_lengths, rhs_dilation, strict=True)]
        padding = padtype_to_pads([lhs.shape[axis] for axis in numbers.lhs_spec[2:]], spans, strides, padding)
    else:
        try:
            padding = tuple((operator.index(low), operator.index(high)) for low, high in padding)
        except (ValueError, TypeError) as error:
            raise ValueError(
                "padding argument to conv_general_dilated should be a string or a sequence of (low, high) pairs, got "
                f"{padding}"
            ) from error
    check_precision(precision)
    check_same_dtypes("conv_general_dilated", [lhs.aval, rhs.aval])
    _check_groups(lhs.shape, rhs.shape, numbers, feature_group_count, batch_group_count)
    x, kernel = shapes.transpose(lhs, numbers.lhs_spec), shapes.transpose(rhs, numbers.rhs_spec)
    if preferred_element_type is not None:
        dtype = requested_dtype(preferred_element_type, "conv_general_dilated")
        x, kernel = convert_element_type(x, dtype), convert_element_type(kernel, dtype)
    groups = feature_group_count
    if batch_group_count > 1:
        # Group g of the batch meets group g of the kernels: the groups become groups of features.
        groups, batch = batch_group_count, shape_of(x)[0]
        x = shapes.reshape(x, (groups, batch // groups, *shape_of(x)[1:]))
        x = shapes.transpose(x, (1, 0, *range(2, len(shape_of(x)))))
        x = shapes.reshape(x, (batch // groups, groups * shape_of(x)[2], *shape_of(x)[3:]))
    result = windows.conv(x, kernel, strides, padding, lhs_dilation, rhs_dilation, groups)
    return shapes.transpose(result, np.argsort(numbers.out_spec).tolist())


def conv(lhs, rhs, window_strides, padding, precision=None, preferred_element_type=None):
    """Convolution of (batch, features, space …) with kernels (output features, input features, space …)."""
    return conv_general_dilated(
        lhs, rhs, window_strides, padding, precision=precision, preferred_element_type=preferred_element_type
    )


def conv_with_general_padding(
    lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, precision=None, preferred_element_type=None
):
    """As ``conv``, with (low, high) padding and gaps."""
    return conv_general_dilated(
        lhs, rhs, window_strides, padding, lhs_dilation, rhs_dilation, precision=precision,
        preferred_element_type=preferred_element_type,
    )  # fmt: skip


def _transposed_padding(window: int, stride: int, padding) -> tuple[int, int]:
    """The padding of a transposed convolution that undoes that of the forward one."""
    if padding == "SAME":
        total = window + stride - 2
        low = window - 1 if stride > window - 1 else -(-total // 2)
    elif padding == "VALID":
        total, low = window + stride - 2 + max(window - stride, 0), window - 1
    elif isinstance(padding, tuple):
        low = window - padding[0] - 1
        total = low + window - padding[1] - 1
    else:
        raise ValueError(f"Invalid padding mode: {padding}")
    return low, total - low


_CHANNELS_LAST = {
    2: ("NC", "IO", "NC"),
    3: ("NHC", "HIO", "NHC"),
    4: ("NHWC", "HWIO", "NHWC"),
    5: ("NHWDC", "HWDIO", "NHWDC"),
}


def conv_transpose(
    lhs, rhs, strides, padding, rhs_dilation=None, dimension_numbers=None, transpose_kernel=False, precision=None,
    preferred_element_type=None, use_consistent_padding=False,
):  # fmt: skip
    """The transpose of a convolution: it enlarges by ``strides``. Features come last by default."""
    lhs, rhs = as_array(lhs), as_array(rhs)
    if dimension_numbers is None:
        if lhs.ndim not in _CHANNELS_LAST:
            raise ValueError("No 4+ dimensional dimension_number defaults.")
        dimension_numbers = _CHANNELS_LAST[lhs.ndim]
    numbers = conv_dimension_numbers(lhs.shape, rhs.shape, dimension_numbers)
    ones = (1,) * (lhs.ndim - 2)
    rhs_dilation = tuple(rhs_dilation or ones)
    if use_consistent_padding or (isinstance(padding, str) and padding in ("SAME", "VALID")):
        lengths = [rhs.shape[axis] for axis in numbers.rhs_spec[2:]]
        forward = [padding] * len(strides) if isinstance(padding, str) else padding
        padding = tuple(
            _transposed_padding(windows.dilated(length, step), stride, one)
            for length, step, stride, one in zip(lengths, rhs_dilation, strides, forward, strict=True)
        )
    if transpose_kernel:
        rhs = shapes.rev(rhs, sorted(numbers.rhs_spec[2:]))
        order = list(range(rhs.ndim))
        first, second = numbers.rhs_spec[:2]
        order[first], order[second] = order[second], order[first]
        rhs = shapes.transpose(rhs, order)
    return conv_general_dilated(
        lhs, rhs, ones, padding, strides, rhs_dilation, numbers, precision=precision,
        preferred_element_type=preferred_element_type,
    )  # fmt: skip


def conv_general_dilated_patches(
    lhs, filter_shape, window_strides, padding, lhs_dilation=None, rhs_dilation=None, dimension_numbers=None,
    precision=None, preferred_element_type=None,
):  # fmt: skip
    """The windows of the operand, one after the other in the features of the result."""
    lhs, filter_shape = as_array(lhs), tuple(filter_shape)
    numbers = conv_dimension_numbers(lhs.shape, (1, 1, *filter_shape), dimension_numbers)
    size, channels = math.prod(filter_shape), lhs.shape[numbers.lhs_spec[1]]
    one_each = np.tile(np.eye(size, dtype=lhs.aval.dtype), (channels, 1)).reshape(
        channels * size, 1, *filter_shape
    )
    kernel = ArrayImpl(np.ascontiguousarray(one_each.transpose(np.argsort(numbers.rhs_spec))))
    return conv_general_dilated(
        lhs, kernel, window_strides, padding, lhs_dilation, rhs_dilation, numbers, feature_group_count=channels,
        precision=precision, preferred_element_type=preferred_element_type,
    )  # fmt: skip


# ---- shapes


def conv_shape_tuple(lhs_shape, rhs_shape, strides, pads, batch_group_count=1):
    """The shape of a convolution, all axes in the order (batch, features, space …)."""
    if isinstance(pads, str):
        pads = padtype_to_pads(lhs_shape[2:], rhs_shape[2:], strides, pads)
    if len(pads) != len(lhs_shape) - 2:
        raise TypeError(
            f"Wrong number of explicit pads for convolution: expected {len(lhs_shape) - 2}, got {len(pads)}."
        )
    ones = (1,) * len(strides)
    lengths = windows.output_lengths(lhs_shape[2:], rhs_shape[2:], strides, pads, ones, ones)
    return (lhs_shape[0] // batch_group_count, rhs_shape[0], *map(int, lengths))


def conv_general_shape_tuple(lhs_shape, rhs_shape, window_strides, padding, dimension_numbers):
    """The shape of a convolution with named axes."""
    left, right, out = conv_general_permutations(dimension_numbers)
    shape = conv_shape_tuple(
        [lhs_shape[axis] for axis in left], [rhs_shape[axis] for axis in right], window_strides, padding
    )
    return tuple(shape[place] for place in np.argsort(out))


def conv_transpose_shape_tuple(lhs_shape, rhs_shape, window_strides, padding, dimension_numbers):
    """The shape of a transposed convolution with named axes."""
    left, right, out = conv_general_permutations(dimension_numbers)
    x, kernel = [lhs_shape[axis] for axis in left], [rhs_shape[axis] for axis in right]
    if isinstance(padding, str):
        padding = [
            _transposed_padding(length, stride, padding)
            for length, stride in zip(kernel[2:], window_strides, strict=True)
        ]
    spread = [windows.dilated(length, stride) for length, stride in zip(x[2:], window_strides, strict=True)]
    shape = conv_shape_tuple((*x[:2], *spread), kernel, (1,) * len(window_strides), padding)
    return tuple(shape[place] for place in np.argsort(out))


def reduce_window_shape_tuple(
    operand_shape, window_dimensions, window_strides, padding, base_dilation=None, window_dilation=None
):
    """The shape of a reduction over windows."""
    ones = (1,) * len(operand_shape)
    lengths = windows.output_lengths(
        operand_shape,
        window_dimensions,
        window_strides,
        padding,
        base_dilation or ones,
        window_dilation or ones,
    )
    return tuple(map(int, lengths))


# ---- reductions over windows

_OPERATIONS = {elementwise.add: "sum", elementwise.max: "max", elementwise.min: "min"}


def _identity(operation: str, dtype) -> object:
    if operation == "sum":
        return 0
    if dtype.kind == "f":
        return -np.inf if operation == "max" else np.inf
    return np.iinfo(dtype).min if operation == "max" else np.iinfo(dtype).max


def reduce_window(
    operand, init_value, computation, window_dimensions, window_strides=None, padding="VALID", base_dilation=None,
    window_dilation=None,
):  # fmt: skip
    """Every window of the operand reduced by ``computation``: ``lax.add`` from 0, ``lax.max`` or ``lax.min`` from the
    lowest or highest number, or any other associative function."""
    leaves, tree = trees.tree_flatten(operand)
    if len(leaves) != 1:
        absent("jax.lax.reduce_window of several arrays")
    x = as_array(leaves[0])
    initial = as_array(trees.tree_leaves(init_value)[0])
    window = tuple(map(operator.index, window_dimensions))
    ones = (1,) * len(window)
    strides, base, gaps = (tuple(v or ones) for v in (window_strides, base_dilation, window_dilation))
    if initial.aval.weak_type and computation in _OPERATIONS:
        initial = convert_element_type(initial, x.aval.dtype)
    if x.aval.dtype != initial.aval.dtype:
        x_name, initial_name = x.aval.dtype.name, initial.aval.dtype.name
        raise TypeError(
            f"reduce_window operands and init_values must have the same dtype, got {x_name} and {initial_name}."
        )
    if len(window) != x.ndim:
        raise TypeError(
            "reduce_window got the wrong number of window_dimensions for operand: got operand shape "
            f"{x.shape} with window_dimensions {window}."
        )
    for name, value in (("window_strides", strides), ("base_dilation", base), ("window_dilation", gaps)):
        if len(value) != len(window):
            raise TypeError(
                f"reduce_window got inconsistent {name} and window_dimensions: got {name} {value} and window_dimensions "
                f"{window}."
            )
    if isinstance(padding, str):
        spread = [windows.dilated(n, step) for n, step in zip(x.shape, base, strict=True)]
        spans = [windows.dilated(n, step) for n, step in zip(window, gaps, strict=True)]
        padding = padtype_to_pads(spread, spans, strides, padding)
    operation = _OPERATIONS.get(computation)
    known = operation and not isinstance(initial, Tracer)
    if not known or initial._value != np.asarray(_identity(operation, x.aval.dtype), x.aval.dtype):
        return _general(x, initial, computation, window, strides, padding, base, gaps)
    return trees.tree_unflatten(tree, [windows.pool(operation, x, window, strides, padding, base, gaps)])


def _general(x, initial, computation, window, strides, padding, base, gaps):
    """The window's places one after the other, each for all windows at once."""
    config = [(low, high, step - 1) for (low, high), step in zip(padding, base, strict=True)]
    padded = shapes.pad(x, initial, config)
    lengths = windows.output_lengths(x.shape, window, strides, padding, base, gaps)
    result = shapes.broadcast_in_dim(initial, lengths, ())
    combine = computation
    for _ in lengths:
        combine = vmap(combine)
    for offset in np.ndindex(*window):
        starts = [int(place * gap) for place, gap in zip(offset, gaps, strict=True)]
        limits = [
            start + (length - 1) * stride + 1
            for start, length, stride in zip(starts, lengths, strides, strict=True)
        ]
        result = combine(result, shapes.slice_(padded, starts, limits, strides))
    return result
