"""Functions that act on each element. Operands have one dtype and one rank; scalars fit any shape."""

import enum

import numpy as np

from jax._src import tree_functions
from jax._src.absent import absent
from jax._src.avals import dtype_name
from jax._src.core import Array, ArrayImpl, bind, get_aval
from jax._src.differentiation import as_array, linear
from jax._src.lax.arguments import (
    ANY,
    BITS,
    COMPLEX,
    FLOATING,
    INEXACT,
    INTEGER,
    NUMBER,
    ORDERED,
    REAL,
    SIGNED,
    WHOLE,
    check_kind,
    check_ranks,
    check_same_dtypes,
    common_shape,
    operand,
)
from jax._src.primitives import elementwise as primitives
from jax._src.primitives import special
from jax._src.primitives.shapes import broadcast_in_dim
from jax._src.promotion import requested_dtype


def _broadcast(operands, avals, name: str):
    """Operands of one shape; scalars stay scalars."""
    shape = common_shape(name, avals)
    return [
        value if aval.shape in ((), shape) else broadcast_in_dim(value, shape, range(len(shape)))
        for value, aval in zip(operands, avals, strict=True)
    ]


def _check_accuracy(accuracy, name: str) -> None:
    if accuracy is not None:
        absent(f"jax.lax.{name} with accuracy")


def _one(
    name: str,
    function,
    accepted,
    description: str,
    accuracy: bool = False,
    public: str | None = None,
    real_only=False,
):
    """A function of one array."""

    def apply(x, accuracy=None):
        _check_accuracy(accuracy, name)
        x = operand(x, name)
        check_kind(name, get_aval(x), accepted)
        if real_only and get_aval(x).dtype.kind == "c":
            absent(f"jax.lax.{name} of complex numbers")
        return function(x)

    def apply_plain(x):
        return apply(x)

    result = apply if accuracy else apply_plain
    result.__name__ = result.__qualname__ = public or name
    result.__module__ = "jax.lax"
    result.__doc__ = f"Element-wise {description}."
    return result


def _two(name: str, function, accepted, description: str, public: str | None = None, real_only=False):
    """A function of two arrays of one dtype."""

    def apply(x, y):
        operands = [operand(x, name, 0), operand(y, name, 1)]
        avals = [get_aval(value) for value in operands]
        check_ranks(name, avals)
        for position, aval in enumerate(avals):
            check_kind(name, aval, accepted, position)
        check_same_dtypes(name, avals)
        if real_only and avals[0].dtype.kind == "c":
            absent(f"jax.lax.{name} of complex numbers")
        return function(*_broadcast(operands, avals, name))

    apply.__name__ = apply.__qualname__ = public or name
    apply.__module__ = "jax.lax"
    apply.__doc__ = f"Element-wise {description}, of arrays of one dtype and one rank, or scalars."
    return apply


# ---- arithmetic

add = _two("add", primitives.add, NUMBER, "sum x + y")
sub = _two("sub", primitives.sub, NUMBER, "difference x - y")
div = _two("div", primitives.div, NUMBER, "quotient x / y; integers are divided towards zero")
rem = _two("rem", primitives.rem, (INTEGER, FLOATING), "remainder of x / y, with the sign of x")
max = _two("max", primitives.max_, ANY, "maximum")
min = _two("min", primitives.min_, ANY, "minimum")
atan2 = _two("atan2", primitives.atan2, INEXACT, "angle of the point (y, x)", real_only=True)
nextafter = _two("nextafter", primitives.nextafter, REAL, "next number after x1 towards x2")
_plain_mul = _two("mul", primitives.mul, NUMBER, "product x * y")


def mul(x, y, *, out_dtype=None):
    """Element-wise product x * y, of arrays of one dtype and one rank, or scalars."""
    product = _plain_mul(x, y)
    if out_dtype is not None and requested_dtype(out_dtype, "mul") != get_aval(product).dtype:
        absent("jax.lax.mul with out_dtype")
    return product


def pow(x, y):
    """Element-wise x to the power y; y has the dtype of x, or is an integer."""
    operands = [operand(x, "pow", 0), operand(y, "pow", 1)]
    avals = [get_aval(value) for value in operands]
    for position, (aval, accepted) in enumerate(zip(avals, (INEXACT, NUMBER), strict=True)):
        check_kind("pow", aval, accepted, position)
    if avals[1].dtype.kind not in "iu":
        check_same_dtypes("pow", avals)
    return primitives.pow_(*_broadcast(operands, avals, "pow"))


neg = _one("neg", primitives.neg, NUMBER, "negative -x")
sign = _one("sign", primitives.sign, NUMBER, "sign: -1, 0 or 1")
abs = _one("abs", primitives.abs_, (FLOATING, COMPLEX, SIGNED), "absolute value")
floor = _one("floor", primitives.floor, REAL, "greatest integer not above x")
ceil = _one("ceil", primitives.ceil, REAL, "least integer not below x")
square = _one("square", primitives.square, NUMBER, "square")
sqrt = _one("sqrt", primitives.sqrt, INEXACT, "square root", accuracy=True)
rsqrt = _one("rsqrt", primitives.rsqrt, INEXACT, "1 / sqrt(x)", accuracy=True)
cbrt = _one("cbrt", primitives.cbrt, REAL, "cube root", accuracy=True)


class RoundingMethod(enum.IntEnum):
    """Where a half goes: away from zero, or to the even neighbour."""

    AWAY_FROM_ZERO = 0
    TO_NEAREST_EVEN = 1


def round(x, rounding_method=RoundingMethod.AWAY_FROM_ZERO):
    """Element-wise nearest integer; a half goes away from zero, or with ``TO_NEAREST_EVEN`` to the even one."""
    x = operand(x, "round")
    check_kind("round", get_aval(x), REAL)
    return primitives.round_(x, int(rounding_method))


def integer_pow(x, y: int):
    """Element-wise x to an integer power known in advance."""
    aval = get_aval(operand(x, "integer_pow"))
    check_kind("integer_pow", aval, (INTEGER, FLOATING, COMPLEX))
    if aval.dtype.kind in "iu" and y < 0:
        raise TypeError(f"Integers cannot be raised to negative powers, got integer_pow({aval}, {y})")
    if y == 0:
        return full_of_ones(x)
    return as_array(x) if y == 1 else primitives.integer_pow(x, y)


def full_of_ones(x):
    """Ones of the shape, dtype and weak type of x."""
    aval = get_aval(x)
    return broadcast_in_dim(ArrayImpl(aval.dtype.type(1), aval.weak_type), aval.shape, ())


def reciprocal(x):
    """Element-wise 1 / x."""
    return integer_pow(x, -1)


# ---- exponentials, trigonometry, complex numbers

exp = _one("exp", primitives.exp, INEXACT, "exponential", accuracy=True)
exp2 = _one("exp2", primitives.exp2, INEXACT, "power of two", accuracy=True)
expm1 = _one("expm1", primitives.expm1, INEXACT, "exp(x) - 1, exact near zero", accuracy=True)
log = _one("log", primitives.log, INEXACT, "natural logarithm", accuracy=True)
log1p = _one("log1p", primitives.log1p, INEXACT, "log(1 + x), exact near zero", accuracy=True)
logistic = _one(
    "logistic", primitives.logistic, INEXACT, "sigmoid 1 / (1 + exp(-x))", accuracy=True, real_only=True
)
sin = _one("sin", primitives.sin, INEXACT, "sine", accuracy=True)
cos = _one("cos", primitives.cos, INEXACT, "cosine", accuracy=True)
tan = _one("tan", primitives.tan, INEXACT, "tangent", accuracy=True)
tanh = _one("tanh", primitives.tanh, INEXACT, "hyperbolic tangent", accuracy=True)
asin = _one("asin", primitives.asin, INEXACT, "arc sine")
acos = _one("acos", primitives.acos, INEXACT, "arc cosine")
atan = _one("atan", primitives.atan, INEXACT, "arc tangent")
sinh = _one("sinh", primitives.sinh, INEXACT, "hyperbolic sine")
cosh = _one("cosh", primitives.cosh, INEXACT, "hyperbolic cosine")
asinh = _one("asinh", primitives.asinh, INEXACT, "inverse hyperbolic sine")
acosh = _one("acosh", primitives.acosh, INEXACT, "inverse hyperbolic cosine")
atanh = _one("atanh", primitives.atanh, INEXACT, "inverse hyperbolic tangent")
real = _one("real", primitives.real, (COMPLEX,), "real part")
imag = _one("imag", primitives.imag, (COMPLEX,), "imaginary part")
complex = _two("complex", primitives.complex_, ("float32, float64",), "complex number x + iy")


def _conjugate(x):
    if get_aval(x).dtype.kind == "c":
        return primitives.conj(x)
    return primitives.complex_(x, primitives.mul(x, primitives.constant_like(x, 0)))


conj = _one("conj", _conjugate, ("float32", COMPLEX, "float64"), "complex conjugate, a complex number")

# ---- comparison, bits, choice

eq = _two("eq", primitives.eq, ANY, "x == y")
ne = _two("ne", primitives.ne, ANY, "x != y")
lt = _two("lt", primitives.lt, ORDERED, "x < y")
le = _two("le", primitives.le, ORDERED, "x <= y")
gt = _two("gt", primitives.gt, ORDERED, "x > y")
ge = _two("ge", primitives.ge, ORDERED, "x >= y")
is_finite = _one("is_finite", primitives.is_finite, REAL, "test for a finite number")
bitwise_and = _two("and", primitives.and_, BITS, "and of the bits", public="bitwise_and")
bitwise_or = _two("or", primitives.or_, BITS, "or of the bits", public="bitwise_or")
bitwise_xor = _two("xor", primitives.xor, BITS, "exclusive or of the bits", public="bitwise_xor")
bitwise_not = _one("not", primitives.not_, BITS, "inversion of the bits", public="bitwise_not")
population_count = _one("population_count", primitives.population_count, WHOLE, "number of bits set")
clz = _one("clz", primitives.clz, WHOLE, "number of leading zero bits")
shift_left = _two("shift_left", primitives.shift_left, WHOLE, "shift of the bits of x to the left by y")
shift_right_logical = _two(
    "shift_right_logical",
    primitives.shift_right_logical,
    WHOLE,
    "shift of the bits to the right, zeros coming in",
)
shift_right_arithmetic = _two(
    "shift_right_arithmetic",
    primitives.shift_right_arithmetic,
    WHOLE,
    "shift of the bits to the right, keeping the sign",
)


def clamp(min, x, max):
    """x limited to [min, max]; the limits are scalars or have the shape of x."""
    operands = [operand(value, "clamp", position) for position, value in enumerate((min, x, max))]
    avals = [get_aval(value) for value in operands]
    for position, aval in enumerate(avals):
        check_kind("clamp", aval, ANY, position)
    check_same_dtypes("clamp", avals)
    for name, aval in (("min", avals[0]), ("max", avals[2])):
        if aval.shape not in ((), avals[1].shape):
            raise TypeError(
                f"clamp requires {name}.shape == operand.shape or {name}.shape == (), got {name}.shape={aval.shape}, "
                f"operand.shape={avals[1].shape}."
            )
    return primitives.clamp(*operands)


def select(pred, on_true, on_false):
    """Element by element ``on_true`` where pred is true, else ``on_false``; both of one shape and dtype, pred a
    scalar or of the same shape."""
    return select_n(pred, on_false, on_true)


def select_n(which, *cases):
    """Element by element the case that ``which`` names: False or 0 the first, True or 1 the second …"""
    if not cases:
        raise ValueError("select_n() must have at least one case")
    which = operand(which, "select_n", 0)
    cases = [operand(case, "select_n", position + 1) for position, case in enumerate(cases)]
    avals = [get_aval(case) for case in cases]
    shapes = [aval.shape for aval in avals]
    if any(shape != shapes[0] for shape in shapes):
        raise TypeError(f"select cases must have the same shapes, got [{', '.join(map(str, shapes))}].")
    aval = get_aval(which)
    if aval.shape not in ((), shapes[0]):
        raise TypeError(
            "select `which` must be scalar or have the same shape as cases, got `which` shape "
            f"{aval.shape} but case shape {shapes[0]}."
        )
    check_same_dtypes("select", avals)
    if aval.dtype.kind == "b" and len(cases) > 2:
        raise TypeError("select with boolean `which` cannot have > 2 cases.")
    if aval.dtype.kind not in "biu":
        raise TypeError(f"select `which` must be boolean or integer type, got {dtype_name(aval.dtype)}.")
    return cases[0] if len(cases) == 1 else primitives.select_n(which, *cases)


# ---- conversion


def convert_element_type(operand, new_dtype):
    """The array in another dtype; the result is strongly typed, unless ``new_dtype`` is Python's own float, int …"""
    if not isinstance(operand, Array):
        if operand is None:
            raise ValueError("Invalid argument to dtype: None.")
        try:
            operand = as_array(operand)
        except TypeError:
            raise TypeError(
                f"Value {operand!r} with dtype {np.asarray(operand).dtype} is not a valid JAX array type. Only arrays "
                "of numeric types are supported by JAX."
            ) from None
    return primitives.convert_element_type(operand, requested_dtype(new_dtype, "convert_element_type"))


def bitcast_convert_type(operand, new_dtype):
    """The same bits read as another dtype. A narrower one adds a last axis, a wider one takes it away."""
    dtype, aval = requested_dtype(new_dtype, "bitcast_convert_type"), get_aval(operand)
    if dtype == aval.dtype:
        return as_array(operand)
    if "b" in (dtype.kind, aval.dtype.kind) or "c" in (dtype.kind, aval.dtype.kind):
        raise TypeError(
            "lax.bitcast_convert_type does not support bool or complex values unless the operand and destination types "
            f"match. Got operand dtype={dtype_name(aval.dtype)}, new_dtype={dtype!r}. Consider using the arr.view() "
            "method instead."
        )
    if dtype.itemsize != aval.dtype.itemsize:
        absent("jax.lax.bitcast_convert_type to a dtype of another width")
    return primitives.bitcast_convert_type(operand, dtype)


def reduce_precision(operand, exponent_bits: int, mantissa_bits: int):
    """Element-wise the nearest number with so many bits of exponent and mantissa."""
    x = as_array(operand)
    aval = get_aval(x)
    check_kind("reduce_precision", aval, REAL)
    if aval.dtype != np.float32:
        absent("jax.lax.reduce_precision of float16")
    return bind(reduce_precision_p, x, exponent_bits=int(exponent_bits), mantissa_bits=int(mantissa_bits))


def _rounded(x, *, exponent_bits, mantissa_bits):
    x = np.asarray(x)
    bits, dropped = x.view(np.uint32), 23 - mantissa_bits
    if dropped > 0:  # to the nearest, halves to the even one
        last = (bits >> np.uint32(dropped)) & np.uint32(1)
        bits = bits + last + np.uint32((1 << (dropped - 1)) - 1)
        bits = bits & np.uint32(~((1 << dropped) - 1) & 0xFFFFFFFF)
    if exponent_bits < 8:
        sign_bit, exponent = bits & np.uint32(0x80000000), bits & np.uint32(0x7F800000)
        largest = (1 << (exponent_bits - 1)) - 1
        bits = np.where(exponent > np.uint32((127 + largest) << 23), sign_bit | np.uint32(0x7F800000), bits)
        bits = np.where(exponent <= np.uint32((127 - largest) << 23), sign_bit, bits)
    return np.where(np.isnan(x), x, bits.view(np.float32))


reduce_precision_p, _ = primitives.elementwise("reduce_precision", None, kinds="f")
reduce_precision_p.implementation = _rounded
linear(reduce_precision_p, lambda ct, x, **parameters: [bind(reduce_precision_p, ct, **parameters)])


def stop_gradient(x):
    """The value as a constant for every derivative; x may be a tree."""

    def stop(leaf):
        return primitives.stop_gradient(leaf) if isinstance(leaf, Array) else leaf

    return tree_functions.tree_map(stop, x)


# ---- special functions

erf = _one("erf", special.erf, REAL, "error function")
erfc = _one("erfc", special.erfc, REAL, "complement of the error function")
erf_inv = _one("erf_inv", special.erf_inv, REAL, "inverse of the error function")
lgamma = _one("lgamma", special.lgamma, REAL, "logarithm of the absolute value of the gamma function")
digamma = _one("digamma", special.digamma, REAL, "derivative of lgamma")
bessel_i0e = _one("bessel_i0e", special.bessel_i0e, REAL, "scaled modified Bessel function of order 0")
bessel_i1e = _one("bessel_i1e", special.bessel_i1e, REAL, "scaled modified Bessel function of order 1")
igamma = _two("igamma", special.igamma, REAL, "regularised lower incomplete gamma function")
igammac = _two("igammac", special.igammac, REAL, "regularised upper incomplete gamma function")
igamma_grad_a = _two("igamma_grad_a", special.igamma_grad_a, REAL, "derivative of igamma by a")
random_gamma_grad = _two("random_gamma_grad", special.random_gamma_grad, REAL, "derivative of gamma samples")
polygamma = _two("polygamma", special.polygamma, REAL, "m-th derivative of digamma")
zeta = _two("zeta", special.zeta, REAL, "Hurwitz zeta function")


def betainc(a, b, x):
    """Element-wise regularised incomplete beta integral."""
    name = "regularized_incomplete_beta"
    operands = [operand(value, name, position) for position, value in enumerate((a, b, x))]
    avals = [get_aval(value) for value in operands]
    for position, aval in enumerate(avals):
        check_kind(name, aval, REAL, position)
    check_same_dtypes(name, avals)
    return special.betainc(*_broadcast(operands, avals, name))


def dtype(x) -> np.dtype:
    """The dtype of a value."""
    return get_aval(x).dtype


def shape_as_value(shape):
    """A shape as a one-dimensional array."""
    values = np.asarray(shape, np.int32)
    return values if values.size else ArrayImpl(values)
