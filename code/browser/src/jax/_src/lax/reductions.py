"""Functions that combine elements along axes: reductions, products, running sums, sorting."""

import enum
import math
import operator

import numpy as np

from jax._src import trees
from jax._src.absent import absent
from jax._src.avals import dtype_name
from jax._src.control_flow import scan
from jax._src.differentiation import as_array
from jax._src.lax import elementwise
from jax._src.lax.arguments import ANY, ORDERED, axis_in, check_kind
from jax._src.primitives import contractions, cumulative, fourier, reductions, shapes, sorting
from jax._src.primitives import elementwise as primitives
from jax._src.primitives.elementwise import shape_of
from jax._src.promotion import promoted_dtype, requested_dtype
from jax._src.vectorization import vmap

# ---- reductions


def _check_axes(aval, axes) -> tuple[int, ...]:
    axes = tuple(axes)
    if len(set(axes)) != len(axes):
        raise ValueError(f"duplicate value in 'axes' of reduction: {axes}")
    if not all(0 <= axis < aval.ndim for axis in axes):
        raise ValueError(f"reduction axes {axes} contains out-of-bounds indices for {aval.str_long()}.")
    return axes


def _reduction(name: str, function, accepted, description: str):
    def apply(operand, axes):
        operand = as_array(operand)
        aval = operand.aval
        if accepted is None:
            if aval.dtype.kind not in "biu":
                raise TypeError(
                    f"logical reduction requires operand dtype bool or int, got {dtype_name(aval.dtype)}."
                )
        else:
            check_kind(name, aval, accepted)
        axes = _check_axes(aval, axes)
        if aval.dtype.kind == "c" and name in ("reduce_max", "reduce_min"):
            absent(f"jax.lax.{name} of complex numbers")
        return function(operand, axes) if axes else operand

    apply.__name__ = apply.__qualname__ = name
    apply.__module__ = "jax.lax"
    apply.__doc__ = f"The {description} over the given axes."
    return apply


_plain_sum = _reduction("reduce_sum", reductions.reduce_sum, ("number",), "sum")
reduce_prod = _reduction("reduce_prod", reductions.reduce_prod, ("number",), "product")
reduce_max = _reduction("reduce_max", reductions.reduce_max, ANY, "maximum")
reduce_min = _reduction("reduce_min", reductions.reduce_min, ANY, "minimum")
reduce_and = _reduction("reduce_and", reductions.reduce_and, None, "and of the bits")
reduce_or = _reduction("reduce_or", reductions.reduce_or, None, "or of the bits")
reduce_xor = _reduction("reduce_xor", reductions.reduce_xor, None, "exclusive or of the bits")


def reduce_sum(operand, axes, *, out_sharding=None):
    """The sum over the given axes."""
    return _plain_sum(operand, axes)


_KNOWN = {
    elementwise.add: reduce_sum,
    elementwise.mul: reduce_prod,
    elementwise.max: reduce_max,
    elementwise.min: reduce_min,
    elementwise.bitwise_and: reduce_and,
    elementwise.bitwise_or: reduce_or,
    elementwise.bitwise_xor: reduce_xor,
}


def reduce(operands, init_values, computation, dimensions, out_sharding=None):
    """The arrays of a tree combined along axes by ``computation``, an associative function of two trees of scalars,
    from ``init_values`` on."""
    leaves, tree = trees.tree_flatten(operands)
    initial, initial_tree = trees.tree_flatten(init_values)
    if tree != initial_tree:
        raise ValueError(
            f"Operands must have the same tree structure as init_values: {tree} vs. {initial_tree}"
        )
    leaves, initial = [as_array(leaf) for leaf in leaves], [as_array(value) for value in initial]
    if len(leaves) != len(initial):
        raise ValueError("Must have same total number of operands as init_values")
    ndim = leaves[0].ndim
    axes = _check_axes(leaves[0].aval, dimensions)
    if len(leaves) == 1 and computation in _KNOWN:
        reduced = _KNOWN[computation](leaves[0], axes)
        start = primitives.convert_element_type(initial[0], leaves[0].aval.dtype)
        return trees.tree_unflatten(tree, [computation(reduced, _like(start, reduced))])
    for leaf, value in zip(leaves, initial, strict=True):
        if leaf.aval.dtype != value.aval.dtype:
            raise TypeError(
                "reduce operands and initial values must have the same dtypes, got "
                f"{dtype_name(leaf.aval.dtype)} and {dtype_name(value.aval.dtype)}"
            )
    kept = [axis for axis in range(ndim) if axis not in axes]
    shape = [leaves[0].shape[axis] for axis in kept]
    count = math.prod(leaves[0].shape[axis] for axis in axes)
    rows = [shapes.reshape(shapes.transpose(leaf, [*axes, *kept]), (count, *shape)) for leaf in leaves]
    combine = computation
    for _ in kept:
        combine = vmap(combine)

    def step(total, row):
        return combine(total, row), None

    start = [shapes.broadcast_in_dim(value, tuple(shape), ()) for value in initial]
    total, _ = scan(step, trees.tree_unflatten(tree, start), trees.tree_unflatten(tree, rows), length=count)
    return total


def _like(value, array):
    return shapes.broadcast_in_dim(value, shape_of(array), ())


def _place_of(name: str, function, description: str):
    def apply(operand, axis, index_dtype):
        operand = as_array(operand)
        aval, dtype = operand.aval, requested_dtype(index_dtype, name)
        check_kind(name, aval, ORDERED)
        if not 0 <= axis < aval.ndim:
            raise ValueError(f"Invalid axis {axis} for operand shape {aval.shape}")
        if aval.shape[axis] < 1:
            raise ValueError(
                "argmin and argmax require non-empty reduced dimension. "
                f"operand.shape={aval.shape} axis={axis}"
            )
        if dtype.kind not in "iu":
            raise TypeError(f"index_dtype must be an integer type, but got {dtype_name(dtype)}")
        return function(operand, axis, dtype)

    apply.__name__ = apply.__qualname__ = name
    apply.__module__ = "jax.lax"
    apply.__doc__ = f"The place of the {description} element along an axis."
    return apply


argmax = _place_of("argmax", reductions.argmax, "largest")
argmin = _place_of("argmin", reductions.argmin, "smallest")

# ---- running


def _running(name: str, function, accepted, description: str):
    def apply(operand, axis=0, reverse=False):
        operand = as_array(operand)
        check_kind(name, operand.aval, accepted)
        if operand.aval.dtype.kind == "c" and name not in ("cumsum", "cumprod"):
            absent(f"jax.lax.{name} of complex numbers")
        if operand.aval.dtype.kind in "iu" and name == "cumlogsumexp":
            raise OverflowError("cannot convert float infinity to integer")
        if axis < 0:
            raise ValueError("XLA operations do not allow negative axes")
        return function(operand, axis, reverse)

    apply.__name__ = apply.__qualname__ = name
    apply.__module__ = "jax.lax"
    apply.__doc__ = f"The running {description} along an axis, from its end with ``reverse``."
    return apply


cumsum = _running("cumsum", cumulative.cumsum, ("number",), "sum")
cumprod = _running("cumprod", cumulative.cumprod, ("number",), "product")
cummax = _running("cummax", cumulative.cummax, ("number",), "maximum")
cummin = _running("cummin", cumulative.cummin, ("number",), "minimum")
cumlogsumexp = _running("cumlogsumexp", cumulative.cumlogsumexp, ("number",), "log(sum(exp))")

# ---- sorting


def sort(operand, dimension: int = -1, is_stable: bool = True, num_keys: int = 1):
    """An array in rising order along an axis, or several in the order of the first ``num_keys`` of them."""
    if isinstance(operand, (tuple, list)):
        if not operand:
            raise TypeError("Sort requires at least one operand")
        if not 1 <= num_keys <= len(operand):
            raise ValueError(f"num_keys={num_keys} must be between 1 and len(operand)={len(operand)}")
        arrays = [as_array(array) for array in operand]
        all_shapes = [array.shape for array in arrays]
        if len(set(all_shapes)) > 1:
            raise TypeError(
                f"Arguments to sort must have equal shapes, got: {' '.join(map(str, all_shapes))}"
            )
        dimension = axis_in(dimension, len(all_shapes[0]))
        return tuple(sorting.sort(arrays, dimension, is_stable, num_keys))
    dimension = axis_in(dimension, len(operand.shape))
    return sorting.sort([as_array(operand)], dimension, is_stable, 1)[0]


def sort_key_val(keys, values, dimension: int = -1, is_stable: bool = True):
    """Keys in rising order along an axis, and values in the order of the keys."""
    return sort((keys, values), dimension, is_stable, 1)


def top_k(operand, k: int, *, axis: int = -1):
    """[the k largest elements in falling order, their places] along an axis."""
    operand = as_array(operand)
    k, axis = operator.index(k), axis_in(axis, operand.ndim)
    if k < 0:
        raise ValueError(f"k argument to top_k must be nonnegative, got {k}")
    if operand.shape[axis] < k:
        raise ValueError(
            "k argument to top_k must be no larger than size along axis; got "
            f"k={k} with shape={list(operand.shape)} and axis={axis}"
        )
    return sorting.top_k(operand, k, axis)


def approx_max_k(
    operand,
    k,
    reduction_dimension=-1,
    recall_target=0.95,
    reduction_input_size_override=-1,
    aggregate_to_topk=True,
):
    """The k largest elements and their places; here they are exact."""
    return top_k(operand, k, axis=reduction_dimension)


def approx_min_k(
    operand,
    k,
    reduction_dimension=-1,
    recall_target=0.95,
    reduction_input_size_override=-1,
    aggregate_to_topk=True,
):
    """The k smallest elements and their places; here they are exact."""
    values, places = top_k(elementwise.neg(operand), k, axis=reduction_dimension)
    return [elementwise.neg(values), places]


# ---- products


class Precision(enum.Enum):
    """How exactly products are computed on accelerators; here always in full."""

    DEFAULT = 0
    HIGH = 1
    HIGHEST = 2

    def __repr__(self):
        return f"{type(self).__name__}.{self.name}"

    __str__ = __repr__


_PRECISIONS = {"default", "fastest", "bfloat16", "high", "tensorfloat32", "bfloat16_3x", "highest", "float32"}


def check_precision(precision) -> None:
    """Raises JAX's ValueError for what names no precision."""
    one = precision if isinstance(precision, (tuple, list)) else (precision,)
    for item in one:
        if item is not None and not isinstance(item, Precision) and item not in _PRECISIONS:
            raise ValueError(
                "Precision argument must be one of:\n- None,\n- a lax.Precision value,\n- a tuple of two lax.Precision "
                f"values or strings; got {precision}."
            )


def _check_dot(left, right, numbers) -> None:
    (left_axes, right_axes), (left_batch, right_batch) = numbers
    for side, aval, batch, contracted in (
        ("lhs", left, left_batch, left_axes),
        ("rhs", right, right_batch, right_axes),
    ):
        if not all(0 <= axis < aval.ndim for axis in (*batch, *contracted)):
            raise TypeError(
                f"dot_general requires {side} dimension numbers to be nonnegative and less than the number of axes of the "
                f"{side} value, got {side}_batch of {batch} and {side}_contracting of {contracted} for {side} of rank "
                f"{aval.ndim}"
            )
    if len(left_batch) != len(right_batch):
        raise TypeError(
            "dot_general requires equal numbers of lhs_batch and rhs_batch dimensions, got lhs_batch "
            f"{left_batch} and rhs_batch {right_batch}."
        )
    for side, batch, contracted in (("lhs", left_batch, left_axes), ("rhs", right_batch, right_axes)):
        if len(set(batch)) != len(batch):
            raise TypeError(
                f"dot_general requires {side} batch dimensions to be distinct, got {side}_batch {batch}."
            )
        if len(set(contracted)) != len(contracted):
            raise TypeError(
                f"dot_general requires {side} contracting dimensions to be distinct, got {side}_contracting {contracted}."
            )
        if set(batch) & set(contracted):
            raise TypeError(
                f"dot_general requires {side} batch dimensions to be disjoint from contracting dimensions, got "
                f"{side}_batch {batch} and {side}_contracting {contracted}."
            )
    for what, first, second in (
        ("lhs batch dimensions and rhs batch", left_batch, right_batch),
        ("contracting", left_axes, right_axes),
    ):
        lengths = tuple(left.shape[axis] for axis in first), tuple(right.shape[axis] for axis in second)
        if lengths[0] != lengths[1]:
            raise TypeError(
                f"dot_general requires {what} dimensions to have the same shape, got {lengths[0]} and {lengths[1]}."
            )


def dot_general(
    lhs, rhs, dimension_numbers, precision=None, preferred_element_type=None, *, out_sharding=None
):
    """Products summed over the contracted axes, for every element of the batch axes: ``dimension_numbers`` is
    ((contracted axes of both), (batch axes of both)). Axes of the result: batch, free axes of lhs, of rhs."""
    check_precision(precision)
    lhs, rhs = as_array(lhs), as_array(rhs)
    contracting, batch = (
        tuple(tuple(map(operator.index, axes)) for axes in pair) for pair in dimension_numbers
    )
    left, right = lhs.aval, rhs.aval
    _check_dot(left, right, (contracting, batch))
    preferred = None
    if preferred_element_type is not None:
        preferred = requested_dtype(preferred_element_type, "dot_general")
    if left.dtype != right.dtype:
        dtype = promoted_dtype(left, right)
        lhs, rhs = primitives.convert_element_type(lhs, dtype), primitives.convert_element_type(rhs, dtype)
    return contractions.dot_general(lhs, rhs, contracting, batch, preferred)


def dot(lhs, rhs, *, dimension_numbers=None, precision=None, preferred_element_type=None, out_sharding=None):
    """Product of vectors and matrices; with ``dimension_numbers`` as ``dot_general``."""
    lhs, rhs = as_array(lhs), as_array(rhs)
    if dimension_numbers is None:
        if lhs.ndim in (1, 2) and rhs.ndim in (1, 2) and lhs.shape[-1] == rhs.shape[0]:
            dimension_numbers = (((lhs.ndim - 1,), (0,)), ((), ()))
        else:
            raise ValueError(
                "jax.lax.dot: dimension_numbers must be specified when not performing simple un-batched matrix-matrix, "
                f"matrix-vector, or vector-vector products; got lhs_shape={lhs.shape} rhs_shape={rhs.shape}"
            )
    return dot_general(lhs, rhs, dimension_numbers, precision, preferred_element_type)


def batch_matmul(lhs, rhs, precision=None):
    """Products of matrices, one for each element of the leading axes."""
    lhs, rhs = as_array(lhs), as_array(rhs)
    if min(lhs.ndim, rhs.ndim) < 2:
        raise ValueError(f"Arguments to batch_matmul must be at least 2D, got {lhs.ndim}, {rhs.ndim}")
    if lhs.ndim != rhs.ndim:
        raise ValueError(f"Arguments to batch_matmul must have same ndim, got {lhs.ndim}, {rhs.ndim}")
    batch = tuple(range(lhs.ndim - 2))
    return dot_general(lhs, rhs, (((lhs.ndim - 1,), (rhs.ndim - 2,)), (batch, batch)), precision)


# ---- Fourier transform


class FftType(enum.IntEnum):
    """Which Fourier transform: complex, its inverse, of real numbers, its inverse."""

    FFT = 0
    IFFT = 1
    RFFT = 2
    IRFFT = 3


def fft(x, fft_type, fft_lengths):
    """The Fourier transform over the last ``len(fft_lengths)`` axes."""
    name = fft_type.upper() if isinstance(fft_type, str) else fft_type.name
    if name not in FftType.__members__:
        raise ValueError(f"Unknown FFT type '{name}'")
    x, lengths = as_array(x), tuple(map(operator.index, fft_lengths))
    if name == "RFFT":
        if x.aval.dtype.kind != "f":
            raise ValueError(f"RFFT input must be float32 or float64, got {dtype_name(x.aval.dtype)}")
    elif x.aval.dtype.kind != "c":
        x = primitives.convert_element_type(x, np.complex64)
    return fourier.fft(x, name, lengths)
