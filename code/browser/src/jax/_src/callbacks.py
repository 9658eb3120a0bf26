"""Python functions called from inside a program: for printing, for effects, and for values computed elsewhere."""

import string

import numpy as np

from jax._src import trees
from jax._src.abstract_evaluation import aval_or_struct
from jax._src.core import Primitive, bind, get_aval, numpy_value
from jax._src.differentiation import as_array, no_derivative
from jax._src.jaxpr import EFFECTS


class Callback:
    """A Python function of concrete leaves that returns a list of leaves."""

    def __init__(self, function, in_tree, name: str):
        self.function, self.in_tree, self.__name__ = function, in_tree, name

    def __call__(self, *values):
        from jax._src.core import ArrayImpl

        arrays = [ArrayImpl(value) for value in values]
        arguments, keywords = trees.tree_unflatten(self.in_tree, arrays)
        return self.function(*arguments, **keywords)


def _batch_by_element(primitive: Primitive):
    """One call for each element of a batch, in order."""

    def batch(size, values, batched, **parameters):
        from jax._src.primitives.shapes import concatenate, expand_dims

        rows = []
        for index in range(size):
            row = [
                as_array(value)[index] if own else value for value, own in zip(values, batched, strict=True)
            ]
            rows.append(bind(primitive, *row, **parameters))
        results = [
            concatenate([expand_dims(one, (0,)) for one in column], 0) for column in zip(*rows, strict=True)
        ]
        return results, [True] * len(results)

    primitive.batch = batch


def _effect_primitive(name: str) -> Primitive:
    primitive = Primitive(name, multiple_results=True)

    def implementation(*values, callback, result_avals):
        results = trees.tree_leaves(callback(*values))
        return [
            np.asarray(numpy_value(result), aval.dtype).reshape(aval.shape)
            for result, aval in zip(results if result_avals else [], result_avals, strict=True)
        ]

    primitive.implementation = implementation
    primitive.abstract = lambda *avals, callback, result_avals: list(result_avals)
    _batch_by_element(primitive)
    return primitive


debug_callback_p = _effect_primitive("debug_callback")
no_derivative(debug_callback_p)
pure_callback_p = _effect_primitive("pure_callback")
io_callback_p = _effect_primitive("io_callback")
EFFECTS.update((debug_callback_p, io_callback_p))


def _refuse_derivative(primitive: Primitive, message: str) -> None:
    def jvp(primals, tangents, **parameters):
        raise ValueError(message)

    primitive.jvp = jvp


_refuse_derivative(
    pure_callback_p,
    "Pure callbacks do not support JVP. Please use `jax.custom_jvp` to use callbacks while taking gradients.",
)
_refuse_derivative(
    io_callback_p,
    "IO callbacks do not support JVP. Please use `jax.custom_jvp` to use callbacks while taking gradients.",
)


def _called(primitive: Primitive, function, result_shape_dtypes, arguments, keywords):
    leaves, in_tree = trees.tree_flatten((arguments, keywords))
    shapes, out_tree = trees.tree_flatten(result_shape_dtypes)
    avals = tuple(aval_or_struct(shape) for shape in shapes)
    callback = Callback(function, in_tree, getattr(function, "__name__", "callback"))
    results = bind(primitive, *leaves, callback=callback, result_avals=avals)
    return trees.tree_unflatten(out_tree, results)


def debug_callback(callback, *args, ordered=False, partitioned=False, **kwargs) -> None:
    """Call a Python function with the values of the arguments, whenever the program runs."""
    _called(debug_callback_p, lambda *a, **k: callback(*a, **k) and None, None, args, kwargs)


def pure_callback(
    callback, result_shape_dtypes, *args, sharding=None, vmap_method=None, vectorized=None, **kwargs
):
    """The value of a Python function of the arguments, whose shape and dtype are given beforehand."""
    return _called(pure_callback_p, callback, result_shape_dtypes, args, kwargs)


def io_callback(callback, result_shape_dtypes, *args, sharding=None, ordered=False, **kwargs):
    """As ``pure_callback``, for functions with side effects: the call is never left out."""
    return _called(io_callback_p, callback, result_shape_dtypes, args, kwargs)


class _CheckedFormatter(string.Formatter):
    """Says which arguments a format does not use."""

    def format_field(self, value, format_spec):
        return ""  # a tracer has no digits yet

    def check_unused_args(self, used_args, args, kwargs):
        unused = [arg for index, arg in enumerate(args) if index not in used_args]
        unused_names = [name for name in kwargs if name not in used_args]
        for kind, names in (("positional", unused), ("keyword", unused_names)):
            if names:
                raise ValueError(
                    f"Unused {kind} arguments to `jax.debug.print`: {names}\nYou may be passing an f-string (i.e, "
                    '`f"{x}"`) into `jax.debug.print` and instead should pass in a regular string.'
                )


_formatter = _CheckedFormatter()


def debug_print(fmt: str, *args, ordered=False, partitioned=False, skip_format_check=False, **kwargs) -> None:
    """Print a formatted line with the values of the arguments, whenever the program runs."""
    if not skip_format_check:
        _formatter.format(fmt, *args, **kwargs)
    dynamic, static = {}, {}
    for name, value in [*enumerate(args), *kwargs.items()]:
        leaves = trees.tree_leaves(value)
        target = dynamic if leaves and all(map(_is_numeric, leaves)) else static
        target[name] = value

    def show(values):
        found = {**static, **values}
        positional = [found[index] for index in range(len(args))]
        named = {name: value for name, value in found.items() if isinstance(name, str)}
        print(fmt.format(*positional, **named))

    named = {str(name): value for name, value in dynamic.items()}
    original = {str(name): name for name in dynamic}
    debug_callback(lambda values: show({original[name]: value for name, value in values.items()}), named)


def _is_numeric(leaf) -> bool:
    try:
        get_aval(leaf)
    except TypeError:
        return False
    return True
