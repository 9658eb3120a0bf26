"""What the functions of ``jax.numpy`` do to their arguments first: check, convert, promote, broadcast."""

import functools
import math
import operator

import numpy as np

from jax._src import errors
from jax._src.absent import absent
from jax._src.avals import KEY_DTYPE, dtype_name
from jax._src.core import Array, ArrayImpl, Tracer, get_aval, numpy_value
from jax._src.jit import call_as_jit
from jax._src.primitives.elementwise import shape_of
from jax._src.primitives.shapes import broadcast_in_dim, expand_dims
from jax._src.promotion import check_arraylike, check_no_keys, promote_arguments


def to_array(value) -> Array:
    """Arrays and tracers unchanged, a number as a weakly typed array, a copy of a NumPy array."""
    if isinstance(value, Array):
        return value
    if hasattr(value, "__jax_array__"):
        return to_array(value.__jax_array__())
    aval = get_aval(value)
    if isinstance(value, np.ndarray):
        return ArrayImpl(np.array(value, aval.dtype))
    if type(value) is int and not -(2**31) <= value < 2**31:
        raise OverflowError(
            "An overflow was encountered while parsing an argument to a jitted computation, whose argument path "
            f"is x. Got <class 'int'> with value {value}"
        )
    return ArrayImpl(numpy_value(value), aval.weak_type)


def checked(name: str, *values, paths=("x", "y", "z")):
    """The values as arrays: one alone, or a list. Raises TypeError for lists, None and other objects."""
    check_arraylike(name, *values)
    refuse_text(name, values, paths)
    if len(values) == 1:
        return to_array(values[0])
    return [to_array(value) for value in values]


def checked_or_none(name: str, *values) -> list:
    """As `checked`, where None stands for a missing argument. Always a list."""
    for position, value in enumerate(values):
        if value is not None:
            try:
                check_arraylike(name, value)
            except TypeError:
                raise TypeError(
                    f"{name} requires ndarray, scalar, or None arguments, got {type(value)} at position {position}."
                ) from None
    return [None if value is None else to_array(value) for value in values]


def promoted(name: str, *values, to: str = "", names=("x", "y", "z")) -> list[Array]:
    """The values as arrays of one dtype and one number of axes (scalars stay scalars where that is enough).
    ``to`` is what the dtype must be at least: "numeric", "inexact" or "complex"."""
    values = [value if isinstance(value, Array) else _plain(name, values, value) for value in values]
    check_no_keys(name, *values)
    return same_rank(promote_arguments(*values, to=to, names=names))


def refuse_text(name: str, values, paths=("x", "y", "z")) -> None:
    """JAX's error for a text among the arguments."""
    for position, value in enumerate(values):
        if isinstance(value, (str, bytes)):
            raise TypeError(
                f"Error interpreting argument to <function {name} at {id(value):#x}> as an abstract array. The "
                f"problematic value is of type {type(value)} and was passed to the function at path "
                f"{paths[position] if position < len(paths) else position}.\nThis typically means that a jit-wrapped function was called with a "
                "non-array argument, and this argument was not marked as static using the static_argnums or "
                "static_argnames parameters of jax.jit."
            )


def _plain(name: str, values, value):
    check_arraylike(name, *values)
    refuse_text(name, values)
    if hasattr(value, "__jax_array__"):
        return value.__jax_array__()
    return to_array(value) if isinstance(value, (np.ndarray, np.generic)) else value


def broadcast_shapes(*shapes) -> tuple[int, ...]:
    """The shape to which NumPy's broadcasting brings the given ones. Raises ValueError when there is none."""
    first = shapes[0] if shapes else ()
    if all(shape == first for shape in shapes):
        return tuple(first)
    ndim = max(map(len, shapes))
    result = [1] * ndim
    for shape in shapes:
        for axis, length in enumerate(shape, ndim - len(shape)):
            if result[axis] == 1:
                result[axis] = length
            elif length not in (1, result[axis]):
                raise ValueError(f"Incompatible shapes for broadcasting: shapes={list(map(tuple, shapes))}")
    return tuple(result)


def same_rank(arrays: list[Array]) -> list[Array]:
    """The arrays with leading axes of length one, so that the elementwise primitives can broadcast them."""
    shapes = [array.shape for array in arrays]
    ranks = {len(shape) for shape in shapes if shape}
    if len(ranks) < 2:
        return arrays
    ndim = len(broadcast_shapes(*shapes))
    return [
        expand_dims(array, range(ndim - len(shape))) if len(shape) < ndim else array
        for array, shape in zip(arrays, shapes, strict=True)
    ]


def broadcast_to(array: Array, shape) -> Array:
    """The array in a larger shape. Raises ValueError when it does not fit."""
    if array.shape == shape:
        return array
    if len(shape) < array.ndim:
        raise ValueError(
            f"Cannot broadcast to shape with fewer dimensions: arr_shape={array.shape} shape={shape}"
        )
    start = len(shape) - array.ndim
    if any(length not in (1, shape[start + axis]) for axis, length in enumerate(array.shape)):
        requested = array.aval.with_shape(shape).str_long()
        raise ValueError(
            f"Incompatible types for broadcasting: input type={array.aval.str_long()} and requested type={requested}"
        )
    return broadcast_in_dim(array, shape, range(start, len(shape)))


def broadcast_arrays(*arrays: Array) -> list[Array]:
    """The arrays in their common shape."""
    shape = broadcast_shapes(*[array.shape for array in arrays])
    return [broadcast_to(array, shape) for array in arrays]


def concrete(value, context: str = ""):
    """The value of an array, as a NumPy value; anything else unchanged. Raises ConcretizationTypeError for a
    tracer without a value."""
    if isinstance(value, Array):
        return value._concrete(lambda tracer: errors.ConcretizationTypeError(tracer, context))
    return value


def concrete_index(value, context: str = "") -> int:
    """A Python integer. Raises TypeError for what is no integer, ConcretizationTypeError for a tracer."""
    return operator.index(concrete(value, context))


def is_concrete(value) -> bool:
    """Whether the value is known now."""
    if not isinstance(value, Tracer):
        return True
    try:
        value._concrete(_Unknown)
    except _Unknown:
        return False
    return True


class _Unknown(Exception):
    pass


def canonical_shape(shape, context: str = "") -> tuple[int, ...]:
    """A shape, or a length, as a tuple of integers. Raises TypeError."""
    if isinstance(shape, (tuple, list)):
        lengths = tuple(shape)
    elif isinstance(shape, (Array, np.ndarray)) and shape.ndim:
        lengths = tuple(concrete(shape).tolist()) if is_concrete(shape) else tuple(shape)
    else:
        lengths = (
            (shape,) if not hasattr(shape, "__iter__") or getattr(shape, "ndim", 1) == 0 else tuple(shape)
        )
    try:
        return tuple([length if type(length) is int else operator.index(length) for length in lengths])
    except TypeError:
        pass
    message = (
        "Shapes must be 1D sequences of concrete values of integer type, got "
        f"{shape if isinstance(shape, str) and len(shape) > 1 else lengths}.{' ' if context else ''}{context}"
    )
    if any(isinstance(length, Tracer) for length in lengths):
        message += "\nIf using `jit`, try using `static_argnums` or applying `jit` to smaller subfunctions."
        for length in lengths:
            if isinstance(length, Tracer):
                message += length._origin() if hasattr(length, "_origin") else ""
    raise TypeError(message)


def canonical_axis(axis, ndim: int, name: str = "axis") -> int:
    """An axis counted from the front. Raises ValueError when the array has no such axis."""
    axis = operator.index(axis)
    if not -ndim <= axis < ndim:
        raise ValueError(f"{name} {axis} is out of bounds for array of dimension {ndim}")
    return axis % ndim


def canonical_axes(axis, ndim: int, allow_duplicate: bool = False) -> tuple[int, ...]:
    """One axis, several, or None for all, counted from the front. Raises ValueError for repeated ones."""
    if axis is None:
        return tuple(range(ndim))
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    axes = tuple([canonical_axis(one, ndim) for one in axes])
    if not allow_duplicate and len(set(axes)) != len(axes):
        raise ValueError(f"duplicate axis in axis tuple: {axis if isinstance(axis, tuple) else axes}")
    return axes


def static_axes(axis, context: str = "axis argument to jnp function"):
    """The axis argument of a reduction as None, an integer or a tuple of integers."""
    if axis is None or type(axis) is int:
        return axis
    axis = concrete(axis, context)
    try:
        return operator.index(axis)
    except TypeError:
        return tuple([operator.index(concrete(one, context)) for one in axis])


def refuse_out(name: str, out) -> None:
    """JAX arrays are immutable: raises JAX's NotImplementedError for ``out=``."""
    if out is not None:
        raise NotImplementedError(f"The 'out' argument to {name} is not supported.")


def size_of(shape) -> int:
    """The number of elements."""
    return math.prod(shape)


def is_key_array(value) -> bool:
    """Whether an array holds typed random keys."""
    return isinstance(value, Array) and value.aval.dtype == KEY_DTYPE


def as_jit(name: str):
    """For functions of arrays that JAX compiles: while a program is recorded they appear in it as one call.
    Positional arguments are arrays (or containers of arrays), keyword arguments are static."""

    def decorate(function):
        called = call_as_jit(function, name)

        @functools.lru_cache(maxsize=1024, typed=True)
        def with_static(**static):
            return call_as_jit(functools.partial(function, **static), name)

        @functools.wraps(function)
        def wrapped(*arrays, **static):
            if not static:
                return called(*arrays)
            try:
                compiled = with_static(**static)
            except TypeError:  # a list, which cannot be remembered
                compiled = with_static.__wrapped__(**static)
            return compiled(*arrays)

        return wrapped

    return decorate


def not_supported(function_name: str, **options) -> None:
    """Raise NotAvailableInBrowser for the first option that is not None: placement on devices and the like."""
    for option, value in options.items():
        if value is not None:
            absent(f"{function_name} with {option}")


__all__ = [
    "as_jit", "broadcast_arrays", "broadcast_shapes", "broadcast_to", "canonical_axes", "canonical_axis",
    "canonical_shape", "checked", "checked_or_none", "concrete", "concrete_index", "is_concrete", "is_key_array",
    "not_supported", "promoted", "refuse_out", "refuse_text", "same_rank", "shape_of", "size_of", "static_axes", "to_array",
]  # fmt: skip
