"""Derivatives as users call them: grad, value_and_grad, vjp, jvp, linearize, linear_transpose."""

import functools
import operator

import numpy as np

from jax._src import trees
from jax._src.abstract_evaluation import aval_or_struct
from jax._src.avals import FLOAT0, ShapedArray, dtype_name
from jax._src.core import ArrayImpl, get_aval
from jax._src.differentiation import as_array, backward, instantiate, jvp_flat, linearize_flat, zeros
from jax._src.functions import FlatFunction, FlatWithAuxiliary, check_argument, check_callable, described
from jax._src.jaxpr import evaluate_jaxpr, trace_to_jaxpr
from jax._src.primitives.elementwise import convert_element_type
from jax._src.tree_differences import equality_errors_pytreedef
from jax._src.tree_functions import keystr


def selected(function, arguments, keywords, argnums):
    """The function of the chosen arguments alone, and those arguments."""
    numbers = (argnums,) if isinstance(argnums, int) else argnums
    count = len(arguments)
    if max(numbers) >= count:
        raise TypeError(
            f"differentiating with respect to argnums={argnums} requires at least {max(numbers) + 1} positional "
            f"arguments to be passed by the caller, but got only {count} positional arguments."
        )
    if min(numbers) < -count:
        raise ValueError(
            "Positional argument indices, e.g. for `static_argnums`, must have value greater than or equal to "
            f"-len(args) and less than len(args), but got value {min(numbers)} for len(args) == {count}."
        )
    numbers = [number % count for number in numbers]
    if len(set(numbers)) < len(numbers):
        raise ValueError(f"argnums={argnums} names an argument twice.")

    def partial(*chosen):
        changed = list(arguments)
        for number, value in zip(numbers, chosen, strict=True):
            changed[number] = value
        return function(*changed, **keywords)

    return partial, [arguments[number] for number in numbers]


def index_or_indices(argnums):
    """An int or a tuple of ints. Raises TypeError for anything else."""
    try:
        return operator.index(argnums)
    except TypeError:
        return tuple(map(operator.index, argnums))


def check_differentiable(leaf, name: str, allow_int: bool, holomorphic: bool) -> None:
    check_argument(leaf, full_stop=True)
    dtype = get_aval(leaf).dtype
    if holomorphic:
        if dtype.kind != "c":
            raise TypeError(
                f"{name} with holomorphic=True requires inputs with complex dtype, but got {dtype_name(dtype)}."
            )
    elif dtype.kind in "iub":
        if not allow_int:
            raise TypeError(
                f"{name} requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but "
                f"got {dtype_name(dtype)}. If you want to use Boolean- or integer-valued inputs, use vjp or set "
                "allow_int to True."
            )
    elif dtype.kind not in "fc":
        raise TypeError(
            f"{name} requires numerical-valued inputs (input dtype that is a sub-dtype of np.bool_ or np.number), but "
            f"got {dtype_name(dtype)}."
        )


def _check_scalar(result) -> None:
    try:
        aval = get_aval(result)
    except TypeError:
        raise TypeError(f"Gradient only defined for scalar-output functions. Output was {result}.") from None
    if aval.shape != ():
        raise TypeError(f"Gradient only defined for scalar-output functions. Output had shape: {aval.shape}.")


def linearized_call(function, arguments, has_aux: bool):
    """Run and linearise. Returns (results, out_tree, aux, transposer) where ``transposer(cotangents)`` gives the
    cotangents of the leaves of the arguments, in order (None where zero)."""
    leaves, in_tree = trees.tree_flatten(arguments)
    leaves = [as_array(leaf) for leaf in leaves]
    active = [get_aval(leaf).dtype.kind in "fc" for leaf in leaves]
    flat = FlatWithAuxiliary(function, in_tree, has_aux)
    outputs, program, has_tangent = linearize_flat(flat, leaves, active)
    count = flat.count
    aux = flat.auxiliary(outputs) if has_aux else None

    def transposer(cotangents):
        chosen = [
            cotangent
            for cotangent, has in zip(
                [*cotangents, *[None] * (len(outputs) - count)], has_tangent, strict=True
            )
            if has
        ]
        results = iter(backward(program, program.constants, chosen))
        return [next(results) if is_active else None for is_active in active]

    return outputs[:count], flat.out_tree, aux, transposer, leaves, in_tree


def value_and_grad(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=()):
    """A function that returns the value of ``fun`` and its gradient with respect to the arguments ``argnums``."""
    check_callable(fun)
    argnums = index_or_indices(argnums)

    @functools.wraps(fun)
    def wrapped(*arguments, **keywords):
        return _value_and_grad(
            fun, argnums, has_aux, holomorphic, allow_int, arguments, keywords, "value_and_grad"
        )

    return wrapped


def _value_and_grad(fun, argnums, has_aux, holomorphic, allow_int, arguments, keywords, name):
    partial, chosen = selected(fun, arguments, keywords, argnums)
    for leaf in trees.tree_leaves(chosen):
        check_differentiable(leaf, name, allow_int, holomorphic)
    results, out_tree, aux, transposer, leaves, in_tree = linearized_call(partial, chosen, has_aux)
    _check_scalar(trees.tree_unflatten(out_tree, results))
    (value,) = results
    aval = get_aval(value)
    if aval.dtype.kind not in ("c" if holomorphic else "f"):
        if holomorphic:
            raise TypeError(
                f"{name} with holomorphic=True requires outputs with complex dtype, but got {dtype_name(aval.dtype)}."
            )
        if aval.dtype.kind == "c":
            raise TypeError(
                f"{name} requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got "
                f"{dtype_name(aval.dtype)}. For holomorphic differentiation, pass holomorphic=True. For "
                "differentiation of non-holomorphic functions involving complex outputs, use jax.vjp directly."
            )
        raise TypeError(
            f"{name} requires real-valued outputs (output dtype that is a sub-dtype of np.floating), but got "
            f"{dtype_name(aval.dtype)}. For differentiation of functions with integer outputs, use jax.vjp directly."
        )
    cotangents = transposer([ArrayImpl(np.ones((), aval.dtype), aval.weak_type)])
    gradients = [gradient_leaf(cotangent, leaf) for cotangent, leaf in zip(cotangents, leaves, strict=True)]
    gradient = trees.tree_unflatten(in_tree, gradients)
    gradient = gradient[0] if isinstance(argnums, int) else tuple(gradient)
    value = as_array(value)
    return ((value, aux) if has_aux else value), gradient


def gradient_leaf(cotangent, leaf):
    aval = get_aval(leaf)
    if aval.dtype.kind not in "fc":
        return np.zeros(aval.shape, FLOAT0)
    if cotangent is None:
        return ArrayImpl(np.zeros(aval.shape, aval.dtype), aval.weak_type)
    return (
        cotangent if get_aval(cotangent).dtype == aval.dtype else convert_element_type(cotangent, aval.dtype)
    )


def grad(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=()):
    """A function that returns the gradient of ``fun`` with respect to the arguments ``argnums``."""
    check_callable(fun)
    argnums = index_or_indices(argnums)

    @functools.wraps(fun)
    def wrapped(*arguments, **keywords):
        value, gradient = _value_and_grad(
            fun, argnums, has_aux, holomorphic, allow_int, arguments, keywords, "grad"
        )
        return (gradient, value[1]) if has_aux else gradient

    return wrapped


def vjp(fun, *primals, has_aux=False, reduce_axes=()):
    """The value of ``fun`` and the function from cotangents of its result to cotangents of its arguments."""
    check_callable(fun)
    for leaf in trees.tree_leaves(primals):
        check_argument(leaf)
    results, out_tree, aux, transposer, leaves, in_tree = linearized_call(fun, primals, has_aux)
    value = trees.tree_unflatten(out_tree, [as_array(result) for result in results])

    def backwards(cotangent):
        given, tree = trees.tree_flatten(cotangent)
        if tree != out_tree:
            raise ValueError(_unexpected_structure(fun, out_tree, tree))
        for one, result in zip(given, results, strict=True):
            _check_cotangent(one, get_aval(result))
        given = [
            one if get_aval(result).dtype.kind in "fc" else None
            for one, result in zip(given, results, strict=True)
        ]
        cotangents = transposer([None if one is None else as_array(one) for one in given])
        return tuple(
            trees.tree_unflatten(
                in_tree,
                [gradient_leaf(one, leaf) for one, leaf in zip(cotangents, leaves, strict=True)],
            )
        )

    return (value, backwards, aux) if has_aux else (value, backwards)


def _check_cotangent(cotangent, aval: ShapedArray) -> None:
    if getattr(cotangent, "dtype", None) == FLOAT0:
        return
    given = get_aval(cotangent)
    if given.shape != aval.shape or (aval.dtype.kind in "fc" and given.dtype != aval.dtype):
        raise ValueError(
            "unexpected JAX type (e.g. shape/dtype) for argument to VJP function: got "
            f"{given.str_long()}, but expected {aval.str_long()} because the corresponding output of the "
            f"differentiated function had JAX type {aval.str_long()}"
        )


def _unexpected_structure(fun, expected, found) -> str:
    differences = [
        f"  * out{keystr(path)} was a {first} in the original output, but a {second} here, so {explanation}."
        for path, first, second, explanation in equality_errors_pytreedef(expected, found)
    ]
    return (
        "unexpected tree structure.\n\nThe argument to a VJP function returned by `jax.vjp` must match the pytree\n"
        f"structure of the differentiated function {described(fun)}.\n\nBut the tree structures differ:\n"
        + "\n".join(differences)
    )


def _flat_tangents(primals, tangents):
    leaves, tree = trees.tree_flatten(primals)
    moved, tangent_tree = trees.tree_flatten(tangents)
    if tree != tangent_tree:
        raise TypeError(
            f"primal and tangent arguments to jax.jvp must have the same tree structure; primals have tree "
            f"structure {tree} whereas tangents have tree structure {tangent_tree}."
        )
    result = []
    for primal, tangent in zip(leaves, moved, strict=True):
        check_argument(primal)
        aval = get_aval(primal)
        if aval.dtype.kind not in "fc":
            if getattr(tangent, "dtype", None) != FLOAT0:
                raise TypeError(_tangent_dtype(aval, get_aval(tangent)))
            result.append(None)
            continue
        other = get_aval(tangent)
        if other.dtype != aval.dtype:
            raise TypeError(_tangent_dtype(aval, other))
        if other.shape != aval.shape:
            raise ValueError(
                f"jvp called with different primal and tangent shapes;Got primal shape {aval.shape} and tangent shape "
                f"as {other.shape}"
            )
        result.append(as_array(tangent))
    return [as_array(leaf) for leaf in leaves], result


def _tangent_dtype(primal: ShapedArray, tangent: ShapedArray) -> str:
    expected = dtype_name(primal.dtype) if primal.dtype.kind in "fc" else "float0"
    return (
        "primal and tangent arguments to jax.jvp do not match; dtypes must be equal, or in case of int/bool primal "
        "dtype the tangent dtype must be float0.Got primal dtype "
        f"{dtype_name(primal.dtype)} and so expected tangent dtype {expected}, but got tangent dtype "
        f"{dtype_name(tangent.dtype)} instead."
    )


def jvp(fun, primals, tangents, has_aux=False):
    """The value of ``fun`` and its derivative along ``tangents``."""
    check_callable(fun)
    if not isinstance(primals, (list, tuple)) or not isinstance(tangents, (list, tuple)):
        raise TypeError(
            "primal and tangent arguments to jax.jvp must be tuples or lists; "
            f"found {type(primals).__name__} and {type(tangents).__name__}."
        )
    leaves, moved = _flat_tangents(primals, tangents)
    flat = FlatWithAuxiliary(fun, trees.tree_structure(tuple(primals)), has_aux)
    results, tangents_out = jvp_flat(flat, leaves, moved)
    results_alone = results[: flat.count]
    tangents_alone = [
        _tangent_leaf(tangent, result)
        for tangent, result in zip(tangents_out[: flat.count], results_alone, strict=True)
    ]
    value = flat.result([as_array(result) for result in results_alone])
    tangent = flat.result(tangents_alone)
    return (value, tangent, flat.auxiliary(results)) if has_aux else (value, tangent)


def _check_tangent(tangent, aval: ShapedArray) -> None:
    expected = ShapedArray(aval.shape, aval.dtype if aval.dtype.kind in "fc" else FLOAT0)
    dtype = getattr(tangent, "dtype", None)
    given = ShapedArray(np.shape(tangent), FLOAT0) if dtype == FLOAT0 else get_aval(tangent)
    if (given.shape, given.dtype) != (expected.shape, expected.dtype):
        raise ValueError(
            "linearized function called on tangent values inconsistent with the original primal values:\n"
            f"Got tangent aval {given!r} for primal aval {aval!r} but expected {expected!r}."
        )


def _tangent_leaf(tangent, result):
    aval = get_aval(result)
    if aval.dtype.kind not in "fc":
        return np.zeros(aval.shape, FLOAT0)
    return instantiate(tangent, result)


def linearize(fun, *primals, has_aux=False):
    """The value of ``fun`` and the linear function that approximates it near ``primals``."""
    check_callable(fun)
    leaves, in_tree = trees.tree_flatten(primals)
    leaves = [as_array(leaf) for leaf in leaves]
    flat = FlatWithAuxiliary(fun, in_tree, has_aux)
    active = [get_aval(leaf).dtype.kind in "fc" for leaf in leaves]
    outputs, program, has_tangent = linearize_flat(flat, leaves, active)
    results = outputs[: flat.count]

    def apply(*tangents):
        moved, tree = trees.tree_flatten(tangents)
        if tree != in_tree:
            raise TypeError(f"expected {in_tree}, got {tree}")
        for tangent, leaf in zip(moved, leaves, strict=True):
            _check_tangent(tangent, get_aval(leaf))
        given = [as_array(one) for one, is_active in zip(moved, active, strict=True) if is_active]
        moved_out = iter(evaluate_jaxpr(program, given))
        tangents_out = [next(moved_out) if has else None for has in has_tangent][: flat.count]
        return flat.result([_tangent_leaf(t, r) for t, r in zip(tangents_out, results, strict=True)])

    value = flat.result([as_array(result) for result in results])
    return (value, apply, flat.auxiliary(outputs)) if has_aux else (value, apply)


def linear_transpose(fun, *primals, reduce_axes=()):
    """The transpose of a linear function: from cotangents of its result to those of its arguments."""
    leaves, in_tree = trees.tree_flatten(primals)
    avals = [aval_or_struct(leaf) for leaf in leaves]
    flat = FlatFunction(fun, in_tree, has_keywords=False)
    program = trace_to_jaxpr(flat, avals, tracing=False)

    def transposed(cotangent):
        given, tree = trees.tree_flatten(cotangent)
        if tree != flat.out_tree:
            raise TypeError(
                f"cotangent tree does not match function output, expected {flat.out_tree} but got {tree}"
            )
        results = backward(program, program.constants, [as_array(one) for one in given])
        filled = [zeros(aval) if one is None else one for one, aval in zip(results, avals, strict=True)]
        return tuple(trees.tree_unflatten(in_tree, filled))

    return transposed
