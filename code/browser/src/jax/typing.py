"""Types for annotations."""

from typing import Any

import numpy as np

from jax._src.core import Array

ArrayLike = Array | np.ndarray | np.bool_ | np.number | bool | int | float | complex
DTypeLike = Any

__all__ = ["ArrayLike", "DTypeLike"]
