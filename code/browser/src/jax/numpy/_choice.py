"""Functions that choose between arrays element by element."""

import builtins

import numpy as np

from jax._src.array_arguments import (
    as_jit,
    broadcast_arrays,
    broadcast_to,
    checked,
    concrete,
    promoted,
    to_array,
)
from jax._src.core import Array
from jax._src.primitives.elementwise import convert_element_type, max_, min_, ne, select_n
from jax._src.promotion import check_arraylike, promote_arguments


def as_condition(array):
    """True where an array is not zero."""
    if array.aval.dtype.kind == "b":
        return array
    return ne(array, np.zeros((), array.aval.dtype))


@as_jit("_where")
def where_jit(condition, x, y):
    """x where the condition holds, else y, all broadcast together."""
    condition, x, y = checked("where", condition, x, y)
    condition = as_condition(condition)
    x, y = promote_arguments(x, y)
    if condition.ndim == 0:
        x, y = broadcast_arrays(x, y)
    else:
        condition, x, y = broadcast_arrays(condition, x, y)
    return select_n(condition, y, x) if 0 not in x.shape else x


def where(condition, x=None, y=None, /, *, size=None, fill_value=None):
    """Elements of x where the condition holds, else of y; with the condition alone, the places where it holds
    (as `nonzero`)."""
    if x is None and y is None:
        from jax.numpy._searching import nonzero

        check_arraylike("where", condition)
        return nonzero(condition, size=size, fill_value=fill_value)
    check_arraylike("where", condition, x, y)
    if size is not None or fill_value is not None:
        raise ValueError("size and fill_value arguments cannot be used in three-term where function.")
    return where_jit(condition, x, y)


@as_jit("clip")
def _clip(array, low, high):
    if low is not None:
        array = max_(*promoted("maximum", low, array))
    if high is not None:
        array = min_(*promoted("minimum", high, array))
    return array


def clip(arr=None, /, min=None, max=None):
    """The elements limited to [min, max]; None sets no limit."""
    if arr is None:
        raise ValueError("No input was provided to the clip function.")
    array = checked("clip", arr)
    for limit in (array, min, max):
        if limit is not None and to_array(limit).aval.dtype.kind == "c":
            raise ValueError(
                "Clip received a complex value either through the input or the min/max keywords. Complex values have "
                "no ordering and cannot be clipped. Please convert to a real value or array by taking the real or "
                "imaginary components via jax.numpy.real/imag respectively."
            )
    return _clip(array, min, max)


def select(condlist, choicelist, default=0):
    """For every element the first choice whose condition holds, else ``default``."""
    if len(condlist) != len(choicelist):
        raise ValueError(
            f"condlist must have length equal to choicelist ({len(condlist)} vs {len(choicelist)})"
        )
    if len(condlist) == 0:
        raise ValueError("condlist must be non-empty")
    check_arraylike("select", *condlist, *choicelist, default)
    *choices, default = promote_arguments(*[to_array(choice) for choice in choicelist], to_array(default))
    conditions = [as_condition(to_array(condition)) for condition in condlist]
    *arrays, default = broadcast_arrays(*conditions, *choices, default)
    conditions, choices = arrays[: len(conditions)], arrays[len(conditions) :]
    result = default
    for condition, choice in zip(conditions[::-1], choices[::-1], strict=True):
        result = select_n(condition, result, choice)
    return result


def choose(a, choices, out=None, mode="raise"):
    """Elements of ``choices[a]``, place by place. ``mode`` ("wrap" or "clip") says what out-of-range numbers mean."""
    from jax.numpy._elementwise import mod
    from jax.numpy._shapes import stack

    if out is not None:
        raise NotImplementedError("The 'out' argument to jnp.choose is not supported.")
    if not isinstance(choices, Array | np.ndarray) and not isinstance(choices, (list, tuple)):
        check_arraylike("choose", choices)
    which = checked("choose", a)
    if which.aval.dtype.kind not in "iu":
        raise ValueError("`a` array must be integer typed")
    arrays = [to_array(choice) for choice in choices]
    check_arraylike("choose", *choices)
    count = len(arrays)
    if mode == "raise":
        known = np.asarray(
            concrete(
                which,
                "The error occurred because jnp.choose was jit-compiled with mode='raise'. Use mode='wrap' or mode='clip' instead.",
            )
        )
        if np.any((known < 0) | (known >= count)):
            raise ValueError("invalid entry in choice array")
    elif mode == "wrap":
        which = mod(which, count)
    elif mode == "clip":
        which = clip(which, 0, count - 1)
    else:
        raise ValueError(f"mode={mode!r} not understood. Must be 'raise', 'wrap', or 'clip'")
    which, *arrays = broadcast_arrays(which, *promote_arguments(*arrays))
    from jax.numpy._indexing_functions import take_along_axis

    return take_along_axis(stack(arrays), which[None], axis=0)[0] if count else which


def piecewise(x, condlist, funclist, *args, **kw):
    """Each condition's function applied where the condition holds; one more function is the default."""
    x = checked("piecewise", x)
    conditions = _condition_list(x, condlist)
    functions = list(funclist)
    if len(functions) == len(conditions):
        functions.append(0)
    if len(functions) != len(conditions) + 1:
        raise ValueError(
            f"with {len(conditions)} condition(s), either {len(conditions)} or {len(conditions) + 1} functions are "
            f"expected; got {len(functions)}"
        )

    def value(function):
        result = function(x, *args, **kw) if callable(function) else function
        return broadcast_to(convert_element_type(to_array(result), x.aval.dtype), x.shape)

    result = value(functions[-1])
    for condition, function in zip(conditions, functions[:-1], strict=True):
        result = select_n(broadcast_to(condition, x.shape), result, value(function))
    return result


def _condition_list(x, condlist):
    if isinstance(condlist, (Array, np.ndarray)) and to_array(condlist).ndim in (0, x.ndim) and x.ndim:
        return [as_condition(to_array(condlist))]
    if isinstance(condlist, (builtins.bool, np.bool_)):
        return [to_array(condlist)]
    if isinstance(condlist, (list, tuple)) and condlist and np.isscalar(condlist[0]):
        return [to_array(np.asarray(condlist, bool))]
    return [as_condition(to_array(condition)) for condition in condlist]
