"""Random numbers by JAX's own algorithms, on NumPy: same keys, same order of draws, same rejections.

Keys are uint32 of shape (…, 2); ``shape`` is what one key gives; results have shape (…, *shape), float32
unless said otherwise. Parameters have the shape of the result. Small draws of the common distributions go
through Python floats, number by number, which is faster than NumPy on short arrays.
"""

import math

import numpy as np

from jax._src import prng, xla_math
from jax._src.xla_math import fused_multiply_add

_float32 = np.float32

# Up to this many numbers a loop over Python floats is faster than NumPy.
_FEW = 64

_TINY = float(np.finfo(_float32).tiny)
_ALMOST_MINUS_ONE = float(np.nextafter(_float32(-1), _float32(0)))
_SQRT_2 = float(_float32(np.sqrt(2)))
_UNIT = 2.0**-23


def _count(keys, shape) -> int:
    return keys.size // 2 * math.prod(shape)


def _from_list(values, keys, shape):
    if not shape and keys.ndim == 1:
        return _float32(values[0])
    return np.array(values, _float32).reshape(keys.shape[:-1] + shape)


def _unit_floats(keys, shape) -> np.ndarray:
    bits = prng.bits(keys, shape)
    return ((bits >> np.uint32(9)) | np.uint32(0x3F800000)).view(_float32) - _float32(1)


def uniform(keys, shape, low: float = 0.0, high: float = 1.0) -> np.ndarray:
    """Uniform on [low, high); the bounds are float32 values."""
    standard = low == 0 and high == 1
    if 0 < _count(keys, shape) <= _FEW:
        units = [(word >> 9) * _UNIT for word in prng.bits_list(keys, math.prod(shape))]
        if not standard:
            span = float(_float32(high) - _float32(low))
            # A later conversion to float32 does the one rounding of the fused multiply-add.
            units = [max(low, unit * span + low) for unit in units]
        return _from_list(units, keys, shape)
    units = _unit_floats(keys, shape)
    if standard:
        return units
    span = _float32(high) - _float32(low)
    return np.maximum(_float32(low), fused_multiply_add(units, span, _float32(low)))


def normal(keys, shape, scale: float = _SQRT_2) -> np.ndarray:
    """Standard normal; with another ``scale`` than √2, normal numbers of standard deviation scale / √2."""
    if 0 < _count(keys, shape) <= _FEW:
        erf_inv, values = xla_math.erf_inv_scalar, []
        rounded = memoryview(bytearray(4)).cast("f")
        for word in prng.bits_list(keys, math.prod(shape)):
            # The interval (-1, 1) is 2 wide after rounding.
            rounded[0] = (word >> 9) * (2 * _UNIT) + _ALMOST_MINUS_ONE
            values.append(erf_inv(max(rounded[0], _ALMOST_MINUS_ONE)) * scale)
        return _from_list(values, keys, shape)
    return _float32(scale) * xla_math.erf_inv(uniform(keys, shape, _ALMOST_MINUS_ONE, 1.0))


def exponential(keys, shape) -> np.ndarray:
    """Exponential with rate one."""
    if 0 < _count(keys, shape) <= _FEW:
        words = prng.bits_list(keys, math.prod(shape))
        return _from_list([-xla_math.log1p_scalar(-(word >> 9) * _UNIT) for word in words], keys, shape)
    return -xla_math.log1p(-_unit_floats(keys, shape))


def gumbel(keys, shape) -> np.ndarray:
    """Standard Gumbel."""
    return -xla_math.log(-xla_math.log(uniform(keys, shape, _TINY, 1.0)))


def gumbel_high(keys, shape) -> np.ndarray:
    """Standard Gumbel with a longer right tail, from two uniform numbers."""
    units = uniform(keys, (2, *shape))
    high, low = np.moveaxis(units, keys.ndim - 1, 0)
    refined = fused_multiply_add(low, _float32(_UNIT), high) + _float32(_TINY)
    return -xla_math.log(-xla_math.log1p(-np.where(high >= 0.5, high, refined)))


def laplace(keys, shape) -> np.ndarray:
    """Standard Laplace."""
    units = uniform(keys, shape, float(_float32(-1 + np.finfo(_float32).epsneg)), 1.0)
    return np.sign(units) * xla_math.log1p(-np.abs(units))


def logistic(keys, shape) -> np.ndarray:
    """Standard logistic."""
    units = uniform(keys, shape, _TINY, 1.0)
    return xla_math.log(units) - xla_math.log1p(-units)


def cauchy(keys, shape) -> np.ndarray:
    """Standard Cauchy."""
    units = uniform(keys, shape, float(np.finfo(_float32).eps), 1.0)
    angle = _float32(np.pi) * (units - _float32(0.5))
    return np.tan(angle.astype(np.float64)).astype(_float32)


def randint(keys, shape, low, high, wide) -> np.ndarray:
    """Integers in [low, high), int32 or uint32, of two draws of bits; ``wide`` where the true upper bound is one more than
    ``high``, the largest int32. Arrays broadcast to the shape of the result."""
    subkeys = prng.split(keys, (2,))
    first, second = prng.bits(subkeys[..., 0, :], shape), prng.bits(subkeys[..., 1, :], shape)
    span = (high - low).astype(np.uint32)
    span = np.where(high <= low, np.uint32(1), span)
    span = np.where(wide & (high > low), span + np.uint32(1), span)
    multiplier = _remainder(np.uint32(2**16), span)
    multiplier = _remainder(multiplier * multiplier, span)
    offset = _remainder(first, span) * multiplier + _remainder(second, span)
    return low + _remainder(offset, span).astype(low.dtype)


def _remainder(numerator, span):
    """Remainder where a span of zero stands for 2**32."""
    return np.where(span == 0, numerator, np.remainder(numerator, np.maximum(span, np.uint32(1))))


def shuffle_order(keys, shape, axis: int) -> np.ndarray:
    """Int32 positions that shuffle arrays of ``shape`` along ``axis``, each line on its own."""
    size = math.prod(shape)
    rounds = int(np.ceil(3 * np.log(max(1, size)) / np.log(2**32 - 1)))
    lines = np.arange(shape[axis], dtype=np.int32).reshape(
        [-1 if i == axis else 1 for i in range(len(shape))]
    )
    axis += keys.ndim - 1
    order = np.broadcast_to(lines, keys.shape[:-1] + shape)
    for _ in range(rounds):
        subkeys = prng.split(keys, (2,))
        keys = subkeys[..., 0, :]
        sort_keys = prng.bits(subkeys[..., 1, :], shape)
        order = np.take_along_axis(order, np.argsort(sort_keys, axis=axis, kind="stable"), axis)
    return order


# --------------------------------------------------------------------------------------------- gamma


def gamma(keys, alpha: np.ndarray, log_space: bool) -> np.ndarray:
    """Gamma(alpha, 1), or its logarithm, by the method of Marsaglia and Tsang (2000): every number has its own
    key and its own rejections. ``alpha`` has shape (…, *shape)."""
    count = math.prod(alpha.shape[keys.ndim - 1 :])
    lanes = prng.split(keys, (count,)).reshape(-1, 2)
    return _gamma_lanes(lanes, alpha.reshape(-1), log_space).reshape(alpha.shape)


def _gamma_lanes(keys, alpha, log_space):
    third = _float32(1 / 3)
    is_large = alpha >= 1
    d = np.where(is_large, alpha, alpha + _float32(1)) - third
    # XLA takes the processor's own approximation of 1 / sqrt here: the last bits differ among processors.
    c = third * (1 / np.sqrt(d, dtype=np.float64)).astype(_float32)
    keys, boost_keys = _unstack(prng.split(keys, (2,)))
    cubes = np.ones_like(alpha)
    active = np.arange(alpha.size)
    while active.size:
        keys, normal_keys, uniform_keys = _unstack(prng.split(keys, (3,)))
        x, v = _normals_above(normal_keys, c[active])
        square, cube = x * x, v * v * v
        u = uniform(uniform_keys, ())
        cubes[active] = cube
        d_active = d[active]
        rejected = u >= fused_multiply_add(-_float32(0.0331), square * square, _float32(1))
        tail = d_active * ((_float32(1) - cube) + xla_math.log(cube))
        rejected &= xla_math.log(u) >= fused_multiply_add(square, _float32(0.5), tail)
        active, keys = active[rejected], keys[rejected]
    if log_space:
        logarithm = -exponential(boost_keys, ())
        boost = np.where(is_large | (logarithm == 0), _float32(0), logarithm * (_float32(1) / alpha))
        return (xla_math.log(d) + xla_math.log(cubes)) + boost
    base = _float32(1) - uniform(boost_keys, ())
    power = np.power(base.astype(np.float64), _float32(1) / alpha).astype(_float32)
    result = (d * cubes) * np.where(is_large, _float32(1), power)
    return np.where(result < _float32(_TINY), _float32(0), result)


def _normals_above(keys, c):
    """Normal numbers x, and v = 1 + x c, redrawn until v is positive."""
    x, v = np.empty_like(c), np.empty_like(c)
    active = np.arange(c.size)
    while active.size:
        keys, subkeys = _unstack(prng.split(keys, (2,)))
        x[active] = normal(subkeys, ())
        v[active] = fused_multiply_add(x[active], c[active], _float32(1))
        again = v[active] <= 0
        active, keys = active[again], keys[again]
    return x, v


def _unstack(keys):
    """Split keys of shape (n, number, 2) into arrays of shape (n, 2)."""
    return np.moveaxis(keys, -2, 0)


# --------------------------------------------------------------------------------------------- poisson


def poisson(keys, rate: np.ndarray, most_iterations: int) -> np.ndarray:
    """Poisson numbers as float32 integers; NaN rates give -1. ``rate`` has shape (…, *shape); the numbers of one
    key are drawn together, until all of them are accepted."""
    shape = rate.shape[keys.ndim - 1 :]
    keys, rates = keys.reshape(-1, 2), rate.reshape(keys.size // 2, *shape)
    is_small = np.isnan(rates) | (rates < 10)
    result = np.empty(rates.shape)
    if is_small.any():
        small = _poisson_by_products(keys, np.where(is_small, rates, _float32(0)), most_iterations)
        np.copyto(result, small, where=is_small)
    if not is_small.all():
        large = _poisson_by_rejection(keys, np.where(is_small, _float32(1e5), rates), most_iterations)
        np.copyto(result, large, where=~is_small)
    return np.where(rates == 0, 0, result).reshape(rate.shape)


def _any_number(condition):
    """For every key: whether the condition holds for any of its numbers."""
    return condition.reshape(len(condition), -1).any(axis=1)


def _poisson_by_products(keys, rate, most_iterations):
    """Knuth: how many uniform numbers can be multiplied until their product is below exp(-rate)."""
    shape = rate.shape[1:]
    result = np.zeros(rate.shape, np.int64)
    log_product = np.zeros_like(rate)
    active = np.arange(len(keys))
    for _ in range(most_iterations):
        going_on = _any_number(log_product[active] > -rate[active])
        active, keys = active[going_on], keys[going_on]
        if not active.size:
            break
        keys, subkeys = _unstack(prng.split(keys, (2,)))
        result[active] += log_product[active] > -rate[active]
        log_product[active] += xla_math.log(uniform(subkeys, shape))
    return result - 1


def _poisson_by_rejection(keys, rate, most_iterations):
    """Hörmann, "The transformed rejection method for generating Poisson random variables" (1993)."""
    shape = rate.shape[1:]
    half = _float32(0.5)
    log_rate = xla_math.log(rate)
    b = fused_multiply_add(_float32(2.53), np.sqrt(rate), _float32(0.931))
    a = fused_multiply_add(_float32(0.02483), b, _float32(-0.059))
    inverse_alpha = _float32(1.1239) + _float32(1.1328) / (b - _float32(3.4))
    v_r = _float32(0.9277) - _float32(3.6224) / (b - _float32(2))
    result = np.full_like(rate, -1)
    accepted = np.zeros(rate.shape, bool)
    active = np.arange(len(keys))
    for _ in range(most_iterations):
        going_on = _any_number(~accepted[active])
        active, keys = active[going_on], keys[going_on]
        if not active.size:
            break
        keys, first, second = _unstack(prng.split(keys, (3,)))
        a_, b_, rate_ = a[active], b[active], rate[active]
        u = uniform(first, shape) - half
        v = uniform(second, shape)
        shifted = half - np.abs(u)
        k = np.floor(fused_multiply_add((_float32(2) * a_) / shifted + b_, u, rate_) + _float32(0.43))
        s = xla_math.log((v * inverse_alpha[active]) / (a_ / (shifted * shifted) + b_))
        t = fused_multiply_add(k, log_rate[active], -rate_) - xla_math.lgamma_positive(k + _float32(1))
        accept = (shifted >= _float32(0.07)) & (v <= v_r[active])
        rejected = (k < 0) | ((shifted < _float32(0.013)) & (v > shifted))
        accept |= ~rejected & (s <= t)
        # A number that was accepted before is drawn again while others of its key are not.
        result[active] = np.where(accept, k, result[active])
        accepted[active] |= accept
    return result


# --------------------------------------------------------------------------------------------- binomial


def binomial(keys, count: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Binomial numbers; NaN for a count or a probability out of range. Both have shape (…, *shape); the numbers
    of one key are drawn together."""
    shape = count.shape[keys.ndim - 1 :]
    whole = count.shape
    keys = keys.reshape(-1, 2)
    count, probability = (x.reshape(len(keys), *shape).astype(_float32) for x in (count, probability))
    is_below_half = probability < 0.5
    q = np.where(is_below_half, probability, _float32(1) - probability)
    bad_count = np.isnan(count) | (count < 0)
    infinite = np.isinf(count)
    bad_q, negative_q = np.isnan(q), q < 0
    q = np.where(bad_q | negative_q, _float32(0.01), q)
    by_inversion = bad_count | (count * q <= 10)
    count = np.floor(count)
    result = np.empty_like(count)
    if by_inversion.any():
        few = _binomial_by_inversion(keys, np.where(by_inversion, count, _float32(0)), q)
        np.copyto(result, few, where=by_inversion)
    if not by_inversion.all():
        many = _binomial_by_rejection(
            keys,
            np.where(by_inversion, _float32(1e4), count),
            np.where(by_inversion, _float32(0.5), q),
        )
        np.copyto(result, many, where=~by_inversion)
    bad = negative_q | bad_q | bad_count
    result = np.where(bad, _float32(np.nan), result)
    result = np.where(infinite & ~bad, _float32(np.inf), result)
    keep = is_below_half | bad_count | bad_q | infinite
    return np.where(keep, result, count - result).astype(_float32).reshape(whole)


def _binomial_by_inversion(keys, count, probability):
    """How many geometric numbers fit into the count."""
    shape = count.shape[1:]
    log_failure = xla_math.log1p(-probability)
    result, total = np.zeros_like(count), np.zeros_like(count)
    active = np.arange(len(keys))
    while True:
        going_on = _any_number(total[active] <= count[active])
        active, keys = active[going_on], keys[going_on]
        if not active.size:
            return result - _float32(1)
        subkeys, keys = _unstack(prng.split(keys, (2,)))
        result[active] += total[active] <= count[active]
        total[active] += np.ceil(xla_math.log(uniform(subkeys, shape)) / log_failure[active])


_STIRLING_TAIL = np.array(
    [
        0.0810614667953272,
        0.0413406959554092,
        0.0276779256849983,
        0.02079067210376509,
        0.0166446911898211,
        0.0138761288230707,
        0.0118967099458917,
        0.010411265261972,
        0.00925546218271273,
        0.00833056343336287,
    ],
    _float32,
)


def _stirling_tail(k):
    """What Stirling's formula lacks of log(k!); as in JAX the series is that of 9 for every larger k."""
    one = _float32(1)
    clipped = np.clip(k, _float32(0), _float32(9))
    square = (clipped + one) * (clipped + one)
    series = _float32(1 / 360) - _float32(1 / 1260) / square
    series = (_float32(1 / 12) - series / square) / (clipped + one)
    return np.where(k <= 9, _STIRLING_TAIL[np.nan_to_num(clipped).astype(np.int32)], series)


def _binomial_by_rejection(keys, count, probability):
    """Hörmann, "The generation of binomial random variates" (1993), algorithm BTRS."""
    shape = count.shape[1:]
    half, one = _float32(0.5), _float32(1)
    deviation = np.sqrt(count * probability * (one - probability))
    b = fused_multiply_add(_float32(2.53), deviation, _float32(1.15))
    a = fused_multiply_add(_float32(0.0248), b, _float32(-0.0873))
    a = fused_multiply_add(_float32(0.01), probability, a)
    c = fused_multiply_add(count, probability, half)
    v_r = _float32(0.92) - _float32(4.2) / b
    odds = probability / (one - probability)
    alpha = (_float32(2.83) + _float32(5.1) / b) * deviation
    mode = np.floor((count + one) * probability)
    result = np.full_like(count, -1)
    accepted = np.zeros(count.shape, bool)
    active = np.arange(len(keys))
    while True:
        going_on = _any_number(~accepted[active])
        active, keys = active[going_on], keys[going_on]
        if not active.size:
            return result
        keys, first, second = _unstack(prng.split(keys, (3,)))
        n, a_, b_, r, m = (x[active] for x in (count, a, b, odds, mode))
        u = uniform(first, shape) - half
        v = uniform(second, shape)
        shifted = half - np.abs(u)
        accept = (shifted >= _float32(0.07)) & (v <= v_r[active])
        k = np.floor(fused_multiply_add((_float32(2) * a_) / shifted + b_, u, c[active]))
        rejected = (k < 0) | (k > n)
        v = xla_math.log((v * alpha[active]) / (a_ / (shifted * shifted) + b_))
        bound = (m + half) * xla_math.log((m + one) / (r * (n - m + one)))
        bound = fused_multiply_add(n + one, xla_math.log((n - m + one) / (n - k + one)), bound)
        bound = fused_multiply_add(k + half, xla_math.log(r * (n - k + one) / (k + one)), bound)
        bound = bound + _stirling_tail(m) + _stirling_tail(n - m) - _stirling_tail(k) - _stirling_tail(n - k)
        accept |= ~rejected & (v <= bound)
        result[active] = np.where(accept, k, result[active])
        accepted[active] |= accept


def multinomial(keys, count: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Multinomial counts, category by category, as binomial numbers of what remains. ``probabilities`` have shape
    (…, *shape, categories) and ``count`` (…, *shape)."""
    remaining = xla_math.cumulative_sum(probabilities[..., ::-1])[..., ::-1]
    ratios = np.clip(probabilities / np.where(remaining == 0, _float32(1), remaining), 0, 1)
    subkeys = prng.split(keys, (ratios.shape[-1],))
    result = np.empty_like(ratios)
    for category in range(ratios.shape[-1]):
        result[..., category] = binomial(subkeys[..., category, :], count, ratios[..., category])
        count = count - result[..., category]
    return result


# --------------------------------------------------------------------------------------------- weighted choice


def weighted_choice(keys, weights: np.ndarray, shape) -> np.ndarray:
    """Int32 indices with probabilities proportional to weights of shape (…, n), with replacement."""
    sums = xla_math.cumulative_sum(weights)
    points = uniform(keys, (math.prod(shape),))
    points = sums[..., -1:] * (_float32(1) - points)
    rows = zip(sums.reshape(-1, sums.shape[-1]), points.reshape(-1, points.shape[-1]), strict=True)
    indices = [np.searchsorted(row, values).astype(np.int32) for row, values in rows]
    return np.array(indices, np.int32).reshape(keys.shape[:-1] + shape)


def largest(x: np.ndarray, count: int) -> np.ndarray:
    """Int32 places of the largest numbers along the last axis, in descending order; NaN counts as the largest."""
    order = np.argsort(np.where(np.isnan(x), -np.inf, -x), axis=-1, kind="stable")
    return order[..., :count].astype(np.int32)
