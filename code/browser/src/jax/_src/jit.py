"""``jit``: a function is traced once for every combination of shapes, dtypes and static arguments, then its
compiled program runs."""

import functools
import inspect
import operator
import weakref

import numpy as np

from jax._src import core, trees
from jax._src.avals import ShapedArray
from jax._src.batching import batch_flat, name_of_axis
from jax._src.compilation import compile_jaxpr
from jax._src.core import ArrayImpl, Primitive, Tracer, bind, get_aval, numpy_value
from jax._src.differentiation import backward, is_undefined, linear_parts
from jax._src.functions import FlatFunction, argument_names, as_tuple, check_callable, described, name_of
from jax._src.jaxpr import Equation, Jaxpr, close, evaluate_jaxpr, pruned, trace_to_jaxpr

jit_p = Primitive("jit", multiple_results=True)


def _run_jit(*values, name, jaxpr):
    return compile_jaxpr(jaxpr, name)(*values)


def _jit_jvp(primals, tangents, *, name, jaxpr):
    active = tuple(tangent is not None for tangent in tangents)
    forward, backward_program, has_tangent, count = _linearized(jaxpr, active)
    results = bind(jit_p, *primals, name=name, jaxpr=forward)
    outputs, residuals = results[:count], results[count:]
    moved = [tangent for tangent in tangents if tangent is not None]
    if not any(has_tangent):
        return outputs, [None] * count
    tangents_out = iter(bind(jit_p, *residuals, *moved, name=name, jaxpr=backward_program))
    return outputs, [next(tangents_out) if has else None for has in has_tangent]


def _linearized(jaxpr: Jaxpr, active) -> tuple[Jaxpr, Jaxpr, list[bool], int]:
    """The program that also returns its residuals, and the linear program (residuals, tangents) → tangents."""
    key = ("linearized", active)
    if key not in jaxpr.cache:
        forward, program, has_tangent = linear_parts(jaxpr, active)
        jaxpr.cache[key] = forward, close(program)[0], has_tangent, len(jaxpr.outputs)
    return jaxpr.cache[key]


def transposed_call(cotangents, arguments, jaxpr: Jaxpr, call) -> list:
    """The transposition of a call: ``call(program, values)`` calls the transposed program."""
    linear = tuple(is_undefined(argument) for argument in arguments)
    has_cotangent = tuple(cotangent is not None for cotangent in cotangents)
    key = ("transposed", linear, has_cotangent)
    if key not in jaxpr.cache:
        jaxpr.cache[key] = _transposed(jaxpr, linear, has_cotangent)
    program, present = jaxpr.cache[key]
    residuals = [argument for argument, is_linear in zip(arguments, linear, strict=True) if not is_linear]
    given = [cotangent for cotangent in cotangents if cotangent is not None]
    results = iter(call(program, [*residuals, *given]))
    present = iter(present)
    return [next(results) if is_linear and next(present) else None for is_linear in linear]


def _jit_transpose(cotangents, *arguments, name, jaxpr):
    return transposed_call(
        cotangents, arguments, jaxpr, lambda program, values: bind(jit_p, *values, name=name, jaxpr=program)
    )


def _transposed(jaxpr: Jaxpr, linear, has_cotangent) -> tuple[Jaxpr, list[bool]]:
    present: list[bool] = []
    avals = jaxpr.in_avals
    known = [aval for aval, is_linear in zip(avals, linear, strict=True) if not is_linear]
    given = [aval for aval, has in zip(jaxpr.out_avals, has_cotangent, strict=True) if has]

    def transposed(*arguments):
        residuals, cotangents = iter(arguments[: len(known)]), iter(arguments[len(known) :])
        known_values = [None if is_linear else next(residuals) for is_linear in linear]

        def apply(*linear_values):
            values = iter(linear_values)
            return evaluate_jaxpr(
                jaxpr,
                [
                    next(values) if is_linear else value
                    for value, is_linear in zip(known_values, linear, strict=True)
                ],
            )

        linear_avals = [aval for aval, is_linear in zip(avals, linear, strict=True) if is_linear]
        program = trace_to_jaxpr(apply, linear_avals, tracing=False)
        results = backward(
            program, program.constants, [next(cotangents) if has else None for has in has_cotangent]
        )
        present[:] = [result is not None for result in results]
        return [result for result in results if result is not None]

    return trace_to_jaxpr(transposed, [*known, *given]), present


def _jit_batch(size, values, batched, *, name, jaxpr):
    key = ("batched", size, name_of_axis(size), tuple(batched))
    if key not in jaxpr.cache:
        found = {}

        def apply(*arguments):
            results, found["batched"] = batch_flat(
                lambda *inner: evaluate_jaxpr(jaxpr, inner), size, arguments, batched
            )
            return results

        avals = [
            aval.with_shape((size, *aval.shape)) if is_batched else aval
            for aval, is_batched in zip(jaxpr.in_avals, batched, strict=True)
        ]
        jaxpr.cache[key] = trace_to_jaxpr(apply, avals), found["batched"]
    program, results_batched = jaxpr.cache[key]
    return bind(jit_p, *values, name=name, jaxpr=program), results_batched


def _prune_jit(equation: Equation, used) -> Equation:
    """The call without the results that nobody reads."""
    program, reads_input = pruned(equation.parameters["jaxpr"], tuple(used))
    if "called" not in program.cache:
        inputs = [variable for variable, keep in zip(program.inputs, reads_input, strict=True) if keep]
        program.cache["called"] = Jaxpr(
            inputs, program.equations, program.outputs, program.constant_variables, program.constants
        )
    parameters = {**equation.parameters, "jaxpr": program.cache["called"]}
    inputs = [value for value, keep in zip(equation.inputs, reads_input, strict=True) if keep]
    return Equation(
        jit_p, inputs, parameters, [o for o, keep in zip(equation.outputs, used, strict=True) if keep]
    )


jit_p.prune = _prune_jit
jit_p.implementation = _run_jit
jit_p.abstract = lambda *avals, name, jaxpr: jaxpr.out_avals
jit_p.jvp = _jit_jvp
jit_p.transpose = _jit_transpose
jit_p.batch = _jit_batch
jit_p.inlined = lambda *, name, jaxpr: jaxpr


class _Compiled:
    """One specialisation of a jitted function: its program, its compiled form and the shape of its results."""

    __slots__ = ("closed", "constants", "function", "jaxpr", "out_tree", "weak_types")

    def __init__(self, jaxpr: Jaxpr, out_tree, name: str):
        self.closed, self.constants = close(jaxpr)
        self.jaxpr, self.out_tree = jaxpr, out_tree
        self.weak_types = [aval.weak_type for aval in jaxpr.out_avals]
        captured = any(isinstance(constant, Tracer) for constant in self.constants)
        self.function = None if captured else compile_jaxpr(jaxpr, name)


class Jitted:
    """What ``jit`` returns. The function is traced once for every combination of static arguments, shapes,
    dtypes and weak types."""

    def __init__(self, function, static_argnums=(), static_argnames=(), inline: bool = False):
        functools.update_wrapper(self, function)
        self._function = function
        self._inline = inline
        self._static_names = set(as_tuple(static_argnames))
        self._static_numbers = tuple(map(operator.index, as_tuple(static_argnums)))
        self._complete_static_arguments()
        self._programs: dict = {}
        _jitted.add(self)

    def _complete_static_arguments(self):
        """A static argument given by number may be passed by name, and the other way round."""
        try:
            parameters = list(inspect.signature(self._function).parameters.values())
        except (TypeError, ValueError):
            return
        positional = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        self._check_static_arguments(parameters, len(positional))
        for number in self._static_numbers:
            if -len(positional) <= number < len(positional):
                self._static_names.add(positional[number])
        numbers = {positional.index(name) for name in self._static_names if name in positional}
        self._static_numbers = tuple(sorted(numbers | set(self._static_numbers)))

    def _check_static_arguments(self, parameters, count: int):
        numbers = self._static_numbers
        kinds = {parameter.kind for parameter in parameters}
        if (
            numbers
            and inspect.Parameter.VAR_POSITIONAL not in kinds
            and (-min(numbers) > count or max(numbers) >= count)
        ):
            raise ValueError(
                f"Jitted function has static_argnums={numbers}, but only accepts {count} positional arguments."
            )
        by_name = {p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
        others = {p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.VAR_POSITIONAL)}
        if wrong := others & self._static_names:
            raise ValueError(
                f"Jitted function has invalid argnames {wrong} in static_argnames. These are positional-only"
            )
        if inspect.Parameter.VAR_KEYWORD not in kinds and (wrong := self._static_names - by_name):
            raise ValueError(
                f"Jitted function has invalid argnames {wrong} in static_argnames. Function does not take these args."
            )

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)

    def __repr__(self):
        return f"<PjitFunction of {self._function!r}>"

    def _split(self, arguments, keywords):
        """The function with its static arguments set, and the others."""
        if not (self._static_numbers or self._static_names):
            return (), arguments, keywords
        count = len(arguments)
        numbers = {number % count for number in self._static_numbers if -count <= number < count}
        static = tuple((number, arguments[number]) for number in sorted(numbers))
        static += tuple((name, keywords[name]) for name in sorted(self._static_names & keywords.keys()))
        for _, value in static:
            try:
                hash(value)
            except TypeError as error:
                raise ValueError(
                    "Non-hashable static arguments are not supported. An error occurred while trying to hash an "
                    f"object of type {type(value)}, {value}. The error was:\nTypeError: {error}\n"
                ) from None
        dynamic = tuple(value for number, value in enumerate(arguments) if number not in numbers)
        return static, dynamic, {k: v for k, v in keywords.items() if k not in self._static_names}

    def _with_static(self, static):
        if not static:
            return self._function
        numbered = [(key, value) for key, value in static if isinstance(key, int)]
        named = {key: value for key, value in static if isinstance(key, str)}

        def function(*arguments, **keywords):
            arguments = list(arguments)
            for number, value in numbered:
                arguments.insert(number, value)
            return self._function(*arguments, **keywords, **named)

        return function

    def _program(self, arguments, keywords) -> tuple[_Compiled, list]:
        static, dynamic, keywords = self._split(arguments, keywords)
        leaves, tree = trees.tree_flatten((dynamic, keywords))
        # Tuples rather than avals: this runs at every call, and they are quicker to make and to compare.
        key = (tree, static, core._tracing[0] is None)
        for leaf in leaves:
            if type(leaf) is ArrayImpl:
                value = leaf._value
                key += (value.shape, value.dtype, leaf.weak_type)
            else:
                aval = self._aval(leaf, dynamic, keywords)
                key += (aval.shape, aval.dtype, aval.weak_type)
        compiled = self._programs.get(key)
        if compiled is None:
            compiled = self._traced(static, dynamic, keywords, leaves, tree)
            if compiled.function is not None:
                self._programs[key] = compiled
        return compiled, leaves

    def _traced(self, static, dynamic, keywords, leaves, tree) -> _Compiled:
        flat = FlatFunction(self._with_static(static), tree)
        labels = argument_names(self._function, *_restored(static, dynamic, keywords))
        jaxpr = trace_to_jaxpr(
            self._checked(flat),
            [get_aval(leaf) for leaf in leaves],
            name=f"{described(self._function)} for jit",
            arguments=labels if len(labels) == len(leaves) else [],
        )
        return _Compiled(jaxpr, flat.out_tree, name_of(self._function))

    def _aval(self, leaf, dynamic, keywords) -> ShapedArray:
        if type(leaf) is int and not -(2**31) <= leaf < 2**31:
            raise OverflowError(
                "An overflow was encountered while parsing an argument to a jitted computation, whose argument path "
                f"is {self._path(leaf, dynamic, keywords)}. Got <class 'int'> with value {leaf}"
            )
        try:
            return get_aval(leaf)
        except TypeError:
            place = self._path(leaf, dynamic, keywords)
            raise TypeError(
                f"Error interpreting argument to {self._function} as an abstract array. The problematic value is of "
                f"type {type(leaf)} and was passed to the function at path {place}.\nThis typically means that a "
                "jit-wrapped function was called with a non-array argument, and this argument was not marked as "
                "static using the static_argnums or static_argnames parameters of jax.jit."
            ) from None

    def _path(self, leaf, dynamic, keywords) -> str:
        """The argument in which a leaf is, and where in it: ``x['a'][0]``."""
        labels = argument_names(self._function, dynamic, keywords)
        leaves = trees.tree_leaves((dynamic, keywords))
        return next((label for label, other in zip(labels, leaves, strict=False) if other is leaf), "")

    def _checked(self, flat):
        def function(*leaves):
            results = flat(*leaves)
            for result in results:
                try:
                    get_aval(result)
                except TypeError:
                    raise TypeError(
                        f"function {described(self._function)} traced for jit returned a value of type "
                        f"{type(result)}, which is not a valid JAX type"
                    ) from None
            return results

        return function

    def __call__(self, *arguments, **keywords):
        compiled, leaves = self._program(arguments, keywords)
        traced = core._tracing[0] is not None or any(isinstance(leaf, Tracer) for leaf in leaves)
        if traced or compiled.function is None:
            results = bind(
                jit_p, *compiled.constants, *leaves, name=name_of(self._function), jaxpr=compiled.closed
            )
            return trees.tree_unflatten(compiled.out_tree, results)
        values = [
            # A copy on the way in: the caller may change a NumPy array later.
            leaf._value if type(leaf) is ArrayImpl else np.array(numpy_value(leaf))
            for leaf in leaves
        ]
        with np.errstate(all="ignore"):
            results = compiled.function(*values)
        return trees.tree_unflatten(compiled.out_tree, list(map(ArrayImpl, results, compiled.weak_types)))

    def trace(self, *arguments, **keywords) -> "Traced":
        """The traced program, for ``.jaxpr`` and ``.lower()``."""
        return Traced(self._program(arguments, keywords)[0])

    def lower(self, *arguments, **keywords):
        """The program on its way to be compiled."""
        return self.trace(*arguments, **keywords).lower()

    def eval_shape(self, *arguments, **keywords):
        """Shapes and dtypes of the results."""
        from jax._src.abstract_evaluation import eval_shape

        return eval_shape(self._function, *arguments, **keywords)

    def clear_cache(self) -> None:
        """Forget what was traced."""
        self._programs.clear()

    def _cache_size(self) -> int:
        return len(self._programs)


# What libraries and readers ask for by name.
Jitted.__name__ = Jitted.__qualname__ = "PjitFunction"
Jitted.__module__ = "jaxlib._jax"


class Traced:
    """A traced program."""

    def __init__(self, compiled: _Compiled):
        self._compiled = compiled

    @property
    def jaxpr(self) -> Jaxpr:
        return self._compiled.jaxpr

    def lower(self) -> "Traced":
        return self

    def compile(self):
        """A function of the same arguments."""
        compiled = self._compiled

        def run(*arguments, **keywords):
            values = [numpy_value(leaf) for leaf in trees.tree_leaves((arguments, keywords))]
            with np.errstate(all="ignore"):
                results = compiled.function(*values)
            return trees.tree_unflatten(compiled.out_tree, list(map(ArrayImpl, results, compiled.weak_types)))

        return run

    def as_text(self) -> str:
        """The NumPy program that runs in the browser (real JAX shows StableHLO here)."""
        return self._compiled.function.source


def _restored(static, dynamic, keywords):
    """Arguments as the caller gave them, with None for the static ones, to find the names of the others."""
    arguments = list(dynamic)
    for key, _ in static:
        if isinstance(key, int):
            arguments.insert(key, None)
    return arguments, keywords


def jit(
    fun=None, *, static_argnums=None, static_argnames=None, donate_argnums=None, donate_argnames=None,
    keep_unused=False, device=None, backend=None, inline=False, compiler_options=None,
    in_shardings=None, out_shardings=None,
):  # fmt: skip
    """Compile a function: trace it once for every combination of shapes, dtypes and static arguments, then run
    the resulting program. Side effects of the Python code happen while tracing only."""
    if fun is None:
        return functools.partial(
            jit, static_argnums=static_argnums, static_argnames=static_argnames, inline=inline
        )
    check_callable(fun)
    return Jitted(fun, static_argnums, static_argnames, inline)


_jitted: "weakref.WeakSet[Jitted]" = weakref.WeakSet()


def clear_caches() -> None:
    """Forget every compiled program."""
    for function in list(_jitted):
        function.clear_cache()


def call_as_jit(function, name: str):
    """For our own functions that JAX compiles: while a program is recorded they appear in it as one call. Like
    them they are traced once for every combination of shapes and dtypes."""
    programs: dict = {}

    @functools.wraps(function)
    def wrapped(*arguments):
        if core._tracing[0] is None:
            return function(*arguments)
        leaves, tree = trees.tree_flatten(arguments)
        avals = tuple([get_aval(leaf) for leaf in leaves])
        known = programs.get((tree, avals))
        if known is None:
            flat = FlatFunction(function, tree, has_keywords=False)
            jaxpr, constants = close(trace_to_jaxpr(flat, avals))
            known = jaxpr, constants, flat.out_tree
            if not any(isinstance(constant, Tracer) for constant in constants):
                programs[tree, avals] = known
        jaxpr, constants, out_tree = known
        return trees.tree_unflatten(out_tree, bind(jit_p, *constants, *leaves, name=name, jaxpr=jaxpr))

    return wrapped
