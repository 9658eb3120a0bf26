"""``scan``: a loop of known length that carries values along and stacks what every step returns."""

from jax._src import errors, trees
from jax._src.batching import add_batch_axis
from jax._src.control_flow.loop_code import expanded_scan
from jax._src.control_flow.programs import (
    avals_of,
    batched_program,
    chosen,
    depends_only_on,
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
from jax._src.control_flow.type_checks import check_carry, converted, promoted_carry
from jax._src.core import Primitive, Tracer, bind, get_aval
from jax._src.differentiation import as_array, backward, instantiate, is_undefined, linear_parts, zeros
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
)
from jax._src.primitives.elementwise import add_any_p
from jax._src.primitives.shapes import transpose

scan_p = Primitive("scan", multiple_results=True)


# ---- the function


def scan(f, init, xs=None, length=None, reverse=False, unroll=1, _split_transpose=False):
    """Call ``f(carry, x) -> (carry, y)`` for every x along the first axis of ``xs``, from ``init`` on.

    Returns the last carry and the y stacked along a new first axis. ``xs``, the carry and y may be trees; with
    ``xs`` None, ``length`` says how many steps. ``reverse``: from the last x to the first. ``unroll`` changes
    nothing here. Raises TypeError when the carry changes its structure, shape or dtype.
    """
    if not callable(f):
        raise TypeError("lax.scan: f argument should be a callable.")
    return scan_known_as(f, f, init, xs, length, reverse, unroll)


def scan_known_as(identity, f, init, xs, length, reverse, unroll):
    """``scan`` with the program of f remembered for another function, which alone determines f."""
    carry, carry_tree = trees.tree_flatten(init)
    xs_leaves, xs_tree = trees.tree_flatten(xs)
    carry_avals, xs_avals = avals_of(carry), avals_of(xs_leaves)
    length = _scan_length(xs_leaves, xs_avals, length)
    if isinstance(unroll, bool):
        unroll = max(length, 1) if unroll else 1
    if unroll < 0:
        raise ValueError("`unroll` must be a `bool` or a non-negative `int`.")
    x_avals = tuple([aval.with_shape(aval.shape[1:]) for aval in xs_avals])
    in_tree = trees.treedef_tuple((carry_tree, xs_tree))
    body = trace_cached(
        identity,
        ("scan", f is identity, in_tree, carry_avals, x_avals),
        lambda: _traced_body(f, in_tree, carry_tree, carry_avals, x_avals),
    )
    _, program, captured, carry_avals, out_tree, moved, forwards = body
    carry = converted(carry, carry_avals)
    kept = not_chosen(carry, moved)
    fixed = chosen(carry, moved)
    constants = [*fixed, *captured]
    results = bind(
        scan_p, *constants, *kept, *xs_leaves, jaxpr=program, length=length, num_carry=len(kept),
        num_consts=len(constants), reverse=bool(reverse), unroll=int(unroll),
    )  # fmt: skip
    carry_out, stacked = split(results, len(kept))
    stacked = iter(stacked)
    ys = [next(stacked) if place is None else as_array(xs_leaves[place]) for place in forwards]
    return trees.tree_unflatten(out_tree, [*merged(moved, fixed, carry_out), *ys])


def _scan_length(leaves, avals, length) -> int:
    if any(not aval.shape for aval in avals):
        shapeless = ", ".join(str(leaf) for leaf, aval in zip(leaves, avals, strict=True) if not aval.shape)
        raise ValueError(f"scan got value with no leading axis to scan over: {shapeless}.")
    lengths = [aval.shape[0] for aval in avals]
    if length is not None:
        if isinstance(length, Tracer):
            raise errors.ConcretizationTypeError(
                length,
                "The `length` argument to `scan` expects a concrete `int` value. For scan-like iteration with a "
                "dynamic length, use `while_loop` or `fori_loop`.",
            )
        length = int(length)
        if any(other != length for other in lengths):
            raise ValueError(
                f"scan got `length` argument of {length} which disagrees with leading axis sizes {lengths}."
            )
        return length
    if len(set(lengths)) > 1:
        raise ValueError(
            f"scan got values with different leading axis sizes: {', '.join(map(str, lengths))}."
        )
    if not lengths:
        raise ValueError("scan got no values to scan over and `length` not provided.")
    return lengths[0]


def _traced_body(f, in_tree, carry_tree, carry_avals, x_avals):
    """The body as a program (constants, carry, x) → (carry, y), and what ``scan`` needs around it."""
    count = len(carry_avals)
    jaxpr, out_tree, parts = _body_once(f, in_tree, carry_avals, x_avals)
    if parts[0].num_leaves != count:
        check_carry("scan body", f, carry_tree, carry_avals, parts[0], jaxpr.out_avals[: parts[0].num_leaves])
    promoted = promoted_carry(carry_avals, jaxpr.out_avals[:count])
    if promoted != list(carry_avals):
        carry_avals = promoted
        jaxpr, out_tree, parts = _body_once(f, in_tree, carry_avals, x_avals)
    check_carry("scan body", f, carry_tree, carry_avals, parts[0], jaxpr.out_avals[:count])
    closed, captured = close(jaxpr)
    program, moved, forwards = _without_forwards(closed, len(captured), count)
    return jaxpr, program, captured, carry_avals, out_tree, moved, forwards


def _body_once(f, in_tree, carry_avals, x_avals):
    jaxpr, out_tree = trace_body(f, in_tree, [*carry_avals, *x_avals], "scan")
    parts = trees.treedef_children(out_tree)
    if len(parts) != 2:
        result = trees.tree_unflatten(out_tree, jaxpr.out_avals)
        raise TypeError(f"scan body output must be a pair, got {result}.")
    return jaxpr, out_tree, parts


def _without_forwards(jaxpr: Jaxpr, num_consts: int, num_carry: int):
    """The body without the carries that never change, which become constants, and without the ys that are xs.

    Returns (program, which carries are constant, for every y the place among the xs or None).
    """
    places = forwarded(jaxpr)
    moved = [place == num_consts + k for k, place in enumerate(places[:num_carry])]
    first_x = num_consts + num_carry
    forwards = [
        place - first_x if place is not None and place >= first_x else None for place in places[num_carry:]
    ]
    keep = [*[not flag for flag in moved], *[place is None for place in forwards]]
    constants, carry, xs = split(jaxpr.inputs, num_consts, num_carry)
    inputs = [*chosen(carry, moved), *constants, *not_chosen(carry, moved), *xs]
    pruned = keep_outputs(jaxpr, keep)
    pruned.inputs = inputs
    return pruned, moved, forwards


# ---- types and running


def _abstract(*avals, jaxpr, length, num_carry, num_consts, reverse, unroll):
    outputs = jaxpr.out_avals
    return [*outputs[:num_carry], *[aval.with_shape((length, *aval.shape)) for aval in outputs[num_carry:]]]


def _run(*values, **parameters):
    return run_alone(scan_p, parameters["jaxpr"].cache, values, parameters)


# ---- derivatives


def _grown(flags, found) -> tuple[bool, ...]:
    return tuple(a or b for a, b in zip(flags, found, strict=True))


def _jvp(primals, tangents, **parameters):
    if is_recorded_as_linear(tangents):
        return _jvp_apart(primals, tangents, **parameters)
    return _jvp_together(primals, tangents, **parameters)


def _jvp_together(primals, tangents, *, jaxpr, length, num_carry, num_consts, reverse, unroll):
    """One loop that carries values and tangents."""
    active = tuple(tangent is not None for tangent in tangents)
    constants_active, carry_active, xs_active = map(tuple, split(active, num_consts, num_carry))
    num_ys = len(jaxpr.outputs) - num_carry
    while True:
        flags = (*constants_active, *carry_active, *xs_active)
        program, has_tangent = jvp_program(jaxpr, flags, (*carry_active, *[False] * num_ys))
        grown = _grown(carry_active, has_tangent[:num_carry])
        if grown == carry_active:
            break
        carry_active = grown
    joint = program.cache.get("joint")
    if joint is None:
        joint = program.cache["joint"] = _interleaved(program, flags, has_tangent, num_consts, num_carry)
    moved = [
        instantiate(tangent, primal) if is_active else None
        for tangent, primal, is_active in zip(tangents, primals, flags, strict=True)
    ]
    arguments = []
    for values, others, is_active in zip(
        split(primals, num_consts, num_carry),
        split(moved, num_consts, num_carry),
        (constants_active, carry_active, xs_active),
        strict=True,
    ):
        arguments += [*values, *chosen(others, is_active)]
    results = bind(
        scan_p, *arguments, jaxpr=joint, length=length, num_carry=num_carry + sum(carry_active),
        num_consts=num_consts + sum(constants_active), reverse=reverse, unroll=unroll,
    )  # fmt: skip
    carry, carry_moved, ys, ys_moved = split(results, num_carry, sum(carry_active), num_ys)
    present = iter([*carry_moved, *ys_moved])
    return [*carry, *ys], [next(present) if has else None for has in has_tangent]


def _interleaved(program: Jaxpr, active, has_tangent, num_consts: int, num_carry: int) -> Jaxpr:
    """(inputs, tangents) → (outputs, tangents), ordered as a body: constants, carry, xs → carry, ys."""
    values, moved = split(program.inputs, len(active))
    moved = merged(active, moved, [None] * (len(active) - len(moved)))
    inputs = []
    for own, others in zip(
        split(values, num_consts, num_carry), split(moved, num_consts, num_carry), strict=True
    ):
        inputs += [*own, *[variable for variable in others if variable is not None]]
    count = len(has_tangent)
    outputs, moved_out = split(program.outputs, count)
    num_moved = sum(has_tangent[:num_carry])
    outputs = [*outputs[:num_carry], *moved_out[:num_moved], *outputs[num_carry:], *moved_out[num_moved:]]
    return Jaxpr(inputs, program.equations, outputs, program.constant_variables, program.constants)


class _LinearBody:
    """A body taken apart: what runs forward and leaves residuals, and what is linear in the tangents.

    ``forward``: (constants, carry, xs) → (carry, ys, residuals to stack). ``fixed``: constants → residuals that
    are the same in every step. ``linear``: (fixed residuals, tangents of constants | tangents of carry |
    residuals, tangents of xs) → (tangents of carry, tangents of ys). ``stacked`` says where each residual of a
    step comes from: ("x", place) or ("y", place among the stacked outputs of ``forward``).
    """

    def __init__(self, jaxpr: Jaxpr, active, num_consts: int, num_carry: int):
        constants_active, carry_active, xs_active = map(tuple, split(active, num_consts, num_carry))
        while True:
            self.active = (*constants_active, *carry_active, *xs_active)
            forward, program, self.has_own = linear_parts(jaxpr, self.active)
            grown = _grown(carry_active, self.has_own[:num_carry])
            if grown == carry_active:
                break
            carry_active = grown
        self.has_tangent = [*carry_active, *self.has_own[num_carry:]]
        count = len(jaxpr.outputs)
        outputs, residuals = split(forward.outputs, count)
        self._place(forward, outputs, residuals, num_consts, num_carry)
        self._write_linear(jaxpr, program, residuals, (constants_active, carry_active, xs_active), num_carry)

    def _place(self, forward, outputs, residuals, num_consts, num_carry):
        """Decide for every residual where it is kept."""
        constants, _, xs = split(forward.inputs, num_consts, num_carry)
        before, _ = depends_only_on(forward, constants)
        unchanging = {*constants, *forward.constant_variables, *(v for e in before for v in e.outputs)}
        x_places = {variable: place for place, variable in enumerate(xs)}
        stacked_outputs = outputs[num_carry:]
        self.places: dict[Var, tuple[str, int]] = {}
        fixed, self.stacked = [], []
        for residual in residuals:
            if type(residual) is Literal or residual in self.places:
                continue
            if residual in unchanging:
                self.places[residual] = ("fixed", len(fixed))
                fixed.append(residual)
                continue
            self.places[residual] = ("stacked", len(self.stacked))
            if residual in x_places:
                self.stacked.append(("x", x_places[residual]))
                continue
            if residual not in stacked_outputs:
                stacked_outputs.append(residual)
            self.stacked.append(("y", stacked_outputs.index(residual)))
        self.fixed = part(before, constants, fixed, forward)
        outputs = [*outputs[:num_carry], *stacked_outputs]
        self.forward = part(forward.equations, forward.inputs, outputs, forward)
        self.stacked_avals = [v.aval for v, (kind, _) in self.places.items() if kind == "stacked"]

    def residuals(self, arguments, stacked_out, num_consts: int, num_carry: int) -> tuple[list, list]:
        """The fixed and the stacked residuals, from the arguments and what ``forward`` stacked."""
        constants, _, xs = split(arguments, num_consts, num_carry)
        stacked = [xs[place] if kind == "x" else stacked_out[place] for kind, place in self.stacked]
        return evaluate_jaxpr(self.fixed, constants), stacked

    def _write_linear(self, jaxpr, program, residuals, active, num_carry):
        """The linear program with its inputs in the order of a body."""
        num_consts = len(active[0])
        moved_avals = split(jaxpr.in_avals, num_consts, num_carry)
        moved_avals = [chosen(avals, flags) for avals, flags in zip(moved_avals, active, strict=True)]
        fixed_avals = self.fixed.out_avals
        out_avals = jaxpr.out_avals

        def linear(*arguments):
            fixed, constants_moved, carry_moved, stacked, xs_moved = split(
                arguments, len(fixed_avals), *map(len, moved_avals[:2]), len(self.stacked_avals)
            )
            kept = {"fixed": fixed, "stacked": stacked}

            def read(residual):
                if type(residual) is Literal:
                    return as_array(residual.value)
                kind, place = self.places[residual]
                return kept[kind][place]

            tangents = iter([*constants_moved, *carry_moved, *xs_moved])
            found = iter(evaluate_jaxpr(_with_residuals(program), [*map(read, residuals), *tangents]))
            # A carry that has a tangent in later steps only starts without one.
            return [
                next(found) if has else zeros(aval)
                for has, wanted, aval in zip(self.has_own, self.has_tangent, out_avals, strict=True)
                if wanted
            ]

        self.num_consts = len(fixed_avals) + len(moved_avals[0])
        avals = [*fixed_avals, *moved_avals[0], *moved_avals[1], *self.stacked_avals, *moved_avals[2]]
        self.linear = trace_to_jaxpr(linear, avals)


def _with_residuals(program: Jaxpr) -> Jaxpr:
    """The linear program with its residuals as first inputs."""
    return Jaxpr([*program.constant_variables, *program.inputs], program.equations, program.outputs)


def linear_body(jaxpr: Jaxpr, active, num_consts: int, num_carry: int) -> _LinearBody:
    """The two parts of a body, kept in the program's cache."""
    key = ("linear body", active, num_consts, num_carry)
    if key not in jaxpr.cache:
        jaxpr.cache[key] = _LinearBody(jaxpr, active, num_consts, num_carry)
    return jaxpr.cache[key]


def _jvp_apart(primals, tangents, *, jaxpr, length, num_carry, num_consts, reverse, unroll):
    """A loop that computes the values and stacks residuals, and a loop that is linear in the tangents."""
    active = tuple(tangent is not None for tangent in tangents)
    body = linear_body(jaxpr, active, num_consts, num_carry)
    common = {"length": length, "reverse": reverse, "unroll": unroll}
    results = bind(scan_p, *primals, jaxpr=body.forward, num_carry=num_carry, num_consts=num_consts, **common)
    carry_out, stacked_out = split(results, num_carry)
    fixed, stacked = body.residuals(primals, stacked_out, num_consts, num_carry)
    moved = [
        instantiate(tangent, primal) if is_active else None
        for tangent, primal, is_active in zip(tangents, primals, body.active, strict=True)
    ]
    constants_moved, carry_moved, xs_moved = [
        [tangent for tangent in group if tangent is not None] for group in split(moved, num_consts, num_carry)
    ]
    arguments = [*fixed, *constants_moved, *carry_moved, *stacked, *xs_moved]
    found = iter(
        bind(
            scan_p,
            *arguments,
            jaxpr=body.linear,
            num_carry=len(carry_moved),
            num_consts=body.num_consts,
            **common,
        )
    )
    num_ys = len(jaxpr.outputs) - num_carry
    outputs = [*carry_out, *stacked_out[:num_ys]]
    return outputs, [next(found) if has else None for has in body.has_tangent]


# ---- transposition


def _transpose(cotangents, *arguments, jaxpr, length, num_carry, num_consts, reverse, unroll):
    linear = tuple(map(is_undefined, arguments))
    parameters = {"length": length, "reverse": reverse, "unroll": unroll}
    reached = _reached(jaxpr, linear, num_consts, num_carry)
    if not all(reached[num_consts : num_consts + num_carry]):
        return _transpose_mixed(cotangents, arguments, linear, jaxpr, num_carry, num_consts, parameters)
    results = _transpose_linear(cotangents, arguments, reached, jaxpr, num_carry, num_consts, parameters)
    return [result if is_linear else None for result, is_linear in zip(results, linear, strict=True)]


def _reached(jaxpr: Jaxpr, linear, num_consts: int, num_carry: int) -> tuple[bool, ...]:
    """Which inputs are linear, with the carries that become so in later steps."""
    while True:
        _, rest = depends_only_on(jaxpr, not_chosen(jaxpr.inputs, linear))
        moved = {*chosen(jaxpr.inputs, linear), *(output for e in rest for output in e.outputs)}
        carry = [type(v) is Var and v in moved for v in jaxpr.outputs[:num_carry]]
        flags = [*[False] * num_consts, *carry, *[False] * (len(linear) - num_consts - num_carry)]
        grown = _grown(linear, flags)
        if grown == linear:
            return linear
        linear = grown


def _transpose_mixed(cotangents, arguments, linear, jaxpr, num_carry, num_consts, parameters):
    """Some carries are known: run them forward first, and keep what the linear part needs of them.

    The loop is linear in the unknown arguments, so it equals its own derivative at zero.
    """
    body = linear_body(jaxpr, linear, num_consts, num_carry)
    at_zero = [zeros(argument.aval) if is_undefined(argument) else argument for argument in arguments]
    results = bind(
        scan_p, *at_zero, jaxpr=body.forward, num_carry=num_carry, num_consts=num_consts, **parameters
    )
    fixed, stacked = body.residuals(at_zero, results[num_carry:], num_consts, num_carry)
    constants_moved, carry_moved, xs_moved = [
        [None] * sum(flags) for flags in split(body.active, num_consts, num_carry)
    ]
    found = _transpose_linear(
        chosen(cotangents, body.has_tangent),
        [*fixed, *constants_moved, *carry_moved, *stacked, *xs_moved],
        (
            *[False] * len(fixed),
            *[True] * (len(constants_moved) + len(carry_moved)),
            *[False] * len(stacked),
            *[True] * len(xs_moved),
        ),
        body.linear,
        len(carry_moved),
        body.num_consts,
        parameters,
    )
    start = len(fixed) + len(constants_moved) + len(carry_moved)
    found = iter([*found[len(fixed) : start], *found[start + len(stacked) :]])
    results = [next(found) if is_active else None for is_active in body.active]
    return [result if is_linear else None for result, is_linear in zip(results, linear, strict=True)]


def _transpose_linear(cotangents, arguments, linear, jaxpr, num_carry, num_consts, parameters):
    """The loop backwards: it carries the cotangents of the carry and sums those of the constants."""
    avals = jaxpr.in_avals
    carry_out, ys_out = split(cotangents, num_carry)
    ys_given = tuple(cotangent is not None for cotangent in ys_out)
    carry_given = tuple(cotangent is not None for cotangent in carry_out)
    while True:
        key = ("transposed body", linear, carry_given, ys_given, num_consts, num_carry)
        if key not in jaxpr.cache:
            jaxpr.cache[key] = _transposed_body(jaxpr, linear, carry_given, ys_given, num_consts, num_carry)
        program, has_constants, has_carry, has_xs = jaxpr.cache[key]
        grown = _grown(carry_given, has_carry)
        if grown == carry_given:
            break
        carry_given = grown
    constants_linear, _, xs_linear = split(linear, num_consts, num_carry)
    constants, _, xs = split(arguments, num_consts, num_carry)
    constants_avals = chosen(avals[:num_consts], constants_linear)
    sums = [zeros(aval) for aval in chosen(constants_avals, has_constants)]
    carry_avals = avals[num_consts : num_consts + num_carry]
    start = [
        zeros(aval) if cotangent is None else cotangent
        for cotangent, aval, given in zip(carry_out, carry_avals, carry_given, strict=True)
        if given
    ]
    known_constants, known_xs = not_chosen(constants, constants_linear), not_chosen(xs, xs_linear)
    results = bind(
        scan_p, *known_constants, *sums, *start, *known_xs, *chosen(ys_out, ys_given), jaxpr=program,
        length=parameters["length"], num_carry=len(sums) + len(start), num_consts=len(known_constants),
        reverse=not parameters["reverse"], unroll=parameters["unroll"],
    )  # fmt: skip
    of_constants, of_carry, of_xs = map(iter, split(results, len(sums), len(start)))
    of_constants = iter([next(of_constants) if has else None for has in has_constants])
    of_xs = iter([next(of_xs) if has else None for has in has_xs])
    return [
        *[next(of_constants) if is_linear else None for is_linear in constants_linear],
        *[next(of_carry) if given else None for given in carry_given],
        *[next(of_xs) if is_linear else None for is_linear in xs_linear],
    ]


def _transposed_body(jaxpr, linear, carry_given, ys_given, num_consts, num_carry):
    """(known constants | sums of constants' cotangents, carry's cotangents | known xs, ys' cotangents) →
    (sums, carry's cotangents, xs' cotangents), and which constants, carries and xs have a cotangent."""
    avals = jaxpr.in_avals
    constants_linear, _, xs_linear = split(linear, num_consts, num_carry)
    constants_avals, carry_avals, xs_avals = split(avals, num_consts, num_carry)
    known_constants, known_xs = not_chosen(constants_avals, constants_linear), not_chosen(xs_avals, xs_linear)
    linear_avals = chosen(avals, linear)
    carry_cotangents = chosen(carry_avals, carry_given)
    ys_cotangents = chosen(jaxpr.out_avals[num_carry:], ys_given)
    sizes = sum(constants_linear), num_carry

    def pull(known, carry_in, ys_in):
        given = iter([*carry_in, *ys_in])
        cotangents = [next(given) if has else None for has in (*carry_given, *ys_given)]

        def apply(*values):
            return evaluate_jaxpr(jaxpr, merged(linear, values, known))

        program = trace_to_jaxpr(apply, linear_avals, tracing=False)
        return split(backward(program, program.constants, cotangents), *sizes)

    found: list = []

    def body(*arguments):
        known_c, carry_in, known_x, ys_in = split(
            arguments, len(known_constants), len(carry_cotangents), len(known_xs)
        )
        of_constants, of_carry, of_xs = pull([*known_c, *known_x], carry_in, ys_in)
        found[:] = [[result is not None for result in group] for group in (of_constants, of_carry, of_xs)]
        carry_back = [
            zeros(aval) if cotangent is None else cotangent
            for cotangent, aval, given in zip(of_carry, carry_avals, carry_given, strict=True)
            if given
        ]
        present = [cotangent for cotangent in of_constants if cotangent is not None]
        return [*present, *carry_back, *[cotangent for cotangent in of_xs if cotangent is not None]]

    program = trace_to_jaxpr(body, [*known_constants, *carry_cotangents, *known_xs, *ys_cotangents])
    return _with_sums(program, len(known_constants), sum(found[0])), *found


def _with_sums(program: Jaxpr, num_consts: int, count: int) -> Jaxpr:
    """The program whose first ``count`` outputs are added to carries that come after the constants."""
    sums = [Var(output.aval) for output in program.outputs[:count]]
    totals = [Var(variable.aval) for variable in sums]
    added = [
        Equation(add_any_p, [total, output], {}, [after])
        for total, output, after in zip(sums, program.outputs[:count], totals, strict=True)
    ]
    inputs = [*program.inputs[:num_consts], *sums, *program.inputs[num_consts:]]
    outputs = [*totals, *program.outputs[count:]]
    return Jaxpr(inputs, [*program.equations, *added], outputs, program.constant_variables, program.constants)


# ---- batches


def _batch(size, values, batched, *, jaxpr, length, num_carry, num_consts, reverse, unroll):
    constants_batched, carry_batched, xs_batched = map(tuple, split(batched, num_consts, num_carry))
    num_ys = len(jaxpr.outputs) - num_carry
    while True:
        flags = (*constants_batched, *carry_batched, *xs_batched)
        program, found = batched_program(jaxpr, size, flags, (*carry_batched, *[False] * num_ys))
        grown = _grown(carry_batched, found[:num_carry])
        if grown == carry_batched:
            break
        carry_batched = grown
    constants, carry, xs = split(values, num_consts, num_carry)
    own = batched[num_consts : num_consts + num_carry]
    carry = [
        add_batch_axis(value, size) if wanted and not has else value
        for value, has, wanted in zip(carry, own, carry_batched, strict=True)
    ]
    xs = [_swapped(x) if is_batched else x for x, is_batched in zip(xs, xs_batched, strict=True)]
    results = bind(
        scan_p, *constants, *carry, *xs, jaxpr=program, length=length, num_carry=num_carry,
        num_consts=num_consts, reverse=reverse, unroll=unroll,
    )  # fmt: skip
    carry_out, ys = split(results, num_carry)
    ys = [_swapped(y) if is_batched else y for y, is_batched in zip(ys, found[num_carry:], strict=True)]
    return [*carry_out, *ys], list(found)


def _swapped(x):
    """The first two axes exchanged: steps and batch."""
    ndim = len(get_aval(x).shape)
    return transpose(x, [1, 0, *range(2, ndim)])


# ---- dead code


def _prune(equation: Equation, used) -> Equation:
    """The loop without the ys that nobody reads and the carries that only they, or nobody, needs."""
    parameters = dict(equation.parameters)
    jaxpr, num_carry, num_consts = (parameters[name] for name in ("jaxpr", "num_carry", "num_consts"))
    used = tuple(used)
    while True:
        program, reads_input = pruned(jaxpr, used)
        carry_read = reads_input[num_consts : num_consts + num_carry]
        grown = _grown(used, [*carry_read, *[False] * (len(used) - num_carry)])
        if grown == used:
            break
        used = grown
    keep = list(reads_input)
    keep[num_consts : num_consts + num_carry] = used[:num_carry]
    key = ("without unread inputs", tuple(keep))
    if key not in program.cache:
        program.cache[key] = Jaxpr(
            chosen(program.inputs, keep), program.equations, program.outputs, program.constant_variables,
            program.constants,
        )  # fmt: skip
    parameters["jaxpr"] = program.cache[key]
    parameters["num_consts"], parameters["num_carry"] = sum(keep[:num_consts]), sum(used[:num_carry])
    return Equation(scan_p, chosen(equation.inputs, keep), parameters, chosen(equation.outputs, used))


scan_p.prune = _prune
scan_p.implementation = _run
scan_p.abstract = _abstract
scan_p.jvp = _jvp
scan_p.transpose = _transpose
scan_p.batch = _batch
scan_p.inlined = expanded_scan
