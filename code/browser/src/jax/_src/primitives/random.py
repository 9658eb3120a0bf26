"""Primitives for random keys and the numbers drawn with them.

Keys are typed (``KEY_DTYPE``) or raw uint32 of shape (…, 2): every primitive takes both, and gives back the kind
that it got. Leading axes of keys are a batch, so that batching only hands the whole batch on.
"""

import numpy as np

from jax._src import prng, samplers
from jax._src.avals import KEY_DTYPE, ShapedArray
from jax._src.core import Primitive, bind, get_aval
from jax._src.differentiation import derivatives, no_derivative
from jax._src.primitives.elementwise import constant_like, div, eq, exp, mul, select_n, shape_of, spread
from jax._src.primitives.shapes import broadcast_in_dim
from jax._src.primitives.special import random_gamma_grad


def _words(keys) -> np.ndarray:
    """The uint32 words of keys, shape (…, 2)."""
    return keys["fry"] if keys.dtype.kind == "V" else keys


def _like(keys, words) -> np.ndarray:
    """Words as keys of the same kind as ``keys``."""
    if keys.dtype.kind != "V":
        return words
    return np.ascontiguousarray(words).view(KEY_DTYPE).reshape(words.shape[:-1])


def key_batch(aval: ShapedArray) -> tuple[int, ...]:
    """The shape of an array of keys, typed or raw, as an array of keys."""
    return aval.shape if aval.dtype == KEY_DTYPE else aval.shape[:-1]


def _key_aval(aval: ShapedArray, shape) -> ShapedArray:
    return ShapedArray(shape if aval.dtype == KEY_DTYPE else (*shape, 2), aval.dtype)


def _strong(primitive: Primitive) -> Primitive:
    no_derivative(primitive)
    return primitive


def _hand_on(primitive: Primitive) -> None:
    """Batching for a primitive of keys alone: its keys have one axis more."""
    primitive.batch = lambda size, values, batched, **parameters: bind(primitive, *values, **parameters)


# ---- keys

random_seed_p = _strong(Primitive("random_seed", weak_arguments=slice(0, 0)))
random_seed_p.implementation = lambda seed: prng.key_from_seed(seed).view(KEY_DTYPE).reshape(seed.shape)
random_seed_p.abstract = lambda seed: ShapedArray(seed.shape, KEY_DTYPE)
_hand_on(random_seed_p)

random_wrap_p = _strong(Primitive("random_wrap", weak_arguments=slice(0, 0)))
random_wrap_p.implementation = lambda words: (
    np.ascontiguousarray(words).view(KEY_DTYPE).reshape(words.shape[:-1])
)
random_wrap_p.abstract = lambda words: ShapedArray(words.shape[:-1], KEY_DTYPE)
_hand_on(random_wrap_p)

random_unwrap_p = _strong(Primitive("random_unwrap", weak_arguments=slice(0, 0)))
random_unwrap_p.implementation = lambda keys: keys["fry"]
random_unwrap_p.abstract = lambda keys: ShapedArray((*keys.shape, 2), np.uint32)
random_unwrap_p.code = lambda emitter, equation, names: f"{names[0]}['fry']"
_hand_on(random_unwrap_p)

random_clone_p = _strong(Primitive("random_clone", weak_arguments=slice(0, 0)))
random_clone_p.implementation = lambda keys: keys
random_clone_p.abstract = lambda keys: keys.strong()
random_clone_p.code = lambda emitter, equation, names: names[0]
_hand_on(random_clone_p)

random_split_p = _strong(Primitive("random_split", weak_arguments=slice(0, 0)))
random_split_p.implementation = lambda keys, shape: _like(keys, prng.split(_words(keys), shape))
random_split_p.abstract = lambda keys, shape: _key_aval(keys, key_batch(keys) + shape)
_hand_on(random_split_p)

random_fold_in_p = _strong(Primitive("random_fold_in", weak_arguments=slice(0, 0)))
random_fold_in_p.implementation = lambda keys, data: _like(keys, prng.fold_in(_words(keys), data))
random_fold_in_p.abstract = lambda keys, data: _key_aval(keys, key_batch(keys))


def _fold_in_batch(size, values, batched):
    keys, data = values
    keys = keys if batched[0] else _repeated(keys, size)
    shape, full = shape_of(data), key_batch(get_aval(keys))
    if shape != full:
        is_scalar = len(shape) == int(batched[1])
        dimensions = ((0,) if batched[1] else ()) if is_scalar else tuple(range(1, len(full)))
        data = broadcast_in_dim(data, full, dimensions)
    return bind(random_fold_in_p, keys, data)


random_fold_in_p.batch = _fold_in_batch


def _repeated(value, size: int):
    """A value once for every element of a batch."""
    shape = shape_of(value)
    return broadcast_in_dim(value, (size, *shape), tuple(range(1, len(shape) + 1)))


def random_split(keys, shape):
    """As many new keys as ``shape`` holds, for every key."""
    return bind(random_split_p, keys, shape=tuple(shape))


def random_fold_in(keys, data):
    """A key changed by a uint32."""
    return bind(random_fold_in_p, keys, data)


# ---- draws that depend on keys alone

random_bits_p = _strong(Primitive("random_bits", weak_arguments=slice(0, 0)))
random_bits_p.implementation = lambda keys, bit_width, shape: prng.bits(
    _words(keys), shape, np.dtype(f"uint{bit_width}")
)
random_bits_p.abstract = lambda keys, bit_width, shape: ShapedArray(
    key_batch(keys) + shape, np.dtype(f"uint{bit_width}")
)
_hand_on(random_bits_p)


def random_bits(keys, bit_width: int, shape):
    """Uniform random bits."""
    return bind(random_bits_p, keys, bit_width=bit_width, shape=tuple(shape))


def _draw(name: str, sampler):
    """A primitive of keys and ``shape`` that draws float32 numbers. Returns its function."""
    primitive = _strong(Primitive(name, weak_arguments=slice(0, 0)))
    primitive.implementation = lambda keys, shape, **parameters: sampler(_words(keys), shape, **parameters)
    primitive.abstract = lambda keys, shape, **parameters: ShapedArray(key_batch(keys) + shape, np.float32)
    _hand_on(primitive)

    def draw(keys, shape, **parameters):
        return bind(primitive, keys, shape=tuple(shape), **parameters)

    draw.__name__ = draw.__qualname__ = name
    draw.__doc__ = sampler.__doc__
    return draw


random_uniform = _draw("random_uniform", samplers.uniform)
random_normal = _draw("random_normal", samplers.normal)
random_exponential = _draw("random_exponential", samplers.exponential)
random_gumbel = _draw("random_gumbel", samplers.gumbel)
random_gumbel_high = _draw("random_gumbel_high", samplers.gumbel_high)
random_laplace = _draw("random_laplace", samplers.laplace)
random_logistic = _draw("random_logistic", samplers.logistic)
random_cauchy = _draw("random_cauchy", samplers.cauchy)

random_shuffle_p = _strong(Primitive("random_shuffle", weak_arguments=slice(0, 0)))
random_shuffle_p.implementation = lambda keys, shape, axis: samplers.shuffle_order(_words(keys), shape, axis)
random_shuffle_p.abstract = lambda keys, shape, axis: ShapedArray(key_batch(keys) + shape, np.int32)
_hand_on(random_shuffle_p)


def random_shuffle(keys, shape, axis: int):
    """Int32 positions that shuffle an array of ``shape`` along ``axis``, each line on its own."""
    return bind(random_shuffle_p, keys, shape=tuple(shape), axis=axis)


# ---- draws with parameters of the shape of the result


def _batch_with_parameters(primitive: Primitive) -> None:
    """Keys and parameters all get the batch axis."""

    def batch(size, values, batched, **parameters):
        values = [
            value if is_batched else _repeated(value, size)
            for value, is_batched in zip(values, batched, strict=True)
        ]
        return bind(primitive, *values, **parameters)

    primitive.batch = batch


random_randint_p = _strong(Primitive("random_randint", weak_arguments=slice(0, 0)))
random_randint_p.implementation = lambda keys, low, high, wide: samplers.randint(
    _words(keys), low.shape[_words(keys).ndim - 1 :], low, high, wide
)
random_randint_p.abstract = lambda keys, low, high, wide: low.strong()
_batch_with_parameters(random_randint_p)


def random_randint(keys, low, high, wide):
    """Integers between bounds of one dtype, int32 or uint32; where ``wide`` the upper bound is one more than given."""
    return bind(random_randint_p, keys, low, high, wide)


random_gamma_p = Primitive("random_gamma", weak_arguments=slice(0, 0))
random_gamma_p.implementation = lambda keys, alpha, log_space: samplers.gamma(_words(keys), alpha, log_space)
random_gamma_p.abstract = lambda keys, alpha, log_space: alpha.strong()
_batch_with_parameters(random_gamma_p)


def _gamma_derivative(tangent, out, keys, alpha, log_space):
    """Implicit reparameterisation: how a sample moves with alpha at a fixed probability."""
    if not log_space:
        return mul(tangent, random_gamma_grad(alpha, out))
    sample = exp(out)
    tiny = spread(constant_like(sample, np.finfo(np.float32).tiny), sample)
    sample = select_n(eq(out, constant_like(out, 0)), sample, tiny)
    return mul(tangent, div(random_gamma_grad(alpha, sample), sample))


derivatives(random_gamma_p, None, _gamma_derivative)


def random_gamma(keys, alpha, log_space: bool):
    """Gamma(alpha, 1) or its logarithm."""
    return bind(random_gamma_p, keys, alpha, log_space=log_space)


def _poisson(keys, rate, dtype):
    numbers = samplers.poisson(_words(keys), rate, int(np.iinfo(dtype).max))
    return numbers.astype(np.int64).astype(dtype)


random_poisson_p = _strong(Primitive("random_poisson", weak_arguments=slice(0, 0)))
random_poisson_p.implementation = _poisson
random_poisson_p.abstract = lambda keys, rate, dtype: ShapedArray(rate.shape, dtype)
_batch_with_parameters(random_poisson_p)


def random_poisson(keys, rate, dtype):
    """Poisson numbers of an integer dtype."""
    return bind(random_poisson_p, keys, rate, dtype=dtype)


random_binomial_p = _strong(Primitive("random_binomial", weak_arguments=slice(0, 0)))
random_binomial_p.implementation = lambda keys, count, probability: samplers.binomial(
    _words(keys), count, probability
)
random_binomial_p.abstract = lambda keys, count, probability: count.strong()
_batch_with_parameters(random_binomial_p)


def random_binomial(keys, count, probability):
    """Binomial numbers as floats."""
    return bind(random_binomial_p, keys, count, probability)


random_multinomial_p = _strong(Primitive("random_multinomial", weak_arguments=slice(0, 0)))
random_multinomial_p.implementation = lambda keys, count, probabilities: samplers.multinomial(
    _words(keys), count, probabilities
)
random_multinomial_p.abstract = lambda keys, count, probabilities: probabilities.strong()
_batch_with_parameters(random_multinomial_p)


def random_multinomial(keys, count, probabilities):
    """Multinomial counts as floats, along the last axis."""
    return bind(random_multinomial_p, keys, count, probabilities)


# ---- choice

random_weighted_choice_p = _strong(Primitive("random_weighted_choice", weak_arguments=slice(0, 0)))
random_weighted_choice_p.implementation = lambda keys, weights, shape: samplers.weighted_choice(
    _words(keys), weights, shape
)
random_weighted_choice_p.abstract = lambda keys, weights, shape: ShapedArray(
    key_batch(keys) + shape, np.int32
)
_batch_with_parameters(random_weighted_choice_p)


def random_weighted_choice(keys, weights, shape):
    """Int32 indices into the last axis of weights, with replacement."""
    return bind(random_weighted_choice_p, keys, weights, shape=tuple(shape))


largest_p = _strong(Primitive("top_k", weak_arguments=slice(0, 0)))
largest_p.implementation = samplers.largest
largest_p.abstract = lambda x, count: ShapedArray((*x.shape[:-1], count), np.int32)
_hand_on(largest_p)


def largest(x, count: int):
    """Int32 places of the largest numbers along the last axis."""
    return bind(largest_p, x, count=count)
