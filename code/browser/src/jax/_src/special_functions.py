"""The gamma function and its relatives on NumPy: float32 in and out, computed in float64.

Arguments broadcast together; the result has the dtype of the first. Errors do not occur: a value out of the
domain is NaN, a pole is infinite or NaN as in JAX.
"""

import functools
import math

import numpy as np

_ENOUGH = 1e-12


def in_float64(function):
    """Let a function of float64 arrays take float32 arrays or scalars, and give them back."""

    @functools.wraps(function)
    def wrapped(*arguments):
        # A literal of compiled code comes as a Python float.
        dtype = next(argument.dtype for argument in arguments if not isinstance(argument, float))
        wide = np.broadcast_arrays(*(np.asarray(argument, np.float64) for argument in arguments))
        with np.errstate(all="ignore"):
            flat = function(*(np.atleast_1d(argument) for argument in wide))
        return flat.reshape(wide[0].shape).astype(dtype)

    return wrapped


def _with_scalars(scalar, at_most: int):
    """Let short arrays be computed number by number with a function of Python floats, which is faster."""

    def decorate(function):
        @functools.wraps(function)
        def wrapped(x):
            if x.ndim == 0:
                return x.dtype.type(scalar(float(x)))
            if x.size <= at_most:
                return np.array([scalar(value) for value in x.ravel().tolist()], x.dtype).reshape(x.shape)
            return function(x)

        return wrapped

    return decorate


# --------------------------------------------------------------------------------------------- log gamma

# Lanczos' approximation with g = 7 and nine terms (Godfrey's coefficients).
_LANCZOS_G = 7.0
LANCZOS = (
    0.99999999999980993227684700473478,
    676.520368121885098567009190444019,
    -1259.13921672240287047156078755283,
    771.3234287776530788486528258894,
    -176.61502916214059906584551354,
    12.507343278686904814458936853,
    -0.13857109526572011689554707,
    9.984369578019570859563e-6,
    1.50563273514931155834e-7,
)
_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


def lgamma64(x):
    """log |Γ(x)| in float64."""
    reflected = x < 0.5
    z = np.where(reflected, 1 - x, x) - 1
    total = np.full_like(z, LANCZOS[0])
    for index, coefficient in enumerate(LANCZOS[1:], start=1):
        total += coefficient / (z + index)
    t = z + (_LANCZOS_G + 0.5)
    result = _HALF_LOG_2PI + (z + 0.5) * np.log(t) - t + np.log(total)
    # Relative precision at the roots 1 and 2, by the series of log Γ(1 + y).
    for root in (1.0, 2.0):
        y = x - root
        near = np.abs(y) < 1e-3
        if near.any():
            result = np.where(near, _lgamma_at_root(y, root), result)
    if reflected.any():
        fraction = np.abs(x) - np.floor(np.abs(x))
        sine = np.abs(np.sin(np.pi * np.minimum(fraction, 1 - fraction)))
        result = np.where(reflected, math.log(math.pi) - np.log(sine) - result, result)
    return np.where(np.isinf(x), np.inf, result)


def _lgamma_at_root(y, root):
    series = -0.57721566490153286 * y + 0.8224670334241132 * y**2 - 0.40068563438653143 * y**3
    series += 0.27058080842778454 * y**4 - 0.20738555102867398 * y**5
    return series if root == 1 else series + np.log1p(y)


def _lgamma_number(x: float) -> float:
    try:
        return math.lgamma(x)
    except ValueError:
        return math.inf


@_with_scalars(_lgamma_number, at_most=150)
@in_float64
def lgamma(x):
    """Logarithm of the absolute value of the gamma function; infinite at 0, -1, -2, …"""
    return lgamma64(x)


# --------------------------------------------------------------------------------------------- digamma

# B(2k) / 2k: the asymptotic series of ψ in 1 / x².
_DIGAMMA_SERIES = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
_DIGAMMA_LARGE = 8


def _digamma_tail(x, inverse_square):
    total = 0.0
    for coefficient in reversed(_DIGAMMA_SERIES):
        total = (total + coefficient) * inverse_square
    return -0.5 / x - total


def digamma64(x):
    """ψ(x) in float64."""
    reflected = x <= 0
    y = np.where(reflected, 1 - x, x)
    total = np.zeros_like(y)
    for _ in range(_DIGAMMA_LARGE):
        small = y < _DIGAMMA_LARGE
        total -= np.where(small, 1 / y, 0.0)
        y = y + small
    total += np.log(y) + _digamma_tail(y, 1 / (y * y))
    if reflected.any():
        fraction = x - np.round(x)
        total = np.where(reflected, total - np.pi / np.tan(np.pi * fraction), total)
        total = np.where((x == np.floor(x)) & reflected, np.nan, total)
    return np.where(x == np.inf, np.inf, total)


def _digamma_number(x: float) -> float:
    if x <= 0:
        if x == -math.inf or x == math.floor(x):
            return math.nan
        return _digamma_number(1 - x) - math.pi / math.tan(math.pi * (x - round(x)))
    if x == math.inf or x != x:
        return x
    total = 0.0
    while x < _DIGAMMA_LARGE:
        total -= 1 / x
        x += 1
    return total + math.log(x) + _digamma_tail(x, 1 / (x * x))


@_with_scalars(_digamma_number, at_most=60)
@in_float64
def digamma(x):
    """Derivative of log Γ; NaN at 0, -1, -2, …"""
    return digamma64(x)


# --------------------------------------------------------------------------------------------- zeta

# (2k)! / B(2k): Euler and Maclaurin's correction terms.
_ZETA_DIVISORS = (
    12.0,
    -720.0,
    30240.0,
    -1209600.0,
    47900160.0,
    -1.8924375803183791606e9,
    7.47242496e10,
    -2.950130727918164224e12,
    1.1646782814350067249e14,
    -4.5979787224074726105e15,
    1.8152105401943546773e17,
    -7.1661652561756670113e18,
)
_ZETA_TERMS = 10


def _zeta64(s, q):
    total = np.zeros_like(s)
    for index in range(_ZETA_TERMS):
        total += (q + index) ** -s
    a = q + _ZETA_TERMS
    power = a**-s
    total += power * a / (s - 1) + 0.5 * power
    factor = s
    for index, divisor in enumerate(_ZETA_DIVISORS):
        power = power / a
        total += factor * power / divisor
        factor = factor * (s + (2 * index + 1)) * (s + (2 * index + 2))
        power = power / a
    return total


@in_float64
def zeta(s, q):
    """Hurwitz' zeta function Σ (q + n)^-s."""
    result = _zeta64(s, q)
    whole_q, whole_s = q == np.floor(q), s == np.floor(s)
    result = np.where((s > 1) & np.isinf(q) & (q > 0), 0.0, result)
    result = np.where((q <= 0) & whole_q, np.where(whole_s & (s % 2 == 1), np.nan, np.inf), result)
    result = np.where((q <= 0) & ~whole_q & ~whole_s, np.nan, result)
    return np.where(s < 1, np.nan, np.where(s == 1, np.inf, result))


@in_float64
def zeta_slope(s, q):
    """∂ζ(s, q) / ∂s for s > 1 and q > 0, by a step in the imaginary direction."""
    step = 1e-30
    result = _zeta64(s + 1j * step, q + 0j).imag / step
    return np.where((s > 1) & (q > 0), result, np.nan)


@in_float64
def polygamma(n, x):
    """Derivative of order ``n`` of the digamma function; NaN for an order that is not a whole number."""
    sign = np.where(n % 2 == 0, -1.0, 1.0)
    whole = x == np.floor(x)
    negative = x <= 0
    result = sign * np.exp(lgamma64(n + 1)) * _zeta64(n + 1, _moved_right(x))
    result += sign * np.exp(lgamma64(n + 1)) * _sum_left(n + 1, x)
    result = np.where(negative & whole, np.where(n % 2 == 1, np.inf, np.nan), result)
    result = np.where(np.isinf(x) & (x > 0), 0.0, result)
    result = np.where(n == 0, digamma64(x), result)
    return np.where((n < 0) | (n != np.floor(n)), np.nan, result)


def _moved_right(q):
    """Numbers at or below zero moved into (0, 1] by whole steps."""
    return np.where(q > 0, q, q - np.floor(q))


def _sum_left(s, q):
    """The terms of the zeta function that ``_moved_right`` has skipped."""
    steps = np.where((q > 0) | ~np.isfinite(q), 0.0, -np.floor(q))
    total = np.zeros_like(q)
    for index in range(int(min(steps.max(initial=0.0), 1e4))):
        total += np.where(index < steps, (q + index) ** -s, 0.0)
    return total


# --------------------------------------------------------------------------------------------- incomplete gamma

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)
_NODES, _WEIGHTS = 0.5 * (_NODES + 1), 0.5 * _WEIGHTS
# Parts of an integral beyond exp(-42) of its integrand at x are left out.
_CUT = 42.0
# From this shape parameter on the lower integral is done by quadrature, below it by its power series.
_QUADRATURE_FROM = 20.0


def _log_density(a, x):
    """Logarithm of x^a e^-x / Γ(a)."""
    return a * np.log(x) - x - lgamma64(a)


def _upper_integral(a, x, weight):
    """∫ (t/x)^(a-1) e^(x-t) weight(t) dt over t > x, for x ≥ 1 and x > a."""
    width = np.where(a <= 1, _CUT, _CUT + 12 * np.sqrt(x))
    for _ in range(12):
        # Newton's method for the point where the integrand has fallen to exp(-cut): convex, from the right.
        excess = width - (a - 1) * np.log1p(width / x) - _CUT
        slope = 1 - (a - 1) / (x + width)
        width = np.where(a <= 1, width, np.maximum(width - excess / slope, 1e-3))
    s = width[:, None] * _NODES
    values = np.exp((a[:, None] - 1) * np.log1p(s / x[:, None]) - s) * weight(x[:, None] + s)
    return width * (values @ _WEIGHTS)


def _lower_integral(a, x, weight):
    """∫ (t/x)^(a-1) e^(x-t) weight(t) dt over t < x, for large a and x ≤ a."""
    # Newton again, for s = -log(1 - t / x), in which the integrand falls like exp(-(a - 1) s + x (1 - e^-s)).
    s = (_CUT + x) / (a - 1)
    for _ in range(12):
        drop = np.exp(-s)
        excess = (a - 1) * s - x * (1 - drop) - _CUT
        s = np.maximum(s - excess / np.maximum((a - 1) - x * drop, 1e-3), 1e-9)
    nodes = s[:, None] * _NODES
    ratio = np.exp(-nodes)
    values = np.exp(-a[:, None] * nodes - x[:, None] * np.expm1(-nodes)) * weight(x[:, None] * ratio)
    return x * s * (values @ _WEIGHTS)


def _lower_series(a, x):
    """Γ(a) γ-series: Σ x^n / ((a+1) … (a+n)), and its derivative with respect to a."""
    term, total = np.ones_like(a), np.ones_like(a)
    slope, total_slope = np.zeros_like(a), np.zeros_like(a)
    r = a.copy()
    for _ in range(400):
        r = r + 1
        slope = (slope - term / r) * x / r
        term = term * x / r
        total = total + term
        total_slope = total_slope + slope
        if not (np.abs(slope) > _ENOUGH * np.abs(total_slope)).any():
            break
    return total, total_slope


def _one(t):
    return 1.0


def _incomplete_gamma(a, x):
    """P(a, x) and Q(a, x) inside the domain, each to relative precision where it is the smaller one."""
    lower, upper = np.empty_like(a), np.empty_like(a)
    is_upper = (x >= 1) & (x > a)
    is_series = ~is_upper & (a < _QUADRATURE_FROM)
    rest = ~is_upper & ~is_series
    if is_upper.any():
        a_, x_ = a[is_upper], x[is_upper]
        upper[is_upper] = np.exp(_log_density(a_, x_)) / x_ * _upper_integral(a_, x_, _one)
        lower[is_upper] = 1 - upper[is_upper]
    if is_series.any():
        a_, x_ = a[is_series], x[is_series]
        lower[is_series] = np.exp(_log_density(a_ + 1, x_) - np.log(x_)) * _lower_series(a_, x_)[0]
    if rest.any():
        a_, x_ = a[rest], x[rest]
        lower[rest] = np.exp(_log_density(a_, x_)) / x_ * _lower_integral(a_, x_, _one)
    upper = np.where(is_upper, upper, 1 - lower)
    return lower, upper


def _in_domain(a, x):
    """Where the incomplete gamma functions are to be computed: elsewhere their value is 0, 1 or NaN."""
    return (a > 0) & (x > 0) & np.isfinite(a) & np.isfinite(x)


def _igamma_by(part, a, x):
    inside = _in_domain(a, x)
    result = np.empty_like(a)
    result[inside] = _incomplete_gamma(a[inside], x[inside])[part]
    wrong = (
        (x < 0) | (a < 0) | ((a == 0) & (x == 0)) | np.isnan(a) | np.isnan(x) | (np.isinf(a) & np.isinf(x))
    )
    nothing = (x == 0) | np.isinf(a)
    outside = np.where(nothing, float(part), 1.0 - part)
    return np.where(wrong, np.nan, np.where(inside, result, outside))


@in_float64
def igamma(a, x):
    """Regularised lower incomplete gamma function P(a, x)."""
    return _igamma_by(0, a, x)


@in_float64
def igammac(a, x):
    """Regularised upper incomplete gamma function Q(a, x)."""
    return _igamma_by(1, a, x)


def _sample_slope(a, x):
    """∂P/∂a divided by x^(a-1) e^-x / Γ(a), inside the domain."""
    result = np.empty_like(a)
    is_upper = (x > 1) & (x > a)
    is_series = ~is_upper & (a < _QUADRATURE_FROM)
    rest = ~is_upper & ~is_series
    if is_upper.any():
        a_, x_ = a[is_upper], x[is_upper]
        shift = digamma64(a_)[:, None]
        result[is_upper] = -_upper_integral(a_, x_, lambda t: np.log(t) - shift)
    if is_series.any():
        a_, x_ = a[is_series], x[is_series]
        total, slope = _lower_series(a_, x_)
        result[is_series] = (slope + total * (np.log(x_) - digamma64(a_ + 1))) * x_ / a_
    if rest.any():
        a_, x_ = a[rest], x[rest]
        shift = digamma64(a_)[:, None]
        result[rest] = _lower_integral(a_, x_, lambda t: np.log(t) - shift)
    return result


def _slope_by(scaled, a, x):
    inside = _in_domain(a, x)
    result = np.zeros_like(a)
    result[inside] = scaled(_sample_slope(a[inside], x[inside]), a[inside], x[inside])
    wrong = (x < 0) | (a <= 0) | np.isnan(a) | np.isnan(x)
    return np.where(wrong, np.nan, result)


@in_float64
def igamma_grad_a(a, x):
    """∂P(a, x) / ∂a."""
    return _slope_by(lambda slope, a, x: slope * np.exp(_log_density(a, x)) / x, a, x)


@in_float64
def random_gamma_grad(a, x):
    """∂x/∂a of a gamma sample x whose probability P(a, x) stays the same."""
    return _slope_by(lambda slope, a, x: -slope, a, x)


# --------------------------------------------------------------------------------------------- incomplete beta


def _beta_fraction(a, b, x):
    """The continued fraction of the incomplete beta function, by Lentz' method as modified by Thompson and
    Barnett."""
    tiny = 1e-300
    c = np.ones_like(x)
    d = 1 - (a + b) * x / (a + 1)
    d = 1 / np.where(np.abs(d) < tiny, tiny, d)
    result = d
    for m in range(1, 5000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 + even * d
        c = 1 + even / c
        d = 1 / np.where(np.abs(d) < tiny, tiny, d)
        result = result * d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 + odd * d
        c = 1 + odd / c
        d = 1 / np.where(np.abs(d) < tiny, tiny, d)
        change = d * c
        result = result * change
        if not (np.abs(change - 1) > _ENOUGH).any():
            break
    return result


@in_float64
def betaln(a, b):
    """Logarithm of the absolute value of the beta function."""
    return lgamma64(a) + lgamma64(b) - lgamma64(a + b)


@in_float64
def regularized_incomplete_beta(a, b, x):
    """I_x(a, b), for a, b ≥ 0 and x in [0, 1]."""
    inside = (a > 0) & (b > 0) & (x > 0) & (x < 1) & np.isfinite(a) & np.isfinite(b)
    result = np.empty_like(a)
    result[inside] = _incomplete_beta(a[inside], b[inside], x[inside])
    at_zero = (a == 0) | np.isinf(b)
    at_one = (b == 0) | np.isinf(a)
    result = np.where(inside, result, np.where(at_zero, x > 0, np.where(at_one, x == 1, x)))
    wrong = (a < 0) | (b < 0) | (x < 0) | (x > 1) | np.isnan(a + b + x) | (at_zero & at_one)
    return np.where(wrong, np.nan, result)


def _incomplete_beta(a, b, x):
    is_direct = x < (a + 1) / (a + b + 2)
    p, q = np.where(is_direct, a, b), np.where(is_direct, b, a)
    y = np.where(is_direct, x, 1 - x)
    log_beta = lgamma64(a) + lgamma64(b) - lgamma64(a + b)
    result = np.exp(p * np.log(y) + q * np.log1p(-y) - log_beta) * _beta_fraction(p, q, y) / p
    return np.where(is_direct, result, 1 - result)
