"""Sums, products and extremes of the segments of an array."""

from jax._src.segments import segment_max, segment_min, segment_prod, segment_sum

__all__ = ["segment_max", "segment_min", "segment_prod", "segment_sum"]
