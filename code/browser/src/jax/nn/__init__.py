"""Functions of neural networks: activations, softmax and its relatives, attention."""

import math
import operator

import numpy as np

import jax.numpy as jnp
from jax import lax
from jax._src.absent import absent, absent_names
from jax._src.array_arguments import as_jit, checked, promoted
from jax._src.avals import canonical_dtype
from jax._src.core import get_aval
from jax._src.custom_rules import custom_jvp
from jax._src.primitives.elementwise import logistic
from jax.nn import initializers
from jax.numpy import tanh
from jax.scipy.special import logsumexp


@custom_jvp
@as_jit("relu")
def relu(x):
    """max(x, 0), whose derivative at zero is zero."""
    return jnp.maximum(x, 0)


relu.defjvps(lambda g, ans, x: lax.select(x > 0, g, lax.full_like(g, 0)))


def identity(x):
    """x itself."""
    return checked("identity", x)


def sigmoid(x):
    """1 / (1 + exp(-x))."""
    return logistic(checked("sigmoid", x))


@as_jit("relu6")
def relu6(x):
    """min(max(x, 0), 6)."""
    return jnp.minimum(relu(x), 6.0)


@as_jit("softplus")
def softplus(x):
    """log(1 + exp(x))."""
    return jnp.logaddexp(x, 0)


@as_jit("squareplus")
def squareplus(x, b=4):
    """(x + √(x² + b)) / 2, a soft relu without exponentials."""
    (x,) = promoted("squareplus", x, to="inexact")
    (b,) = promoted("squareplus", b, to="inexact")
    return 0.5 * (x + jnp.sqrt(x**2 + b))


@as_jit("soft_sign")
def soft_sign(x):
    """x / (1 + |x|)."""
    x = checked("soft_sign", x)
    return x / (jnp.abs(x) + 1)


@as_jit("silu")
def silu(x):
    """x sigmoid(x)."""
    x = checked("silu", x)
    return x * sigmoid(x)


@as_jit("mish")
def mish(x):
    """x tanh(softplus(x))."""
    x = checked("mish", x)
    return x * jnp.tanh(softplus(x))


@as_jit("log_sigmoid")
def log_sigmoid(x):
    """log(sigmoid(x)), without overflow."""
    x = checked("log_sigmoid", x)
    return -softplus(-x)


@as_jit("elu")
def elu(x, alpha=1.0):
    """x above zero, alpha (exp(x) - 1) below."""
    x = checked("elu", x)
    return jnp.where(x > 0, x, alpha * jnp.expm1(jnp.where(x > 0, 0.0, x)))


@as_jit("leaky_relu")
def leaky_relu(x, negative_slope=1e-2):
    """x above zero, a small multiple of x below."""
    x = checked("leaky_relu", x)
    return jnp.where(x >= 0, x, negative_slope * x)


@as_jit("hard_tanh")
def hard_tanh(x):
    """x limited to [-1, 1]."""
    x = checked("hard_tanh", x)
    return jnp.where(x > 1, 1, jnp.where(x < -1, -1, x))


@as_jit("celu")
def celu(x, alpha=1.0):
    """x above zero, alpha (exp(x / alpha) - 1) below: smooth for every alpha."""
    return jnp.maximum(x, 0.0) + alpha * jnp.expm1(jnp.minimum(x, 0.0) / alpha)


@as_jit("selu")
def selu(x):
    """The scaled elu that keeps mean 0 and variance 1 from layer to layer (Klambauer et al., 2017)."""
    alpha, scale = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
    return scale * elu(x, alpha)


def gelu(x, approximate=True):
    """x times the normal distribution function of x, or its approximation by tanh."""
    (x,) = promoted("gelu", x, to="inexact")
    if approximate:
        root = np.sqrt(2 / np.pi).astype(x.dtype)
        return x * (0.5 * (1.0 + jnp.tanh(root * (x + 0.044715 * (x**3)))))
    half = np.sqrt(0.5).astype(x.dtype)
    return jnp.array(0.5 * x * (lax.erfc(-x * half)), dtype=x.dtype)


def glu(x, axis=-1):
    """The first half times the sigmoid of the second, along an axis."""
    x = checked("glu", x)
    size = x.shape[axis]
    if size % 2:
        raise AssertionError("axis size must be divisible by 2")
    first, second = jnp.split(x, 2, axis)
    return first * sigmoid(second)


@as_jit("log1mexp")
def log1mexp(x):
    """log(1 - exp(-x)) for positive x, exact near both ends (Mächler, 2012)."""
    x = checked("log1mexp", x)
    return jnp.where(x < math.log(2), jnp.log(-jnp.expm1(-x)), jnp.log1p(-jnp.exp(-x)))


@as_jit("hard_sigmoid")
def hard_sigmoid(x):
    """relu6(x + 3) / 6."""
    return relu6(x + 3.0) / 6.0


@as_jit("hard_silu")
def hard_silu(x):
    """x hard_sigmoid(x)."""
    x = checked("hard_silu", x)
    return x * hard_sigmoid(x)


swish, hard_swish = silu, hard_silu


@as_jit("sparse_plus")
def sparse_plus(x):
    """0 below -1, x above 1, a parabola between."""
    (x,) = promoted("sparse_plus", x, to="numeric")
    return jnp.where(x <= -1.0, 0.0, jnp.where(x >= 1.0, x, (x + 1.0) ** 2 / 4))


@as_jit("sparse_sigmoid")
def sparse_sigmoid(x):
    """0 below -1, 1 above 1, a line between."""
    return 0.5 * jnp.clip(x + 1.0, 0.0, 2.0)


def logmeanexp(x, axis=None, where=None, keepdims=False):
    """log of the mean of exp(x)."""
    sums = logsumexp(x, axis=axis, where=where, keepdims=keepdims)
    count = jnp.sum(jnp.ones_like(x, dtype=sums.dtype), axis=axis, where=where, keepdims=keepdims)
    return sums - jnp.log(count)


def softmax(x, axis=-1, where=None):
    """exp(x) divided by its sum along an axis."""
    (x,) = promoted("softmax", x, to="inexact")
    largest = jnp.max(x, axis, where=where, initial=-jnp.inf, keepdims=True)
    safe = x if where is None else jnp.where(where, x, -jnp.inf)
    powers = jnp.exp(safe - lax.stop_gradient(largest))
    result = powers / jnp.sum(powers, axis, where=where, keepdims=True)
    return result if where is None else jnp.where(where, result, 0)


@as_jit("log_softmax")
def _log_softmax(x, *, axis):
    shifted = x - lax.stop_gradient(jnp.max(x, axis, initial=-jnp.inf, keepdims=True))
    return shifted - jnp.log(jnp.sum(jnp.exp(shifted), axis, keepdims=True))


def log_softmax(x, axis=-1, where=None):
    """The logarithm of the softmax, without overflow."""
    (x,) = promoted("log_softmax", x, to="inexact")
    if where is None:
        return _log_softmax(x, axis=axis)
    largest = jnp.max(x, axis, where=where, initial=-jnp.inf, keepdims=True)
    safe = jnp.where(where, x, -jnp.inf)
    shifted = safe - lax.stop_gradient(largest)
    result = shifted - jnp.log(jnp.sum(jnp.exp(shifted), axis, where=where, keepdims=True))
    return jnp.where(where, result, -jnp.inf)


def standardize(x, axis=-1, mean=None, variance=None, epsilon=1e-5, where=None, *, algorithm="fast"):
    """Mean 0 and variance 1 along an axis."""
    x = checked("standardize", x)
    if algorithm not in ("fast", "stable"):
        raise ValueError(f"algorithm must be 'fast' or 'stable', got {algorithm!r}.")
    if mean is None:
        mean = jnp.mean(x, axis, keepdims=True, where=where)
    if variance is None:
        if algorithm == "fast":
            variance = jnp.mean(jnp.square(x), axis, keepdims=True, where=where) - jnp.square(mean)
            variance = jnp.maximum(variance, 0)
        else:
            variance = jnp.var(x, axis, keepdims=True, where=where, mean=mean)
    return jnp.subtract(x, jnp.asarray(mean)) * lax.rsqrt(jnp.asarray(variance) + epsilon)


@as_jit("_one_hot")
def _one_hot(x, *, num_classes, dtype, axis):
    ndim = x.ndim + 1
    axis = operator.index(axis) % ndim
    places = jnp.arange(num_classes, dtype=x.dtype).reshape([-1 if k == axis else 1 for k in range(ndim)])
    return (jnp.expand_dims(x, axis) == places).astype(dtype)


def one_hot(x, num_classes, *, dtype=None, axis=-1):
    """Ones at the given places along a new axis, zeros elsewhere; float32."""
    x = checked("one_hot", jnp.asarray(x))
    dtype = np.dtype(np.float32) if dtype is None else canonical_dtype(np.dtype(dtype))
    return _one_hot(x, num_classes=operator.index(num_classes), dtype=dtype, axis=axis)


def dot_product_attention(
    query, key, value, bias=None, mask=None, *, scale=None, is_causal=False, query_seq_lengths=None,
    key_value_seq_lengths=None, local_window_size=None, implementation=None, return_residual=False,
):  # fmt: skip
    """Attention of queries (B, T, N, H) over keys and values (B, S, K, H), K dividing N; result (B, T, N, H).

    ``bias`` is added to the scores and ``mask`` (true: may look) restricts them, both broadcast to (B, N, T, S).
    """
    for name, option in (
        ("query_seq_lengths", query_seq_lengths), ("key_value_seq_lengths", key_value_seq_lengths),
        ("local_window_size", local_window_size), ("return_residual", return_residual or None),
    ):  # fmt: skip
        if option is not None:
            absent(f"jax.nn.dot_product_attention with {name}")
    shape = jnp.asarray(query).shape
    query, key, value = (
        jnp.asarray(one)[None] if len(shape) == 3 else jnp.asarray(one) for one in (query, key, value)
    )
    _batch, length, heads, width = query.shape
    groups = heads // key.shape[2]
    key, value = (jnp.repeat(one, groups, axis=2) if groups > 1 else one for one in (key, value))
    scale = width**-0.5 if scale is None else scale
    scores = jnp.einsum("BTNH,BSNH->BNTS", query, key) * jnp.asarray(scale, query.dtype)
    if bias is not None:
        scores = scores + bias
    allowed = None if mask is None else jnp.asarray(mask)
    if is_causal:
        causal = jnp.tril(jnp.ones((length, key.shape[1]), bool))[None, None]
        allowed = causal if allowed is None else jnp.logical_and(allowed, causal)
    if allowed is not None:
        lowest = -0.7 * float(np.finfo(get_aval(scores).dtype).max)
        scores = jnp.where(allowed, scores, jnp.asarray(lowest, scores.dtype))
    result = jnp.einsum("BNTS,BSNH->BTNH", softmax(scores), value)
    return result.reshape((*shape[:-1], value.shape[-1]))


__all__ = [
    "celu", "dot_product_attention", "elu", "gelu", "glu", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh",
    "identity", "initializers", "leaky_relu", "log1mexp", "log_sigmoid", "log_softmax", "logmeanexp", "logsumexp",
    "mish", "one_hot", "relu", "relu6", "selu", "sigmoid", "silu", "soft_sign", "softmax", "softplus", "sparse_plus",
    "sparse_sigmoid", "squareplus", "standardize", "swish", "tanh",
]  # fmt: skip

__getattr__ = absent_names(__name__, ["get_scaled_dot_general_config", "scaled_dot_general", "scaled_matmul"])
