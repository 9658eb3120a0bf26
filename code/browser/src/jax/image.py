"""Resizing images: each axis is multiplied by a matrix of weights."""

import enum

import numpy as np

import jax.numpy as jnp
from jax._src.absent import absent
from jax._src.array_arguments import promoted
from jax._src.core import get_aval


class ResizeMethod(enum.Enum):
    """How the elements between those that exist are found."""

    NEAREST = 0
    LINEAR = 1
    LANCZOS3 = 2
    LANCZOS5 = 3
    CUBIC = 4
    CUBIC_PYTORCH = 5

    @staticmethod
    def from_string(s: str) -> "ResizeMethod":
        """The method of a name such as "nearest", "bilinear" or "cubic"."""
        names = {
            "nearest": ResizeMethod.NEAREST,
            **dict.fromkeys(("linear", "bilinear", "trilinear", "triangle"), ResizeMethod.LINEAR),
            "lanczos3": ResizeMethod.LANCZOS3,
            "lanczos5": ResizeMethod.LANCZOS5,
            **dict.fromkeys(("cubic", "bicubic", "tricubic"), ResizeMethod.CUBIC),
            "cubic-pytorch": ResizeMethod.CUBIC_PYTORCH,
        }
        if s not in names:
            raise ValueError(f'Unknown resize method "{s}"')
        return names[s]


def _triangle(x):
    return jnp.maximum(0, 1 - jnp.abs(x))


def _cubic(x):
    # Keys, "Cubic convolution interpolation" (1981), with the parameter -1/2.
    near = ((1.5 * x - 2.5) * x) * x + 1.0
    far = ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    return jnp.where(x >= 2.0, 0.0, jnp.where(x >= 1.0, far, near))


def _lanczos(radius: float):
    def kernel(x):
        values = radius * jnp.sin(np.pi * x) * jnp.sin(np.pi * x / radius)
        inside = jnp.where(x > 1e-3, values / jnp.where(x != 0, np.pi**2 * x**2, 1), 1)
        return jnp.where(x > radius, 0.0, inside)

    return kernel


_KERNELS = {
    ResizeMethod.LINEAR: _triangle,
    ResizeMethod.CUBIC: _cubic,
    ResizeMethod.LANCZOS3: _lanczos(3.0),
    ResizeMethod.LANCZOS5: _lanczos(5.0),
}


def _weights(old: int, new: int, scale, translation, kernel, antialias: bool, dtype):
    """The matrix from ``old`` elements to ``new`` ones, shape (old, new)."""
    inverse = 1.0 / scale
    width = jnp.maximum(inverse, 1.0) if antialias else 1.0
    sample = (jnp.arange(new, dtype=dtype) + 0.5) * inverse - translation * inverse - 0.5
    distance = jnp.abs(sample[None, :] - jnp.arange(old, dtype=dtype)[:, None]) / width
    weights = kernel(distance)
    total = jnp.sum(weights, axis=0, keepdims=True)
    smallest = 1000.0 * float(np.finfo(np.float32).eps)
    weights = jnp.where(jnp.abs(total) > smallest, weights / jnp.where(total != 0, total, 1), 0)
    inside = jnp.logical_and(sample >= -0.5, sample <= old - 0.5)[None, :]
    return jnp.where(inside, weights, 0).astype(dtype)


def _method(method) -> ResizeMethod:
    method = ResizeMethod.from_string(method) if isinstance(method, str) else method
    if method is ResizeMethod.CUBIC_PYTORCH:
        absent("jax.image.resize with method 'cubic-pytorch'")
    return method


def scale_and_translate(
    image, shape, spatial_dims, scale, translation, method, antialias=True, precision=None
):
    """The image with ``spatial_dims`` stretched by ``scale`` and moved by ``translation`` pixels, in ``shape``."""
    if len(shape) != image.ndim:
        raise ValueError(
            f"shape must have length equal to the number of dimensions of x; {shape} vs {image.shape}"
        )
    method = _method(method)
    if method is ResizeMethod.NEAREST:
        raise ValueError("Nearest neighbor resampling is not currently supported for scale_and_translate.")
    (image,) = promoted("scale_and_translate", image, to="inexact")
    scale, translation = promoted("scale_and_translate", scale, translation, to="inexact")
    return _resampled(image, shape, spatial_dims, scale, translation, _KERNELS[method], antialias)


def _resampled(image, shape, axes, scale, translation, kernel, antialias):
    dtype = get_aval(image).dtype
    for place, axis in enumerate(axes):
        axis %= image.ndim
        weights = _weights(
            image.shape[axis], shape[axis], scale[place], translation[place], kernel, antialias, dtype
        )
        image = jnp.moveaxis(jnp.tensordot(image, weights, axes=((axis,), (0,))), -1, axis)
    return image


def resize(image, shape, method, antialias=True, precision=None):
    """The image in another shape; ``antialias`` widens the kernel when it shrinks."""
    shape = tuple(int(length) for length in shape)
    if len(shape) != image.ndim:
        raise ValueError(
            f"shape must have length equal to the number of dimensions of x; {shape} vs {image.shape}"
        )
    method = _method(method)
    if method is ResizeMethod.NEAREST:
        return _nearest(jnp.asarray(image), shape)
    (image,) = promoted("resize", image, to="inexact")
    axes = [axis for axis in range(image.ndim) if image.shape[axis] != shape[axis]]
    scale = [1.0 if shape[axis] == 0 else shape[axis] / image.shape[axis] for axis in axes]
    return _resampled(image, shape, axes, scale, [0.0] * len(axes), _KERNELS[method], antialias)


def _nearest(image, shape):
    for axis, (old, new) in enumerate(zip(image.shape, shape, strict=True)):
        if old != new:
            offsets = (np.arange(new, dtype=np.float32) + 0.5) * np.float32(old) / np.float32(new)
            image = jnp.take(image, np.floor(offsets).astype(np.int32), axis=axis)
    return image


__all__ = ["ResizeMethod", "resize", "scale_and_translate"]
