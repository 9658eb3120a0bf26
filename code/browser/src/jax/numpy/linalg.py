"""Linear algebra: factorisations, systems, norms. Matrices are the last two axes; axes before them are stacks."""

import math
import operator
from typing import NamedTuple

import numpy as np

import jax.numpy as jnp
from jax._src.absent import absent
from jax._src.array_arguments import as_jit, canonical_axis, checked, promoted
from jax._src.core import Array, get_aval
from jax._src.primitives import linear_algebra as primitives
from jax._src.primitives.elementwise import shape_of


class EighResult(NamedTuple):
    """Eigenvalues in ascending order, and eigenvectors in columns."""

    eigenvalues: Array
    eigenvectors: Array


class EigResult(NamedTuple):
    """Eigenvalues and eigenvectors, complex."""

    eigenvalues: Array
    eigenvectors: Array


class QRResult(NamedTuple):
    """Orthonormal columns and an upper triangle."""

    Q: Array
    R: Array


class SVDResult(NamedTuple):
    """Left vectors, singular values, and right vectors in rows."""

    U: Array
    S: Array
    Vh: Array


class SlogdetResult(NamedTuple):
    """Sign and logarithm of the absolute value of a determinant."""

    sign: Array
    logabsdet: Array


def _matrix(name: str, a, *, square: bool = False) -> Array:
    (a,) = promoted(f"jnp.linalg.{name}", a, to="inexact")
    if a.ndim < 2 or (square and a.shape[-1] != a.shape[-2]):
        kind = "[..., n, n]" if square else "[..., m, n]"
        shown, end = {"det": ("_det()", ""), "inv": ("inv", ".")}.get(name, (name, ""))
        raise ValueError(f"Argument to {shown} must have shape {kind}, got {a.shape}{end}")
    return a


def _symmetric(a):
    return (a + primitives.adjoint(a)) / 2


@as_jit("cholesky")
def _cholesky(a, *, upper, symmetrize_input):
    if symmetrize_input:
        a = _symmetric(a)
    if upper:
        return primitives.adjoint(primitives.cholesky(a if symmetrize_input else primitives.adjoint(a)))
    return primitives.cholesky(a)


def cholesky(a, *, upper=False, symmetrize_input=True):
    """The triangular factor L with L Lᴴ = a (or U with Uᴴ U = a); nan where a is not positive definite."""
    return _cholesky(_matrix("cholesky", a, square=True), upper=upper, symmetrize_input=symmetrize_input)


def eigh(a, UPLO=None, symmetrize_input=True) -> EighResult:
    """Eigenvalues and eigenvectors of a symmetric or Hermitian matrix."""
    if UPLO not in (None, "L", "U"):
        raise ValueError(f"UPLO must be one of None, 'L', or 'U', got {UPLO}")
    a = _matrix("eigh", a, square=True)
    if symmetrize_input:
        a = _symmetric(a)
    return EighResult(*primitives.eigh(a, lower=UPLO in (None, "L")))


def eigvalsh(a, UPLO="L", *, symmetrize_input=True):
    """Eigenvalues of a symmetric or Hermitian matrix."""
    return eigh(a, UPLO, symmetrize_input).eigenvalues


def eig(a) -> EigResult:
    """Eigenvalues and eigenvectors of a square matrix, complex."""
    return EigResult(*primitives.eig(_matrix("eig", a, square=True)))


def eigvals(a):
    """Eigenvalues of a square matrix, complex."""
    (values,) = primitives.eig(_matrix("eigvals", a, square=True), compute_right_eigenvectors=False)
    return values


def svd(a, full_matrices=True, compute_uv=True, hermitian=False, subset_by_index=None):
    """The singular value decomposition, or the singular values alone."""
    if subset_by_index is not None:
        absent("jax.numpy.linalg.svd with subset_by_index")
    a = _matrix("svd", a)
    if hermitian:
        return _svd_of_hermitian(a, compute_uv)
    if not compute_uv:
        return primitives.svd(a, full_matrices, False)[0]
    s, u, vh = primitives.svd(a, full_matrices, True)
    return SVDResult(u, s, vh)


def _svd_of_hermitian(a, compute_uv: bool):
    values, vectors = eigh(a)
    order = jnp.argsort(-jnp.abs(values), axis=-1)
    values = jnp.take_along_axis(values, order, axis=-1)
    if not compute_uv:
        return jnp.abs(values)
    vectors = jnp.take_along_axis(vectors, order[..., None, :], axis=-1)
    signs = jnp.sign(values)[..., None, :].astype(vectors.dtype)
    return SVDResult(vectors, jnp.abs(values), primitives.adjoint(vectors * signs))


def svdvals(x, /):
    """Singular values in descending order."""
    return svd(x, compute_uv=False, hermitian=False)


def qr(a, mode="reduced"):
    """The QR decomposition; ``mode``: reduced, complete, or r for the triangle alone."""
    a = _matrix("qr", a)
    if mode == "raw":
        absent("jax.numpy.linalg.qr with mode='raw'")
    if mode not in ("reduced", "r", "full", "complete"):
        raise ValueError(f"Unsupported QR decomposition mode '{mode}'")
    q, r = primitives.qr(a, full_matrices=mode in ("full", "complete"))
    return r if mode == "r" else QRResult(q, r)


def solve(a, b):
    """x with a x = b; b is a vector, or a matrix (or stack) of right sides."""
    a, b = promoted_pair("jnp.linalg.solve", a, b)
    _matrix("solve", a, square=True)
    if b.ndim == 0:
        raise ValueError(f"linalg.solve: b must have at least 1 dimension; got shape {b.shape}")
    rows = b.shape[-1 if b.ndim == 1 else -2]
    if rows != a.shape[-1]:
        signature = "(m,m),(m)->(m)" if b.ndim == 1 else "(m,m),(m,n)->(m,n)"
        raise ValueError(
            f"inconsistent size for core dimension 'm': {rows} vs {a.shape[-1]} on vectorized function with "
            f"excluded=frozenset() and {signature=}"
        )
    if b.ndim == 1:
        return _solve(a, b[..., None])[..., 0]
    return _solve(a, b)


def promoted_pair(name: str, a, b) -> list[Array]:
    """Two arrays of one inexact dtype, each with its own number of axes."""
    from jax._src.promotion import promote_arguments

    checked(name, a, b)
    return [jnp.asarray(value) for value in promote_arguments(a, b, to="inexact")]


@as_jit("solve")
def _solve(a, b):
    stack = jnp.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    a = jnp.broadcast_to(a, (*stack, *a.shape[-2:]))
    return primitives.solve(a, jnp.broadcast_to(b, (*stack, *b.shape[-2:])))


def inv(a):
    """The inverse; inf or nan where there is none."""
    a = _matrix("inv", a, square=True)
    return solve(a, jnp.broadcast_to(jnp.eye(a.shape[-1], dtype=a.dtype), a.shape))


def det(a):
    """The determinant."""
    return as_jit("det")(_det)(_matrix("det", a, square=True))


def _det(a):
    n = a.shape[-1]
    if n == 0:
        return jnp.ones(a.shape[:-2], a.dtype)
    if n == 1:
        return a[..., 0, 0]
    if n == 2:
        return a[..., 0, 0] * a[..., 1, 1] - a[..., 0, 1] * a[..., 1, 0]
    if n == 3:
        return (
            a[..., 0, 0] * a[..., 1, 1] * a[..., 2, 2]
            + a[..., 0, 1] * a[..., 1, 2] * a[..., 2, 0]
            + a[..., 0, 2] * a[..., 1, 0] * a[..., 2, 1]
            - a[..., 0, 2] * a[..., 1, 1] * a[..., 2, 0]
            - a[..., 0, 0] * a[..., 1, 2] * a[..., 2, 1]
            - a[..., 0, 1] * a[..., 1, 0] * a[..., 2, 2]
        )
    return primitives.det(a)


def slogdet(a, *, method=None) -> SlogdetResult:
    """Sign and logarithm of the absolute value of the determinant."""
    a = _matrix("slogdet", a, square=True)
    if method not in (None, "lu", "qr"):
        raise ValueError(f"Unknown slogdet method '{method}'. Supported methods are 'lu' (`None`), and 'qr'.")
    return SlogdetResult(*primitives.slogdet(a))


def matrix_power(a, n):
    """The product of n copies of a; of the inverse for a negative n."""
    a = _matrix("matrix_power", a, square=True)
    try:
        n = operator.index(n)
    except TypeError:
        raise TypeError(f"exponent must be an integer, got {n}") from None
    if n == 0:
        return jnp.broadcast_to(jnp.eye(a.shape[-1], dtype=a.dtype), a.shape)
    if n < 0:
        a, n = inv(a), -n
    result = None
    while n:
        if n & 1:
            result = a if result is None else result @ a
        a, n = (a @ a if n > 1 else a), n >> 1
    return result


def pinv(a, rtol=None, hermitian=False, *, rcond=None):
    """The pseudo-inverse of Moore and Penrose."""
    a = _matrix("pinv", a)
    rtol = rcond if rtol is None else rtol
    if rtol is None:
        rtol = 10.0 * max(a.shape[-2:]) * float(np.finfo(get_aval(a).dtype).eps)
    u, s, vh = svd(a, full_matrices=False, hermitian=hermitian)
    cutoff = jnp.asarray(rtol)[..., None] * s[..., :1]
    inverted = jnp.where(s > cutoff, 1 / jnp.where(s > cutoff, s, 1), 0).astype(a.dtype)
    return primitives.adjoint(vh) @ (inverted[..., None] * primitives.adjoint(u))


def matrix_rank(M, rtol=None, *, hermitian=False, tol=None):
    """How many singular values count as not zero."""
    a = jnp.asarray(M)
    if a.ndim < 2:
        return (~(a == 0).all()).astype(np.int32)
    s = svd(a, compute_uv=False, hermitian=hermitian)
    if tol is not None:
        absent("jax.numpy.linalg.matrix_rank with tol")
    if rtol is None:
        rtol = max(a.shape[-2:]) * float(np.finfo(get_aval(s).dtype).eps)
    return (s > jnp.asarray(rtol)[..., None] * s[..., :1]).sum(axis=-1)


def lstsq(a, b, rcond=None, *, numpy_resid=False):
    """The least-squares solution of a x = b, the residuals, the rank, and the singular values of a."""
    a, b = promoted_pair("jnp.linalg.lstsq", a, b)
    if a.shape[0] != b.shape[0]:
        raise ValueError("Leading dimensions of input arrays must match")
    if a.ndim != 2:
        raise TypeError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    if b.ndim not in (1, 2):
        raise TypeError(f"{b.ndim}-dimensional array given. Array must be one or two-dimensional")
    is_vector = b.ndim == 1
    right = b[:, None] if is_vector else b
    rows, cols = a.shape
    cutoff = float(np.finfo(get_aval(a).dtype).eps) * max(rows, cols) if rcond is None else rcond
    u, s, vh = svd(a, full_matrices=False)
    mask = s >= s[0] * jnp.asarray(cutoff, s.dtype)
    rank = mask.sum()
    inverted = jnp.where(mask, 1 / jnp.where(mask, s, 1), 0)[:, None]
    x = primitives.adjoint(vh) @ (inverted * (primitives.adjoint(u) @ right))
    if numpy_resid:
        absent("jax.numpy.linalg.lstsq with numpy_resid")
    residuals = norm(right - a @ x, axis=0) ** 2
    return (x[:, 0] if is_vector else x), residuals, rank, s


@as_jit("norm")
def _norm(x, *, ord, axis, keepdims):
    ndim = x.ndim
    if axis is None:
        if ord is None:
            return jnp.sqrt(jnp.sum((x * x.conj()).real, keepdims=keepdims))
        axis = tuple(range(ndim))
    elif isinstance(axis, (tuple, list)):
        axis = tuple(canonical_axis(one, ndim) for one in axis)
    else:
        axis = (canonical_axis(axis, ndim),)
    if len(axis) == 1:
        return _vector_norm(x, axis[0], ord, keepdims)
    if len(axis) == 2:
        return _matrix_norm(x, axis, ord, keepdims)
    raise ValueError(
        f"Improper number of axes for norm: {axis=}. Pass one axis to compute a vector-norm, or two axes to compute a "
        "matrix-norm."
    )


def _vector_norm(x, axis, ord, keepdims):
    if ord is None or ord == 2:
        return jnp.sqrt(jnp.sum((x * x.conj()).real, axis=axis, keepdims=keepdims))
    if ord == math.inf:
        return jnp.amax(jnp.abs(x), axis=axis, keepdims=keepdims)
    if ord == -math.inf:
        return jnp.amin(jnp.abs(x), axis=axis, keepdims=keepdims)
    if ord == 0:
        return jnp.sum(x != 0, dtype=jnp.finfo(x.dtype).dtype, axis=axis, keepdims=keepdims)
    if ord == 1:
        return jnp.sum(jnp.abs(x), axis=axis, keepdims=keepdims)
    if isinstance(ord, str):
        raise ValueError(f"Invalid order '{ord}' for vector norm.")
    powers = jnp.abs(x) ** ord
    return jnp.sum(powers, axis=axis, keepdims=keepdims) ** (1.0 / ord)


def _matrix_norm(x, axis, ord, keepdims):
    row, column = axis
    if ord in (None, "f", "fro"):
        return jnp.sqrt(jnp.sum((x * x.conj()).real, axis=axis, keepdims=keepdims))
    if ord in (1, -1, math.inf, -math.inf):
        inner, outer = (row, column) if abs(ord) == 1 else (column, row)
        sums = jnp.sum(jnp.abs(x), axis=inner, keepdims=True)
        extreme = (jnp.amax if ord > 0 else jnp.amin)(sums, axis=outer, keepdims=True)
        return extreme if keepdims else jnp.squeeze(extreme, axis)
    if ord in (2, -2, "nuc"):
        values = svd(jnp.moveaxis(x, axis, (-2, -1)), compute_uv=False)
        reduce = {2: jnp.amax, -2: jnp.amin, "nuc": jnp.sum}[ord]
        result = reduce(values, axis=-1)
        return jnp.expand_dims(result, axis) if keepdims else result
    raise ValueError(f"Invalid order '{ord}' for matrix norm.")


def norm(x, ord=None, axis=None, keepdims=False):
    """The norm of vectors or matrices along the given axes; of all elements by default."""
    (x,) = promoted("jnp.linalg.norm", x, to="inexact")
    axis = tuple(axis) if isinstance(axis, list) else axis
    return _norm(x, ord=ord, axis=axis, keepdims=keepdims)


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """The norm of vectors along the given axes, taken together."""
    (x,) = promoted("jnp.linalg.vector_norm", x, to="inexact")
    if axis is None:
        flat = norm(x.ravel(), ord=ord)
        return flat.reshape((1,) * x.ndim) if keepdims else flat
    if isinstance(axis, (tuple, list)):
        axes = tuple(canonical_axis(one, x.ndim) for one in axis)
        others = [one for one in range(x.ndim) if one not in axes]
        flat = jnp.transpose(x, (*others, *axes)).reshape(*[x.shape[one] for one in others], -1)
        result = norm(flat, ord=ord, axis=-1)
        return jnp.expand_dims(result, axes) if keepdims else result
    return norm(x, ord=ord, axis=axis, keepdims=keepdims)


def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """The norm of matrices."""
    return norm(x, ord=ord, keepdims=keepdims, axis=(-2, -1))


def cond(x, p=None):
    """The condition number."""
    x = _matrix("cond", x)
    if p in (None, 2, -2):
        s = svdvals(x)
        return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    if shape_of(x)[-1] != shape_of(x)[-2]:
        raise ValueError(f"jnp.linalg.cond: for {p=}, array must be square; got shape={x.shape}")
    result = norm(x, ord=p, axis=(-2, -1)) * norm(inv(x), ord=p, axis=(-2, -1))
    return jnp.where(jnp.isnan(result) & ~jnp.isnan(x).any(axis=(-2, -1)), math.inf, result)


def multi_dot(arrays, *, precision=None):
    """The product of several matrices, in the order that costs the fewest operations."""
    arrays = [jnp.asarray(array) for array in arrays]
    if len(arrays) < 2:
        raise ValueError(f"multi_dot requires at least 2 arrays; got len(arrays)={len(arrays)}")
    shapes = [array.shape for array in arrays]
    first = arrays[0][None, :] if arrays[0].ndim == 1 else arrays[0]
    last = arrays[-1][:, None] if arrays[-1].ndim == 1 else arrays[-1]
    chain = [first, *arrays[1:-1], last]
    if any(array.ndim != 2 for array in chain):
        raise ValueError(f"multi_dot: input arrays must all be two-dimensional, except for the first and last array which may be 1 or 2-dimensional. Got array shapes {shapes}")  # fmt: skip
    result = _chained(chain)
    if arrays[0].ndim == 1:
        result = result[0]
    return result[..., 0] if arrays[-1].ndim == 1 else result


def _chained(chain):
    """The classical dynamic programme for the cheapest order."""
    sizes = [chain[0].shape[0], *[array.shape[1] for array in chain]]
    count = len(chain)
    cost = {(i, i): 0 for i in range(count)}
    cut = {}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            options = [
                (cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1], k) for k in range(i, j)
            ]
            cost[i, j], cut[i, j] = min(options)

    def multiply(i, j):
        return chain[i] if i == j else multiply(i, cut[i, j]) @ multiply(cut[i, j] + 1, j)

    return multiply(0, count - 1)


def tensorinv(a, ind=2):
    """The inverse with respect to ``tensordot`` over ``ind`` axes."""
    a = jnp.asarray(a)
    if ind <= 0:
        raise ValueError(f"ind must be a positive integer; got {ind=}")
    rows, cols = a.shape[:ind], a.shape[ind:]
    if math.prod(rows) != math.prod(cols):
        raise ValueError(f"tensorinv is only possible when the product of the first `ind` dimensions equals that of the remaining dimensions. got a.shape={a.shape} with {ind=}.")  # fmt: skip
    return inv(a.reshape(math.prod(rows), math.prod(cols))).reshape(*cols, *rows)


def tensorsolve(a, b, axes=None):
    """x with tensordot(a, x, x.ndim) = b."""
    a, b = jnp.asarray(a), jnp.asarray(b)
    if axes is not None:
        a = jnp.moveaxis(a, axes, len(axes) * [a.ndim - 1])
    free = a.shape[b.ndim :]
    if a.shape[: b.ndim] != b.shape:
        raise ValueError(f"After moving axes to end, leading shape of a must match shape of b. got a.shape={a.shape}, b.shape={b.shape}")  # fmt: skip
    if b.size != math.prod(free):
        raise ValueError(f"Input arrays must have prod(a.shape[:b.ndim]) == prod(a.shape[b.ndim:]); got a.shape={a.shape}, b.ndim={b.ndim}.")  # fmt: skip
    return solve(a.reshape(b.size, math.prod(free)), b.ravel()).reshape(free)


def matmul(x1, x2, /, *, precision=None, preferred_element_type=None):
    """The matrix product."""
    return jnp.matmul(x1, x2, precision=precision, preferred_element_type=preferred_element_type)


def tensordot(x1, x2, /, *, axes=2, precision=None, preferred_element_type=None, out_sharding=None):
    """Products summed over pairs of axes."""
    return jnp.tensordot(
        x1, x2, axes=axes, precision=precision, preferred_element_type=preferred_element_type
    )


def vecdot(x1, x2, /, *, axis=-1, precision=None, preferred_element_type=None):
    """Inner products along an axis; the first argument is conjugated."""
    return jnp.vecdot(x1, x2, axis=axis, precision=precision, preferred_element_type=preferred_element_type)


def outer(x1, x2, /):
    """All products of the elements of two vectors."""
    x1, x2 = checked("jnp.linalg.outer", x1, x2)
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(f"Input arrays must be one-dimensional, but they are {x1.ndim=} {x2.ndim=}")
    return x1[:, None] * x2[None, :]


def cross(x1, x2, /, *, axis=-1):
    """The cross product of vectors of length three."""
    x1, x2 = checked("jnp.linalg.cross", x1, x2)
    if x1.shape[axis] != 3 or x2.shape[axis] != 3:
        raise ValueError(f"Both input arrays must be (arrays of) 3-dimensional vectors, but they are {x1.shape[axis]=} and {x2.shape[axis]=}.")  # fmt: skip
    return jnp.cross(x1, x2, axis=axis)


def matrix_transpose(x, /):
    """The last two axes exchanged."""
    x = checked("jnp.linalg.matrix_transpose", x)
    if x.ndim < 2:
        raise ValueError(f"x must be at least two-dimensional for matrix_transpose; got ndim={x.ndim}")
    return primitives.swap(x)


def diagonal(x, /, *, offset=0):
    """The diagonal of matrices."""
    return jnp.diagonal(checked("jnp.linalg.diagonal", x), offset=offset, axis1=-2, axis2=-1)


def trace(x, /, *, offset=0, dtype=None):
    """The sum of the diagonal."""
    return jnp.trace(checked("jnp.linalg.trace", x), offset=offset, axis1=-2, axis2=-1, dtype=dtype)


__all__ = [
    "cholesky", "cond", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh", "inv", "lstsq", "matmul",
    "matrix_norm", "matrix_power", "matrix_rank", "matrix_transpose", "multi_dot", "norm", "outer", "pinv", "qr",
    "slogdet", "solve", "svd", "svdvals", "tensordot", "tensorinv", "tensorsolve", "trace", "vecdot", "vector_norm",
]  # fmt: skip
