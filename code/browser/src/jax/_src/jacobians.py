"""Matrices of derivatives: jacfwd, jacrev, hessian."""

import functools

import numpy as np

from jax._src import trees
from jax._src.avals import dtype_name
from jax._src.batching import all_batched
from jax._src.core import ArrayImpl, get_aval
from jax._src.differentiation import as_array, instantiate, jvp_flat
from jax._src.functions import FlatWithAuxiliary, check_argument, check_callable
from jax._src.gradients import check_differentiable, gradient_leaf, linearized_call, selected
from jax._src.primitives.elementwise import convert_element_type, shape_of
from jax._src.primitives.shapes import reshape, slice_in_dim, transpose


def _standard_basis(leaves) -> tuple[list, int]:
    """For arrays of n elements together: for each array, n copies of it, of which copy k is zero but for the
    k-th element of all."""
    sizes = [int(np.prod(shape_of(leaf))) for leaf in leaves]
    total, start, basis = sum(sizes), 0, []
    for leaf, size in zip(leaves, sizes, strict=True):
        block = np.zeros((total, size), get_aval(leaf).dtype)
        block[start : start + size] = np.eye(size)
        basis.append(ArrayImpl(block.reshape(total, *shape_of(leaf))))
        start += size
    return basis, total


def _split_leading(array, leaves, example):
    """An array whose first axis runs over all elements of ``leaves``, cut into one piece for each leaf, in the
    dtype and weak type of ``example``."""
    aval = get_aval(example)
    array = convert_element_type(array, aval.dtype, aval.weak_type)
    pieces, start = [], 0
    for leaf in leaves:
        shape = shape_of(leaf)
        size = int(np.prod(shape))
        piece = slice_in_dim(array, start, start + size, axis=0)
        pieces.append(reshape(piece, (*shape, *shape_of(array)[1:])))
        start += size
    return pieces


def _check_forward(leaf, holomorphic: bool) -> None:
    check_argument(leaf, full_stop=True)
    dtype = get_aval(leaf).dtype
    if holomorphic and dtype.kind != "c":
        raise TypeError(
            f"jacfwd with holomorphic=True requires inputs with complex dtype, but got {dtype_name(dtype)}."
        )
    if not holomorphic and dtype.kind != "f":
        raise TypeError(
            "jacfwd requires real-valued inputs (input dtype that is a sub-dtype of np.floating), but got "
            f"{dtype_name(dtype)}. For holomorphic differentiation, pass holomorphic=True. For differentiation of "
            "non-holomorphic functions involving complex inputs or integer inputs, use jax.jvp directly."
        )


def jacfwd(fun, argnums=0, has_aux=False, holomorphic=False):
    """The Jacobian, column by column: one forward derivative for each input."""
    check_callable(fun)

    @functools.wraps(fun)
    def jacobian_of(*arguments, **keywords):
        partial, chosen = selected(fun, arguments, keywords, argnums)
        leaves, in_tree = trees.tree_flatten(chosen)
        for leaf in leaves:
            _check_forward(leaf, holomorphic)
        leaves = [as_array(leaf) for leaf in leaves]
        basis, total = _standard_basis(leaves)
        flat = FlatWithAuxiliary(partial, in_tree, has_aux)
        primals = []

        def push(*tangents):
            primals[:], tangents_out = jvp_flat(flat, leaves, tangents)
            # What comes after the result is auxiliary: it has no derivative.
            pairs = zip(tangents_out[: flat.count], primals[: flat.count], strict=True)
            return [instantiate(tangent, primal) for tangent, primal in pairs]

        columns = all_batched(push, total, basis, [True] * len(basis))
        per_output = []
        for column, result in zip(columns, primals[: flat.count], strict=True):
            pieces = []
            for piece, leaf in zip(_split_leading(column, leaves, result), leaves, strict=True):
                n_in, ndim = len(shape_of(leaf)), len(shape_of(piece))
                pieces.append(transpose(piece, [*range(n_in, ndim), *range(n_in)]))
            tree = trees.tree_unflatten(in_tree, pieces)
            per_output.append(tree[0] if isinstance(argnums, int) else tuple(tree))
        result = flat.result(per_output)
        return (result, flat.auxiliary(primals)) if has_aux else result

    return jacobian_of


def jacrev(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False):
    """The Jacobian, row by row: one backward derivative for each output."""
    check_callable(fun)

    @functools.wraps(fun)
    def jacobian_of(*arguments, **keywords):
        partial, chosen = selected(fun, arguments, keywords, argnums)
        for leaf in trees.tree_leaves(chosen):
            check_differentiable(leaf, "jacrev", allow_int, holomorphic)
        results, out_tree, aux, transposer, leaves, in_tree = linearized_call(partial, chosen, has_aux)
        results = [as_array(result) for result in results]
        basis, total = _standard_basis(results)

        def pull(*cotangents):
            return [
                gradient_leaf(one, leaf) for one, leaf in zip(transposer(cotangents), leaves, strict=True)
            ]

        rows = all_batched(pull, total, basis, [True] * len(basis))
        per_input = [_split_leading(row, results, leaf) for row, leaf in zip(rows, leaves, strict=True)]
        per_output = []
        for index in range(len(results)):
            tree = trees.tree_unflatten(in_tree, [pieces[index] for pieces in per_input])
            per_output.append(tree[0] if isinstance(argnums, int) else tuple(tree))
        result = trees.tree_unflatten(out_tree, per_output)
        return (result, aux) if has_aux else result

    return jacobian_of


def hessian(fun, argnums=0, has_aux=False, holomorphic=False):
    """The matrix of second derivatives: the forward Jacobian of the backward Jacobian."""
    return jacfwd(jacrev(fun, argnums, has_aux, holomorphic), argnums, has_aux, holomorphic)
