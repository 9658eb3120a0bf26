"""What is known of an array before its values: shape, dtype and weak type."""

import math

import numpy as np

# A typed key is eight opaque bytes, so that NumPy's own indexing keeps the logical shape of key arrays.
KEY_DTYPE = np.dtype([("fry", np.uint32, (2,))])

# The type of tangents of integers: they carry nothing.
FLOAT0 = np.dtype([("float0", np.void, 0)])

_NARROWED = {
    np.dtype(wide): np.dtype(narrow)
    for wide, narrow in (
        ("float64", "float32"),
        ("int64", "int32"),
        ("uint64", "uint32"),
        ("complex128", "complex64"),
    )
}
_SHORT_KINDS = {"f": "f", "i": "i", "u": "u", "c": "c"}


def canonical_dtype(dtype) -> np.dtype:
    """The dtype in the 32-bit world: float64 becomes float32, int64 int32, and so on."""
    dtype = np.dtype(dtype)
    return _NARROWED.get(dtype, dtype)


def dtype_name(dtype: np.dtype) -> str:
    """The name that users see: ``float32``, ``key<fry>``, ``float0``."""
    if dtype == KEY_DTYPE:
        return "key<fry>"
    return "float0" if dtype == FLOAT0 else dtype.name


def short_dtype_name(dtype: np.dtype) -> str:
    """The name in a jaxpr: ``f32``, ``i32``, ``bool``, ``key<fry>``."""
    kind = _SHORT_KINDS.get(dtype.kind)
    return dtype_name(dtype) if kind is None else f"{kind}{8 * dtype.itemsize}"


class ShapedArray:
    """Shape (a tuple of int), dtype (a NumPy dtype of the 32-bit world) and weak type of an array."""

    __slots__ = ("dtype", "shape", "weak_type")

    def __init__(self, shape, dtype, weak_type: bool = False):
        self.shape = tuple(shape)
        self.dtype = np.dtype(dtype)
        self.weak_type = weak_type

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    def strong(self) -> "ShapedArray":
        """The same without a weak type."""
        return ShapedArray(self.shape, self.dtype) if self.weak_type else self

    def with_shape(self, shape) -> "ShapedArray":
        """The same dtype and weak type in another shape."""
        return ShapedArray(shape, self.dtype, self.weak_type)

    def str_short(self) -> str:
        """As in a jaxpr: ``f32[2,3]``."""
        return f"{short_dtype_name(self.dtype)}[{','.join(map(str, self.shape))}]"

    def str_long(self) -> str:
        """As in an error message: ``float32[2,3]``."""
        return f"{dtype_name(self.dtype)}[{','.join(map(str, self.shape))}]"

    def __eq__(self, other):
        return (
            isinstance(other, ShapedArray)
            and self.shape == other.shape
            and self.dtype == other.dtype
            and self.weak_type == other.weak_type
        )

    def __hash__(self):
        return hash((self.shape, self.dtype, self.weak_type))

    def __repr__(self):
        return f"ShapedArray({self.str_long()}{', weak_type=True' if self.weak_type else ''})"

    def __str__(self):
        return f"{'~' if self.weak_type else ''}{self.str_long()}"


# Error messages name the class as users know it.
ShapedArray.__module__ = "jax._src.core"
