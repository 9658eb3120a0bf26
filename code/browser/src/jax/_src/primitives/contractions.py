"""``dot_general``: products summed over shared axes, the one primitive under dot, matmul, tensordot, einsum."""

import math

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import Primitive, bind
from jax._src.differentiation import aval_of, derivatives, is_undefined
from jax._src.primitives.elementwise import convert_element_type, shape_of
from jax._src.primitives.shapes import transpose

dot_general_p = Primitive("dot_general")


class DimensionNumbers(tuple):
    """((contracted axes of both), (batch axes of both)), printed with lists as JAX does."""

    def __str__(self):
        return "(" + ", ".join(f"({', '.join(str(list(axes)) for axes in pair)})" for pair in self) + ")"

    __repr__ = __str__


def _free(ndim: int, *used) -> list[int]:
    taken = {axis for axes in used for axis in axes}
    return [axis for axis in range(ndim) if axis not in taken]


def _dot(x, y, *, dimension_numbers, preferred_element_type):
    (left, right), (left_batch, right_batch) = dimension_numbers
    out = preferred_element_type
    if out is not None and x.dtype != out:
        x, y = x.astype(out), y.astype(out)
    if x.dtype.kind == "b":  # or of ands
        return (
            _dot(
                x.astype(np.int32),
                y.astype(np.int32),
                dimension_numbers=dimension_numbers,
                preferred_element_type=None,
            )
            > 0
        )
    if not left_batch and len(left) == 1 and x.ndim <= 2 and y.ndim <= 2:
        return np.dot(x.T if left[0] == 0 and x.ndim == 2 else x, y.T if right[0] == 1 else y)
    # Bring both to (batch, free, contracted) @ (batch, contracted, free).
    x_free, y_free = _free(x.ndim, left, left_batch), _free(y.ndim, right, right_batch)
    batch = [x.shape[axis] for axis in left_batch]
    inner = math.prod(x.shape[axis] for axis in left)
    rows, columns = [x.shape[axis] for axis in x_free], [y.shape[axis] for axis in y_free]
    a = x.transpose(*left_batch, *x_free, *left).reshape(*batch, math.prod(rows), inner)
    b = y.transpose(*right_batch, *right, *y_free).reshape(*batch, inner, math.prod(columns))
    return np.matmul(a, b).reshape((*batch, *rows, *columns))


def _dot_abstract(x, y, *, dimension_numbers, preferred_element_type):
    (left, right), (left_batch, right_batch) = dimension_numbers
    contracted = tuple(x.shape[i] for i in left), tuple(y.shape[j] for j in right)
    if contracted[0] != contracted[1]:
        raise TypeError(
            "dot_general requires contracting dimensions to have the same shape, got "
            f"{contracted[0]} and {contracted[1]}."
        )
    batch = tuple(x.shape[i] for i in left_batch), tuple(y.shape[j] for j in right_batch)
    if batch[0] != batch[1]:
        raise TypeError(
            f"dot_general requires lhs batch dimensions and rhs batch dimensions to have the same shape, got {batch[0]} "
            f"and {batch[1]}."
        )
    shape = [
        *batch[0],
        *(x.shape[i] for i in _free(x.ndim, left, left_batch)),
        *(y.shape[j] for j in _free(y.ndim, right, right_batch)),
    ]
    return ShapedArray(shape, preferred_element_type or x.dtype, x.weak_type and y.weak_type)


def _dot_code(emitter, equation, names):
    (left, right), (left_batch, _) = equation.parameters["dimension_numbers"]
    x, y = equation.inputs[0].aval, equation.inputs[1].aval
    plain = x.dtype == y.dtype == equation.outputs[0].aval.dtype and x.dtype.kind != "b"
    if plain and not left_batch and len(left) == 1 and x.ndim <= 2 and y.ndim <= 2:
        a = names[0] + (".T" if x.ndim == 2 and left[0] == 0 else "")
        b = names[1] + (".T" if y.ndim == 2 and right[0] == 1 else "")
        return f"np_dot({a},{b})"
    if plain and not left_batch and not left:
        return f"np_multiply_outer({names[0]},{names[1]})"
    return emitter.call(dot_general_p, names, equation.parameters)


def dot_general(x, y, contracting, batch=((), ()), preferred_element_type=None):
    """Products of x and y summed over the contracted axes; result axes: batch, free of x, free of y."""
    numbers = DimensionNumbers((tuple(map(tuple, contracting)), tuple(map(tuple, batch))))
    preferred = None if preferred_element_type is None else np.dtype(preferred_element_type)
    return bind(dot_general_p, x, y, dimension_numbers=numbers, preferred_element_type=preferred)


derivatives(
    dot_general_p,
    lambda t, out, x, y, **parameters: bind(dot_general_p, t, y, **parameters),
    lambda t, out, x, y, **parameters: bind(dot_general_p, x, t, **parameters),
)


def _cotangent_of(
    cotangent, operand, other, contracted, other_contracted, batch, other_batch, is_first, preferred
):
    """The cotangent of one operand: the other one contracted with the result's cotangent."""
    free, other_free = (
        _free(operand.ndim, contracted, batch),
        _free(len(shape_of(other)), other_contracted, other_batch),
    )
    count = len(batch)
    start = count + len(free) if is_first else count
    others = range(start, start + len(other_free))
    result = dot_general(cotangent, other, (others, other_free), (range(count), other_batch), preferred)
    # The result's axes: batch, the operand's free axes, then the other's contracted axes in increasing order.
    by_other = [contracted[k] for k in np.argsort(other_contracted)]
    places = [*batch, *free, *by_other]
    return transpose(result, np.argsort(places).tolist())


def _dot_transpose(cotangent, x, y, *, dimension_numbers, preferred_element_type):
    (left, right), (left_batch, right_batch) = dimension_numbers
    preferred = preferred_element_type
    if is_undefined(x):
        result = _cotangent_of(cotangent, x.aval, y, left, right, left_batch, right_batch, True, preferred)
        return [convert_element_type(result, x.aval.dtype), None]
    result = _cotangent_of(cotangent, aval_of(y), x, right, left, right_batch, left_batch, False, preferred)
    return [None, convert_element_type(result, aval_of(y).dtype)]


def _dot_batch(size, values, batched, *, dimension_numbers, preferred_element_type):
    (left, right), (left_batch, right_batch) = dimension_numbers
    x, y = values

    def after(axes, is_batched):
        return tuple(axis + 1 for axis in axes) if is_batched else tuple(axes)

    left, left_batch = after(left, batched[0]), after(left_batch, batched[0])
    right, right_batch = after(right, batched[1]), after(right_batch, batched[1])
    preferred = preferred_element_type
    if all(batched):
        return dot_general(x, y, (left, right), ((0, *left_batch), (0, *right_batch)), preferred)
    out = dot_general(x, y, (left, right), (left_batch, right_batch), preferred)
    ndim = len(shape_of(out))
    # The batch axis is the first free axis of its operand.
    place = len(left_batch) if batched[0] else len(shape_of(x)) - len(left)
    return transpose(out, [place, *(axis for axis in range(ndim) if axis != place)])


dot_general_p.implementation = _dot
dot_general_p.abstract = _dot_abstract
dot_general_p.code = _dot_code
dot_general_p.transpose = _dot_transpose
dot_general_p.batch = _dot_batch
