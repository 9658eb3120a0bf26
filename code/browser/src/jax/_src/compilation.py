"""A program becomes one straight-line Python function of NumPy calls.

On the way dead equations go, what is known is computed once, equal equations are computed once, and
broadcasts that NumPy does by itself are left out. Loops and branches become Python's own (the rule ``emit``
of their primitives); inner programs are written in place.
"""

import contextlib
import functools
import itertools
import keyword

import numpy as np

from jax._src.core import numpy_value
from jax._src.jaxpr import EFFECTS, Jaxpr, Literal, Var, without_dead_code
from jax._src.simplification import simplified

LARGEST_FOLDED = 100_000

_UFUNCS = (
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh",
    "exp", "exp2", "log", "log1p", "expm1", "logaddexp", "sqrt", "cbrt", "abs", "sign", "floor", "ceil", "rint",
    "isfinite", "invert", "maximum", "minimum", "where", "concatenate", "empty", "dot",
)  # fmt: skip
NAMES = {
    **{f"np_{name}": getattr(np, name) for name in _UFUNCS},
    "np_multiply_outer": np.multiply.outer,
    **{
        f"{name}_reduce": getattr(np, name).reduce
        for name in ("add", "multiply", "maximum", "minimum", "bitwise_and", "bitwise_or", "bitwise_xor")
    },
}


class Emitter:
    """Writes the lines of one function; ``names`` are the globals that the lines use."""

    def __init__(self):
        self.lines: list[str] = []
        self.names = dict(NAMES)
        self.indentation = 1
        self._count = itertools.count()
        self._constants: dict = {}
        self._equal: list[dict] = [{}]

    def fresh(self, prefix: str = "v") -> str:
        """A name that is not in use."""
        return f"{prefix}{next(self._count)}"

    def line(self, text: str) -> None:
        """One line at the present indentation."""
        self.lines.append("    " * self.indentation + text)

    def temporary(self, expression: str) -> str:
        """A new variable for an expression."""
        name = self.fresh()
        self.line(f"{name}={expression}")
        return name

    @contextlib.contextmanager
    def indented(self):
        """Lines inside belong to the loop or branch above. What they compute is not known after it."""
        self.indentation += 1
        self._equal.append(dict(self._equal[-1]))
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.line("pass")
        self._equal.pop()
        self.indentation -= 1

    def constant(self, value) -> str:
        """A global name for a value."""
        key = (type(value), value) if isinstance(value, (np.dtype, type)) else id(value)
        if key not in self._constants:
            name = self.fresh("c")
            self.names[name] = value
            self._constants[key] = name
        return self._constants[key]

    def call(self, primitive, names, parameters) -> str:
        """The call of a primitive's implementation."""
        function = primitive.implementation
        if parameters:
            function = functools.partial(function, **parameters)
        return f"{self.constant(function)}({','.join(names)})"

    def program(self, jaxpr: Jaxpr, inputs: list[str]) -> list[str]:
        """The lines of a program whose inputs have the given names. Returns the names of its outputs."""
        return _Block(self, jaxpr, inputs).write()

    def known_equal(self, key) -> str | None:
        """The name of a value computed before by the same equation."""
        return self._equal[-1].get(key)

    def remember(self, key, name: str) -> None:
        """``name`` holds what the equation of this key computes."""
        self._equal[-1][key] = name


class _Block:
    """The writing of one program by an emitter."""

    def __init__(self, emitter: Emitter, jaxpr: Jaxpr, inputs: list[str]):
        self.emitter, self.jaxpr = emitter, (jaxpr := simplified(jaxpr))
        self.name_of: dict[Var, str] = dict(zip(jaxpr.inputs, inputs, strict=True))
        self.known = {
            variable: numpy_value(constant)
            for variable, constant in zip(jaxpr.constant_variables, jaxpr.constants, strict=True)
        }
        self.users: dict[Var, list] = {}
        for equation in jaxpr.equations:
            for variable in equation.inputs:
                if type(variable) is Var:
                    self.users.setdefault(variable, []).append(equation)
        self.outputs = {variable for variable in jaxpr.outputs if type(variable) is Var}
        self.elided: set[Var] = set()

    def write(self) -> list[str]:
        for equation in self.jaxpr.equations:
            self.equation(equation)
        return [self.read(variable) for variable in self.jaxpr.outputs]

    def read(self, variable, bare: bool = False) -> str:
        """The name of a variable, or a literal: bare only where NumPy gives it the other operand's dtype."""
        if type(variable) is Literal:
            return self.literal(variable, bare)
        if variable not in self.name_of:
            value = self.known[variable]
            self.name_of[variable] = self.emitter.constant(value if value.ndim else value[()])
        return self.name_of[variable]

    def literal(self, literal: Literal, bare: bool) -> str:
        if bare and literal.aval.dtype.kind in "fiu":
            text = repr(literal.value.item())
            if text not in ("inf", "-inf", "nan"):
                return f"({text})" if text.startswith("-") else text
        return self.emitter.constant(literal.value[()])

    def equation(self, equation) -> None:
        primitive = equation.primitive
        if primitive.inlined is not None:
            names = [self.read(variable) for variable in equation.inputs]
            results = self.emitter.program(primitive.inlined(**equation.parameters), names)
            self.name_of.update(zip(equation.outputs, results, strict=True))
        elif primitive.emit is not None:
            names = [self.read(variable) for variable in equation.inputs]
            results = primitive.emit(self.emitter, equation, names)
            self.name_of.update(zip(equation.outputs, results, strict=True))
        elif not (self.fold(equation) or self.elide(equation)):
            self.compute(equation)

    def fold(self, equation) -> bool:
        """Compute at once what depends on constants alone."""
        primitive = equation.primitive
        if primitive in EFFECTS or any(v.aval.size > LARGEST_FOLDED for v in equation.outputs):
            return False
        if not all(type(v) is Literal or v in self.known for v in equation.inputs):
            return False
        values = [v.value if type(v) is Literal else self.known[v] for v in equation.inputs]
        with np.errstate(all="ignore"):
            results = primitive.implementation(*values, **equation.parameters)
        for variable, value in zip(
            equation.outputs, results if primitive.multiple_results else [results], strict=True
        ):
            self.known[variable] = np.asarray(value)
        return True

    def elide(self, equation) -> bool:
        """Leave out a broadcast where every user would broadcast by itself."""
        if equation.primitive.name != "broadcast_in_dim":
            return False
        (output,), (operand,) = equation.outputs, equation.inputs
        shape, dimensions = output.aval.shape, equation.parameters["broadcast_dimensions"]
        users = self.users.get(output, [])
        if output in self.outputs or not all(self.broadcasts_alone(user, output) for user in users):
            return False
        name = self.read(operand)
        self.elided.add(output)
        if operand.aval.shape and tuple(dimensions) != tuple(range(len(shape) - len(dimensions), len(shape))):
            axes = ",".join(":" if axis in dimensions else "None" for axis in range(len(shape)))
            name = self.emitter.temporary(f"{name}[{axes}]")
        self.name_of[output] = name
        return True

    def broadcasts_alone(self, user, output) -> bool:
        if not user.primitive.is_elementwise or user.outputs[0].aval.shape != output.aval.shape:
            return False
        return any(
            other is not output and other.aval.shape == output.aval.shape and other not in self.elided
            for other in user.inputs
        )

    def compute(self, equation) -> None:
        primitive = equation.primitive
        bare = (
            primitive.is_elementwise
            and len(equation.inputs) > 1
            and len({variable.aval.dtype for variable in equation.inputs}) == 1
            and not (primitive.returns_operand and not equation.outputs[0].aval.shape)
        )
        names = [self.read(variable, bare) for variable in equation.inputs]
        key = (primitive, *names, *sorted(equation.parameters.items()))
        try:
            before = self.emitter.known_equal(key)
        except TypeError:  # a parameter that cannot be hashed
            key = before = None
        if before is not None and primitive not in EFFECTS:
            self.name_of.update(zip(equation.outputs, before, strict=True))
            return
        code = primitive.code or (
            lambda emitter, equation, names: emitter.call(primitive, names, equation.parameters)
        )
        expression = code(self.emitter, equation, names)
        if primitive.multiple_results:
            results = [self.emitter.fresh() for _ in equation.outputs]
            self.emitter.line(f"{','.join(results)},={expression}" if results else expression)
        else:
            results = [expression if expression.isidentifier() else self.emitter.temporary(expression)]
        self.name_of.update(zip(equation.outputs, results, strict=True))
        if key is not None:
            self.emitter.remember(key, results)


def compile_jaxpr(jaxpr: Jaxpr, name: str = "program"):
    """A Python function from NumPy values to a tuple of NumPy values; ``source`` holds its text.

    It runs under the caller's ``np.errstate``. The compiled function is kept with the program.
    """
    compiled = jaxpr.cache.get("compiled")
    if compiled is not None:
        return compiled
    emitter = Emitter()
    live = without_dead_code(jaxpr)
    inputs = [emitter.fresh("a") for _ in live.inputs]
    outputs = emitter.program(live, inputs)
    identifier = name if name.isidentifier() and not keyword.iskeyword(name) else "program"
    body = "\n".join(emitter.lines)
    source = f"def {identifier}({','.join(inputs)}):\n{body}\n    return ({','.join(outputs)}{',' if outputs else ''})\n"
    exec(compile(source, f"<compiled {identifier}>", "exec"), emitter.names)
    compiled = emitter.names[identifier]
    compiled.source = source
    jaxpr.cache["compiled"] = compiled
    return compiled
