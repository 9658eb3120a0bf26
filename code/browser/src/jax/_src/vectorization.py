"""``vmap`` as users call it."""

import functools
import operator

from jax._src import tree_functions, trees
from jax._src.batching import batch_flat
from jax._src.core import get_aval
from jax._src.differentiation import as_array
from jax._src.functions import FlatFunction, argument_names, check_argument, check_callable
from jax._src.primitives.elementwise import shape_of
from jax._src.primitives.shapes import broadcast_in_dim, transpose
from jax._src.tree_differences import prefix_errors


class _Leaf:
    """Stands for any array in the message about a specification that does not fit."""

    def __repr__(self):
        return "pytree leaf"


_LEAF = _Leaf()


def _flat_axes(axes, tree, what: str) -> list:
    """One axis (or None) for every leaf of a tree, from a prefix of the tree."""
    if axes is None or isinstance(axes, int):
        return [axes] * tree.num_leaves
    full = trees.tree_unflatten(tree, [_LEAF] * tree.num_leaves)
    try:
        return tree_functions.broadcast_prefix(axes, full, is_leaf=lambda node: node is None)
    except ValueError:
        found = [error(f"vmap {what}").args[0] for error in prefix_errors(axes, full)]
        details = "\n  ".join(found)
        raise ValueError(
            f"vmap {what} specification must be a tree prefix of the corresponding value; \n"
            f"  Mismatch details ({len(found)} found):\n  {details}"
        ) from None


def vmap(fun, in_axes=0, out_axes=0, axis_name=None, axis_size=None, spmd_axis_name=None):
    """A function of batches: ``fun`` of every element along the axes ``in_axes``, the results along ``out_axes``."""
    check_callable(fun)
    if isinstance(in_axes, list):
        in_axes = tuple(in_axes)
    if not (in_axes is None or isinstance(in_axes, (int, tuple, dict)) or hasattr(in_axes, "__index__")):
        raise TypeError(
            "vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional arguments "
            f"passed to the function, but got {in_axes}."
        )

    @functools.wraps(fun)
    def batched(*arguments, **keywords):
        if isinstance(in_axes, tuple) and len(in_axes) != len(arguments):
            raise ValueError(
                "vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional arguments "
                f"passed to the function, but got len(in_axes)={len(in_axes)}, len(args)={len(arguments)}"
            )
        leaves, tree = trees.tree_flatten((arguments, keywords))
        axes = _flat_axes(in_axes, trees.tree_structure(arguments), "in_axes")
        axes = [*axes, *[0] * (len(leaves) - len(axes))]
        size = _batch_size(fun, arguments, keywords, leaves, axes, axis_size)
        values = [_batch_first(leaf, axis) for leaf, axis in zip(leaves, axes, strict=True)]
        flat = FlatFunction(fun, tree)
        results, mine = batch_flat(flat, size, values, [axis is not None for axis in axes], axis_name)
        out = _flat_axes(out_axes, flat.out_tree, "out_axes")
        finished = [
            _batch_last(result, own, size, axis) for result, own, axis in zip(results, mine, out, strict=True)
        ]
        return trees.tree_unflatten(flat.out_tree, finished)

    return batched


def _batch_first(leaf, axis):
    if axis is None:
        return leaf
    leaf = as_array(leaf)
    ndim = leaf.ndim
    axis = operator.index(axis) % ndim
    return leaf if axis == 0 else transpose(leaf, [axis, *(a for a in range(ndim) if a != axis)])


def _batch_last(result, is_batched: bool, size: int, axis):
    try:
        get_aval(result)
    except TypeError:
        raise TypeError(
            f"Output from batched function {result!r} with type {type(result)} is not a valid JAX type"
        ) from None
    if not is_batched:
        if axis is None:
            return as_array(result)
        shape = shape_of(result)
        result = broadcast_in_dim(result, (size, *shape), range(1, len(shape) + 1))
    elif axis is None:
        raise ValueError("at vmap out_axes, got axis spec None but output was batched on axis 0")
    ndim = len(shape_of(result))
    if not -ndim <= axis < ndim:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {ndim}")
    order = list(range(1, ndim))
    order.insert(axis % ndim, 0)
    return transpose(result, order)


def _batch_size(fun, arguments, keywords, leaves, axes, axis_size) -> int:
    """The one length of all mapped axes. Raises ValueError when there is none, or more than one."""
    sizes: dict[int, list[str]] = {}
    labels = argument_names(fun, arguments, keywords)
    labels = labels if len(labels) == len(leaves) else [f"args[{place}]" for place in range(len(leaves))]
    for leaf, axis, label in zip(leaves, axes, labels, strict=True):
        if axis is None:
            continue
        check_argument(leaf)
        aval = get_aval(leaf)
        if not -aval.ndim <= axis < aval.ndim:
            least = axis + 1 if axis >= 0 else -axis
            raise ValueError(
                f"vmap was requested to map its argument along axis {axis}, which implies that its rank should be at "
                f"least {least}, but is only {aval.ndim} (its shape is {aval.shape})"
            )
        example = f"axis {axis} of argument {label} of type {aval.str_long()}"
        sizes.setdefault(aval.shape[axis], []).append(example)
    if not leaves and axis_size is None:
        raise ValueError(
            "vmap wrapped function must be passed at least one argument containing an array or axis_size must be "
            f"specified, got empty *args={arguments} and **kwargs={keywords}"
        )
    if not sizes and axis_size is None:
        raise ValueError(
            "vmap must have at least one non-None value in in_axes or axis_size must be specified"
        )
    if len(sizes.keys() | ({axis_size} - {None})) == 1:
        return axis_size if axis_size is not None else next(iter(sizes))
    raise ValueError(_inconsistent_sizes(sizes, axis_size))


def _inconsistent_sizes(sizes: dict[int, list[str]], axis_size) -> str:
    lines = [] if axis_size is None else [f"  * the `axis_size` argument was {axis_size}"]
    ordered = sorted(sizes.items(), key=lambda item: -len(item[1]))
    for place, (size, examples) in enumerate(ordered):
        if len(examples) == 1:
            lines.append(f"  * one axis had size {size}: {examples[0]}")
        else:
            amount = "some" if place else "most"
            lines.append(f"  * {amount} axes ({len(examples)} of them) had size {size}, e.g. {examples[0]}")
    return "vmap got inconsistent sizes for array axes to be mapped:\n" + ";\n".join(lines)
