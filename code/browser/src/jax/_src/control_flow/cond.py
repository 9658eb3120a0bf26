"""``cond`` and ``switch``: one of several branches runs."""

from collections.abc import Sequence

import numpy as np

from jax._src import trees
from jax._src.avals import dtype_name
from jax._src.batching import add_batch_axis
from jax._src.control_flow.programs import (
    avals_of,
    batched_program,
    chosen,
    flattened,
    forwarded,
    is_recorded_as_linear,
    jvp_program,
    keep_outputs,
    merged,
    not_chosen,
    part,
    run_alone,
    split,
    trace_body,
)
from jax._src.control_flow.type_checks import check_branches
from jax._src.core import Array, Primitive, bind, get_aval
from jax._src.differentiation import as_array, backward, is_undefined, linear_parts, zeros
from jax._src.jaxpr import (
    Equation,
    Jaxpr,
    Literal,
    Var,
    close,
    evaluate_jaxpr,
    pruned,
    trace_cached,
    trace_to_jaxpr,
    without_dead_code,
)
from jax._src.primitives.elementwise import clamp, constant_like, convert_element_type, ne, select_n
from jax._src.primitives.shapes import broadcast_in_dim

cond_p = Primitive("cond", multiple_results=True)

_MISSING = object()


# ---- the functions


def cond(pred, true_fun, false_fun, *operands, operand=_MISSING):
    """``true_fun(*operands)`` where ``pred`` is true, else ``false_fun(*operands)``. Only one of them runs,
    unless ``pred`` differs along a batch. Both must return the same structure, shapes and dtypes."""
    if not (callable(true_fun) and callable(false_fun)):
        if callable(false_fun) and len(operands) == 2 and callable(operands[1]):
            # An old form: cond(pred, x_true, f_true, x_false, f_false).
            on_true, function, on_false, other = true_fun, false_fun, *operands
            return cond(pred, lambda x, _: function(x), lambda _, x: other(x), on_true, on_false)
        raise TypeError("lax.cond: true_fun and false_fun arguments should be callable.")
    operands = _operands(operands, operand)
    if pred is None:
        raise TypeError("cond predicate is None")
    if isinstance(pred, Sequence) or np.ndim(pred) != 0:
        what = f"type {type(pred)}" if isinstance(pred, Sequence) else f"shape {np.shape(pred)}."
        raise TypeError(f"Pred must be a scalar, got {pred} of {what}")
    try:
        dtype = get_aval(pred).dtype
    except TypeError:
        raise TypeError(f"Pred type must be either boolean or number, got {pred}.") from None
    if dtype.kind not in "biuf":
        raise TypeError(f"Pred type must be either boolean or number, got {dtype_name(dtype)}.")
    if dtype.kind != "b":
        pred = ne(pred, constant_like(pred, 0))
    index = convert_element_type(pred, np.int32)
    branches = (false_fun, true_fun)
    return _branch(index, branches, operands, "cond", ("true_fun", "false_fun"))


def switch(index, branches, *operands, operand=_MISSING):
    """The result of the branch number ``index``, kept within the number of branches."""
    if not all(callable(branch) for branch in branches):
        raise TypeError("lax.switch: branches argument should be a sequence of callables.")
    operands = _operands(operands, operand)
    if np.ndim(index) != 0:
        raise TypeError(f"Branch index must be scalar, got {index} of shape {np.shape(index)}.")
    try:
        dtype = get_aval(index).dtype
    except TypeError:
        raise TypeError(f"Index type must be an integer, got {index}.") from None
    if dtype.kind not in "iu":
        raise TypeError(f"Index type must be an integer, got {index} as {dtype_name(dtype)}")
    branches = tuple(branches)
    if not branches:
        raise ValueError("Empty branch sequence")
    if len(branches) == 1:
        return branches[0](*operands)
    index = convert_element_type(index, np.int32)
    index = clamp(np.int32(0), index, np.int32(len(branches) - 1))
    names = ["branch 0", *[f"branch{place}" for place in range(1, len(branches))]]
    return _branch(index, branches, operands, "switch", names)


def _operands(operands, operand) -> tuple:
    if operand is _MISSING:
        return operands
    if operands:
        raise TypeError(
            "if 'operand' keyword is passed then no positional operands can be passed, got "
            f"operand={operand!r} and positional operands {operands}"
        )
    return (operand,)


def _branch(index, functions, operands, api: str, names):
    leaves, tree = trees.tree_flatten(operands)
    avals = avals_of(leaves)
    first, *others = functions
    traced = trace_cached(
        first,
        (api, tuple(others), tree, avals),
        lambda: _traced_branches(functions, tree, avals, api, names),
    )
    _, programs, captured, out_tree, forwards = traced
    arguments = [*captured, *leaves]
    results = bind(cond_p, index, *arguments, branches=programs) if programs[0].outputs else []
    results = iter(results)
    outputs = [next(results) if place is None else as_array(arguments[place]) for place in forwards]
    return trees.tree_unflatten(out_tree, outputs)


def _traced_branches(functions, tree, avals, api: str, names):
    """The branches as programs of the same inputs (captured values, operands), without the results that every
    branch only passes on."""
    traced = [trace_body(function, tree, avals, api) for function in functions]
    order = list(range(len(functions)))
    if api == "cond":  # the messages name the branch for True first
        order.reverse()
    for name, place in zip(names[1:], order[1:], strict=True):
        checked = [traced[order[0]], traced[place]]
        check_branches(
            api,
            (names[0], name),
            (functions[order[0]], functions[place]),
            [(out_tree, jaxpr.out_avals) for jaxpr, out_tree in checked],
        )
    jaxprs = tuple(jaxpr for jaxpr, _ in traced)
    programs, captured = _with_common_constants(jaxprs)
    places = zip(*map(forwarded, programs), strict=True)
    forwards = [group[0] if len(set(group)) == 1 else None for group in places]
    keep = [place is None for place in forwards]
    programs = tuple(keep_outputs(program, keep) for program in programs)
    return jaxprs, programs, captured, traced[order[0]][1], forwards


def _with_common_constants(jaxprs) -> tuple[list[Jaxpr], list]:
    """Programs whose constants are their first inputs, the same for all."""
    captured: dict[int, object] = {}
    for jaxpr in jaxprs:
        captured.update((id(constant), constant) for constant in jaxpr.constants)
    programs = []
    for jaxpr in jaxprs:
        own = {id(c): v for v, c in zip(jaxpr.constant_variables, jaxpr.constants, strict=True)}
        constants = [own.get(key) or Var(get_aval(value)) for key, value in captured.items()]
        programs.append(Jaxpr([*constants, *jaxpr.inputs], jaxpr.equations, jaxpr.outputs))
    return programs, list(captured.values())


# ---- types, running, code


def _run(*values, branches):
    return run_alone(cond_p, branches[0].cache, values, {"branches": branches})


def _emit(emitter, equation, names):
    branches = equation.parameters["branches"]
    index, *operands = names
    results = [emitter.fresh() for _ in equation.outputs]
    last = len(branches) - 1
    for place in range(last, -1, -1):
        if place == last:
            emitter.line(f"if {index}:" if last == 1 else f"if {index}=={place}:")
        elif place:
            emitter.line(f"elif {index}=={place}:")
        else:
            emitter.line("else:")
        with emitter.indented():
            outputs = emitter.program(without_dead_code(flattened(branches[place])), operands)
            if results:
                emitter.line(f"{','.join(results)}={','.join(outputs)}")
    return results


# ---- derivatives


def _jvp(primals, tangents, *, branches):
    active = tuple(tangent is not None for tangent in tangents[1:])
    if is_recorded_as_linear(tangents):
        return _jvp_apart(primals, tangents, active, branches)
    index, *operands = primals
    moved = [tangent for tangent in tangents if tangent is not None]
    none_wanted = (False,) * len(branches[0].outputs)
    flags = [jvp_program(branch, active, none_wanted)[1] for branch in branches]
    wanted = tuple(map(any, zip(*flags, strict=True)))
    programs = tuple(jvp_program(branch, active, wanted)[0] for branch in branches)
    results = bind(cond_p, index, *operands, *moved, branches=programs)
    outputs, tangents_out = split(results, len(wanted))
    tangents_out = iter(tangents_out)
    return outputs, [next(tangents_out) if has else None for has in wanted]


class _LinearBranches:
    """Branches taken apart. ``forward``: operands → (results, residuals); ``linear``: (operands that are
    residuals, residuals, tangents) → tangents of the results. Residuals of equal type share a place."""

    def __init__(self, branches, active):
        parts = [linear_parts(branch, active) for branch in branches]
        self.has_tangent = tuple(map(any, zip(*[has for _, _, has in parts], strict=True)))
        count = len(self.has_tangent)
        self.passed: list[int] = []  # places of operands that are residuals
        self.avals: list = []  # types of the residuals that the branches return
        kept = [self._placed(forward, forward.outputs[count:]) for forward, _, _ in parts]
        self.forward = tuple(
            self._forward(forward, count, places) for (forward, _, _), places in zip(parts, kept, strict=True)
        )
        operand_avals = [branches[0].in_avals[place] for place in self.passed]
        tangent_avals = chosen(branches[0].in_avals, active)
        avals = [*operand_avals, *self.avals, *tangent_avals]
        self.linear = tuple(
            self._linear(forward.outputs[count:], program, has, places, avals, branches[0].out_avals)
            for (forward, program, has), places in zip(parts, kept, strict=True)
        )

    def _placed(self, forward: Jaxpr, residuals) -> dict:
        """Where each residual of a branch is found: ("operand", place) or ("result", place)."""
        operands = {variable: place for place, variable in enumerate(forward.inputs)}
        free = list(range(len(self.avals)))
        places = {}
        for residual in residuals:
            if type(residual) is Literal or residual in places:
                continue
            if residual in operands:
                if operands[residual] not in self.passed:
                    self.passed.append(operands[residual])
                places[residual] = ("operand", self.passed.index(operands[residual]))
                continue
            place = next((k for k in free if self.avals[k] == residual.aval), None)
            if place is None:
                place = len(self.avals)
                self.avals.append(residual.aval)
            else:
                free.remove(place)
            places[residual] = ("result", place)
        return places

    def _forward(self, forward: Jaxpr, count: int, places) -> Jaxpr:
        returned = {place: residual for residual, (kind, place) in places.items() if kind == "result"}
        constants = dict(zip(forward.constant_variables, forward.constants, strict=True))
        extra = []
        for place, aval in enumerate(self.avals):
            if place not in returned:  # another branch's residual: nobody reads it
                returned[place] = Var(aval)
                constants[returned[place]] = zeros(aval)
            extra.append(returned[place])
        outputs = [*forward.outputs[:count], *extra]
        return without_dead_code(
            Jaxpr(forward.inputs, forward.equations, outputs, constants.keys(), constants.values())
        )

    def _linear(self, residuals, program, has_own, places, avals, out_avals) -> Jaxpr:
        num_passed, num_kept = len(self.passed), len(self.avals)

        def linear(*arguments):
            passed, kept, tangents = split(arguments, num_passed, num_kept)
            known = {"operand": passed, "result": kept}

            def read(residual):
                if type(residual) is Literal:
                    return as_array(residual.value)
                kind, place = places[residual]
                return known[kind][place]

            whole = Jaxpr([*program.constant_variables, *program.inputs], program.equations, program.outputs)
            found = iter(evaluate_jaxpr(whole, [*map(read, residuals), *tangents]))
            return [
                next(found) if has else zeros(aval)
                for has, wanted, aval in zip(has_own, self.has_tangent, out_avals, strict=True)
                if wanted
            ]

        return trace_to_jaxpr(linear, avals)


def _jvp_apart(primals, tangents, active, branches):
    key = ("linear branches", branches, active)
    cache = branches[0].cache
    if key not in cache:
        cache[key] = _LinearBranches(branches, active)
    parts = cache[key]
    index, *operands = primals
    count = len(parts.has_tangent)
    outputs, residuals = split(bind(cond_p, *primals, branches=parts.forward), count)
    moved = [tangent for tangent in tangents if tangent is not None]
    if not any(parts.has_tangent):
        return outputs, [None] * count
    passed = [operands[place] for place in parts.passed]
    tangents_out = iter(bind(cond_p, index, *passed, *residuals, *moved, branches=parts.linear))
    return outputs, [next(tangents_out) if has else None for has in parts.has_tangent]


def _transpose(cotangents, index, *operands, branches):
    linear = tuple(map(is_undefined, operands))
    given = tuple(cotangent is not None for cotangent in cotangents)
    key = ("transposed", branches, linear, given)
    cache = branches[0].cache
    if key not in cache:
        flags = [_transposed(branch, linear, given, None)[1] for branch in branches]
        wanted = tuple(map(any, zip(*flags, strict=True)))
        cache[key] = tuple(_transposed(branch, linear, given, wanted)[0] for branch in branches), wanted
    programs, wanted = cache[key]
    known = not_chosen(operands, linear)
    results = []
    if any(wanted):
        results = bind(cond_p, index, *known, *chosen(cotangents, given), branches=programs)
    results = iter(results)
    results = [next(results) if has else None for has in wanted]
    return [None, *merged(linear, results, [None] * len(known))]


def _transposed(branch: Jaxpr, linear, given, wanted):
    """(known operands, cotangents of the results) → cotangents of the linear operands, and which there are."""
    known_avals, linear_avals = not_chosen(branch.in_avals, linear), chosen(branch.in_avals, linear)
    found = []

    def transposed(*arguments):
        known, cotangents = split(arguments, len(known_avals))
        program = trace_to_jaxpr(
            lambda *values: evaluate_jaxpr(branch, merged(linear, values, known)), linear_avals, tracing=False
        )
        cotangents = iter(cotangents)
        results = backward(program, program.constants, [next(cotangents) if has else None for has in given])
        found[:] = [result is not None for result in results]
        if wanted is None:
            return []
        return [
            zeros(aval) if result is None else result
            for result, aval, want in zip(results, linear_avals, wanted, strict=True)
            if want
        ]

    cotangent_avals = chosen(branch.out_avals, given)
    return trace_to_jaxpr(transposed, [*known_avals, *cotangent_avals]), found


# ---- batches


def _batch(size, values, batched, *, branches):
    index, *operands = values
    operands_batched = tuple(batched[1:])
    none_wanted = (False,) * len(branches[0].outputs)
    flags = [batched_program(branch, size, operands_batched, none_wanted)[1] for branch in branches]
    if batched[0]:
        return _batch_select(size, index, operands, operands_batched, branches)
    wanted = tuple(map(any, zip(*flags, strict=True)))
    programs = tuple(batched_program(branch, size, operands_batched, wanted)[0] for branch in branches)
    return bind(cond_p, index, *operands, branches=programs), list(wanted)


def _batch_select(size, index, operands, operands_batched, branches):
    """The branch differs along the batch: all branches run, and each element takes its own."""
    all_wanted = (True,) * len(branches[0].outputs)
    programs = [batched_program(branch, size, operands_batched, all_wanted)[0] for branch in branches]
    results = [evaluate_jaxpr(program, operands) for program in programs]
    which = ne(index, np.int32(0)) if len(branches) == 2 else index
    outputs = []
    for cases in zip(*results, strict=True):
        shape = get_aval(cases[0]).shape
        outputs.append(select_n(broadcast_in_dim(which, shape, (0,)), *cases))
    return outputs, list(all_wanted)


# ---- dead code


def _prune(equation: Equation, used) -> Equation:
    """The branches without the results that nobody reads, and without the operands that then no branch reads."""
    branches = equation.parameters["branches"]
    parts = [pruned(branch, tuple(used)) for branch in branches]
    keep = tuple(map(any, zip(*[reads_input for _, reads_input in parts], strict=True)))
    programs = []
    for program, _ in parts:
        key = ("without unread inputs", keep)
        if key not in program.cache:
            program.cache[key] = Jaxpr(
                chosen(program.inputs, keep), program.equations, program.outputs, program.constant_variables,
                program.constants,
            )  # fmt: skip
        programs.append(program.cache[key])
    index, *operands = equation.inputs
    parameters = {"branches": tuple(programs)}
    return Equation(cond_p, [index, *chosen(operands, keep)], parameters, chosen(equation.outputs, used))


cond_p.prune = _prune
cond_p.implementation = _run
cond_p.abstract = lambda *avals, branches: branches[0].out_avals
cond_p.emit = _emit
cond_p.jvp = _jvp
cond_p.transpose = _transpose
cond_p.batch = _batch
