"""Functions that read and write at indices, and that make indices; diagonals and triangles."""

import numpy as np

from jax._src import indexing
from jax._src.array_arguments import (
    as_jit,
    broadcast_shapes,
    broadcast_to,
    canonical_axes,
    canonical_axis,
    checked,
    concrete,
    concrete_index,
    refuse_out,
    size_of,
    to_array,
)
from jax._src.primitives import elementwise as lax
from jax._src.primitives.elementwise import constant_like, convert_element_type
from jax._src.primitives.indexing import gather
from jax._src.primitives.shapes import (
    broadcast_in_dim,
    expand_dims,
    iota,
    reshape,
    transpose,
)
from jax._src.primitives.shapes import (
    full as full_of,
)
from jax._src.primitives.shapes import (
    pad as pad_with,
)
from jax._src.promotion import check_arraylike, requested_dtype, result_type
from jax.numpy._choice import clip, where, where_jit
from jax.numpy._creation import arange, array, asarray, eye, ones, tri, zeros, zeros_like
from jax.numpy._elementwise import divmod, mod
from jax.numpy._reductions import any as any_of
from jax.numpy._reductions import sum as sum_of
from jax.numpy._searching import argsort, nonzero, sort
from jax.numpy._shapes import concatenate, moveaxis, ravel, tile

s_, index_exp = np.s_, np.index_exp


def take(
    a,
    indices,
    axis=None,
    out=None,
    mode=None,
    unique_indices=False,
    indices_are_sorted=False,
    fill_value=None,
):
    """The elements at ``indices`` along an axis. Out of range: nan or the lowest integer ("fill", the default), the
    nearest ("clip") or counted round ("wrap")."""
    refuse_out("jnp.take", out)
    a, indices = checked("take", a, indices)
    if indices.aval.dtype.kind not in "iu":
        raise TypeError(
            f"take indices must be of integer type, got {indices.dtype}"
            if indices.aval.dtype.kind != "b"
            else "take requires ndarray or scalar arguments of integer type, got bool"
        )
    if mode not in (None, "fill", "wrap", "clip"):
        if mode == "raise":
            raise NotImplementedError("The 'raise' mode to jnp.take is not supported.")
        raise ValueError(f"Invalid mode '{mode}' for np.take")
    fill_value = None if fill_value is None else np.asarray(concrete(fill_value)).item()
    axis = None if axis is None else concrete_index(axis)
    return _take(a, indices, axis=axis, mode=mode or "fill", fill_value=fill_value)


@as_jit("_take")
def _take(a, indices, *, axis, mode, fill_value):
    if axis is None:
        a, axis = ravel(a), 0
    axis = canonical_axis(axis, a.ndim)
    length = a.shape[axis]
    if length == 0:
        if indices.size:
            raise IndexError("Cannot do a non-empty jnp.take() from an empty axis.")
        return a
    if mode == "wrap":
        indices, mode = mod(indices, np.asarray(length, indices.aval.dtype)), "clip"
    elif mode == "clip":
        indices = clip(indices, 0, length - 1)
    found = gather(a, [indices], [axis], mode, fill_value)
    # The indices' axes come first: put them in the place of the axis.
    count = indices.ndim
    order = [*range(count, count + axis), *range(count), *range(count + axis, found.ndim)]
    return transpose(found, order)


def take_along_axis(arr, indices, axis=-1, mode=None, fill_value=None, *, wrap_negative_indices=None):
    """For every place the element at ``indices[place]`` along one axis, as `argsort` gives them."""
    a, indices = checked("take_along_axis", arr, indices)
    if indices.aval.dtype.kind not in "iu":
        raise TypeError(f"take_along_axis indices must be of integer type, got {indices.dtype}")
    if axis is None:
        if indices.ndim != 1:
            raise ValueError(f"take_along_axis indices must be 1D if axis=None, got shape {indices.shape}")
        a, axis = ravel(a), 0
    if a.ndim != indices.ndim:
        raise ValueError(
            f"indices and arr must have the same number of dimensions; {indices.ndim} vs. {a.ndim}"
        )
    axis = canonical_axis(axis, a.ndim)
    return _take_along_axis(
        a, indices, axis=axis, mode=mode, fill_value=fill_value, wrap=wrap_negative_indices
    )


@as_jit("take_along_axis")
def _take_along_axis(a, indices, *, axis, mode, fill_value, wrap):
    shape = [1 if place == axis else length for place, length in enumerate(a.shape)]
    shape = broadcast_shapes(indices.shape, tuple(shape))
    if a.shape[axis] == 0:
        return full_of(shape, 0, a.aval.dtype)
    places = [
        broadcast_to(indices, shape)
        if place == axis
        else full_of(shape, 0, np.int32)
        if a.shape[place] == 1
        else iota(np.int32, shape, place)
        for place in range(a.ndim)
    ]
    mode = indexing._mode_name("fill" if mode is None else mode)
    if wrap is False:
        places[axis] = indexing._unwrapped(places[axis], a.shape[axis], False)
    return gather(a, places, range(a.ndim), mode, fill_value if mode == "fill" else None)


def put(a, ind, v, mode=None, *, inplace=True):
    """A copy with ``v`` written at places of the flattened array."""
    if inplace:
        raise ValueError(
            "jax.numpy.put cannot modify arrays in-place, because JAX arrays are immutable. Pass inplace=False to "
            "instead return an updated array."
        )
    a, places, values = checked("put", a, ind, v)
    places, values = ravel(places), ravel(values)
    if not (a.size and places.size and values.size):
        return a
    values = _tile_to_size(values, len(places))
    if mode == "clip":
        places = clip(places, 0, a.size - 1)
    elif mode == "wrap":
        places = mod(places, a.size)
    elif mode == "raise":
        raise NotImplementedError("The 'raise' mode to jnp.put is not supported.")
    elif mode is not None:
        raise ValueError(f"mode should be one of 'wrap' or 'clip'; got {mode=}")
    return a.at[unravel_index(places, a.shape)].set(values, mode="drop")


def _tile_to_size(values, size: int):
    if values.size < size:
        values = tile(values, -(-size // values.size))
    return values[:size]


def place(arr, mask, vals, *, inplace=True):
    """A copy with ``vals`` written where the mask holds."""
    data, mask, vals = checked("place", arr, mask, vals)
    vals = ravel(vals)
    if inplace:
        raise ValueError(
            "jax.numpy.place cannot modify arrays in-place, because JAX arrays are immutable. Pass inplace=False to "
            "instead return an updated array."
        )
    if data.size != mask.size:
        raise ValueError("place: arr and mask must be the same size")
    if not vals.size:
        raise ValueError("Cannot place values from an empty array")
    if not data.size:
        return data
    places = where(ravel(mask), size=mask.size, fill_value=mask.size)[0]
    written = ravel(data).at[places].set(_tile_to_size(vals, len(places)), mode="drop")
    return reshape(written, data.shape)


def put_along_axis(arr, indices, values, axis, inplace=True, *, mode=None):
    """A copy with values written at ``indices`` along an axis."""
    if inplace:
        raise ValueError(
            "jax.numpy.put_along_axis cannot modify arrays in-place, because JAX arraysare immutable. Pass "
            "inplace=False to instead return an updated array."
        )
    arr, indices, values = checked("put_along_axis", arr, indices, values)
    shape = arr.shape
    target, place = (ravel(arr), 0) if axis is None else (arr, canonical_axis(axis, arr.ndim))
    if target.ndim != indices.ndim:
        raise ValueError(
            "put_along_axis arguments 'arr' and 'indices' must have same ndim. Got "
            f"arr.ndim={target.ndim} and indices.ndim={indices.ndim}."
        )
    try:
        values = broadcast_to(values, indices.shape)
    except ValueError:
        raise ValueError(
            "put_along_axis argument 'values' must be broadcastable to 'indices'. Got "
            f"values.shape={values.shape} and indices.shape={indices.shape}."
        ) from None
    grid = [
        broadcast_in_dim(
            iota(np.int32, (length,)), [length if one == other else 1 for one in range(target.ndim)], (other,)
        )
        for other, length in enumerate(target.shape)
    ]
    grid[place] = indices
    return reshape(target.at[tuple(grid)].set(values, mode=mode), shape)


# ---- flat and multiple indices


def ravel_multi_index(multi_index, dims, mode="raise", order="C", *, dtype=None):
    """The place in the flattened array for an index of every axis."""
    assert len(multi_index) == len(dims), f"len(multi_index)={len(multi_index)} != len(dims)={len(dims)}"
    dims = tuple(concrete_index(one, "in `dims` argument of ravel_multi_index().") for one in dims)
    check_arraylike("ravel_multi_index", *multi_index)
    places = [to_array(one) for one in multi_index]
    dtype = result_type(int, *places) if dtype is None else requested_dtype(dtype, "ravel_multi_index")
    if dtype.kind not in "iu":
        raise ValueError(f"{dtype=} is not an integer type.")
    if size_of(dims) - 1 > np.iinfo(dtype).max:
        raise ValueError(
            f"jnp.ravel_multi_index: {dtype=} not large enough to hold flattened index for {dims=}. Use the dtype "
            "argument to pass a suitable dtype (e.g. dtype=np.min_scalar_type(prod(dims)))."
        )
    for one in places:
        if mode == "raise":
            concrete(
                one,
                "The error occurred because ravel_multi_index was jit-compiled with mode='raise'. Use mode='wrap' or "
                "mode='clip' instead.",
            )
        if one.aval.dtype.kind not in "iu":
            raise TypeError("only int indices permitted")
    if mode == "raise":
        if any(bool(any_of((one < 0) | (one >= length))) for one, length in zip(places, dims, strict=True)):
            raise ValueError("invalid entry in coordinates array")
    elif mode == "clip":
        places = [clip(one, 0, length - 1) for one, length in zip(places, dims, strict=True)]
    elif mode == "wrap":
        places = [mod(one, length) for one, length in zip(places, dims, strict=True)]
    elif mode != "ignore":
        raise ValueError(f"invalid {mode=}. Expected 'raise', 'wrap', 'clip', or 'ignore'.")
    if order not in ("C", "F"):
        raise ValueError(f"invalid {order=}. Expected 'C' or 'F'")
    strides = np.cumprod((1, *(dims[:-1] if order == "F" else dims[:0:-1])))
    strides = strides if order == "F" else strides[::-1]
    result = array(0, dtype=dtype)
    for one, stride in zip(places, strides.tolist(), strict=True):
        result = result + convert_element_type(one, dtype) * stride
    return result


def unravel_index(indices, shape):
    """For places in the flattened array an index of every axis."""
    rest = checked("unravel_index", indices)
    try:
        shape = list(shape)
    except TypeError:
        shape = [shape]
    if any(np.ndim(length) != 0 for length in shape):
        raise ValueError("unravel_index: shape should be a scalar or 1D sequence.")
    found = []
    for length in reversed(shape):
        rest, one = divmod(rest, length)
        found.insert(0, one)
    above = lax.gt(rest, constant_like(rest, 0))
    below = asarray(False) if rest.aval.dtype.kind == "u" else lax.lt(rest, constant_like(rest, -1))
    return tuple(
        where(above, length - 1, where(below, 0, one)) for length, one in zip(shape, found, strict=True)
    )


# ---- diagonals and triangles


def diagonal(a, offset=0, axis1=0, axis2=1):
    """The elements on a diagonal of two axes, along a new last axis."""
    a = checked("diagonal", a)
    if a.ndim < 2:
        raise ValueError("diagonal requires an array of at least two dimensions.")
    offset = concrete_index(offset, "'offset' argument of jnp.diagonal()")
    return _diagonal(a, offset=offset, axis1=axis1, axis2=axis2)


@as_jit("diagonal")
def _diagonal(a, *, offset, axis1, axis2):
    rows, columns = a.shape[axis1], a.shape[axis2]
    a = moveaxis(a, (axis1, axis2), (-2, -1))
    length = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    i, j = arange(length), arange(abs(offset), abs(offset) + length)
    return a[..., i, j] if offset >= 0 else a[..., j, i]


def diag(v, k=0):
    """A matrix with ``v`` on its k-th diagonal, or the k-th diagonal of a matrix."""
    v = checked("diag", v)
    if v.ndim not in (1, 2):
        raise ValueError("diag input must be 1d or 2d")
    return _diag(v, k=concrete_index(k))


@as_jit("_diag")
def _diag(v, *, k):
    if v.ndim == 2:
        return diagonal(v, offset=k)
    size = v.shape[0] + abs(k)
    zero = constant_like(v, 0)
    v = pad_with(v, zero, ((max(0, -k), max(0, k), 0),))
    return where_jit(eye(size, k=k, dtype=bool), expand_dims(v, (1,)), zero)


def diagflat(v, k=0):
    """A matrix with all elements of ``v`` on its k-th diagonal."""
    check_arraylike("diagflat", v)
    v = ravel(v)
    return convert_element_type(diag(v, k), v.aval.dtype)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """The sum of a diagonal."""
    a = checked("trace", a)
    refuse_out("jnp.trace", out)
    if canonical_axis(axis1, a.ndim) == canonical_axis(axis2, a.ndim):
        raise ValueError(f"axis1 and axis2 can not be same. axis1={axis1} and axis2={axis2}")
    dtype = None if dtype is None else requested_dtype(dtype, "trace")
    return _trace(a, offset=offset, axis1=axis1, axis2=axis2, dtype=dtype)


@as_jit("trace")
def _trace(a, *, offset, axis1, axis2, dtype):
    rows, columns = a.shape[axis1], a.shape[axis2]
    a = moveaxis(a, (axis1, axis2), (-2, -1))
    a = where_jit(eye(rows, columns, k=offset, dtype=bool), a, zeros_like(a))
    return sum_of(a, axis=(-2, -1), dtype=dtype)


def _matrix(name: str, m):
    m = checked(name, m)
    if m.ndim < 2:
        raise ValueError(f"Argument to jax.numpy.{name} must be at least 2D")
    return m


def tril(m, k=0):
    """Zeros above the k-th diagonal."""
    return _tril(_matrix("tril", m), k=k)


def triu(m, k=0):
    """Zeros below the k-th diagonal."""
    return _triu(_matrix("triu", m), k=k)


@as_jit("tril")
def _tril(m, *, k):
    mask = broadcast_to(tri(*m.shape[-2:], k=k, dtype=bool), m.shape)
    return lax.select_n(mask, zeros_like(m), m)


@as_jit("triu")
def _triu(m, *, k):
    mask = broadcast_to(tri(*m.shape[-2:], k=k - 1, dtype=bool), m.shape)
    return lax.select_n(mask, m, zeros_like(m))


def _known(name: str, **values) -> list[int]:
    return [concrete_index(value, f"{key} argument of jnp.{name}") for key, value in values.items()]


def _upper_indices(rows: int, columns: int, k: int, is_lower: bool):
    found = np.tril_indices(rows, k, columns) if is_lower else np.triu_indices(rows, k, columns)
    return tuple(asarray(one.astype(np.int32)) for one in found)


def triu_indices(n, k=0, m=None):
    """The indices of the elements on and above the k-th diagonal."""
    n, k, m = _known("triu_indices", n=n, k=k, m=n if m is None else m)
    return _upper_indices(n, m, k, False)


def tril_indices(n, k=0, m=None):
    """The indices of the elements on and below the k-th diagonal."""
    n, k, m = _known("triu_indices", n=n, k=k, m=n if m is None else m)
    return _upper_indices(n, m, k, True)


def _matrix_shape(name: str, arr):
    shape = arr.shape if hasattr(arr, "shape") else checked(name, arr).shape
    if len(shape) != 2:
        raise ValueError("Only 2-D inputs are accepted")
    return shape


def triu_indices_from(arr, k=0):
    """The indices of the elements on and above the k-th diagonal of a matrix."""
    rows, columns = _matrix_shape("triu_indices_from", arr)
    return triu_indices(rows, k=k, m=columns)


def tril_indices_from(arr, k=0):
    """The indices of the elements on and below the k-th diagonal of a matrix."""
    rows, columns = _matrix_shape("tril_indices_from", arr)
    return tril_indices(rows, k=k, m=columns)


def mask_indices(n, mask_func, k=0, *, size=None):
    """The indices where ``mask_func(ones((n, n)), k)`` is not zero."""
    return tuple(nonzero(mask_func(ones((n, n)), k), size=size))


def diag_indices(n, ndim=2):
    """The indices of the main diagonal."""
    n = concrete_index(n, "'n' argument of jnp.diag_indices()")
    ndim = concrete_index(ndim, "'ndim' argument of jnp.diag_indices()")
    if n < 0:
        raise ValueError(f"n argument to diag_indices must be nonnegative, got {n}")
    if ndim < 0:
        raise ValueError(f"ndim argument to diag_indices must be nonnegative, got {ndim}")
    return (iota(np.int32, (n,)),) * ndim


def diag_indices_from(arr):
    """The indices of the main diagonal of an array."""
    arr = checked("diag_indices_from", arr)
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    if len(set(arr.shape)) != 1:
        raise ValueError("All dimensions of input must be of equal length")
    return diag_indices(arr.shape[0], arr.ndim)


def fill_diagonal(a, val, wrap=False, *, inplace=True):
    """A copy with ``val`` on the main diagonal."""
    if inplace:
        raise NotImplementedError("JAX arrays are immutable, must use inplace=False")
    if wrap:
        raise NotImplementedError("wrap=True is not implemented, must use wrap=False")
    a, val = checked("fill_diagonal", a, val)
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    if a.ndim > 2 and len(set(a.shape)) != 1:
        raise ValueError("All dimensions of input must be of equal length")
    size = min(a.shape)
    return a.at[diag_indices(size, a.ndim)].set(val if val.ndim == 0 else _tile_to_size(ravel(val), size))


# ---- leaving out and putting in


def delete(arr, obj, axis=None, *, assume_unique_indices=False):
    """Without the elements at some indices along an axis."""
    a = checked("delete", arr)
    if axis is None:
        a, axis = ravel(a), 0
    axis = canonical_axis(axis, a.ndim)
    before, length = (slice(None),) * axis, a.shape[axis]
    if isinstance(obj, (int, np.integer)) or (hasattr(obj, "ndim") and obj.ndim == 0):
        try:
            one = canonical_axis(concrete_index(obj), length)
        except TypeError:
            pass
        else:
            return concatenate([a[(*before, slice(0, one))], a[(*before, slice(one + 1, None))]], axis=axis)
    if isinstance(obj, slice):
        obj = np.arange(length)[obj]
    check_arraylike("delete", a, obj)
    obj = to_array(obj)
    if obj.aval.dtype.kind in "iu" and assume_unique_indices:
        flat = ravel(obj)
        flat = sort(clip(where(flat < 0, flat + length, flat), 0, length))
        flat = flat - arange(len(flat), dtype=flat.dtype)
        kept = arange(length - flat.size, dtype=flat.dtype)
        kept = kept + sum_of(kept[None, :] >= flat[:, None], 0, dtype=kept.dtype)
        return a[(*before, kept)]
    obj = np.asarray(concrete(obj, "'obj' array argument of jnp.delete()"))
    if obj.dtype.kind in "iu":
        mask = np.ones(length, dtype=bool)
        mask[obj] = False
    elif obj.dtype == bool:
        if obj.shape != (length,):
            raise ValueError(
                "np.delete(arr, obj): for boolean indices, obj must be one-dimensional with length matching specified "
                "axis."
            )
        mask = ~obj
    else:
        raise ValueError(f"np.delete(arr, obj): got obj.dtype={obj.dtype}; must be integer or bool.")
    return a[(*before, mask)]


def insert(arr, obj, values, axis=None):
    """With values put in before some indices along an axis."""
    a, _, values = checked("insert", arr, 0 if isinstance(obj, slice) else obj, values)
    if axis is None:
        a, axis = ravel(a), 0
    axis = canonical_axis(concrete(axis, "axis argument of jnp.insert()"), a.ndim)
    places = arange(*obj.indices(a.shape[axis])) if isinstance(obj, slice) else asarray(obj)
    if places.ndim > 1:
        raise ValueError(
            f"jnp.insert(): obj must be a slice, a one-dimensional array, or a scalar; got {obj}"
        )
    if places.aval.dtype.kind not in "iu":
        if places.size:
            raise ValueError(f"jnp.insert(): index array must be integer typed; got {obj}")
        places = convert_element_type(places, np.int32)
    values = array(values, ndmin=a.ndim, dtype=a.dtype)
    if places.size == 1:
        if places.ndim == 0:
            values = moveaxis(values, 0, axis)
        places = broadcast_to(reshape(places, (1,)), (values.shape[axis],))
    length = a.shape[axis]
    count = broadcast_shapes(places.shape, (values.shape[axis],))[0]
    shape = [length + count if place == axis else other for place, other in enumerate(a.shape)]
    places = clip(where(places < 0, places + length, places), 0, length)
    new = places.at[argsort(places)].add(arange(count, dtype=places.dtype))
    is_old = ones(length + count, dtype=bool).at[new].set(False)
    old = where(is_old, size=length)[0]
    before = (slice(None),) * axis
    result = zeros(tuple(shape), a.dtype).at[(*before, new)].set(values)
    return result.at[(*before, old)].set(a)


def trim_zeros(filt, trim="fb", axis=None):
    """Without zeros at the front ("f") and the back ("b")."""
    filt = checked("trim_zeros", filt)
    value = np.asarray(concrete(filt, "Error arose in the `filt` argument of trim_zeros()"))
    axes, trim = canonical_axes(axis, value.ndim), trim.lower()
    window = []
    for place in range(value.ndim):
        others = tuple(other for other in range(value.ndim) if other != place)
        used = np.flatnonzero(value.any(axis=others))
        if place not in axes or not ("f" in trim or "b" in trim):
            window.append(slice(None))
        elif not used.size:
            window.append(slice(0, 0))
        else:
            window.append(slice(used[0] if "f" in trim else None, used[-1] + 1 if "b" in trim else None))
    return filt[tuple(window)]


def extract(condition, arr, *, size=None, fill_value=0):
    """The elements where a condition holds, along one axis."""
    check_arraylike("extreact", condition, arr, fill_value)
    return compress(ravel(condition), ravel(arr), size=size, fill_value=fill_value)


def compress(condition, a, axis=None, *, size=None, fill_value=0, out=None):
    """The slices along an axis for which a condition holds."""
    condition, a, fill_value = checked("compress", condition, a, fill_value)
    condition = condition.astype(bool)
    refuse_out("jnp.compress", out)
    if condition.ndim != 1:
        raise ValueError("condition must be a 1D array")
    if axis is None:
        a, axis = ravel(a), 0
    else:
        a = moveaxis(a, axis, 0)
    condition, extra = condition[: a.shape[0]], condition[a.shape[0] :]
    a = a[: condition.shape[0]]
    if size is None:
        if bool(any_of(extra)):
            raise ValueError("condition contains entries that are out of bounds")
        result = a[condition]
    elif not 0 <= size <= a.shape[0]:
        raise ValueError(
            "size must be positive and not greater than the size of the array axis; got "
            f"{size=} for a.shape[axis]={a.shape[0]}"
        )
    else:
        mask = expand_dims(condition, range(1, a.ndim)) if a.ndim > 1 else condition
        a = where(mask, a, convert_element_type(fill_value, a.aval.dtype))
        result = a[argsort(condition, stable=True, descending=True)][:size]
    return moveaxis(result, 0, axis)
