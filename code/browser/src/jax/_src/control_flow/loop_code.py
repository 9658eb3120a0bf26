"""The code of loops: what need not be repeated is computed before, the rest becomes a loop of Python's.

A step of a Python loop costs a thousand times more than an element of a NumPy operation. So a ``scan`` is
taken apart before it is written: what depends on constants alone is computed once; what depends on the xs but
not on the carry (typically: keys → random numbers) is computed for all steps at once by batching; a carry
that only counts becomes one of the xs.
"""

import numpy as np

from jax._src.control_flow.programs import (
    Writer,
    batched_program,
    depends_only_on,
    flattened,
    not_chosen,
    part,
    reads,
    split,
)
from jax._src.core import Primitive
from jax._src.jaxpr import (
    Equation,
    Jaxpr,
    Literal,
    Var,
    equation_has_effects,
    inner_jaxprs,
    without_dead_code,
)
from jax._src.primitives.elementwise import add_p
from jax._src.primitives.shapes import broadcast_in_dim_p

# Of what is computed for all steps at once: elements a step, and bytes of all steps together.
LARGEST_STEP = 1 << 14
LARGEST_TOTAL = 1 << 26
SHORTEST_LOOP = 4

scan_loop_p = Primitive("scan_loop", multiple_results=True)
while_loop_p = Primitive("while_loop", multiple_results=True)

# Primitives that stay where they are: their batching would run all branches, or until the last lane ends.
_CONTROL_FLOW = {"cond", "scan_loop", "while_loop"}


def _equation(primitive, inputs, aval, **parameters) -> Equation:
    return Equation(primitive, inputs, parameters, [Var(aval)])


# ---- scan


def expanded_scan(*, jaxpr, length, num_carry, num_consts, reverse, unroll) -> Jaxpr:
    """The program that a scan stands for: equations before the loop, and the loop."""
    key = ("expanded", length, num_carry, num_consts, reverse)
    if key not in jaxpr.cache:
        jaxpr.cache[key] = _Expansion(jaxpr, length, num_carry, num_consts, reverse).program
    return jaxpr.cache[key]


class _Expansion:
    """A scan taken apart. Variables of the body stand for the values of one step; ``whole`` gives for those
    that are known before the loop the variable that holds all steps."""

    def __init__(self, jaxpr: Jaxpr, length: int, num_carry: int, num_consts: int, reverse: bool):
        self.length, self.reverse = length, reverse
        self.body = body = without_dead_code(flattened(jaxpr))
        self.writer = Writer(Jaxpr([], [], []))
        constants, carry, xs = split(body.inputs, num_consts, num_carry)
        self.once: dict[Var, object] = {variable: Var(variable.aval) for variable in constants}
        self.whole: dict[Var, object] = {variable: Var(self._long(variable.aval)) for variable in xs}
        self.start = {variable: Var(variable.aval) for variable in carry}
        inputs = [*self.once.values(), *self.start.values(), *self.whole.values()]
        for variable, value in zip(body.constant_variables, body.constants, strict=True):
            self.once[variable] = Var(variable.aval)
            self.writer.constants[self.once[variable]] = value
        carry_out, ys = split(body.outputs, num_carry)
        counted = self._count(carry, carry_out) if length else {}
        rest = self._once_before(constants, body.equations)
        if length >= SHORTEST_LOOP:
            rest = self._all_before(rest)
        is_counted = [variable in counted for variable in carry]
        finals = iter(self._loop(rest, not_chosen(carry, is_counted), not_chosen(carry_out, is_counted), ys))
        looped = {variable: next(finals) for variable in not_chosen(carry, is_counted)}
        stacked = dict(zip(self.loop_ys, finals, strict=True))
        carry_results = [counted[v] if v in counted else looped[v] for v in carry]
        self.program = self.writer.program(inputs, [*carry_results, *[self._stack(y, stacked) for y in ys]])

    def _long(self, aval):
        return aval.with_shape((self.length, *aval.shape))

    def _write(self, primitive, inputs, aval, **parameters) -> Var:
        equation = _equation(primitive, inputs, aval, **parameters)
        self.writer.equations.append(equation)
        return equation.outputs[0]

    def _count(self, carry, carry_out) -> dict[Var, Var]:
        """Carries that grow by a literal integer in every step become xs. Returns their last values."""
        made_by = {output: e for e in self.body.equations for output in e.outputs}
        counted = {}
        for variable, output in zip(carry, carry_out, strict=True):
            equation = made_by.get(output) if type(output) is Var else None
            if equation is None or equation.primitive is not add_p or variable.aval.dtype.kind not in "iu":
                continue
            steps = [v for v in equation.inputs if type(v) is Literal and v.aval.shape == ()]
            if variable.aval.shape or not steps or variable not in equation.inputs:
                continue
            aval, step = variable.aval, int(steps[0].value)
            long = self._long(aval)
            wrapped = np.arange(self.length, dtype=np.int64) * step
            offsets = Var(long)
            self.writer.constants[offsets] = (wrapped[::-1] if self.reverse else wrapped).astype(aval.dtype)
            self.whole[variable] = self._write(add_p, [offsets, self.start[variable]], long)
            total = np.asarray(self.length * step).astype(aval.dtype)
            counted[variable] = self._write(add_p, [self.start[variable], Literal(total, aval)], aval)
        return counted

    def _once_before(self, constants, equations) -> list[Equation]:
        """Write what depends on constants alone. Returns the other equations."""
        before, rest = depends_only_on(self.body, constants)
        needed, rest = _needed_later(before, rest, self.body.outputs)
        program = part(before, list(self.once), needed)
        self.once.update(zip(needed, self.writer.copy(program, list(self.once.values())), strict=True))
        return rest

    def _all_before(self, equations) -> list[Equation]:
        """Write, for all steps at once, what depends on xs and constants. Returns the other equations."""
        known, once = set(self.whole), set(self.once)
        before, rest, total = [], [], 0
        for equation in equations:
            variables = reads(equation)
            if equation.primitive is broadcast_in_dim_p and all(v in once for v in variables):
                before.append(equation)  # needed on both sides
                rest.append(equation)
                once.update(equation.outputs)
                continue
            total_after = total + self.length * sum(
                v.aval.size * v.aval.dtype.itemsize for v in equation.outputs
            )
            if (
                any(v in known for v in variables)
                and all(v in known or v in once for v in variables)
                and _batches_well(equation)
                and total_after <= LARGEST_TOTAL
            ):
                before.append(equation)
                known.update(equation.outputs)
                total = total_after
            else:
                rest.append(equation)
        needed, rest = _needed_later(before, rest, self.body.outputs)
        if needed:
            inputs = [*self.once, *self.whole]
            program = part(before, inputs, needed)
            flags = (*[False] * len(self.once), *[True] * len(self.whole))
            whole, _ = batched_program(program, self.length, flags, (True,) * len(needed))
            arguments = [*self.once.values(), *self.whole.values()]
            self.whole.update(zip(needed, self.writer.copy(whole, arguments), strict=True))
        return rest

    def _loop(self, equations, carry, carry_out, ys) -> list[Var]:
        """Write the loop itself. Returns the last carry and the stacks of ``loop_ys``."""
        self.loop_ys = list(dict.fromkeys(y for y in ys if type(y) is Var and not self._known(y)))
        outputs = [*carry_out, *self.loop_ys]
        used = {v for equation in equations for v in reads(equation)}
        used.update(output for output in outputs if type(output) is Var)
        constants = [variable for variable in self.once if variable in used]
        xs = [variable for variable in self.whole if variable in used]
        body = without_dead_code(Jaxpr([*constants, *carry, *xs], equations, outputs))
        inputs = [
            *[self.once[v] for v in constants],
            *[self.start[v] for v in carry],
            *[self.whole[v] for v in xs],
        ]
        results = [
            *[Var(output.aval) for output in carry_out],
            *[Var(self._long(y.aval)) for y in self.loop_ys],
        ]
        parameters = {
            "jaxpr": body,
            "length": self.length,
            "num_carry": len(carry),
            "num_consts": len(constants),
            "reverse": self.reverse,
        }
        if results or any(map(equation_has_effects, equations)):
            self.writer.equations.append(Equation(scan_loop_p, inputs, parameters, results))
        return results

    def _known(self, variable) -> bool:
        return variable in self.once or variable in self.whole

    def _stack(self, y, stacked) -> object:
        """The variable that holds one of the ys of all steps."""
        if type(y) is Var and y in self.whole:
            return self.whole[y]
        if type(y) is Var and y not in self.once:
            return stacked[y]
        value = y if type(y) is Literal else self.once[y]
        aval = self._long(y.aval)
        dimensions = tuple(range(1, len(aval.shape)))
        return self._write(
            broadcast_in_dim_p, [value], aval, shape=aval.shape, broadcast_dimensions=dimensions
        )


def _needed_later(before, rest, outputs) -> tuple[list[Var], list[Equation]]:
    """Which results of the equations ``before`` the others read, and those others: broadcasts are done again
    there, because written code can mostly leave them out."""
    needed = {v for equation in rest for v in reads(equation)}
    needed.update(output for output in outputs if type(output) is Var)
    needed.difference_update(output for equation in rest for output in equation.outputs)
    again = []
    for equation in reversed(before):
        if equation.primitive is broadcast_in_dim_p and equation.outputs[0] in needed:
            again.append(equation)
            needed.discard(equation.outputs[0])
            needed.update(reads(equation))
    made = [output for equation in before for output in equation.outputs if output in needed]
    return made, [*reversed(again), *rest]


def _batches_well(equation: Equation) -> bool:
    primitive = equation.primitive
    return (
        primitive.batch is not None
        and primitive.name not in _CONTROL_FLOW
        and not equation_has_effects(equation)
        and all(variable.aval.size <= LARGEST_STEP for variable in equation.outputs)
    )


def _emit_scan_loop(emitter, equation, names):
    parameters = equation.parameters
    jaxpr, length, num_carry = parameters["jaxpr"], parameters["length"], parameters["num_carry"]
    constants, starts, xs = split(names, parameters["num_consts"], num_carry)
    carry = _carried(emitter, starts)
    stacks = []
    for output in equation.outputs[num_carry:]:
        dtype = emitter.constant(output.aval.dtype)
        stacks.append(emitter.temporary(f"np_empty({output.aval.shape},{dtype})"))
    if length == 0:
        return [*carry, *stacks]
    items = [emitter.fresh("x") for _ in xs]
    reverse = parameters["reverse"]
    sources = [f"{x}[::-1]" if reverse else x for x in xs]
    targets, index = list(items), None
    if stacks or not xs:
        index = emitter.fresh("i")
        targets.insert(0, index)
        sources.insert(0, f"range({length - 1},-1,-1)" if reverse and stacks else f"range({length})")
    source = sources[0] if len(sources) == 1 else f"zip({','.join(sources)})"
    emitter.line(f"for {','.join(targets)} in {source}:")
    with emitter.indented():
        outputs = emitter.program(jaxpr, [*constants, *carry, *items])
        for stack, output in zip(stacks, outputs[num_carry:], strict=True):
            emitter.line(f"{stack}[{index}]={output}")
        _assign(emitter, carry, outputs[:num_carry])
    return [*carry, *stacks]


def _carried(emitter, starts) -> list[str]:
    """New variables with the first values of a carry."""
    carry = [emitter.fresh("k") for _ in starts]
    for variable, start in zip(carry, starts, strict=True):
        emitter.line(f"{variable}={start}")
    return carry


def _assign(emitter, carry, values) -> None:
    changed = [(variable, value) for variable, value in zip(carry, values, strict=True) if variable != value]
    if changed:
        emitter.line(f"{','.join(v for v, _ in changed)}={','.join(value for _, value in changed)}")


scan_loop_p.emit = _emit_scan_loop

# ---- while


def expanded_while(*, cond_jaxpr, body_jaxpr, cond_nconsts, body_nconsts) -> Jaxpr:
    """The program that a while loop stands for: what its steps have in common, and the loop."""
    key = ("expanded", cond_jaxpr, cond_nconsts, body_nconsts)
    if key not in body_jaxpr.cache:
        body_jaxpr.cache[key] = _expand_while(cond_jaxpr, body_jaxpr, cond_nconsts, body_nconsts)
    return body_jaxpr.cache[key]


def _expand_while(cond_jaxpr, body_jaxpr, cond_nconsts, body_nconsts) -> Jaxpr:
    writer = Writer(Jaxpr([], [], []))
    cond, cond_inputs, cond_values = _without_common_work(cond_jaxpr, cond_nconsts, writer)
    body, body_inputs, body_values = _without_common_work(body_jaxpr, body_nconsts, writer)
    start = [Var(aval) for aval in body_jaxpr.in_avals[body_nconsts:]]
    results = [Var(aval) for aval in body_jaxpr.out_avals]
    parameters = {
        "cond_jaxpr": cond,
        "body_jaxpr": body,
        "cond_nconsts": len(cond_values),
        "body_nconsts": len(body_values),
    }
    writer.equations.append(Equation(while_loop_p, [*cond_values, *body_values, *start], parameters, results))
    return writer.program([*cond_inputs, *body_inputs, *start], results)


def _without_common_work(jaxpr: Jaxpr, num_consts: int, writer: Writer):
    """Write what depends on constants alone before the loop. Returns the rest as a program, the variables of
    the constants, and the variables that now hold the constants of that program."""
    body = without_dead_code(flattened(jaxpr))
    constants, carry = split(body.inputs, num_consts)
    before, _ = depends_only_on(body, constants)
    before = [equation for equation in before if not _may_not_end(equation)]
    known = {*constants, *body.constant_variables}
    kept = []
    for equation in before:  # without what depended on equations that were taken out again
        if all(variable in known for variable in reads(equation)):
            kept.append(equation)
            known.update(equation.outputs)
    moved = set(map(id, kept))
    rest = [equation for equation in body.equations if id(equation) not in moved]
    needed, rest = _needed_later(kept, rest, body.outputs)
    inputs = [Var(variable.aval) for variable in constants]
    values = writer.copy(part(kept, constants, needed, body), inputs)
    program = without_dead_code(
        Jaxpr([*constants, *needed, *carry], rest, body.outputs, body.constant_variables, body.constants)
    )
    return program, inputs, [*inputs, *values]


def _may_not_end(equation: Equation) -> bool:
    """Whether a while loop is inside, which might not end where it would not have been reached."""
    return equation.primitive is while_loop_p or any(
        _may_not_end(inner) for jaxpr in inner_jaxprs(equation) for inner in flattened(jaxpr).equations
    )


def _emit_while_loop(emitter, equation, names):
    parameters = equation.parameters
    cond_constants, body_constants, starts = split(
        names, parameters["cond_nconsts"], parameters["body_nconsts"]
    )
    carry = _carried(emitter, starts)
    emitter.line("while True:")
    with emitter.indented():
        (proceed,) = emitter.program(parameters["cond_jaxpr"], [*cond_constants, *carry])
        emitter.line(f"if not {proceed}:break")
        outputs = emitter.program(parameters["body_jaxpr"], [*body_constants, *carry])
        _assign(emitter, carry, outputs)
    return carry


while_loop_p.emit = _emit_while_loop
