"""Statistics of samples: mode, ranks, standard error of the mean."""

from typing import NamedTuple

from jax import numpy as jnp
from jax._src.array_arguments import canonical_axis, checked, promoted
from jax._src.core import Array
from jax._src.vectorization import vmap

_POLICIES = ("propagate", "omit", "raise")


class ModeResult(NamedTuple):
    """The most frequent values and how often they occur."""

    mode: Array
    count: Array


def _check_policy(name: str, nan_policy: str) -> None:
    if nan_policy not in _POLICIES:
        raise ValueError(
            f"Illegal nan_policy value {nan_policy!r}; expected one of {{'propagate', 'omit', 'raise'}}"
        )
    if nan_policy == "omit":
        raise NotImplementedError(f"Logic for `nan_policy` of {nan_policy} is not implemented")
    if nan_policy == "raise":
        raise NotImplementedError(
            f"In order to best JIT compile `{name}`, we cannot know whether `x` contains nans. Please check if nans "
            f"exist in `x` outside of the `{name}` function."
        )


def _bounds(line):
    """The line sorted, and for each of its values how many are smaller, and how many are not larger."""
    ordered = jnp.sort(line)
    return ordered, jnp.searchsorted(ordered, line), jnp.searchsorted(ordered, line, side="right")


def mode(a, axis=0, nan_policy="propagate", keepdims=False):
    """The most frequent value along an axis (the smallest of several), and its count."""
    x = jnp.atleast_1d(checked("mode", a))
    _check_policy("mode", nan_policy)
    shape = x.shape
    if axis is None:
        kept = (1,) * x.ndim if keepdims else ()
        x, axis = x.ravel(), 0
    else:
        axis = canonical_axis(axis, x.ndim)
        kept = (*shape[:axis], *((1,) if keepdims else ()), *shape[axis + 1 :])
    lines = jnp.moveaxis(x, axis, 0)
    lines = lines.reshape(lines.shape[0], -1)

    def of_line(line):
        if line.size == 0:
            return jnp.array(jnp.nan), jnp.array(0.0)
        ordered = jnp.sort(line)
        _, left, right = _bounds(ordered)
        best = jnp.argmax(right - left)
        return ordered[best], (right - left)[best]

    values, counts = vmap(of_line, in_axes=1)(lines)
    return ModeResult(values.reshape(kept), counts.reshape(kept))


def rankdata(a, method="average", *, axis=None, nan_policy="propagate"):
    """Ranks from 1; equal values share one by ``method``: average, min, max, dense or ordinal."""
    a = checked("rankdata", a)
    _check_policy("rankdata", nan_policy)
    if method not in ("average", "min", "max", "dense", "ordinal"):
        raise ValueError(f"unknown method '{method}'")
    if axis is None:
        return _ranks(jnp.ravel(a), method)
    axis = canonical_axis(axis, a.ndim)
    lines = jnp.moveaxis(a, axis, -1)
    ranks = vmap(lambda line: _ranks(line, method))(lines.reshape(-1, lines.shape[-1]))
    return jnp.moveaxis(ranks.reshape(lines.shape), -1, axis)


def _ranks(line, method: str):
    ordered, left, right = _bounds(line)
    if method == "ordinal":
        ranks = jnp.argsort(jnp.argsort(line)) + 1
    elif method == "dense":
        is_new = jnp.concatenate([jnp.array([True]), ordered[1:] != ordered[:-1]])
        ranks = jnp.cumsum(is_new)[left]
    else:
        ranks = {"min": left + 1, "max": right, "average": 0.5 * (left + right + 1)}[method]
    return jnp.where(jnp.any(jnp.isnan(line)), jnp.nan, ranks.astype(jnp.float32))


def sem(a, axis=0, ddof=1, nan_policy="propagate", *, keepdims=False):
    """Standard error of the mean."""
    (a,) = promoted("sem", a, to="inexact")
    if nan_policy == "propagate":
        size = a.size if axis is None else a.shape[axis]
        return jnp.std(a, axis=axis, ddof=ddof, keepdims=keepdims) / jnp.sqrt(jnp.float32(size))
    if nan_policy == "omit":
        count = jnp.sum(~jnp.isnan(a), axis=axis, keepdims=keepdims)
        return jnp.nanstd(a, axis=axis, ddof=ddof, keepdims=keepdims) / jnp.sqrt(count)
    raise ValueError(f"{nan_policy} is not supported")
