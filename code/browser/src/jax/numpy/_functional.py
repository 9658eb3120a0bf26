"""Functions that apply functions: along axes, to every element, by a signature."""

import functools
import re

from jax._src.array_arguments import broadcast_shapes, canonical_axis, checked
from jax._src.vectorization import vmap
from jax.numpy._shapes import expand_dims, shape, squeeze

_NAME = r"\w+"
_NAMES = f"(?:{_NAME}(?:,{_NAME})*)?"
_ARGUMENT = rf"\({_NAMES}\)"
_ARGUMENTS = f"{_ARGUMENT}(?:,{_ARGUMENT})*"
_SIGNATURE = f"^{_ARGUMENTS}->{_ARGUMENTS}$"


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of one-dimensional arrays applied along an axis."""
    arr = checked("apply_along_axis", arr)
    axis = canonical_axis(axis, arr.ndim)

    def function(array):
        return func1d(array, *args, **kwargs)

    for place in range(1, arr.ndim - axis):
        function = vmap(function, in_axes=place, out_axes=-1)
    for _ in range(axis):
        function = vmap(function, in_axes=0, out_axes=0)
    return function(arr)


def apply_over_axes(func, a, axes):
    """A reduction applied along one axis after the other; the axes are kept."""
    a = checked("apply_over_axes", a)
    for axis in axes:
        result = func(a, axis)
        if result.ndim == a.ndim:
            a = result
        elif result.ndim == a.ndim - 1:
            a = expand_dims(result, axis)
        else:
            raise ValueError("function is not returning an array of the correct shape")
    return a


def _parsed(signature: str):
    if not re.match(_SIGNATURE, signature):
        raise ValueError(f"not a valid gufunc signature: {signature}")
    return [
        [tuple(re.findall(_NAME, argument)) for argument in re.findall(_ARGUMENT, side)]
        for side in signature.split("->")
    ]


def _note_sizes(sizes: dict, lengths, names, context: str, is_input: bool) -> None:
    if is_input and len(lengths) < len(names):
        raise ValueError(
            f"input with shape {lengths!r} does not have enough dimensions for all core dimensions {names!r} {context}"
        )
    if not is_input and len(lengths) != len(names):
        raise ValueError(f"output shape {lengths!r} does not match core dimensions {names!r} {context}")
    for name, length in zip(names, lengths[len(lengths) - len(names) :], strict=True):
        if sizes.setdefault(name, length) != length:
            raise ValueError(
                f"inconsistent size for core dimension {name!r}: {length!r} vs {sizes[name]!r} {context}"
            )


def _with_fixed(function, fixed, arguments, keywords):
    """The function of the other arguments alone, and those arguments."""
    if not fixed:
        return function, arguments, keywords
    places = [
        (place, arguments[place])
        for place in sorted(one for one in fixed if isinstance(one, int))
        if place < len(arguments)
    ]
    named = {name: value for name, value in keywords.items() if name in fixed}

    def partial(*values, **others):
        values = list(values)
        for place, value in places:
            values.insert(place, value)
        return function(*values, **others, **named)

    others = [value for place, value in enumerate(arguments) if place not in fixed]
    return partial, others, {name: value for name, value in keywords.items() if name not in fixed}


def _checking_results(function, sizes: dict, expected, context: str):
    def wrapped(*arguments):
        result = function(*arguments)
        results = result if isinstance(result, tuple) else [result]
        if len(expected) > 1 and not isinstance(result, tuple):
            raise TypeError(
                f"output must be a tuple when multiple outputs are expected, got: {result!r}\n{context}"
            )
        if len(results) != len(expected):
            raise TypeError(
                f"wrong number of output arguments: expected {len(expected)!r}, got {len(results)!r} {context}"
            )
        known = dict(sizes)
        for one, names in zip(results, expected, strict=True):
            _note_sizes(known, shape(one), names, context, is_input=False)
        return result

    return wrapped


def vectorize(pyfunc, *, excluded=frozenset(), signature=None):
    """A function of single elements (or of arrays, by a ``signature`` such as "(n),(n)->()") made to broadcast."""
    if any(not isinstance(one, (str, int)) for one in excluded):
        raise TypeError(
            f"jax.numpy.vectorize can only exclude integer or string arguments, but excluded={excluded!r}"
        )
    if any(isinstance(one, int) and one < 0 for one in excluded):
        raise ValueError(f"excluded={excluded!r} contains negative numbers")

    @functools.wraps(pyfunc)
    def wrapped(*args, **kwargs):
        context = f"on vectorized function with excluded={excluded!r} and signature={signature!r}"
        function, values, keywords = _with_fixed(pyfunc, excluded, args, kwargs)
        if keywords:
            function = functools.partial(function, **keywords)
        inputs, outputs = ([()] * len(values), None) if signature is None else _parsed(signature)
        missing = {place for place, value in enumerate(values) if value is None}
        if missing:
            if any(inputs[place] != () for place in missing):
                raise ValueError(f"Cannot pass None at locations {missing} with {signature=}")
            function, values, _ = _with_fixed(function, missing, values, {})
            inputs = [names for place, names in enumerate(inputs) if place not in missing]
        arrays = [_as_array(value) for value in values]
        if len(arrays) != len(inputs):
            raise TypeError(
                f"wrong number of positional arguments: expected {len(inputs)!r}, got {len(arrays)!r} {context}"
            )
        sizes: dict = {}
        outer = []
        for array, names in zip(arrays, inputs, strict=True):
            _note_sizes(sizes, array.shape, names, context, is_input=True)
            outer.append(array.shape[: array.ndim - len(names)])
        full = broadcast_shapes(*outer)
        if outputs is not None:
            function = _checking_results(function, sizes, outputs, context)
        return _mapped(function, arrays, outer, full)

    return wrapped


def _as_array(value):
    from jax.numpy._creation import asarray

    return asarray(value)


def _mapped(function, arrays, outer, full):
    """The function mapped over the outer axes, the last one innermost; axes of length one are not mapped."""
    squeezed = [
        squeeze(array, tuple(place for place, length in enumerate(lengths) if length == 1))
        for array, lengths in zip(arrays, outer, strict=True)
    ]
    backwards = [((1,) * (len(full) - len(lengths)) + lengths)[::-1] for lengths in outer]
    new = []
    for place, lengths in enumerate(zip(*backwards, strict=True)):
        axes = tuple(None if length == 1 else 0 for length in lengths)
        if all(axis is None for axis in axes):
            new.append(len(full) - 1 - place)
        else:
            function = vmap(function, axes)
    result = function(*squeezed)
    if not new:
        return result
    if isinstance(result, tuple):
        return tuple(expand_dims(one, new) for one in result)
    return expand_dims(result, new)
