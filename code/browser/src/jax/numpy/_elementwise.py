"""Functions that act on each element alone, with JAX's promotion and NumPy's broadcasting."""

import operator

import numpy as np

from jax._src.array_arguments import (
    as_jit,
    checked,
    concrete,
    is_concrete,
    promoted,
    refuse_out,
    refuse_text,
    same_rank,
    to_array,
)
from jax._src.core import ArrayImpl
from jax._src.primitives import elementwise as lax
from jax._src.primitives.elementwise import constant_like, convert_element_type, spread
from jax._src.primitives.shapes import full
from jax._src.promotion import check_arraylike, promote_arguments, result_type
from jax.numpy._choice import where_jit as where
from jax.numpy._ufuncs import ufunc

_LARGEST_EXPONENT = 400  # beyond it every float32 is zero or infinite


def full_like(x, number, dtype=None):
    """One number in the shape of x."""
    if dtype is not None:
        return full(x.shape, number, dtype)
    return convert_element_type(full(x.shape, number, x.aval.dtype), x.aval.dtype, x.weak_type)


def _unary(name: str, primitive, about: str, to: str = "inexact"):
    def function(x, /):
        return primitive(*promoted(name, x, to=to))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = about
    return function


def _alias(function, name: str, promote: bool = True):
    def alias(*arguments):
        refuse_text(name, arguments)
        return function(*(promoted(name, *arguments) if promote else arguments))

    alias.__name__ = alias.__qualname__ = name
    alias.__doc__ = f"The same as ``jax.numpy.{function.__name__}``."
    return alias


exp = _unary("exp", lax.exp, "e to the power x.")
exp2 = _unary("exp2", lax.exp2, "2 to the power x.")
expm1 = _unary("expm1", lax.expm1, "exp(x) - 1, exact also for small x.")
log = _unary("log", lax.log, "The natural logarithm.")
log1p = _unary("log1p", lax.log1p, "log(1 + x), exact also for small x.")
sqrt = _unary("sqrt", lax.sqrt, "The square root.")
cbrt = _unary("cbrt", lax.cbrt, "The cube root.")
sin = _unary("sin", lax.sin, "The sine of an angle in radians.")
cos = _unary("cos", lax.cos, "The cosine of an angle in radians.")
tan = _unary("tan", lax.tan, "The tangent of an angle in radians.")
arcsin = _unary("arcsin", lax.asin, "The angle in radians whose sine is x.")
arccos = _unary("arccos", lax.acos, "The angle in radians whose cosine is x.")
arctan = _unary("arctan", lax.atan, "The angle in radians whose tangent is x.")
sinh = _unary("sinh", lax.sinh, "The hyperbolic sine.")
cosh = _unary("cosh", lax.cosh, "The hyperbolic cosine.")
tanh = _unary("tanh", lax.tanh, "The hyperbolic tangent.")
arcsinh = _unary("arcsinh", lax.asinh, "The inverse of sinh.")
arctanh = _unary("arctanh", lax.atanh, "The inverse of tanh.")
sign = _unary("sign", lax.sign, "-1, 0 or 1.", to="")
bitwise_not = _unary("bitwise_not", lax.not_, "All bits flipped.", to="")
bitwise_invert = _unary("bitwise_invert", lax.not_, "All bits flipped.", to="")
invert = _unary("invert", lax.not_, "All bits flipped.", to="")
positive = _unary("positive", lambda x: x, "x itself.", to="")
square = _unary("square", lax.square, "x times x.", to="numeric")
reciprocal = _unary("reciprocal", lambda x: lax.integer_pow(x, -1), "1 / x.")
deg2rad = _unary("deg2rad", lambda x: lax.mul(x, constant_like(x, np.pi / 180)), "Degrees in radians.")
rad2deg = _unary("rad2deg", lambda x: lax.mul(x, constant_like(x, 180 / np.pi)), "Radians in degrees.")

negative = ufunc(_unary("negative", lax.neg, "-x.", to=""), 1)


@as_jit("arccosh")
def _arccosh(x):
    result = lax.acosh(x)
    if x.aval.dtype.kind == "c":
        result = where(lax.lt(lax.real(result), np.float32(0)), lax.neg(result), result)
    return result


def arccosh(x, /):
    """The inverse of cosh."""
    return _arccosh(*promoted("arccosh", x, to="inexact"))


def fabs(x, /):
    """The absolute value of a real number, as a floating number."""
    x = checked("fabs", x)
    if x.aval.dtype.kind == "c":
        raise TypeError("ufunc 'fabs' does not support complex dtypes")
    return lax.abs_(*promoted("fabs", x, to="inexact"))


def absolute(x, /):
    """The absolute value."""
    x = checked("absolute", x)
    return x if x.aval.dtype.kind in "bu" else lax.abs_(x)


def floor(x, /):
    """The largest integer that is not larger."""
    x = checked("floor", x)
    return x if x.aval.dtype.kind in "biu" else lax.floor(*promoted("floor", x, to="inexact"))


def ceil(x, /):
    """The smallest integer that is not smaller."""
    x = checked("ceil", x)
    return x if x.aval.dtype.kind in "biu" else lax.ceil(*promoted("ceil", x, to="inexact"))


def trunc(x, /):
    """The integer part."""
    x = checked("trunc", x)
    return x if x.aval.dtype.kind in "biu" else _trunc(x)


@as_jit("trunc")
def _trunc(x):
    return where(lax.lt(x, constant_like(x, 0)), lax.ceil(x), lax.floor(x))


def rint(x, /):
    """The nearest integer, a half to the even neighbour."""
    return _rint(checked("rint", x))


@as_jit("rint")
def _rint(x):
    if x.aval.dtype.kind in "biu":
        return convert_element_type(x, np.float32)
    if x.aval.dtype.kind == "c":
        return lax.complex_(_rint(lax.real(x)), _rint(lax.imag(x)))
    return lax.round_(x, 1)


def round(a, decimals=0, out=None):
    """Rounded to so many decimals, a half to the even neighbour."""
    a = checked("round", a, paths=("a",))
    decimals = operator.index(concrete(decimals, "'decimals' argument of jnp.round"))
    refuse_out("jnp.round", out)
    return _round(a, decimals=decimals)


@as_jit("round")
def _round(a, decimals):
    dtype = a.aval.dtype
    if dtype.kind == "b":
        raise ValueError(f"data type {dtype.type} not inexact")
    if dtype.kind in "iu":
        if decimals < 0:
            raise NotImplementedError("integer np.round not implemented for decimals < 0")
        return a
    if dtype.kind == "c":
        return lax.complex_(_round_real(lax.real(a), decimals), _round_real(lax.imag(a), decimals))
    return _round_real(a, decimals)


def _round_real(x, decimals: int):
    if decimals == 0:
        return lax.round_(x, 1)
    dtype = x.aval.dtype
    if dtype == np.float16:
        x = convert_element_type(x, np.float32)
    factor = constant_like(x, float(10) ** decimals)
    rounded = lax.div(lax.round_(lax.mul(x, factor), 1), factor)
    return convert_element_type(rounded, dtype, rounded.weak_type)


def around(a, decimals=0, out=None):
    """The same as ``jax.numpy.round``."""
    refuse_text("around", (a,), ("a",))
    return round(a, decimals, out)


# ---- two operands


def _binary(name: str, primitive, about: str, to: str = "", names=("x", "y")):
    def function(x, y, /):
        return primitive(*promoted(name, x, y, to=to, names=names))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = about
    return function


def _strong(x, number):
    """A scalar of the dtype of x that is never weak."""
    return x.aval.dtype.type(number)


def _weak(x, number):
    """A weak scalar of the dtype of x, as Python's numbers become beside it."""
    return ArrayImpl(x.aval.dtype.type(number), True)


def _or_on_booleans(primitive, on_booleans):
    def apply(x, y):
        return on_booleans(x, y) if x.aval.dtype.kind == "b" else primitive(x, y)

    return apply


def _later(module: str, name: str):
    """A function of a module that imports this one."""

    def function(*arguments, **keywords):
        import importlib

        return getattr(importlib.import_module(f"jax.numpy.{module}"), name)(*arguments, **keywords)

    return function


def _reduction(name: str):
    return _later("_reductions", name)


def _update(method: str):
    """The rule of ``ufunc.at``."""

    def at(a, indices, b):
        if a.aval.dtype.kind == "b" and method != "subtract":
            changed = getattr(convert_element_type(a, np.int32).at[indices], method)
            return convert_element_type(
                changed(convert_element_type(as_boolean(to_array(b)), np.int32)), np.bool_
            )
        return getattr(a.at[indices], method)(b)

    return at


add = ufunc(
    _binary("add", _or_on_booleans(lax.add, lax.or_), "x + y; or, of booleans."),
    2, identity=0, reduce=_reduction("sum"), accumulate=_reduction("cumsum"), at=_update("add"),
)  # fmt: skip
multiply = ufunc(
    _binary("multiply", _or_on_booleans(lax.mul, lax.and_), "x * y; and, of booleans."),
    2, identity=1, reduce=_reduction("prod"), accumulate=_reduction("cumprod"), at=_update("multiply"),
)  # fmt: skip
subtract = ufunc(_binary("subtract", lax.sub, "x - y."), 2, at=_update("subtract"))
minimum = ufunc(_binary("minimum", lax.min_, "The smaller of x and y."), 2, reduce=_reduction("min"))
maximum = ufunc(_binary("maximum", lax.max_, "The larger of x and y."), 2, reduce=_reduction("max"))
bitwise_and = ufunc(
    _binary("bitwise_and", lax.and_, "Bits set in both."),
    2,
    identity=-1,
    reduce=_reduction("reduce_bitwise_and"),
)
bitwise_or = ufunc(
    _binary("bitwise_or", lax.or_, "Bits set in either."),
    2,
    identity=0,
    reduce=_reduction("reduce_bitwise_or"),
)
bitwise_xor = ufunc(
    _binary("bitwise_xor", lax.xor, "Bits set in one of the two."),
    2, identity=0, reduce=_reduction("reduce_bitwise_xor"),
)  # fmt: skip
equal = _binary("equal", lax.eq, "Whether x == y.")
not_equal = _binary("not_equal", lax.ne, "Whether x != y.")
left_shift = _binary("left_shift", lax.shift_left, "The bits moved y places up.", to="numeric")
bitwise_left_shift = _binary(
    "bitwise_left_shift", lax.shift_left, "The bits moved y places up.", to="numeric"
)
arctan2 = _binary("arctan2", lax.atan2, "The angle of the point (y, x) in radians.", to="inexact")
float_power = _binary("float_power", lax.pow_, "x to the power y, as a floating number.", to="inexact")
nextafter = _binary("nextafter", lax.nextafter, "The next floating number after x towards y.", to="inexact")
true_divide = _binary(
    "true_divide", lax.div, "x / y, as a floating number.", to="inexact", names=("x1", "x2")
)


def _comparison(name: str, primitive, about: str):
    def compare(x, y):
        if x.aval.dtype.kind != "c":
            return primitive(x, y)
        same = lax.eq(lax.real(x), lax.real(y))
        return lax.select_n(same, primitive(lax.real(x), lax.real(y)), primitive(lax.imag(x), lax.imag(y)))

    return _binary(name, compare, about)


greater_equal = _comparison("greater_equal", lax.ge, "Whether x >= y.")
greater = _comparison("greater", lax.gt, "Whether x > y.")
less_equal = _comparison("less_equal", lax.le, "Whether x <= y.")
less = _comparison("less", lax.lt, "Whether x < y.")


def right_shift(x1, x2, /):
    """The bits moved x2 places down; the sign is kept."""
    x1, x2 = promoted("right_shift", x1, x2, to="numeric", names=("x1", "x2"))
    is_unsigned = x1.aval.dtype.kind == "u"
    return (lax.shift_right_logical if is_unsigned else lax.shift_right_arithmetic)(x1, x2)


def as_boolean(x):
    """True where an array is not zero."""
    return x if x.aval.dtype.kind == "b" else lax.ne(x, constant_like(x, 0))


def _logical(name: str, primitive, about: str):
    def apply(x, y):
        return primitive(as_boolean(x), as_boolean(y))

    return _binary(name, apply, about)


logical_and = ufunc(
    _logical("logical_and", lax.and_, "Whether both are true."),
    2, identity=True, reduce=_reduction("reduce_logical_and"),
)  # fmt: skip
logical_or = ufunc(
    _logical("logical_or", lax.or_, "Whether one is true."),
    2, identity=False, reduce=_reduction("reduce_logical_or"),
)  # fmt: skip
logical_xor = ufunc(
    _logical("logical_xor", lax.xor, "Whether just one is true."),
    2, identity=False, reduce=_reduction("reduce_logical_xor"),
)  # fmt: skip


def logical_not(x, /):
    """Whether x is false or zero."""
    return lax.not_(as_boolean(*promoted("logical_not", x)))


def _log_sum(x, y):
    if x.aval.dtype.kind != "c":
        return lax.logaddexp(x, y)
    x, y = [spread(operand, lax.add(x, y)) for operand in (x, y)]
    largest = lax.select_n(lax.ge(lax.real(x), lax.real(y)), y, x)
    delta = lax.sub(lax.add(x, y), lax.mul(constant_like(x, 2), largest))
    result = lax.add(largest, lax.log1p(lax.exp(delta)))
    turns = lax.mul(
        lax.floor(lax.div(lax.add(lax.imag(result), np.float32(np.pi)), np.float32(2 * np.pi))),
        np.float32(2 * np.pi),
    )
    return lax.complex_(lax.real(result), lax.sub(lax.imag(result), turns))


def _log_sum_2(x, y):
    ln2 = constant_like(x, np.log(2))
    return lax.div(_log_sum(lax.mul(x, ln2), lax.mul(y, ln2)), ln2)


logaddexp = ufunc(
    _binary("logaddexp", _log_sum, "log(exp(x) + exp(y)), without overflow.", to="inexact"),
    2, identity=-np.inf, reduce=_reduction("logsumexp"),
)  # fmt: skip
logaddexp2 = ufunc(
    _binary("logaddexp2", _log_sum_2, "log2(2**x + 2**y), without overflow.", to="inexact"),
    2, identity=-np.inf, reduce=_reduction("logsumexp2"),
)  # fmt: skip

# ---- division and remainders


def divide(x1, x2, /):
    """x1 / x2, as a floating number."""
    return true_divide(x1, x2)


def _float_divmod(x, y):
    remainder = lax.rem(x, y)
    corrected = where(lax.eq(y, constant_like(y, 0)), x, lax.sub(x, remainder))
    quotient = lax.div(corrected, y)
    other_sign = lax.and_(
        lax.ne(remainder, constant_like(remainder, 0)), lax.ne(lax.sign(y), lax.sign(remainder))
    )
    remainder = lax.select_n(other_sign, remainder, lax.add(remainder, y))
    quotient = lax.select_n(other_sign, quotient, lax.sub(quotient, _weak(quotient, 1)))
    return lax.round_(quotient, 0), remainder


@as_jit("floor_divide")
def _floor_divide(x1, x2):
    x1, x2 = promoted("floor_divide", x1, x2, to="numeric", names=("x1", "x2"))
    kind = x1.aval.dtype.kind
    if kind == "u":
        return lax.div(x1, x2)
    if kind == "i":
        quotient = lax.div(x1, x2)
        below = lax.and_(lax.ne(lax.sign(x1), lax.sign(x2)), lax.ne(lax.rem(x1, x2), constant_like(x1, 0)))
        return where(below, lax.sub(quotient, _weak(quotient, 1)), quotient)
    if kind == "c":
        raise TypeError("floor_divide does not support complex-valued inputs")
    return _float_divmod(x1, x2)[0]


def floor_divide(x1, x2, /):
    """The largest integer that is not larger than x1 / x2."""
    check_arraylike("floor_divide", x1, x2)
    return _floor_divide(x1, x2)


@as_jit("remainder")
def _remainder(x1, x2):
    x1, x2 = promoted("remainder", x1, x2, to="numeric", names=("x1", "x2"))
    zero = _strong(x1, 0)
    if x2.aval.dtype.kind in "iu":
        x2 = where(lax.eq(x2, zero), constant_like(x2, 1), x2)
    result = lax.rem(x1, x2)
    not_zero = lax.ne(result, zero)
    other_sign = lax.and_(lax.ne(lax.lt(result, zero), lax.lt(x2, zero)), not_zero)
    return lax.select_n(other_sign, result, lax.add(result, x2))


def remainder(x1, x2, /):
    """What remains of x1 after division by x2, with the sign of x2."""
    check_arraylike("remainder", x1, x2)
    return _remainder(x1, x2)


def mod(x1, x2, /):
    """What remains of x1 after division by x2, with the sign of x2."""
    return remainder(x1, x2)


@as_jit("fmod")
def _fmod(x1, x2):
    has_integers = np.dtype(result_type(x1, x2)).kind in "iu"
    x1, x2 = promoted("fmod", x1, x2, to="numeric", names=("x1", "x2"))
    if has_integers:
        x2 = where(lax.eq(x2, constant_like(x2, 0)), constant_like(x2, 1), x2)
    return lax.rem(x1, x2)


def fmod(x1, x2, /):
    """What remains of x1 after division by x2, with the sign of x1."""
    check_arraylike("fmod", x1, x2)
    return _fmod(x1, x2)


@as_jit("divmod")
def _divmod(x1, x2):
    x1, x2 = promoted("divmod", x1, x2, to="numeric", names=("x1", "x2"))
    if x1.aval.dtype.kind in "iu":
        return floor_divide(x1, x2), remainder(x1, x2)
    return _float_divmod(x1, x2)


def divmod(x1, x2, /):
    """(floor_divide(x1, x2), remainder(x1, x2))."""
    check_arraylike("divmod", x1, x2)
    return _divmod(x1, x2)


# ---- powers and logarithms


def power(x1, x2, /):
    """x1 to the power x2. An integer known now gives repeated products."""
    check_arraylike("power", x1, x2)
    if hasattr(x2, "__jax_array__"):
        x2 = x2.__jax_array__()
    if is_concrete(x2):
        try:
            exponent = operator.index(x2)
        except TypeError:
            pass
        else:
            return lax.integer_pow(*promoted("power", x1, to="numeric"), exponent)
    return _power(x1, x2)


def _power(x1, x2):
    base, exponent = promoted("power", x1, x2, to="numeric")
    if base.aval.dtype.kind in "iu":
        return _integer_power(base, exponent)
    x1, x2 = same_rank([to_array(x1), to_array(x2)])
    if x1.aval.dtype.kind in "fc" and x2.aval.dtype.kind in "iu":
        return lax.pow_(x1, x2)
    return lax.pow_(base, exponent)


def _integer_power(x, y):
    zero, one = y.aval.dtype.type(0), y.aval.dtype.type(1)
    result = where(lax.and_(lax.eq(x, zero), lax.ne(y, zero)), zero, one)
    for _ in range(6):
        result = where(lax.and_(y, one), lax.mul(result, x), result)
        x, y = lax.mul(x, x), lax.shift_right_logical(y, one)
    return result


def log2(x, /):
    """The logarithm to base 2."""
    (x,) = promoted("log2", x, to="inexact")
    return _scaled_log(x, lambda part: lax.div(part, lax.log(_strong(part, 2))))


def log10(x, /):
    """The logarithm to base 10."""
    (x,) = promoted("log10", x, to="inexact")
    return _scaled_log(x, lambda part: lax.mul(part, part.aval.dtype.type(0.4342944819032518)))


def _scaled_log(x, scale):
    logarithm = lax.log(x)
    if x.aval.dtype.kind == "c":
        return lax.complex_(scale(lax.real(logarithm)), scale(lax.imag(logarithm)))
    return scale(logarithm)


# ---- parts of floating numbers


def signbit(x, /):
    """Whether the sign bit is set."""
    return _signbit(checked("signbit", x))


@as_jit("signbit")
def _signbit(x):
    kind = x.aval.dtype.kind
    if kind in "iu":
        return lax.lt(x, _strong(x, 0))
    if kind == "b":
        return full_like(x, False)
    if kind == "c":
        raise ValueError(f"jax.numpy.signbit is not well defined for {x.aval.dtype}")
    bits = lax.bitcast_convert_type(x, np.dtype(f"i{x.aval.dtype.itemsize}"))
    return lax.lt(bits, _strong(bits, 0))


@as_jit("copysign")
def _copysign(x1, x2):
    x1, x2 = promoted("copysign", x1, x2, to="inexact", names=("x1", "x2"))
    if x1.aval.dtype.kind == "c":
        raise TypeError("copysign does not support complex-valued inputs")
    return where(signbit(x2), lax.neg(lax.abs_(x1)), lax.abs_(x1))


def copysign(x1, x2, /):
    """The size of x1 with the sign of x2."""
    check_arraylike("copysign", x1, x2)
    return _copysign(x1, x2)


def spacing(x, /):
    """The distance to the next floating number."""
    (x,) = promoted("spacing", x, to="inexact")
    if x.aval.dtype.kind == "c":
        raise ValueError("jnp.spacing is not defined for complex inputs.")
    infinity = constant_like(x, np.inf)
    if x.aval.dtype == np.float16:
        return lax.sub(lax.nextafter(x, infinity), x)
    result = lax.sub(lax.nextafter(x, copysign(infinity, x)), x)
    smallest = constant_like(x, np.finfo(x.aval.dtype).smallest_subnormal)
    result = convert_element_type(result, x.aval.dtype)
    return where(lax.eq(result, constant_like(x, 0)), copysign(smallest, x), result)


def _times_power_of_two(x, exponent):
    """x times 2**exponent in two steps, because the factor itself may overflow."""
    half = lax.shift_right_arithmetic(exponent, constant_like(exponent, 1))
    for part in (half, lax.sub(exponent, half)):
        x = lax.mul(x, lax.exp2(convert_element_type(part, x.aval.dtype)))
    return x


@as_jit("ldexp")
def _ldexp(x1, x2):
    if x1.aval.dtype.kind == "c" or x2.aval.dtype.kind in "fc":
        raise ValueError(f"ldexp not supported for input types {(x1.aval.dtype, x2.aval.dtype)}")
    (x1,) = promoted("ldexp", x1, to="inexact")
    x1, x2 = same_rank([x1, convert_element_type(x2, np.int32)])
    x2 = lax.max_(lax.min_(x2, constant_like(x2, _LARGEST_EXPONENT)), constant_like(x2, -_LARGEST_EXPONENT))
    scaled = _times_power_of_two(x1, x2)
    unchanged = logical_or(isinf(x1), lax.eq(x1, constant_like(x1, 0)))
    return where(unchanged, x1, scaled)


def ldexp(x1, x2, /):
    """x1 * 2**x2."""
    return _ldexp(*checked("ldexp", x1, x2))


@as_jit("frexp")
def _frexp(x):
    (x,) = promoted("frexp", x, to="inexact")
    if x.aval.dtype.kind == "c":
        raise TypeError("frexp does not support complex-valued inputs")
    info = np.finfo(x.aval.dtype)
    bits_dtype = np.dtype(f"i{x.aval.dtype.itemsize}")
    fixed = lax.stop_gradient(x)
    is_tiny = lax.lt(lax.abs_(fixed), constant_like(x, info.tiny))
    normal = where(is_tiny, lax.mul(fixed, constant_like(x, 2.0**info.nmant)), fixed)
    bits = lax.bitcast_convert_type(normal, bits_dtype)
    field = lax.and_(
        lax.shift_right_arithmetic(bits, constant_like(bits, info.nmant)),
        constant_like(bits, 2**info.nexp - 1),
    )
    exponent = lax.add(convert_element_type(field, np.int32), np.int32(info.minexp))
    exponent = lax.sub(exponent, where(is_tiny, np.int32(info.nmant), np.int32(0)))
    special = lax.or_(lax.not_(lax.is_finite(fixed)), lax.eq(fixed, constant_like(x, 0)))
    exponent = where(special, np.int32(0), exponent)
    return where(special, x, _times_power_of_two(x, lax.neg(exponent))), exponent


def frexp(x, /):
    """(mantissa in [0.5, 1), exponent): x is mantissa * 2**exponent."""
    return _frexp(checked("frexp", x))


@as_jit("modf")
def _modf(x):
    (x,) = promoted("modf", x, to="inexact")
    whole = where(lax.ge(x, constant_like(x, 0)), floor(x), ceil(x))
    return lax.sub(x, whole), whole


def modf(x, /, out=None):
    """(fractional part, integer part)."""
    x = checked("modf", x)
    refuse_out("jnp.modf", out)
    return _modf(x)


# ---- complex numbers


def conjugate(x, /):
    """The complex conjugate."""
    return lax.conj(checked("conjugate", x))


def conj(x, /):
    """The complex conjugate."""
    return conjugate(x)


def real(val, /):
    """The real part."""
    val = checked("real", val, paths=("val",))
    return lax.real(val) if val.aval.dtype.kind == "c" else val


def imag(val, /):
    """The imaginary part; zero for real numbers."""
    val = checked("imag", val, paths=("val",))
    return lax.imag(val) if val.aval.dtype.kind == "c" else full_like(val, 0)


def angle(z, deg=False):
    """The angle of a complex number, in radians, or in degrees with ``deg``."""
    return _angle(checked("angle", z), deg=bool(deg))


@as_jit("angle")
def _angle(z, deg):
    re, im = real(z), imag(z)
    if re.aval.dtype.kind not in "fc" or (z.aval.dtype.kind == "f" and z.ndim == 0):
        re, im = convert_element_type(re, np.float32), convert_element_type(im, np.float32)
    result = lax.atan2(im, re)
    return degrees(result) if deg else result


# ---- tests


def isfinite(x, /):
    """Whether a number is neither infinite nor nan."""
    x = checked("isfinite", x)
    kind = x.aval.dtype.kind
    if kind == "f":
        return lax.is_finite(x)
    if kind == "c":
        return lax.and_(lax.is_finite(lax.real(x)), lax.is_finite(lax.imag(x)))
    return full_like(x, True, np.bool_)


def isinf(x, /):
    """Whether a number is infinite."""
    return _isinf(checked("isinf", x))


@as_jit("isinf")
def _isinf(x):
    kind = x.aval.dtype.kind
    if kind == "f":
        return lax.eq(lax.abs_(x), x.aval.dtype.type(np.inf))
    if kind == "c":
        return lax.or_(_isinf(lax.real(x)), _isinf(lax.imag(x)))
    return full_like(x, False, np.bool_)


def isnan(x, /):
    """Whether a number is nan."""
    x = checked("isnan", x)
    return lax.ne(x, x)


def _is_infinity(x, infinity, out):
    refuse_out("isneginf/isposinf", out)
    kind = x.aval.dtype.kind
    if kind == "f":
        return lax.eq(x, _strong(x, infinity))
    if kind == "c":
        raise ValueError("isposinf/isneginf are not well defined for complex types")
    return full_like(x, False, np.bool_)


def isposinf(x, /, out=None):
    """Whether a number is +inf."""
    return _is_infinity(checked("isposinf", x), np.inf, out)


def isneginf(x, /, out=None):
    """Whether a number is -inf."""
    return _is_infinity(checked("isneginf", x), -np.inf, out)


# ---- others


def bitwise_count(x, /):
    """How many bits of |x| are set."""
    return _bitwise_count(*promoted("bitwise_count", x, to="numeric"))


@as_jit("bitwise_count")
def _bitwise_count(x):
    return convert_element_type(lax.population_count(absolute(x)), np.uint8)


def bitwise_right_shift(x1, x2, /):
    """The bits moved x2 places down; the sign is kept."""
    return right_shift(x1, x2)


def heaviside(x1, x2, /):
    """0 below zero, 1 above, x2 at zero."""
    check_arraylike("heaviside", x1, x2)
    return _heaviside(x1, x2)


@as_jit("heaviside")
def _heaviside(x1, x2):
    x1, x2 = promote_arguments(to_array(x1), to_array(x2), to_inexact=True)
    zero, one = constant_like(x1, 0), constant_like(x1, 1)
    x1, x2 = same_rank([x1, x2])
    at_zero = where(lax.ne(x1, x1), x1, x2)
    return where(lax.lt(x1, zero), zero, where(lax.gt(x1, zero), one, at_zero))


def hypot(x1, x2, /):
    """sqrt(x1**2 + x2**2), without overflow."""
    check_arraylike("hypot", x1, x2)
    return _hypot(x1, x2)


@as_jit("hypot")
def _hypot(x1, x2):
    x1, x2 = promoted("hypot", x1, x2, to="inexact", names=("x1", "x2"))
    if x1.aval.dtype.kind == "c":
        raise ValueError(
            "jnp.hypot is not well defined for complex-valued inputs. Please convert to real values first, such as "
            "by using abs(x)"
        )
    x1, x2 = lax.abs_(x1), lax.abs_(x2)
    infinite = lax.or_(isposinf(x1), isposinf(x2))
    x1, x2 = lax.max_(x1, x2), lax.min_(x1, x2)
    one = constant_like(x1, 1)
    is_zero = lax.eq(x1, constant_like(x1, 0))
    ratio = lax.div(x2, where(is_zero, one, x1))
    x = where(is_zero, x1, lax.mul(x1, lax.sqrt(lax.add(one, lax.square(ratio)))))
    return where(infinite, constant_like(x, np.inf), x)


def sinc(x, /):
    """sin(pi x) / (pi x), 1 at zero."""
    return _sinc(*promoted("sinc", x, to="inexact"))


@as_jit("sinc")
def _sinc(x):
    is_zero = lax.eq(x, constant_like(x, 0))
    angle = lax.mul(constant_like(x, np.pi), x)
    safe = where(is_zero, constant_like(x, 1), angle)
    # The start of the series has the right derivatives at zero, to the fifth order.
    square_ = lax.square(angle)
    tail = lax.sub(constant_like(x, 1 / 6), lax.mul(square_, constant_like(x, 1 / 120)))
    series = lax.sub(constant_like(x, 1), lax.mul(square_, tail))
    return where(is_zero, series, lax.div(lax.sin(safe), safe))


def fmin(x1, x2):
    """The smaller of x1 and x2; the other one where one is nan."""
    return where(logical_or(less(x1, x2), isnan(x2)), x1, x2)


def fmax(x1, x2):
    """The larger of x1 and x2; the other one where one is nan."""
    return where(logical_or(greater(x1, x2), isnan(x2)), x1, x2)


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """nan and infinities replaced by finite numbers."""
    del copy
    x = checked("nan_to_num", x)
    return _nan_to_num(x, nan, posinf, neginf)


@as_jit("nan_to_num")
def _nan_to_num(x, nan, posinf, neginf):
    dtype = x.aval.dtype
    if dtype.kind == "c":
        parts = [_nan_to_num(part, nan, posinf, neginf) for part in (lax.real(x), lax.imag(x))]
        return lax.complex_(*parts)
    if dtype.kind not in "f":
        return x
    info = np.finfo(dtype)
    posinf = dtype.type(info.max) if posinf is None else posinf
    neginf = dtype.type(info.min) if neginf is None else neginf

    def same_dtype(value):
        return convert_element_type(to_array(value), dtype)

    out = where(isnan(x), same_dtype(nan), x)
    out = where(isposinf(out), same_dtype(posinf), out)
    return where(isneginf(out), same_dtype(neginf), out)


def i0(x):
    """The modified Bessel function of order 0."""
    from jax.scipy.special import i0 as bessel

    check_arraylike("i0", x)
    (x,) = promoted("i0", x, to="inexact")
    if x.aval.dtype.kind == "c":
        raise ValueError(f"Unsupported input type to jax.numpy.i0: {x.aval.dtype}")
    return bessel(lax.abs_(x))


def gcd(x1, x2):
    """The greatest common divisor."""
    return _gcd(*_integers("gcd", x1, x2))


@as_jit("gcd")
def _gcd(x, y):
    from jax._src.array_arguments import broadcast_arrays
    from jax.lax import while_loop

    x, y = broadcast_arrays(
        lax.abs_(x) if x.aval.dtype.kind == "i" else x, lax.abs_(y) if y.aval.dtype.kind == "i" else y
    )
    zero = constant_like(x, 0)

    def step(pair):
        a, b = pair
        done = lax.eq(b, zero)
        rest = where(done, a, lax.rem(a, where(done, constant_like(b, 1), b)))
        return where(done, a, b), where(done, b, rest)

    return while_loop(lambda pair: lax.ne(pair[1], zero).any(), step, (x, y))[0]


def _integers(name, x1, x2):
    x1, x2 = promoted(name, x1, x2)
    if x1.aval.dtype.kind not in "iu":
        raise ValueError(f"Arguments to jax.numpy.{name} must be integers.")
    return x1, x2


def lcm(x1, x2):
    """The least common multiple."""
    x1, x2 = _integers("lcm", x1, x2)
    return _lcm(x1, x2)


@as_jit("lcm")
def _lcm(x, y):
    x, y = absolute(x), absolute(y)
    divisor = gcd(x, y)
    zero = constant_like(divisor, 0)
    safe = where(lax.eq(divisor, zero), constant_like(divisor, 1), divisor)
    return where(lax.eq(divisor, zero), zero, lax.mul(x, lax.div(y, safe)))


abs = _alias(absolute, "abs", promote=False)
acos = _alias(arccos, "acos")
acosh = _alias(arccosh, "acosh")
asin = _alias(arcsin, "asin")
asinh = _alias(arcsinh, "asinh")
atan = _alias(arctan, "atan")
atanh = _alias(arctanh, "atanh")
atan2 = _alias(arctan2, "atan2")
pow = _alias(power, "pow", promote=False)
degrees = _alias(rad2deg, "degrees", promote=False)
radians = _alias(deg2rad, "radians", promote=False)


def unwrap(p, discont=None, axis=-1, period=2 * np.pi):
    """Angles without jumps: differences larger than ``discont`` (half a period by default) are completed."""
    from jax.numpy._products import diff
    from jax.numpy._reductions import cumsum
    from jax.numpy._shapes import concatenate

    p = checked("unwrap", p)
    if p.aval.dtype.kind == "c":
        raise ValueError("jnp.unwrap does not support complex inputs.")
    if p.shape[axis] == 0:
        return promoted("unwrap", p, to="inexact")[0]
    if p.aval.dtype.kind in "biu" and isinstance(period, float):
        (p,) = promoted("unwrap", p, to="inexact")
    jumps = diff(p, axis=axis)
    half = period / 2 if isinstance(period, float) else period // 2
    discont = half if discont is None else discont
    wrapped = mod(jumps + half, period) - half
    wrapped = where(logical_and(equal(wrapped, -half), greater(jumps, 0)), half, wrapped)
    correction = where(less(absolute(jumps), discont), 0, wrapped - jumps)
    start = [slice(None)] * p.ndim
    start[axis] = slice(0, 1)
    rest = list(start)
    rest[axis] = slice(1, None)
    return concatenate([p[tuple(start)], p[tuple(rest)] + cumsum(correction, axis=axis)], axis=axis)
