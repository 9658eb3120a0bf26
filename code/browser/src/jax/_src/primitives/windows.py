"""Sliding windows: convolution, and reductions over windows (pooling).

Arrays are brought to one layout: convolution takes (batch, channels, *space) and kernels (out, in, *space).
"""

import itertools
import math

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import Primitive, bind, get_aval
from jax._src.differentiation import aval_of, derivatives, is_undefined, linear
from jax._src.primitives.elementwise import add, convert_element_type, eq, mul, shape_of, sub
from jax._src.primitives.shapes import pad, pad_p, reshape, rev, slice_, transpose


def dilated(length: int, dilation: int) -> int:
    """The length of an axis with ``dilation - 1`` gaps between its elements."""
    return 0 if length == 0 else (length - 1) * dilation + 1


def _spread(x, padding, dilation, axes, filler):
    """x with gaps between the elements of some axes, padded or (negative padding) cropped."""
    config = [(0, 0, 0)] * x.ndim
    for axis, (low, high), step in zip(axes, padding, dilation, strict=True):
        config[axis] = (low, high, step - 1)
    if all(one == (0, 0, 0) for one in config):
        return x
    return pad_p.implementation(x, np.asarray(filler, x.dtype), padding_config=tuple(config))


def _windows_of(x, window, strides, dilation, axes):
    """A view of all windows: the window's axes come last."""
    spans = [dilated(length, step) for length, step in zip(window, dilation, strict=True)]
    view = np.lib.stride_tricks.sliding_window_view(x, spans, axis=tuple(axes))
    index = [slice(None)] * view.ndim
    for place, axis in enumerate(axes):
        index[axis] = slice(None, None, strides[place])
        index[x.ndim + place] = slice(None, None, dilation[place])
    return view[tuple(index)]


def output_lengths(lengths, window, strides, padding, base_dilation, window_dilation) -> list[int]:
    """How many windows fit along each axis."""
    result = []
    for length, size, stride, (low, high), base, gap in zip(
        lengths, window, strides, padding, base_dilation, window_dilation, strict=True
    ):
        room = dilated(length, base) + low + high
        result.append(max(0, (room - dilated(size, gap)) // stride + 1) if room >= dilated(size, gap) else 0)
    return result


# ---- convolution (in fact correlation, as everywhere in deep learning)

conv_p = Primitive("conv_general_dilated")


def _conv(x, kernel, *, strides, padding, lhs_dilation, rhs_dilation, groups):
    space = range(2, x.ndim)
    x = _spread(x, padding, lhs_dilation, space, 0)
    batch = x.shape[0]
    out, inner, *size = kernel.shape
    windows = _windows_of(x, size, strides, rhs_dilation, space)
    lengths = windows.shape[2 : x.ndim]
    # (groups, batch · places, channels · window) @ (groups, channels · window, out)
    grouped = windows.reshape(batch, groups, inner, *lengths, *size)
    order = (1, 0, *range(3, 3 + len(lengths)), 2, *range(3 + len(lengths), grouped.ndim))
    rows = grouped.transpose(order).reshape(groups, batch * math.prod(lengths), inner * math.prod(size))
    weights = kernel.reshape(groups, out // groups, -1).transpose(0, 2, 1)
    result = np.matmul(rows, weights).reshape(groups, batch, *lengths, out // groups)
    last = result.ndim - 1
    return result.transpose(1, 0, last, *range(2, last)).reshape(batch, out, *lengths)


def _conv_abstract(x, kernel, *, strides, padding, lhs_dilation, rhs_dilation, groups):
    if x.ndim != kernel.ndim:
        raise TypeError(f"convolution requires lhs and rhs ndim to be equal, got {x.ndim} and {kernel.ndim}.")
    if x.shape[1] != groups * kernel.shape[1]:
        raise ValueError(
            "conv_general_dilated lhs feature dimension size divided by feature_group_count must equal the rhs input "
            f"feature dimension size, but {x.shape[1]} // {groups} != {kernel.shape[1]}."
        )
    lengths = output_lengths(x.shape[2:], kernel.shape[2:], strides, padding, lhs_dilation, rhs_dilation)
    return ShapedArray((x.shape[0], kernel.shape[0], *lengths), x.dtype)


def conv(x, kernel, strides, padding, lhs_dilation, rhs_dilation, groups=1):
    """x (batch, channels, *space) with kernels (out, channels / groups, *space)."""
    return bind(
        conv_p, x, kernel, strides=tuple(strides), padding=tuple(tuple(p) for p in padding),
        lhs_dilation=tuple(lhs_dilation), rhs_dilation=tuple(rhs_dilation), groups=int(groups),
    )  # fmt: skip


def _group_swapped(kernel, groups: int):
    """(out, in / groups, …) as (in, out / groups, …): input and output channels exchanged within each group."""
    out, inner, *size = shape_of(kernel)
    grouped = reshape(kernel, (groups, out // groups, inner, *size))
    swapped = transpose(grouped, (0, 2, 1, *range(3, 3 + len(size))))
    return reshape(swapped, (groups * inner, out // groups, *size))


def _conv_transpose(cotangent, x, kernel, *, strides, padding, lhs_dilation, rhs_dilation, groups):
    space = range(2, len(shape_of(cotangent)))
    lengths, size = aval_of(x).shape[2:], aval_of(kernel).shape[2:]
    places = shape_of(cotangent)[2:]
    if is_undefined(x):
        # Every output goes back through the mirrored kernel.
        mirrored = rev(_group_swapped(kernel, groups), space)
        back = []
        for length, window, stride, (low, _), base, gap, count in zip(
            lengths, size, strides, padding, lhs_dilation, rhs_dilation, places, strict=True
        ):
            before = dilated(window, gap) - 1 - low
            after = dilated(length, base) + dilated(window, gap) - 1 - dilated(count, stride) - before
            back.append((before, after))
        return [conv(cotangent, mirrored, lhs_dilation, back, strides, rhs_dilation, groups), None]
    # The kernel's cotangent is the correlation of the input with the output's cotangent, channel by channel.
    across = _batches_as_channels(x, groups)
    filters = transpose(cotangent, (1, 0, *space))
    margins = []
    for length, window, stride, (low, _), base, gap, count in zip(
        lengths, size, strides, padding, lhs_dilation, rhs_dilation, places, strict=True
    ):
        needed = (window - 1) * gap + dilated(count, stride)
        margins.append((low, needed - dilated(length, base) - low))
    result = conv(across, filters, rhs_dilation, margins, lhs_dilation, strides, groups)
    # result: (channels / groups, out, *size)
    return [None, transpose(result, (1, 0, *space))]


def _batches_as_channels(x, groups: int):
    """(batch, channels, …) as (channels / groups, groups · batch, …)."""
    batch, channels, *lengths = shape_of(x)
    grouped = reshape(x, (batch, groups, channels // groups, *lengths))
    moved = transpose(grouped, (2, 1, 0, *range(3, 3 + len(lengths))))
    return reshape(moved, (channels // groups, groups * batch, *lengths))


def _conv_batch(size, values, batched, *, strides, padding, lhs_dilation, rhs_dilation, groups):
    from jax._src.batching import add_batch_axis

    x, kernel = values
    parameters = (strides, padding, lhs_dilation, rhs_dilation)
    if not batched[1]:  # the batch joins the batch of images
        _, images, *rest = shape_of(x)
        out = conv(reshape(x, (size * images, *rest)), kernel, *parameters, groups)
        return reshape(out, (size, images, *shape_of(out)[1:]))
    x = x if batched[0] else add_batch_axis(x, size)
    # The batch becomes groups of channels.
    _, images, channels, *lengths = shape_of(x)
    grouped = reshape(transpose(x, (1, 0, *range(2, len(shape_of(x))))), (images, size * channels, *lengths))
    _, out_channels, *rest = shape_of(kernel)
    out = conv(grouped, reshape(kernel, (size * out_channels, *rest)), *parameters, size * groups)
    split = reshape(out, (images, size, out_channels, *shape_of(out)[2:]))
    return transpose(split, (1, 0, *range(2, len(shape_of(split)))))


conv_p.implementation = _conv
conv_p.abstract = _conv_abstract
conv_p.transpose = _conv_transpose
conv_p.batch = _conv_batch
derivatives(
    conv_p,
    lambda t, out, x, kernel, **parameters: bind(conv_p, t, kernel, **parameters),
    lambda t, out, x, kernel, **parameters: bind(conv_p, x, t, **parameters),
)

# ---- reductions over windows

_REDUCTIONS = {
    "sum": (np.add, lambda dtype: 0),
    "max": (np.maximum, lambda dtype: -np.inf if dtype.kind == "f" else np.iinfo(dtype).min),
    "min": (np.minimum, lambda dtype: np.inf if dtype.kind == "f" else np.iinfo(dtype).max),
}


def _pooling(operation: str) -> Primitive:
    primitive = Primitive(f"reduce_window_{operation}")
    ufunc, initial = _REDUCTIONS[operation]

    def implementation(x, *, window, strides, padding, base_dilation, window_dilation):
        axes = range(x.ndim)
        x = _spread(x, padding, base_dilation, axes, initial(x.dtype))
        view = _windows_of(x, window, strides, window_dilation, axes)
        options = {"dtype": x.dtype} if operation == "sum" else {}
        return ufunc.reduce(view, axis=tuple(range(x.ndim, 2 * x.ndim)), **options)

    def abstract(x, *, window, strides, padding, base_dilation, window_dilation):
        return x.with_shape(output_lengths(x.shape, window, strides, padding, base_dilation, window_dilation))

    def batch(size, values, batched, *, window, strides, padding, base_dilation, window_dilation):
        return bind(
            primitive, *values, window=(1, *window), strides=(1, *strides), padding=((0, 0), *padding),
            base_dilation=(1, *base_dilation), window_dilation=(1, *window_dilation),
        )  # fmt: skip

    primitive.implementation = implementation
    primitive.abstract = abstract
    primitive.batch = batch
    return primitive


POOLING = {operation: _pooling(operation) for operation in _REDUCTIONS}


def pool(operation: str, x, window, strides, padding, base_dilation=None, window_dilation=None):
    """The sum, max or min of every window; all parameters one for each axis of x."""
    ones = (1,) * len(shape_of(x))
    return bind(
        POOLING[operation], x, window=tuple(window), strides=tuple(strides),
        padding=tuple(tuple(p) for p in padding), base_dilation=tuple(base_dilation or ones),
        window_dilation=tuple(window_dilation or ones),
    )  # fmt: skip


def _sum_transpose(cotangent, x, *, window, strides, padding, base_dilation, window_dilation):
    """Every element gets the cotangents of the windows that hold it: a sum over windows of the spread cotangent."""
    margins = []
    for length, size, stride, (low, _), base, gap, count in zip(
        x.aval.shape,
        window,
        strides,
        padding,
        base_dilation,
        window_dilation,
        shape_of(cotangent),
        strict=True,
    ):
        before = dilated(size, gap) - 1 - low
        after = dilated(length, base) + dilated(size, gap) - 1 - dilated(count, stride) - before
        margins.append((before, after))
    return [pool("sum", cotangent, window, base_dilation, margins, strides, window_dilation)]


linear(POOLING["sum"], _sum_transpose)


def _extreme_jvp(operation: str):
    def jvp(primals, tangents, *, window, strides, padding, base_dilation, window_dilation):
        """The tangent of the element that was chosen; the first one where several are equal, as XLA selects."""
        parameters = (window, strides, padding, base_dilation, window_dilation)
        (x,), (tangent,) = primals, tangents
        out = pool(operation, x, *parameters)
        if tangent is None:
            return out, None
        filler = np.asarray(_REDUCTIONS[operation][1](get_aval(x).dtype), get_aval(x).dtype)
        config = [(low, high, base - 1) for (low, high), base in zip(padding, base_dilation, strict=True)]
        values, moved = pad(x, filler, config), pad(tangent, np.zeros((), get_aval(tangent).dtype), config)
        counts, total, taken = shape_of(out), None, None
        for offset in itertools.product(*map(range, window)):
            starts = [place * gap for place, gap in zip(offset, window_dilation, strict=True)]
            limits = [
                start + (count - 1) * stride + 1
                for start, count, stride in zip(starts, counts, strides, strict=True)
            ]
            value, change = (slice_(array, starts, limits, strides) for array in (values, moved))
            chosen = convert_element_type(eq(value, out), get_aval(tangent).dtype)
            if taken is not None:
                chosen = mul(chosen, sub(np.ones((), get_aval(chosen).dtype), taken))
            taken = chosen if taken is None else add(taken, chosen)
            term = mul(change, chosen)
            total = term if total is None else add(total, term)
        return out, total

    POOLING[operation].jvp = jvp


_extreme_jvp("max")
_extreme_jvp("min")
