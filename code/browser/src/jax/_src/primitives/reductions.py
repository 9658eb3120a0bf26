"""Primitives that combine the elements along axes: sums, products, extremes, and where the extremes are."""

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import Array, Primitive, bind, get_aval
from jax._src.differentiation import linear, no_derivative
from jax._src.primitives.elementwise import (
    constant_like,
    convert_element_type,
    div,
    eq,
    mul,
    shape_of,
)
from jax._src.primitives.shapes import broadcast_in_dim, concatenate, reshape, rev, slice_in_dim, transpose


def _reduced(shape, axes) -> list[int]:
    return [length for axis, length in enumerate(shape) if axis not in axes]


def _kept(shape, axes) -> tuple[int, ...]:
    return tuple(axis for axis in range(len(shape)) if axis not in axes)


def reduction(name: str, ufunc: np.ufunc, code: str, *, has_dtype: bool = False, initial=None):
    """A primitive that reduces with a NumPy ufunc over ``axes``. ``has_dtype``: the ufunc would otherwise
    widen integers; ``initial(dtype)``: the result over no elements. Returns (primitive, function)."""
    primitive = Primitive(name)
    hidden = {"out_sharding": None} if name == "reduce_sum" else {}

    def implementation(x, *, axes, out_sharding=None):
        options = {"dtype": x.dtype} if has_dtype else {}
        if initial is not None and 0 in x.shape:
            options["initial"] = initial(x.dtype)
        return ufunc.reduce(x, axis=axes, **options)

    def emit(emitter, equation, names):
        aval, axes = equation.inputs[0].aval, equation.parameters["axes"]
        if 0 in aval.shape:
            return emitter.call(primitive, names, equation.parameters)
        axis = None if len(axes) == aval.ndim else axes[0] if len(axes) == 1 else axes
        dtype = f",dtype={emitter.constant(aval.dtype)}" if has_dtype and aval.dtype.kind not in "fc" else ""
        return f"{code}({names[0]},{axis}{dtype})"

    primitive.implementation = implementation
    primitive.abstract = lambda x, *, axes, out_sharding=None: x.with_shape(_reduced(x.shape, axes))
    primitive.code = emit
    primitive.batch = lambda size, values, batched, *, axes, out_sharding=None: bind(
        primitive, *values, axes=tuple(axis + 1 for axis in axes), **hidden
    )

    def apply(x, axes):
        return bind(primitive, x, axes=tuple(axes), **hidden) if axes or not isinstance(x, Array) else x

    apply.__name__ = apply.__qualname__ = name
    return primitive, apply


def _lowest(dtype):
    if dtype.kind == "f":
        return -np.inf
    return False if dtype.kind == "b" else np.iinfo(dtype).min


def _highest(dtype):
    if dtype.kind == "f":
        return np.inf
    return True if dtype.kind == "b" else np.iinfo(dtype).max


reduce_sum_p, reduce_sum = reduction("reduce_sum", np.add, "add_reduce", has_dtype=True)
reduce_prod_p, reduce_prod = reduction("reduce_prod", np.multiply, "multiply_reduce", has_dtype=True)
reduce_max_p, reduce_max = reduction("reduce_max", np.maximum, "maximum_reduce", initial=_lowest)
reduce_min_p, reduce_min = reduction("reduce_min", np.minimum, "minimum_reduce", initial=_highest)
reduce_and_p, reduce_and = reduction("reduce_and", np.bitwise_and, "bitwise_and_reduce")
reduce_or_p, reduce_or = reduction("reduce_or", np.bitwise_or, "bitwise_or_reduce")
reduce_xor_p, reduce_xor = reduction("reduce_xor", np.bitwise_xor, "bitwise_xor_reduce")
for primitive in (reduce_and_p, reduce_or_p, reduce_xor_p):
    no_derivative(primitive)


def _sum_transpose(cotangent, x, *, axes, out_sharding=None):
    shape = x.aval.shape
    return [broadcast_in_dim(cotangent, shape, _kept(shape, axes))]


linear(reduce_sum_p, _sum_transpose)


def _extreme_jvp(primitive, reduce):
    def jvp(primals, tangents, *, axes):
        (x,), (tangent,) = primals, tangents
        out = reduce(x, axes)
        if tangent is None:
            return out, None
        shape = shape_of(x)
        places = convert_element_type(
            eq(x, broadcast_in_dim(out, shape, _kept(shape, axes))), get_aval(x).dtype
        )
        # Equal extremes share the derivative.
        return out, div(reduce_sum(mul(tangent, places), axes), reduce_sum(places, axes))

    primitive.jvp = jvp


_extreme_jvp(reduce_max_p, reduce_max)
_extreme_jvp(reduce_min_p, reduce_min)


def _product_jvp(primals, tangents, *, axes):
    (x,), (tangent,) = primals, tangents
    out = reduce_prod(x, axes)
    if tangent is None:
        return out, None
    # The product of all the others, by products from both sides: right also where a factor is zero.
    kept = _kept(shape_of(x), axes)
    shape = shape_of(x)
    size = int(np.prod([shape[axis] for axis in axes]))
    flat = reshape(transpose(x, (*axes, *kept)), (size, *[shape[axis] for axis in kept]))
    moved = reshape(transpose(tangent, (*axes, *kept)), shape_of(flat))
    others = mul(_product_before(flat), _product_after(flat))
    return out, reduce_sum(mul(moved, others), (0,))


def _product_before(x):
    """Exclusive products along the first axis, from the front, in log2(length) steps."""
    length = shape_of(x)[0]
    if length == 0:
        return x
    ones = broadcast_in_dim(constant_like(x, 1), (1, *shape_of(x)[1:]), ())
    result, shift = concatenate([ones, slice_in_dim(x, 0, length - 1)], 0), 1
    while shift < length:
        ones = broadcast_in_dim(constant_like(x, 1), (shift, *shape_of(x)[1:]), ())
        result = mul(result, concatenate([ones, slice_in_dim(result, 0, length - shift)], 0))
        shift *= 2
    return result


def _product_after(x):
    return rev(_product_before(rev(x, (0,))), (0,))


reduce_prod_p.jvp = _product_jvp


def _extreme_place(name: str, function):
    primitive = Primitive(name, weak_arguments=slice(0, 0))

    def implementation(x, *, axes, index_dtype):
        return function(x, axes[0]).astype(index_dtype)

    primitive.implementation = implementation
    primitive.abstract = lambda x, *, axes, index_dtype: ShapedArray(_reduced(x.shape, axes), index_dtype)
    primitive.batch = lambda size, values, batched, *, axes, index_dtype: bind(
        primitive, *values, axes=(axes[0] + 1,), index_dtype=index_dtype
    )
    no_derivative(primitive)

    def apply(x, axis: int, index_dtype=np.int32):
        return bind(primitive, x, axes=(int(axis),), index_dtype=np.dtype(index_dtype))

    apply.__name__ = apply.__qualname__ = name
    return primitive, apply


argmax_p, argmax = _extreme_place("argmax", np.argmax)
argmin_p, argmin = _extreme_place("argmin", np.argmin)
