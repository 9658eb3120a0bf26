"""Reductions over segments: the elements that bear the same number."""

import numpy as np

from jax._src.core import get_aval
from jax._src.differentiation import as_array
from jax._src.primitives.elementwise import constant_like, lt, select_n, shape_of, spread
from jax._src.primitives.indexing import scatter
from jax._src.primitives.shapes import full


def _reduced(operation: str, start, data, segment_ids, num_segments):
    data, segment_ids = as_array(data), as_array(segment_ids)
    if num_segments is None:
        num_segments = int(np.max(np.asarray(segment_ids), initial=-1)) + 1
    if num_segments < 0:
        raise ValueError("num_segments must be non-negative.")
    dtype = get_aval(data).dtype
    initial = full((num_segments, *shape_of(data)[segment_ids.ndim :]), start(dtype), dtype)
    # A negative number would count from the end: here it belongs to no segment.
    return scatter(operation, initial, data, [_beyond(segment_ids, num_segments)], (0,), "drop")


def _beyond(segment_ids, num_segments: int):
    outside = spread(constant_like(segment_ids, num_segments), segment_ids)
    return select_n(lt(segment_ids, constant_like(segment_ids, 0)), segment_ids, outside)


def _lowest(dtype):
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min


def _highest(dtype):
    return np.inf if dtype.kind == "f" else np.iinfo(dtype).max


def _reduction(name: str, operation: str, start, what: str):
    """The public function of one operation; ``start(dtype)`` is what an empty segment holds."""

    def reduction(
        data,
        segment_ids,
        num_segments=None,
        indices_are_sorted=False,
        unique_indices=False,
        bucket_size=None,
        mode=None,
    ):
        return _reduced(operation, start, data, segment_ids, num_segments)

    reduction.__name__ = reduction.__qualname__ = name
    reduction.__doc__ = f"{what} of the rows of ``data`` that bear the same number in ``segment_ids``; shape (num_segments, …)."
    return reduction


segment_sum = _reduction("segment_sum", "add", lambda dtype: 0, "Sums")
segment_prod = _reduction("segment_prod", "mul", lambda dtype: 1, "Products")
segment_max = _reduction("segment_max", "max", _lowest, "Largest")
segment_min = _reduction("segment_min", "min", _highest, "Smallest")
