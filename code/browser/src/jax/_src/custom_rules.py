"""Functions with derivatives of one's own: custom_jvp, custom_vjp; and checkpoint, closure_convert.

A call of such a function goes to the transformation at work. Where nothing is recorded, the function runs, or its
rule when it is differentiated. Where a program is recorded, the call becomes one equation that holds the program
of the function and the rule.
"""

import functools
import inspect

import numpy as np

from jax._src import errors, trees
from jax._src.absent import absent
from jax._src.avals import FLOAT0, ShapedArray
from jax._src.batching import Batching, BatchTracer, add_batch_axis, batch_flat
from jax._src.compilation import compile_jaxpr
from jax._src.control_flow.programs import (
    avals_of,
    batched_program,
    split,
)
from jax._src.control_flow.type_checks import mismatch, same_type
from jax._src.core import Primitive, Tracer, bind, get_aval, top_level
from jax._src.differentiation import Differentiation, JVPTracer, as_array, linear_parts, zeros
from jax._src.functions import FlatFunction, argument_names, check_callable, described, name_of
from jax._src.jaxpr import (
    Jaxpr,
    Recording,
    close,
    evaluate_jaxpr,
    pruned,
    trace_cached,
    trace_to_jaxpr,
    without_dead_code,
)
from jax._src.jit import jit_p, transposed_call
from jax._src.primitives.elementwise import add_any, stop_gradient
from jax._src.primitives.reductions import reduce_sum
from jax._src.tree_functions import keystr, register_pytree_node_class, tree_flatten_with_path, tree_map


class CustomVJPException(Exception):
    """A custom_vjp function was differentiated with respect to a value that it closes over."""

    def __init__(self):
        super().__init__(
            "Detected differentiation of a custom_vjp function with respect to a closed-over value. That isn't "
            "supported because the custom VJP rule only specifies how to differentiate the custom_vjp function "
            "with respect to explicit input parameters. Try passing the closed-over value into the custom_vjp "
            "function as an argument, and adapting the custom_vjp fwd and bwd rules."
        )


CustomVJPException.__module__ = "jax._src.interpreters.ad"

# ---- calls with a rule, whatever the rule


class Call:
    """One call of a function of flat lists that brings its own rule. After it ran, ``out_avals`` are the types of
    its results."""

    def __init__(self, name: str, function):
        self.name, self.function = name, function
        self.out_avals: list[ShapedArray] | None = None

    def run(self, *arguments) -> list:
        results = self.function(*arguments)
        self.out_avals = [get_aval(result) for result in results]
        return results

    def differentiate(self, level, primals, tangents) -> list:
        """The results under a level of differentiation, where at least one tangent is not zero."""
        raise NotImplementedError

    def batched(self, size: int, batched) -> "Call":
        """The call on whole batches; every result has the batch axis."""
        raise NotImplementedError

    def record(self, arguments) -> list:
        """Write the call into the program that is being recorded."""
        raise NotImplementedError

    def __call__(self, *arguments) -> list:
        level = top_level(arguments)
        transformation = level.transformation
        if transformation is Recording and not level.data.is_linear:
            return self.record(arguments)
        if transformation is Differentiation:
            mine = [isinstance(a, JVPTracer) and a._level is level for a in arguments]
            primals = [a.primal if own else a for a, own in zip(arguments, mine, strict=True)]
            tangents = [a.tangent if own else None for a, own in zip(arguments, mine, strict=True)]
            return self.differentiate(level, primals, tangents)
        if transformation is Batching:
            mine = [isinstance(a, BatchTracer) and a._level is level for a in arguments]
            values = [a.value if own else a for a, own in zip(arguments, mine, strict=True)]
            results = self.batched(level.data.size, mine)(*values)
            return [BatchTracer(level, result) for result in results]
        return self.run(*arguments)

    def traced(self, arguments) -> tuple[Jaxpr, list]:
        """The program of the function with its captured values as first inputs, and those values."""
        return close(trace_to_jaxpr(self.run, [get_aval(argument) for argument in arguments]))


def _all_batched(function, size: int, batched):
    """A function of whole batches whose results all have the batch axis."""

    def whole(*values):
        results, mine = batch_flat(function, size, values, batched)
        return [r if own else add_batch_axis(r, size) for r, own in zip(results, mine, strict=True)]

    return whole


class Rule:
    """A rule as a parameter of an equation, shown by its name. ``captured``: how many of the equation's inputs
    come before the arguments that the rule knows."""

    def __init__(self, call: Call, shown: str, captured: int):
        self.call, self.shown, self.captured = call, shown, captured

    def batched(self, size: int, flags) -> "Rule":
        return Rule(self.call.batched(size, flags[self.captured :]), self.shown, self.captured)

    def __repr__(self):
        return self.shown


def _call_primitive(name: str, rule: str) -> Primitive:
    """An equation that holds the program of a function (``call_jaxpr``) and its rule."""
    primitive = Primitive(name, multiple_results=True)

    def differentiate(primals, tangents, **parameters):
        chosen: Rule = parameters[rule]
        if any(tangent is not None for tangent in tangents[: chosen.captured]):
            raise CustomVJPException()
        return chosen.call.with_tangents(primals[chosen.captured :], tangents[chosen.captured :])

    def batch(size, values, batched, **parameters):
        jaxpr = parameters["call_jaxpr"]
        wanted = (True,) * len(jaxpr.outputs)
        changed = dict(parameters)
        changed["call_jaxpr"], _ = batched_program(jaxpr, size, tuple(batched), wanted)
        changed[rule] = parameters[rule].batched(size, batched)
        return bind(primitive, *values, **changed), list(wanted)

    primitive.implementation = lambda *values, call_jaxpr, **others: compile_jaxpr(call_jaxpr)(*values)
    primitive.abstract = lambda *avals, call_jaxpr, **others: call_jaxpr.out_avals
    primitive.inlined = lambda *, call_jaxpr, **others: call_jaxpr
    primitive.jvp = differentiate
    primitive.batch = batch
    primitive.transpose = lambda cotangents, *arguments, call_jaxpr, **others: transposed_call(
        cotangents,
        arguments,
        call_jaxpr,
        lambda program, values: bind(jit_p, *values, name=primitive.name, jaxpr=program),
    )
    return primitive


custom_jvp_call_p = _call_primitive("custom_jvp_call", "jvp")
custom_vjp_call_p = _call_primitive("custom_vjp_call", "fwd")


def _wrapped(level, results, tangents) -> list:
    return [
        result if tangent is None else level.data(level, result, tangent)
        for result, tangent in zip(results, tangents, strict=True)
    ]


def _full_tangents(primals, tangents) -> list:
    """Tangents with zeros for None; those of integers are float0."""
    return [
        tangent
        if tangent is not None
        else zeros(aval)
        if (aval := get_aval(primal)).dtype.kind in "fc"
        else np.zeros(aval.shape, FLOAT0)
        for primal, tangent in zip(primals, tangents, strict=True)
    ]


def _tangent_or_none(tangent):
    return None if getattr(tangent, "dtype", None) == FLOAT0 else tangent


# ---- custom_jvp


class _JVPCall(Call):
    """``rule(primals, tangents) -> (results, tangents)``, all flat lists."""

    def __init__(self, name, function, rule, rule_name: str):
        super().__init__(name, function)
        self.rule, self.rule_name = rule, rule_name

    def with_tangents(self, primals, tangents):
        results, moved = self.rule(primals, _full_tangents(primals, tangents), self.out_avals)
        return results, [_tangent_or_none(tangent) for tangent in moved]

    def differentiate(self, level, primals, tangents):
        if all(tangent is None for tangent in tangents):
            return self(*primals)
        return _wrapped(level, *self.with_tangents(primals, tangents))

    def batched(self, size, batched):
        def rule(primals, tangents, out_avals):
            count, found = len(primals), []

            def flat(*values):
                results, moved = self.rule(list(values[:count]), list(values[count:]), None)
                found[:] = [getattr(tangent, "dtype", None) == FLOAT0 for tangent in moved]
                return [*results, *[t for t, empty in zip(moved, found, strict=True) if not empty]]

            empty = [getattr(tangent, "dtype", None) == FLOAT0 for tangent in tangents]
            given = [
                np.zeros(tangent.shape[1:], FLOAT0) if is_empty and is_batched else tangent
                for tangent, is_empty, is_batched in zip(tangents, empty, batched, strict=True)
            ]
            flags = [is_batched and not is_empty for is_batched, is_empty in zip(batched, empty, strict=True)]
            results = _all_batched(flat, size, [*batched, *flags])(*primals, *given)
            moved = iter(results[len(found) :])
            values = results[: len(found)]
            return values, [
                np.zeros(get_aval(value).shape, FLOAT0) if is_empty else next(moved)
                for value, is_empty in zip(values, found, strict=True)
            ]

        return _JVPCall(self.name, _all_batched(self.run, size, batched), rule, self.rule_name)

    def record(self, arguments):
        jaxpr, captured = self.traced(arguments)
        rule = Rule(self, self.rule_name, len(captured))
        return bind(
            custom_jvp_call_p, *captured, *arguments, name=self.name, call_jaxpr=jaxpr, jvp=rule,
            symbolic_zeros=False,
        )  # fmt: skip


class _WithRule:
    """What custom_jvp and custom_vjp share: arguments by name become positional, and those of
    ``nondiff_argnums`` are not differentiated."""

    def __init__(self, fun, nondiff_argnums=(), nondiff_argnames=()):
        functools.update_wrapper(self, fun)
        self.fun = fun
        numbers = set(nondiff_argnums)
        if nondiff_argnames:
            parameters = list(inspect.signature(fun).parameters)
            names = (nondiff_argnames,) if isinstance(nondiff_argnames, str) else nondiff_argnames
            numbers.update(parameters.index(name) for name in names)
        self.nondiff_argnums = tuple(sorted(numbers))

    def __getattr__(self, name):
        return getattr(self.fun, name)

    def _positional(self, kind: str, arguments, keywords) -> tuple:
        try:
            signature = inspect.signature(self.fun)
        except ValueError:
            return arguments
        try:
            bound = signature.bind(*arguments, **keywords)
            bound.apply_defaults()
            if bound.kwargs:
                names = ", ".join(bound.kwargs)
                raise TypeError(f"keyword arguments could not be resolved to positions: {names}")
        except TypeError as error:
            raise TypeError(
                f"The input arguments to the {kind}-decorated function {name_of(self.fun)} could not be resolved to "
                f"positional-only arguments. Binding failed with the error:\n{error}"
            ) from error
        return bound.args

    def _split(self, arguments):
        """(arguments that are not differentiated, the others, how to put both together)."""
        fixed = [arguments[number] for number in self.nondiff_argnums]
        dynamic = tuple(a for number, a in enumerate(arguments) if number not in self.nondiff_argnums)

        def joined(*values):
            values = iter(values)
            others = iter(fixed)
            return [
                next(others) if number in self.nondiff_argnums else next(values)
                for number in range(len(arguments))
            ]

        return fixed, dynamic, joined


class custom_jvp(_WithRule):
    """A function with its own forward derivative, given by ``defjvp`` or ``defjvps``."""

    jvp = None

    def defjvp(self, jvp, symbolic_zeros=False):
        """Set the rule ``jvp(primals, tangents) -> (result, tangent of the result)``; arguments of
        ``nondiff_argnums`` come first, one by one."""
        if symbolic_zeros:
            absent("jax.custom_jvp with symbolic_zeros")
        self.jvp = jvp
        return jvp

    def defjvps(self, *jvps):
        """Set one rule an argument, ``rule(tangent, result, *arguments)``; None where the derivative is zero."""
        if self.nondiff_argnums:
            raise TypeError("Can't use ``defjvps`` with ``nondiff_argnums``.")

        def jvp(primals, tangents):
            result = self(*primals)
            total = None
            for rule, tangent in zip(jvps, tangents, strict=False):
                if rule is None:
                    continue
                term = rule(tangent, result, *primals)
                total = term if total is None else tree_map(add_any, total, term)
            if total is None:
                total = tree_map(lambda leaf: zeros(get_aval(leaf)), result)
            return result, total

        self.defjvp(jvp)

    def __call__(self, *arguments, **keywords):
        name = name_of(self.fun)
        if self.jvp is None:
            raise AttributeError(f"No JVP defined for custom_jvp function {name} using defjvp.")
        arguments = self._positional("custom_jvp", arguments, keywords)
        arguments = tuple(
            tree_map(_stopped, argument) if number in self.nondiff_argnums else argument
            for number, argument in enumerate(arguments)
        )
        fixed, dynamic, joined = self._split(arguments)
        leaves, tree = trees.tree_flatten(dynamic)
        flat = FlatFunction(lambda *values: self.fun(*joined(*values)), tree, has_keywords=False)
        rule = _FlatJVPRule(name, functools.partial(self.jvp, *fixed), name_of(self.jvp), tree, flat)
        avals_of(leaves)
        results = _JVPCall(name, flat, rule, rule.name)(*leaves)
        return trees.tree_unflatten(flat.out_tree or rule.out_tree, results)


def _stopped(leaf):
    return stop_gradient(leaf) if isinstance(leaf, Tracer) else leaf


def _shown_types(tree, avals) -> str:
    return str(trees.tree_unflatten(tree, [aval.str_long() for aval in avals])).replace("'", "")


class _FlatJVPRule:
    """A rule of trees as one of flat lists, with JAX's checks of what it returns."""

    def __init__(self, primal_name: str, function, name: str, in_tree, flat: FlatFunction):
        self.primal_name, self.function, self.name, self.in_tree, self.flat = (
            primal_name, function, name, in_tree, flat,
        )  # fmt: skip
        self.out_tree = None

    def __call__(self, primals, tangents, out_avals):
        pair = self.function(
            trees.tree_unflatten(self.in_tree, primals), trees.tree_unflatten(self.in_tree, tangents)
        )
        who = f"Custom JVP rule {self.name} for function {self.primal_name}"
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise TypeError(
                f"{who} must produce a pair (list or tuple of length two) representing primal and tangent outputs, "
                f"but got {pair}."
            )
        results, out_tree = trees.tree_flatten(pair[0])
        moved, moved_tree = trees.tree_flatten(pair[1])
        if out_tree != moved_tree:
            raise TypeError(
                f"{who} must produce primal and tangent outputs with equal container (pytree) structures, but got "
                f"{out_tree} and {moved_tree} respectively."
            )
        avals = [get_aval(result) for result in results]
        if out_avals is not None:
            self._compare(who, out_tree, avals, self.flat.out_tree, out_avals)
        self.out_tree = out_tree
        _check_tangents(avals, moved)
        return results, moved

    def _compare(self, who, tree, avals, expected_tree, expected) -> None:
        start = (
            f"{who} must produce a pair (list or tuple of length two) where the first element represents the primal "
            f"output (equal in value to the output of the custom_jvp-decorated function {self.primal_name}, and in "
            "particular "
        )
        if tree != expected_tree:
            raise TypeError(
                f"{start}of the same container/pytree structure), but instead the JVP rule output's first element "
                f"had container/pytree structure:\n    {_shown_types(tree, avals)}\nwhile the custom_jvp-decorated "
                f"function {self.primal_name} had output container/pytree structure:\n"
                f"    {_shown_types(expected_tree, expected)}."
            )
        if not all(map(same_type, avals, expected)):
            raise TypeError(
                f"{start}with leaves of the same shape/dtype), but instead the JVP rule output's first element had "
                f"shapes/dtypes of:\n    {_shown_types(tree, avals)}\nwhile the custom_jvp-decorated function "
                f"{self.primal_name} had output shapes/dtypes of:\n    {_shown_types(expected_tree, expected)}"
            )


def _tangent_aval(aval: ShapedArray) -> ShapedArray:
    return aval.strong() if aval.dtype.kind in "fc" else ShapedArray(aval.shape, FLOAT0)


def _aval_or_float0(value) -> ShapedArray:
    if getattr(value, "dtype", None) == FLOAT0:
        return ShapedArray(np.shape(value), FLOAT0)
    return get_aval(value).strong()


def _check_tangents(avals, moved) -> None:
    expected, given = [_tangent_aval(aval) for aval in avals], [_aval_or_float0(one) for one in moved]
    if expected == given:
        return
    start = "Custom JVP rule must produce primal and tangent outputs with corresponding shapes and dtypes"
    if len(expected) == 1:
        raise TypeError(
            f"{start}. Expected {expected[0].str_long()} (tangent type of {avals[0].str_long()}) but got "
            f"{given[0].str_long()}."
        )
    lines = [
        f"  primal {primal.str_long()} with tangent {found.str_long()}, expecting tangent {wanted}"
        for primal, found, wanted in zip(avals, given, expected, strict=True)
        if found != wanted
    ]
    raise TypeError("\n".join([f"{start}, but got:", *lines]))


# ---- custom_vjp

# Linear in the tangents: what it computes is known only backwards.
custom_lin_p = Primitive("custom_lin", multiple_results=True)


def _no_forward(*values, **parameters):
    raise TypeError("can't apply forward-mode autodiff (jvp) to a custom_vjp function.")


def _custom_lin_transpose(cotangents, *arguments, backwards, out_avals, num_residuals):
    residuals = arguments[:num_residuals]
    full = [
        zeros(aval) if cotangent is None else cotangent
        for cotangent, aval in zip(cotangents, out_avals, strict=True)
    ]
    return [*[None] * num_residuals, *backwards(residuals, full)]


custom_lin_p.implementation = custom_lin_p.jvp = custom_lin_p.code = _no_forward
custom_lin_p.abstract = lambda *avals, backwards, out_avals, num_residuals: list(out_avals)
custom_lin_p.transpose = _custom_lin_transpose


def _backward_on_batch(backward, size: int, flags, residuals, cotangents) -> list:
    """A backward rule on a batch. ``flags`` say which residuals, cotangents and results have the batch axis; results
    without it are summed over the batch."""
    residuals_batched, cotangents_batched, results_batched = flags
    empty = [getattr(one, "dtype", None) == FLOAT0 for one in cotangents]
    given = [
        np.zeros(one.shape[1:], FLOAT0) if is_empty and is_batched else one
        for one, is_empty, is_batched in zip(cotangents, empty, cotangents_batched, strict=True)
    ]
    present: list[bool] = []

    def flat(*values):
        found = backward(*split(values, len(residuals)))
        present[:] = [one is not None for one in found]
        return [one for one in found if one is not None]

    batched = [
        *residuals_batched,
        *[own and not is_empty for own, is_empty in zip(cotangents_batched, empty, strict=True)],
    ]
    found = iter(_all_batched(flat, size, batched)(*residuals, *given))
    full = [next(found) if has else None for has in present]
    return [
        reduce_sum(one, (0,)) if one is not None and not is_batched else one
        for one, is_batched in zip(full, results_batched, strict=True)
    ]


def _custom_lin_batch(size, values, batched, *, backwards, out_avals, num_residuals):
    residuals_batched, moved_batched = split(batched, num_residuals)
    flags = residuals_batched, [True] * len(out_avals), moved_batched

    def backwards_on_batch(residuals, cotangents):
        return _backward_on_batch(backwards, size, flags, residuals, cotangents)

    avals = tuple(aval.with_shape((size, *aval.shape)) for aval in out_avals)
    results = bind(
        custom_lin_p, *values, backwards=backwards_on_batch, out_avals=avals, num_residuals=num_residuals
    )
    return results, [True] * len(out_avals)


custom_lin_p.batch = _custom_lin_batch


class _VJPCall(Call):
    """``forward(*arguments) -> (results, residuals)``; ``backward(residuals, cotangents)`` gives a cotangent or
    None an argument."""

    def __init__(self, name, function, forward, backward, names):
        super().__init__(name, function)
        self.forward, self.backward, self.names = forward, backward, names

    def with_tangents(self, primals, tangents):
        results, residuals = self.forward(primals, self.out_avals)
        is_float = [get_aval(primal).dtype.kind in "fc" for primal in primals]
        moved = [
            zeros(get_aval(primal)) if tangent is None else tangent
            for primal, tangent, flag in zip(primals, tangents, is_float, strict=True)
            if flag
        ]
        out_avals = [get_aval(result) for result in results]
        out_float = [aval.dtype.kind in "fc" for aval in out_avals]

        def backwards(residuals, cotangents):
            given = iter(cotangents)
            full = [
                next(given) if flag else np.zeros(aval.shape, FLOAT0)
                for aval, flag in zip(out_avals, out_float, strict=True)
            ]
            found = self.backward(list(residuals), full)
            return [cotangent for cotangent, flag in zip(found, is_float, strict=True) if flag]

        tangents_out = iter(
            bind(
                custom_lin_p, *residuals, *moved, backwards=backwards, num_residuals=len(residuals),
                out_avals=tuple(aval for aval, flag in zip(out_avals, out_float, strict=True) if flag),
            )
        )  # fmt: skip
        return results, [next(tangents_out) if flag else None for flag in out_float]

    def differentiate(self, level, primals, tangents):
        if all(tangent is None for tangent in tangents):
            return self(*primals)
        return _wrapped(level, *self.with_tangents(primals, tangents))

    def batched(self, size, batched):
        counts: list[int] = []

        def forward(arguments, out_avals):
            def flat(*values):
                results, residuals = self.forward(list(values), None)
                counts[:] = [len(results)]
                return [*results, *residuals]

            found = _all_batched(flat, size, batched)(*arguments)
            return found[: counts[0]], found[counts[0] :]

        def backward(residuals, cotangents):
            flags = [True] * len(residuals), [True] * len(cotangents), batched
            return _backward_on_batch(self.backward, size, flags, residuals, cotangents)

        return _VJPCall(self.name, _all_batched(self.run, size, batched), forward, backward, self.names)

    def record(self, arguments):
        jaxpr, captured = self.traced(arguments)
        forward_name, backward_name = self.names
        rule = Rule(self, forward_name, len(captured))
        return bind(
            custom_vjp_call_p, *captured, *arguments, name=self.name, bwd=_Shown(backward_name),
            call_jaxpr=jaxpr, fwd=rule, symbolic_zeros=False,
        )  # fmt: skip


class _Shown(str):
    """A name shown without quotation marks."""

    def __repr__(self):
        return str(self)


class custom_vjp(_WithRule):
    """A function with its own backward derivative, given by ``defvjp``."""

    fwd = bwd = None

    def defvjp(self, fwd, bwd, symbolic_zeros=False, optimize_remat=False):
        """Set the rules ``fwd(*arguments) -> (result, residuals)`` and ``bwd(residuals, cotangent) -> tuple of
        cotangents``, one an argument (None: zero). Arguments of ``nondiff_argnums`` stay where they are in ``fwd``
        and come first in ``bwd``."""
        if symbolic_zeros:
            absent("jax.custom_vjp with symbolic_zeros")
        self.fwd, self.bwd = fwd, bwd

    def __call__(self, *arguments, **keywords):
        name = name_of(self.fun)
        if self.fwd is None or self.bwd is None:
            raise AttributeError(f"No VJP defined for custom_vjp function {name} using defvjp.")
        arguments = self._positional("custom_vjp", arguments, keywords)
        fixed, dynamic, joined = self._split(arguments)
        if any(isinstance(leaf, Tracer) for leaf in trees.tree_leaves(fixed)):
            raise errors.UnexpectedTracerError(
                "Found a JAX Tracer object passed as an argument to a custom_vjp function in a position indicated by "
                "nondiff_argnums as non-differentiable. Tracers cannot be passed as non-differentiable arguments to "
                "custom_vjp functions; instead, nondiff_argnums should only be used for arguments that can't be or "
                "contain JAX tracers, e.g. function-valued arguments. In particular, array-valued arguments should "
                "typically not be indicated as nondiff_argnums."
            )
        leaves, tree = trees.tree_flatten(dynamic)
        flat = FlatFunction(lambda *values: self.fun(*joined(*values)), tree, has_keywords=False)
        rules = _FlatVJPRules(name, self, fixed, joined, tree, avals_of(leaves), flat)
        call = _VJPCall(name, flat, rules.forward, rules.backward, (name_of(self.fwd), name_of(self.bwd)))
        results = call(*leaves)
        return trees.tree_unflatten(flat.out_tree or rules.out_tree, results)


class _FlatVJPRules:
    """Both rules as functions of flat lists, with JAX's checks of what they return."""

    def __init__(self, name, owner: custom_vjp, fixed, joined, in_tree, in_avals, flat: FlatFunction):
        self.name, self.owner, self.fixed, self.joined = name, owner, fixed, joined
        self.in_tree, self.in_avals, self.flat = in_tree, in_avals, flat
        self.out_tree = self.residual_tree = None

    def forward(self, arguments, out_avals):
        pair = self.owner.fwd(*self.joined(*trees.tree_unflatten(self.in_tree, arguments)))
        rule = name_of(self.owner.fwd)
        who = f"Custom VJP fwd rule {rule} for function {self.name}"
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise TypeError(
                f"{who} must produce a pair (list or tuple of length two) where the first element represents the "
                f"primal output (equal to those of the custom_vjp-decorated function {self.name}) and the second "
                "element represents residuals (i.e. values stored from the forward pass for use on the backward "
                f"pass), but instead of a pair the fwd rule {rule} produced {pair}."
            )
        results, out_tree = trees.tree_flatten(pair[0])
        residuals, self.residual_tree = trees.tree_flatten(pair[1])
        if out_avals is not None:
            self._compare(who, out_tree, [get_aval(result) for result in results], out_avals)
        self.out_tree = out_tree
        return results, residuals

    def _compare(self, who, tree, avals, expected) -> None:
        start = (
            f"{who} must produce a pair (list or tuple of length two) where the first element represents the primal "
            f"output (equal to the output of the custom_vjp-decorated function {self.name}) and the second element "
            "represents residuals (i.e. values stored from the forward pass for use on the backward pass), but "
            "instead the fwd rule output's first element had "
        )
        if tree != self.flat.out_tree:
            raise TypeError(
                f"{start}container/pytree structure:\n    {_shown_types(tree, avals)}\nwhile the "
                f"custom_vjp-decorated function {self.name} had output container/pytree structure:\n"
                f"    {_shown_types(self.flat.out_tree, expected)}."
            )
        if not all(map(same_type, avals, expected)):
            raise TypeError(
                f"{start}shapes/dtypes of:\n    {_shown_types(tree, avals)}\nwhile the custom_vjp-decorated function "
                f"{self.name} had output shapes/dtypes of:\n    {_shown_types(self.flat.out_tree, expected)}"
            )

    def backward(self, residuals, cotangents):
        residuals = trees.tree_unflatten(self.residual_tree, residuals)
        cotangent = trees.tree_unflatten(self.out_tree, cotangents)
        found = self.owner.bwd(*self.fixed, residuals, cotangent)
        children = trees.treedef_children(self.in_tree)
        if isinstance(found, list) and len(found) == len(children):
            found = tuple(found)
        leaves = []
        whole = trees.tree_unflatten(self.in_tree, list(range(self.in_tree.num_leaves)))
        paths = [path for path, _ in tree_flatten_with_path(whole)[0]]

        def append(given, part):
            count = trees.tree_structure(part).num_leaves
            leaves.extend([given] * count)

        try:
            if not isinstance(found, tuple):
                raise ValueError
            tree_map(append, found, whole, is_leaf=lambda node: node is None)
        except ValueError:
            raise TypeError(
                "Custom VJP bwd rule must produce an output with the same container (pytree) structure as the args "
                "tuple of the primal function, and in particular must produce a tuple of length equal to the number "
                f"of arguments to the primal function, but got bwd output structure {trees.tree_structure(found)} "
                f"for primal input structure {self.in_tree}."
            ) from None
        return [
            self._checked(path, leaf, aval)
            for path, leaf, aval in zip(paths, leaves, self.in_avals, strict=True)
        ]

    def _checked(self, path, cotangent, aval):
        if cotangent is None or aval.dtype.kind not in "fc":
            return None
        given = _aval_or_float0(cotangent)
        if given.dtype == FLOAT0:
            return None
        given = get_aval(cotangent)
        # A Python number, or an integer array where JAX lets it pass, is taken as it is.
        if given.shape != aval.shape:
            raise ValueError(
                "Custom VJP bwd rule must produce an output with the same type as the args tuple of the primal "
                f"function, but at output{keystr(path)} the bwd rule produced an output of type {given.str_long()} "
                f"corresponding to an input of type {aval.str_long()}{mismatch(aval, given)}"
            )
        return cotangent


def custom_gradient(fun):
    """A function from one that returns its value and the function from cotangents of the value to those of the
    arguments."""

    @custom_vjp
    def wrapped_fun(*arguments, **keywords):
        return fun(*arguments, **keywords)[0]

    def forward(*arguments, **keywords):
        value, rule = fun(*arguments, **keywords)
        leaves, tree = trees.tree_flatten((value,))
        flat = FlatFunction(rule, tree, has_keywords=False)
        jaxpr, captured = close(trace_to_jaxpr(flat, [get_aval(leaf) for leaf in leaves]))
        return value, _Residuals(captured, (jaxpr, flat.out_tree, tree))

    def backwards(residuals, cotangent):
        jaxpr, in_tree, out_tree = residuals.program
        leaves, tree = trees.tree_flatten((cotangent,))
        if tree != out_tree:
            raise TypeError(f"{out_tree}\n!=\n{tree}")
        found = trees.tree_unflatten(in_tree, evaluate_jaxpr(jaxpr, [*residuals.captured, *leaves]))
        return (found,) if trees.treedef_is_leaf(in_tree) else found

    wrapped_fun.defvjp(forward, backwards)
    return wrapped_fun


@register_pytree_node_class
class _Residuals:
    """A program and the values that it captured."""

    def __init__(self, captured, program):
        self.captured, self.program = captured, program

    def tree_flatten(self):
        return tuple(self.captured), self.program

    @classmethod
    def tree_unflatten(cls, program, captured):
        return cls(list(captured), program)


# ---- checkpoint

remat_p = Primitive("remat2", multiple_results=True)


def checkpoint(
    fun=None, *, prevent_cse=True, policy=None, static_argnums=(), static_argnames=(), concrete=None
):
    """A function whose derivative computes what it needs once more instead of keeping it."""
    if fun is None:
        return functools.partial(
            checkpoint, prevent_cse=prevent_cse, policy=policy, static_argnums=static_argnums,
            static_argnames=static_argnames,
        )  # fmt: skip
    check_callable(fun)
    if static_argnames:
        absent("jax.checkpoint with static_argnames")
    numbers = (static_argnums,) if isinstance(static_argnums, int) else tuple(static_argnums)

    @functools.wraps(fun)
    def fun_remat(*arguments, **keywords):
        count = len(arguments)
        static = {number % count for number in numbers}
        dynamic = tuple(a for number, a in enumerate(arguments) if number not in static)

        def partial(*values, **others):
            values = iter(values)
            return fun(*[a if n in static else next(values) for n, a in enumerate(arguments)], **others)

        leaves, tree = trees.tree_flatten((dynamic, keywords))
        avals = avals_of(leaves)
        labels = argument_names(fun, arguments, keywords) if not static else []
        chosen = tuple((number, arguments[number]) for number in sorted(static))

        def trace():
            flat = FlatFunction(partial, tree)
            jaxpr = trace_to_jaxpr(
                flat,
                avals,
                name=f"{described(fun)} for checkpoint / remat",
                arguments=labels if len(labels) == len(leaves) else (),
            )
            return (jaxpr, *close(jaxpr), flat.out_tree)

        _, program, captured, out_tree = trace_cached(fun, ("checkpoint", tree, avals, chosen), trace)
        results = bind(
            remat_p, *captured, *leaves, differentiated=False, jaxpr=program, policy=policy,
            prevent_cse=prevent_cse,
        )  # fmt: skip
        return trees.tree_unflatten(out_tree, results)

    return fun_remat


def _remat_jvp(primals, tangents, *, jaxpr, **parameters):
    """The values, and a second call that computes once more what the tangents need, and the tangents."""
    active = tuple(tangent is not None for tangent in tangents)
    count = len(jaxpr.outputs)
    forward, linear_program, has_tangent = linear_parts(jaxpr, active)
    values, _ = pruned(forward, tuple(place < count for place in range(len(forward.outputs))))
    outputs = evaluate_jaxpr(values, primals)
    if not any(has_tangent):
        return outputs, [None] * count
    key = ("tangents", active)
    if key not in jaxpr.cache:

        def again(*arguments):
            values, moved = split(arguments, len(active))
            residuals = evaluate_jaxpr(forward, values)[count:]
            whole = Jaxpr(
                [*linear_program.constant_variables, *linear_program.inputs],
                linear_program.equations,
                linear_program.outputs,
            )
            return evaluate_jaxpr(whole, [*residuals, *moved])

        avals = [*jaxpr.in_avals, *[aval for aval, flag in zip(jaxpr.in_avals, active, strict=True) if flag]]
        jaxpr.cache[key] = without_dead_code(trace_to_jaxpr(again, avals))
    moved = [tangent for tangent in tangents if tangent is not None]
    parameters["differentiated"] = True
    found = iter(bind(remat_p, *primals, *moved, jaxpr=jaxpr.cache[key], **parameters))
    return outputs, [next(found) if has else None for has in has_tangent]


def _remat_batch(size, values, batched, *, jaxpr, **parameters):
    program, found = batched_program(jaxpr, size, tuple(batched), (False,) * len(jaxpr.outputs))
    return bind(remat_p, *values, jaxpr=program, **parameters), list(found)


remat_p.implementation = lambda *values, jaxpr, **others: compile_jaxpr(jaxpr)(*values)
remat_p.abstract = lambda *avals, jaxpr, **others: jaxpr.out_avals
remat_p.inlined = lambda *, jaxpr, **others: jaxpr
remat_p.jvp = _remat_jvp
remat_p.batch = _remat_batch
remat_p.transpose = lambda cotangents, *arguments, jaxpr, **parameters: transposed_call(
    cotangents, arguments, jaxpr, lambda program, values: bind(remat_p, *values, jaxpr=program, **parameters)
)

# ---- closure_convert


def closure_convert(fun, *example_args):
    """(a function that takes the differentiable values which ``fun`` closes over as further arguments, those
    values), for arguments of the types of ``example_args``."""
    leaves, in_tree = trees.tree_flatten(example_args)
    flat = FlatFunction(fun, in_tree, has_keywords=False)
    jaxpr = trace_to_jaxpr(flat, avals_of(leaves))
    hoisted = [
        isinstance(constant, Tracer) and get_aval(constant).dtype.kind in "fc" for constant in jaxpr.constants
    ]
    count = sum(hoisted)
    closed, captured = close(jaxpr)

    def converted_fun(*arguments):
        arguments, values = split(arguments, len(arguments) - count)
        leaves, tree = trees.tree_flatten(tuple(arguments))
        if tree != in_tree:
            raise TypeError(
                "The inputs to the closure produced by closure_convert must have the same Pytree structure as the "
                f"example arguments passed when closure_convert was called. Expected {in_tree}, but got {tree}"
            )
        values = iter(values)
        constants = [
            next(values) if is_hoisted else constant
            for constant, is_hoisted in zip(captured, hoisted, strict=True)
        ]
        return trees.tree_unflatten(flat.out_tree, evaluate_jaxpr(closed, [*constants, *leaves]))

    return converted_fun, [c for c, is_hoisted in zip(captured, hoisted, strict=True) if is_hoisted]
