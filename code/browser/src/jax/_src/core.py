"""Arrays, tracers and primitives, and ``bind``, which sends a primitive to the transformation at work.

Transformations are levels of a stack. The ground level computes with NumPy; every transformation that runs
pushes one level, and its tracers belong to that level. A primitive goes to the highest level among its
arguments, or to the level of the tracing that is under way (``jit``, ``scan`` …) when that is higher.
The design follows "Autodidax: JAX core from scratch" (Frostig, Johnson et al.).
"""

from collections.abc import Callable

import numpy as np

from jax._src import errors
from jax._src.avals import KEY_DTYPE, ShapedArray, canonical_dtype


class KeyType:
    """The dtype of typed keys as users see it."""

    name = "key<fry>"
    itemsize = 8
    type = np.void

    def __repr__(self):
        return self.name

    def __eq__(self, other):
        return isinstance(other, KeyType) or (isinstance(other, np.dtype) and other == KEY_DTYPE)

    def __hash__(self):
        return hash(self.name)


KEY_TYPE = KeyType()


class _ArrayType(type):
    """Shows the name under which JAX prints the type of its arrays."""

    def __repr__(cls):
        return f"<class '{cls.__module__}.{cls.__qualname__}'>"

    # Python's own messages take the name that is set, with JAX's module in it.
    __name__ = property(
        lambda cls: type.__dict__["__name__"].__get__(cls).rpartition(".")[2],
        lambda cls, name: type.__dict__["__name__"].__set__(cls, name),
    )


class Array(metaclass=_ArrayType):
    """What concrete arrays and tracers share, known to users as ``jax.Array``. Operators and methods come
    from ``jax._src.array_methods``."""

    __slots__ = ()
    __array_priority__ = 100
    __hash__ = None

    @property
    def shape(self) -> tuple[int, ...]:
        return self.aval.shape

    @property
    def dtype(self):
        dtype = self.aval.dtype
        return KEY_TYPE if dtype == KEY_DTYPE else dtype

    @property
    def ndim(self) -> int:
        return len(self.aval.shape)

    @property
    def size(self) -> int:
        return self.aval.size

    @property
    def itemsize(self) -> int:
        return self.aval.dtype.itemsize

    @property
    def nbytes(self) -> int:
        return self.size * self.itemsize


class ArrayImpl(Array):
    """A concrete array: a read-only NumPy value, and whether its type is weak."""

    __slots__ = ("__weakref__", "_value", "weak_type")

    def __init__(self, value, weak_type: bool = False):
        self._value = value
        self.weak_type = weak_type

    @property
    def aval(self) -> ShapedArray:
        value = self._value
        return ShapedArray(value.shape, value.dtype, self.weak_type)

    @property
    def shape(self) -> tuple[int, ...]:
        return self._value.shape

    @property
    def ndim(self) -> int:
        return self._value.ndim

    def _concrete(self, error: Callable):
        return self._value


Array.__module__ = "jax.jaxlib._jax"
ArrayImpl.__module__ = "jaxlib._jax"
ArrayImpl.__name__ = "jaxlib._jax.ArrayImpl"


class Tracer(Array):
    """A value on its way through a transformation: it knows its shape and dtype, rarely its value."""

    __slots__ = ("_level",)

    @property
    def weak_type(self) -> bool:
        return self.aval.weak_type

    def _concrete(self, error: Callable):
        """The value if it is known; otherwise ``error(self)`` is raised."""
        raise error(self)


class Level:
    """One running transformation: its place in the stack, its rules and its data."""

    __slots__ = ("alive", "data", "depth", "transformation")

    def __init__(self, depth: int, transformation, data):
        self.depth, self.transformation, self.data = depth, transformation, data
        self.alive = True


_stack: list[Level] = []
_tracing: list[Level | None] = [None]


class new_level:
    """Context in which a transformation is at work. With ``tracing``, every primitive inside is recorded,
    also those whose arguments are concrete."""

    __slots__ = ("data", "level", "outer", "tracing", "transformation")

    def __init__(self, transformation, data=None, tracing: bool = False):
        self.transformation, self.data, self.tracing = transformation, data, tracing

    def __enter__(self) -> Level:
        self.level = Level(len(_stack), self.transformation, self.data)
        _stack.append(self.level)
        self.outer = _tracing[0]
        if self.tracing:
            _tracing[0] = self.level
        return self.level

    def __exit__(self, *exception):
        _stack.pop()
        _tracing[0] = self.outer
        self.level.alive = False


class compile_time_evaluation:
    """Context in which primitives on concrete values compute at once, even while a function is traced."""

    def __enter__(self):
        self.outer, _tracing[0] = _tracing[0], None

    def __exit__(self, *exception):
        _tracing[0] = self.outer


def trace_state_clean() -> bool:
    """Whether no transformation is running."""
    return len(_stack) == 1


class Primitive:
    """An operation with its rules; see the folder ``primitives`` for how they are written.

    ``weak_arguments`` says which arguments decide that the result's type is weak: all of them by default.
    """

    def __init__(self, name: str, *, multiple_results: bool = False, weak_arguments: slice = slice(None)):
        self.name = name
        self.multiple_results = multiple_results
        self.weak_arguments = weak_arguments
        self.is_elementwise = False
        self.kinds = None  # of an elementwise primitive: the kinds of dtype that it accepts
        self.returns_operand = False  # the result may be one of the operands itself: max, select_n …
        self.implementation = None
        self.abstract = None
        self.jvp = None
        self.transpose = None
        self.batch = None
        self.code = None
        self.emit = None  # for loops and branches: (emitter, equation, names) -> names of the results
        self.collective = (
            None  # over a named axis: (values of the batch, **parameters) -> value, has the batch axis
        )
        self.prune = None  # (equation, which results are read) -> the equation without the others
        self.inlined = None  # for calls: (**parameters) -> the program called

    def is_weak(self, arguments, parameters=None) -> bool:
        """Whether the result is weakly typed, from the arguments (arrays, tracers, avals or Python scalars)
        unless a parameter says so."""
        if parameters and "weak_type" in parameters:
            return parameters["weak_type"]
        arguments = arguments[self.weak_arguments]
        return bool(arguments) and all(is_weak(argument) for argument in arguments)

    def __repr__(self):
        return self.name


def is_weak(value) -> bool:
    """Whether a value, or an aval, is weakly typed; Python's own numbers are."""
    weak_type = getattr(value, "weak_type", None)
    if weak_type is None:
        return type(value) in (int, float, complex)
    return weak_type


def bind(primitive: Primitive, *arguments, **parameters):
    """Apply a primitive under the transformations at work. Returns one array or, where the primitive has
    several results, a list. Raises UnexpectedTracerError for a tracer that outlived its transformation."""
    top = _stack[0]
    for argument in arguments:
        if isinstance(argument, Tracer):
            level = argument._level
            if not level.alive:
                raise errors.leaked(argument, argument._kind)
            if level.depth > top.depth:
                top = level
    tracing = _tracing[0]
    if tracing is not None and tracing.depth > top.depth:
        top = tracing
    return top.transformation.process(top, primitive, arguments, parameters)


def top_level(arguments) -> Level:
    """The level that ``bind`` would send a primitive of these arguments to."""
    top = _stack[0]
    for argument in arguments:
        if isinstance(argument, Tracer) and argument._level.depth > top.depth:
            top = argument._level
    tracing = _tracing[0]
    return tracing if tracing is not None and tracing.depth > top.depth else top


_PYTHON_SCALARS = {
    bool: ShapedArray((), np.bool_),
    int: ShapedArray((), np.int32, True),
    float: ShapedArray((), np.float32, True),
    complex: ShapedArray((), np.complex64, True),
}


def get_aval(value) -> ShapedArray:
    """Shape, dtype and weak type of an array, a tracer, a NumPy value or a Python number. Raises TypeError
    for anything else."""
    if isinstance(value, Array):
        return value.aval
    aval = _PYTHON_SCALARS.get(type(value))
    if aval is not None:
        return aval
    if isinstance(value, (np.ndarray, np.generic)) and (
        value.dtype.kind in "biufc" or value.dtype == KEY_DTYPE
    ):
        return ShapedArray(value.shape, canonical_dtype(value.dtype))
    if isinstance(value, (np.ndarray, np.generic)):
        raise TypeError(f"JAX does not support arrays of dtype {value.dtype}.")
    if hasattr(value, "__jax_array__"):
        return get_aval(value.__jax_array__())
    raise TypeError(
        f"Cannot interpret value of type {type(value)} as an abstract array; it does not have a dtype attribute"
    )


def numpy_value(value):
    """The NumPy value of a concrete argument, in the 32-bit world."""
    if type(value) is ArrayImpl:
        return value._value
    aval = get_aval(value)
    if hasattr(value, "__jax_array__"):
        value = value.__jax_array__()
        return numpy_value(value)
    try:
        return np.asarray(value, aval.dtype)
    except OverflowError:
        raise OverflowError(f"Python int {value} too large to convert to {aval.dtype.name}") from None


def _is_suspect(kinds: str, values) -> bool:
    """Whether JAX may refuse operands that NumPy accepts: of another kind, or of two dtypes or numbers of axes."""
    first = values[0]
    if first.dtype.kind not in kinds:
        return True
    if len(values) != 2:
        return False
    second = values[1]
    return second.dtype is not first.dtype or bool(first.ndim != second.ndim and first.ndim and second.ndim)


class Evaluation:
    """The ground level: NumPy computes."""

    @staticmethod
    def process(level, primitive, arguments, parameters):
        values = [
            argument._value if type(argument) is ArrayImpl else numpy_value(argument)
            for argument in arguments
        ]
        if primitive.kinds is not None and _is_suspect(primitive.kinds, values):
            primitive.abstract(*map(get_aval, arguments), **parameters)
        try:
            with np.errstate(all="ignore"):
                result = primitive.implementation(*values, **parameters)
        except Exception:
            # The shape rule knows JAX's message; NumPy's is the fallback.
            primitive.abstract(*map(get_aval, arguments), **parameters)
            raise
        if primitive.multiple_results:
            avals = primitive.abstract(*map(get_aval, arguments), **parameters)
            return [ArrayImpl(value, aval.weak_type) for value, aval in zip(result, avals, strict=True)]
        return ArrayImpl(result, primitive.is_weak(arguments, parameters))


_stack.append(Level(0, Evaluation, None))
