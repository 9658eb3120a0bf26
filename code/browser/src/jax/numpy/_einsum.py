"""``einsum``: a path of pairwise products, each one ``dot_general``."""

import collections
import itertools
import string

import numpy as np

from jax._src.array_arguments import concrete_index, to_array
from jax._src.core import Array
from jax._src.primitives.contractions import dot_general
from jax._src.primitives.elementwise import constant_like, convert_element_type, eq, select_n
from jax._src.primitives.reductions import reduce_or, reduce_sum
from jax._src.primitives.shapes import broadcast_in_dim, full, iota, squeeze, transpose
from jax._src.promotion import check_arraylike, requested_dtype, result_type


def einsum(
    subscripts, /, *operands, out=None, optimize="auto", precision=None, preferred_element_type=None,
    _dot_general=None, out_sharding=None,
):  # fmt: skip
    """Products of arrays summed over named axes: ``einsum("ij,jk->ik", a, b)``."""
    if out is not None:
        raise NotImplementedError("The 'out' argument to jnp.einsum is not supported.")
    inputs, output, arrays = _parsed(subscripts, operands)
    if preferred_element_type is None:
        dtype, weak = result_type(*arrays, return_weak_type_flag=True)
    else:
        dtype, weak = requested_dtype(preferred_element_type, "einsum"), False
    names, arrays = list(inputs), list(arrays)
    for contraction in _path(inputs, output, arrays, optimize):
        chosen = [(names.pop(place), arrays.pop(place)) for place in sorted(contraction, reverse=True)]
        kept = set(output).union(*names)
        if len(chosen) == 1:
            result = _sum_alone(*chosen[0], kept)
        else:
            result = _product(*chosen, kept, output if not names else "", dtype)
        names.append(result[0])
        arrays.append(result[1])
    (found,), (array,) = names, arrays
    if found != output:
        array = transpose(array, [found.index(name) for name in output])
    return convert_element_type(array, dtype, weak)


def einsum_path(subscripts, /, *operands, optimize="auto"):
    """The order in which `einsum` multiplies, and a description of its cost."""
    shapes = [
        np.broadcast_to(np.float32(0), np.shape(one)) if not isinstance(one, (str, list, tuple)) else one
        for one in operands
    ]
    (_, *path), text = np.einsum_path(
        subscripts, *shapes, optimize="optimal" if optimize in (True, "auto") else optimize
    )
    return path, text


# ---- the text


def _parsed(subscripts, operands) -> tuple[list[str], str, list[Array]]:
    """Names of the axes of every operand, names of the result's, and the operands."""
    if not isinstance(subscripts, str):
        subscripts, operands = _from_lists(subscripts, operands)
    check_arraylike("einsum", *operands)
    arrays = [to_array(one) for one in operands]
    text = subscripts.replace(" ", "")
    wrong = set(text) - set(string.ascii_letters + ".,->" + _MORE)
    if wrong:
        raise ValueError(f"Character '{sorted(wrong)[0]}' is not a valid symbol.")
    inputs, arrow, output = text.partition("->")
    inputs = inputs.split(",")
    if len(inputs) != len(arrays):
        raise ValueError(
            f"Number of einsum subscripts, {len(inputs)}, must be equal to the number of operands, {len(arrays)}."
        )
    inputs, ellipsis = _without_ellipses(inputs, arrays)
    if arrow:
        output = output.replace("...", ellipsis)
    else:
        counts = collections.Counter("".join(inputs))
        free = sorted(name for name, count in counts.items() if count == 1 and name not in ellipsis)
        output = ellipsis + "".join(free)
    _check(inputs, output, arrays)
    return inputs, output, arrays


_MORE = "".join(map(chr, range(0x3B1, 0x3B1 + 40)))  # names for the axes that an ellipsis stands for


def _without_ellipses(inputs, arrays) -> tuple[list[str], str]:
    longest, counts = 0, []
    for names, array in zip(inputs, arrays, strict=True):
        count = array.ndim - len(names.replace("...", "")) if "..." in names else 0
        if count < 0:
            raise ValueError(
                "Einstein sum subscript does not contain the correct number of indices for operand."
            )
        counts.append(count)
        longest = max(longest, count)
    symbols = _MORE[:longest]
    return [
        names.replace("...", symbols[longest - count :]) for names, count in zip(inputs, counts, strict=True)
    ], symbols


def _check(inputs, output, arrays) -> None:
    lengths: dict[str, int] = {}
    for place, (names, array) in enumerate(zip(inputs, arrays, strict=True)):
        if len(names) != array.ndim:
            raise ValueError(
                f"Einstein sum subscript '{names}' does not contain the correct number of indices for operand {place}."
            )
        for name, length in zip(names, array.shape, strict=True):
            known = lengths.setdefault(name, length)
            if known == 1:
                lengths[name] = length
            elif length not in (1, known):
                raise ValueError(
                    f"Size of label '{name}' for operand {place} ({known}) does not match previous terms ({length})."
                )
    for name in output:
        if name not in lengths:
            raise ValueError(f"Output character '{name}' did not appear in the input")
        if output.count(name) > 1:
            raise ValueError(f"Output character '{name}' appeared more than once in the output.")


def _from_lists(first, rest):
    """The other notation: einsum(a, [0, 1], b, [1, 2], [0, 2])."""
    everything = [first, *rest]
    arrays, lists = everything[0::2], everything[1::2]
    output = None
    if len(arrays) > len(lists):
        output = arrays.pop()
    symbols: dict = {}
    order = sorted({item for one in (*lists, output or []) for item in one if item is not Ellipsis})
    for item, letter in zip(order, itertools.chain(string.ascii_letters), strict=False):
        symbols[item] = letter

    def text(items):
        return "".join("..." if item is Ellipsis else symbols[item] for item in items)

    joined = ",".join(map(text, lists))
    return (joined if output is None else f"{joined}->{text(output)}"), arrays


# ---- the order


def _path(inputs, output, arrays, optimize) -> list[tuple[int, ...]]:
    if len(arrays) <= 2:
        return [tuple(range(len(arrays)))]
    if optimize is False:
        return [(0, 1)] * (len(arrays) - 1)
    if not isinstance(optimize, (bool, str)):
        return [tuple(concrete_index(place) for place in step) for step in optimize]
    method = "greedy" if optimize == "greedy" or len(arrays) > 6 else "optimal"
    letters = dict(zip(dict.fromkeys("".join(inputs)), string.ascii_letters, strict=False))
    text = ",".join("".join(letters[name] for name in names) for names in inputs)
    text += "->" + "".join(letters[name] for name in output)
    shapes = [np.broadcast_to(np.float32(0), array.shape) for array in arrays]
    _, *steps = np.einsum_path(text, *shapes, optimize=method)[0]
    return [pair for step in steps for pair in _pairs(step)]


def _pairs(step) -> list[tuple[int, ...]]:
    """A step that multiplies more than two operands, as steps of two."""
    places, pairs = sorted(step), []
    while len(places) > 2:
        pairs.append((places[0], places[1]))
        # The two are gone, and their product comes last.
        places = [place - 2 for place in places[2:]]
        places.append(-1)
    return [*pairs, tuple(places)]


# ---- one step


def _sum(array, axes):
    return reduce_or(array, axes) if array.aval.dtype.kind == "b" else reduce_sum(array, axes)


def _diagonals(names: str, array, kept) -> tuple[str, Array]:
    """A repeated name stands for a diagonal; it is summed where the name is not kept."""
    for name, count in collections.Counter(names).items():
        if count == 1:
            continue
        axes = [place for place, other in enumerate(names) if other == name]
        on_diagonal = full(array.shape, True, np.bool_)
        first = iota(np.int32, array.shape, axes[0])
        for axis in axes[1:]:
            same = eq(first, iota(np.int32, array.shape, axis))
            on_diagonal = same if axis == axes[1] else on_diagonal & same
        nothing = broadcast_in_dim(constant_like(array, 0), array.shape, ())
        array = select_n(on_diagonal, nothing, array)
        if name in kept:
            array, names = _sum(array, axes[:-1]), names.replace(name, "", count - 1)
        else:
            array, names = _sum(array, axes), names.replace(name, "")
    return names, array


def _without_unused(names: str, array, kept) -> tuple[str, Array]:
    axes = [place for place, name in enumerate(names) if name not in kept and names.count(name) == 1]
    if not axes:
        return names, array
    return "".join(name for place, name in enumerate(names) if place not in axes), _sum(array, axes)


def _sum_alone(names: str, array, kept) -> tuple[str, Array]:
    return _diagonals(*_without_unused(names, array, kept), kept)


def _product(second, first, kept, output: str, dtype) -> tuple[str, Array]:
    """The product of two operands, summed over the names that nobody needs any more."""
    (first_names, first_array), (second_names, second_array) = first, second
    first_names, first_array = _without_single(first_names, first_array, second_names, second_array)
    second_names, second_array = _without_single(second_names, second_array, first_names, first_array)
    first_names, first_array = _without_unused(first_names, first_array, kept | set(second_names))
    second_names, second_array = _without_unused(second_names, second_array, kept | set(first_names))
    first_names, first_array = _diagonals(first_names, first_array, kept | set(second_names))
    second_names, second_array = _diagonals(second_names, second_array, kept | set(first_names))
    shared = [name for name in first_names if name in second_names]
    batch = [name for name in shared if name in kept]
    if output:
        batch.sort(key=output.index)
    contracted = sorted(name for name in shared if name not in kept)
    gone = set(shared)
    first_free = [name for name in first_names if name not in gone]
    second_free = [name for name in second_names if name not in gone]
    first_array, second_array = (convert_element_type(one, dtype) for one in (first_array, second_array))
    sides = (first_names, first_array, first_free), (second_names, second_array, second_free)
    if output and "".join([*batch, *first_free, *second_free]) != output:
        sides = sides[::-1]
    (left, left_array, left_free), (right, right_array, right_free) = sides
    result = dot_general(
        left_array,
        right_array,
        ([left.index(name) for name in contracted], [right.index(name) for name in contracted]),
        ([left.index(name) for name in batch], [right.index(name) for name in batch]),
        preferred_element_type=dtype,
    )
    return "".join([*batch, *left_free, *right_free]), result


def _without_single(names: str, array, other_names: str, other) -> tuple[str, Array]:
    """Axes of length one that are broadcast against the other operand's are left out."""
    axes = [
        place
        for place, name in enumerate(names)
        if array.shape[place] == 1 and name in other_names and other.shape[other_names.index(name)] != 1
    ]
    if not axes:
        return names, array
    return "".join(name for place, name in enumerate(names) if place not in axes), squeeze(array, axes)
