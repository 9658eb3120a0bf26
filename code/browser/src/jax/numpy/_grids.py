"""Grids and joins by indexing: ``mgrid``, ``ogrid``, ``r_``, ``c_``."""

import numpy as np

from jax._src.array_arguments import concrete
from jax._src.promotion import promote_arguments
from jax.numpy._creation import arange, array, linspace, meshgrid
from jax.numpy._shapes import concatenate, expand_dims, stack, transpose


def _from_slice(window: slice, name: str):
    """The numbers of a slice; an imaginary step is the number of points."""
    start = concrete(window.start, f"slice start of jnp.{name}") or 0
    stop = concrete(window.stop, f"slice stop of jnp.{name}")
    step = concrete(window.step, f"slice step of jnp.{name}") or 1
    if np.iscomplex(step):
        return linspace(start, stop, int(abs(step)))
    return arange(start, stop, step)


class _Grid:
    """The coordinates of a grid, by indexing with slices."""

    def __init__(self, name: str, is_open: bool):
        self.name, self.is_open = name, is_open

    def __getitem__(self, key):
        if isinstance(key, slice):
            return _from_slice(key, self.name)
        axes = [_from_slice(one, self.name) for one in key]
        axes = promote_arguments(*axes) if axes else []
        found = meshgrid(*axes, indexing="ij", sparse=self.is_open)
        if self.is_open:
            return found
        return stack(found, 0) if found else arange(0)


mgrid, ogrid = _Grid("mgrid", False), _Grid("ogrid", True)


class _Join:
    """Slices and arrays one after the other, by indexing."""

    def __init__(self, name: str, axis: int, ndmin: int, trans1d: int):
        self.name, self.settings = name, (axis, ndmin, trans1d, -1)

    def __getitem__(self, key):
        items = key if isinstance(key, tuple) else (key,)
        (axis, ndmin, trans1d, matrix), items = self._settings(items)
        parts = []
        for item in items:
            if isinstance(item, slice):
                part, ndim = _from_slice(item, self.name), 0
            elif isinstance(item, str):
                raise ValueError("string directive must be placed at the beginning")
            else:
                part = array(item)
                ndim = part.ndim
            part = array(part, ndmin=ndmin)
            if trans1d != -1 and ndmin - ndim > 0:
                order = list(range(ndmin))
                shift = ndmin - abs(ndmin + trans1d + 1) % ndmin
                part = transpose(part, order[shift:] + order[:shift])
            parts.append(part)
        result = concatenate(parts, axis=axis)
        return expand_dims(result, matrix) if matrix != -1 and result.ndim == 1 else result

    def _settings(self, items):
        settings = list(self.settings)
        if not isinstance(items[0], str):
            return settings, items
        directive, *items = items
        if directive in ("r", "c"):
            settings[-1] = 0 if directive == "r" else 1
            return settings, items
        numbers = directive.split(",")
        given = [*numbers, *settings[len(numbers) :]] if len(numbers) < 4 else [*numbers[:3], settings[-1]]
        try:
            return list(map(int, given)), items
        except ValueError as error:
            raise ValueError(f"could not understand directive {directive!r}") from error

    def __len__(self):
        return 0


r_, c_ = _Join("r_", 0, 1, -1), _Join("c_", -1, 2, 0)
