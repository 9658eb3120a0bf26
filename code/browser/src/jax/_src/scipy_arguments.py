"""What functions of ``jax.scipy`` do to their arguments beyond promotion."""

import numpy as np

from jax._src.array_arguments import promoted
from jax._src.primitives.elementwise import convert_element_type


def strong(array):
    """A float32 array without a weak type."""
    return convert_element_type(array, np.dtype(np.float32))


def promoted_with_constants(name: str, *values):
    """The arguments as floating arrays, for functions that JAX writes with typed constants: those make the result
    strongly typed unless the first argument is a weakly typed scalar."""
    first, *others = promoted(name, *values, to="inexact")
    return [strong(first) if first.ndim and first.dtype == np.float32 else first, *others]
