"""``while_loop``: a loop that ends when a condition on its values says so."""

from jax._src import trees
from jax._src.batching import add_batch_axis
from jax._src.control_flow.loop_code import expanded_while
from jax._src.control_flow.programs import (
    avals_of,
    batched_program,
    chosen,
    forwarded,
    is_recorded_as_linear,
    jvp_program,
    keep_outputs,
    merged,
    not_chosen,
    reads,
    run_alone,
    split,
    trace_body,
)
from jax._src.control_flow.type_checks import check_carry, converted, promoted_carry
from jax._src.core import Primitive, bind, get_aval
from jax._src.differentiation import as_array, instantiate
from jax._src.jaxpr import (
    Equation,
    Jaxpr,
    close,
    evaluate_jaxpr,
    pruned,
    trace_cached,
    trace_to_jaxpr,
    without_dead_code,
)
from jax._src.primitives.elementwise import select_n
from jax._src.primitives.reductions import reduce_or
from jax._src.primitives.shapes import broadcast_in_dim

while_p = Primitive("while", multiple_results=True)


def while_loop(cond_fun, body_fun, init_val):
    """Replace the value, a tree, by ``body_fun(value)`` as long as ``cond_fun(value)`` is true.

    Forward derivatives exist; for backward ones use ``scan``, or ``fori_loop`` with a fixed number of steps.
    Raises TypeError when the value changes its structure, shape or dtype, or the condition is no boolean.
    """
    if not (callable(body_fun) and callable(cond_fun)):
        raise TypeError("lax.while_loop: body_fun and cond_fun arguments should be callable.")
    return while_loop_known_as(body_fun, cond_fun, body_fun, init_val)


def while_loop_known_as(identity, cond_fun, body_fun, init_val):
    """``while_loop`` with its programs remembered for a function that alone determines the body."""
    values, tree = trees.tree_flatten(init_val)
    avals = avals_of(values)
    loop = trace_cached(
        identity,
        ("while", cond_fun, tree, avals),
        lambda: _traced_loop(cond_fun, body_fun, tree, avals),
    )
    _, (cond, cond_captured), (body, body_captured), avals, out_tree, moved = loop
    values = converted(values, avals)
    fixed, start = chosen(values, moved), not_chosen(values, moved)
    body_constants = [*fixed, *body_captured]
    results = bind(
        while_p, *cond_captured, *body_constants, *start, cond_jaxpr=cond, body_jaxpr=body,
        cond_nconsts=len(cond_captured), body_nconsts=len(body_constants),
    )  # fmt: skip
    return trees.tree_unflatten(out_tree, merged(moved, fixed, results))


def _traced_loop(cond_fun, body_fun, tree, avals):
    """Condition and body as programs with their constants first, and what ``while_loop`` needs around them."""
    cond, body, out_tree = _traced_once(cond_fun, body_fun, tree, avals)
    if len(body.outputs) != len(avals):
        check_carry("while_loop body", body_fun, tree, avals, out_tree, body.out_avals)
    promoted = promoted_carry(avals, body.out_avals)
    if promoted != list(avals):
        avals = promoted
        cond, body, out_tree = _traced_once(cond_fun, body_fun, tree, avals)
    check_carry("while_loop body", body_fun, tree, avals, out_tree, body.out_avals)
    closed_cond, cond_captured = close(without_dead_code(cond))
    closed_body, body_captured = close(body)
    # A value that never changes and is not asked for by the condition is a constant of the body.
    asked = {variable for equation in closed_cond.equations for variable in reads(equation)}
    asked.update(closed_cond.outputs)
    num_consts = len(body_captured)
    cond_carry = closed_cond.inputs[len(cond_captured) :]
    moved = [
        place == num_consts + k and cond_carry[k] not in asked
        for k, place in enumerate(forwarded(closed_body))
    ]
    if any(moved):
        cond_inputs = [*closed_cond.inputs[: len(cond_captured)], *not_chosen(cond_carry, moved)]
        closed_cond = Jaxpr(cond_inputs, closed_cond.equations, closed_cond.outputs)
        constants, carry = split(closed_body.inputs, num_consts)
        closed_body = keep_outputs(closed_body, [not flag for flag in moved])
        closed_body.inputs = [*chosen(carry, moved), *constants, *not_chosen(carry, moved)]
    programs = (closed_cond, cond_captured), (closed_body, body_captured)
    return (cond, body), *programs, avals, out_tree, moved


def _traced_once(cond_fun, body_fun, tree, avals):
    in_tree = trees.treedef_tuple((tree,))
    cond, cond_tree = trace_body(cond_fun, in_tree, avals, "while_cond")
    body, out_tree = trace_body(body_fun, in_tree, avals, "while_body")
    if not trees.treedef_is_leaf(cond_tree):
        raise TypeError(f"cond_fun must return a boolean scalar, but got pytree {cond_tree}.")
    (aval,) = cond.out_avals
    if aval.shape or aval.dtype != bool:
        raise TypeError(f"cond_fun must return a boolean scalar, but got output type(s) {cond.out_avals}.")
    return cond, body, out_tree


def _abstract(*avals, cond_jaxpr, body_jaxpr, cond_nconsts, body_nconsts):
    return body_jaxpr.out_avals


def _run(*values, **parameters):
    return run_alone(while_p, parameters["body_jaxpr"].cache, values, parameters)


# ---- derivatives


def _jvp(primals, tangents, *, cond_jaxpr, body_jaxpr, cond_nconsts, body_nconsts):
    """One loop that carries values and tangents; the condition has no tangent."""
    cond_constants, constants, start = split(primals, cond_nconsts, body_nconsts)
    _, constants_moved, start_moved = split(tangents, cond_nconsts, body_nconsts)
    constants_active = tuple(tangent is not None for tangent in constants_moved)
    active = tuple(tangent is not None for tangent in start_moved)
    while True:
        program, has_tangent = jvp_program(body_jaxpr, (*constants_active, *active), active)
        grown = tuple(a or b for a, b in zip(active, has_tangent, strict=True))
        if grown == active:
            break
        active = grown
    key = ("joint", cond_nconsts)
    if key not in program.cache:
        program.cache[key] = _joint(program, cond_jaxpr, active, cond_nconsts, body_nconsts, len(start))
    joint_cond, joint_body = program.cache[key]
    constants_moved = [tangent for tangent in constants_moved if tangent is not None]
    start_moved = [
        instantiate(tangent, primal)
        for tangent, primal, is_active in zip(start_moved, start, active, strict=True)
        if is_active
    ]
    results = bind(
        while_p, *cond_constants, *constants, *constants_moved, *start, *start_moved, cond_jaxpr=joint_cond,
        body_jaxpr=joint_body, cond_nconsts=cond_nconsts, body_nconsts=len(constants) + len(constants_moved),
    )  # fmt: skip
    outputs, moved = split(results, len(start))
    if is_recorded_as_linear(tangents):  # the values are wanted now, not with the tangents
        outputs = bind(
            while_p, *primals, cond_jaxpr=cond_jaxpr, body_jaxpr=body_jaxpr, cond_nconsts=cond_nconsts,
            body_nconsts=body_nconsts,
        )  # fmt: skip
    moved = iter(moved)
    return outputs, [next(moved) if is_active else None for is_active in active]


def _joint(program: Jaxpr, cond_jaxpr: Jaxpr, active, cond_nconsts: int, body_nconsts: int, count: int):
    """Condition and body of the loop over (values, tangents)."""
    constants, start, constants_moved, start_moved = split(
        program.inputs, body_nconsts, count, len(program.inputs) - body_nconsts - count - sum(active)
    )
    body = Jaxpr(
        [*constants, *constants_moved, *start, *start_moved],
        program.equations, program.outputs, program.constant_variables, program.constants,
    )  # fmt: skip
    moved_avals = [variable.aval for variable in start_moved]
    cond = trace_to_jaxpr(
        lambda *values: evaluate_jaxpr(cond_jaxpr, values[: cond_nconsts + count]),
        [*cond_jaxpr.in_avals, *moved_avals],
    )
    return cond, body


def _transpose(cotangents, *arguments, **parameters):
    raise ValueError(
        "Reverse-mode differentiation does not work for lax.while_loop or lax.fori_loop with dynamic start/stop "
        "values. Try using lax.scan, or using fori_loop with static start/stop."
    )


# ---- batches


def _batch(size, values, batched, *, cond_jaxpr, body_jaxpr, cond_nconsts, body_nconsts):
    """One loop for the whole batch. Where the condition differs along the batch, the loop runs until the last
    element has finished, and finished ones keep their values."""
    cond_batched, constants_batched, carry_batched = map(tuple, split(batched, cond_nconsts, body_nconsts))
    count = len(carry_batched)
    while True:
        _, (differs,) = batched_program(cond_jaxpr, size, (*cond_batched, *carry_batched), (False,))
        if differs:
            carry_batched = (True,) * count
        flags = (*constants_batched, *carry_batched)
        body, found = batched_program(body_jaxpr, size, flags, carry_batched)
        if tuple(found) == carry_batched:
            break
        carry_batched = tuple(found)
    cond, _ = batched_program(cond_jaxpr, size, (*cond_batched, *carry_batched), (False,))
    cond_constants, constants, start = split(values, cond_nconsts, body_nconsts)
    start = [
        add_batch_axis(value, size) if wanted and not has else value
        for value, has, wanted in zip(
            start, batched[cond_nconsts + body_nconsts :], carry_batched, strict=True
        )
    ]
    if differs:
        key = ("until all finished", cond, cond_nconsts)
        if key not in body.cache:
            body.cache[key] = _until_all_finished(cond, body, cond_nconsts, body_nconsts, size)
        cond, body = body.cache[key]
        constants = [*cond_constants, *constants]
    results = bind(
        while_p, *cond_constants, *constants, *start, cond_jaxpr=cond, body_jaxpr=body,
        cond_nconsts=cond_nconsts, body_nconsts=len(constants),
    )  # fmt: skip
    return results, list(carry_batched)


def _until_all_finished(cond: Jaxpr, body: Jaxpr, cond_nconsts: int, body_nconsts: int, size: int):
    """The condition: any element goes on. The body: those that go on move. It has the condition's constants
    first."""
    cond_avals, carry_avals = split(cond.in_avals, cond_nconsts)
    constants_avals = body.in_avals[:body_nconsts]

    def any_goes_on(*values):
        return [reduce_or(evaluate_jaxpr(cond, values)[0], (0,))]

    def move_those(*values):
        cond_constants, constants, carry = split(values, cond_nconsts, body_nconsts)
        (goes_on,) = evaluate_jaxpr(cond, [*cond_constants, *carry])
        moved = evaluate_jaxpr(body, [*constants, *carry])
        return [select_n(_like(goes_on, new), old, new) for old, new in zip(carry, moved, strict=True)]

    return (
        trace_to_jaxpr(any_goes_on, cond.in_avals),
        trace_to_jaxpr(move_those, [*cond_avals, *constants_avals, *carry_avals]),
    )


def _like(flags, value):
    shape = get_aval(value).shape
    return broadcast_in_dim(flags, shape, (0,)) if len(shape) > 1 else flags


# ---- dead code


def _prune(equation: Equation, used) -> Equation:
    """The loop without the values that neither the condition nor a value that is read needs."""
    parameters = equation.parameters
    cond, body = parameters["cond_jaxpr"], parameters["body_jaxpr"]
    cond_nconsts, body_nconsts = parameters["cond_nconsts"], parameters["body_nconsts"]
    _, cond_reads = pruned(cond, (True,))
    used = tuple(a or b for a, b in zip(used, cond_reads[cond_nconsts:], strict=True))
    while True:
        program, reads_input = pruned(body, used)
        grown = tuple(a or b for a, b in zip(used, reads_input[body_nconsts:], strict=True))
        if grown == used:
            break
        used = grown
    constants, carry = split(program.inputs, body_nconsts)
    keep = reads_input[:body_nconsts]
    cond_constants, cond_carry = split(cond.inputs, cond_nconsts)
    key = ("without unread inputs", used, cond)
    if key not in program.cache:
        program.cache[key] = (
            Jaxpr(
                [*cond_constants, *chosen(cond_carry, used)], cond.equations, cond.outputs,
                cond.constant_variables, cond.constants,
            ),
            Jaxpr(
                [*chosen(constants, keep), *chosen(carry, used)], program.equations, program.outputs,
                program.constant_variables, program.constants,
            ),
        )  # fmt: skip
    cond, body = program.cache[key]
    cond_values, body_values, start = split(equation.inputs, cond_nconsts, body_nconsts)
    return Equation(
        while_p,
        [*cond_values, *chosen(body_values, keep), *chosen(start, used)],
        {"cond_jaxpr": cond, "body_jaxpr": body, "cond_nconsts": cond_nconsts, "body_nconsts": sum(keep)},
        chosen(equation.outputs, used),
    )


while_p.prune = _prune
while_p.implementation = _run
while_p.abstract = _abstract
while_p.jvp = _jvp
while_p.transpose = _transpose
while_p.batch = _batch
while_p.inlined = expanded_while
