"""Dtypes under the names of ``jax.numpy``, and questions about them."""

import warnings

import numpy as np

from jax._src.array_arguments import to_array
from jax._src.core import Array
from jax._src.primitives.elementwise import convert_element_type
from jax._src.promotion import dtype_of, issubdtype, promote_types, requested_dtype, result_type

newaxis = None
e, euler_gamma, inf, nan, pi = np.e, np.euler_gamma, np.inf, np.nan, np.pi
dtype = np.dtype
ComplexWarning = np.exceptions.ComplexWarning
character, complexfloating, flexible, floating, generic = (
    np.character, np.complexfloating, np.flexible, np.floating, np.generic,
)  # fmt: skip
inexact, integer, number, object_, signedinteger, unsignedinteger = (
    np.inexact, np.integer, np.number, np.object_, np.signedinteger, np.unsignedinteger,
)  # fmt: skip
iterable = np.iterable
array_repr, array_str = np.array_repr, np.array_str
get_printoptions, printoptions, set_printoptions = np.get_printoptions, np.printoptions, np.set_printoptions


class _ScalarMeta(type):
    """A dtype that makes arrays when it is called: ``jnp.float32(3)``."""

    dtype: np.dtype

    def __hash__(cls):
        return hash(cls.dtype.type)

    def __eq__(cls, other):
        return (
            cls is other
            or cls.dtype.type == other
            or (isinstance(other, _ScalarMeta) and cls.dtype == other.dtype)
        )

    def __ne__(cls, other):
        return not cls == other

    def __call__(cls, x):
        from jax.numpy._creation import asarray

        return asarray(x, dtype=cls.dtype)

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls.dtype.type)

    def __repr__(cls):
        return f"<class 'jax.numpy.{cls.__name__}'>"


def _scalar_type(numpy_type) -> _ScalarMeta:
    dtype = np.dtype(numpy_type)
    name = dtype.name
    made = _ScalarMeta(name, (object,), {"dtype": dtype, "__module__": "jax.numpy"})
    made.__doc__ = f"A JAX scalar constructor of type {name}."
    return made


bool_ = _scalar_type(np.bool_)
int8, int16, int32, int64 = map(_scalar_type, (np.int8, np.int16, np.int32, np.int64))
uint8, uint16, uint32, uint64 = map(_scalar_type, (np.uint8, np.uint16, np.uint32, np.uint64))
float16, float32, float64 = map(_scalar_type, (np.float16, np.float32, np.float64))
complex64, complex128 = map(_scalar_type, (np.complex64, np.complex128))
bool = bool_
int_, uint, float_, complex_ = int64, uint64, float64, complex128
single, double, csingle, cdouble = float32, float64, complex64, complex128


def finfo(dtype) -> np.finfo:
    """Limits of a floating dtype."""
    return np.finfo(_named(dtype))


def iinfo(dtype) -> np.iinfo:
    """Limits of an integer dtype."""
    return np.iinfo(_named(dtype))


def _named(dtype):
    if isinstance(dtype, (Array, np.ndarray, np.generic)):
        return dtype.dtype
    return np.dtype(dtype) if isinstance(dtype, _ScalarMeta) else dtype


def can_cast(from_, to, casting="safe"):
    """Whether values of one dtype can be cast to another."""
    return np.can_cast(np.dtype(from_), np.dtype(to), casting)


def iscomplexobj(x) -> bool:
    """Whether the dtype is complex."""
    if x is None or isinstance(x, str):
        return False
    dtype = getattr(x, "dtype", None)
    if dtype is None:
        dtype = to_array(x).dtype if np.isscalar(x) else np.asarray(x).dtype
    return issubdtype(dtype, np.complexfloating)


def isrealobj(x) -> bool:
    """Whether the dtype is not complex."""
    return not iscomplexobj(x)


def isscalar(element) -> bool:
    """Whether something is a number, or an array without axes."""
    if np.isscalar(element):
        return True
    if isinstance(element, (np.ndarray, Array)):
        return element.ndim == 0
    return hasattr(element, "__jax_array__") and to_array(element).ndim == 0


def astype(x, dtype, /, *, copy=False, device=None):
    """The array in another dtype."""
    from jax._src.array_arguments import checked

    x = checked("astype", x)
    target = requested_dtype(float if dtype is None else dtype, "astype")
    found = x.aval.dtype
    if found.kind == "c" and target.kind not in "cb":
        warnings.warn(
            "Casting from complex to real dtypes will soon raise a ValueError. Please first use jnp.real or jnp.imag "
            "to take the real/imaginary component of your input.",
            DeprecationWarning,
            stacklevel=3,
        )
    if target.kind == "b" and found.kind != "b":
        from jax.numpy._elementwise import as_boolean

        return as_boolean(x)
    return convert_element_type(x, target)


__all__ = [
    "ComplexWarning",
    "astype",
    "bool",
    "bool_",
    "can_cast",
    "cdouble",
    "character",
    "complex64",
    "complex128",
    "complex_",
    "complexfloating",
    "csingle",
    "double",
    "dtype",
    "dtype_of",
    "e",
    "euler_gamma",
    "finfo",
    "flexible",
    "float16",
    "float32",
    "float64",
    "float_",
    "floating",
    "generic",
    "get_printoptions",
    "iinfo",
    "inexact",
    "inf",
    "int8",
    "int16",
    "int32",
    "int64",
    "int_",
    "integer",
    "iscomplexobj",
    "isrealobj",
    "isscalar",
    "issubdtype",
    "iterable",
    "nan",
    "newaxis",
    "number",
    "object_",
    "pi",
    "printoptions",
    "promote_types",
    "result_type",
    "set_printoptions",
    "signedinteger",
    "single",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "unsignedinteger",
]  # fmt: skip
