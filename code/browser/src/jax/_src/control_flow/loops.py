"""Loops made of scan and while_loop: fori_loop, map, associative_scan."""

from jax._src import trees
from jax._src.absent import absent
from jax._src.control_flow.scan import scan_known_as
from jax._src.control_flow.while_loop import while_loop_known_as
from jax._src.core import Tracer, get_aval, numpy_value
from jax._src.differentiation import as_array
from jax._src.primitives.elementwise import add, constant_like, convert_element_type, lt, shape_of
from jax._src.primitives.shapes import broadcast_in_dim, concatenate, reshape, rev, slice_in_dim
from jax._src.vectorization import vmap

# ---- fori_loop


def fori_loop(lower, upper, body_fun, init_val, *, unroll=None):
    """Replace the value by ``body_fun(i, value)`` for i from ``lower`` to ``upper`` - 1.

    With limits known in advance this is a ``scan``, which can be differentiated backwards; otherwise a
    ``while_loop``.
    """
    if not callable(body_fun):
        raise TypeError("lax.fori_loop: body_fun argument should be callable.")
    first, last = get_aval(lower), get_aval(upper)
    dtype = first.dtype
    if first.dtype != last.dtype:
        both_signed = first.dtype.kind == last.dtype.kind == "i"
        if not both_signed or first.weak_type == last.weak_type:
            raise TypeError(
                f"lower and upper arguments to fori_loop must have equal types, got {first.dtype.name} and "
                f"{last.dtype.name}"
            )
        dtype = last.dtype if first.weak_type else first.dtype
    if not isinstance(lower, Tracer) and not isinstance(upper, Tracer):
        start, stop = int(numpy_value(lower)), int(numpy_value(upper))
        unroll = False if unroll is None else unroll
        state, length = (start, init_val), max(stop - start, 0)
        (_, result), _ = scan_known_as(body_fun, _scan_body(body_fun), state, None, length, False, unroll)
        return result
    if unroll not in (None, False, 1):
        raise ValueError("Can only use `unroll` in `fori_loop` if the loop bounds are statically known.")
    lower, upper = (
        limit if get_aval(limit).dtype == dtype else convert_element_type(limit, dtype)
        for limit in (lower, upper)
    )
    _, _, result = while_loop_known_as(body_fun, _below, _while_body(body_fun), (lower, upper, init_val))
    return result


def _next(index):
    return add(index, constant_like(index, 1))


def _scan_body(body_fun):
    def scanned_fun(loop_carry, _):
        index, value = loop_carry
        return (_next(index), body_fun(index, value)), None

    return scanned_fun


def _below(loop_carry):
    index, stop, _ = loop_carry
    return lt(index, stop)


def _while_body(body_fun):
    def while_body_fun(loop_carry):
        index, stop, value = loop_carry
        return _next(index), stop, body_fun(index, value)

    return while_body_fun


# ---- map


def map_(f, xs, *, batch_size=None):
    """The results of ``f`` on every element along the first axis, one after the other; with ``batch_size``, so
    many of them at once by ``vmap``."""

    def one(_, x):
        return (), f(x)

    if batch_size is None:
        _, ys = scan_known_as(f, one, (), xs, None, False, 1)
        return ys
    leaves, tree = trees.tree_flatten(xs)
    leaves = [as_array(leaf) for leaf in leaves]
    length = shape_of(leaves[0])[0]
    num_batches, remainder = divmod(length, batch_size)
    whole = num_batches * batch_size
    batched = vmap(f)

    def batch(_, x):
        return (), batched(x)

    parts = []
    if num_batches:
        blocks = [
            reshape(slice_in_dim(leaf, 0, whole), (num_batches, batch_size, *shape_of(leaf)[1:]))
            for leaf in leaves
        ]
        _, ys = scan_known_as(batch, batch, (), trees.tree_unflatten(tree, blocks), None, False, 1)
        found, out_tree = trees.tree_flatten(ys)
        parts.append([reshape(y, (whole, *shape_of(y)[2:])) for y in found])
    if remainder or not parts:
        rest = trees.tree_unflatten(tree, [slice_in_dim(leaf, whole, length) for leaf in leaves])
        found, out_tree = trees.tree_flatten(batched(rest))
        parts.append(found)
    joined = [concatenate(pieces, 0) for pieces in zip(*parts, strict=True)]
    return trees.tree_unflatten(out_tree, joined)


# ---- associative_scan


def associative_scan(fn, elems, reverse=False, axis=0):
    """All partial results of an associative operation along an axis, in about 2 log2(n) calls of ``fn`` on
    whole arrays."""
    if not callable(fn):
        raise TypeError("lax.associative_scan: fn argument should be callable.")
    leaves, tree = trees.tree_flatten(elems)
    leaves = [as_array(leaf) for leaf in leaves]
    ndims = [len(shape_of(leaf)) for leaf in leaves]
    for ndim in ndims:
        if not -ndim <= axis < ndim:
            raise ValueError(f"axis {axis} is out of bounds for array of dimension {ndim}")
    axes = [axis % ndim for ndim in ndims]
    if any(place != axes[0] for place in axes):
        absent("jax.lax.associative_scan with a negative axis and arrays of different ranks")
    axis = axes[0]
    if reverse:
        leaves = [rev(leaf, (axis,)) for leaf in leaves]
    length = shape_of(leaves[0])[axis]
    if any(shape_of(leaf)[axis] != length for leaf in leaves[1:]):
        raise ValueError(
            "Array inputs to associative_scan must have the same first dimension. (saw: "
            f"{[shape_of(leaf) for leaf in leaves]})"
        )

    def combine(first, second):
        result = fn(trees.tree_unflatten(tree, first), trees.tree_unflatten(tree, second))
        return trees.tree_leaves(result)

    def part(array, start, stop, step=1):
        return slice_in_dim(array, start, stop, step, axis)

    def scanned(arrays):
        size = shape_of(arrays[0])[axis]
        if size < 2:
            return arrays
        # Combine neighbours, scan those, and combine once more for the places between.
        pairs = combine(
            [part(array, 0, size - 1, 2) for array in arrays], [part(array, 1, size, 2) for array in arrays]
        )
        odd = scanned(pairs)
        count = shape_of(odd[0])[axis]
        between = odd if size % 2 else [part(array, 0, count - 1) for array in odd]
        even = combine(between, [part(array, 2, size, 2) for array in arrays])
        even = [
            concatenate([part(array, 0, 1), result], axis) for array, result in zip(arrays, even, strict=True)
        ]
        return [_alternating(first, second, axis) for first, second in zip(even, odd, strict=True)]

    results = scanned(leaves)
    if reverse:
        results = [rev(result, (axis,)) for result in results]
    return trees.tree_unflatten(tree, results)


def _alternating(first, second, axis: int):
    """Elements of both in turn; the first may have one more."""
    shape, count = list(shape_of(first)), shape_of(second)[axis]
    total = shape[axis] + count
    place = axis + 1

    def spread(array):
        own = list(shape_of(array))
        own.insert(place, 1)
        return broadcast_in_dim(array, own, [k for k in range(len(own)) if k != place])

    paired = concatenate([spread(slice_in_dim(first, 0, count, axis=axis)), spread(second)], place)
    merged = list(shape)
    merged[axis] = 2 * count
    result = reshape(paired, merged)
    if total == 2 * count:
        return result
    return concatenate([result, slice_in_dim(first, count, count + 1, axis=axis)], axis)
