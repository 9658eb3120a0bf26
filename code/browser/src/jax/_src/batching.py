"""``vmap``: a whole batch at once, with the batch axis always first."""

from jax._src.avals import ShapedArray
from jax._src.core import Level, Primitive, Tracer, bind, get_aval, new_level


class BatchTracer(Tracer):
    """One element of a batch; ``value`` holds all of them along its first axis."""

    __slots__ = ("value",)
    _kind = "BatchTracer"

    def __init__(self, level: Level, value):
        self._level, self.value = level, value

    @property
    def aval(self) -> ShapedArray:
        aval = get_aval(self.value)
        return ShapedArray(aval.shape[1:], aval.dtype, aval.weak_type)

    def _origin(self) -> str:
        value = self.value
        return value._origin() if hasattr(value, "_origin") else ""


class NamedSize(int):
    """The size of a batch whose axis has a name; programs batched with it know the name, too."""

    def __new__(cls, size: int, axis_name):
        new = super().__new__(cls, size)
        new.axis_name = axis_name
        return new


def name_of_axis(size: int):
    """The name of the axis of a batch of the given size, or None."""
    return getattr(size, "axis_name", None)


class Batch:
    """What a batching level knows: the size of the batch and the name of its axis."""

    __slots__ = ("axis_name", "size")

    def __init__(self, size: int, axis_name=None):
        self.axis_name = name_of_axis(size) if axis_name is None else axis_name
        self.size = size if axis_name is None else NamedSize(size, axis_name)


class Batching:
    """The level that applies primitives to whole batches."""

    @staticmethod
    def process(level, primitive, arguments, parameters):
        values, batched = [], []
        for argument in arguments:
            mine = isinstance(argument, BatchTracer) and argument._level is level
            values.append(argument.value if mine else argument)
            batched.append(mine)
        if not any(batched):
            return bind(primitive, *values, **parameters)
        if primitive.collective is not None and parameters["axis_name"] == level.data.axis_name:
            value, is_batched = primitive.collective(values[0], **parameters)
            return BatchTracer(level, value) if is_batched else value
        if primitive.batch is None:
            raise NotImplementedError(f"Batching rule for '{primitive.name}' not implemented")
        try:
            result = primitive.batch(level.data.size, values, batched, **parameters)
        except (TypeError, ValueError):
            # The message is about the shapes of one element, not of the batch.
            primitive.abstract(*map(get_aval, arguments), **parameters)
            raise
        if primitive.multiple_results:
            return [
                BatchTracer(level, value) if is_batched else value
                for value, is_batched in zip(*result, strict=True)
            ]
        return BatchTracer(level, result)


def batch_flat(function, size: int, arguments, batched, axis_name=None) -> tuple[list, list[bool]]:
    """Results of a function of flat lists over a batch, and which of them have a batch axis."""
    with new_level(Batching, Batch(size, axis_name)) as level:
        results = function(
            *[
                BatchTracer(level, argument) if is_batched else argument
                for argument, is_batched in zip(arguments, batched, strict=True)
            ]
        )
        mine = [isinstance(result, BatchTracer) and result._level is level for result in results]
        values = [result.value if own else result for result, own in zip(results, mine, strict=True)]
    return values, mine


def add_batch_axis(value, size: int):
    """The value repeated along a new first axis."""
    from jax._src.primitives.shapes import broadcast_in_dim

    shape = get_aval(value).shape
    return broadcast_in_dim(value, (size, *shape), tuple(range(1, len(shape) + 1)))


def all_batched(function, size: int, arguments, batched) -> list:
    """As ``batch_flat``, with a batch axis on every result."""
    values, mine = batch_flat(function, size, arguments, batched)
    return [value if own else add_batch_axis(value, size) for value, own in zip(values, mine, strict=True)]


def batch_first_argument(primitive: Primitive, shift) -> None:
    """For primitives of one array: ``shift(**parameters)`` gives the parameters one axis further."""

    def batch(size, values, batched, **parameters):
        return bind(primitive, *values, **shift(**parameters))

    primitive.batch = batch
