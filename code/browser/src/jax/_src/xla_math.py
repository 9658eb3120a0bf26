"""Float32 functions that give the same bits as JAX on a CPU, for random numbers.

XLA evaluates log, log1p, exp, erf and erf_inv by polynomials in float32, and contracts ``a * b + c`` into one
fused multiply-add with a single rounding. NumPy has no fused multiply-add: it is emulated in float64, where the
product of two float32 numbers is exact. The coefficients are those of the Cephes library (log, log1p, exp),
of Giles' "Approximating the erfinv function" and of a rational approximation of erf.

Arrays are float32 in and out, of any shape. The functions named ``…_scalar`` take and return Python floats
that hold float32 values; on single numbers they are ten times as fast.
"""

import math

import numpy as np

from jax._src.special_functions import LANCZOS

_float32 = np.float32
_float64 = np.float64


def _rounded(*values: float) -> tuple[float, ...]:
    """Values rounded to float32, as Python floats: scalars in float64 expressions, exact in float32 ones."""
    return tuple(float(_float32(value)) for value in values)


# One float32 cell: writing rounds a Python float to single precision, faster than any conversion function.
_cell = memoryview(bytearray(4)).cast("f")


def fused_multiply_add(a, b, c):
    """``a * b + c`` rounded once, for float32 arrays or scalars; float32 result."""
    return np.asarray(np.multiply(a, b, dtype=_float64) + c).astype(_float32)


def _polynomial(x: np.ndarray, coefficients: tuple[float, ...]) -> np.ndarray:
    """Horner's rule with a fused multiply-add at each step. ``x`` is a float64 array of float32 values, as is
    the result."""
    total = np.full(x.shape, coefficients[0])
    rounded = np.empty(x.shape, _float32)
    for coefficient in coefficients[1:]:
        np.multiply(total, x, out=total)
        np.add(total, coefficient, out=rounded, casting="same_kind")
        total[...] = rounded
    return total


def _polynomial_scalar(x: float, coefficients: tuple[float, ...]) -> float:
    total = coefficients[0]
    for coefficient in coefficients[1:]:
        _cell[0] = total * x + coefficient
        total = _cell[0]
    return total


_BLOCK = 16


def cumulative_sum(x: np.ndarray) -> np.ndarray:
    """Cumulative sum along the last axis: within blocks of 16, then of their totals."""
    length = x.shape[-1]
    if length <= _BLOCK:
        return np.cumsum(x, axis=-1, dtype=_float32)
    count = -(-length // _BLOCK)
    padded = np.zeros((*x.shape[:-1], count * _BLOCK), _float32)
    padded[..., :length] = x
    sums = np.cumsum(padded.reshape(*x.shape[:-1], count, _BLOCK), axis=-1, dtype=_float32)
    sums[..., 1:, :] += cumulative_sum(sums[..., -1])[..., :-1, None]
    return sums.reshape(padded.shape)[..., :length]


# --------------------------------------------------------------------------------------------- logarithms

_LOG_TRIPLES = (
    _rounded(7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1),
    _rounded(-1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1),
    _rounded(2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1),
)
(_SQRT_HALF, _LOG2_LOW, _LOG2_HIGH) = _rounded(0.707106781186547524, -2.12194440e-4, 0.693359375)
_TINY = float(np.finfo(_float32).tiny)


def log(x: np.ndarray) -> np.ndarray:
    """Natural logarithm; subnormal numbers count as zero."""
    x = np.asarray(x, _float32)
    bits = np.maximum(x, _float32(_TINY)).view(np.int32)
    exponent = (bits >> 23) - np.int32(126)
    mantissa = ((bits & np.int32(0x007FFFFF)) | np.int32(0x3F000000)).view(_float32)
    is_low = mantissa < _float32(_SQRT_HALF)
    exponent = (exponent - is_low).astype(_float32)
    t = np.where(is_low, mantissa + mantissa, mantissa) - _float32(1)
    square = t * t
    cube = (square * t).astype(_float64)
    t64 = t.astype(_float64)
    first, second, third = (_polynomial(t64, triple) for triple in _LOG_TRIPLES)
    y = fused_multiply_add(first, cube, second)
    y = fused_multiply_add(y, cube, third)
    y = fused_multiply_add(y, cube, _float32(_LOG2_LOW) * exponent)
    result = fused_multiply_add(exponent, _LOG2_HIGH, (t - _float32(0.5) * square) + y)
    if not ((x >= _float32(_TINY)) & (x < np.inf)).all():
        result = np.where(
            np.abs(x) < _float32(_TINY), _float32(-np.inf), np.where(x < 0, _float32(np.nan), result)
        )
        result = np.where(np.isnan(x) | (x == np.inf), x, result)
    return result


def log_scalar(x: float) -> float:
    """``log`` of one positive normal float32 number."""
    cell = _cell
    mantissa, exponent = math.frexp(x)
    if mantissa < _SQRT_HALF:
        exponent -= 1
        t = mantissa + mantissa - 1.0
    else:
        t = mantissa - 1.0
    cell[0] = t * t
    square = cell[0]
    cell[0] = square * t
    cube = cell[0]
    y = _polynomial_scalar(t, _LOG_TRIPLES[0])
    cell[0] = y * cube + _polynomial_scalar(t, _LOG_TRIPLES[1])
    cell[0] = cell[0] * cube + _polynomial_scalar(t, _LOG_TRIPLES[2])
    y = cell[0]
    cell[0] = _LOG2_LOW * exponent
    cell[0] = y * cube + cell[0]
    y = cell[0]
    cell[0] = t - 0.5 * square
    cell[0] = cell[0] + y
    cell[0] = exponent * _LOG2_HIGH + cell[0]
    return cell[0]


_LOG1P_NUMERATOR = _rounded(
    4.5270000862445199635215e-5,
    4.9854102823193375972212e-1,
    6.5787325942061044846969e0,
    2.9911919328553073277375e1,
    6.0949667980987787057556e1,
    5.7112963590585538103336e1,
    2.0039553499201281259648e1,
)
_LOG1P_DENOMINATOR = _rounded(
    1.0,
    1.5062909083469192043167e1,
    8.3047565967967209469434e1,
    2.2176239823732856465394e2,
    3.0909872225312059774938e2,
    2.1642788614495947685003e2,
    6.0118660497603843919306e1,
)
(_LOG1P_SMALL,) = _rounded(0.41421356237309504880)


def _log1p_near_zero(x: np.ndarray) -> np.ndarray:
    x64 = x.astype(_float64)
    ratio = (_polynomial(x64, _LOG1P_NUMERATOR) / _polynomial(x64, _LOG1P_DENOMINATOR)).astype(_float32)
    square = x * x
    return x + fused_multiply_add(square, -0.5, (x * square) * ratio)


def log1p(x: np.ndarray) -> np.ndarray:
    """Logarithm of ``1 + x``."""
    x = np.asarray(x, _float32)
    flat = x.ravel()
    near_zero = np.abs(flat) < _float32(_LOG1P_SMALL)
    if near_zero.all():
        return _log1p_near_zero(flat).reshape(x.shape)
    result = np.empty_like(flat)
    result[near_zero] = _log1p_near_zero(flat[near_zero])
    result[~near_zero] = log(flat[~near_zero] + _float32(1))
    return result.reshape(x.shape)


def log1p_scalar(x: float) -> float:
    """``log1p`` of one finite float32 number above -1."""
    cell = _cell
    if abs(x) >= _LOG1P_SMALL:
        cell[0] = 1.0 + x
        return log_scalar(cell[0])
    cell[0] = _polynomial_scalar(x, _LOG1P_NUMERATOR) / _polynomial_scalar(x, _LOG1P_DENOMINATOR)
    ratio = cell[0]
    cell[0] = x * x
    square = cell[0]
    cell[0] = x * square
    cell[0] = cell[0] * ratio
    cell[0] = square * -0.5 + cell[0]
    cell[0] = x + cell[0]
    return cell[0]


# --------------------------------------------------------------------------------------------- log gamma

_LANCZOS = _rounded(*LANCZOS[1:])
_LOG_7_HALF, _HALF_LOG_2PI = _rounded(math.log(7.5), 0.5 * math.log(2 * math.pi))


def lgamma_positive(x: np.ndarray) -> np.ndarray:
    """Logarithm of the gamma function for x ≥ 1/2."""
    z = x - _float32(1)
    total = _float32(1)
    for index, coefficient in enumerate(_LANCZOS, start=1):
        total = total + _float32(coefficient) / (z + _float32(index))
    log_t = log1p(z * _float32(1 / 7.5)) + _float32(_LOG_7_HALF)
    factor = (z + _float32(0.5)) - (z + _float32(7.5)) / log_t
    return fused_multiply_add(factor, log_t, _float32(_HALF_LOG_2PI)) + log(total)


# --------------------------------------------------------------------------------------------- exponential


def _hexadecimal(*words: int) -> tuple[float, ...]:
    return tuple(float(value) for value in np.array(words, np.uint32).view(_float32))


_LOG2_OF_E, _EXP_HIGH, _EXP_LOW = _hexadecimal(0x3FB8AA3B, 0x3F318000, 0xB95E8083)
_EXP = _hexadecimal(0x39506967, 0x3AB743CE, 0x3C088908, 0x3D2AA9C1, 0x3E2AAAAA, 0x3F000000)


def exp(x: np.ndarray) -> np.ndarray:
    """Exponential; subnormal results are zero."""
    x = np.asarray(x, _float32)
    clipped = np.clip(x, _float32(-87.8), _float32(88.8))
    power = np.clip(np.floor(fused_multiply_add(clipped, _LOG2_OF_E, 0.5)), _float32(-127), _float32(127))
    rest = fused_multiply_add(power, -_EXP_HIGH, clipped)
    rest = fused_multiply_add(power, -_EXP_LOW, rest)
    square = rest * rest
    y = fused_multiply_add(_polynomial(rest.astype(_float64), _EXP), square, rest) + _float32(1)
    finite = np.where(np.isnan(power), _float32(0), power)
    scale = ((finite.astype(np.int32) + np.int32(127)) << np.int32(23)).view(_float32)
    y = y * scale
    return np.where(y < _float32(_TINY), _float32(0), y)


# --------------------------------------------------------------------------------------------- error function

_ERF_NUMERATOR = _hexadecimal(0x39702D51, 0x3B5F5DA2, 0x3D50B6EB, 0x3E3DA740, 0x3F906EBA)
_ERF_DENOMINATOR = _hexadecimal(
    0xB3FD3906, 0x37C588DF, 0x3A856D28, 0x3C6687D4, 0x3DE34C21, 0x3EFEB44A, 0x3F800000
)
(_ERF_ONE,) = _hexadecimal(0x407547CB)


def erf(x: np.ndarray) -> np.ndarray:
    """Error function."""
    x = np.asarray(x, _float32)
    square = (x * x).astype(_float64)
    numerator = x * _polynomial(square, _ERF_NUMERATOR).astype(_float32)
    ratio = numerator / _polynomial(square, _ERF_DENOMINATOR).astype(_float32)
    return np.where(np.abs(x) >= _float32(_ERF_ONE), np.copysign(_float32(1), x), ratio)


def erf_scalar(x: float) -> float:
    """``erf`` of one float32 number."""
    if abs(x) >= _ERF_ONE:
        return math.copysign(1.0, x)
    cell = _cell
    cell[0] = x * x
    square = cell[0]
    cell[0] = x * _polynomial_scalar(square, _ERF_NUMERATOR)
    cell[0] = cell[0] / _polynomial_scalar(square, _ERF_DENOMINATOR)
    return cell[0]


_ERF_INV_CENTRE = _rounded(
    2.81022636e-08,
    3.43273939e-07,
    -3.5233877e-06,
    -4.39150654e-06,
    0.00021858087,
    -0.00125372503,
    -0.00417768164,
    0.246640727,
    1.50140941,
)
_ERF_INV_TAIL = _rounded(
    -0.000200214257,
    0.000100950558,
    0.00134934322,
    -0.00367342844,
    0.00573950773,
    -0.0076224613,
    0.00943887047,
    1.00167406,
    2.83297682,
)


def erf_inv(x: np.ndarray) -> np.ndarray:
    """Inverse of the error function; infinite at -1 and 1, NaN outside."""
    x = np.asarray(x, _float32)
    flat = x.ravel()
    w = -log1p(-flat * flat)
    result = _polynomial((w - _float32(2.5)).astype(_float64), _ERF_INV_CENTRE)
    tail = np.flatnonzero(~(w < _float32(5)))
    if tail.size:
        shifted = np.sqrt(w[tail]) - _float32(3)
        result[tail] = _polynomial(shifted.astype(_float64), _ERF_INV_TAIL)
    result = result.astype(_float32) * flat
    if tail.size:
        result = np.where(np.abs(flat) == 1, flat * _float32(np.inf), result)
    return result.reshape(x.shape)


def erf_inv_scalar(x: float) -> float:
    """``erf_inv`` of one float32 number strictly between -1 and 1."""
    cell = _cell
    cell[0] = -x * x
    w = -log1p_scalar(cell[0])
    if w < 5:
        cell[0] = w - 2.5
        coefficients = _ERF_INV_CENTRE
    else:
        cell[0] = math.sqrt(w)
        cell[0] = cell[0] - 3.0
        coefficients = _ERF_INV_TAIL
    cell[0] = _polynomial_scalar(cell[0], coefficients) * x
    return cell[0]
