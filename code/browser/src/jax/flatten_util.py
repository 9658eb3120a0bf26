"""A pytree as one vector."""

import math

import numpy as np

from jax._src import trees
from jax._src.core import get_aval
from jax._src.differentiation import as_array
from jax._src.primitives.elementwise import convert_element_type
from jax._src.primitives.shapes import concatenate, full, reshape, slice_in_dim
from jax._src.promotion import promoted_type


def _restored(piece, aval, is_mixed: bool):
    piece = reshape(piece, aval.shape)
    return convert_element_type(piece, aval.dtype) if is_mixed else piece


def ravel_pytree(pytree):
    """The leaves one after the other as a vector, and the function that makes the tree of such a vector."""
    leaves, tree = trees.tree_flatten(pytree)
    leaves = [as_array(leaf) for leaf in leaves]
    if not leaves:
        return full((0,), 0, np.float32), lambda vector: trees.tree_unflatten(tree, [])
    avals = [get_aval(leaf) for leaf in leaves]
    dtype, _ = promoted_type(*leaves)
    is_mixed = len({aval.dtype for aval in avals}) > 1
    ends = np.cumsum([math.prod(aval.shape) for aval in avals]).tolist()
    flat = [convert_element_type(reshape(leaf, (-1,)), dtype) for leaf in leaves]
    vector = concatenate(flat, 0)

    def unravel(vector):
        vector = as_array(vector)
        given = get_aval(vector)
        # Leaves of one dtype may come back in another: gradients of integers, vectors of float16.
        if given.dtype != dtype and is_mixed:
            raise TypeError(
                f"unravel function given array of dtype {given.dtype}, but expected dtype {dtype}"
            )
        if given.shape != (ends[-1],):
            raise ValueError(
                f"Sum of sizes {ends[-1]} must be equal to dimension 0 of the operand shape {list(given.shape)}"
            )
        pieces = [
            _restored(slice_in_dim(vector, start, end), aval, is_mixed)
            for start, end, aval in zip([0, *ends], ends, avals, strict=False)
        ]
        return trees.tree_unflatten(tree, pieces)

    return vector, unravel


__all__ = ["ravel_pytree"]
