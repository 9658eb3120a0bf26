"""Operators and methods of arrays, concrete and traced.

`attach` is called once by ``jax.numpy``, with its functions: most methods are one of them applied to ``self``.
"""

import copy

import numpy as np

from jax._src import core, errors
from jax._src.absent import absent
from jax._src.array_arguments import canonical_shape, concrete
from jax._src.avals import KEY_DTYPE, dtype_name
from jax._src.core import Array, ArrayImpl, Tracer, get_aval
from jax._src.differentiation import JVPTracer
from jax._src.indexing import UpdateHelper, read
from jax._src.primitives.shapes import reshape, transpose
from jax._src.promotion import itemsize_bits, requested_dtype

_OPERANDS = (int, float, complex, np.generic, np.ndarray, Array)
_NUMBERS = frozenset("fiuc")


class _Functions:
    """The functions of ``jax.numpy``, known after `attach`."""


# ---- arithmetic and comparison

_BINARY = {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "true_divide", "floordiv": "floor_divide",
    "mod": "remainder", "pow": "power", "divmod": "divmod", "matmul": "matmul", "and": "bitwise_and",
    "or": "bitwise_or", "xor": "bitwise_xor", "lshift": "left_shift", "rshift": "right_shift",
}  # fmt: skip
_COMPARISONS = {
    "eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal",
}  # fmt: skip
_SYMBOLS = {"add": "+", "mul": "*", "eq": "==", "ne": "=="}
_FAST = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.true_divide, "eq": np.equal,
    "ne": np.not_equal, "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
}  # fmt: skip


def _fits(number: int, dtype) -> bool:
    """Whether NumPy does with a Python integer beside a dtype what JAX does; JAX refuses more than 32 bits."""
    return (dtype.kind == "f" or dtype == np.int32) and -(2**31) <= number < 2**31


def _at_once(name: str, ufunc):
    """NumPy's ufunc where its result has JAX's dtype without any promotion; None elsewhere."""
    kinds = frozenset("f") if name == "truediv" else frozenset("fiu") if name in _COMPARISONS else _NUMBERS

    def apply(x, y, reflected: bool):
        a = x._value
        kind = a.dtype.kind
        if kind not in kinds:
            return None
        other = type(y)
        if other is ArrayImpl:
            b = y._value
            if b.dtype is not a.dtype:
                return None
            weak = x.weak_type and y.weak_type
        elif (other is int and _fits(y, a.dtype)) or (other is float and kind == "f"):
            b, weak = y, x.weak_type
        else:
            return None
        try:
            with np.errstate(all="ignore"):
                return ArrayImpl(ufunc(b, a) if reflected else ufunc(a, b), weak)
        except (ValueError, OverflowError):  # the slow way knows JAX's message
            return None

    return apply


def _binary_operator(name: str, function_name: str, reflected: bool = False):
    symbol = _SYMBOLS.get(name)
    refused = (dict, list, set, tuple) if name in ("eq", "ne") else (tuple, list)
    at_once = _at_once(name, _FAST[name]) if name in _FAST else None

    def method(self, other):
        if at_once is not None and type(self) is ArrayImpl and core._tracing[0] is None:
            result = at_once(self, other, reflected)
            if result is not None:
                return result
        if hasattr(other, "__jax_array__"):
            other = other.__jax_array__()
        if isinstance(other, _OPERANDS):
            function = getattr(_Functions, function_name)
            return function(other, self) if reflected else function(self, other)
        if symbol is not None and type(other) in refused:
            names = (type(self).__name__, type(other).__name__)
            left, right = names[::-1] if reflected else names
            raise TypeError(f"unsupported operand type(s) for {symbol}: {left!r} and {right!r}")
        return NotImplemented

    method.__name__ = method.__qualname__ = f"__{'r' if reflected else ''}{name}__"
    return method


def _unary_operator(name: str, function_name: str):
    def method(self):
        return getattr(_Functions, function_name)(self)

    method.__name__ = method.__qualname__ = f"__{name}__"
    return method


def _contains(self, other):
    if other is None or isinstance(other, str):
        raise TypeError(f"Array.__contains__: unsupported operand type {type(other)}.")
    shape = get_aval(other).shape if isinstance(other, _OPERANDS) else np.shape(other)
    if self.ndim != 1:
        raise ValueError(
            f"Array.__contains__: search array must be one-dimensional, got arr.shape={self.shape}."
        )
    if shape:
        raise ValueError(f"Array.__contains__: query value must be a scalar, got query.shape={shape}")
    return _Functions.any(self == other)


def _round_operator(number, ndigits=None):
    result = _Functions.round(number, decimals=ndigits or 0)
    return result.astype(int) if ndigits is None else result


def _setitem(self, index, value):
    raise TypeError(
        "JAX arrays are immutable and do not support in-place item assignment. Instead of x[idx] = y, use x = "
        "x.at[idx].set(y) or another .at[] method: "
        "https://docs.jax.dev/en/latest/_autosummary/jax.numpy.ndarray.at.html"
    )


def _hash(self):
    raise TypeError(f"unhashable type: {_type_name(self)!r}")


def _type_name(array) -> str:
    kind = type(array)
    return f"{kind.__module__}.{kind.__qualname__}" if kind is ArrayImpl else kind.__name__


# ---- conversion to Python's and NumPy's values


def _check_scalar(array) -> None:
    if array.ndim > 0:
        raise TypeError(f"Only scalar arrays can be converted to Python scalars; got arr.ndim={array.ndim}")


def _conversion_error(name: str):
    advice = (
        f"The problem arose with the `{name}` function. If trying to convert the data type of a value, try using "
        f"`x.astype({name})` or `jnp.array(x, {name})` instead."
    )
    return lambda tracer: errors.ConcretizationTypeError(tracer, advice)


_WANTED = {
    int: "int() argument must be a string, a bytes-like object or a real number",
    float: "float() argument must be a string or a real number",
    complex: "complex() first argument must be a string or a number",
}


def _to_number(kind: type):
    error = _conversion_error(kind.__name__)

    def method(self):
        _check_scalar(self)
        if self.aval.dtype == KEY_DTYPE:
            raise TypeError(f"{_WANTED[kind]}, not 'PRNGKeyArray'")
        if kind is not int and isinstance(self, JVPTracer):  # the number would silently lose its derivative
            raise error(self)
        return kind(np.asarray(self._concrete(error)).item())

    return method


def _to_bool(self):
    if self.size == 0:
        raise ValueError(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not "
            "empty."
        )
    if self.size > 1:
        raise ValueError(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
        )
    if self.aval.dtype == KEY_DTYPE:
        raise TypeError("key array cannot be converted to boolean.")
    return bool(self._concrete(errors.TracerBoolConversionError))


def _to_index(self):
    if self.ndim or self.aval.dtype.kind not in "iu":
        raise TypeError("Only integer scalar arrays can be converted to a scalar index.")
    return int(self._concrete(errors.TracerIntegerConversionError))


def _read_only(value) -> np.ndarray:
    view = np.asarray(value).view()
    view.flags.writeable = False
    return view


def _to_numpy(self, dtype=None, context=None, copy=None):
    if self.aval.dtype == KEY_DTYPE:
        raise TypeError(
            "JAX array with PRNGKey dtype cannot be converted to a NumPy array. Use jax.random.key_data(arr) if you "
            "wish to extract the underlying integer array."
        )
    options = {} if copy is None else {"copy": copy}
    return np.asarray(_read_only(self._value), dtype=dtype, **options)


def _tracer_to_numpy(self, *arguments, **keywords):
    raise errors.TracerArrayConversionError(self)


def _item(self, *position):
    value = concrete(self, "This occurred in the item() method of jax.Array")
    if self.aval.dtype == KEY_DTYPE:
        raise TypeError(f"No Python scalar type for arr.dtype={self.dtype!r}")
    return np.asarray(value).item(*position)


def _tracer_refuses(method_name: str):
    def method(self, *arguments):
        raise errors.ConcretizationTypeError(
            self, f"The {method_name}() method was called on {errors._traced_array(self)}."
        )

    return method


def _len(self):
    if not self.ndim:
        raise TypeError("len() of unsized object")
    return self.shape[0]


def _iterate(self):
    if not self.ndim:
        raise TypeError("iteration over a 0-d array")
    return (read(self, index) for index in range(self.shape[0]))


def _tracer_reduce(self, *arguments):
    raise errors.ConcretizationTypeError(
        self,
        "The error occurred in the __reduce__ method, which may indicate an attempt to serialize/pickle a traced "
        "value.",
    )


def _restore(value, weak_type: bool) -> ArrayImpl:
    return ArrayImpl(value, weak_type)


# ---- text


def _array_repr(self) -> str:
    value = np.asarray(self._value)
    if value.dtype == KEY_DTYPE:
        return f"Array({self.shape}, dtype=key<fry>) overlaying:\n{value['fry']}"
    dtype = f"dtype={dtype_name(value.dtype)}" + (", weak_type=True" if self.weak_type else "")
    width = np.get_printoptions()["linewidth"]
    prefix = "Array("
    if value.size == 0:
        text = f"[], shape={value.shape}"
    else:
        text = np.array2string(value, prefix=prefix, suffix=",", separator=", ", max_line_width=width)
    last_line = len(text) - text.rfind("\n") + 1
    space = " " * len(prefix) if last_line + len(dtype) + 2 > width else " "
    return f"{prefix}{text},{space}{dtype})"


def _array_str(self) -> str:
    return _array_repr(self) if self.aval.dtype == KEY_DTYPE else str(np.asarray(self._value))


def _array_format(self, specification: str) -> str:
    value = np.asarray(self._value)
    return format(value if value.ndim else value[()], specification)


def _tracer_repr(self) -> str:
    kind = self._kind
    if kind == "DynamicJaxprTracer":
        return f"JitTracer({_type_text(self.aval)})"
    if kind == "BatchTracer":
        return f"VmapTracer(aval={_type_text(self.aval)}, batched={_type_text(get_aval(self.value))})"
    if kind == "LinearizeTracer":
        return f"GradTracer(primal={self.primal}, typeof(tangent)={get_aval(self.tangent).str_short()})"
    if kind == "JVPTracer":
        return f"JVPTracer(primal={self.primal}, tangent={self.tangent})"
    return f"Traced<{self.aval.str_long()}>"


def _type_text(aval) -> str:
    return f"{'~' if aval.weak_type else ''}{aval.str_long()}"


def _array_lacks_attribute(self, name: str):
    kind = "PRNGKeyArray" if self._value.dtype == KEY_DTYPE else "jaxlib._jax.ArrayImpl"
    raise AttributeError(f"'{kind}' object has no attribute '{name}'")


def _tracer_lacks_attribute(self, name: str):
    here = f"is not available on {errors._traced_array(self)}."
    if name == "sharding":
        raise AttributeError(
            f"The 'sharding' attribute {here} To query sharding information on tracers, use `jax.typeof(x)`."
        )
    if name in ("block_until_ready", "copy_to_host_async"):
        raise AttributeError(f"The {name!r} method {here}")
    raise AttributeError(f"{type(self).__name__} has no attribute {name}")


# ---- shapes and dtypes


def _new_shape(self, shape) -> tuple[int, ...]:
    asked = shape
    shape = canonical_shape(shape)
    unknown = [axis for axis, length in enumerate(shape) if length == -1]
    if len(unknown) > 1:
        raise TypeError(f"can only specify one unknown axis size with a `-1` value, got {asked}")
    size = self.size
    known = 1
    for length in shape:
        known *= length if length != -1 else 1
    if unknown:
        if known == 0 or size % known:
            if known == 0 and size == 0:
                return tuple(0 if length == -1 else length for length in shape)
            raise TypeError(
                f"cannot reshape array of shape {self.shape} (size {size}) into shape {asked} because the product of "
                f"specified axis sizes ({known}) does not evenly divide {size}"
            )
        return tuple(size // known if length == -1 else length for length in shape)
    if known != size:
        raise TypeError(
            f"cannot reshape array of shape {self.shape} (size {size}) into shape {asked} (size {known})"
        )
    return shape


def reshape_method(self, *shape, order="C", out_sharding=None):
    """The elements in another shape; one length may be -1. ``order`` "F" takes them column by column."""
    target = _new_shape(self, shape[0] if len(shape) == 1 else shape)
    if order == "C":
        return reshape(self, target)
    if order == "F":
        turned = transpose(self, range(self.ndim)[::-1])
        return transpose(reshape(turned, target[::-1]), range(len(target))[::-1])
    if order == "A":
        raise NotImplementedError("np.reshape order=A is not implemented.")
    raise ValueError(f"Unexpected value for 'order' argument: {order}.")


def _transpose(self, *axes):
    if not axes:
        return _Functions.transpose(self)
    if len(axes) == 1:
        axes = axes[0] if axes[0] is None or isinstance(axes[0], (tuple, list)) else (axes[0],)
    return _Functions.transpose(self, axes)


def _view(self, dtype=None, type=None):
    if type is not None:
        raise NotImplementedError("`type` argument of array.view() is not supported.")
    if dtype is None:
        return self
    dtype = requested_dtype(dtype, "view")
    before, after = itemsize_bits(self.dtype), itemsize_bits(dtype)
    if self.ndim == 0:
        if before != after:
            raise ValueError("view() of a 0d array is only supported if the itemsize is unchanged.")
    elif self.shape[-1] * before % after:
        raise ValueError(
            "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last "
            "axis of the array."
        )
    return self if self.dtype == dtype else _Functions._view(self, dtype)


def _compress(self, condition, axis=None, *, out=None, size=None, fill_value=0):
    return _Functions.compress(condition, self, axis=axis, out=out, size=size, fill_value=fill_value)


def _to_device(self, device, *, stream=None):
    if stream is not None:
        raise NotImplementedError("stream argument of array.to_device()")
    return self


def _not_flat(self):
    raise NotImplementedError(
        "JAX Arrays do not implement the arr.flat property: consider arr.flatten() instead."
    )


_METHODS_OF_KEYS = frozenset(("copy", "flatten", "ravel", "squeeze", "swapaxes", "take"))


def _forwarded(method_name: str, function_name: str):
    def method(self, *arguments, **keywords):
        if self.aval.dtype == KEY_DTYPE and method_name not in _METHODS_OF_KEYS:
            raise NotImplementedError(f"Cannot call abstract method {method_name}")
        return getattr(_Functions, function_name)(self, *arguments, **keywords)

    method.__name__ = method.__qualname__ = method_name
    method.__doc__ = f"See ``jax.numpy.{function_name}``."
    return method


_FORWARDED = {
    name: name
    for name in [
        "all",
        "any",
        "argmax",
        "argmin",
        "argpartition",
        "argsort",
        "astype",
        "choose",
        "clip",
        "conj",
        "conjugate",
        "copy",
        "cumprod",
        "cumsum",
        "diagonal",
        "dot",
        "max",
        "mean",
        "min",
        "nonzero",
        "prod",
        "ptp",
        "ravel",
        "repeat",
        "round",
        "searchsorted",
        "sort",
        "squeeze",
        "std",
        "sum",
        "swapaxes",
        "take",
        "trace",
        "var",
    ]
} | {"flatten": "ravel", "byteswap": "_byteswap"}


# ---- what only concrete arrays have


def _devices(self) -> set:
    return {self.device}


def _device(self):
    from jax._src.devices import CPU

    return CPU


def _sharding(self):
    absent("jax.Array.sharding")


def _namespace(self, *, api_version=None):
    if api_version not in (None, "2023.12", "2024.12"):
        raise ValueError(f"{api_version=!r} is not available; available versions are: {['2024.12']}")
    import jax.numpy

    return jax.numpy


def _deepcopy(self, memo):
    return ArrayImpl(copy.deepcopy(np.asarray(self._value), memo), self.weak_type)


def _same(self):
    return self


def attach(functions) -> None:
    """Give arrays and tracers their operators and methods. ``functions`` is the namespace of ``jax.numpy``."""
    for name in {*_BINARY.values(), *_COMPARISONS.values(), *_FORWARDED.values()}:
        setattr(_Functions, name, staticmethod(functions[name]))
    for name in (
        "transpose", "compress", "any", "round", "matrix_transpose", "real", "imag", "negative", "positive",
        "absolute", "invert", "_view", "_byteswap",
    ):  # fmt: skip
        setattr(_Functions, name, staticmethod(functions[name]))
    for name, function_name in _BINARY.items():
        setattr(Array, f"__{name}__", _binary_operator(name, function_name))
        setattr(Array, f"__r{name}__", _binary_operator(name, function_name, reflected=True))
    for name, function_name in _COMPARISONS.items():
        setattr(Array, f"__{name}__", _binary_operator(name, function_name))
    for name, function_name in (
        ("neg", "negative"),
        ("pos", "positive"),
        ("abs", "absolute"),
        ("invert", "invert"),
    ):
        setattr(Array, f"__{name}__", _unary_operator(name, function_name))
    for name, function_name in _FORWARDED.items():
        setattr(Array, name, _forwarded(name, function_name))
    for name, method in _SHARED.items():
        setattr(Array, name, method)
    for name, method in _CONCRETE.items():
        setattr(ArrayImpl, name, method)
    for name, method in _TRACED.items():
        setattr(Tracer, name, method)


_SHARED = {
    "__hash__": _hash,
    "__getitem__": lambda self, index: read(self, index),
    "__setitem__": _setitem,
    "__contains__": _contains,
    "__round__": _round_operator,
    "__len__": _len,
    "__iter__": _iterate,
    "__bool__": _to_bool,
    "__int__": _to_number(int),
    "__float__": _to_number(float),
    "__complex__": _to_number(complex),
    "__index__": _to_index,
    "__copy__": lambda self: _Functions.copy(self),
    "__array_namespace__": _namespace,
    "item": _item,
    "reshape": reshape_method,
    "transpose": _transpose,
    "view": _view,
    "compress": _compress,
    "at": property(UpdateHelper),
    "T": property(lambda self: _Functions.transpose(self)),
    "mT": property(lambda self: _Functions.matrix_transpose(self)),
    "real": property(lambda self: _Functions.real(self)),
    "imag": property(lambda self: _Functions.imag(self)),
    "flat": property(_not_flat),
}
_CONCRETE = {
    "__array__": _to_numpy,
    "__repr__": _array_repr,
    "__str__": _array_str,
    "__format__": _array_format,
    "__getattr__": _array_lacks_attribute,
    "__reduce__": lambda self: (_restore, (np.asarray(self._value), self.weak_type)),
    "__deepcopy__": _deepcopy,
    "tolist": lambda self: np.asarray(self._value).tolist(),
    "tobytes": lambda self, order="C": np.asarray(self._value).tobytes(order),
    "block_until_ready": _same,
    "copy_to_host_async": lambda self: None,
    "is_deleted": lambda self: False,
    "to_device": _to_device,
    "devices": _devices,
    "device": property(_device),
    "sharding": property(_sharding),
    "committed": property(lambda self: False),
    "is_fully_addressable": property(lambda self: True),
    "is_fully_replicated": property(lambda self: True),
}
_TRACED = {
    "__array__": _tracer_to_numpy,
    "__repr__": _tracer_repr,
    "__str__": _tracer_repr,
    "__format__": object.__format__,
    "__getattr__": _tracer_lacks_attribute,
    "__reduce__": _tracer_reduce,
    "__deepcopy__": lambda self, memo: self,
    "tolist": _tracer_refuses("tolist"),
    "tobytes": _tracer_refuses("tobytes"),
    "devices": _tracer_refuses("devices"),
    "__reversed__": lambda self: iter(self[::-1]),
}

__all__ = ["attach", "reshape_method"]
