"""The discrete Fourier transform over the last axes."""

import math

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.core import Primitive, bind
from jax._src.differentiation import linear
from jax._src.primitives.elementwise import conj, convert_element_type, mul, real, shape_of
from jax._src.primitives.shapes import broadcast_in_dim, pad

FFT, IFFT, RFFT, IRFFT = "FFT", "IFFT", "RFFT", "IRFFT"
_NUMPY = {FFT: np.fft.fftn, IFFT: np.fft.ifftn, RFFT: np.fft.rfftn, IRFFT: np.fft.irfftn}

fft_p = Primitive("fft", weak_arguments=slice(0, 0))


def _axes(lengths) -> tuple[int, ...]:
    return tuple(range(-len(lengths), 0))


def _fft(x, *, fft_type, fft_lengths):
    result = _NUMPY[fft_type](x, s=fft_lengths, axes=_axes(fft_lengths))
    return result.astype(np.float32 if fft_type == IRFFT else np.complex64)


def _fft_abstract(x, *, fft_type, fft_lengths):
    shape = list(x.shape)
    if fft_type == RFFT:
        shape[-1] = fft_lengths[-1] // 2 + 1
    elif fft_type == IRFFT:
        shape[-len(fft_lengths) :] = fft_lengths
    return ShapedArray(shape, np.float32 if fft_type == IRFFT else np.complex64)


def fft(x, fft_type: str, fft_lengths):
    """The transform of the given kind over the last ``len(fft_lengths)`` axes."""
    return bind(fft_p, x, fft_type=fft_type, fft_lengths=tuple(fft_lengths))


def _one_sided_transpose(cotangent, lengths):
    """Of RFFT: the whole spectrum is the one-sided one padded with zeros, and the real part is kept."""
    missing = lengths[-1] - shape_of(cotangent)[-1]
    padding = [(0, 0, 0)] * (len(shape_of(cotangent)) - 1) + [(0, missing, 0)]
    whole = pad(cotangent, np.zeros((), np.complex64), padding)
    return real(fft(whole, FFT, lengths))


def _inverse_one_sided_transpose(cotangent, lengths):
    """Of IRFFT: every frequency that stands for two counts twice."""
    spectrum = fft(cotangent, RFFT, lengths)
    count, length = shape_of(spectrum)[-1], lengths[-1]
    weights = np.full(count, 2.0, np.float32)
    weights[0] = 1.0
    if length % 2 == 0:
        weights[-1] = 1.0
    scaled = mul(
        conj(spectrum),
        convert_element_type(
            broadcast_in_dim(
                weights / math.prod(lengths), shape_of(spectrum), (len(shape_of(spectrum)) - 1,)
            ),
            np.complex64,
        ),
    )
    return scaled


def _fft_transpose(cotangent, x, *, fft_type, fft_lengths):
    if fft_type == RFFT:
        return [_one_sided_transpose(cotangent, fft_lengths)]
    if fft_type == IRFFT:
        return [_inverse_one_sided_transpose(cotangent, fft_lengths)]
    return [fft(cotangent, fft_type, fft_lengths)]


fft_p.implementation = _fft
fft_p.abstract = _fft_abstract
fft_p.batch = lambda size, values, batched, **parameters: bind(fft_p, *values, **parameters)
linear(fft_p, _fft_transpose)
