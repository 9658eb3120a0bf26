"""Which dtype an operation on several operands has: JAX's lattice, in which Python's numbers are weak.

A weakly typed operand (a Python number, or what was computed from them alone) gives way to the dtype of the
others. Everything lives in 32 bits: where 64 are asked for in so many words, JAX's warning says so.
"""

import warnings
from functools import lru_cache

import numpy as np

from jax._src.avals import FLOAT0, KEY_DTYPE, canonical_dtype
from jax._src.core import KEY_TYPE, Array, ArrayImpl, KeyType, Tracer, get_aval, numpy_value
from jax._src.primitives.elementwise import convert_element_type


class extended(np.generic):
    """The scalar type of dtypes that NumPy lacks; only for `issubdtype`."""


class prng_key(extended):
    """The scalar type of random keys; only for `issubdtype`."""


class TypePromotionError(ValueError):
    """There is no dtype for all the operands."""


for _class in (extended, prng_key, TypePromotionError):
    _class.__module__ = "jax.dtypes"
KeyType.type = prng_key

# Each type and those right above it. Python's int, float and complex are the weak types.
_ABOVE = {
    "bool": [int],
    int: ["uint8", "int8"],
    "uint8": ["uint16", "int16"],
    "uint16": ["uint32", "int32"],
    "uint32": ["int32", "uint64"],  # not int64: nothing may leave the 32-bit world by itself
    "uint64": [float],
    "int8": ["int16"],
    "int16": ["int32"],
    "int32": ["int64"],
    "int64": [float],
    float: ["float16", complex],
    "float16": ["float32"],
    "float32": ["float64", "complex64"],
    "float64": ["complex128"],
    complex: ["complex64"],
    "complex64": ["complex128"],
    "complex128": [],
}


def _all_above(name) -> set:
    """A type and everything above it."""
    found = {name}
    for higher in _ABOVE[name]:
        found |= _all_above(higher)
    return found


def _node(name):
    return name if isinstance(name, type) else np.dtype(name)


_UPPER_BOUNDS = {_node(name): {_node(higher) for higher in _all_above(name)} for name in _ABOVE}
_WEAK_TYPES = (int, float, complex)
_STRONG_TYPES = frozenset(node for node in _UPPER_BOUNDS if isinstance(node, np.dtype))
_VALID_DTYPES = _STRONG_TYPES | {FLOAT0, np.dtypes.StringDType()}
_WEAK_OF_KIND = {"b": np.dtype(bool), "i": int, "u": int, "f": float, "c": complex}

# The dtypes of Python's numbers, and those that JAX gives where none is asked for.
_DEFAULT_DTYPES = {
    bool: np.dtype(bool),
    int: np.dtype(np.int32),
    float: np.dtype(np.float32),
    complex: np.dtype(np.complex64),
}
_DEFAULT_OF_KIND = {dtype.kind: dtype for dtype in (*_DEFAULT_DTYPES.values(), np.dtype(np.uint32))}


@lru_cache(1024)
def _least_upper_bound(nodes: frozenset):
    """The lowest type above all of the given ones. Raises ValueError for a type outside the lattice."""
    for node in nodes:
        if node not in _UPPER_BOUNDS:
            shown = KEY_TYPE if node == KEY_DTYPE else node
            raise ValueError(f"dtype={shown!r} is not a valid dtype for JAX type promotion.")
    common = set.intersection(*[_UPPER_BOUNDS[node] for node in nodes])
    return next(node for node in common if common <= _UPPER_BOUNDS[node])


def promote_types(a, b) -> np.dtype:
    """The dtype of an operation on two dtypes; int, float and complex themselves stand for weak types."""
    nodes = [kind if any(kind is weak for weak in _WEAK_TYPES) else np.dtype(kind) for kind in (a, b)]
    bound = _least_upper_bound(frozenset(nodes))
    return np.dtype(np.int64 if bound is int else bound)


@lru_cache(4096)
def _promoted(types: tuple) -> tuple[np.dtype, bool]:
    """The common (dtype, weak type) of several of them."""
    dtypes = {dtype for dtype, _ in types}
    all_weak = all(weak for _, weak in types)
    if len(dtypes) == 1:
        dtype = dtypes.pop()
        return dtype, all_weak and dtype.kind != "b"
    if all_weak:
        bound = _least_upper_bound(frozenset(dtypes))
        return canonical_dtype(bound), bound.kind != "b"
    bound = _least_upper_bound(
        frozenset(_WEAK_OF_KIND[dtype.kind] if weak else dtype for dtype, weak in types)
    )
    weak = isinstance(bound, type)  # not `in`: where C has 32-bit integers, np.dtype("int32") == int
    return (_DEFAULT_DTYPES[bound] if weak else canonical_dtype(bound)), weak


def _value_type(value) -> tuple[np.dtype, bool]:
    """(dtype, weak type) of an array, a tracer, a NumPy value or a Python number."""
    kind = type(value)
    if kind is ArrayImpl:
        return value._value.dtype, value.weak_type
    dtype = _DEFAULT_DTYPES.get(kind)
    if dtype is not None:
        return dtype, kind is not bool
    aval = get_aval(value)
    return aval.dtype, aval.weak_type


def _type_of(argument) -> tuple[np.dtype, bool]:
    """The same for a value or for a dtype, in any of the ways in which one is named."""
    if isinstance(argument, (Array, bool, int, float, complex)):
        return _value_type(argument)
    return dtype_of(argument), any(argument is weak for weak in _WEAK_TYPES)


def dtype_of(value) -> np.dtype:
    """The dtype of a value, or of what names one, in the 32-bit world. Raises TypeError when it has none."""
    if value is None:
        raise ValueError(f"Invalid argument to dtype: {value}.")
    if isinstance(value, Array) or type(value) in _DEFAULT_DTYPES:
        return _value_type(value)[0]
    if isinstance(value, type) and value in _DEFAULT_DTYPES:
        return _DEFAULT_DTYPES[value]
    named = isinstance(value, (str, np.dtype)) or _is_subclass(value, np.generic)
    dtype = np.dtype(value) if named else getattr(value, "dtype", None)
    if isinstance(dtype, KeyType):
        return KEY_DTYPE
    if not isinstance(dtype, np.dtype):
        try:
            dtype = np.result_type(value)
        except TypeError as error:
            raise TypeError(f"Cannot determine dtype of {value}") from error
    if dtype not in _VALID_DTYPES and dtype != KEY_DTYPE:
        raise TypeError(
            f"Value '{value}' with dtype {dtype} is not a valid JAX array "
            "type. Only arrays of numeric types are supported by JAX."
        )
    return _narrowed(dtype, "dtype") if named else canonical_dtype(dtype)


def _is_subclass(value, parent: type) -> bool:
    return isinstance(value, type) and issubclass(value, parent)


def _narrowed(dtype: np.dtype, function_name: str) -> np.dtype:
    """The dtype in the 32-bit world; JAX's warning when that is not the dtype that was asked for."""
    narrow = canonical_dtype(dtype)
    if narrow != dtype:
        requested = f" requested in {function_name}" if function_name else ""
        warnings.warn(
            f"Explicitly requested dtype {dtype}{requested} is not available, and will be truncated to dtype "
            f"{narrow.name}. To enable more dtypes, set the jax_enable_x64 configuration option or the "
            "JAX_ENABLE_X64 shell environment variable. "
            "See https://github.com/jax-ml/jax#current-gotchas for more.",
            stacklevel=4,
        )
    return narrow


def requested_dtype(dtype, function_name: str = "") -> np.dtype:
    """The dtype that a user asks for by ``dtype=…``, in the 32-bit world. Warns when it has 64 bits; raises
    TypeError for what is no dtype of JAX and ValueError for None or an array."""
    if dtype is None:
        raise ValueError("dtype must be specified.")
    if isinstance(dtype, Array):
        raise ValueError(
            "Passing an array as a dtype argument is no longer supported; instead of dtype=arr use dtype=arr.dtype."
        )
    if isinstance(dtype, KeyType):
        return KEY_DTYPE
    if isinstance(dtype, type) and dtype in _DEFAULT_DTYPES:
        return _DEFAULT_DTYPES[dtype]
    numpy_dtype = np.dtype(dtype)
    if numpy_dtype == KEY_DTYPE:
        return numpy_dtype
    if numpy_dtype not in _VALID_DTYPES:
        place = f" in {function_name}" if function_name else ""
        raise TypeError(f"JAX only supports number, bool, and string dtypes, got dtype {dtype}{place}")
    return _narrowed(numpy_dtype, function_name)


def promoted_type(*arguments) -> tuple[np.dtype, bool]:
    """The (dtype, weak type) of an operation on values or dtypes. Unlike `result_type`, a weak type keeps the
    dtype of its operands: the sum of two weak int8 is one."""
    return _promoted(tuple([_type_of(argument) for argument in arguments]))


def promoted_dtype(*avals) -> np.dtype:
    """The dtype of an operation on values of the given types."""
    return _promoted(tuple([(aval.dtype, aval.weak_type) for aval in avals]))[0]


def result_type(*args, return_weak_type_flag: bool = False):
    """The dtype of an operation on values or dtypes; None stands for float32. With ``return_weak_type_flag``,
    (dtype, weak type)."""
    if not args:
        raise ValueError("at least one array or dtype is required")
    dtype, weak = promoted_type(*[np.dtype(np.float32) if arg is None else arg for arg in args])
    if weak:
        dtype = _DEFAULT_OF_KIND[dtype.kind]
    shown = KEY_TYPE if dtype == KEY_DTYPE else dtype
    return (shown, weak) if return_weak_type_flag else shown


def invalid_value(value) -> TypeError:
    """The error for a value of which no array can be made."""
    return TypeError(
        f"Value '{value}' with dtype {np.asarray(value).dtype} is not a valid JAX array "
        "type. Only arrays of numeric types are supported by JAX."
    )


def is_weakly_typed(value) -> bool:
    """Whether a value is weakly typed; Python's numbers are, True and False are not."""
    return type(value) in _WEAK_TYPES or bool(getattr(value, "weak_type", False))


def _number_dtype(dtype) -> np.dtype:
    dtype = np.dtype(dtype)
    if dtype == KEY_DTYPE:
        raise TypeError("Cannot interpret 'key<fry>' as a data type")
    return dtype


def to_inexact_dtype(dtype) -> np.dtype:
    """The same dtype if it is floating or complex, else float32. Raises TypeError for that of keys."""
    dtype = _number_dtype(dtype)
    if dtype.kind not in "biu":
        return dtype
    return np.dtype(np.float64 if dtype.itemsize == 8 else np.float32)


def to_numeric_dtype(dtype) -> np.dtype:
    """The same dtype, int32 for bool. Raises TypeError for that of keys."""
    dtype = _number_dtype(dtype)
    return np.dtype(np.int32) if dtype.kind == "b" else dtype


def to_complex_dtype(dtype) -> np.dtype:
    """complex64, or complex128 for what has 64 bits a number."""
    wide = to_inexact_dtype(dtype) in (np.dtype(np.float64), np.dtype(np.complex128))
    return np.dtype(np.complex128 if wide else np.complex64)


_CONVERSIONS = {"numeric": to_numeric_dtype, "inexact": to_inexact_dtype, "complex": to_complex_dtype}


def promote_arguments(
    *args, to_inexact: bool = False, to: str = "", names: tuple[str, ...] = ("x", "y", "z")
) -> list[Array]:
    """The arguments as arrays of one dtype and weak type.

    ``to`` says what the dtype must be at least: "numeric" (not bool), "inexact" (``to_inexact``) or "complex".
    ``names`` are the arguments' names, for the OverflowError of a Python integer that does not fit into int32.
    """
    types = tuple([_value_type(argument) for argument in args])
    # Alone, without a wish, an argument stays what it is: even a truth value that is weakly typed.
    target = dtype, weak = _promoted(types) if len(args) > 1 or to_inexact or to else types[0]
    if to_inexact or to:
        dtype = _CONVERSIONS[to or "inexact"](dtype)
        target = dtype, weak
    return [
        argument
        if found == target and isinstance(argument, Array)
        else _converted(argument, dtype, weak, names, position)
        for position, (argument, found) in enumerate(zip(args, types, strict=True))
    ]


def _converted(argument, dtype: np.dtype, weak: bool, names, position: int) -> Array:
    if isinstance(argument, Tracer):
        return convert_element_type(argument, dtype, weak)
    if type(argument) is ArrayImpl and argument._value.dtype == dtype:
        return ArrayImpl(argument._value, weak)
    if type(argument) is int and not -(2**31) <= argument < 2**31:
        name = names[position] if position < len(names) else f"args[{position}]"
        raise OverflowError(
            "An overflow was encountered while parsing an argument to a jitted computation, whose argument path "
            f"is {name}. Got <class 'int'> with value {argument}"
        )
    if type(argument) in _DEFAULT_DTYPES:
        return ArrayImpl(numpy_value(argument).astype(dtype), weak)
    return convert_element_type(argument, dtype, weak)


def check_arraylike(function_name: str, *args) -> None:
    """Raise TypeError for an argument that is neither an array nor a number."""
    for position, argument in enumerate(args):
        if not (
            isinstance(argument, (Array, np.ndarray))
            or np.isscalar(argument)
            or hasattr(argument, "__jax_array__")
        ):
            raise TypeError(
                f"{function_name} requires ndarray or scalar arguments, got {type(argument)} at position {position}."
            )


def check_no_keys(function_name: str, *args) -> None:
    """Raise TypeError where keys stand beside numbers."""
    dtypes = [_value_type(argument)[0] for argument in args]
    if len(set(dtypes)) > 1 and KEY_DTYPE in dtypes:
        names = ", ".join("key<fry>" if dtype == KEY_DTYPE else str(dtype) for dtype in dtypes)
        raise TypeError(f"{function_name} does not accept dtypes {names}.")


def issubdtype(a, b) -> bool:
    """Whether a dtype is of a kind: ``issubdtype(x.dtype, jnp.floating)``, ``issubdtype(key.dtype, prng_key)``."""
    a_type, b_type = _scalar_type(a), _scalar_type(b)
    if isinstance(b, KeyType):
        return isinstance(a, KeyType)
    if _is_subclass(b_type, extended) or _is_subclass(a_type, extended):
        return issubclass(a_type, b_type)
    return bool(np.issubdtype(a_type, b_type))


def _scalar_type(kind) -> type:
    if isinstance(kind, KeyType):
        return prng_key
    if kind is int:
        return np.int64  # NumPy's own answer depends on the platform, and is int32 in the browser
    return kind if _is_subclass(kind, np.generic) else np.dtype(kind).type


_KINDS = {
    "bool": "b",
    "signed integer": "i",
    "unsigned integer": "u",
    "integral": "iu",
    "real floating": "f",
    "complex floating": "c",
    "numeric": "iufc",
}


def isdtype(dtype, kind) -> bool:
    """Whether a dtype is of a kind ("bool", "integral", "real floating", …), equal to a dtype, or any of a
    tuple of these."""
    the_dtype = np.dtype(dtype)
    return any([_is_of_kind(the_dtype, one) for one in (kind if isinstance(kind, tuple) else (kind,))])


def _is_of_kind(dtype: np.dtype, kind) -> bool:
    if isinstance(kind, str) and kind in _KINDS:
        return dtype.kind in _KINDS[kind] and dtype in _STRONG_TYPES
    try:
        return dtype == np.dtype(kind)
    except TypeError as error:
        if isinstance(kind, str):
            raise ValueError(
                f"Unrecognized {kind=} expected one of {list(_KINDS)}, or a compatible input for jnp.dtype()"
            ) from None
        raise TypeError(f"Expected kind to be a dtype, string, or tuple; got {kind=}") from error


def canonicalize_dtype(dtype, allow_extended_dtype: bool = False):
    """The dtype in the 32-bit world, without a warning."""
    if isinstance(dtype, KeyType):
        if not allow_extended_dtype:
            raise ValueError(
                f"Internal: canonicalize_dtype called on extended dtype {dtype} with allow_extended_dtype=False"
            )
        return dtype
    return canonical_dtype(dtype)


_SCALAR_OF_KIND = {"b": bool, "i": int, "u": int, "f": float, "c": complex}


def scalar_type_of(x) -> type:
    """Python's type for the numbers of a value or a dtype: bool, int, float or complex."""
    dtype = dtype_of(x)
    if dtype == KEY_DTYPE:
        raise TypeError("Cannot interpret 'key<fry>' as a data type")
    if dtype.kind not in _SCALAR_OF_KIND:
        raise TypeError(f"Invalid scalar value {x}")
    return _SCALAR_OF_KIND[dtype.kind]


def itemsize_bits(dtype) -> int:
    """Bits per element; 8 for bool. Raises ValueError for what has no numbers."""
    if dtype is None:
        raise ValueError("dtype cannot be None.")
    if np.dtype(dtype) not in _STRONG_TYPES:
        raise ValueError(f"unexpected input: {dtype=}")
    return 8 * np.dtype(dtype).itemsize
