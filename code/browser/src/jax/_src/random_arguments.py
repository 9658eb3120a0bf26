"""What the functions of ``jax.random`` do to their arguments first: keys, dtypes, shapes, parameters."""

import numpy as np

from jax._src.absent import absent
from jax._src.array_arguments import broadcast_shapes, broadcast_to, canonical_shape, to_array
from jax._src.avals import KEY_DTYPE, dtype_name
from jax._src.core import Array, KeyType, get_aval
from jax._src.primitives.elementwise import convert_element_type
from jax._src.primitives.random import key_batch
from jax._src.promotion import TypePromotionError, promoted_type, requested_dtype

_FLOAT32 = np.dtype(np.float32)
_INT32 = np.dtype(np.int32)
_IMPLEMENTATIONS = ("philox2x32", "philox4x32", "threefry2x32", "rbg", "unsafe_rbg", "threefry4x32")
THREEFRY = "threefry2x32"


def checked_key(name: str, key, allow_batched: bool = False):
    """A key, typed or raw. Raises TypeError for what is no key, ValueError for several keys."""
    if isinstance(key, (Array, np.ndarray)):
        aval = get_aval(key)
        if aval.dtype != KEY_DTYPE:
            check_key_data(key)
    elif np.isscalar(key):
        check_key_data(key)
    elif hasattr(key, "__jax_array__"):
        return checked_key(name, key.__jax_array__(), allow_batched)
    else:
        raise TypeError(f"unexpected PRNG key type {type(key)}")
    if not allow_batched and key_batch(aval):
        raise ValueError(
            f"{name} accepts a single key, but was given a key array of shape {aval.shape} != (). Use jax.vmap for "
            "batching."
        )
    return key


def check_key_data(data) -> None:
    """Raise TypeError unless the data are uint32 of shape (…, 2)."""
    start = "JAX encountered invalid PRNG key data: expected key_data"
    if not hasattr(data, "shape"):
        raise TypeError(f"{start} to have ndim, shape, and dtype attributes. Got {data}")
    aval = get_aval(data)
    if aval.ndim < 1:
        raise TypeError(f"{start}.ndim >= 1; got ndim={aval.ndim}")
    if aval.shape[-1] != 2:
        raise TypeError(f"{start}.shape to end with (2,); got shape={aval.shape} for impl={THREEFRY}")
    if aval.dtype != np.uint32:
        raise TypeError(f"{start}.dtype = uint32; got dtype={dtype_name(aval.dtype)}")


def check_implementation(implementation, function_name: str) -> None:
    """Accept the one generator that the browser has. Raises ValueError or TypeError for what JAX does not know,
    NotAvailableInBrowser for JAX's others."""
    if implementation is None or isinstance(implementation, KeyType):
        return
    if not isinstance(implementation, str):
        raise TypeError(f"unrecognized type {type(implementation)} for specifying PRNG implementation.")
    if implementation not in _IMPLEMENTATIONS:
        names = ", ".join(f'"{name}"' for name in _IMPLEMENTATIONS)
        raise ValueError(
            f'unrecognized PRNG implementation "{implementation}". Did you mean one of: {names}?'
        )
    if implementation != THREEFRY:
        absent(f"jax.random.{function_name} with impl={implementation!r}")


def float_dtype(name: str, dtype, out_sharding=None) -> np.dtype:
    """The floating dtype asked for, float32 for None; float16 is not available. Raises ValueError for others."""
    if out_sharding is not None:
        absent(f"jax.random.{name} with out_sharding")
    if dtype is None or dtype is np.float32:
        return _FLOAT32
    dtype = requested_dtype(dtype)
    if dtype.kind != "f":
        raise ValueError(f"dtype argument to `{name}` must be a float dtype, got {dtype}")
    if dtype != _FLOAT32:
        absent(f"jax.random.{name} with dtype {dtype}")
    return dtype


def integer_dtype(name: str, dtype, out_sharding=None) -> np.dtype:
    """The dtype asked for, int32 for None; not checked to be an integer."""
    if out_sharding is not None:
        absent(f"jax.random.{name} with out_sharding")
    return _INT32 if dtype is None else requested_dtype(dtype)


def plain_shape(shape) -> tuple[int, ...]:
    """A shape. Raises TypeError, or ValueError for a negative length."""
    if type(shape) is tuple and not shape:
        return shape
    if not isinstance(shape, (int, np.integer)) and not hasattr(shape, "__iter__"):
        raise TypeError(f"{type(shape).__name__!r} object is not iterable")
    shape = canonical_shape(shape)
    if any(length < 0 for length in shape):
        raise ValueError(f"The lengths of a shape must not be negative, got {shape}.")
    return shape


def shape_with(name: str, shape, *parameters) -> tuple[int, ...]:
    """The shape asked for, or for None that of the parameters. Raises ValueError when they do not fit."""
    shapes = [
        np.shape(parameter) if not isinstance(parameter, Array) else parameter.shape
        for parameter in parameters
    ]
    if shape is None:
        return broadcast_shapes(*shapes)
    shape = plain_shape(shape)
    check_fit(name, shape, *shapes)
    return shape


def check_fit(name: str, shape, *shapes) -> None:
    """Raise ValueError when the parameters' shapes do not broadcast to the shape."""
    result = broadcast_shapes(shape, *shapes) if shapes else shape
    if result != shape:
        raise ValueError(
            f"{name} parameter shapes must be broadcast-compatible with shape argument, and the result of "
            f"broadcasting the shapes must equal the shape argument, but got result {result} for shape argument {shape}."
        )


def check_castable(name: str, dtype: np.dtype, *parameters) -> None:
    """Raise TypePromotionError for a parameter that float32 cannot hold: a complex number."""
    for parameter in parameters:
        if promoted_type(parameter, dtype)[0] != dtype:
            raise TypePromotionError(
                f"In arguments to {name}, cannot safely cast argument of type {dtype_name(get_aval(parameter).dtype)} "
                f"to {dtype}"
            )


def as_float32(value):
    """A parameter as a float32 array."""
    return convert_element_type(to_array(value), _FLOAT32)


def as_float32_in(value, shape) -> Array:
    """A parameter as a float32 array of a shape."""
    return broadcast_to(as_float32(value), shape)
