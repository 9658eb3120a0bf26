"""A traced program: variables, equations, and the level that records them."""

import itertools
import weakref

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import ArrayImpl, Level, Primitive, Tracer, bind, get_aval, new_level, numpy_value


class Var:
    """A variable of a program; ``aval`` is its type."""

    __slots__ = ("aval",)

    def __init__(self, aval: ShapedArray):
        self.aval = aval


class Literal:
    """A scalar written into a program."""

    __slots__ = ("aval", "value")

    def __init__(self, value, aval: ShapedArray):
        self.value, self.aval = value, aval

    val = property(lambda self: self.value)


class Equation:
    """One application of a primitive."""

    __slots__ = ("inputs", "outputs", "parameters", "primitive")

    def __init__(self, primitive: Primitive, inputs: list, parameters: dict, outputs: list[Var]):
        self.primitive, self.inputs, self.parameters, self.outputs = primitive, inputs, parameters, outputs

    # JAX's own names, for code that walks through programs.
    invars = property(lambda self: self.inputs)
    outvars = property(lambda self: self.outputs)
    params = property(lambda self: self.parameters)


class Jaxpr:
    """A program: ``inputs`` and ``constant_variables`` (with their values, ``constants``) → ``outputs``.

    Constants may be tracers of outer levels. Programs are compared by identity, and ``cache`` keeps what was
    derived from one (compiled code, derivatives), for as long as it lives.
    """

    __slots__ = ("__weakref__", "cache", "constant_variables", "constants", "equations", "inputs", "outputs")

    def __init__(self, inputs, equations, outputs, constant_variables=(), constants=()):
        self.inputs, self.equations, self.outputs = list(inputs), list(equations), list(outputs)
        self.constant_variables, self.constants = list(constant_variables), list(constants)
        self.cache = {}

    @property
    def in_avals(self) -> list[ShapedArray]:
        return [variable.aval for variable in self.inputs]

    @property
    def out_avals(self) -> list[ShapedArray]:
        return [variable.aval for variable in self.outputs]

    @property
    def jaxpr(self) -> "Jaxpr":
        return self

    eqns = property(lambda self: self.equations)
    invars = property(lambda self: self.inputs)
    outvars = property(lambda self: self.outputs)
    constvars = property(lambda self: self.constant_variables)
    consts = literals = property(lambda self: self.constants)

    def __repr__(self):
        from jax._src.printing import print_jaxpr

        return print_jaxpr(self)


class JaxprTracer(Tracer):
    """Stands for a variable of the program being recorded."""

    __slots__ = ("aval", "variable")
    _kind = "DynamicJaxprTracer"

    def __init__(self, level: Level, variable: Var):
        self._level, self.variable, self.aval = level, variable, variable.aval

    def _origin(self) -> str:
        return self._level.data.origin(self.variable)


JaxprTracer.__name__ = JaxprTracer._kind  # messages name the class of JAX


class Recorder:
    """The equations recorded so far; ``name`` and ``arguments`` say what is traced, for error messages.
    ``is_linear``: a linearisation records, and only what is linear in its inputs."""

    is_linear = False

    def __init__(self, name: str = "", arguments: tuple[str, ...] = ()):
        self.equations: list[Equation] = []
        self.constant_variables: list[Var] = []
        self.constants: list = []
        self.variable_of: dict[int, Var] = {}
        self.inputs: list[Var] = []
        self.name, self.arguments = name, arguments

    def lift(self, level: Level, value) -> Var | Literal:
        """The variable or literal that stands for a value in this program."""
        if isinstance(value, JaxprTracer) and value._level is level:
            return value.variable
        if not isinstance(value, Tracer):
            aval = get_aval(value)
            if aval.shape == () and aval.dtype.kind != "V":
                return Literal(numpy_value(value), aval)
            if type(value) is not ArrayImpl:
                value = ArrayImpl(numpy_value(value), aval.weak_type)
        variable = self.variable_of.get(id(value))
        if variable is None:
            variable = self.variable_of[id(value)] = Var(get_aval(value))
            self.constant_variables.append(variable)
            self.constants.append(value)  # keeps the value alive, so that its id stays its own
        return variable

    def origin(self, variable: Var) -> str:
        """JAX's sentence on where a traced value comes from."""
        if not self.name:
            return ""
        needed = {variable}
        for equation in reversed(self.equations):
            if any(output in needed for output in equation.outputs):
                needed.update(v for v in equation.inputs if type(v) is Var)
        names = [
            name
            for input_, name in zip(self.inputs, self.arguments, strict=False)
            if input_ in needed and name
        ]
        names = list(dict.fromkeys(names))
        if not names:
            return f"\nThe error occurred while tracing the function {self.name}."
        what = (
            f"the argument {names[0]}"
            if len(names) == 1
            else f"the arguments {', '.join(names[:-1])} and {names[-1]}"
        )
        return (
            f"\nThe error occurred while tracing the function {self.name}. This concrete value was not "
            f"available in Python because it depends on the value of {what}."
        )


class Recording:
    """The level that writes primitives down instead of computing."""

    @staticmethod
    def process(level, primitive, arguments, parameters):
        recorder = level.data
        inputs = [recorder.lift(level, argument) for argument in arguments]
        avals = primitive.abstract(*[variable.aval for variable in inputs], **parameters)
        outputs = [Var(aval) for aval in (avals if primitive.multiple_results else [avals])]
        recorder.equations.append(Equation(primitive, inputs, parameters, outputs))
        tracers = [JaxprTracer(level, variable) for variable in outputs]
        return tracers if primitive.multiple_results else tracers[0]


def trace_to_jaxpr(function, avals, *, tracing: bool = True, name: str = "", arguments=()) -> Jaxpr:
    """The program of ``function``, which takes and returns flat lists. With ``tracing`` false, only what
    depends on the inputs is recorded; the rest is computed."""
    recorder = Recorder(name, arguments)
    with new_level(Recording, recorder, tracing=tracing) as level:
        recorder.inputs = inputs = [Var(aval) for aval in avals]
        results = function(*[JaxprTracer(level, variable) for variable in inputs])
        outputs = [recorder.lift(level, result) for result in results]
    return Jaxpr(inputs, recorder.equations, outputs, recorder.constant_variables, recorder.constants)


def evaluate_jaxpr(jaxpr: Jaxpr, arguments) -> list:
    """Apply the equations one by one under the transformations at work."""
    environment = dict(zip(jaxpr.constant_variables, jaxpr.constants, strict=True))
    environment.update(zip(jaxpr.inputs, arguments, strict=True))

    def read(variable):
        if type(variable) is Var:
            return environment[variable]
        return ArrayImpl(variable.value, variable.aval.weak_type)

    for equation in jaxpr.equations:
        results = bind(equation.primitive, *map(read, equation.inputs), **equation.parameters)
        if equation.primitive.multiple_results:
            environment.update(zip(equation.outputs, results, strict=True))
        else:
            environment[equation.outputs[0]] = results
    return [read(variable) for variable in jaxpr.outputs]


def close(jaxpr: Jaxpr) -> tuple[Jaxpr, list]:
    """The program with its constants as first inputs, and the constants."""
    if not jaxpr.constants:
        return jaxpr, []
    inputs = jaxpr.constant_variables + jaxpr.inputs
    return Jaxpr(inputs, jaxpr.equations, jaxpr.outputs), jaxpr.constants


# Primitives that are kept although nobody reads their result.
EFFECTS: set[Primitive] = set()


def has_effects(jaxpr: Jaxpr) -> bool:
    """Whether the program prints or calls back."""
    return any(equation_has_effects(equation) for equation in jaxpr.equations)


def equation_has_effects(equation: Equation) -> bool:
    """Whether an equation, or a program inside it, prints or calls back."""
    return equation.primitive in EFFECTS or any(map(has_effects, inner_jaxprs(equation)))


def inner_jaxprs(equation: Equation) -> list[Jaxpr]:
    """The programs among the parameters of an equation."""
    found = []
    for parameter in equation.parameters.values():
        if isinstance(parameter, Jaxpr):
            found.append(parameter)
        elif isinstance(parameter, tuple):
            found.extend(item for item in parameter if isinstance(item, Jaxpr))
    return found


def without_dead_code(jaxpr: Jaxpr) -> Jaxpr:
    """The program without the equations and constants that no output needs."""
    live = {variable for variable in jaxpr.outputs if type(variable) is Var}
    kept = []
    for equation in reversed(jaxpr.equations):
        used = [output in live for output in equation.outputs]
        if any(used) or equation_has_effects(equation):
            if equation.primitive.prune is not None and not all(used):
                equation = equation.primitive.prune(equation, used)
            kept.append(equation)
            live.update(variable for variable in equation.inputs if type(variable) is Var)
    constants = [
        (variable, constant)
        for variable, constant in zip(jaxpr.constant_variables, jaxpr.constants, strict=True)
        if variable in live
    ]
    return Jaxpr(
        jaxpr.inputs,
        kept[::-1],
        jaxpr.outputs,
        [variable for variable, _ in constants],
        [constant for _, constant in constants],
    )


def pruned(jaxpr: Jaxpr, used: tuple[bool, ...]) -> tuple[Jaxpr, list[bool]]:
    """The program with only the outputs that are used, and which of its inputs it then reads. Kept in its cache."""
    key = ("pruned", used)
    if key not in jaxpr.cache:
        outputs = [output for output, is_used in zip(jaxpr.outputs, used, strict=True) if is_used]
        program = without_dead_code(
            Jaxpr(jaxpr.inputs, jaxpr.equations, outputs, jaxpr.constant_variables, jaxpr.constants)
        )
        read = {v for equation in program.equations for v in equation.inputs if type(v) is Var}
        read.update(output for output in outputs if type(output) is Var)
        jaxpr.cache[key] = program, [variable in read for variable in jaxpr.inputs]
    return jaxpr.cache[key]


_traced: "weakref.WeakKeyDictionary" = weakref.WeakKeyDictionary()


def trace_cached(function, key, trace):
    """``trace()``, remembered for ``function`` and ``key`` as long as the function lives, unless the program
    captured a tracer. ``trace`` returns a tuple whose first item is a Jaxpr or a tuple of them."""
    try:
        programs = _traced.setdefault(function, {})
        known = programs.get(key)
    except TypeError:  # not hashable, or no weak reference: trace every time
        return trace()
    if known is None:
        known = trace()
        jaxprs = known[0] if isinstance(known[0], tuple) else (known[0],)
        captured = itertools.chain.from_iterable(jaxpr.constants for jaxpr in jaxprs)
        if not any(isinstance(constant, Tracer) for constant in captured):
            programs[key] = known
    return known


def full_of_zeros(aval: ShapedArray) -> ArrayImpl:
    """Zeros of a type."""
    return ArrayImpl(np.zeros(aval.shape, aval.dtype), aval.weak_type)
