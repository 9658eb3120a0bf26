"""Primitives that act on each element alone. Operands have one shape; scalars stand beside any shape."""

import operator

import numpy as np

from jax._src.avals import ShapedArray, dtype_name
from jax._src.core import Array, ArrayImpl, Primitive, bind, get_aval
from jax._src.differentiation import aval_of, derivatives, instantiate, is_undefined, linear, no_derivative

FLOATING = "fc"
REAL = "f"
NUMBERS = "iufc"
ORDERED = "biuf"
BITS = "biu"
ANY = "biufcV"

_KIND_NAMES = {
    "b": "bool",
    "i": "signed integer",
    "u": "unsigned integer",
    "f": "floating",
    "c": "complexfloating",
}
_ACCEPTED = {
    FLOATING: "floating, complexfloating",
    REAL: "floating",
    NUMBERS: "integer, floating, complexfloating",
    BITS: "integer, bool",
    ORDERED: "integer, floating, bool",
    ORDERED + "c": "integer, bool, floating, complexfloating",
    "iu": "integer",
    "iuf": "integer, floating",
    "c": "complexfloating",
}


def shape_of(value) -> tuple[int, ...]:
    """The shape of an array, tracer or number."""
    return value.shape if isinstance(value, Array) else get_aval(value).shape


def constant_like(value, number) -> ArrayImpl:
    """A scalar of the dtype of ``value``, weak beside a weak scalar."""
    aval = get_aval(value)
    return ArrayImpl(aval.dtype.type(number), aval.weak_type and not aval.shape)


def common_shape(name: str, avals) -> tuple[int, ...]:
    """The shape of the result: operands that are not scalars have one number of axes, and stretch along axes of
    length one. Raises TypeError when they do not fit."""
    shape = ()
    for aval in avals:
        if aval.shape != shape and aval.shape:
            if shape:
                return _broadcast_shape(name, [other.shape for other in avals])
            shape = aval.shape
    return shape


def _broadcast_shape(name: str, shapes) -> tuple[int, ...]:
    listed = ", ".join(map(str, shapes))
    arrays = [shape for shape in shapes if shape]
    if len({len(shape) for shape in arrays}) > 1:
        ranks = sorted({len(shape) for shape in arrays})
        raise TypeError(
            f"{name}: arrays must have the same number of dimensions, got {{{', '.join(map(str, ranks))}}}"
        )
    result = []
    for lengths in zip(*arrays, strict=True):
        others = {length for length in lengths if length != 1}
        if len(others) > 1:
            raise TypeError(f"{name} got incompatible shapes for broadcasting: {listed}.")
        result.append(others.pop() if others else 1)
    return tuple(result)


def common_dtype(name: str, avals, kinds: str) -> np.dtype:
    """The one dtype of all operands, of the given kinds. Raises TypeError otherwise."""
    dtype = avals[0].dtype
    for place, aval in enumerate(avals):
        if aval.dtype.kind not in kinds:
            at = f" at position {place}" if len(avals) > 1 else ""
            raise TypeError(
                f"{name} does not accept dtype {dtype_name(aval.dtype)}{at}. Accepted dtypes{at} are subtypes of "
                f"{_ACCEPTED[kinds]}."
            )
    for aval in avals:
        if aval.dtype != dtype:
            names = ", ".join(dtype_name(a.dtype) for a in avals)
            raise TypeError(
                f"lax.{name} requires arguments to have the same dtypes, got {names}. (Tip: jnp.{name} is a "
                "similar function that does automatic type promotion on inputs)."
            )
    return dtype


def batch_elementwise(primitive: Primitive) -> None:
    """Operands get the batch axis, of length one where they are not batched; scalars stay scalars."""

    def batch(size, values, batched, **parameters):
        from jax._src.primitives.shapes import broadcast_in_dim

        ndim = max(
            len(shape_of(value)) - is_batched for value, is_batched in zip(values, batched, strict=True)
        )
        operands = []
        for value, is_batched in zip(values, batched, strict=True):
            shape = shape_of(value)
            if is_batched and len(shape) == 1 and ndim:
                value = broadcast_in_dim(value, (size,) + (1,) * ndim, (0,))
            elif not is_batched and shape:
                value = broadcast_in_dim(value, (1, *shape), range(1, ndim + 1))
            operands.append(value)
        return bind(primitive, *operands, **parameters)

    primitive.batch = batch


def elementwise(
    name: str, function, code: str | None = None, *, kinds: str = ANY, result=None, weak=slice(None)
):
    """A primitive that applies a NumPy function. ``code`` is a format string on the operands' names,
    ``result`` a fixed dtype or a function of the operands' dtype. Returns (primitive, function)."""
    primitive = Primitive(name, weak_arguments=weak)

    def abstract(*avals, **parameters):
        shape = common_shape(name, avals)
        dtype = common_dtype(name, avals, kinds)
        if result is not None:
            dtype = result(dtype) if callable(result) and not isinstance(result, type) else np.dtype(result)
        return ShapedArray(shape, dtype, primitive.is_weak(avals))

    primitive.is_elementwise = True
    primitive.kinds = kinds
    primitive.implementation = function
    primitive.abstract = abstract
    if code is not None:
        primitive.code = lambda emitter, equation, names: code.format(*names)
    batch_elementwise(primitive)

    def apply(*operands):
        return bind(primitive, *operands)

    apply.__name__ = apply.__qualname__ = name
    return primitive, apply


def sum_to_shape(cotangent, aval: ShapedArray):
    """The cotangent of an operand that was stretched to the shape of the result: the sum over its copies."""
    from jax._src.primitives.reductions import reduce_sum
    from jax._src.primitives.shapes import reshape

    shape = shape_of(cotangent)
    if shape == aval.shape:
        return cotangent
    if not aval.shape:
        return reduce_sum(cotangent, tuple(range(len(shape))))
    stretched = [axis for axis, length in enumerate(aval.shape) if length != shape[axis]]
    return reshape(reduce_sum(cotangent, stretched), aval.shape)


def spread(tangent, result):
    """A tangent stretched to the shape of the result."""
    from jax._src.primitives.shapes import broadcast_in_dim

    shape = shape_of(result)
    return (
        tangent
        if shape_of(tangent) == shape
        else broadcast_in_dim(tangent, shape, range(len(shape_of(tangent))))
    )


# ---- arithmetic

add_p, add = elementwise("add", np.add, "({0}+{1})", kinds=NUMBERS)
sub_p, sub = elementwise("sub", np.subtract, "({0}-{1})", kinds=NUMBERS)
mul_p, mul = elementwise("mul", np.multiply, "({0}*{1})", kinds=NUMBERS)
neg_p, neg = elementwise("neg", np.negative, "(-{0})", kinds=NUMBERS)
add_any_p, add_any = elementwise("add_any", np.add, "({0}+{1})")


def is_integer_pair(x, y) -> bool:
    """Whether both are scalars: Python's own arithmetic is then many times faster than NumPy's."""
    return np.ndim(x) == 0 and np.ndim(y) == 0


def _integer_divide(x, y):
    # XLA divides towards zero, and by zero without complaint.
    quotient = np.where(
        y == 0, -1, (np.abs(x.astype(np.int64)) // np.where(y == 0, 1, np.abs(y.astype(np.int64))))
    )
    sign = np.where(y == 0, 1, np.sign(x.astype(np.int64)) * np.sign(y.astype(np.int64)))
    return (quotient * sign).astype(x.dtype)


def _divide(x, y):
    return np.true_divide(x, y) if x.dtype.kind in FLOATING else _integer_divide(np.asarray(x), np.asarray(y))


def _remainder(x, y):
    if x.dtype.kind == "f":
        return np.fmod(x, y)
    if is_integer_pair(x, y):
        result = abs(int(x)) % abs(int(y)) if y else abs(int(x))
        return x.dtype.type(-result if x < 0 else result)
    return np.where(y == 0, x, np.fmod(x, np.where(y == 0, 1, y))).astype(x.dtype)


div_p, div = elementwise("div", _divide, kinds=NUMBERS)
rem_p, rem = elementwise("rem", _remainder, kinds="iuf")
div_p.code = lambda emitter, equation, names: (
    f"({names[0]}/{names[1]})"
    if equation.outputs[0].aval.dtype.kind in FLOATING
    else emitter.call(div_p, names, {})
)


def _linear_both(cotangent, x, y, sign):
    out = [None, None]
    if is_undefined(x):
        out[0] = sum_to_shape(cotangent, x.aval)
    if is_undefined(y):
        out[1] = sum_to_shape(cotangent if sign > 0 else neg(cotangent), y.aval)
    return out


derivatives(add_p, lambda t, out, x, y: spread(t, out), lambda t, out, x, y: spread(t, out))
add_p.transpose = lambda ct, x, y: _linear_both(ct, x, y, +1)
derivatives(add_any_p, lambda t, out, x, y: spread(t, out), lambda t, out, x, y: spread(t, out))
add_any_p.transpose = lambda ct, x, y: _linear_both(ct, x, y, +1)
derivatives(sub_p, lambda t, out, x, y: spread(t, out), lambda t, out, x, y: spread(neg(t), out))
sub_p.transpose = lambda ct, x, y: _linear_both(ct, x, y, -1)
linear(neg_p, lambda ct, x: [neg(ct)])


def _mul_transpose(cotangent, x, y):
    if is_undefined(x):
        return [sum_to_shape(mul(cotangent, y), x.aval), None]
    return [None, sum_to_shape(mul(x, cotangent), y.aval)]


derivatives(mul_p, lambda t, out, x, y: mul(t, y), lambda t, out, x, y: mul(x, t))
mul_p.transpose = _mul_transpose
derivatives(
    div_p,
    lambda t, out, x, y: div(t, y),
    lambda t, out, x, y: mul(mul(neg(t), out), integer_pow(y, -1)),
)
div_p.transpose = lambda ct, x, y: [sum_to_shape(div(ct, y), x.aval), None]
derivatives(
    rem_p,
    lambda t, out, x, y: spread(t, out),
    lambda t, out, x, y: mul(neg(t), mul(sign(div(x, y)), floor(abs_(div(x, y))))),
)

# ---- powers


def _integer_power(x, *, y):
    base, exponent, result = x, abs(y), None
    while exponent:
        if exponent & 1:
            result = base if result is None else result * base
        exponent >>= 1
        base = base * base if exponent else base
    if result is None:
        return np.ones_like(x)
    return x.dtype.type(1) / result if y < 0 else result


def _integer_power_code(emitter, equation, names):
    y, (x,) = equation.parameters["y"], names
    products = {2: f"({x}*{x})", 3: f"({x}*{x}*{x})", -1: f"(1/{x})"}
    if y in products and (y > 0 or equation.outputs[0].aval.dtype.kind == "f"):
        return products[y]
    return emitter.call(integer_pow_p, names, equation.parameters)


integer_pow_p, _ = elementwise("integer_pow", _integer_power, kinds=NUMBERS)
integer_pow_p.code = _integer_power_code


def integer_pow(x, y: int):
    """x to an integer power known in advance. Raises TypeError for a negative power of an integer."""
    aval = get_aval(x)
    if y < 0 and aval.dtype.kind in "iu":
        raise TypeError(
            f"Integers cannot be raised to negative powers, got integer_pow({aval.str_long()}, {int(y)})"
        )
    return bind(integer_pow_p, x, y=int(y))


def _integer_pow_derivative(tangent, out, x, y):
    if y == 0:
        return mul(tangent, constant_like(x, 0))
    power = (
        constant_like(x, y) if y == 1 else mul(constant_like(x, y), integer_pow(x, y - 1) if y != 2 else x)
    )
    return mul(tangent, power)


derivatives(integer_pow_p, _integer_pow_derivative)

square_p, square = elementwise("square", np.square, "({0}*{0})", kinds=NUMBERS)
derivatives(square_p, lambda t, out, x: mul(t, mul(constant_like(x, 2), x)))

pow_p, _ = elementwise("pow", np.power, kinds=FLOATING, weak=slice(None))


def _power(x, y):
    return np.power(x, y, dtype=x.dtype)


def _pow_abstract(x, y):
    if y.dtype.kind in "iu" and x.dtype.kind in FLOATING:
        return ShapedArray(common_shape("pow", (x, y)), x.dtype, x.weak_type)
    return ShapedArray(
        common_shape("pow", (x, y)), common_dtype("pow", (x, y), FLOATING), x.weak_type and y.weak_type
    )


pow_p.implementation = _power
pow_p.abstract = _pow_abstract
pow_p.code = lambda emitter, equation, names: (
    f"({names[0]}**{names[1]})"
    if equation.inputs[0].aval.dtype == equation.inputs[1].aval.dtype
    else emitter.call(pow_p, names, {})
)


def pow_(x, y):
    """x to the power y; y may be an integer array."""
    return bind(pow_p, x, y)


def _pow_derivative_base(tangent, out, x, y):
    is_integer = get_aval(y).dtype.kind in "iu"
    x, y = [convert_element_type(operand, get_aval(out).dtype) for operand in (x, y)]
    slope = mul(y, pow_(x, sub(y, constant_like(y, 1))))
    if is_integer:  # a power of zero is constant, also at zero, where the formula is 0 times infinity
        slope = select_n(eq(y, constant_like(y, 0)), slope, spread(constant_like(slope, 0), slope))
    return mul(tangent, slope)


def _pow_derivative_exponent(tangent, out, x, y):
    zero = constant_like(x, 0)
    base = select_n(eq(x, zero), x, spread(constant_like(x, 1), x))
    # At a zero base the derivative is zero where the power is defined.
    return mul(tangent, mul(log(base), out))


derivatives(pow_p, _pow_derivative_base, _pow_derivative_exponent)

sqrt_p, sqrt = elementwise("sqrt", np.sqrt, "np_sqrt({0})", kinds=FLOATING)
derivatives(sqrt_p, lambda t, out, x: mul(t, div(constant_like(x, 0.5), out)))
rsqrt_p, rsqrt = elementwise(
    "rsqrt", lambda x: x.dtype.type(1) / np.sqrt(x), "(1/np_sqrt({0}))", kinds=FLOATING
)
derivatives(rsqrt_p, lambda t, out, x: mul(t, mul(constant_like(x, -0.5), div(out, x))))
cbrt_p, cbrt = elementwise("cbrt", np.cbrt, "np_cbrt({0})", kinds=REAL)
derivatives(cbrt_p, lambda t, out, x: mul(t, mul(constant_like(x, 1 / 3), integer_pow(out, -2))))

# ---- exponentials and logarithms

exp_p, exp = elementwise("exp", np.exp, "np_exp({0})", kinds=FLOATING)
exp2_p, exp2 = elementwise("exp2", np.exp2, "np_exp2({0})", kinds=FLOATING)
log_p, log = elementwise("log", np.log, "np_log({0})", kinds=FLOATING)
log1p_p, log1p = elementwise("log1p", np.log1p, "np_log1p({0})", kinds=FLOATING)
expm1_p, expm1 = elementwise("expm1", np.expm1, "np_expm1({0})", kinds=FLOATING)
derivatives(exp_p, lambda t, out, x: mul(t, out))
derivatives(exp2_p, lambda t, out, x: mul(t, mul(constant_like(x, np.log(2)), out)))
derivatives(log_p, lambda t, out, x: div(t, x))
derivatives(log1p_p, lambda t, out, x: div(t, add(x, constant_like(x, 1))))
derivatives(expm1_p, lambda t, out, x: mul(t, add(out, constant_like(x, 1))))

logaddexp_p, logaddexp = elementwise("logaddexp", np.logaddexp, "np_logaddexp({0},{1})", kinds=REAL)


def _without_infinity(x):
    return select_n(eq(x, constant_like(x, np.inf)), x, spread(constant_like(x, 0), x))


def _logaddexp_share(tangent, out, x):
    return mul(tangent, exp(sub(_without_infinity(x), _without_infinity(out))))


derivatives(
    logaddexp_p,
    lambda t, out, x, y: _logaddexp_share(t, out, x),
    lambda t, out, x, y: _logaddexp_share(t, out, y),
)


def _logistic(x):
    # exp of a number that is never positive cannot overflow.
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small)).astype(x.dtype)


logistic_p, logistic = elementwise("logistic", _logistic, "(1/(1+np_exp(-{0})))", kinds=REAL)
derivatives(logistic_p, lambda t, out, x: mul(t, mul(out, sub(constant_like(x, 1), out))))

# ---- trigonometry

sin_p, sin = elementwise("sin", np.sin, "np_sin({0})", kinds=FLOATING)
cos_p, cos = elementwise("cos", np.cos, "np_cos({0})", kinds=FLOATING)
tan_p, tan = elementwise("tan", np.tan, "np_tan({0})", kinds=FLOATING)
asin_p, asin = elementwise("asin", np.arcsin, "np_arcsin({0})", kinds=FLOATING)
acos_p, acos = elementwise("acos", np.arccos, "np_arccos({0})", kinds=FLOATING)
atan_p, atan = elementwise("atan", np.arctan, "np_arctan({0})", kinds=FLOATING)
atan2_p, atan2 = elementwise("atan2", np.arctan2, "np_arctan2({0},{1})", kinds=REAL)
sinh_p, sinh = elementwise("sinh", np.sinh, "np_sinh({0})", kinds=FLOATING)
cosh_p, cosh = elementwise("cosh", np.cosh, "np_cosh({0})", kinds=FLOATING)
tanh_p, tanh = elementwise("tanh", np.tanh, "np_tanh({0})", kinds=FLOATING)
asinh_p, asinh = elementwise("asinh", np.arcsinh, "np_arcsinh({0})", kinds=FLOATING)
acosh_p, acosh = elementwise("acosh", np.arccosh, "np_arccosh({0})", kinds=FLOATING)
atanh_p, atanh = elementwise("atanh", np.arctanh, "np_arctanh({0})", kinds=FLOATING)


def _one_minus_square(x):
    return sub(constant_like(x, 1), square(x))


def _one_plus_square(x):
    return add(constant_like(x, 1), square(x))


def _minus_one_square(x):
    return sub(square(x), constant_like(x, 1))


derivatives(sin_p, lambda t, out, x: mul(t, cos(x)))
derivatives(cos_p, lambda t, out, x: neg(mul(t, sin(x))))
derivatives(tan_p, lambda t, out, x: mul(t, _one_plus_square(out)))
derivatives(asin_p, lambda t, out, x: mul(t, rsqrt(_one_minus_square(x))))
derivatives(acos_p, lambda t, out, x: mul(t, neg(rsqrt(_one_minus_square(x)))))
derivatives(atan_p, lambda t, out, x: div(t, _one_plus_square(x)))
derivatives(
    atan2_p,
    lambda t, out, x, y: mul(t, div(y, add(square(x), square(y)))),
    lambda t, out, x, y: mul(t, div(neg(x), add(square(x), square(y)))),
)
derivatives(sinh_p, lambda t, out, x: mul(t, cosh(x)))
derivatives(cosh_p, lambda t, out, x: mul(t, sinh(x)))
derivatives(tanh_p, lambda t, out, x: mul(add(t, mul(t, out)), sub(constant_like(x, 1), out)))
derivatives(asinh_p, lambda t, out, x: mul(t, rsqrt(_one_plus_square(x))))
derivatives(acosh_p, lambda t, out, x: mul(t, rsqrt(_minus_one_square(x))))
derivatives(atanh_p, lambda t, out, x: div(t, _one_minus_square(x)))

# ---- signs and rounding


def _absolute_dtype(dtype):
    return np.dtype(np.float32) if dtype.kind == "c" else dtype


abs_p, abs_ = elementwise("abs", np.abs, "np_abs({0})", kinds=NUMBERS, result=_absolute_dtype)
sign_p, sign = elementwise("sign", np.sign, "np_sign({0})", kinds=NUMBERS)
floor_p, floor = elementwise("floor", np.floor, "np_floor({0})", kinds=REAL)
ceil_p, ceil = elementwise("ceil", np.ceil, "np_ceil({0})", kinds=REAL)
nextafter_p, nextafter = elementwise("nextafter", np.nextafter, kinds=REAL)
round_p, _ = elementwise("round", None, kinds=REAL)


def _round(x, *, rounding_method):
    if rounding_method == 1:
        return np.rint(x)
    return np.where(np.abs(x - np.trunc(x)) == 0.5, np.trunc(x) + np.sign(x), np.rint(x)).astype(x.dtype)


round_p.implementation = _round


def round_(x, rounding_method: int = 0):
    """Nearest integer; a half goes away from zero (0) or to the even neighbour (1)."""
    return bind(round_p, x, rounding_method=int(rounding_method))


def _abs_derivative(tangent, out, x):
    if get_aval(x).dtype.kind == "c":
        zero, one = constant_like(out, 0), constant_like(out, 1)
        size = select_n(eq(out, zero), out, spread(one, out))
        return real(mul(tangent, div(conj(x), complex_(size, mul(size, zero)))))
    return select_n(ge(x, constant_like(x, 0)), neg(tangent), tangent)


derivatives(abs_p, _abs_derivative)
for primitive in (sign_p, floor_p, ceil_p, round_p):
    no_derivative(primitive)

max_p, max_ = elementwise("max", np.maximum, kinds=ORDERED + "c")
min_p, min_ = elementwise("min", np.minimum, kinds=ORDERED + "c")


def _extreme_code(ufunc: str, comparison: str):
    def code(emitter, equation, names):
        x, y = names
        if equation.outputs[0].aval.shape == ():  # a Python branch is far faster than a ufunc on scalars
            return f"({x} if {x}{comparison}{y} or {x}!={x} else {y})"
        return f"{ufunc}({x},{y})"

    return code


max_p.code = _extreme_code("np_maximum", ">=")
min_p.code = _extreme_code("np_minimum", "<=")


def _share(chosen, out, other):
    """1 where the operand was chosen, 1/2 where both are equal, else 0."""
    one, half, zero = (constant_like(out, number) for number in (1, 0.5, 0))
    factor = select_n(eq(other, out), spread(one, out), spread(half, out))
    return select_n(eq(chosen, out), spread(zero, out), factor)


for primitive in (max_p, min_p):
    derivatives(
        primitive,
        lambda t, out, x, y: mul(t, _share(x, out, y)),
        lambda t, out, x, y: mul(t, _share(y, out, x)),
    )

for primitive in (max_p, min_p):
    primitive.returns_operand = True

clamp_p = Primitive("clamp", weak_arguments=slice(1, 2))


def _clamp_abstract(low, x, high):
    dtype = common_dtype("clamp", (low, x, high), ORDERED)
    for name, bound in (("min", low), ("max", high)):
        if bound.shape not in ((), x.shape):
            raise TypeError(
                f"clamp requires {name}.shape == operand.shape or {name}.shape == (), got {name}.shape="
                f"{bound.shape}, operand.shape={x.shape}."
            )
    return ShapedArray(x.shape, dtype, x.weak_type)


clamp_p.implementation = lambda low, x, high: np.minimum(np.maximum(x, low), high)
clamp_p.abstract = _clamp_abstract
clamp_p.is_elementwise = clamp_p.returns_operand = True
clamp_p.code = lambda emitter, equation, names: "np_minimum(np_maximum({1},{0}),{2})".format(*names)


def _clamp_batch(size, values, batched):
    from jax._src.batching import add_batch_axis
    from jax._src.primitives.shapes import broadcast_in_dim

    low, x, high = values
    x = x if batched[1] else add_batch_axis(x, size)
    shape = shape_of(x)
    bounds = []
    for bound, is_batched in ((low, batched[0]), (high, batched[2])):
        if is_batched:
            bound = broadcast_in_dim(bound, shape, range(len(shape_of(bound))))
        elif shape_of(bound):
            bound = add_batch_axis(bound, size)
        bounds.append(bound)
    return bind(clamp_p, bounds[0], x, bounds[1])


clamp_p.batch = _clamp_batch


def clamp(low, x, high):
    """x limited to [low, high]."""
    return bind(clamp_p, low, x, high)


def _clamp_derivative_x(tangent, out, low, x, high):
    inside = and_(gt(x, low), lt(x, high))
    return select_n(inside, mul(tangent, constant_like(tangent, 0)), tangent)


def _clamp_derivative_low(tangent, out, low, x, high):
    tangent = spread(tangent, out)
    return select_n(gt(low, x), mul(tangent, constant_like(tangent, 0)), tangent)


def _clamp_derivative_high(tangent, out, low, x, high):
    tangent = spread(tangent, out)
    return select_n(lt(high, x), mul(tangent, constant_like(tangent, 0)), tangent)


derivatives(clamp_p, _clamp_derivative_low, _clamp_derivative_x, _clamp_derivative_high)

# ---- comparison and bits

# Operators, not ufuncs: these do not know the structured dtype of keys.
eq_p, eq = elementwise("eq", operator.eq, "({0}=={1})", result=np.bool_)
ne_p, ne = elementwise("ne", operator.ne, "({0}!={1})", result=np.bool_)
lt_p, lt = elementwise("lt", np.less, "({0}<{1})", kinds=ORDERED, result=np.bool_)
le_p, le = elementwise("le", np.less_equal, "({0}<={1})", kinds=ORDERED, result=np.bool_)
gt_p, gt = elementwise("gt", np.greater, "({0}>{1})", kinds=ORDERED, result=np.bool_)
ge_p, ge = elementwise("ge", np.greater_equal, "({0}>={1})", kinds=ORDERED, result=np.bool_)
is_finite_p, is_finite = elementwise(
    "is_finite", np.isfinite, "np_isfinite({0})", kinds=FLOATING, result=np.bool_
)
and_p, and_ = elementwise("and", np.bitwise_and, "({0}&{1})", kinds=BITS)
or_p, or_ = elementwise("or", np.bitwise_or, "({0}|{1})", kinds=BITS)
xor_p, xor = elementwise("xor", np.bitwise_xor, "({0}^{1})", kinds=BITS)
not_p, not_ = elementwise("not", np.bitwise_not, "np_invert({0})", kinds=BITS)
population_count_p, population_count = elementwise(
    "population_count", lambda x: np.bitwise_count(x).astype(x.dtype), kinds="iu"
)


def _count_leading_zeros(x):
    bits = 8 * x.dtype.itemsize
    unsigned = np.asarray(x).astype(np.uint64) & np.uint64(2**bits - 1)
    return (bits - np.ceil(np.log2(unsigned.astype(np.float64) + 1))).astype(x.dtype)


clz_p, clz = elementwise("clz", _count_leading_zeros, kinds="iu")


def _shift(function):
    def shift(x, y):
        bits = 8 * x.dtype.itemsize
        if is_integer_pair(x, y):
            return function(x, x.dtype.type(y)) if 0 <= y < bits else x.dtype.type(0)
        too_far = (y < 0) | (y >= bits)
        return np.where(too_far, 0, function(x, np.where(too_far, 0, y).astype(x.dtype))).astype(x.dtype)

    return shift


def _shift_right_logical(x, y):
    unsigned = np.dtype(f"u{x.dtype.itemsize}")
    return np.right_shift(np.asarray(x).view(unsigned), np.asarray(y).astype(unsigned)).view(x.dtype)


def _shift_right_arithmetic(x, y):
    if is_integer_pair(x, y):
        return x.dtype.type(int(x) >> (min(int(y), 63) if y >= 0 else 63))
    return np.right_shift(x, np.minimum(y, 8 * x.dtype.itemsize - 1))


shift_left_p, shift_left = elementwise("shift_left", _shift(np.left_shift), kinds="iu")
shift_right_logical_p, shift_right_logical = elementwise(
    "shift_right_logical", _shift(_shift_right_logical), kinds="iu"
)
shift_right_arithmetic_p, shift_right_arithmetic = elementwise(
    "shift_right_arithmetic", _shift_right_arithmetic, kinds="iu"
)
for primitive in (
    eq_p, ne_p, lt_p, le_p, gt_p, ge_p, is_finite_p, and_p, or_p, xor_p, not_p, population_count_p, clz_p,
    shift_left_p, shift_right_logical_p, shift_right_arithmetic_p,
):  # fmt: skip
    no_derivative(primitive)

# ---- choice

select_n_p = Primitive("select_n", weak_arguments=slice(1, None))


def _select(which, *cases):
    if len(cases) == 2:
        return np.where(which, cases[1], cases[0])
    return np.choose(which, cases).astype(cases[0].dtype)


def _select_abstract(which, *cases):
    dtype, shape = cases[0].dtype, cases[0].shape
    if any(case.dtype != dtype for case in cases):
        names = tuple(dtype_name(case.dtype) for case in cases)
        raise TypeError(f"select cases must have the same dtypes, got {', '.join(names)}")
    if any(case.shape != shape for case in cases):
        raise TypeError(
            f"select cases must have the same shapes, got [{', '.join(str(c.shape) for c in cases)}]."
        )
    if which.shape not in ((), shape):
        raise TypeError(
            f"select `which` must be scalar or have the same shape as cases, got `which` shape {which.shape} but "
            f"case shape {shape}."
        )
    return ShapedArray(shape, dtype, select_n_p.is_weak((which, *cases)))


def _select_code(emitter, equation, names):
    if len(names) != 3:
        return emitter.call(select_n_p, names, {})
    if equation.inputs[0].aval.shape == ():
        return f"({names[2]} if {names[0]} else {names[1]})"
    return f"np_where({names[0]},{names[2]},{names[1]})"


def _select_jvp(primals, tangents):
    which, *cases = primals
    out = select_n(which, *cases)
    if all(tangent is None for tangent in tangents[1:]):
        return out, None
    moved = [instantiate(tangent, case) for tangent, case in zip(tangents[1:], cases, strict=True)]
    return out, select_n(which, *moved)


def _select_transpose(cotangent, which, *cases):
    nothing = constant_like(cotangent, 0)
    results = []
    for index, case in enumerate(cases):
        if not is_undefined(case):
            results.append(None)
            continue
        shares = [nothing] * len(cases)
        shares[index] = cotangent
        results.append(select_n(which, *shares))
    return [None, *results]


def _select_batch(size, values, batched):
    from jax._src.batching import add_batch_axis
    from jax._src.primitives.shapes import broadcast_in_dim

    which, *cases = values
    if any(batched[1:]):
        cases = [
            case if is_batched else add_batch_axis(case, size)
            for case, is_batched in zip(cases, batched[1:], strict=True)
        ]
    else:
        cases = [add_batch_axis(case, size) for case in cases]
    shape = shape_of(cases[0])
    if batched[0] and shape_of(which) != shape:
        which = broadcast_in_dim(which, shape, (0,))
    elif not batched[0] and shape_of(which):
        which = add_batch_axis(which, size)
    return bind(select_n_p, which, *cases)


select_n_p.is_elementwise = select_n_p.returns_operand = True
select_n_p.implementation = _select
select_n_p.abstract = _select_abstract
select_n_p.code = _select_code
select_n_p.jvp = _select_jvp
select_n_p.transpose = _select_transpose
select_n_p.batch = _select_batch


def select_n(which, *cases):
    """Element by element, the case that ``which`` names: False or 0 the first, True or 1 the second, …"""
    from jax._src.primitives.shapes import broadcast_in_dim

    shapes = [shape_of(case) for case in cases]
    shape = max(shapes, key=len)
    if shape and any(not s for s in shapes):
        cases = [
            case if s else broadcast_in_dim(case, shape, ()) for case, s in zip(cases, shapes, strict=True)
        ]
    return bind(select_n_p, which, *cases)


# ---- conversion

convert_element_type_p = Primitive("convert_element_type", weak_arguments=slice(0, 0))


def _convert(x, *, new_dtype, weak_type):
    if x.dtype.kind in "fc" and new_dtype.kind in "iu":
        limits = np.iinfo(new_dtype)
        # XLA saturates, and sends nan to zero, where NumPy leaves it to the processor.
        wide = np.nan_to_num(
            np.trunc(np.real(x).astype(np.float64)), nan=0.0, posinf=limits.max, neginf=limits.min
        )
        return np.clip(wide, limits.min, limits.max).astype(new_dtype)
    if x.dtype.kind == "c" and new_dtype.kind == "f":
        return np.real(x).astype(new_dtype)
    return x.astype(new_dtype)


def _convert_code(emitter, equation, names):
    old, new = equation.inputs[0].aval.dtype, equation.outputs[0].aval.dtype
    if old == new:
        return names[0]
    if old.kind in "fc" and new.kind != "f" and new.kind != "b":
        return emitter.call(convert_element_type_p, names, equation.parameters)
    if old.kind == "c":
        return emitter.call(convert_element_type_p, names, equation.parameters)
    if equation.inputs[0].aval.shape == ():
        return f"{emitter.constant(new.type)}({names[0]})"
    return f"{names[0]}.astype({emitter.constant(new)})"


def convert_element_type(x, dtype, weak_type: bool = False):
    """The array in another dtype; the same array when nothing changes."""
    aval, dtype = get_aval(x), np.dtype(dtype)
    if aval.dtype == dtype and aval.weak_type == weak_type and isinstance(x, Array):
        return x
    return bind(convert_element_type_p, x, new_dtype=dtype, weak_type=bool(weak_type))


def _convert_jvp(primals, tangents, new_dtype, weak_type):
    out = bind(convert_element_type_p, *primals, new_dtype=new_dtype, weak_type=weak_type)
    if tangents[0] is None or new_dtype.kind not in FLOATING:
        return out, None
    return out, convert_element_type(tangents[0], new_dtype, weak_type)


convert_element_type_p.implementation = _convert
convert_element_type_p.abstract = lambda x, new_dtype, weak_type: ShapedArray(x.shape, new_dtype, weak_type)
convert_element_type_p.jvp = _convert_jvp
convert_element_type_p.transpose = lambda ct, x, new_dtype, weak_type: [
    convert_element_type(ct, x.aval.dtype, x.aval.weak_type)
]
convert_element_type_p.code = _convert_code
convert_element_type_p.batch = lambda size, values, batched, **parameters: bind(
    convert_element_type_p, *values, **parameters
)

bitcast_convert_type_p, _ = elementwise("bitcast_convert_type", None)
bitcast_convert_type_p.implementation = lambda x, *, new_dtype: np.asarray(x).view(new_dtype)
bitcast_convert_type_p.abstract = lambda x, *, new_dtype: ShapedArray(x.shape, new_dtype)
bitcast_convert_type_p.weak_arguments = slice(0, 0)
no_derivative(bitcast_convert_type_p)


def bitcast_convert_type(x, dtype):
    """The same bits read as another dtype of the same width."""
    return bind(bitcast_convert_type_p, x, new_dtype=np.dtype(dtype))


# ---- complex numbers

real_p, real = elementwise("real", np.real, kinds="c", result=_absolute_dtype)
imag_p, imag = elementwise("imag", np.imag, kinds="c", result=_absolute_dtype)
complex_p, complex_ = elementwise(
    "complex", lambda x, y: (x + 1j * y).astype(np.complex64), kinds=REAL, result=np.complex64
)
conj_p, _ = elementwise("conj", np.conj, kinds=FLOATING)


def conj(x):
    """The complex conjugate; a real array unchanged."""
    return bind(conj_p, x) if get_aval(x).dtype.kind == "c" else x


def _zero_like(x):
    return mul(x, constant_like(x, 0))


linear(real_p, lambda ct, x: [complex_(ct, _zero_like(ct))])
linear(imag_p, lambda ct, x: [complex_(_zero_like(ct), neg(ct))])
linear(conj_p, lambda ct, x: [conj(ct)])
derivatives(
    complex_p,
    lambda t, out, x, y: spread(complex_(t, _zero_like(t)), out),
    lambda t, out, x, y: spread(complex_(_zero_like(t), t), out),
)
complex_p.transpose = lambda ct, x, y: [
    sum_to_shape(real(ct), aval_of(x)) if is_undefined(x) else None,
    sum_to_shape(neg(imag(ct)), aval_of(y)) if is_undefined(y) else None,
]

# ---- the derivative stops here

stop_gradient_p, _ = elementwise("stop_gradient", lambda x: x, "{0}")
no_derivative(stop_gradient_p)


def stop_gradient(x):
    """The array, as a constant for every derivative."""
    return bind(stop_gradient_p, x) if get_aval(x).dtype.kind in FLOATING else x


copy_p, copy = elementwise("copy", lambda x: np.array(x), "{0}")
linear(copy_p, lambda ct, x: [ct])
