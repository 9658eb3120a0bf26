"""Products of vectors, matrices and tensors; differences and the like."""

import numpy as np

from jax._src.array_arguments import (
    as_jit,
    broadcast_to,
    canonical_axis,
    checked,
    concrete_index,
    promoted,
    refuse_out,
    to_array,
)
from jax._src.primitives import elementwise as lax
from jax._src.primitives.contractions import dot_general
from jax._src.primitives.elementwise import constant_like, convert_element_type
from jax._src.primitives.shapes import expand_dims, reshape, slice_in_dim, squeeze, transpose
from jax._src.promotion import check_arraylike, promote_arguments, requested_dtype, result_type


def _operands(name: str, a, b, preferred):
    """The operands in the dtype of the product, and (dtype, weak type) of the result."""
    a, b = checked(name, a, b)
    if preferred is None:
        dtype, weak = result_type(a, b, return_weak_type_flag=True)
    else:
        dtype, weak = requested_dtype(preferred, name), False
    a, b = [convert_element_type(one, dtype, one.weak_type and one.aval.dtype == dtype) for one in (a, b)]
    return a, b, dtype, weak


def dot(a, b, *, precision=None, preferred_element_type=None, out_sharding=None):
    """The product of two vectors, or the sum over the last axis of a and the second last of b."""
    a, b, dtype, weak = _operands("dot", a, b, preferred_element_type)
    contracted = ((a.ndim - 1,), (max(b.ndim - 2, 0),)) if a.ndim and b.ndim else ((), ())
    return convert_element_type(dot_general(a, b, contracted, preferred_element_type=dtype), dtype, weak)


def matmul(a, b, *, precision=None, preferred_element_type=None, out_sharding=None):
    """The matrix product; leading axes are broadcast."""
    a, b = checked("matmul", a, b)
    for position, one in enumerate((a, b)):
        if one.ndim < 1:
            raise ValueError(
                f"matmul input operand {position} must have ndim at least 1, but it has ndim {one.ndim}"
            )
    a, b, dtype, weak = _operands("matmul", a, b, preferred_element_type)
    a_batch, b_batch = a.shape[:-2], b.shape[:-2]
    count = max(len(a_batch), len(b_batch))
    a_batch, b_batch = (None,) * (count - len(a_batch)) + a_batch, (None,) * (count - len(b_batch)) + b_batch
    shared, only_a, only_b, a_single, b_single, both_single = [], [], [], [], [], []
    a_axes, b_axes, a_place, b_place = [], [], 0, 0
    for axis, (length_a, length_b) in enumerate(zip(a_batch, b_batch, strict=True)):
        in_a, in_b = length_a is not None, length_b is not None
        if in_a and in_b and length_a == 1 and length_b == 1:
            a_single.append(a_place), b_single.append(b_place), both_single.append(axis)
        elif in_a and length_a == 1 and in_b:
            a_single.append(a_place), only_b.append(axis)
        elif in_b and length_b == 1 and in_a:
            b_single.append(b_place), only_a.append(axis)
        elif not in_a:
            only_b.append(axis)
        elif not in_b:
            only_a.append(axis)
        elif length_a == length_b:
            (
                a_axes.append(a_place - len(a_single)),
                b_axes.append(b_place - len(b_single)),
                shared.append(axis),
            )
        else:
            raise ValueError(
                f"Incompatible types for matmul arguments: {a.aval.str_long()} and {b.aval.str_long()}"
            )
        a_place, b_place = a_place + in_a, b_place + in_b
    a_is_matrix, b_is_matrix = a.ndim > 1, b.ndim > 1
    if a_is_matrix:
        only_a.append(count)
    if b_is_matrix:
        only_b.append(count + a_is_matrix)
    a, b = squeeze(a, a_single), squeeze(b, b_single)
    result = dot_general(
        a, b, ((a.ndim - 1,), (b.ndim - 1 - b_is_matrix,)), (a_axes, b_axes), preferred_element_type=dtype
    )
    result = transpose(result, np.argsort([*shared, *only_a, *only_b]).tolist())
    if both_single:
        result = expand_dims(result, both_single)
    return convert_element_type(result, dtype, weak)


def matvec(x1, x2, /):
    """The product of matrices with vectors; leading axes are broadcast."""
    from jax.numpy._functional import vectorize

    x1, x2 = checked("matvec", x1, x2)
    return vectorize(matmul, signature="(n,m),(m)->(n)")(x1, x2)


def vecmat(x1, x2, /):
    """The product of conjugate vectors with matrices; leading axes are broadcast."""
    from jax.numpy._functional import vectorize

    x1, x2 = checked("matvec", x1, x2)
    return vectorize(matmul, signature="(n),(n,m)->(m)")(lax.conj(x1), x2)


def vdot(a, b, *, precision=None, preferred_element_type=None):
    """The sum of conj(a) * b over all elements."""
    a, b = checked("vdot", a, b)
    a, b = reshape(lax.conj(a), (a.size,)), reshape(b, (b.size,))
    return dot(a, b, preferred_element_type=preferred_element_type)


def vecdot(x1, x2, /, *, axis=-1, precision=None, preferred_element_type=None):
    """The sum of conj(x1) * x2 along an axis; the others are broadcast."""
    from jax.numpy._functional import vectorize
    from jax.numpy._shapes import moveaxis

    x1, x2 = checked("jnp.vecdot", x1, x2)
    if x1.shape[axis] != x2.shape[axis]:
        raise ValueError(f"axes must match; got shapes {x1.shape} and {x2.shape} with {axis=}")

    def product(x, y):
        return vdot(x, y, preferred_element_type=preferred_element_type)

    return vectorize(product, signature="(n),(n)->()")(moveaxis(x1, axis, -1), moveaxis(x2, axis, -1))


def tensordot(a, b, axes=2, *, precision=None, preferred_element_type=None, out_sharding=None):
    """Products summed over the last ``axes`` axes of a and the first of b, or over given pairs of axes."""
    a, b, dtype, weak = _operands("tensordot", a, b, preferred_element_type)
    if type(axes) is int:
        if axes > min(a.ndim, b.ndim):
            raise TypeError(
                f"Number of tensordot axes (axes {axes}) exceeds input ranks ({a.shape} and {b.shape})"
            )
        contracted = tuple(range(a.ndim - axes, a.ndim)), tuple(range(axes))
    elif isinstance(axes, (tuple, list)) and len(axes) == 2:
        first, second = axes
        if isinstance(first, int) and isinstance(second, int):
            first, second = (first,), (second,)
        elif not (isinstance(first, (tuple, list)) and isinstance(second, (tuple, list))):
            raise TypeError(
                "tensordot requires both axes lists to be either ints, tuples or lists, got "
                f"{first} and {second}"
            )
        if len(first) != len(second):
            raise TypeError(f"tensordot requires axes lists to have equal length, got {first} and {second}.")
        contracted = (
            tuple(canonical_axis(one, a.ndim) for one in first),
            tuple(canonical_axis(one, b.ndim) for one in second),
        )
    else:
        raise TypeError(
            "tensordot axes argument must be an int, a pair of ints, or a pair of lists/tuples of ints."
        )
    return convert_element_type(dot_general(a, b, contracted, preferred_element_type=dtype), dtype, weak)


def inner(a, b, *, precision=None, preferred_element_type=None):
    """The sum over the last axes of both."""
    a, b = checked("inner", a, b)
    if a.ndim == 0 or b.ndim == 0:
        if preferred_element_type is not None:
            a, b = a.astype(preferred_element_type), b.astype(preferred_element_type)
        return a * b
    return tensordot(a, b, (-1, -1), preferred_element_type=preferred_element_type)


def outer(a, b, out=None):
    """The products of all pairs of elements."""
    refuse_out("jnp.outer", out)
    a, b = promote_arguments(*checked("outer", a, b))
    a, b = reshape(a, (a.size,)), reshape(b, (b.size,))
    return expand_dims(a, (1,)) * expand_dims(b, (0,))


def kron(a, b):
    """The Kronecker product."""
    check_arraylike("kron", a, b)
    return _kron(a, b)


@as_jit("kron")
def _kron(a, b):
    a, b = promote_arguments(to_array(a), to_array(b))
    rank = max(a.ndim, b.ndim)
    a, b = [expand_dims(one, range(rank - one.ndim)) if one.ndim < rank else one for one in (a, b)]
    shape = [length * other for length, other in zip(a.shape, b.shape, strict=True)]
    if not rank:
        return lax.mul(a, b)
    a, b = expand_dims(a, range(1, 2 * rank, 2)), expand_dims(b, range(0, 2 * rank, 2))
    return reshape(lax.mul(a, b), shape)


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The vector product of vectors of two or three components."""
    from jax.numpy._shapes import moveaxis, stack

    check_arraylike("cross", a, b)
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = moveaxis(a, axisa, -1), moveaxis(b, axisb, -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError("Dimension must be either 2 or 3 for cross product")
    if a.shape[-1] == 2 and b.shape[-1] == 2:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]

    def parts(v):
        x, y = v[..., 0], v[..., 1]
        return x, y, v[..., 2] if v.shape[-1] == 3 else lax.mul(x, constant_like(x, 0))

    (a0, a1, a2), (b0, b1, b2) = parts(a), parts(b)
    return moveaxis(stack([a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0]), 0, axisc)


# ---- differences and integrals


def diff(a, n=1, axis=-1, prepend=None, append=None):
    """The differences of neighbours along an axis, ``n`` times."""
    from jax.numpy._shapes import concatenate

    array = checked("diff", a)
    n = concrete_index(n, "'n' argument of jnp.diff")
    axis = concrete_index(axis, "'axis' argument of jnp.diff")
    if n == 0:
        return array
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    if array.ndim == 0:
        raise ValueError(f"diff requires input that is at least one dimensional; got {a}")
    axis = canonical_axis(axis, array.ndim)

    def one_slice(value):
        value = checked("diff", value)
        if value.ndim:
            return value
        return broadcast_to(
            value, tuple(1 if place == axis else length for place, length in enumerate(array.shape))
        )

    parts = [] if prepend is None else [one_slice(prepend)]
    parts.append(array)
    if append is not None:
        parts.append(one_slice(append))
    if len(parts) > 1:
        array = concatenate(parts, axis)
    return _diff(array, n=n, axis=axis)


@as_jit("diff")
def _diff(array, *, n, axis):
    subtract = lax.ne if array.aval.dtype.kind == "b" else lax.sub
    for _ in range(n):
        length = array.shape[axis]
        later = slice_in_dim(array, min(1, length), length, axis=axis)
        array = subtract(later, slice_in_dim(array, 0, max(length - 1, 0), axis=axis))
    return array


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of neighbours, with numbers before and after."""
    from jax.numpy._shapes import concatenate, ravel

    array = ravel(checked("ediff1d", ary))
    result = lax.sub(array[1:], array[:-1])
    if to_begin is not None:
        result = concatenate((ravel(checked("ediff1d", to_begin).astype(array.dtype)), result))
    if to_end is not None:
        result = concatenate((result, ravel(checked("ediff1d", to_end).astype(array.dtype))))
    return result


def gradient(f, *varargs, axis=None, edge_order=None):
    """Derivatives by central differences inside and one-sided ones at the ends."""
    if edge_order is not None:
        raise NotImplementedError("The 'edge_order' argument to jnp.gradient is not supported.")
    a, *spacing = promote_arguments(*[to_array(one) for one in (f, *varargs)], to_inexact=True)
    if axis is None:
        axes = tuple(range(a.ndim))
    else:
        axes = tuple(
            canonical_axis(one, a.ndim) for one in (axis if isinstance(axis, (tuple, list)) else (axis,))
        )
    if not axes:
        return []
    if min(a.shape[one] for one in axes) < 2:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, at least 2 elements are required."
        )
    if not spacing:
        spacing = [1.0] * len(axes)
    elif len(spacing) == 1:
        spacing = spacing * len(axes)
    elif len(spacing) != len(axes):
        raise TypeError(f"Invalid number of spacing arguments {len(spacing)} for {axis=}")
    found = [_gradient_along(a, h, one) for one, h in zip(axes, spacing, strict=True)]
    return found[0] if len(axes) == 1 else found


def _gradient_along(a, h, axis: int):
    from jax.numpy._shapes import concatenate

    length = a.shape[axis]

    def part(array, start, stop):
        start, stop = [limit + length if limit < 0 else limit for limit in (start, stop)]
        return slice_in_dim(array, start, stop, axis=axis)

    first = part(a, 1, 2) - part(a, 0, 1)
    last = part(a, length - 1, length) - part(a, length - 2, length - 1)
    if np.ndim(h) == 0:
        inside = (part(a, 2, length) - part(a, 0, length - 2)) * 0.5 / h
        return concatenate((first / h, inside, last / h), axis=axis)
    if h.ndim != 1:
        raise ValueError("Spacing arrays must be 1D arrays or scalars.")
    if len(h) != length:
        raise ValueError(
            "Spacing arrays must have the same length as the dimension along which the gradient is calculated."
        )
    h = reshape(h, [length if place == axis else 1 for place in range(a.ndim)])
    before = part(h, 1, length - 1) - part(h, 0, length - 2)
    after = part(h, 2, length) - part(h, 1, length - 1)
    inside = (
        -after / (before * (before + after)) * part(a, 0, length - 2)
        + (after - before) / (before * after) * part(a, 1, length - 1)
        + before / (after * (before + after)) * part(a, 2, length)
    )
    first = first / (part(h, 1, 2) - part(h, 0, 1))
    last = last / (part(h, length - 1, length) - part(h, length - 2, length - 1))
    return concatenate((first, inside, last), axis=axis)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The integral along an axis by the trapezoidal rule."""
    from jax.numpy._shapes import moveaxis

    if x is None:
        (y,) = promoted("trapezoid", y, to="inexact")
        steps = to_array(dx)
        if steps.ndim:
            steps = expand_dims(steps, range(y.ndim - steps.ndim)) if steps.ndim < y.ndim else steps
            steps = moveaxis(steps, axis, -1)
    else:
        y, x = promote_arguments(*checked("trapezoid", y, x), to_inexact=True)
        steps = diff(x) if x.ndim == 1 else moveaxis(diff(x, axis=axis), axis, -1)
    y = moveaxis(y, axis, -1)
    if steps.ndim == 0 or steps.shape[-1] == 1:
        width = steps if steps.ndim == 0 else steps[..., 0]
        return width * (y.sum(-1) - 0.5 * (y[..., 0] + y[..., -1]))
    return 0.5 * (steps * (y[..., 1:] + y[..., :-1])).sum(-1)


# ---- convolution


def _convolve(x, y, mode: str, name: str, preferred):
    if x.ndim != 1 or y.ndim != 1:
        raise ValueError(f"{name}() only support 1-dimensional inputs.")
    x, y = promote_arguments(x, y, to_inexact=preferred is None)
    if not (len(x) and len(y)):
        raise ValueError(f"{name}: inputs cannot be empty, got shapes {x.shape} and {y.shape}.")
    backwards = False
    if name == "correlate":
        y = lax.conj(y)
        if len(x) < len(y):
            x, y, backwards = y, x, True
    else:
        x, y = (y, x) if len(x) < len(y) else (x, y)
        y = y[::-1]
    count = len(y)
    padding = {"valid": (0, 0), "same": (count // 2, count - count // 2 - 1), "full": (count - 1, count - 1)}
    if mode not in padding:
        raise ValueError("mode must be one of ['full', 'same', 'valid']")
    from jax._src.primitives.shapes import pad

    padded = pad(x, constant_like(x, 0), [(*padding[mode], 0)])
    windows = np.arange(len(padded) - count + 1)[:, None] + np.arange(count)
    result = dot(padded[to_array(windows)], y, preferred_element_type=preferred)
    return result[::-1] if backwards else result


def convolve(a, v, mode="full", *, precision=None, preferred_element_type=None):
    """The convolution of two sequences."""
    a, v = checked("convolve", a, v)
    return as_jit("convolve")(_convolve)(a, v, mode=mode, name="convolve", preferred=preferred_element_type)


def correlate(a, v, mode="valid", *, precision=None, preferred_element_type=None):
    """The correlation of two sequences."""
    a, v = checked("correlate", a, v)
    return as_jit("correlate")(_convolve)(a, v, mode=mode, name="correlate", preferred=preferred_element_type)
