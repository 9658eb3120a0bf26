"""First values of parameters: functions of a key, a shape and a dtype."""

import math
from typing import Protocol

import numpy as np

import jax.numpy as jnp
from jax import random
from jax._src.absent import absent_names
from jax._src.avals import canonical_dtype


class Initializer(Protocol):
    """A function of a key, a shape and a dtype."""

    def __call__(self, key, shape, dtype=None, out_sharding=None): ...


def _dtype(given, default=None) -> np.dtype:
    chosen = given if given is not None else default
    return np.dtype(np.float32) if chosen is None else canonical_dtype(np.dtype(chosen))


def zeros(key, shape, dtype=None, out_sharding=None):
    """Zeros."""
    return jnp.zeros(shape, _dtype(dtype))


def ones(key, shape, dtype=None, out_sharding=None):
    """Ones."""
    return jnp.ones(shape, _dtype(dtype))


def constant(value, dtype=None):
    """One value everywhere."""

    def init(key, shape, dtype=dtype, out_sharding=None):
        return jnp.full(shape, value, dtype=_dtype(dtype))

    return init


def uniform(scale=1e-2, dtype=None):
    """Uniform on [0, scale)."""

    def init(key, shape, dtype=dtype, out_sharding=None):
        dtype = _dtype(dtype)
        return random.uniform(key, shape, dtype) * jnp.array(scale, dtype)

    return init


def normal(stddev=1e-2, dtype=None):
    """Normal with mean 0 and the given standard deviation."""

    def init(key, shape, dtype=dtype, out_sharding=None):
        dtype = _dtype(dtype)
        return random.normal(key, shape, dtype) * jnp.array(stddev, dtype)

    return init


def truncated_normal(stddev=1e-2, dtype=None, lower=-2.0, upper=2.0):
    """Normal, cut off at ``lower`` and ``upper`` standard deviations, then scaled."""

    def init(key, shape, dtype=dtype, out_sharding=None):
        dtype = _dtype(dtype)
        return random.truncated_normal(key, lower, upper, shape, dtype) * jnp.array(stddev, dtype)

    return init


def _axes(axis) -> tuple[int, ...]:
    return (axis,) if isinstance(axis, int) else tuple(axis)


def _fans(shape, in_axis, out_axis, batch_axis) -> tuple[float, float]:
    """How many inputs an output has, and how many outputs an input."""
    if len(shape) <= 1:
        raise ValueError(
            "Can't compute input and output sizes of a "
            f"{len(shape)}-dimensional weights tensor. Must be at least 2D."
        )

    def size(axes):
        return math.prod(shape[axis] for axis in _axes(axes))

    receptive = math.prod(shape) / size(in_axis) / size(out_axis) / size(batch_axis)
    return size(in_axis) * receptive, size(out_axis) * receptive


def variance_scaling(scale, mode, distribution, in_axis=-2, out_axis=-1, batch_axis=(), dtype=None):
    """Random with variance ``scale`` / fan, where the fan counts inputs, outputs, or their mean."""

    def init(key, shape, dtype=dtype, out_sharding=None):
        dtype = _dtype(dtype)
        fan_in, fan_out = _fans(tuple(shape), in_axis, out_axis, batch_axis)
        fans = {
            "fan_in": fan_in,
            "fan_out": fan_out,
            "fan_avg": (fan_in + fan_out) / 2,
            "fan_geo_avg": (fan_in * fan_out) ** 0.5,
        }
        if mode not in fans:
            raise ValueError(f"invalid mode for variance scaling initializer: {mode}")
        variance = jnp.array(scale / fans[mode], dtype=dtype)
        if distribution == "truncated_normal":
            # The standard deviation of a normal law cut off at two standard deviations.
            stddev = jnp.sqrt(variance) / jnp.array(0.87962566103423978, dtype)
            return random.truncated_normal(key, -2, 2, shape, dtype) * stddev
        if distribution == "normal":
            return random.normal(key, shape, dtype) * jnp.sqrt(variance)
        if distribution == "uniform":
            return random.uniform(key, shape, dtype, -1) * jnp.sqrt(3 * variance)
        raise ValueError(f"invalid distribution for variance scaling initializer: {distribution}")

    return init


def _scaled(scale: float, mode: str, distribution: str, about: str):
    def maker(in_axis=-2, out_axis=-1, batch_axis=(), dtype=None):
        return variance_scaling(scale, mode, distribution, in_axis, out_axis, batch_axis, dtype)

    maker.__doc__ = about
    return maker


glorot_uniform = xavier_uniform = _scaled(1.0, "fan_avg", "uniform", "Uniform (Glorot and Bengio, 2010).")
glorot_normal = xavier_normal = _scaled(
    1.0, "fan_avg", "truncated_normal", "Truncated normal (Glorot and Bengio, 2010)."
)
lecun_uniform = _scaled(1.0, "fan_in", "uniform", "Uniform (LeCun et al., 1998).")
lecun_normal = _scaled(1.0, "fan_in", "truncated_normal", "Truncated normal (LeCun et al., 1998).")
he_uniform = kaiming_uniform = _scaled(2.0, "fan_in", "uniform", "Uniform, for relu (He et al., 2015).")
he_normal = kaiming_normal = _scaled(
    2.0, "fan_in", "truncated_normal", "Truncated normal, for relu (He et al., 2015)."
)


def orthogonal(scale=1.0, column_axis=-1, dtype=None):
    """Orthonormal rows or columns, uniform among them."""

    def init(key, shape, dtype=dtype, out_sharding=None):
        dtype = _dtype(dtype)
        if len(shape) < 2:
            raise ValueError("orthogonal initializer requires at least a 2D shape")
        cols = shape[column_axis]
        rows = math.prod(shape) // cols
        q, r = jnp.linalg.qr(random.normal(key, (max(rows, cols), min(rows, cols)), dtype))
        q = q * jnp.expand_dims(jnp.sign(jnp.diag(r)), 0)  # makes it uniform
        q = q.T if rows < cols else q
        q = jnp.reshape(q, (*np.delete(shape, column_axis), cols))
        return jnp.array(scale, dtype) * jnp.moveaxis(q, -1, column_axis)

    return init


__all__ = [
    "Initializer", "constant", "glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "kaiming_normal",
    "kaiming_uniform", "lecun_normal", "lecun_uniform", "normal", "ones", "orthogonal", "truncated_normal", "uniform",
    "variance_scaling", "xavier_normal", "xavier_uniform", "zeros",
]  # fmt: skip

__getattr__ = absent_names(__name__, ["delta_orthogonal"])
