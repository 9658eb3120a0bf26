"""Running sums, products, extremes and log-sums along an axis."""

import numpy as np

from jax._src.core import Primitive, bind, get_aval
from jax._src.differentiation import jvp_flat, linear
from jax._src.primitives.elementwise import logaddexp, max_, min_, mul, shape_of
from jax._src.primitives.shapes import concatenate, full, rev, slice_in_dim


def _cumulative(name: str, accumulate):
    """A primitive that applies ``accumulate(x, axis)`` from the front, or from the back with ``reverse``. Returns
    (primitive, function)."""
    primitive = Primitive(name)

    def implementation(x, *, axis, reverse):
        if reverse:
            return np.flip(accumulate(np.flip(x, axis), axis), axis)
        return accumulate(x, axis)

    primitive.implementation = implementation
    primitive.abstract = lambda x, *, axis, reverse: x
    primitive.batch = lambda size, values, batched, *, axis, reverse: bind(
        primitive, *values, axis=axis + 1, reverse=reverse
    )

    def apply(x, axis: int = 0, reverse: bool = False):
        ndim = len(shape_of(x))
        if not -ndim <= axis < ndim:
            raise ValueError(f"axis {axis} is out of bounds for array of shape {shape_of(x)}")
        return bind(primitive, x, axis=int(axis) % ndim, reverse=bool(reverse))

    apply.__name__ = apply.__qualname__ = name
    return primitive, apply


cumsum_p, cumsum = _cumulative("cumsum", lambda x, axis: np.add.accumulate(x, axis, dtype=x.dtype))
cumprod_p, cumprod = _cumulative("cumprod", lambda x, axis: np.multiply.accumulate(x, axis, dtype=x.dtype))
cummax_p, cummax = _cumulative("cummax", np.maximum.accumulate)
cummin_p, cummin = _cumulative("cummin", np.minimum.accumulate)
cumlogsumexp_p, cumlogsumexp = _cumulative("cumlogsumexp", np.logaddexp.accumulate)

linear(cumsum_p, lambda ct, x, axis, reverse: [bind(cumsum_p, ct, axis=axis, reverse=not reverse)])


def _by_doubling(primitive: Primitive, combine, identity) -> None:
    """The derivative of an associative scan, through its log2(length) steps: each combines with what lies 1, 2, 4 …
    places before."""

    def jvp(primals, tangents, *, axis, reverse):
        def scan(x):
            if reverse:
                x = rev(x, (axis,))
            length, shift = shape_of(x)[axis], 1
            while shift < length:
                start = full(
                    [shift if place == axis else n for place, n in enumerate(shape_of(x))],
                    identity(get_aval(x).dtype),
                    get_aval(x).dtype,
                )
                before = concatenate([start, slice_in_dim(x, 0, length - shift, axis=axis)], axis)
                x = combine(before, x)
                shift *= 2
            return [rev(x, (axis,)) if reverse else x]

        _, (tangent,) = jvp_flat(scan, primals, tangents)
        return bind(primitive, *primals, axis=axis, reverse=reverse), tangent

    primitive.jvp = jvp


_by_doubling(cumprod_p, mul, lambda dtype: 1)
_by_doubling(cumlogsumexp_p, logaddexp, lambda dtype: -np.inf)
_by_doubling(cummax_p, max_, lambda dtype: -np.inf if dtype.kind == "f" else np.iinfo(dtype).min)
_by_doubling(cummin_p, min_, lambda dtype: np.inf if dtype.kind == "f" else np.iinfo(dtype).max)
