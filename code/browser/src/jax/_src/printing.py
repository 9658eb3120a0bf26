"""Programs as text, laid out as JAX lays them out."""

import re
from collections import Counter

import numpy as np

from jax._src.avals import dtype_name
from jax._src.jaxpr import Equation, Jaxpr, Literal, Var, inner_jaxprs
from jax._src.text_layout import Break, Group, Nest, joined, layout

LONG = 10


def print_jaxpr(jaxpr: Jaxpr) -> str:
    """``{ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }``, on one line where it fits. Programs inside it
    that are long, or used more than once, come first under a name."""
    return layout(_Printer(jaxpr).document())


def letters(number: int) -> str:
    """a, b, …, z, ba, bb, …"""
    text = chr(ord("a") + number % 26)
    while number >= 26:
        number //= 26
        text = chr(ord("a") + number % 26) + text
    return text


class _Printer:
    def __init__(self, jaxpr: Jaxpr):
        self.jaxpr = jaxpr
        self.names: dict[Var, str] = {}
        self.count = 0
        self.shared: dict[Jaxpr, str] = {}
        self.unread: set[Var] = set()
        self.find_shared()
        self.find_unread(jaxpr)

    def find_shared(self) -> None:
        uses: Counter[Jaxpr] = Counter()
        names: dict[Jaxpr, str] = {}
        waiting = [self.jaxpr]
        while waiting:
            jaxpr = waiting.pop(0)
            uses[jaxpr] += 2 if jaxpr is not self.jaxpr and len(jaxpr.equations) > LONG else 1
            for equation in jaxpr.equations:
                name = equation.parameters.get("name", "jaxpr")
                for inner in inner_jaxprs(equation):
                    waiting.append(inner)
                    names.setdefault(inner, str(name).strip("<>"))
        taken: Counter[str] = Counter()
        for jaxpr, count in uses.items():
            if count > 1:
                name = names[jaxpr]
                self.shared[jaxpr] = name + str(taken[name]) if taken[name] else name
                taken[name] += 1

    def find_unread(self, jaxpr: Jaxpr) -> None:
        read = {v for equation in jaxpr.equations for v in equation.inputs} | set(jaxpr.outputs)
        self.unread.update(v for equation in jaxpr.equations for v in equation.outputs if v not in read)

    def document(self):
        parts = []
        for jaxpr, name in self.shared.items():
            parts += ["let ", name, " = ", self.skeleton(jaxpr), " in", Break()]
        return (*parts, self.program(self.jaxpr))

    def name(self, variable: Var) -> str:
        if variable in self.unread:
            return "_"
        while variable not in self.names:
            name = letters(self.count)
            self.count += 1
            if name not in self.shared.values():
                self.names[variable] = name
        return self.names[variable]

    def atom(self, variable) -> str:
        if type(variable) is Literal:
            return f"{variable.value.item()}:{variable.aval.str_short()}"
        return self.name(variable)

    def binders(self, variables):
        items = [f"{self.name(variable)}:{variable.aval.str_short()}" for variable in variables]
        return Nest(2, Group(joined((Group(Break()),), items)))

    def atoms(self, variables, separator: str = ""):
        return Nest(2, Group(joined((separator, Group(Break())), [self.atom(v) for v in variables])))

    def program(self, jaxpr: Jaxpr):
        return self.shared[jaxpr] if jaxpr in self.shared else self.skeleton(jaxpr)

    def skeleton(self, jaxpr: Jaxpr):
        constants, inputs = self.binders(jaxpr.constant_variables), self.binders(jaxpr.inputs)
        equations = joined((Break("; "),), [self.equation(equation) for equation in jaxpr.equations])
        end = ")" if len(jaxpr.outputs) != 1 else ",)"
        body = (
            "{ lambda ",
            constants,
            "; ",
            inputs,
            ". let",
            Nest(2, (Break(), *equations)),
            Break(),
            "in (",
        )
        return Group((Nest(2, (*body, self.atoms(jaxpr.outputs, ","), end)), " }"))

    def equation(self, equation: Equation):
        outputs = self.binders(equation.outputs)
        parameters = self.shown_parameters(equation)
        pairs = [(f"{name}=", self.value(value)) for name, value in parameters]
        if pairs:
            inside = Nest(2, ("[", Break(""), *joined((Break(),), pairs)))
            pairs = [Group((inside, Break(""), "]"))]
        right = (equation.primitive.name, *pairs, " ", self.atoms(equation.inputs))
        return (outputs, " = ", *right) if equation.outputs else right

    def shown_parameters(self, equation: Equation) -> list[tuple]:
        """Parameters in alphabetical order, the name first; without those that the types already say."""
        parameters = dict(equation.parameters)
        name = equation.primitive.name
        if name == "broadcast_in_dim":
            del parameters["shape"]
            if not parameters["broadcast_dimensions"]:
                del parameters["broadcast_dimensions"]
        if name in ("iota", "reshape"):
            parameters["sharding"] = None
        if name == "jit" and parameters["jaxpr"] not in self.shared:
            self.suggest(parameters["jaxpr"].inputs, equation.inputs)
            self.suggest(parameters["jaxpr"].outputs, equation.outputs)
        first = [("name", parameters.pop("name"))] if "name" in parameters else []
        return first + sorted(parameters.items())

    def suggest(self, variables, like) -> None:
        """Inner variables bear the names of the outer ones that they stand for."""
        used = set()
        for variable, other in zip(variables, like, strict=True):
            if (
                type(other) is Var
                and type(variable) is Var
                and other not in used
                and variable not in self.names
            ):
                used.add(other)
                self.names[variable] = self.name(other)

    def value(self, value):
        if isinstance(value, Jaxpr):
            return self.program(value)
        if isinstance(value, tuple) and value and all(isinstance(item, Jaxpr) for item in value):
            inside = Nest(2, ("(", Break(""), *joined((Break(),), map(self.program, value))))
            return Group((inside, Break(""), ")"))
        if isinstance(value, np.dtype):
            return dtype_name(value)
        return re.sub(r" at 0x[0-9a-fA-F]+", lambda found: " at 0x" + "X" * (len(found[0]) - 6), str(value))
