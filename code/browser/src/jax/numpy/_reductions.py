"""Functions that combine the elements along axes: sums, means, extremes, quantiles, running sums."""

import builtins
import math

import numpy as np

from jax._src.array_arguments import (
    as_jit,
    broadcast_to,
    canonical_axes,
    canonical_axis,
    checked,
    refuse_out,
    size_of,
    static_axes,
    to_array,
)
from jax._src.primitives import cumulative, reductions
from jax._src.primitives import elementwise as lax
from jax._src.primitives.elementwise import constant_like, convert_element_type
from jax._src.primitives.shapes import (
    concatenate,
    expand_dims,
    full,
    reshape,
    squeeze,
    transpose,
)
from jax._src.promotion import promote_arguments, requested_dtype, to_inexact_dtype
from jax.numpy._choice import where_jit as _where
from jax.numpy._elementwise import add, as_boolean, isnan, logaddexp, maximum, minimum, multiply


def check_where(name: str, where):
    """The argument ``where`` as an array. Raises ValueError when it is not boolean."""
    if where is None:
        return None
    where = checked(name, where)
    if where.dtype != bool:
        raise ValueError(
            f"jnp.{name}: where must be None or a boolean array; got where.dtype={where.dtype!r}."
        )
    return where


def _widened(dtype) -> np.dtype:
    """The dtype in which integers are summed: 32 bits."""
    if dtype.kind == "b":
        return np.dtype(np.int32)
    if dtype.kind in "iu" and dtype.itemsize < 4:
        return np.dtype(np.int32 if dtype.kind == "i" else np.uint32)
    return dtype


def _upcast(dtype) -> np.dtype:
    """float32 for float16: sums are computed in 32 bits."""
    return np.dtype(np.float32) if dtype == np.float16 else np.dtype(dtype)


def _initial_value(dtype, number):
    if dtype.kind == "b":
        return np.asarray(number > 0)
    if dtype.kind in "iu" and math.isinf(number):
        limits = np.iinfo(dtype)
        return np.asarray(limits.min if number < 0 else limits.max, dtype)
    return np.asarray(number, dtype)


def _axes(array, axis) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(array.ndim))
    axes = tuple(canonical_axis(one, array.ndim) for one in (axis if isinstance(axis, tuple) else (axis,)))
    if len(set(axes)) != len(axes):
        raise ValueError(f"duplicate value in 'axis': {axis}")
    return axes


def _reduce(
    a, name, reduce, combine, identity, axis, out, keepdims, initial, where, *, dtype=None, has_identity=True,
    prepare=None, on_booleans=None, promote_integers=False, upcast=False,
):  # fmt: skip
    refuse_out(f"jnp.{name}", out)
    a = checked(name, a)
    where = check_where(name, where)
    axis = static_axes(axis, f"axis argument to jnp.{name}().")
    if initial is None and not has_identity and where is not None:
        raise ValueError(
            f"reduction operation {name} does not have an identity, so to use a where mask one has to specify 'initial'"
        )
    if prepare is not None:
        a = prepare(a)
    axes = _axes(a, axis)
    if initial is None and not has_identity and not builtins.all(a.shape[one] >= 1 for one in axes):
        raise ValueError(f"zero-size array to reduction operation {name} which has no identity")
    if dtype is not None:
        result_dtype = requested_dtype(dtype, name)
    else:
        result_dtype = _widened(a.aval.dtype) if promote_integers else a.aval.dtype
    computation = _upcast(result_dtype) if upcast and result_dtype.kind in "fc" else result_dtype
    a = convert_element_type(a, computation)
    if computation.kind == "b" and on_booleans is not None:
        reduce, combine = on_booleans
    start = _initial_value(computation, identity)
    if where is not None:
        a = _where(where, a, start)
        axes = _axes(a, axis)
    result = reduce(a, axes)
    if initial is not None:
        initial = convert_element_type(to_array(initial), computation)
        if initial.shape != ():
            raise ValueError(f"initial value must be a scalar. Got array of shape {initial.shape}")
        result = combine(initial, result)
    if keepdims:
        result = expand_dims(result, axes)
    return convert_element_type(result, result_dtype)


def _numeric(a):
    return convert_element_type(a, np.int32) if a.aval.dtype.kind == "b" else a


def _boolean(a):
    if a.aval.dtype.kind == "c":
        a = lax.real(a)
    return convert_element_type(a, np.bool_)


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True):
    """The sum over all elements, or along ``axis``. Integers of fewer than 32 bits are summed in 32."""
    return _reduce(
        a, "sum", reductions.reduce_sum, add, 0, axis, out, keepdims, initial, where, dtype=dtype, prepare=_numeric,
        on_booleans=(reductions.reduce_or, lax.or_), promote_integers=promote_integers, upcast=dtype is None,
    )  # fmt: skip


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None, promote_integers=True):
    """The product over all elements, or along ``axis``."""
    return _reduce(
        a, "prod", reductions.reduce_prod, multiply, 1, axis, out, keepdims, initial, where, dtype=dtype,
        prepare=_numeric, on_booleans=(reductions.reduce_and, lax.and_), promote_integers=promote_integers,
        upcast=dtype is None,
    )  # fmt: skip


def max(a, axis=None, out=None, keepdims=False, initial=None, where=None):
    """The largest element, of all or along ``axis``."""
    reduce = reductions.reduce_max
    return _reduce(
        a, "max", reduce, maximum, -np.inf, axis, out, keepdims, initial, where, has_identity=False
    )


def min(a, axis=None, out=None, keepdims=False, initial=None, where=None):
    """The smallest element, of all or along ``axis``."""
    reduce = reductions.reduce_min
    return _reduce(a, "min", reduce, minimum, np.inf, axis, out, keepdims, initial, where, has_identity=False)


def all(a, axis=None, out=None, keepdims=False, *, where=None):
    """Whether all elements are true, of all or along ``axis``."""
    return _reduce(
        a, "all", reductions.reduce_and, lax.and_, True, axis, out, keepdims, None, where, prepare=_boolean
    )


def any(a, axis=None, out=None, keepdims=False, *, where=None):
    """Whether any element is true, of all or along ``axis``."""
    return _reduce(
        a, "any", reductions.reduce_or, lax.or_, False, axis, out, keepdims, None, where, prepare=_boolean
    )


def _integers_only(a):
    if a.aval.dtype.kind not in "biu":
        raise ValueError(f"integer argument required; got dtype={a.aval.dtype}")
    return a


def _for_ufunc(name: str, reduce, combine, identity, prepare):
    """A reduction that only ``ufunc.reduce`` uses."""

    def function(a, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=None):
        return _reduce(
            a,
            name,
            reduce,
            combine,
            identity,
            axis,
            out,
            keepdims,
            initial,
            where,
            dtype=dtype,
            prepare=prepare,
        )

    return function


reduce_bitwise_and = _for_ufunc("reduce_bitwise_and", reductions.reduce_and, lax.and_, -1, _integers_only)
reduce_bitwise_or = _for_ufunc("reduce_bitwise_or", reductions.reduce_or, lax.or_, 0, _integers_only)
reduce_bitwise_xor = _for_ufunc("reduce_bitwise_xor", reductions.reduce_xor, lax.xor, 0, _integers_only)
reduce_logical_and = _for_ufunc("reduce_logical_and", reductions.reduce_and, lax.and_, 1, _boolean)
reduce_logical_or = _for_ufunc("reduce_logical_or", reductions.reduce_or, lax.or_, 0, _boolean)
reduce_logical_xor = _for_ufunc("reduce_logical_xor", reductions.reduce_xor, lax.xor, 0, _boolean)


def logsumexp(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
    """log(sum(exp(a))), for ``jnp.logaddexp.reduce``."""
    refuse_out("jnp.logaddexp.reduce", out)
    where = check_where("logsumexp", where)
    (a,) = promote_arguments(checked("logsumexp", a), to_inexact=True)
    axes = canonical_axes(static_axes(axis), a.ndim)
    largest = max(
        lax.real(a) if a.aval.dtype.kind == "c" else a,
        axis=axes,
        keepdims=keepdims,
        where=where,
        initial=-np.inf,
    )
    largest = lax.stop_gradient(_where(lax.is_finite(largest), largest, constant_like(largest, 0)))
    shift = largest if keepdims else expand_dims(largest, axes)
    exponentials = lax.exp(lax.sub(a, convert_element_type(shift, a.aval.dtype)))
    total = sum(exponentials, axis=axes, keepdims=keepdims, where=where)
    result = lax.add(lax.log(total), convert_element_type(largest, total.aval.dtype))
    return result if initial is None else logaddexp(initial, result)


def logsumexp2(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
    """log2(sum(2**a)), for ``jnp.logaddexp2.reduce``."""
    refuse_out("jnp.logaddexp2.reduce", out)
    ln2 = float(np.log(2))
    initial = None if initial is None else initial * ln2
    result = logsumexp(checked("logsumexp2", a) * ln2, axis, None, None, keepdims, initial, where)
    return result / ln2


def amin(a, axis=None, out=None, keepdims=False, initial=None, where=None):
    """The same as ``jax.numpy.min``."""
    return min(a, axis=axis, out=out, keepdims=keepdims, initial=initial, where=where)


def amax(a, axis=None, out=None, keepdims=False, initial=None, where=None):
    """The same as ``jax.numpy.max``."""
    return max(a, axis=axis, out=out, keepdims=keepdims, initial=initial, where=where)


# ---- means and variances


def _count(a, axis, keepdims, where, dtype):
    """How many elements are combined, as a scalar or, with ``where``, as an array."""
    if where is None:
        axes = range(a.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        return np.asarray(size_of([a.shape[one] for one in axes]), dtype)
    return sum(broadcast_to(where, a.shape), axis, dtype=dtype, keepdims=keepdims)


def mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=None):
    """The mean of all elements, or along ``axis``."""
    a = checked("mean", a)
    where = check_where("mean", where)
    refuse_out("jnp.mean", out)
    axis = static_axes(axis)
    result_dtype = to_inexact_dtype(a.aval.dtype) if dtype is None else requested_dtype(dtype, "mean")
    computation = _upcast(result_dtype) if dtype is None and result_dtype.kind in "fc" else result_dtype
    count = _count(a, axis, keepdims, where, computation)
    total = sum(a, axis, dtype=computation, keepdims=keepdims, where=where)
    return convert_element_type(lax.div(total, count), result_dtype)


def average(a, axis=None, weights=None, returned=False, keepdims=False):
    """The weighted mean; with ``returned``, (mean, sum of the weights)."""
    axis = static_axes(axis)
    if weights is None:
        (a,) = promote_arguments(checked("average", a), to_inexact=True)
        axes = canonical_axes(axis, a.ndim)
        result = mean(a, axis=axis, keepdims=keepdims)
        total = np.asarray(size_of([a.shape[one] for one in axes]), result.aval.dtype)
    else:
        a, weights = promote_arguments(*checked("average", a, weights), to_inexact=True)
        axes = canonical_axes(axis, a.ndim)
        if a.shape != weights.shape:
            if axis is None:
                raise ValueError("Axis must be specified when shapes of a and weights differ.")
            if weights.shape != tuple(a.shape[one] for one in axes):
                raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
            shape = tuple(length if one in axes else 1 for one, length in enumerate(a.shape))
            weights = reshape(transpose(weights, np.argsort(axes).tolist()), shape)
        total = sum(weights, axis=axis, keepdims=keepdims)
        result = sum(a * weights, axis=axis, keepdims=keepdims) / total
    if not returned:
        return result
    return result, broadcast_to(to_array(total), result.shape)


def _correction(name: str, ddof, correction):
    if correction is None:
        return ddof
    if not isinstance(ddof, int) or ddof != 0:
        raise ValueError("ddof and correction can't be provided simultaneously.")
    return correction


def _variance_dtypes(a_dtype, dtype):
    """(dtype of the computation, dtype of the result)."""
    if dtype is not None:
        if dtype.kind != "c" and a_dtype.kind == "c":
            raise ValueError(
                "jax.numpy.var does not yet support real dtype parameters when computing the variance of an array of "
                "complex values. The semantics of numpy.var seem unclear in this case. Please comment on "
                "https://github.com/jax-ml/jax/issues/2283 if this behavior is important to you."
            )
        return _upcast(dtype), dtype
    if a_dtype.kind not in "fc":
        dtype = to_inexact_dtype(a_dtype)
        return dtype, dtype
    return _upcast(a_dtype), np.dtype(np.float32) if a_dtype.kind == "c" else a_dtype


@as_jit("_var")
def _variance(a, correction, where, a_mean, *, axis=None, dtype=None, keepdims=False):
    computation, dtype = _variance_dtypes(a.aval.dtype, dtype)
    a = convert_element_type(a, computation)
    if a_mean is None:
        a_mean = mean(a, axis, dtype=computation, keepdims=True, where=where)
    else:
        a_mean = convert_element_type(checked("var", a_mean), computation)
    centered = lax.sub(a, a_mean)
    if computation.kind == "c":
        centered = lax.real(lax.mul(centered, lax.conj(centered)))
        computation = centered.aval.dtype
    else:
        centered = lax.square(centered)
    count = _count(a, axis, keepdims, where, computation)
    count = lax.sub(count, convert_element_type(correction, computation))
    total = sum(centered, axis, dtype=computation, keepdims=keepdims, where=where)
    result = convert_element_type(lax.div(total, count), dtype)
    return _where(lax.gt(count, constant_like(count, 0)), result, np.nan)


def var(
    a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None
):
    """The variance of all elements, or along ``axis``: squared distances to the mean over n - ``ddof``."""
    correction = _correction("var", ddof, correction)
    a = checked("var", a)
    where = check_where("var", where)
    dtype = None if dtype is None else requested_dtype(dtype, "var")
    refuse_out("jnp.var", out)
    return _variance(a, correction, where, mean, axis=static_axes(axis), dtype=dtype, keepdims=keepdims)


def std(
    a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None, mean=None, correction=None
):
    """The standard deviation: the square root of the variance."""
    correction = _correction("std", ddof, correction)
    a = checked("std", a)
    where = check_where("std", where)
    if dtype is not None:
        dtype = requested_dtype(dtype, "std")
        if dtype.kind not in "fc":
            raise ValueError(f"dtype argument to jnp.std must be inexact; got {dtype}")
    refuse_out("jnp.std", out)
    return _deviation(a, correction, where, mean, axis=static_axes(axis), dtype=dtype, keepdims=keepdims)


@as_jit("_std")
def _deviation(a, correction, where, a_mean, **static):
    return lax.sqrt(_variance(a, correction, where, a_mean, **static))


def ptp(a, axis=None, out=None, keepdims=False):
    """The largest minus the smallest element."""
    a = checked("ptp", a)
    refuse_out("jnp.ptp", out)
    return _ptp(a, axis=static_axes(axis), keepdims=keepdims)


@as_jit("_ptp")
def _ptp(a, *, axis, keepdims):
    return lax.sub(max(a, axis=axis, keepdims=keepdims), min(a, axis=axis, keepdims=keepdims))


def count_nonzero(a, axis=None, keepdims=False):
    """How many elements are not zero."""
    return _count_nonzero(checked("count_nonzero", a), axis=static_axes(axis), keepdims=keepdims)


@as_jit("count_nonzero")
def _count_nonzero(a, *, axis, keepdims):
    return sum(lax.ne(a, constant_like(a, 0)), axis=axis, dtype=np.int32, keepdims=keepdims)


# ---- the same without nan


def _without_nan(name: str, reduce, identity, nan_if_all_nan: bool, a, axis, keepdims, where, **options):
    a = checked(name, a)
    where = check_where(name, where)
    axis = static_axes(axis)

    def compute(a, where):
        if a.aval.dtype.kind not in "fc":
            return reduce(a, axis=axis, keepdims=keepdims, where=where, **options)
        filled = _where(isnan(a), _initial_value(a.aval.dtype, identity), a)
        result = reduce(filled, axis=axis, keepdims=keepdims, where=where, **options)
        if nan_if_all_nan:
            return _where(all(isnan(a), axis=axis, keepdims=keepdims), constant_like(a, np.nan), result)
        return result

    return as_jit(name)(compute)(a, where)


def nanmin(a, axis=None, out=None, keepdims=False, initial=None, where=None):
    """The smallest element that is not nan."""
    refuse_out("jnp.min", out)
    return _without_nan("nanmin", min, np.inf, initial is None, a, axis, keepdims, where, initial=initial)


def nanmax(a, axis=None, out=None, keepdims=False, initial=None, where=None):
    """The largest element that is not nan."""
    refuse_out("jnp.max", out)
    return _without_nan("nanmax", max, -np.inf, initial is None, a, axis, keepdims, where, initial=initial)


def nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
    """The sum of the elements that are not nan."""
    refuse_out("jnp.sum", out)
    return _without_nan("nansum", sum, 0, False, a, axis, keepdims, where, dtype=dtype, initial=initial)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
    """The product of the elements that are not nan."""
    refuse_out("jnp.prod", out)
    return _without_nan("nanprod", prod, 1, False, a, axis, keepdims, where, dtype=dtype, initial=initial)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False, where=None):
    """The mean of the elements that are not nan."""
    a = checked("nanmean", a)
    where = check_where("nanmean", where)
    refuse_out("jnp.nanmean", out)
    axis = static_axes(axis)
    if a.aval.dtype.kind in "biu":
        return mean(a, axis, dtype, None, keepdims, where=where)
    dtype = a.aval.dtype if dtype is None else requested_dtype(dtype, "mean")

    return _nanmean(a, where, axis=axis, dtype=dtype, keepdims=keepdims)


@as_jit("nanmean")
def _nanmean(a, where, *, axis, dtype, keepdims):
    count = sum(lax.not_(isnan(a)), axis=axis, dtype=dtype, keepdims=keepdims, where=where)
    return lax.div(nansum(a, axis, dtype=dtype, keepdims=keepdims, where=where), count)


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None, mean=None):
    """The variance of the elements that are not nan."""
    a = checked("nanvar", a)
    where = check_where("nanvar", where)
    dtype = None if dtype is None else requested_dtype(dtype, "nanvar")
    refuse_out("jnp.nanvar", out)
    return _nanvar(a, ddof, where, mean, axis=static_axes(axis), dtype=dtype, keepdims=keepdims)


@as_jit("nanvar")
def _nanvar(a, ddof, where, a_mean, *, axis, dtype, keepdims):
    computation, dtype = _variance_dtypes(a.aval.dtype, dtype)
    a = convert_element_type(a, computation)
    if a_mean is None:
        a_mean = nanmean(a, axis, dtype=computation, keepdims=True, where=where)
    else:
        a_mean = convert_element_type(checked("nanvar", a_mean), computation)
    missing = isnan(a)
    centered = _where(missing, 0, lax.sub(a, a_mean))
    if centered.aval.dtype.kind == "c":
        centered = lax.real(lax.mul(centered, lax.conj(centered)))
    else:
        centered = lax.square(centered)
    count = sum(lax.not_(missing), axis=axis, keepdims=keepdims, where=where) - ddof
    too_few = lax.le(count, constant_like(count, 0))
    result = _where(too_few, np.nan, sum(centered, axis, keepdims=keepdims, where=where))
    divisor = _where(too_few, 1, count)
    return convert_element_type(lax.div(result, convert_element_type(divisor, result.aval.dtype)), dtype)


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, where=None, mean=None):
    """The standard deviation of the elements that are not nan."""
    a = checked("nanstd", a)
    where = check_where("nanstd", where)
    dtype = None if dtype is None else requested_dtype(dtype, "nanstd")
    refuse_out("jnp.nanstd", out)
    return lax.sqrt(nanvar(a, axis, dtype=dtype, ddof=ddof, keepdims=keepdims, where=where, mean=mean))


# ---- running sums and products


def _running(name: str, accumulate, about: str, fill=None):
    """A function of the running sums or products along an axis. Returns (function, its body)."""

    @as_jit(name)
    def body(a, *, axis, dtype, promote_integers=False):
        if axis is None or a.ndim == 0:
            a = reshape(a, (a.size,))
        axis = canonical_axis(0 if axis is None else axis, a.ndim)
        if fill is not None:
            a = _where(isnan(a), constant_like(a, fill), a)
        found = a.aval.dtype
        if dtype is None:
            result = computation = _widened(found) if promote_integers or found.kind == "b" else found
        elif np.dtype(dtype) == np.bool_:
            result = np.dtype(np.bool_)
            a, computation = as_boolean(a), np.dtype(np.int32)
        else:
            result = computation = requested_dtype(dtype, name)
        a = convert_element_type(a, computation)
        return convert_element_type(accumulate(a, axis), result)

    def function(a, axis=None, dtype=None, out=None):
        a = checked(name, a)
        if out is not None:
            raise NotImplementedError(f"The 'out' argument to jnp.{name} is not supported")
        return body(a, axis=static_axes(axis), dtype=dtype)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = about
    return function, body


cumsum, _ = _running("cumsum", cumulative.cumsum, "Running sums along ``axis``, of all elements by default.")
cumprod, _cumprod = _running(
    "cumprod", cumulative.cumprod, "Running products along ``axis``, of all elements by default."
)
nancumsum, _ = _running("nancumsum", cumulative.cumsum, "Running sums in which nan counts as 0.", fill=0)
nancumprod, _ = _running(
    "nancumprod", cumulative.cumprod, "Running products in which nan counts as 1.", fill=1
)
_, _promoted_cumsum = _running("_cumsum_with_promotion", cumulative.cumsum, "")


def _one_axis(name: str, what: str, x, axis) -> int:
    if x.ndim == 0:
        raise ValueError(
            f"The input must be non-scalar to take a cumulative {what}, however a scalar value or scalar array was "
            "given."
        )
    if axis is None:
        if x.ndim > 1:
            raise ValueError(
                f"The input array has rank {x.ndim}, however axis was not set to an explicit value. The axis argument "
                "is only optional for one-dimensional arrays."
            )
        return 0
    return canonical_axis(axis, x.ndim)


def _with_initial(result, axis: int, number):
    shape = [1 if place == axis else length for place, length in enumerate(result.shape)]
    return concatenate([full(shape, number, result.aval.dtype), result], axis)


def cumulative_sum(x, /, *, axis=None, dtype=None, include_initial=False):
    """Running sums along ``axis``; with ``include_initial`` they start with 0."""
    x = checked("cumulative_sum", x)
    axis = _one_axis("cumulative_sum", "sum", x, axis)
    result = _promoted_cumsum(x, axis=axis, dtype=dtype, promote_integers=True)
    return _with_initial(result, axis, 0) if include_initial else result


def cumulative_prod(x, /, *, axis=None, dtype=None, include_initial=False):
    """Running products along ``axis``; with ``include_initial`` they start with 1."""
    x = checked("cumulative_prod", x)
    axis = _one_axis("cumulative_prod", "product", x, axis)
    result = _cumprod(x, axis=axis, dtype=dtype)
    return _with_initial(result, axis, 1) if include_initial else result


# ---- quantiles

_METHODS = ("linear", "lower", "higher", "midpoint", "nearest", "inverted_cdf")


def _flattened(array, axes: tuple[int, ...]):
    """The array with the given axes joined into one, which comes last."""
    kept = [axis for axis in range(array.ndim) if axis not in axes]
    moved = transpose(array, (*kept, *axes))
    return reshape(
        moved, (*[array.shape[axis] for axis in kept], size_of([array.shape[axis] for axis in axes]))
    )


def _quantile(a, q, weights, *, axis, method, keepdims, squash_nans):
    from jax._src.absent import absent
    from jax._src.primitives.sorting import sort
    from jax.numpy._indexing_functions import take_along_axis

    if method not in _METHODS:
        raise ValueError(
            "method can only be 'linear', 'lower', 'higher', 'midpoint', 'nearest' or 'inverted_cdf'"
        )
    if weights is not None or method == "inverted_cdf":
        absent("jax.numpy.quantile with method='inverted_cdf' or with weights")
    (a,) = promote_arguments(a, to_inexact=True)
    if a.aval.dtype.kind == "c":
        raise ValueError("quantile does not support complex input, as the operation is poorly defined.")
    if q.ndim > 1:
        raise ValueError(f"q must be have rank <= 1, got shape {q.shape}")
    axes = tuple(range(a.ndim)) if axis is None else canonical_axes(axis, a.ndim)
    kept_shape = [1 if place in axes else length for place, length in enumerate(a.shape)]
    a = _flattened(a, axes)
    dtype, length = a.aval.dtype, a.shape[-1]
    q_dtype = q.aval.dtype
    if squash_nans:
        (a,) = sort([a])
        counts = sum(lax.not_(isnan(a)), axis=-1, dtype=q_dtype)
    else:
        a = _where(any(isnan(a), axis=-1, keepdims=True), np.nan, a)
        (a,) = sort([a])
        counts = full(a.shape[:-1], length, q_dtype)
    # One row for every q: the shape is (q …, kept axes …).
    q = expand_dims(q, range(q.ndim, q.ndim + counts.ndim)) if counts.ndim else q
    if q.ndim > counts.ndim:
        counts = expand_dims(counts, (0,))
    place = lax.mul(q, lax.sub(counts, constant_like(counts, 1)))
    low, high = lax.floor(place), lax.ceil(place)
    high_weight = lax.sub(place, low)
    low_weight = lax.sub(constant_like(high_weight, 1), high_weight)
    last = lax.sub(counts, constant_like(counts, 1))

    def value_at(position):
        position = maximum(minimum(position, last), 0)
        index = convert_element_type(position, np.int32)
        if index.ndim == a.ndim:  # several q
            index = transpose(index, (*range(1, index.ndim), 0))
            found = take_along_axis(a, index, axis=-1)
            return transpose(found, (found.ndim - 1, *range(found.ndim - 1)))
        return squeeze(take_along_axis(a, expand_dims(index, (index.ndim,)), axis=-1), (a.ndim - 1,))

    low_value, high_value = value_at(low), value_at(high)
    if method == "linear":
        low_value, high_value = (convert_element_type(value, q_dtype) for value in (low_value, high_value))
        result = lax.add(lax.mul(low_value, low_weight), lax.mul(high_value, high_weight))
    elif method == "lower":
        result = low_value
    elif method == "higher":
        result = high_value
    elif method == "nearest":
        result = lax.select_n(lax.le(high_weight, constant_like(high_weight, 0.5)), high_value, low_value)
    else:
        result = lax.mul(lax.add(low_value, high_value), constant_like(low_value, 0.5))
    if keepdims:
        result = reshape(result, (*result.shape[: result.ndim - (a.ndim - 1)], *kept_shape))
    return convert_element_type(result, dtype)


def _check_quantile(name: str, overwrite_input, out) -> None:
    if overwrite_input or out is not None:
        raise ValueError(f"jax.numpy.{name} does not support overwrite_input=True or out != None")


def quantile(
    a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None
):
    """The values below which the fractions ``q`` of the elements lie, of all or along ``axis``."""
    return _quantiles("quantile", False, a, q, axis, out, overwrite_input, method, keepdims, weights)


def nanquantile(
    a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None
):
    """Quantiles of the elements that are not nan."""
    return _quantiles("nanquantile", True, a, q, axis, out, overwrite_input, method, keepdims, weights)


def _quantiles(name, squash_nans, a, q, axis, out, overwrite_input, method, keepdims, weights):
    a, q = checked(name, a, q)
    _check_quantile(name, overwrite_input, out)
    axis = static_axes(axis)
    return as_jit(name)(_quantile)(
        a, q, weights, axis=axis, method=method, keepdims=keepdims, squash_nans=squash_nans
    )


def percentile(
    a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None,
    out_sharding=None,
):  # fmt: skip
    """Quantiles for ``q`` in percent."""
    a, q = checked("percentile", a, q)
    (q,) = promote_arguments(q, to_inexact=True)
    return quantile(a, q / 100, axis, out, overwrite_input, method, keepdims, weights=weights)


def nanpercentile(
    a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None
):
    """Quantiles for ``q`` in percent, of the elements that are not nan."""
    a, q = checked("nanpercentile", a, q)
    (q,) = promote_arguments(q, to_inexact=True)
    return nanquantile(a, q / 100, axis, out, overwrite_input, method, keepdims, weights=weights)


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle value, of all elements or along ``axis``."""
    return quantile(checked("median", a), 0.5, axis, out, overwrite_input, "midpoint", keepdims)


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle value of the elements that are not nan."""
    return nanquantile(checked("nanmedian", a), 0.5, axis, out, overwrite_input, "midpoint", keepdims)
