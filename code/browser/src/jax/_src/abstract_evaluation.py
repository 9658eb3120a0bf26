"""What a function would compute, without computing it: make_jaxpr and eval_shape."""

import functools

import numpy as np

from jax._src import trees
from jax._src.avals import ShapedArray, canonical_dtype, dtype_name
from jax._src.core import get_aval
from jax._src.functions import FlatFunction, argument_names, as_tuple, check_callable, described
from jax._src.jaxpr import trace_to_jaxpr


class ShapeDtypeStruct:
    """Shape and dtype of an array that need not exist."""

    __slots__ = ("dtype", "shape", "weak_type")

    def __init__(self, shape, dtype, *, sharding=None, weak_type=False, vma=None, is_ref=False):
        self.shape, self.weak_type = tuple(shape), weak_type
        self.dtype = np.dtype(dtype)

    ndim = property(lambda self: len(self.shape))
    size = property(lambda self: int(np.prod(self.shape)))

    def __repr__(self):
        weak = ", weak_type=True" if self.weak_type else ""
        return f"ShapeDtypeStruct(shape={self.shape}, dtype={dtype_name(self.dtype)}{weak})"

    def __eq__(self, other):
        return isinstance(other, ShapeDtypeStruct) and (self.shape, self.dtype, self.weak_type) == (
            other.shape,
            other.dtype,
            other.weak_type,
        )

    def __hash__(self):
        return hash((self.shape, self.dtype))


def aval_or_struct(leaf) -> ShapedArray:
    """The type of an array, a number or a ShapeDtypeStruct."""
    if isinstance(leaf, ShapedArray):
        return leaf
    if isinstance(leaf, ShapeDtypeStruct):
        return ShapedArray(leaf.shape, canonical_dtype(leaf.dtype), leaf.weak_type)
    return get_aval(leaf)


def make_jaxpr(fun, static_argnums=(), axis_env=None, return_shape=False, abstracted_axes=None):
    """A function that returns the program of ``fun`` for its arguments, without running it."""
    check_callable(fun)
    numbers = as_tuple(static_argnums)

    @functools.wraps(fun)
    def traced(*arguments, **keywords):
        count = len(arguments)
        static = {number % count for number in numbers}

        def dynamic_part(*dynamic, **inner):
            values = iter(dynamic)
            return fun(*[a if k in static else next(values) for k, a in enumerate(arguments)], **inner)

        dynamic = tuple(a for k, a in enumerate(arguments) if k not in static)
        leaves, tree = trees.tree_flatten((dynamic, keywords))
        flat = FlatFunction(dynamic_part, tree)
        labels = argument_names(fun, arguments, keywords) if not static else []
        jaxpr = trace_to_jaxpr(
            flat,
            [aval_or_struct(leaf) for leaf in leaves],
            name=f"{described(fun)} for make_jaxpr",
            arguments=labels if len(labels) == len(leaves) else [],
        )
        if not return_shape:
            return jaxpr
        shapes = [ShapeDtypeStruct(a.shape, a.dtype, weak_type=a.weak_type) for a in jaxpr.out_avals]
        return jaxpr, trees.tree_unflatten(flat.out_tree, shapes)

    return traced


def eval_shape(fun, *arguments, **keywords):
    """Shapes and dtypes of the results of ``fun``, without computing them."""
    leaves, tree = trees.tree_flatten((arguments, keywords))
    flat = FlatFunction(fun, tree)
    jaxpr = trace_to_jaxpr(flat, [aval_or_struct(leaf) for leaf in leaves], name=described(fun))
    shapes = [ShapeDtypeStruct(a.shape, a.dtype, weak_type=a.weak_type) for a in jaxpr.out_avals]
    return trees.tree_unflatten(flat.out_tree, shapes)
