"""The functions of ``jax.random``.

Everything is a float32 or int32 array unless said otherwise. ``key`` is one key, typed or raw uint32[2];
``shape`` the shape of the result, by default that of the parameters.
"""

import math
from collections.abc import Sequence

import numpy as np

from jax._src import random_arguments as given
from jax._src.absent import absent
from jax._src.array_arguments import broadcast_to, canonical_axis, checked, concrete, concrete_index, to_array
from jax._src.avals import KEY_DTYPE
from jax._src.core import KEY_TYPE, Array, bind, get_aval
from jax._src.primitives import random as draws
from jax._src.primitives.elementwise import (
    abs_,
    add,
    clamp,
    complex_,
    convert_element_type,
    div,
    eq,
    floor,
    gt,
    le,
    log1p,
    lt,
    max_,
    mul,
    neg,
    nextafter,
    select_n,
    sqrt,
    stop_gradient,
    sub,
)
from jax._src.primitives.indexing import gather
from jax._src.primitives.random import random_split
from jax._src.primitives.reductions import argmax, reduce_max, reduce_sum
from jax._src.primitives.shapes import broadcast_in_dim, expand_dims, iota, reshape, slice_in_dim, transpose
from jax._src.primitives.special import (
    erf,
    erf_inv,
    exact_exp,
    exact_log,
    exact_log1p,
    exact_pow,
    fused_multiply_add,
)
from jax._src.promotion import invalid_value, promote_arguments

_float32 = np.float32
_TINY = float(np.finfo(_float32).tiny)
_SQRT_2 = _float32(np.sqrt(2))
_ONE = _float32(1)


def _key_at(keys, index: int):
    """One of several keys."""
    aval = get_aval(keys)
    return reshape(slice_in_dim(keys, index, index + 1), aval.shape[1:])


def _two_keys(key):
    keys = random_split(key, (2,))
    return _key_at(keys, 0), _key_at(keys, 1)


# ---- keys


def _seeded(name: str, seed):
    if isinstance(seed, str):
        raise invalid_value(seed)
    if get_aval(seed).dtype == KEY_DTYPE:
        raise TypeError(f"{name} accepts a scalar seed, but was given a PRNG key.")
    if get_aval(seed).shape:
        raise TypeError(
            f"{name} accepts a scalar seed, but was given an array of shape {get_aval(seed).shape} != (). Use jax.vmap "
            "for batching"
        )
    if isinstance(seed, int):
        seed = np.int64(seed).astype(np.int32)
    aval = get_aval(seed)
    if aval.dtype.kind not in "iu":
        weak = "~" if aval.weak_type else ""
        raise TypeError(f"PRNG key seed must be an integer; got JitTracer({weak}{aval.str_long()})")
    return bind(draws.random_seed_p, seed)


def key(seed, *, impl=None, dtype=None):
    """A typed key from an integer."""
    if dtype is not None:
        if impl is not None:
            raise ValueError("Cannot specify both `impl` and `dtype` arguments to jax.random.key")
        impl = dtype
    given.check_implementation(impl, "key")
    return _seeded("key", seed)


def PRNGKey(seed, *, impl=None):
    """A raw key, uint32[2], from an integer."""
    given.check_implementation(impl, "PRNGKey")
    return bind(draws.random_unwrap_p, _seeded("PRNGKey", seed))


def fold_in(key, data):
    """A new key from a key and an integer."""
    key = given.checked_key("fold_in", key)
    if np.ndim(data) if not isinstance(data, Array) else data.ndim:
        raise TypeError(
            f"fold_in accepts a scalar, but was given an array ofshape {np.shape(data)} != (). Use jax.vmap for "
            "batching."
        )
    if type(data) is int:
        word = np.asarray(data, np.uint32)
    else:
        word = convert_element_type(to_array(data), np.dtype(np.uint32))
    return draws.random_fold_in(key, word)


def split(key, num=2):
    """``num`` new keys (a number or a shape) from one."""
    key = given.checked_key("split", key)
    shape = tuple(num) if isinstance(num, Sequence) else (num,)
    return random_split(key, given.plain_shape(shape))


def clone(key):
    """The same key, to be used again."""
    return bind(draws.random_clone_p, key)


def key_data(keys):
    """The uint32 words of keys: one axis more, of length 2."""
    keys = given.checked_key("key_data", keys, allow_batched=True)
    is_typed = get_aval(keys).dtype == KEY_DTYPE
    return bind(draws.random_unwrap_p, keys) if is_typed else to_array(keys)


def wrap_key_data(key_bits_array, *, impl=None, dtype=None):
    """Typed keys from uint32 of shape (…, 2)."""
    if dtype is not None:
        if impl is not None:
            raise ValueError("Cannot specify both `impl` and `dtype` arguments to jax.random.wrap_key_data")
        impl = dtype
    given.check_implementation(impl, "wrap_key_data")
    given.check_key_data(key_bits_array)
    return bind(draws.random_wrap_p, key_bits_array)


def key_impl(keys):
    """The name of the generator of keys."""
    given.checked_key("key_impl", keys, allow_batched=True)
    return given.THREEFRY


def key_dtype(impl=None):
    """The dtype of typed keys."""
    given.check_implementation(impl, "key_dtype")
    return KEY_TYPE


# ---- uniform bits and numbers


def bits(key, shape=(), dtype=None, *, out_sharding=None):
    """Uniform random bits, as unsigned integers (uint32 by default)."""
    key = given.checked_key("bits", key)
    dtype = np.dtype(np.uint32) if dtype is None else given.integer_dtype("bits", dtype, out_sharding)
    if dtype.kind != "u":
        raise ValueError(f"dtype argument to `bits` must be an unsigned int dtype, got {dtype}")
    return draws.random_bits(key, 8 * dtype.itemsize, given.plain_shape(shape))


def uniform(key, shape=(), dtype=None, minval=0.0, maxval=1.0, *, out_sharding=None):
    """Uniform numbers in [minval, maxval)."""
    key = given.checked_key("uniform", key)
    given.float_dtype("uniform", dtype, out_sharding)
    return _uniform(key, given.plain_shape(shape), minval, maxval)


def _uniform(key, shape, low, high):
    if isinstance(low, (int, float, np.generic)) and isinstance(high, (int, float, np.generic)):
        return draws.random_uniform(key, shape, low=float(_float32(low)), high=float(_float32(high)))
    low, high = (_of_rank(given.as_float32(bound), len(shape)) for bound in (low, high))
    for bound in (low, high):
        if any(
            length not in (1, whole) for length, whole in zip(bound.shape[::-1], shape[::-1], strict=False)
        ):
            raise TypeError(f"mul got incompatible shapes for broadcasting: {shape}, {bound.shape}.")
    unit = draws.random_uniform(key, shape, low=0.0, high=1.0)
    return max_(low, fused_multiply_add(unit, sub(high, low), low))


def _of_rank(array, ndim: int):
    return expand_dims(array, range(ndim - array.ndim)) if 0 < array.ndim < ndim else array


def randint(key, shape, minval, maxval, dtype=None, *, out_sharding=None):
    """Uniform integers in [minval, maxval)."""
    key = given.checked_key("randint", key)
    dtype = given.integer_dtype("randint", dtype, out_sharding)
    shape = given.plain_shape(shape)
    if dtype.kind not in "iu":
        raise TypeError(f"randint only accepts integer dtypes, got {dtype}")
    low, high = (_as_integers(bound) for bound in (minval, maxval))
    given.check_fit("randint", shape, low.shape, high.shape)
    sampled = dtype
    if dtype.itemsize < 4:
        sampled = np.dtype(np.int32)
        info = np.iinfo(dtype)
        low = clamp(np.int32(info.min), convert_element_type(low, sampled), np.int32(info.max))
        high = clamp(np.int32(info.min), convert_element_type(high, sampled), np.int32(info.max + 1))
    wide = gt(high, get_aval(high).dtype.type(min(np.iinfo(sampled).max, np.iinfo(get_aval(high).dtype).max)))
    low, high = (broadcast_to(_clipped(bound, sampled), shape) for bound in (low, high))
    result = draws.random_randint(key, low, high, broadcast_to(wide, shape))
    return result if sampled == dtype else convert_element_type(result, dtype)


def _as_integers(bound):
    bound = to_array(bound)
    return (
        convert_element_type(bound, np.dtype(np.int32)) if get_aval(bound).dtype.kind not in "iu" else bound
    )


def _clipped(x, dtype):
    """Integers limited to the range of a dtype, as that dtype."""
    own = get_aval(x).dtype
    if own == dtype:
        return convert_element_type(x, dtype)
    ranges = np.iinfo(own), np.iinfo(dtype)
    low, high = max(r.min for r in ranges), min(r.max for r in ranges)
    return convert_element_type(clamp(own.type(low), x, own.type(high)), dtype)


# ---- order and choice


def permutation(key, x, axis=0, independent=False, *, out_sharding=None):
    """``x`` (or 0 … x − 1) in random order along an axis; with ``independent`` every line in its own order."""
    key = given.checked_key("permutation", key)
    if out_sharding is not None:
        absent("jax.random.permutation with out_sharding")
    array = checked("permutation", x)
    axis = canonical_axis(axis, array.ndim or 1)
    if not array.ndim:
        if get_aval(array).dtype.kind not in "iu":
            raise TypeError("x must be an integer or at least 1-dimensional")
        length = int(concrete(x, "argument x of jax.random.permutation()"))
        return draws.random_shuffle(key, (max(length, 0),), 0)
    if not independent or array.ndim == 1:
        return _taken(array, draws.random_shuffle(key, (array.shape[axis],), 0), axis)
    order = draws.random_shuffle(key, array.shape, axis)
    indices = [order if i == axis else iota(np.int32, array.shape, i) for i in range(array.ndim)]
    return gather(array, indices, range(array.ndim))


def _taken(array, indices, axis: int):
    """Elements along an axis; the axes of ``indices`` take its place."""
    count = indices.ndim
    result = gather(array, [indices], (axis,))
    if axis == 0:
        return result
    front = range(count, count + axis)
    return transpose(result, (*front, *range(count), *range(count + axis, result.ndim)))


def choice(key, a, shape=(), replace=True, p=None, axis=0, mode=None):
    """Elements of ``a`` (or of 0 … a − 1) along an axis, with probabilities ``p``."""
    key = given.checked_key("choice", key)
    if not isinstance(shape, Sequence):
        raise TypeError(f"shape argument of jax.random.choice must be a sequence, got {shape}")
    array = checked("choice", a)
    if array.ndim == 0:
        count = int(concrete(a, "The error occurred in jax.random.choice()"))
    else:
        axis = canonical_axis(axis, array.ndim)
        count = array.shape[axis]
    size = math.prod(shape)
    if size == 0:
        return broadcast_in_dim(np.zeros((), get_aval(array).dtype), shape, ())
    if count <= 0:
        raise ValueError("a must be greater than 0 unless no samples are taken")
    if not replace and size > count:
        raise ValueError(
            f"Cannot take a larger sample (size {size}) than population (size {count}) when 'replace=False'"
        )
    if p is not None:
        indices = _weighted_choice(key, count, shape, replace, p, mode)
    elif replace:
        indices = randint(key, shape, 0, count)
    else:
        indices = slice_in_dim(draws.random_shuffle(key, (count,), 0), 0, size)
    if array.ndim == 0:
        return reshape(indices, shape)
    result = _taken(array, indices, axis)
    return reshape(result, (*array.shape[:axis], *shape, *array.shape[axis + 1 :]))


def _weighted_choice(key, count, shape, replace, p, mode):
    (p,) = promote_arguments(checked("choice", p), to_inexact=True)
    if p.shape != (count,):
        raise ValueError(
            "p must be None or a 1D vector with the same size as a.shape[axis]. "
            f"p has shape {p.shape} and a.shape[axis] is {count}."
        )
    if replace:
        return draws.random_weighted_choice(key, p, tuple(shape))
    return draws.largest(add(gumbel(key, (count,), mode=mode), exact_log(p)), math.prod(shape))


def categorical(key, logits, axis=-1, shape=None, replace=True, mode=None, *, out_sharding=None):
    """Indices along an axis, with probabilities proportional to exp(logits)."""
    key = given.checked_key("categorical", key)
    logits = checked("categorical", logits)
    if out_sharding is not None:
        absent("jax.random.categorical with out_sharding")
    axis = canonical_axis(axis, logits.ndim)
    dtype = get_aval(logits).dtype
    batch_shape = (*logits.shape[:axis], *logits.shape[axis + 1 :])
    if shape is None:
        shape = batch_shape
    else:
        shape = given.plain_shape(shape)
        given.check_fit("categorical", shape, batch_shape)
    prefix = shape[: len(shape) - len(batch_shape)]
    if replace:
        inner = list(shape[len(prefix) :])
        inner.insert(axis, logits.shape[axis])
        noise = gumbel(key, (*prefix, *inner), dtype, mode=mode)
        return argmax(add(noise, expand_dims(logits, range(len(prefix)))), axis + len(prefix))
    noisy = add(gumbel(key, logits.shape, dtype, mode=mode), logits)
    count = math.prod(prefix)
    if count > logits.shape[axis]:
        raise ValueError(
            f"Number of samples without replacement ({count}) cannot exceed number of "
            f"categories ({logits.shape[axis]})."
        )
    others = [i for i in range(logits.ndim) if i != axis]
    indices = draws.largest(transpose(noisy, (*others, axis)), count)
    last = len(others)
    return reshape(transpose(indices, (last, *range(last))), shape)


# ---- distributions without parameters


def normal(key, shape=(), dtype=None, *, out_sharding=None):
    """Standard normal numbers, real or complex."""
    key = given.checked_key("normal", key)
    shape = given.plain_shape(shape)
    if dtype is None:
        return draws.random_normal(key, shape)
    dtype = given.integer_dtype("normal", dtype, out_sharding)
    if dtype.kind not in "fc":
        raise ValueError(f"dtype argument to `normal` must be a float or complex dtype, got {dtype}")
    if dtype.kind == "c":
        real_key, imaginary_key = _two_keys(key)
        number = complex_(draws.random_normal(real_key, shape), draws.random_normal(imaginary_key, shape))
        return div(number, np.complex64(_SQRT_2))
    given.float_dtype("normal", dtype, out_sharding)
    return draws.random_normal(key, shape)


def _plain(name: str, draw):
    """A distribution without parameters, from a primitive's function."""

    def sample(key, shape=(), dtype=None, *, out_sharding=None):
        key = given.checked_key(name, key)
        given.float_dtype(name, dtype, out_sharding)
        return draw(key, given.plain_shape(shape))

    sample.__name__ = sample.__qualname__ = name
    sample.__doc__ = draw.__doc__
    return sample


exponential = _plain("exponential", draws.random_exponential)
laplace = _plain("laplace", draws.random_laplace)
logistic = _plain("logistic", draws.random_logistic)
cauchy = _plain("cauchy", draws.random_cauchy)


def gumbel(key, shape=(), dtype=None, mode=None, *, out_sharding=None):
    """Standard Gumbel numbers; mode "high" has a longer right tail than the usual "low"."""
    key = given.checked_key("gumbel", key)
    given.float_dtype("gumbel", dtype, out_sharding)
    shape = given.plain_shape(shape)
    if mode is not None and mode not in ("highest", "high", "low"):
        raise ValueError(f"Must provide valid mode for gumbel got: {mode}")
    if mode == "highest":
        absent("jax.random.gumbel with mode='highest'")
    return (draws.random_gumbel_high if mode == "high" else draws.random_gumbel)(key, shape)


def rademacher(key, shape=(), dtype=None, *, out_sharding=None):
    """-1 or 1, each with probability one half; int32 by default."""
    key = given.checked_key("rademacher", key)
    dtype = given.integer_dtype("rademacher", dtype, out_sharding)
    heads = lt(draws.random_uniform(key, given.plain_shape(shape), low=0.0, high=1.0), _float32(0.5))
    return select_n(heads, *[broadcast_in_dim(dtype.type(side), heads.shape, ()) for side in (-1, 1)])


def maxwell(key, shape=(), dtype=None, *, out_sharding=None):
    """Standard Maxwell numbers: the length of three normal ones."""
    key = given.checked_key("maxwell", key)
    given.float_dtype("maxwell", dtype, out_sharding)
    return _maxwell(key, given.plain_shape(shape))


def _maxwell(key, shape):
    normals = draws.random_normal(key, (*shape, 3))
    squares = mul(normals, normals)
    first, second, third = (_component(squares, i) for i in range(3))
    return sqrt(add(add(first, third), second))


def _component(array, index: int):
    """One component along the last axis."""
    shape = array.shape[:-1]
    return reshape(slice_in_dim(array, index, index + 1, axis=len(shape)), shape)


# ---- distributions with parameters


def truncated_normal(key, lower, upper, shape=None, dtype=None, *, out_sharding=None):
    """Standard normal numbers given that they lie between the bounds."""
    shape = shape if shape is None else given.plain_shape(shape)
    key = given.checked_key("truncated_normal", key)
    given.float_dtype("truncated_normal", dtype, out_sharding)
    shape = given.shape_with("truncated_normal", shape, lower, upper)
    lower, upper = given.as_float32(lower), given.as_float32(upper)
    low, high = (erf(mul(bound, _float32(1) / _SQRT_2)) for bound in (lower, upper))
    result = mul(_SQRT_2, erf_inv(_uniform(key, shape, low, high)))
    lower, upper = (broadcast_to(stop_gradient(bound), shape) for bound in (lower, upper))
    inside = nextafter(lower, _float32(np.inf)), nextafter(upper, _float32(-np.inf))
    return clamp(inside[0], result, inside[1])


def bernoulli(key, p=0.5, shape=None, mode="low", *, out_sharding=None):
    """True with probability p, else False."""
    shape = shape if shape is None else given.plain_shape(shape)
    if mode not in ("high", "low"):
        raise ValueError(f"got mode={mode!r}, expected 'high' or 'low'")
    key = given.checked_key("bernoulli", key)
    dtype = get_aval(p).dtype
    if dtype.kind != "f":
        raise TypeError(f"bernoulli probability `p` must have a floating dtype, got {dtype}.")
    given.float_dtype("bernoulli", dtype, out_sharding)
    shape = given.shape_with("bernoulli", shape, p)
    p = given.as_float32(p)
    if mode == "low":
        return lt(draws.random_uniform(key, shape, low=0.0, high=1.0), _of_rank(p, len(shape)))
    both = draws.random_uniform(key, (2, *shape), low=0.0, high=1.0)
    coarse, fine = (reshape(slice_in_dim(both, i, i + 1), shape) for i in range(2))
    return lt(mul(fine, _float32(2.0**-23)), sub(_of_rank(p, len(shape)), coarse))


def gamma(key, a, shape=None, dtype=None, *, out_sharding=None):
    """Gamma numbers of shape parameter ``a``; differentiable in ``a``. The bits are those of a correctly rounded
    reciprocal root, where JAX takes the processor's own: a few last places may differ."""
    return _gamma("gamma", key, a, shape, dtype, out_sharding, log_space=False)


def loggamma(key, a, shape=None, dtype=None, *, out_sharding=None):
    """The logarithm of gamma numbers, exact also where these would be zero."""
    return _gamma("loggamma", key, a, shape, dtype, out_sharding, log_space=True)


def _gamma(name, key, a, shape, dtype, out_sharding, log_space):
    key = given.checked_key(name, key)
    given.float_dtype("gamma", dtype, out_sharding)
    shape = given.shape_with("gamma", shape, a)
    return draws.random_gamma(key, given.as_float32_in(a, shape), log_space)


def _log_gamma(key, a, shape):
    return draws.random_gamma(key, broadcast_to(a, shape), True)


def beta(key, a, b, shape=None, dtype=None, *, out_sharding=None):
    """Beta numbers."""
    key = given.checked_key("beta", key)
    dtype = given.float_dtype("beta", dtype, out_sharding)
    given.check_castable("beta", dtype, a, b)
    shape = given.shape_with("beta", shape, a, b)
    keys = _two_keys(key)
    logs = [_log_gamma(k, given.as_float32(x), shape) for k, x in zip(keys, (a, b), strict=True)]
    largest = max_(*logs)
    first, second = (exact_exp(sub(log, largest)) for log in logs)
    return div(first, add(first, second))


def dirichlet(key, alpha, shape=None, dtype=None, *, out_sharding=None):
    """Dirichlet numbers along a last axis; ``shape`` without it."""
    key = given.checked_key("dirichlet", key)
    given.float_dtype("dirichlet", dtype, out_sharding)
    shape = shape if shape is None else given.plain_shape(shape)
    alpha = given.as_float32(alpha)
    if alpha.ndim < 1:
        raise ValueError(f"dirichlet requires alpha.ndim >= 1, got alpha.ndim == {alpha.ndim}")
    batch, count = alpha.shape[:-1], alpha.shape[-1]
    if shape is None:
        shape = batch
    else:
        given.check_fit("dirichlet", shape, batch)
    logs = _log_gamma(key, alpha, (*shape, count))
    last = len(shape)
    largest = expand_dims(stop_gradient(reduce_max(logs, (last,))), (last,))
    parts = exact_exp(sub(logs, largest))
    return mul(parts, expand_dims(div(_float32(1), reduce_sum(parts, (last,))), (last,)))


def chisquare(key, df, shape=None, dtype=None, *, out_sharding=None):
    """Chi-square numbers."""
    key = given.checked_key("chisquare", key)
    dtype = given.float_dtype("chisquare", dtype, out_sharding)
    shape = given.shape_with("chisquare", shape, df)
    given.check_castable("chisquare", dtype, df)
    return _chisquare(key, given.as_float32(df), shape)


def _chisquare(key, df, shape):
    return mul(exact_exp(_log_gamma(key, div(df, _float32(2)), shape)), _float32(2))


def f(key, dfnum, dfden, shape=None, dtype=None, *, out_sharding=None):
    """Numbers of Fisher's F distribution."""
    key = given.checked_key("f", key)
    dtype = given.float_dtype("f", dtype, out_sharding)
    shape = given.shape_with("f", shape, dfnum, dfden)
    given.check_castable("f", dtype, dfnum, dfden)
    dfnum, dfden = given.as_float32(dfnum), given.as_float32(dfden)
    denominator_key, numerator_key = _two_keys(key)
    numerator = mul(_chisquare(numerator_key, dfnum, shape), broadcast_to(dfden, shape))
    return div(numerator, mul(_chisquare(denominator_key, dfden, shape), broadcast_to(dfnum, shape)))


def t(key, df, shape=None, dtype=None, *, out_sharding=None):
    """Numbers of Student's t distribution."""
    key = given.checked_key("t", key)
    dtype = given.float_dtype("t", dtype, out_sharding)
    shape = given.shape_with("t", shape, df)
    given.check_castable("t", dtype, df)
    normal_key, gamma_key = _two_keys(key)
    half = broadcast_to(div(given.as_float32(df), _float32(2)), shape)
    numbers = draws.random_normal(normal_key, shape)
    return mul(numbers, sqrt(div(half, draws.random_gamma(gamma_key, half, False))))


def poisson(key, lam, shape=None, dtype=None, *, out_sharding=None):
    """Poisson numbers of rate ``lam``, as integers."""
    key = given.checked_key("poisson", key)
    dtype = given.integer_dtype("poisson", dtype, out_sharding)
    lam = given.as_float32(lam)
    shape = lam.shape if shape is None else given.plain_shape(shape)
    if dtype.kind not in "iu":
        raise ValueError(f"Invalid integer data type {dtype.kind!r}.")
    return draws.random_poisson(key, broadcast_to(lam, shape), dtype)


def binomial(key, n, p, shape=None, dtype=None):
    """Binomial numbers, as floats."""
    key = given.checked_key("binomial", key)
    n, p = checked("binomial", n, p)
    given.float_dtype("binomial", dtype)
    shape = given.shape_with("binomial", shape, n, p)
    return draws.random_binomial(key, given.as_float32_in(n, shape), given.as_float32_in(p, shape))


def multinomial(key, n, p, *, shape=None, dtype=None, unroll=1):
    """Multinomial counts along the last axis; ``shape`` includes it."""
    key = given.checked_key("multinomial", key)
    n, p = promote_arguments(*checked("multinomial", n, p), to_inexact=True)
    shape = p.shape if shape is None else tuple(shape)
    n, p = broadcast_to(given.as_float32(n), shape[:-1]), broadcast_to(given.as_float32(p), shape)
    counts = draws.random_multinomial(key, n, p)
    return (
        counts if dtype is None else convert_element_type(counts, given.integer_dtype("multinomial", dtype))
    )


def geometric(key, p, shape=None, dtype=None, *, out_sharding=None):
    """Number of trials until the first success, as integers."""
    key = given.checked_key("geometric", key)
    dtype = given.integer_dtype("geometric", dtype, out_sharding)
    if dtype.kind not in "iu":
        raise ValueError(f"dtype argument to `geometric` must be an int dtype, got {dtype}")
    shape = given.shape_with("geometric", shape, p)
    p = given.as_float32(checked("geometric", p))
    unit = draws.random_uniform(key, shape, low=0.0, high=1.0)
    unit = select_n(eq(unit, _float32(0)), unit, broadcast_in_dim(_float32(1), shape, ()))
    trials = floor(div(exact_log(unit), broadcast_to(exact_log1p(neg(p)), shape)))
    return convert_element_type(add(trials, _float32(1)), dtype)


def pareto(key, b, shape=None, dtype=None, *, out_sharding=None):
    """Pareto numbers of minimum one."""
    key = given.checked_key("pareto", key)
    dtype = given.float_dtype("pareto", dtype, out_sharding)
    shape = given.shape_with("pareto", shape, b)
    given.check_castable("pareto", dtype, b)
    b = given.as_float32(b)
    # XLA multiplies with the reciprocal of what is one number for all.
    inverse = div(_float32(1), b) if b.ndim == 0 and shape else None
    numbers = draws.random_exponential(key, shape)
    return exact_exp(div(numbers, broadcast_to(b, shape)) if inverse is None else mul(numbers, inverse))


def lognormal(key, sigma=_ONE, shape=None, dtype=None, *, out_sharding=None):
    """The exponential of normal numbers with mean 0 and standard deviation sigma."""
    key = given.checked_key("lognormal", key)
    dtype = given.float_dtype("lognormal", dtype, out_sharding)
    shape = given.shape_with("lognormal", shape, sigma)
    given.check_castable("lognormal", dtype, sigma)
    sigma = given.as_float32(sigma)
    if sigma.ndim == 0 and shape:
        return exact_exp(mul(draws.random_normal(key, shape, scale=1.0), mul(_SQRT_2, sigma)))
    return exact_exp(mul(draws.random_normal(key, shape), broadcast_to(sigma, shape)))


def rayleigh(key, scale, shape=None, dtype=None, *, out_sharding=None):
    """Rayleigh numbers."""
    key = given.checked_key("rayleigh", key)
    dtype = given.float_dtype("rayleigh", dtype, out_sharding)
    shape = given.shape_with("rayleigh", shape, scale)
    given.check_castable("rayleigh", dtype, scale)
    log = exact_log(draws.random_uniform(key, shape, low=0.0, high=1.0))
    return mul(given.as_float32_in(scale, shape), sqrt(mul(log, _float32(-2))))


def weibull_min(key, scale, concentration, shape=(), dtype=None):
    """Weibull numbers."""
    key = given.checked_key("weibull_min", key)
    given.float_dtype("weibull_min", dtype)
    unit = draws.random_uniform(key, given.plain_shape(shape), low=0.0, high=1.0)
    scale, concentration = (_of_rank(given.as_float32(x), unit.ndim) for x in (scale, concentration))
    return mul(exact_pow(neg(exact_log1p(neg(unit))), div(_float32(1), concentration)), scale)


def triangular(key, left, mode, right, shape=None, dtype=None, *, out_sharding=None):
    """Numbers of the triangular distribution between left and right."""
    key = given.checked_key("triangular", key)
    dtype = given.float_dtype("triangular", dtype, out_sharding)
    shape = given.shape_with("triangular", shape, left, mode, right)
    given.check_castable("triangular", dtype, left, mode, right)
    left, mode, right = (given.as_float32_in(x, shape) for x in (left, mode, right))
    unit = draws.random_uniform(key, shape, low=0.0, high=1.0)
    width, rise, fall = sub(right, left), sub(mode, left), sub(right, mode)
    rising = add(left, sqrt(mul(mul(unit, width), rise)))
    falling = sub(right, sqrt(mul(mul(sub(_float32(1), unit), width), fall)))
    return select_n(lt(unit, div(rise, width)), falling, rising)


def wald(key, mean, shape=None, dtype=None, *, out_sharding=None):
    """Numbers of the Wald (inverse Gaussian) distribution of scale one."""
    key = given.checked_key("wald", key)
    dtype = given.float_dtype("wald", dtype, out_sharding)
    shape = given.shape_with("wald", shape, mean)
    given.check_castable("wald", dtype, mean)
    mean = given.as_float32_in(mean, shape)
    normal_key, uniform_key = _two_keys(key)
    v = draws.random_normal(normal_key, shape)
    z = draws.random_uniform(uniform_key, shape, low=0.0, high=1.0)
    y, mean_square, half = mul(v, v), mul(mean, mean), _float32(0.5)
    root = sqrt(fused_multiply_add(mul(mean, _float32(4)), y, mul(mean_square, mul(y, y))))
    x = fused_multiply_add(mul(mean_square, y), half, mean)
    x = fused_multiply_add(neg(mul(mean, half)), root, x)
    return select_n(le(z, div(mean, add(mean, x))), div(mean_square, x), x)


def double_sided_maxwell(key, loc, scale, shape=(), dtype=None):
    """Maxwell numbers of either sign, moved and scaled; the result's shape is ``shape`` and then that of the
    parameters."""
    key = given.checked_key("double_sided_maxwell", key)
    given.float_dtype("double_sided_maxwell", dtype)
    shape = given.plain_shape(shape)
    loc, scale = given.as_float32(loc), given.as_float32(scale)
    parameters = given.shape_with("double_sided_maxwell", None, loc, scale)
    shape = (shape or parameters) + parameters
    maxwell_key, sign_key = _two_keys(key)
    numbers = mul(rademacher(sign_key, shape, _float32), _maxwell(maxwell_key, shape))
    return fused_multiply_add(numbers, _of_rank(scale, len(shape)), _of_rank(loc, len(shape)))


def generalized_normal(key, p, shape=(), dtype=None, *, out_sharding=None):
    """Numbers of density proportional to exp(-|x|^p)."""
    shape = given.plain_shape(shape)
    key = given.checked_key("generalized_normal", key)
    given.float_dtype("generalized_normal", dtype, out_sharding)
    return _generalized_normal(key, given.as_float32(p), shape)


def _generalized_normal(key, p, shape):
    gamma_key, sign_key = _two_keys(key)
    inverse = div(_float32(1), p)
    numbers = draws.random_gamma(gamma_key, broadcast_to(inverse, shape), False)
    return mul(rademacher(sign_key, shape, _float32), exact_pow(numbers, _of_rank(inverse, len(shape))))


def ball(key, d, p=2, shape=(), dtype=None, *, out_sharding=None):
    """Points uniform in the d-dimensional unit ball of the p-norm, along a last axis."""
    shape = given.plain_shape(shape)
    key = given.checked_key("ball", key)
    given.float_dtype("ball", dtype, out_sharding)
    d = concrete_index(d, "The error occurred in jax.random.ball()")
    p = given.as_float32(p)
    direction_key, radius_key = _two_keys(key)
    numbers = _generalized_normal(direction_key, p, (*shape, d))
    powers = reduce_sum(exact_pow(abs_(numbers), p), (len(shape),))
    total = add(powers, draws.random_exponential(radius_key, shape))
    return mul(numbers, expand_dims(exact_pow(total, neg(div(_float32(1), p))), (len(shape),)))


def orthogonal(key, n, shape=(), dtype=None, m=None, *, out_sharding=None):
    """Uniformly distributed orthogonal matrices, n × n or n × m."""
    from jax._src.primitives.linear_algebra import qr

    m = n if m is None else m
    shape = given.plain_shape(shape)
    key = given.checked_key("orthogonal", key)
    given.float_dtype("orthogonal", dtype, out_sharding)
    n, m = (concrete_index(x, "The error occurred in jax.random.orthogonal()") for x in (n, m))
    q, r = qr(draws.random_normal(key, (*shape, max(n, m), min(n, m))), full_matrices=False)
    size, last = min(n, m), len(shape)
    diagonal = [iota(np.int32, (size,))] * 2
    signs = gather(r, diagonal, (last, last + 1))
    signs = transpose(signs, (*range(1, last + 1), 0))
    signs = select_n(
        lt(signs, _float32(0)), *[broadcast_in_dim(_float32(s), signs.shape, ()) for s in (1, -1)]
    )
    q = mul(q, expand_dims(signs, (last,)))
    return transpose(q, (*range(last), last + 1, last)) if n < m else q


def multivariate_normal(key, mean, cov, shape=None, dtype=None, method="cholesky", *, out_sharding=None):
    """Normal vectors of a mean (…, n) and a covariance matrix (…, n, n); ``shape`` without the last axis."""
    key = given.checked_key("multivariate_normal", key)
    mean, cov = promote_arguments(to_array(mean), to_array(cov), to_inexact=True)
    if method not in {"svd", "eigh", "cholesky"}:
        raise ValueError("method must be one of {'svd', 'eigh', 'cholesky'}")
    given.float_dtype("multivariate_normal", dtype, out_sharding)
    shape = shape if shape is None else given.plain_shape(shape)
    if mean.ndim < 1:
        raise ValueError(f"multivariate_normal requires mean.ndim >= 1, got mean.ndim == {mean.ndim}")
    if cov.ndim < 2:
        raise ValueError(f"multivariate_normal requires cov.ndim >= 2, got cov.ndim == {cov.ndim}")
    n = mean.shape[-1]
    if cov.shape[-2:] != (n, n):
        raise ValueError(
            f"multivariate_normal requires cov.shape == (..., n, n) for n={n}, but got cov.shape == {cov.shape}."
        )
    batches = mean.shape[:-1], cov.shape[:-2]
    if shape is None:
        shape = given.shape_with("normal", None, *(np.empty(batch) for batch in batches))
    else:
        given.check_fit("normal", shape, *batches)
    factor = broadcast_to(_root_of_matrix(cov, method), (*shape, n, n))
    normals = expand_dims(draws.random_normal(key, (*shape, n)), (len(shape),))
    return add(broadcast_to(mean, (*shape, n)), reduce_sum(mul(factor, normals), (len(shape) + 1,)))


def _root_of_matrix(cov, method: str):
    """A matrix whose product with its own transpose is the covariance."""
    from jax._src.primitives import linear_algebra

    if method in ("cholesky", "eigh"):
        last = cov.ndim - 1
        mirrored = transpose(cov, (*range(last - 1), last, last - 1))
        symmetric = mul(add(cov, mirrored), _float32(0.5))
    if method == "cholesky":
        return linear_algebra.cholesky(symmetric)
    if method == "eigh":
        scales, vectors = linear_algebra.eigh(symmetric)
    else:
        vectors, scales, _ = linear_algebra.svd(cov)
    return mul(vectors, expand_dims(sqrt(scales), (cov.ndim - 2,)))
