"""Checks of the arguments of ``jax.lax``."""

import operator

import numpy as np

from jax._src.avals import ShapedArray, dtype_name
from jax._src.core import Array
from jax._src.differentiation import as_array

# What a dtype may be, in the words of the messages.
INTEGER, SIGNED, FLOATING, COMPLEX, BOOL = "integer", "signedinteger", "floating", "complexfloating", "bool"
_KINDS = {
    INTEGER: "iu", SIGNED: "i", "number": "iufc", FLOATING: "f", COMPLEX: "c", BOOL: "b", "float32, float64": "f", "float32": "f",
    "float64": "f",
}  # fmt: skip
ANY = (INTEGER, FLOATING, COMPLEX, BOOL)
NUMBER = (INTEGER, FLOATING, COMPLEX)
INEXACT = (FLOATING, COMPLEX)
ORDERED = (INTEGER, FLOATING, BOOL)
BITS = (INTEGER, BOOL)
REAL = (FLOATING,)
WHOLE = (INTEGER,)

_PROMOTING = {
    "add": "add", "atan2": "arctan2", "concatenate": "concatenate", "div": "divide", "eq": "equal", "max": "maximum",
    "ne": "not_equal", "min": "minimum", "mul": "multiply", "select": "where", "sub": "subtract",
}  # fmt: skip


def operand(value, name: str, position: int = 0):
    """An argument as an array or tracer. Raises JAX's TypeError for what is neither array nor number."""
    if isinstance(value, Array):
        return value
    try:
        return as_array(value)
    except TypeError:
        raise TypeError(
            f"Error interpreting argument to {name} as a JAX value. The problematic value is of type {type(value)} "
            f"and was passed to {name} at position {position}."
        ) from None


def check_kind(name: str, aval: ShapedArray, accepted, position: int | None = None) -> None:
    """Raises TypeError for a dtype that an operation does not accept."""
    if not any(aval.dtype.kind in _KINDS[kind] for kind in accepted):
        place = "" if position is None else f" at position {position}"
        raise TypeError(
            f"{name} does not accept dtype {dtype_name(aval.dtype)}{place}. Accepted dtypes{place} are subtypes of "
            f"{', '.join(accepted)}."
        )


def check_same_dtypes(name: str, avals) -> None:
    """Raises TypeError where dtypes differ."""
    if any(aval.dtype != avals[0].dtype for aval in avals):
        tip = ""
        if name in _PROMOTING:
            tip = f" (Tip: jnp.{_PROMOTING[name]} is a similar function that does automatic type promotion on inputs)."
        names = ", ".join(dtype_name(aval.dtype) for aval in avals)
        raise TypeError(f"lax.{name} requires arguments to have the same dtypes, got {names}.{tip}")


def check_ranks(name: str, avals) -> None:
    """Raises TypeError for arrays of different numbers of axes; scalars fit."""
    ranks = {len(aval.shape) for aval in avals if aval.shape}
    if len(ranks) > 1:
        raise TypeError(f"{name}: arrays must have the same number of dimensions, got {ranks}")


def common_shape(name: str, avals) -> tuple[int, ...]:
    """The shape of all operands that are not scalars; lengths of one fit any length."""
    shapes = [aval.shape for aval in avals if aval.shape]
    if not shapes:
        return ()
    check_ranks(name, avals)
    result = []
    for lengths in zip(*shapes, strict=True):
        others = {length for length in lengths if length != 1}
        if len(others) > 1:
            listed = ", ".join(map(str, shapes))
            raise TypeError(f"{name} got incompatible shapes for broadcasting: {listed}.")
        result.append(others.pop() if others else 1)
    return tuple(result)


def check_shape(function: str, argument: str, shape, *, positive: bool = False) -> tuple[int, ...]:
    """A shape as a tuple of integers. Raises TypeError for anything else and for negative lengths."""
    if not isinstance(shape, (tuple, list, np.ndarray)):
        raise TypeError(f"{function} {argument} must be of type tuple/list/ndarray, got {type(shape)}.")
    try:
        lengths = tuple(operator.index(length) for length in shape)
    except TypeError:
        raise TypeError(
            f"{function} {argument} must have every element be an integer type, got {tuple(map(type, shape))}."
        ) from None
    if any(length < (1 if positive else 0) for length in lengths):
        what = "strictly positive" if positive else "nonnegative"
        raise TypeError(f"{function} {argument} must have every element be {what}, got {shape}.")
    return lengths


def axis_in(axis: int, ndim: int) -> int:
    """An axis counted from the front. Raises ValueError when there is none such."""
    axis = operator.index(axis)
    if not -ndim <= axis < ndim:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {ndim}")
    return axis % ndim
