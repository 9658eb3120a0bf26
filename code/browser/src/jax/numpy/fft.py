"""Fourier transforms."""

import math
import operator

import numpy as np

from jax._src.array_arguments import canonical_axis, checked, not_supported
from jax._src.avals import canonical_dtype
from jax._src.core import ArrayImpl, get_aval
from jax._src.primitives import fourier
from jax._src.primitives.elementwise import conj, constant_like, convert_element_type, mul, shape_of
from jax._src.primitives.shapes import concatenate, pad, slice_, slice_in_dim, transpose

_NORMS = (None, "backward", "ortho", "forward")


def _scale(norm, lengths, inverse: bool) -> float:
    """By what the unscaled forward, or scaled inverse, transform is multiplied."""
    size = math.prod(lengths)
    if norm in (None, "backward"):
        return 1.0
    if norm == "ortho":
        return math.sqrt(size) if inverse else 1 / math.sqrt(size)
    return float(size) if inverse else 1 / size


def _transformed(name: str, kind: str, a, s, axes, norm):
    a = checked(name, a)
    if norm not in _NORMS:
        raise ValueError(
            f'jax.numpy.fft.{name}: Invalid norm value {norm!r}; should be "backward","ortho" or "forward".'
        )
    if s is not None:
        s = tuple(map(operator.index, np.atleast_1d(s)))
        if any(length < 1 for length in s):
            raise ValueError(f"Shape should be non-negative. Got {s}.")
    if axes is None:
        axes = range(a.ndim) if s is None else range(a.ndim - len(s), a.ndim)
    axes = tuple(axes)
    if len(set(axes)) != len(axes):
        raise ValueError(f"jax.numpy.fft.{name} does not support repeated axes. Got axes {list(axes)}.")
    axes = [canonical_axis(axis, a.ndim) for axis in axes]
    if not axes:
        return a
    real_input = kind == fourier.RFFT
    dtype = get_aval(a).dtype
    if real_input and dtype.kind == "c":
        raise ValueError(f"only accepts real-valued inputs; got dtype {dtype.name}")
    a = convert_element_type(a, np.float32 if real_input else np.complex64)
    others = [axis for axis in range(a.ndim) if axis not in axes]
    order = [*others, *axes]
    a = transpose(a, order)
    lengths = _lengths(kind, a, s, len(axes))
    taken = list(lengths)
    if kind == fourier.IRFFT:
        taken[-1] = lengths[-1] // 2 + 1
    a = _resized(a, taken)
    out = fourier.fft(a, kind, lengths)
    scale = _scale(norm, lengths, kind in (fourier.IFFT, fourier.IRFFT))
    if scale != 1.0:
        out = mul(out, constant_like(out, scale))
    return transpose(out, np.argsort(order).tolist())


def _lengths(kind, a, s, count: int) -> tuple[int, ...]:
    if s is not None:
        return s
    lengths = list(shape_of(a)[-count:])
    if kind == fourier.IRFFT:
        lengths[-1] = max(0, 2 * (lengths[-1] - 1))
    return tuple(lengths)


def _resized(a, lengths):
    """Cropped or padded with zeros to the given lengths of the last axes."""
    shape = list(shape_of(a))
    start = len(shape) - len(lengths)
    kept = shape[:start] + [min(old, new) for old, new in zip(shape[start:], lengths, strict=True)]
    a = slice_(a, [0] * len(shape), kept)
    missing = [(0, 0, 0)] * start + [
        (0, new - old, 0) for old, new in zip(kept[start:], lengths, strict=True)
    ]
    return pad(a, np.zeros((), get_aval(a).dtype), missing) if any(high for _, high, _ in missing) else a


def _one(name: str, kind: str, a, n, axis, norm):
    if isinstance(axis, (tuple, list)):
        raise ValueError(
            f"jax.numpy.fft.{name} does not support multiple axes. Please use jax.numpy.fft.{name}n. Got axis = {axis!r}."
        )
    return _transformed(name, kind, a, None if n is None else (n,), (-1 if axis is None else axis,), norm)


def fft(a, n=None, axis=-1, norm=None):
    """The discrete Fourier transform along one axis, complex64."""
    return _one("fft", fourier.FFT, a, n, axis, norm)


def ifft(a, n=None, axis=-1, norm=None):
    """The inverse of ``fft``."""
    return _one("ifft", fourier.IFFT, a, n, axis, norm)


def rfft(a, n=None, axis=-1, norm=None):
    """The transform of real input: the frequencies from zero to half of the length."""
    return _one("rfft", fourier.RFFT, a, n, axis, norm)


def irfft(a, n=None, axis=-1, norm=None):
    """The inverse of ``rfft``."""
    return _one("irfft", fourier.IRFFT, a, n, axis, norm)


_SWAPPED = {None: "forward", "backward": "forward", "ortho": "ortho", "forward": "backward"}


def hfft(a, n=None, axis=-1, norm=None):
    """The transform of a signal with Hermitian symmetry, given by its first half; real."""
    conjugated = conj(convert_element_type(checked("hfft", a), np.complex64))
    length = 2 * (shape_of(conjugated)[axis] - 1) if n is None else n
    return _one("irfft", fourier.IRFFT, conjugated, length, axis, _SWAPPED[norm])


def ihfft(a, n=None, axis=-1, norm=None):
    """The inverse of ``hfft``."""
    return conj(_one("rfft", fourier.RFFT, checked("ihfft", a), n, axis, _SWAPPED[norm]))


def _two(name: str, kind: str, a, s, axes, norm):
    if len(axes) != 2:
        raise ValueError(f"jax.numpy.fft.{name} only supports 2 axes. Got axes = {axes!r}.")
    return _transformed(name, kind, a, s, axes, norm)


def fft2(a, s=None, axes=(-2, -1), norm=None):
    """``fft`` along two axes."""
    return _two("fft2", fourier.FFT, a, s, axes, norm)


def ifft2(a, s=None, axes=(-2, -1), norm=None):
    """The inverse of ``fft2``."""
    return _two("ifft2", fourier.IFFT, a, s, axes, norm)


def rfft2(a, s=None, axes=(-2, -1), norm=None):
    """``rfft`` along the last axis given, ``fft`` along the other."""
    return _two("rfft2", fourier.RFFT, a, s, axes, norm)


def irfft2(a, s=None, axes=(-2, -1), norm=None):
    """The inverse of ``rfft2``."""
    return _two("irfft2", fourier.IRFFT, a, s, axes, norm)


def fftn(a, s=None, axes=None, norm=None):
    """``fft`` along several axes."""
    return _transformed("fftn", fourier.FFT, a, s, axes, norm)


def ifftn(a, s=None, axes=None, norm=None):
    """The inverse of ``fftn``."""
    return _transformed("ifftn", fourier.IFFT, a, s, axes, norm)


def rfftn(a, s=None, axes=None, norm=None):
    """``rfft`` along the last axis given, ``fft`` along the others."""
    return _transformed("rfftn", fourier.RFFT, a, s, axes, norm)


def irfftn(a, s=None, axes=None, norm=None):
    """The inverse of ``rfftn``."""
    return _transformed("irfftn", fourier.IRFFT, a, s, axes, norm)


def _frequencies(counts: np.ndarray, n: int, d, dtype):
    dtype = np.dtype(np.float32) if dtype is None else canonical_dtype(dtype)
    return ArrayImpl((counts / (np.asarray(d, np.float64) * n)).astype(dtype))


def _check_count(name: str, n, d) -> None:
    if not isinstance(n, (int, np.integer)):
        raise ValueError(f"The n argument of jax.numpy.fft.{name} only takes an int. Got n = {n!r}.")
    if np.ndim(d):
        raise ValueError(f"The d argument of jax.numpy.fft.{name} only takes a single value. Got d = {d!r}.")


def fftfreq(n, d=1.0, *, dtype=None, device=None):
    """The frequencies of ``fft``, for samples ``d`` apart; shape (n,)."""
    not_supported("jax.numpy.fft.fftfreq", device=device)
    _check_count("fftfreq", n, d)
    return _frequencies(np.fft.ifftshift(np.arange(n) - n // 2), n, d, dtype)


def rfftfreq(n, d=1.0, *, dtype=None, device=None):
    """The frequencies of ``rfft``; shape (n // 2 + 1,)."""
    not_supported("jax.numpy.fft.rfftfreq", device=device)
    _check_count("rfftfreq", n, d)
    return _frequencies(np.arange(n // 2 + 1), n, d, dtype)


def _rolled(name: str, x, axes, places):
    x = checked(name, x)
    axes = range(x.ndim) if axes is None else (axes,) if isinstance(axes, int) else axes
    for axis in axes:
        axis = canonical_axis(axis, x.ndim)
        length = shape_of(x)[axis]
        cut = places(length)
        if cut:
            parts = [slice_in_dim(x, cut, length, axis=axis), slice_in_dim(x, 0, cut, axis=axis)]
            x = concatenate(parts, axis)
    return x


def fftshift(x, axes=None):
    """Moves frequency zero to the middle."""
    return _rolled("fftshift", x, axes, lambda length: length - length // 2)


def ifftshift(x, axes=None):
    """The inverse of ``fftshift``."""
    return _rolled("ifftshift", x, axes, lambda length: length // 2)


__all__ = [
    "fft", "fft2", "fftfreq", "fftn", "fftshift", "hfft", "ifft", "ifft2", "ifftn", "ifftshift", "ihfft", "irfft",
    "irfft2", "irfftn", "rfft", "rfft2", "rfftfreq", "rfftn",
]  # fmt: skip
