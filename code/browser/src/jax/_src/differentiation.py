"""Derivatives: forward (jvp), linearised, and backwards through the linear program (transposition).

``grad`` is: run the function forward while recording only what is linear in the tangents, then run that
linear program backwards. See Radul et al., "You only linearize once" (2022).
"""

from jax._src.avals import ShapedArray
from jax._src.core import ArrayImpl, Level, Primitive, Tracer, bind, get_aval, new_level
from jax._src.jaxpr import (
    Jaxpr,
    JaxprTracer,
    Literal,
    Recorder,
    Recording,
    Var,
    evaluate_jaxpr,
    full_of_zeros,
    trace_to_jaxpr,
    without_dead_code,
)


class JVPTracer(Tracer):
    """A value with its tangent. Its concrete value, where known, may be used by Python's ``if``."""

    __slots__ = ("primal", "tangent")
    _kind = "JVPTracer"

    def __init__(self, level: Level, primal, tangent):
        self._level, self.primal, self.tangent = level, primal, tangent

    @property
    def aval(self) -> ShapedArray:
        return get_aval(self.primal)

    def _concrete(self, error):
        if isinstance(self.primal, Tracer):
            return self.primal._concrete(error)
        return ArrayImpl._concrete(self.primal, error)


class LinearizeTracer(JVPTracer):
    """A value whose tangent is a variable of the linear program being recorded."""

    __slots__ = ()
    _kind = "LinearizeTracer"


for _class in (JVPTracer, LinearizeTracer):  # messages show where the class is in JAX
    _class.__module__ = "jax._src.interpreters.ad"


class Differentiation:
    """The level that carries a tangent beside every value. A tangent None is zero. Its data are the class of its
    tracers."""

    @staticmethod
    def process(level, primitive, arguments, parameters):
        primals, tangents = [], []
        for argument in arguments:
            if isinstance(argument, JVPTracer) and argument._level is level:
                primals.append(argument.primal)
                tangents.append(argument.tangent)
            else:
                primals.append(argument)
                tangents.append(None)
        if all(tangent is None for tangent in tangents):
            return bind(primitive, *primals, **parameters)
        if primitive.jvp is None:
            raise NotImplementedError(f"Differentiation rule for '{primitive.name}' not implemented")
        primal_out, tangent_out = primitive.jvp(primals, tangents, **parameters)
        if primitive.multiple_results:
            return [
                primal if tangent is None else level.data(level, primal, tangent)
                for primal, tangent in zip(primal_out, tangent_out, strict=True)
            ]
        return primal_out if tangent_out is None else level.data(level, primal_out, tangent_out)


def as_array(value):
    """Arrays and tracers unchanged; anything else as a concrete array."""
    from jax._src.core import Array, numpy_value

    if isinstance(value, Array):
        return value
    return ArrayImpl(numpy_value(value), get_aval(value).weak_type)


def jvp_flat(function, primals, tangents, tracer: type = JVPTracer) -> tuple[list, list]:
    """Results and their tangents (None: zero) of a function of flat lists."""
    with new_level(Differentiation, tracer) as level:
        results = function(
            *[
                primal if tangent is None else tracer(level, as_array(primal), tangent)
                for primal, tangent in zip(primals, tangents, strict=True)
            ]
        )
        pairs = [
            (result.primal, result.tangent)
            if isinstance(result, JVPTracer) and result._level is level
            else (result, None)
            for result in results
        ]
    return [primal for primal, _ in pairs], [tangent for _, tangent in pairs]


def linearize_flat(function, primals, active=None) -> tuple[list, Jaxpr, list[bool]]:
    """Run ``function`` and record its linear part.

    Returns the results, the linear program from the active inputs' tangents to the tangents of those results
    that have one (its constants are the residuals), and for each result whether it has one.
    """
    active = [True] * len(primals) if active is None else active
    recorder = Recorder()
    recorder.is_linear = True
    with new_level(Recording, recorder) as level:
        inputs, tangents = [], []
        for primal, is_active in zip(primals, active, strict=True):
            if is_active:
                variable = Var(get_aval(primal))
                inputs.append(variable)
                tangents.append(JaxprTracer(level, variable))
            else:
                tangents.append(None)
        results, tangents_out = jvp_flat(function, primals, tangents, LinearizeTracer)
        outputs = [recorder.lift(level, tangent) for tangent in tangents_out if tangent is not None]
    program = Jaxpr(inputs, recorder.equations, outputs, recorder.constant_variables, recorder.constants)
    return results, without_dead_code(program), [tangent is not None for tangent in tangents_out]


def linear_parts(jaxpr: Jaxpr, active: tuple[bool, ...]) -> tuple[Jaxpr, Jaxpr, list[bool]]:
    """(the program that also returns its residuals, the linear program with the residuals as constants, which
    outputs have a tangent). Kept in the program's cache."""
    key = ("linear parts", active)
    if key not in jaxpr.cache:
        found = {}

        def forward(*arguments):
            outputs, program, has_tangent = linearize_flat(
                lambda *inner: evaluate_jaxpr(jaxpr, inner), arguments, active
            )
            found.update(program=program, has_tangent=has_tangent)
            return [*outputs, *program.constants]

        forward_program = trace_to_jaxpr(forward, jaxpr.in_avals)
        jaxpr.cache[key] = forward_program, found["program"], found["has_tangent"]
    return jaxpr.cache[key]


class UndefinedPrimal:
    """In a transposition rule: the argument with respect to which the primitive is linear."""

    __slots__ = ("aval",)

    def __init__(self, aval: ShapedArray):
        self.aval = aval


def is_undefined(argument) -> bool:
    """Whether an argument of a transposition rule is the linear one."""
    return type(argument) is UndefinedPrimal


def aval_of(argument) -> ShapedArray:
    """The type of an argument of a transposition rule, linear or not."""
    return argument.aval if is_undefined(argument) else get_aval(argument)


def backward(jaxpr: Jaxpr, constants, cotangents) -> list:
    """Cotangents of the inputs of a linear program (None: zero) from those of its outputs."""
    from jax._src.primitives.elementwise import add_any

    known = dict(zip(jaxpr.constant_variables, constants, strict=True))
    linear = set(jaxpr.inputs)
    for equation in jaxpr.equations:
        if any(type(v) is Var and v in linear for v in equation.inputs):
            linear.update(equation.outputs)
        else:  # does not depend on the inputs: compute it
            read = [_read(known, v) for v in equation.inputs]
            results = bind(equation.primitive, *read, **equation.parameters)
            known.update(
                zip(
                    equation.outputs,
                    results if equation.primitive.multiple_results else [results],
                    strict=True,
                )
            )
    collected: dict[Var, object] = {}

    def collect(variable, cotangent):
        if cotangent is None or type(variable) is Literal or variable not in linear:
            return
        sum_so_far = collected.get(variable)
        collected[variable] = cotangent if sum_so_far is None else add_any(sum_so_far, cotangent)

    for variable, cotangent in zip(jaxpr.outputs, cotangents, strict=True):
        collect(variable, cotangent)
    for equation in reversed(jaxpr.equations):
        outs = [collected.pop(output, None) for output in equation.outputs]
        if all(cotangent is None for cotangent in outs):
            continue
        primitive = equation.primitive
        if primitive.transpose is None:
            raise NotImplementedError(
                f"Transpose rule (for reverse-mode differentiation) for '{primitive.name}' not implemented"
            )
        arguments = [
            UndefinedPrimal(v.aval) if type(v) is Var and v in linear else _read(known, v)
            for v in equation.inputs
        ]
        results = primitive.transpose(
            outs if primitive.multiple_results else outs[0], *arguments, **equation.parameters
        )
        for variable, cotangent in zip(equation.inputs, results, strict=True):
            collect(variable, cotangent)
    return [collected.get(variable) for variable in jaxpr.inputs]


def _read(known, variable):
    if type(variable) is Literal:
        return ArrayImpl(variable.value, variable.aval.weak_type)
    return known[variable]


# ---- ways to write the rules of a primitive


def zeros(aval: ShapedArray) -> ArrayImpl:
    """Zeros of a type."""
    return full_of_zeros(aval)


def instantiate(tangent, primal):
    """The tangent, zeros where it is None."""
    return zeros(get_aval(primal)) if tangent is None else tangent


def no_derivative(primitive: Primitive) -> None:
    """The result carries no tangent: it is an integer, a boolean or constant almost everywhere."""

    def jvp(primals, tangents, **parameters):
        results = bind(primitive, *primals, **parameters)
        return results, [None] * len(results) if primitive.multiple_results else None

    primitive.jvp = jvp


def derivatives(primitive: Primitive, *rules) -> None:
    """One rule an argument, ``rule(tangent, result, *primals, **parameters)``; None where it is zero."""

    def jvp(primals, tangents, **parameters):
        from jax._src.primitives.elementwise import add_any

        result = bind(primitive, *primals, **parameters)
        total = None
        for rule, tangent in zip(rules, tangents, strict=True):
            if tangent is None or rule is None:
                continue
            term = rule(tangent, result, *primals, **parameters)
            total = term if total is None else add_any(total, term)
        return result, total

    primitive.jvp = jvp


def linear(primitive: Primitive, transpose) -> None:
    """The primitive is linear in its first argument (or in all, for concatenate and the like): its derivative
    is itself. Other arguments, such as indices, carry no tangent."""

    def jvp(primals, tangents, **parameters):
        moved = [instantiate(tangents[0], primals[0]), *primals[1:]]
        result = bind(primitive, *primals, **parameters)
        return result, None if tangents[0] is None else bind(primitive, *moved, **parameters)

    primitive.jvp = jvp
    primitive.transpose = transpose


def linear_in_all(primitive: Primitive, transpose) -> None:
    """The primitive is linear in all its arguments together."""

    def jvp(primals, tangents, **parameters):
        moved = [instantiate(tangent, primal) for primal, tangent in zip(primals, tangents, strict=True)]
        return bind(primitive, *primals, **parameters), bind(primitive, *moved, **parameters)

    primitive.jvp = jvp
    primitive.transpose = transpose
