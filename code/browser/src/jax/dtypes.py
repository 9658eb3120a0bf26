"""Dtypes of JAX: which there are here, and how they are compared and combined."""

from numpy import finfo, iinfo

from jax._src.absent import absent_names
from jax._src.avals import FLOAT0 as float0
from jax._src.promotion import (
    TypePromotionError,
    canonicalize_dtype,
    extended,
    issubdtype,
    itemsize_bits,
    prng_key,
    result_type,
    scalar_type_of,
)

__all__ = [
    "TypePromotionError",
    "canonicalize_dtype",
    "extended",
    "finfo",
    "float0",
    "iinfo",
    "issubdtype",
    "itemsize_bits",
    "prng_key",
    "result_type",
    "scalar_type_of",
]

__getattr__ = absent_names(__name__, ["bfloat16"])
