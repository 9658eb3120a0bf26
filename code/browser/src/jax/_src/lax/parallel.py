"""Sums and exchanges along a named axis of ``vmap``."""

import math
import operator

import numpy as np

from jax._src import core, tree_functions, trees
from jax._src.absent import absent
from jax._src.batching import Batching, BatchTracer
from jax._src.core import ArrayImpl, Level, Primitive, bind, get_aval
from jax._src.differentiation import as_array, linear
from jax._src.primitives import indexing, reductions, shapes
from jax._src.primitives.elementwise import add, constant_like, convert_element_type, div, mul, shape_of


def _level_of(axis_name, asked_by: str) -> Level:
    """The ``vmap`` at work whose axis has the name. Raises JAX's NameError when there is none."""
    for level in reversed(core._stack):
        if level.transformation is Batching and level.data.axis_name == axis_name:
            return level
    raise NameError(
        f"Found an unbound axis name: {axis_name}. To fix this, please call {asked_by} under `jax.shard_map`."
    )


def _names(axis_name) -> tuple:
    return tuple(axis_name) if isinstance(axis_name, (tuple, list)) else (axis_name,)


def axis_size(axis_name) -> int:
    """The length of a named axis, or of several together."""
    return math.prod(_level_of(name, "psum").data.size for name in _names(axis_name))


def axis_index(axis_name):
    """The place of this element along a named axis."""
    names, result = _names(axis_name), None
    for name in names:
        level = _level_of(name, "axis_index")
        place = BatchTracer(level, ArrayImpl(np.arange(level.data.size, dtype=np.int32)))
        if result is not None:
            place = add(mul(result, constant_like(result, level.data.size)), place)
        result = place
    return result


def _check_groups(axis_index_groups) -> None:
    if axis_index_groups is not None:
        raise NotImplementedError(
            "axis_index_groups not supported in vmap collectives. Please open a feature request!"
        )


# Collectives are primitives of one axis. The level of that name computes them by the rule ``collective``; where a
# value is the same for all elements, no level does, and the implementation answers; other levels pass them on.


def _collective(name: str, alone, together) -> Primitive:
    """``alone(x, size)``: the result where x is the same for all elements; ``together(values)``: (the result from the
    values of all, whether it has the batch axis)."""
    primitive = Primitive(name)
    primitive.implementation = lambda x, *, axis_name, axis_size: alone(x, axis_size)
    primitive.abstract = lambda x, *, axis_name, axis_size: x
    primitive.collective = lambda values, *, axis_name, axis_size: together(values)
    primitive.batch = lambda size, values, batched, **parameters: bind(primitive, *values, **parameters)
    return primitive


psum_p = _collective(
    "psum",
    lambda x, size: (x * x.dtype.type(size)).astype(x.dtype),
    lambda values: (reductions.reduce_sum(values, (0,)), False),
)
pmax_p = _collective("pmax", lambda x, size: x, lambda values: (reductions.reduce_max(values, (0,)), False))
pmin_p = _collective("pmin", lambda x, size: x, lambda values: (reductions.reduce_min(values, (0,)), False))
linear(psum_p, lambda ct, x, **parameters: [bind(psum_p, ct, **parameters)])


def _over(primitive: Primitive, x, axis_name):
    names = _names(axis_name)
    concrete = not any(isinstance(leaf, core.Tracer) for leaf in trees.tree_leaves(x))

    def apply(leaf):
        leaf = as_array(leaf)
        for name in names:
            size = int(_level_of(name, "psum").data.size)
            leaf = bind(primitive, leaf, axis_name=name, axis_size=size)
        return leaf

    try:
        return tree_functions.tree_map(apply, x)
    except NameError:
        if concrete and primitive is psum_p:
            missing = next(name for name in names if name not in _names_at_work())
            raise NameError(f"unbound axis name: {missing}") from None
        raise


def _names_at_work() -> set:
    return {level.data.axis_name for level in core._stack if level.transformation is Batching}


def psum(x, axis_name, *, axis_index_groups=None):
    """The sum over a named axis of ``vmap``; x may be a tree."""
    _check_groups(axis_index_groups)
    return _over(psum_p, x, axis_name)


def pmean(x, axis_name, *, axis_index_groups=None):
    """The mean over a named axis of ``vmap``; x may be a tree."""
    _check_groups(axis_index_groups)
    total = psum(x, axis_name)
    count = axis_size(axis_name)

    def divide(leaf):
        aval = get_aval(leaf)
        if aval.dtype.kind not in "fc":
            leaf = convert_element_type(leaf, np.float32, aval.weak_type)
        return div(leaf, constant_like(leaf, count))

    return tree_functions.tree_map(divide, total)


def pmax(x, axis_name, *, axis_index_groups=None):
    """The maximum over a named axis of ``vmap``; x may be a tree."""
    _check_groups(axis_index_groups)
    return _over(pmax_p, x, axis_name)


def pmin(x, axis_name, *, axis_index_groups=None):
    """The minimum over a named axis of ``vmap``; x may be a tree."""
    _check_groups(axis_index_groups)
    return _over(pmin_p, x, axis_name)


# ---- gathering and exchange

all_gather_p = Primitive("all_gather")


def _own_part(x, axis_name):
    """Of an array with one row an element, the row of this element."""
    return indexing.gather(x, [axis_index(axis_name)], (0,))


def _all_gather_batch(size, values, batched, **parameters):
    gathered = bind(all_gather_p, *values, **parameters)  # the new axis comes first, before that of the batch
    return shapes.transpose(gathered, [1, 0, *range(2, len(shape_of(gathered)))])


all_gather_p.implementation = lambda x, *, axis_name, axis_size: np.broadcast_to(x, (axis_size, *x.shape))
all_gather_p.abstract = lambda x, *, axis_name, axis_size: x.with_shape((axis_size, *x.shape))
all_gather_p.collective = lambda values, *, axis_name, axis_size: (values, False)
all_gather_p.batch = _all_gather_batch
linear(all_gather_p, lambda ct, x, *, axis_name, axis_size: [_own_part(psum(ct, axis_name), axis_name)])


def _to_place(x, axis: int):
    """The first axis moved to another place."""
    ndim = len(shape_of(x))
    order = list(range(1, ndim))
    order.insert(axis % ndim, 0)
    return shapes.transpose(x, order)


def _gathered(x, axis_name):
    size = int(_level_of(axis_name, "all_gather").data.size)
    return bind(all_gather_p, as_array(x), axis_name=axis_name, axis_size=size)


def all_gather(x, axis_name, *, axis_index_groups=None, axis=0, tiled=False, to="varying"):
    """The values of all elements along a new axis, or with ``tiled`` one after the other along an existing one."""
    _check_groups(axis_index_groups)
    if isinstance(axis_name, (tuple, list)):
        absent("jax.lax.all_gather over several axes")

    def gather_one(leaf):
        whole = _to_place(_gathered(leaf, axis_name), axis)
        if not tiled:
            return whole
        shape = list(shape_of(leaf))
        place = axis % len(shape)
        count = shape_of(whole)[place]
        shape[place] *= count
        return shapes.reshape(whole, shape)

    return tree_functions.tree_map(gather_one, x)


ppermute_p = Primitive("ppermute")


def _permuted(values, *, axis_name, axis_size, perm):
    if len(perm) != axis_size:
        raise AssertionError("Permutation doesn't match the axis size!")
    sources = np.zeros(axis_size, np.int32)
    for source, target in perm:
        sources[target] = source
    return indexing.gather(values, [ArrayImpl(sources)], (0,)), True


ppermute_p.implementation = lambda x, **parameters: x
ppermute_p.abstract = lambda x, **parameters: x
ppermute_p.collective = _permuted
ppermute_p.batch = lambda size, values, batched, **parameters: bind(ppermute_p, *values, **parameters)
linear(
    ppermute_p,
    lambda ct, x, *, axis_name, axis_size, perm: [
        bind(ppermute_p, ct, axis_name=axis_name, axis_size=axis_size, perm=tuple((b, a) for a, b in perm))
    ],
)


def ppermute(x, axis_name, perm):
    """Each element's value sent to another: ``perm`` holds pairs (from, to), one an element."""
    size = int(_level_of(axis_name, "ppermute").data.size)
    perm = tuple((operator.index(source), operator.index(target)) for source, target in perm)
    return tree_functions.tree_map(
        lambda leaf: bind(ppermute_p, as_array(leaf), axis_name=axis_name, axis_size=size, perm=perm), x
    )


def pshuffle(x, axis_name, perm):
    """The values of all elements in another order: element k gets that of ``perm[k]``."""
    size = axis_size(axis_name)
    if set(perm) != set(range(size)):
        raise ValueError(f"`perm` does not represent a permutation: {perm}")
    return ppermute(x, axis_name, list(zip(perm, range(size), strict=True)))


def all_to_all(x, axis_name, split_axis, concat_axis, *, axis_index_groups=None, tiled=False):
    """The axis ``split_axis``, as long as the named one, exchanged with it; the named one becomes ``concat_axis``."""
    _check_groups(axis_index_groups)
    if tiled:
        absent("jax.lax.all_to_all with tiled")

    def exchange(leaf):
        whole = _gathered(leaf, axis_name)
        ndim = len(shape_of(whole))
        place = split_axis % (ndim - 1) + 1
        parts = shapes.transpose(whole, [place, *(axis for axis in range(ndim) if axis != place)])
        return _to_place(_own_part(parts, axis_name), concat_axis)

    return tree_functions.tree_map(exchange, x)


def pswapaxes(x, axis_name, axis, *, axis_index_groups=None):
    """A named axis exchanged with another one of the same length."""
    return all_to_all(x, axis_name, axis, axis, axis_index_groups=axis_index_groups)


def psum_scatter(x, axis_name, *, scatter_dimension=0, axis_index_groups=None, tiled=False):
    """The sum over a named axis, of which each element keeps its own part along ``scatter_dimension``."""
    _check_groups(axis_index_groups)
    if tiled:
        absent("jax.lax.psum_scatter with tiled")

    def scatter_one(leaf):
        total = psum(leaf, axis_name)
        ndim = len(shape_of(total))
        place = scatter_dimension % ndim
        parts = shapes.transpose(total, [place, *(axis for axis in range(ndim) if axis != place)])
        return _own_part(parts, axis_name)

    return tree_functions.tree_map(scatter_one, x)
