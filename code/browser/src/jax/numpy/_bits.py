"""Bits and bytes of arrays."""

import numpy as np

from jax._src.array_arguments import as_jit, checked
from jax._src.avals import ShapedArray
from jax._src.core import Primitive, bind
from jax._src.differentiation import no_derivative
from jax._src.primitives import elementwise as lax
from jax._src.primitives.elementwise import constant_like, convert_element_type
from jax._src.primitives.shapes import expand_dims, reshape, squeeze
from jax._src.primitives.shapes import pad as pad_with
from jax.numpy._creation import arange
from jax.numpy._elementwise import left_shift
from jax.numpy._shapes import ravel, swapaxes

reinterpret_p = Primitive("bitcast_convert_type", weak_arguments=slice(0, 0))


def _reinterpret(x, *, new_dtype):
    return np.ascontiguousarray(x).view(new_dtype)


def _reinterpret_abstract(x, *, new_dtype):
    length = x.shape[-1] * x.dtype.itemsize // new_dtype.itemsize
    return ShapedArray((*x.shape[:-1], length), new_dtype)


reinterpret_p.implementation = _reinterpret
reinterpret_p.abstract = _reinterpret_abstract
reinterpret_p.batch = lambda size, values, batched, *, new_dtype: bind(
    reinterpret_p, *values, new_dtype=new_dtype
)
no_derivative(reinterpret_p)


def view(x, dtype):
    """The bytes along the last axis read as another dtype."""
    dtype = np.dtype(dtype)
    if x.ndim == 0:
        return squeeze(view(expand_dims(x, (0,)), dtype), (0,))
    if dtype == np.bool_:
        return view(x, np.uint8).astype(bool)
    return bind(reinterpret_p, x, new_dtype=dtype)


def byteswap(x):
    """The bytes of every element backwards."""
    itemsize = x.aval.dtype.itemsize
    if x.aval.dtype.kind == "c":
        return lax.complex_(byteswap(lax.real(x)), byteswap(lax.imag(x)))
    if itemsize == 1:
        return x.copy()
    octets = reshape(view(reshape(x, (x.size,)), np.uint8), (*x.shape, itemsize))
    return reshape(view(reshape(octets[..., ::-1], (x.size * itemsize,)), x.aval.dtype), x.shape)


def _prepared(array, axis):
    if axis is None:
        array, axis = ravel(array), 0
    return swapaxes(array, axis, -1), axis


def _check_order(bitorder) -> None:
    if bitorder not in ("little", "big"):
        raise ValueError("'order' must be either 'little' or 'big'")


def packbits(a, axis=None, bitorder="big"):
    """Eight truth values in every byte."""
    a = checked("packbits", a)
    if a.aval.dtype.kind not in "biu":
        raise TypeError("Expected an input array of integer or boolean data type")
    _check_order(bitorder)
    return as_jit("packbits")(_packbits)(a, axis=axis, bitorder=bitorder)


def _packbits(a, *, axis, bitorder):
    a = convert_element_type(lax.ne(a, constant_like(a, 0)), np.uint8)
    bits = arange(8, dtype="uint8")
    bits = bits[::-1] if bitorder == "big" else bits
    a, axis = _prepared(a, axis)
    missing = -a.shape[-1] % 8
    if missing:
        a = pad_with(a, np.uint8(0), [(0, 0, 0)] * (a.ndim - 1) + [(0, missing, 0)])
    a = reshape(a, (*a.shape[:-1], a.shape[-1] // 8, 8))
    return swapaxes(left_shift(a, bits).sum(-1).astype("uint8"), axis, -1)


def unpackbits(a, axis=None, count=None, bitorder="big"):
    """The bits of every byte as 0 and 1."""
    a = checked("unpackbits", a)
    if a.aval.dtype != np.uint8:
        raise TypeError("Expected an input array of unsigned byte data type")
    _check_order(bitorder)
    return as_jit("unpackbits")(_unpackbits)(a, axis=axis, count=count, bitorder=bitorder)


def _unpackbits(a, *, axis, count, bitorder):
    bits = left_shift(np.uint8(1), arange(8, dtype="uint8"))
    bits = bits[::-1] if bitorder == "big" else bits
    a, axis = _prepared(a, axis)
    found = ((a[..., None] & bits) > 0).astype("uint8")
    found = reshape(found, (*found.shape[:-2], found.shape[-2] * 8))
    if count is not None and count > found.shape[-1]:
        found = pad_with(
            found, np.uint8(0), [(0, 0, 0)] * (found.ndim - 1) + [(0, count - found.shape[-1], 0)]
        )
    elif count is not None:
        found = found[..., :count]
    return swapaxes(found, axis, -1)
