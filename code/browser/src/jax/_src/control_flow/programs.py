"""Programs traced, taken apart and put together: what loops and branches need of their bodies."""

from collections.abc import Iterable, Sequence

from jax._src import trees
from jax._src.avals import ShapedArray
from jax._src.batching import add_batch_axis, batch_flat, name_of_axis
from jax._src.compilation import compile_jaxpr
from jax._src.core import Array, get_aval
from jax._src.differentiation import instantiate, jvp_flat
from jax._src.functions import FlatFunction, argument_names, check_argument, described
from jax._src.jaxpr import (
    Equation,
    Jaxpr,
    JaxprTracer,
    Var,
    equation_has_effects,
    evaluate_jaxpr,
    trace_to_jaxpr,
    without_dead_code,
)

# ---- tracing


def avals_of(leaves) -> tuple[ShapedArray, ...]:
    """The types of values. Raises JAX's TypeError for what is not an array or a number."""
    for leaf in leaves:
        if not isinstance(leaf, Array):
            check_argument(leaf)
    return tuple([get_aval(leaf) for leaf in leaves])


def trace_body(function, in_tree, avals, name: str) -> tuple[Jaxpr, trees.PyTreeDef]:
    """The program of a function of pytrees, whose arguments have the structure ``in_tree`` (a tuple), and the
    structure of its result."""
    flat = FlatFunction(function, in_tree, has_keywords=False)

    def checked(*leaves):
        results = flat(*leaves)
        if not all(isinstance(result, Array) for result in results):
            for place, result in zip(_paths(flat.out_tree), results, strict=True):
                _check_result(function, name, place, result)
        return results

    labels = argument_names(function, trees.tree_unflatten(in_tree, avals), {})
    labels = labels if len(labels) == len(avals) else ()
    jaxpr = trace_to_jaxpr(checked, avals, name=f"{described(function)} for {name}", arguments=labels)
    return jaxpr, flat.out_tree


def _paths(tree) -> list[str]:
    from jax._src.tree_functions import keystr, tree_flatten_with_path

    leaves, _ = tree_flatten_with_path(trees.tree_unflatten(tree, [0] * tree.num_leaves))
    return [keystr(path) for path, _ in leaves]


def _check_result(function, name: str, place: str, result) -> None:
    try:
        get_aval(result)
    except TypeError:
        where = f" at output component {place}" if place else ""
        raise TypeError(
            f"function {described(function)} traced for {name} returned a value of type {type(result)}{where}, "
            "which is not a valid JAX type"
        ) from None


# ---- parts of a program


def reads(equation: Equation) -> list[Var]:
    """The variables that an equation reads."""
    return [variable for variable in equation.inputs if type(variable) is Var]


def forwarded(jaxpr: Jaxpr) -> list[int | None]:
    """For every output the place of the input that it is, if it is one."""
    places = {variable: place for place, variable in enumerate(jaxpr.inputs)}
    return [places.get(output) if type(output) is Var else None for output in jaxpr.outputs]


def keep_outputs(jaxpr: Jaxpr, keep: Sequence[bool]) -> Jaxpr:
    """The program with some of its outputs."""
    return Jaxpr(
        jaxpr.inputs, jaxpr.equations, chosen(jaxpr.outputs, keep), jaxpr.constant_variables, jaxpr.constants
    )


def chosen(items: Iterable, flags: Iterable[bool]) -> list:
    """The items whose flag is set."""
    return [item for item, flag in zip(items, flags, strict=True) if flag]


def not_chosen(items: Iterable, flags: Iterable[bool]) -> list:
    """The items whose flag is not set."""
    return [item for item, flag in zip(items, flags, strict=True) if not flag]


def merged(flags: Iterable[bool], if_set: Iterable, otherwise: Iterable) -> list:
    """One list from two: where the flag is set from the first, otherwise from the second."""
    if_set, otherwise = iter(if_set), iter(otherwise)
    return [next(if_set) if flag else next(otherwise) for flag in flags]


def split(items: Sequence, *sizes: int) -> list[list]:
    """Consecutive parts of the given sizes, and the rest."""
    parts, start = [], 0
    for size in sizes:
        parts.append(list(items[start : start + size]))
        start += size
    return [*parts, list(items[start:])]


def is_recorded_as_linear(tangents) -> bool:
    """Whether tangents are being recorded by a linearisation, so that what is linear must stay apart."""
    return any(isinstance(t, JaxprTracer) and t._level.data.is_linear for t in tangents)


# ---- compiled programs of one loop or branch


def run_alone(primitive, cache: dict, values, parameters: dict) -> tuple:
    """The result of one equation on NumPy values, by a program compiled once and kept in ``cache``."""
    key = ("alone", *sorted(parameters.items()))
    program = cache.get(key)
    if program is None:
        inputs = [Var(get_aval(value)) for value in values]
        avals = primitive.abstract(*[variable.aval for variable in inputs], **parameters)
        outputs = [Var(aval) for aval in avals]
        alone = Jaxpr(inputs, [Equation(primitive, inputs, parameters, outputs)], outputs)
        program = cache[key] = compile_jaxpr(alone, primitive.name)
    return program(*values)


def flattened(jaxpr: Jaxpr) -> Jaxpr:
    """The program with every call written in place, so that its parts can be moved apart."""
    known = jaxpr.cache.get("flattened")
    if known is None:
        known = jaxpr
        if any(equation.primitive.inlined is not None for equation in jaxpr.equations):
            known = _inline(jaxpr)
        jaxpr.cache["flattened"] = known
    return known


def _inline(jaxpr: Jaxpr) -> Jaxpr:
    writer = Writer(jaxpr)
    renamed: dict[Var, object] = {}

    def read(variable):
        return renamed.get(variable, variable) if type(variable) is Var else variable

    for equation in jaxpr.equations:
        inputs = [read(variable) for variable in equation.inputs]
        if equation.primitive.inlined is None:
            writer.equations.append(
                Equation(equation.primitive, inputs, equation.parameters, equation.outputs)
            )
        else:
            inner = flattened(equation.primitive.inlined(**equation.parameters))
            renamed.update(zip(equation.outputs, writer.copy(inner, inputs), strict=True))
    return writer.program(jaxpr.inputs, list(map(read, jaxpr.outputs)))


class Writer:
    """A program that is being put together from others; it starts with the constants of ``jaxpr``."""

    def __init__(self, jaxpr: Jaxpr):
        self.equations: list[Equation] = []
        self.constants = dict(zip(jaxpr.constant_variables, jaxpr.constants, strict=True))

    def copy(self, jaxpr: Jaxpr, inputs) -> list:
        """Append the equations of a program with fresh variables. Returns what its outputs are now."""
        names = dict(zip(jaxpr.inputs, inputs, strict=True))
        for variable, value in zip(jaxpr.constant_variables, jaxpr.constants, strict=True):
            names[variable] = Var(variable.aval)
            self.constants[names[variable]] = value

        def read(variable):
            return names[variable] if type(variable) is Var else variable

        for equation in jaxpr.equations:
            outputs = [Var(variable.aval) for variable in equation.outputs]
            self.equations.append(
                Equation(equation.primitive, list(map(read, equation.inputs)), equation.parameters, outputs)
            )
            names.update(zip(equation.outputs, outputs, strict=True))
        return [read(variable) for variable in jaxpr.outputs]

    def program(self, inputs, outputs) -> Jaxpr:
        """What has been written, as a program."""
        return Jaxpr(inputs, self.equations, outputs, self.constants.keys(), self.constants.values())


def part(equations: list[Equation], inputs, outputs, jaxpr: Jaxpr | None = None) -> Jaxpr:
    """Some equations as a program of their own, with the constants of ``jaxpr``, and without what the outputs do
    not need."""
    variables, values = (jaxpr.constant_variables, jaxpr.constants) if jaxpr else ((), ())
    return without_dead_code(Jaxpr(inputs, equations, outputs, variables, values))


def depends_only_on(jaxpr: Jaxpr, inputs: Iterable[Var]) -> tuple[list[Equation], list[Equation]]:
    """The equations, split into those that depend on the given inputs alone (and have no effects) and the
    others."""
    known = {*inputs, *jaxpr.constant_variables}
    before, rest = [], []
    for equation in jaxpr.equations:
        if all(variable in known for variable in reads(equation)) and not equation_has_effects(equation):
            before.append(equation)
            known.update(equation.outputs)
        else:
            rest.append(equation)
    return before, rest


# ---- derivatives and batches of programs


def jvp_program(jaxpr: Jaxpr, active: tuple[bool, ...], wanted: tuple[bool, ...]) -> tuple[Jaxpr, list[bool]]:
    """The program (inputs, tangents of the active inputs) → (outputs, tangents of some outputs), and which.

    An output has a tangent where it is not zero, or where ``wanted``. Kept in the program's cache.
    """
    key = ("jvp", active, wanted)
    if key not in jaxpr.cache:
        has_tangent: list[bool] = []

        def function(*arguments):
            primals, moved = split(arguments, len(active))
            moved = iter(moved)
            tangents = [next(moved) if is_active else None for is_active in active]
            outputs, tangents_out = jvp_flat(lambda *inner: evaluate_jaxpr(jaxpr, inner), primals, tangents)
            has_tangent[:] = [t is not None or want for t, want in zip(tangents_out, wanted, strict=True)]
            present = [
                instantiate(tangent, output)
                for tangent, output, has in zip(tangents_out, outputs, has_tangent, strict=True)
                if has
            ]
            return [*outputs, *present]

        avals = [*jaxpr.in_avals, *chosen(jaxpr.in_avals, active)]
        program = trace_to_jaxpr(function, avals)
        jaxpr.cache[key] = program, has_tangent
    return jaxpr.cache[key]


def batched_program(
    jaxpr: Jaxpr, size: int, batched: tuple[bool, ...], wanted: tuple[bool, ...]
) -> tuple[Jaxpr, list[bool]]:
    """The program on a whole batch, first axis first, and which outputs have the batch axis (those ``wanted``
    always do). Kept in the program's cache."""
    key = ("batched", size, name_of_axis(size), batched, wanted)
    if key not in jaxpr.cache:
        found = []

        def function(*arguments):
            results, mine = batch_flat(lambda *inner: evaluate_jaxpr(jaxpr, inner), size, arguments, batched)
            found[:] = [own or want for own, want in zip(mine, wanted, strict=True)]
            return [
                add_batch_axis(result, size) if has and not own else result
                for result, has, own in zip(results, found, mine, strict=True)
            ]

        avals = [
            aval.with_shape((size, *aval.shape)) if is_batched else aval
            for aval, is_batched in zip(jaxpr.in_avals, batched, strict=True)
        ]
        jaxpr.cache[key] = trace_to_jaxpr(function, avals), found
    return jaxpr.cache[key]
