"""Functions that make arrays."""

import types

import numpy as np

from jax._src.absent import absent
from jax._src.array_arguments import (
    as_jit,
    broadcast_shapes,
    broadcast_to,
    canonical_axis,
    canonical_shape,
    checked,
    checked_or_none,
    concrete,
    concrete_index,
    to_array,
)
from jax._src.avals import KEY_DTYPE
from jax._src.core import Array, ArrayImpl, Tracer, numpy_value
from jax._src.primitives import elementwise as lax
from jax._src.primitives.elementwise import constant_like, convert_element_type
from jax._src.primitives.shapes import (
    broadcast_in_dim,
    concatenate,
    expand_dims,
    iota,
    reshape,
    transpose,
)
from jax._src.primitives.shapes import (
    full as full_of,
)
from jax._src.promotion import (
    check_arraylike,
    invalid_value,
    promoted_type,
    requested_dtype,
    result_type,
    to_inexact_dtype,
)

_NUMBERS = (bool, int, float, complex)


def _check_place(name: str, device=None, out_sharding=None) -> None:
    from jax._src.devices import device_put

    if out_sharding is not None:
        absent(f"jax.numpy.{name} with out_sharding")
    if device is not None:
        device_put(np.float32(0), device)


def array(object, dtype=None, *args, copy=True, order="K", ndmin=0, device=None, out_sharding=None):
    """An array from numbers, lists, arrays: float32, int32, bool or complex64 unless ``dtype`` says otherwise."""
    if order not in (None, "K"):
        raise NotImplementedError("Only implemented for order='K'")
    _check_place("array", device, out_sharding)
    result = _array(object, None if dtype is None else requested_dtype(dtype, "array"), copy)
    if ndmin > result.ndim:
        result = expand_dims(result, range(ndmin - result.ndim))
    return result


def _array(value, dtype, copy=True):
    if hasattr(value, "__jax_array__"):
        value = value.__jax_array__()
    if isinstance(value, Array):
        if dtype is not None:
            return convert_element_type(value, dtype)
        if not copy:
            return value
        return lax.copy(value) if isinstance(value, Tracer) else ArrayImpl(value._value, value.weak_type)
    if type(value) in _NUMBERS:
        if dtype is None:
            if type(value) is int and not -(2**31) <= value < 2**31:
                raise OverflowError(f"Python int {value} too large to convert to int32")
            return to_array(value)
        if type(value) is int and dtype.kind in "iu":
            limits = np.iinfo(dtype)
            if not limits.min <= value <= limits.max:
                raise OverflowError(f"Python integer {value} out of bounds for {dtype.name}")
        if type(value) is complex and dtype.kind != "c":
            raise TypeError(
                f"{'float' if dtype.kind == 'f' else 'int'}() argument must be a string or a real number, not 'complex'"
            )
        return ArrayImpl(np.asarray(value).astype(dtype))
    if isinstance(value, (np.ndarray, np.generic)):
        result = to_array(value)
        return result if dtype is None else ArrayImpl(np.array(value).astype(dtype))
    return _nested(value, dtype)


def _leaves(value):
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _nested(value, dtype):
    if isinstance(value, (list, tuple)):
        leaves = list(_leaves(value))
    elif value is None:
        raise ValueError("None is not a valid value for jnp.array")
    else:
        leaves = [value]
    if any(leaf is None for leaf in leaves):
        raise ValueError("None is not a valid value for jnp.array")
    if not isinstance(value, (list, tuple)):
        try:
            found = np.asarray(memoryview(value))
        except TypeError:
            if not hasattr(value, "__array__") and not isinstance(value, (range, types.GeneratorType)):
                raise invalid_value(value) from None
            if isinstance(value, types.GeneratorType):
                raise TypeError(f"Unexpected input type for array: {type(value)}") from None
            found = np.asarray(value)
        return _array(found, dtype)
    if not leaves:
        empty = np.asarray(value)
        return ArrayImpl(np.zeros(empty.shape, np.float32 if dtype is None else dtype))
    if dtype is None:
        for leaf in leaves:
            if isinstance(leaf, str) or not (
                isinstance(leaf, Array)
                or np.isscalar(leaf)
                or hasattr(leaf, "__array__")
                or hasattr(leaf, "__jax_array__")
            ):
                raise TypeError(_not_numeric(leaf))
        dtype = promoted_type(
            *[to_array(leaf) if not isinstance(leaf, (Array, *_NUMBERS)) else leaf for leaf in leaves]
        )[0]
        weak = all(getattr(leaf, "weak_type", type(leaf) in _NUMBERS) for leaf in leaves)
        if weak:
            dtype = np.dtype(
                {"b": np.bool_, "i": np.int32, "u": np.uint32, "f": np.float32, "c": np.complex64}[dtype.kind]
            )
    if not any(isinstance(leaf, Tracer) for leaf in leaves):
        return ArrayImpl(_numpy_array(_plain(value), dtype))
    items = [
        _nested(item, dtype) if isinstance(item, (list, tuple)) else _array(item, dtype, False)
        for item in value
    ]
    return concatenate([expand_dims(item, (0,)) for item in items], 0)


def _not_numeric(value) -> str:
    return (
        f"Value '{value}' with dtype {np.asarray(value).dtype} is not a valid JAX array type. Only arrays of numeric "
        "types are supported by JAX."
    )


def _plain(value):
    """Nested lists of NumPy values."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return numpy_value(value) if isinstance(value, Array) else value


def _numpy_array(value, dtype):
    if dtype.kind in "iu":
        try:
            return np.asarray(value, dtype)
        except OverflowError:
            raise
        except (TypeError, ValueError):
            pass
    return np.asarray(value).astype(dtype)


def asarray(a, dtype=None, order=None, *, copy=None, device=None, out_sharding=None):
    """The same as `array`, without a copy where none is needed."""
    dtype = None if dtype is None else requested_dtype(dtype, "asarray")
    return array(a, dtype, copy=bool(copy), order=order, device=device, out_sharding=out_sharding)


def copy(a, order=None):
    """A copy of an array."""
    check_arraylike("copy", a)
    return array(a, copy=True, order=order)


# ---- one number everywhere


def _check_tuple(name: str, shape, dtype) -> None:
    if isinstance(dtype, int) and isinstance(shape, int):
        raise TypeError(
            f"Cannot interpret '{dtype}' as a data type.\n\nDid you accidentally write `jax.numpy.{name}({shape}, "
            f"{dtype})` when you meant `jax.numpy.{name}(({shape}, {dtype}))`, i.e. with a single tuple argument for "
            "the shape?"
        )
    if isinstance(shape, types.GeneratorType):
        raise TypeError("expected sequence object with len >= 0 or a single integer")


def _filled(name: str, number, shape, dtype, device, out_sharding):
    _check_tuple(name, shape, dtype)
    _check_place(name, device, out_sharding)
    shape = _checked_shape(shape)
    return full_of(shape, number, requested_dtype(float if dtype is None else dtype, name))


def _checked_shape(shape) -> tuple[int, ...]:
    shape = canonical_shape(shape)
    if any(length < 0 for length in shape):
        raise TypeError(f"broadcast_in_dim shape must have every element be nonnegative, got {shape}.")
    return shape


def zeros(shape, dtype=None, *, device=None, out_sharding=None):
    """An array of zeros."""
    return _filled("zeros", 0, shape, dtype, device, out_sharding)


def ones(shape, dtype=None, *, device=None, out_sharding=None):
    """An array of ones."""
    return _filled("ones", 1, shape, dtype, device, out_sharding)


def empty(shape, dtype=None, *, device=None, out_sharding=None):
    """An array of zeros: JAX has no arrays without values."""
    return _filled("empty", 0, shape, dtype, device, out_sharding)


def full(shape, fill_value, dtype=None, *, device=None, out_sharding=None):
    """An array of one number, or with an array repeated to a shape."""
    dtype = None if dtype is None else requested_dtype(dtype, "full")
    check_arraylike("full", fill_value)
    _check_place("full", device, out_sharding)
    value = to_array(fill_value)
    shape = canonical_shape(shape)
    value = convert_element_type(
        value, value.aval.dtype if dtype is None else dtype, dtype is None and value.weak_type
    )
    return broadcast_to(value, shape)


def _like(name: str, a, number, dtype, shape, device, out_sharding=None):
    if not (hasattr(a, "dtype") and hasattr(a, "shape")):
        if hasattr(a, "__jax_array__"):
            a = a.__jax_array__()
        check_arraylike(name, a)
    _check_place(name, device, out_sharding)
    weak = dtype is None and (getattr(a, "weak_type", False) or type(a) in (int, float, complex))
    if dtype is not None:
        dtype = requested_dtype(dtype, name)
    elif hasattr(a, "aval"):
        dtype = a.aval.dtype
    else:
        dtype = promoted_type(a)[0]
    shape = (
        np.shape(a)
        if shape is None and not hasattr(a, "shape")
        else a.shape
        if shape is None
        else canonical_shape(shape)
    )
    if isinstance(number, int) and dtype != KEY_DTYPE:
        value = ArrayImpl(dtype.type(number), weak)
    else:
        value = convert_element_type(to_array(number), dtype, weak)
    return broadcast_to(value, tuple(shape))


def zeros_like(a, dtype=None, shape=None, *, device=None, out_sharding=None):
    """Zeros in the shape and dtype of ``a``."""
    return _like("zeros_like", a, 0, dtype, shape, device, out_sharding)


def ones_like(a, dtype=None, shape=None, *, device=None, out_sharding=None):
    """Ones in the shape and dtype of ``a``."""
    return _like("ones_like", a, 1, dtype, shape, device, out_sharding)


def empty_like(prototype, dtype=None, shape=None, *, device=None):
    """Zeros in the shape and dtype of ``prototype``."""
    return _like("ones_like", prototype, 0, dtype, shape, device)


def full_like(a, fill_value, dtype=None, shape=None, *, device=None, out_sharding=None):
    """One number, or an array repeated, in the shape and dtype of ``a``."""
    if hasattr(a, "dtype") and hasattr(a, "shape"):
        check_arraylike("full_like", 0, fill_value)
    else:
        check_arraylike("full_like", a, fill_value)
    return _like("full_like", a, fill_value, dtype, shape, device, out_sharding)


# ---- sequences of numbers


def arange(start, stop=None, step=None, dtype=None, *, device=None, out_sharding=None):
    """start, start + step, … before stop. With one argument: 0, 1, … before it."""
    dtype = None if dtype is None else requested_dtype(dtype, "arange")
    if start is None and stop is None:
        raise TypeError("must be real number, not NoneType")
    if isinstance(start, str):
        raise TypeError(_not_numeric(start))
    checked_or_none("arange", start, stop, step)
    _check_place("arange", device, out_sharding)
    first = "stop" if stop is None and step is None else "start"
    start = concrete(start, f"It arose in the jnp.arange argument '{first}'")
    stop = concrete(stop, "It arose in the jnp.arange argument 'stop'")
    step = concrete(step, "It arose in the jnp.arange argument 'step'")
    given = [(first, start), ("stop", stop), ("step", step)]
    for name, value in given:
        if value is not None and np.ndim(value) != 0:
            raise ValueError(f"jax.numpy.arange: arguments must be scalars; got {name}={value}")
    values = [value for _, value in given if value is not None]
    if any(np.iscomplexobj(value) for value in values):
        raise ValueError(
            "Passing complex start/stop/step to jnp.arange is no longer supported starting in JAX v0.10.0."
        )
    dtype = result_type(*values) if dtype is None else dtype
    if stop is None:
        start, stop = 0, start
    if step is not None:
        working = np.dtype(np.float32) if dtype == np.float16 else dtype
        size = max(0, int(np.ceil((stop - start) / step)))
        steps = lax.mul(_constant(step, working), iota(working, (size,)))
        return convert_element_type(lax.add(_constant(start, working), steps), dtype)
    size = max(0, int(np.ceil(stop - start)))
    if start == 0:
        return iota(dtype, (size,))
    return lax.add(_constant(start, dtype), iota(dtype, (size,)))


def _constant(value, dtype):
    return np.asarray(value).astype(dtype)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    """``num`` numbers at equal distances from start to stop; with ``retstep``, also the distance."""
    num = concrete_index(num, "'num' argument of jnp.linspace")
    axis = concrete_index(axis, "'axis' argument of jnp.linspace")
    _check_place("linspace", device)
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    check_arraylike("linspace", start, stop)
    dtype = None if dtype is None else requested_dtype(dtype, "linspace")
    return _linspace(start, stop, num=num, endpoint=endpoint, dtype=dtype, axis=axis, retstep=bool(retstep))


@as_jit("_linspace")
def _linspace(start, stop, *, num, endpoint, dtype, axis, retstep):
    start, stop = to_array(start), to_array(stop)
    dtype = to_inexact_dtype(result_type(start, stop)) if dtype is None else dtype
    computation = to_inexact_dtype(dtype)
    start, stop = convert_element_type(start, computation), convert_element_type(stop, computation)
    shape = broadcast_shapes(start.shape, stop.shape)
    first, last = broadcast_to(start, shape), broadcast_to(stop, shape)
    axis = len(shape) + axis + 1 if axis < 0 else axis
    with_axis = (*shape[:axis], 1, *shape[axis:])
    count = num - 1 if endpoint else num
    if num > 1:
        delta = lax.div(
            lax.sub(stop, start) if start.ndim == stop.ndim else lax.sub(last, first),
            np.asarray(count, computation),
        )
        real_dtype = np.dtype(np.float32) if computation.kind == "c" else computation
        steps = lax.div(iota(real_dtype, (count,)), np.asarray(count, real_dtype))
        column = [1] * len(with_axis)
        column[axis] = count
        steps = convert_element_type(reshape(steps, column), computation)
        one = constant_like(steps, 1)
        result = lax.add(
            lax.mul(reshape(first, with_axis), lax.sub(one, steps)), lax.mul(reshape(last, with_axis), steps)
        )
        if endpoint:
            result = concatenate([result, expand_dims(last, (axis,))], axis)
    elif num == 1:
        delta = full_of((), np.nan, computation) if endpoint else lax.sub(stop, start)
        result = reshape(first, with_axis)
    else:
        delta = full_of((), np.nan, computation)
        result = full_of((*shape[:axis], 0, *shape[axis:]), 0, dtype)
    if dtype.kind in "iu" and result.aval.dtype.kind not in "iu":
        result = lax.floor(result)
    result = convert_element_type(result, dtype)
    return (result, delta) if retstep else result


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """base to the power of ``linspace(start, stop)``."""
    num = concrete_index(num, "'num' argument of jnp.logspace")
    axis = concrete_index(axis, "'axis' argument of jnp.logspace")
    start, stop = checked("logspace", start, stop)
    dtype = (
        to_inexact_dtype(result_type(start, stop)) if dtype is None else requested_dtype(dtype, "logspace")
    )
    return _logspace(start, stop, base, num=num, endpoint=endpoint, dtype=dtype, axis=axis)


@as_jit("_logspace")
def _logspace(start, stop, base, *, num, endpoint, dtype, axis):
    from jax.numpy._elementwise import power

    computation = to_inexact_dtype(dtype)
    start, stop = convert_element_type(start, computation), convert_element_type(stop, computation)
    exponents = linspace(start, stop, num, endpoint=endpoint, axis=axis)
    return convert_element_type(power(base, exponents), dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """``num`` numbers at equal ratios from start to stop."""
    num = concrete_index(num, "'num' argument of jnp.geomspace")
    axis = concrete_index(axis, "'axis' argument of jnp.geomspace")
    start, stop = checked("geomspace", start, stop)
    dtype = (
        to_inexact_dtype(result_type(start, stop)) if dtype is None else requested_dtype(dtype, "geomspace")
    )
    return _geomspace(start, stop, num=num, endpoint=endpoint, dtype=dtype, axis=axis)


@as_jit("_geomspace")
def _geomspace(start, stop, *, num, endpoint, dtype, axis):
    from jax.numpy._elementwise import log10, sign

    computation = to_inexact_dtype(dtype)
    start, stop = convert_element_type(start, computation), convert_element_type(stop, computation)
    direction = sign(start)
    result = direction * logspace(
        log10(start / direction),
        log10(stop / direction),
        num,
        endpoint=endpoint,
        base=10.0,
        dtype=computation,
    )
    axis = canonical_axis(axis, result.ndim)
    if axis:
        result = transpose(result, (*range(1, axis + 1), 0, *range(axis + 1, result.ndim)))
    return convert_element_type(result, dtype)


# ---- matrices


def eye(N, M=None, k=0, dtype=None, *, device=None):
    """Ones on the k-th diagonal of N rows and M columns, zeros elsewhere."""
    dtype = requested_dtype(float if dtype is None else dtype, "eye")
    _check_place("eye", device)
    offset = checked("eye", k)
    if offset.shape or offset.aval.dtype.kind not in "iu":
        raise ValueError(f"k must be a scalar integer; got {k}")
    (rows,) = canonical_shape(N, "argument of 'N' jnp.eye().")
    columns = rows if M is None else canonical_shape(M, "argument 'M' of jnp.eye().")[0]
    if rows < 0 or columns < 0:
        raise ValueError(f"negative dimensions are not allowed, got {N} and {M}")
    i, j = iota(offset.aval.dtype, (rows, columns), 0), iota(offset.aval.dtype, (rows, columns), 1)
    return convert_element_type(lax.eq(lax.add(i, offset), j), dtype)


def identity(n, dtype=None):
    """The identity matrix."""
    return eye(n, dtype=None if dtype is None else requested_dtype(dtype, "identity"))


def tri(N, M=None, k=0, dtype=None):
    """Ones on and below the k-th diagonal, zeros above."""
    dtype = np.dtype(np.float32) if dtype is None else requested_dtype(dtype, "tri")
    shape = (concrete_index(N), concrete_index(N if M is None else M))
    offset = convert_element_type(to_array(np.int32(k) if isinstance(k, int) else k), np.int32)
    rows = lax.add(iota(np.int32, shape, 0), offset)
    return convert_element_type(lax.ge(rows, iota(np.int32, shape, 1)), dtype)


def vander(x, N=None, increasing=False):
    """The powers of x as columns: x**(N-1) … 1, or 1 … x**(N-1)."""
    from jax.numpy._elementwise import power

    x = checked("vander", x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array")
    count = x.shape[0] if N is None else concrete_index(N, "'N' argument of jnp.vander()")
    if count < 0:
        raise ValueError("N must be nonnegative")
    powers = iota(x.aval.dtype, (count,))
    if not increasing:
        powers = lax.sub(np.asarray(count - 1, x.aval.dtype), powers)
    return power(expand_dims(x, (1,)), expand_dims(powers, (0,)))


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """The coordinates of a grid, one array a dimension."""
    arrays = [checked("meshgrid", one) for one in xi] if len(xi) < 2 else checked("meshgrid", *xi)
    if not copy:
        raise ValueError("jax.numpy.meshgrid only supports copy=True")
    if indexing not in ("xy", "ij"):
        raise ValueError(f"Valid values for indexing are 'xy' and 'ij', got {indexing}")
    if any(one.ndim != 1 for one in arrays):
        raise ValueError(
            f"Arguments to jax.numpy.meshgrid must be 1D, got shapes {[one.shape for one in arrays]}"
        )
    swap = indexing == "xy" and len(arrays) >= 2
    if swap:
        arrays[0], arrays[1] = arrays[1], arrays[0]
    lengths = [one.shape[0] for one in arrays]
    output = []
    for axis, one in enumerate(arrays):
        shape = (
            [length if place == axis else 1 for place, length in enumerate(lengths)] if sparse else lengths
        )
        output.append(broadcast_in_dim(one, shape, (axis,)))
    if swap:
        output[0], output[1] = output[1], output[0]
    return output


def indices(dimensions, dtype=None, sparse=False):
    """The indices of a grid, one array a dimension."""
    from jax.numpy._shapes import stack

    dtype = requested_dtype(int if dtype is None else dtype, "indices")
    dimensions = tuple(concrete_index(one, "dimensions argument of jnp.indices") for one in dimensions)
    output = []
    for axis, length in enumerate(dimensions):
        shape = (
            tuple(length if place == axis else 1 for place in range(len(dimensions)))
            if sparse
            else dimensions
        )
        output.append(broadcast_in_dim(iota(dtype, (length,)), shape, (axis,)))
    if sparse:
        return tuple(output)
    return stack(output, 0) if output else array([], dtype=dtype)


def ix_(*args):
    """Index arrays for the grid of the given indices."""
    output = []
    for axis, one in enumerate(args):
        one = checked("ix", one)
        if one.ndim != 1:
            raise ValueError(f"Arguments to jax.numpy.ix_ must be 1-dimensional, got shape {one.shape}")
        if one.dtype == bool:
            raise NotImplementedError("Boolean arguments to jax.numpy.ix_ are not implemented")
        shape = [1] * len(args)
        shape[axis] = one.shape[0]
        output.append(broadcast_in_dim(one, shape, (axis,)) if one.size else full_of(shape, 0, np.int32))
    return tuple(output)


# ---- from elsewhere


def frombuffer(buffer, dtype=float, count=-1, offset=0):
    """An array from the bytes of a buffer."""
    return asarray(np.frombuffer(buffer=buffer, dtype=dtype, count=count, offset=offset))


def fromstring(string, dtype=float, count=-1, *, sep):
    """An array from numbers in a text."""
    return asarray(np.fromstring(string=string, dtype=dtype, count=count, sep=sep))


def fromfunction(function, shape, *, dtype=float, **kwargs):
    """The values of a function at the indices of a grid."""
    from jax._src.vectorization import vmap

    shape = canonical_shape(shape, context="shape argument of jnp.fromfunction()")
    for place in range(len(shape)):
        axes = [0 if place == other else None for other in range(len(shape))]
        function = vmap(function, in_axes=tuple(axes[::-1]))
    return function(*(arange(length, dtype=dtype) for length in shape), **kwargs)


def _impure(name: str, source: str):
    def function(*args, **kwargs):
        raise NotImplementedError(
            f"jnp.{name}() is not implemented because it may be non-pure and thus unsafe for use with JIT and other "
            f"JAX transformations. Consider using jnp.asarray(np.{name}(...)) instead, although care should be taken "
            f"if np.{name} is used within a jax transformations because of its potential side-effect of consuming the "
            f"{source} object; for more information see "
            "https://docs.jax.dev/en/latest/notebooks/Common_Gotchas_in_JAX.html#pure-functions"
        )

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Raises NotImplementedError, as in JAX: use ``jnp.asarray(np.{name}(…))``."
    return function


fromfile, fromiter = _impure("fromfile", "file"), _impure("fromiter", "iterable")


def load(file, *args, **kwargs):
    """Arrays from a file that ``save`` or ``savez`` wrote."""
    loaded = np.load(file, *args, **kwargs)
    return asarray(loaded) if isinstance(loaded, np.ndarray) and loaded.dtype.kind in "biufc" else loaded


save, savez = np.save, np.savez
