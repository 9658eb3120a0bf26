"""``jax.numpy.ufunc``: a function of each element, with ``reduce``, ``accumulate``, ``at``, ``reduceat``, ``outer``."""

import functools
import operator

import numpy as np

from jax._src.abstract_evaluation import ShapeDtypeStruct, eval_shape
from jax._src.array_arguments import broadcast_shapes, broadcast_to, canonical_axis, checked, to_array
from jax._src.primitives.elementwise import convert_element_type, shape_of
from jax._src.primitives.shapes import full
from jax._src.promotion import check_arraylike, dtype_of
from jax._src.vectorization import vmap

_IN_PLACE = (
    "Because JAX arrays are immutable, jnp.ufunc.at() cannot operate inplace like\nnp.ufunc.at(). Instead, you can "
    "pass inplace=False and capture the result; e.g.\n>>> arr = jnp.add.at(arr, ind, val, inplace=False)\n"
)


class ufunc:
    """A function of one element of each of its ``nin`` arguments, applied to whole arrays."""

    def __init__(
        self,
        func,
        nin=1,
        nout=1,
        *,
        name=None,
        identity=None,
        vectorized=True,
        reduce=None,
        accumulate=None,
        at=None,
    ):
        functools.update_wrapper(self, func)
        self.__name__ = name or func.__name__
        self._func = func
        self._call = func if vectorized else None
        self.nin, self.nout, self.nargs = operator.index(nin), operator.index(nout), operator.index(nin)
        self.identity = identity
        self._reduce, self._accumulate, self._at = reduce, accumulate, at

    def __repr__(self):
        return f"<jnp.ufunc '{self.__name__}'>"

    def __call__(self, *args, out=None, where=None):
        if out is not None:
            raise NotImplementedError(f"out argument of {self}")
        if where is not None:
            raise NotImplementedError(f"where argument of {self}")
        if self._call is not None:
            return self._call(*args)
        from jax.numpy._functional import vectorize

        check_arraylike(self.__name__, *args)
        return vectorize(self._func)(*args)

    def _element_dtype(self, *arrays):
        return eval_shape(self._func, *[ShapeDtypeStruct((), array.aval.dtype) for array in arrays]).dtype

    def reduce(self, a, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=None):
        """The elements along an axis combined into one."""
        check_arraylike(f"{self.__name__}.reduce", a)
        self._check_binary("reduce")
        if out is not None:
            raise NotImplementedError(f"out argument of {self.__name__}.reduce()")
        if initial is not None:
            check_arraylike(f"{self.__name__}.reduce", initial)
        if where is not None:
            check_arraylike(f"{self.__name__}.reduce", where)
            if self.identity is None and initial is None:
                raise ValueError(
                    f"reduction operation {self.__name__!r} does not have an identity, so to use a where mask one has "
                    "to specify 'initial'."
                )
            if dtype_of(where).kind != "b":
                raise ValueError(f"where argument must have dtype=bool; got dtype={dtype_of(where)}")
        options = {"axis": axis, "keepdims": keepdims, "initial": initial, "where": where}
        if self._reduce is None:
            return self._reduce_one_by_one(to_array(a), dtype=dtype, **options)
        if dtype is not None:
            options["dtype"] = dtype
        return self._reduce(a, **options)

    def _reduce_one_by_one(self, array, axis, dtype, keepdims, initial, where):
        from jax.lax import fori_loop
        from jax.numpy._choice import where as choose
        from jax.numpy._shapes import moveaxis

        initial = self.identity if initial is None else initial
        dtype = self._element_dtype(array, array) if dtype is None else dtype
        where = None if where is None else broadcast_to(to_array(where), array.shape)
        if isinstance(axis, tuple):
            raise NotImplementedError("tuple of axes")
        if axis is None:
            final = (1,) * array.ndim if keepdims else ()
            array, axis = array.reshape(-1), 0
            where = None if where is None else where.reshape(-1)
        else:
            axis = canonical_axis(axis, array.ndim)
            final = array.shape[:axis] + ((1,) if keepdims else ()) + array.shape[axis + 1 :]
            array = moveaxis(array, axis, 0)
            where = None if where is None else moveaxis(where, axis, 0)
        if array.shape[0] == 0:
            if initial is None:
                raise ValueError(
                    f"zero-size array to reduction operation {self.__name__} which has no identity"
                )
            return full(final, initial, dtype)

        def step(index, value):
            combined = self(value, array[index].astype(dtype))
            return combined if where is None else choose(where[index], combined, value)

        first = array[0] if initial is None else initial
        first = broadcast_to(convert_element_type(to_array(first), dtype), array.shape[1:])
        result = fori_loop(1 if initial is None else 0, array.shape[0], step, first)
        return result.reshape(final) if keepdims else result

    def accumulate(self, a, axis=0, dtype=None, out=None):
        """The results of combining the first one, two, three … elements along an axis."""
        self._check_binary("accumulate")
        if out is not None:
            raise NotImplementedError(f"out argument of {self.__name__}.accumulate()")
        if self._accumulate is not None:
            return self._accumulate(a, axis=axis, dtype=dtype)
        from jax.lax import scan
        from jax.numpy._shapes import concatenate, moveaxis

        array = checked(f"{self.__name__}.accumulate", a)
        dtype = self._element_dtype(array, array) if dtype is None else dtype
        if axis is None or isinstance(axis, tuple):
            raise ValueError("accumulate does not allow multiple axes")
        axis = canonical_axis(axis, array.ndim)
        if array.size == 0:
            return full(array.shape, 0, dtype)
        array = convert_element_type(moveaxis(array, axis, 0), dtype)

        def step(before, value):
            result = self(before, value).astype(dtype)
            return result, result

        _, rest = scan(step, array[0], array[1:])
        return moveaxis(concatenate([array[:1], rest]), 0, axis)

    def at(self, a, indices, b=None, /, *, inplace=True):
        """The function applied to the elements at some indices, once for every time that an index occurs."""
        if inplace:
            raise NotImplementedError(_IN_PLACE)
        if self._at is not None:
            return self._at(to_array(a), indices, b)
        check_arraylike(f"{self.__name__}.at", a, *(() if b is None else (b,)))
        arrays = [to_array(a)] if b is None else [to_array(a), to_array(b)]
        dtype = self._element_dtype(*arrays)
        array, *others = [convert_element_type(one, dtype) for one in arrays]
        return self._at_one_by_one(array, indices, *others)

    def _at_one_by_one(self, array, indices, *others):
        indices = indices if isinstance(indices, tuple) else (indices,)
        shapes = [shape_of(to_array(index)) for index in indices if not isinstance(index, slice)]
        shape = broadcast_shapes(*shapes) if shapes else ()
        if not shape:
            return array.at[indices].set(self(array.at[indices].get(), *others))
        indices = [
            index if isinstance(index, slice) else broadcast_to(to_array(index), shape).reshape(-1)
            for index in indices
        ]
        count = int(np.prod(shape))
        others = [
            broadcast_to(other, (*shape, *other.shape[len(shape) :])).reshape(
                count, *other.shape[len(shape) :]
            )
            for other in others
        ]
        for place in range(count):
            index = tuple(one if isinstance(one, slice) else one[place] for one in indices)
            array = array.at[index].set(self(array.at[index].get(), *[other[place] for other in others]))
        return array

    def reduceat(self, a, indices, axis=0, dtype=None, out=None):
        """The elements between one index and the next combined, along an axis."""
        self._check_binary("reduceat")
        if out is not None:
            raise NotImplementedError(f"out argument of {self.__name__}.reduceat()")
        from jax.lax import fori_loop
        from jax.numpy._choice import where as choose
        from jax.numpy._indexing_functions import take
        from jax.numpy._shapes import append, expand_dims

        array, indices = checked(f"{self.__name__}.reduceat", a, indices)
        if array.ndim == 0:
            raise ValueError(f"reduceat: a must have 1 or more dimension, got a.shape={array.shape}")
        if indices.ndim != 1:
            raise ValueError(f"reduceat: indices must be one-dimensional, got indices.shape={indices.shape}")
        if axis is None or isinstance(axis, (tuple, list)):
            raise ValueError("reduceat requires a single integer axis.")
        axis = canonical_axis(axis, array.ndim)
        start = take(array, indices, axis=axis)
        others = [other for other in range(array.ndim) if other != axis]
        limits = append(indices, array.shape[axis])
        first, last = expand_dims(limits[:-1], others), expand_dims(limits[1:], others)

        def step(index, value):
            combined = self(value, take(array, expand_dims(to_array(index), 0), axis=axis))
            return choose((index > first) & (index < last), combined, value)

        return fori_loop(0, array.shape[axis], step, start)

    def outer(self, A, B, /):
        """The function of every pair of elements."""
        self._check_binary("outer")
        check_arraylike(f"{self.__name__}.outer", A, B)
        A, B = to_array(A), to_array(B)
        pairs = vmap(vmap(self, (None, 0)), (0, None))(A.reshape(-1), B.reshape(-1))
        return pairs.reshape(*A.shape, *B.shape)

    def _check_binary(self, method: str) -> None:
        if self.nin != 2:
            raise ValueError(f"{method} only supported for binary ufuncs")
        if self.nout != 1:
            raise ValueError(f"{method} only supported for functions returning a single value")


ufunc.__module__ = "jax.numpy"


def frompyfunc(func, /, nin, nout, *, identity=None):
    """A ``ufunc`` from a function of scalars, of ``nin`` arguments and ``nout`` results."""
    return ufunc(func, nin, nout, identity=identity, vectorized=False)


__all__ = ["frompyfunc", "ufunc"]
