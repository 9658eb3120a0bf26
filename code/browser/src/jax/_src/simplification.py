"""Equations that are quicker together than one by one, before a program becomes Python.

A sampler keeps its parameters in one vector and takes them out again at every step. XLA sees through that; here
taking one element, taking one row and putting a few numbers in a vector become one operation each.
"""

import numpy as np

from jax._src.core import Primitive
from jax._src.jaxpr import Equation, Jaxpr, Var, without_dead_code

LARGEST_VECTOR = 16

element_p = Primitive("element")
element_p.implementation = lambda x, *, index: x[index]
element_p.code = lambda emitter, equation, names: (
    f"{names[0]}[{','.join(map(str, equation.parameters['index']))}]"
)

row_p = Primitive("row")


def clamped(start, length: int) -> int:
    """A start inside [0, length - 1]."""
    return 0 if start < 0 else length - 1 if start >= length else start


row_p.implementation = lambda x, start, *, length: x[clamped(start, length)]
row_p.code = lambda emitter, equation, names: (
    f"{names[0]}[{emitter.constant(clamped)}({names[1]},{equation.parameters['length']})]"
)

vector_p = Primitive("vector")


def _vector(*pieces, dtype):
    return np.concatenate([np.reshape(piece, -1) for piece in pieces]).astype(dtype, copy=False)


def _vector_code(emitter, equation, names):
    aval = equation.outputs[0].aval
    vector = emitter.temporary(f"np_empty({aval.shape},{emitter.constant(aval.dtype)})")
    start = 0
    for name, piece in zip(names, equation.inputs, strict=True):
        size = piece.aval.size
        emitter.line(
            f"{vector}[{start}]={name}"
            if piece.aval.shape == ()
            else f"{vector}[{start}:{start + size}]={name}"
        )
        start += size
    return vector


vector_p.implementation = _vector
vector_p.code = _vector_code


def simplified(jaxpr: Jaxpr) -> Jaxpr:
    """The same program with the equations above."""
    makers = {output: equation for equation in jaxpr.equations for output in equation.outputs}
    equations, changed = [], False
    for equation in jaxpr.equations:
        better = _BETTER.get(equation.primitive.name, _same)(equation, makers)
        changed = changed or better is not equation
        equations.append(better)
    if not changed:
        return jaxpr
    outputs = jaxpr.outputs
    return without_dead_code(
        Jaxpr(jaxpr.inputs, equations, outputs, jaxpr.constant_variables, jaxpr.constants)
    )


def _same(equation: Equation, makers) -> Equation:
    return equation


def _maker(variable, makers, name: str) -> Equation | None:
    maker = makers.get(variable) if type(variable) is Var else None
    return maker if maker is not None and maker.primitive.name == name else None


def _without_axes(equation: Equation, makers) -> Equation:
    """A reshape or squeeze that takes one element out of a window, or one row out of a dynamic window."""
    (source,), (output,) = equation.inputs, equation.outputs
    if output.aval.shape == () and source.aval.shape:
        window = _maker(source, makers, "slice")
        if window is not None:
            starts = window.parameters["start_indices"]
            return Equation(element_p, window.inputs, {"index": tuple(starts)}, equation.outputs)
        if type(source) is Var:
            return Equation(element_p, [source], {"index": (0,) * source.aval.ndim}, equation.outputs)
    window = _maker(source, makers, "dynamic_slice")
    if window is not None:
        array = window.inputs[0].aval
        sizes = tuple(window.parameters["slice_sizes"])
        if sizes == (1, *array.shape[1:]) and output.aval.shape == array.shape[1:]:
            parameters = {"length": array.shape[0]}
            return Equation(row_p, window.inputs[:2], parameters, equation.outputs)
    return equation


def _small_vector(equation: Equation, makers) -> Equation:
    """A vector put together from numbers, each of which was first made a vector of length one."""
    aval = equation.outputs[0].aval
    if aval.ndim != 1 or len(equation.inputs) > LARGEST_VECTOR:
        return equation
    pieces, found = [], False
    for piece in equation.inputs:
        scalar = _scalar_behind(piece, makers)
        found = found or scalar is not None
        pieces.append(piece if scalar is None else scalar)
    return Equation(vector_p, pieces, {"dtype": aval.dtype}, equation.outputs) if found else equation


def _scalar_behind(piece, makers):
    for name in ("reshape", "broadcast_in_dim"):
        maker = _maker(piece, makers, name)
        if maker is not None and piece.aval.shape == (1,) and maker.inputs[0].aval.shape == ():
            return maker.inputs[0]
    return None


_BETTER = {"reshape": _without_axes, "squeeze": _without_axes, "concatenate": _small_vector}
