"""Linear algebra as SciPy names it."""

import numpy as np

import jax.numpy as jnp
from jax._src.absent import absent, absent_names
from jax._src.array_arguments import promoted
from jax._src.primitives import linear_algebra as primitives


def _inexact(name: str, *arrays):
    promoted_arrays = [promoted(f"jax.scipy.linalg.{name}", array, to="inexact")[0] for array in arrays]
    dtype = jnp.result_type(*promoted_arrays)
    return [array.astype(dtype) for array in promoted_arrays]


def _triangle(a, lower: bool):
    return jnp.tril(a) if lower else jnp.triu(a)


def cholesky(a, lower=False, overwrite_a=False, check_finite=True):
    """The Cholesky factor, upper by default; only that triangle of a is read."""
    (a,) = _inexact("cholesky", a)
    if lower:
        return primitives.cholesky(a)
    return primitives.adjoint(primitives.cholesky(primitives.adjoint(a)))


def cho_factor(a, lower=False, overwrite_a=False, check_finite=True):
    """The Cholesky factor and which triangle it is in, for ``cho_solve``."""
    return cholesky(a, lower=lower), lower


def cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True):
    """x with a x = b, from the Cholesky factor of a."""
    factor, lower = c_and_lower
    factor, b = _inexact("cho_solve", factor, b)
    first = solve_triangular(factor, b, trans=0 if lower else 2, lower=lower)
    return solve_triangular(factor, first, trans=2 if lower else 0, lower=lower)


def solve_triangular(
    a, b, trans=0, lower=False, unit_diagonal=False, overwrite_b=False, debug=None, check_finite=True
):
    """x with op(a) x = b for a triangular a; ``trans``: 0 or "N", 1 or "T", 2 or "C"."""
    a, b = _inexact("solve_triangular", a, b)
    if trans not in (0, 1, 2, "N", "T", "C"):
        raise ValueError(f"Invalid 'trans' value {trans}")
    transpose_a, conjugate_a = trans not in (0, "N"), trans in (2, "C")
    is_vector = b.ndim == 1 or b.ndim == a.ndim - 1
    right = b[..., None] if is_vector else b
    stack = jnp.broadcast_shapes(a.shape[:-2], right.shape[:-2])
    x = primitives.triangular_solve(
        jnp.broadcast_to(a, (*stack, *a.shape[-2:])),
        jnp.broadcast_to(right, (*stack, *right.shape[-2:])),
        left_side=True,
        lower=lower,
        transpose_a=transpose_a,
        conjugate_a=conjugate_a,
        unit_diagonal=unit_diagonal,
    )
    return x[..., 0] if is_vector else x


def solve(
    a, b, lower=False, overwrite_a=False, overwrite_b=False, debug=False, check_finite=True, assume_a="gen"
):
    """x with a x = b; ``assume_a="pos"`` for a positive definite a."""
    if assume_a not in ("gen", "sym", "her", "pos"):
        raise ValueError(f"Expected assume_a to be one of ['gen', 'sym', 'her', 'pos']; got {assume_a!r}")
    if assume_a != "pos":
        return jnp.linalg.solve(a, b)
    return cho_solve(cho_factor(a, lower=lower), b)


def inv(a, overwrite_a=False, check_finite=True):
    """The inverse."""
    return jnp.linalg.inv(a)


def det(a, overwrite_a=False, check_finite=True):
    """The determinant."""
    return jnp.linalg.det(a)


def lu_factor(a, overwrite_a=False, check_finite=True):
    """L and U in one matrix, and the exchanges of rows."""
    (a,) = _inexact("lu_factor", a)
    factors, pivots, _ = primitives.lu(a)
    return factors, pivots


def lu_solve(lu_and_piv, b, trans=0, overwrite_b=False, check_finite=True):
    """x with a x = b (or aᵀ x = b, aᴴ x = b for ``trans`` 1, 2) from the LU factors of a."""
    factors, pivots = lu_and_piv
    factors, b = _inexact("lu_solve", factors, b)
    if factors.ndim != 2:
        absent("jax.scipy.linalg.lu_solve of stacks of matrices")
    right = b[:, None] if b.ndim == 1 else b
    order = pivots_to_permutation(pivots, factors.shape[-1])
    if trans == 0:
        x = solve_triangular(factors, right[order], lower=True, unit_diagonal=True)
        x = solve_triangular(factors, x, lower=False)
    elif trans in (1, 2):
        x = solve_triangular(factors, right, trans=trans, lower=False)
        x = solve_triangular(factors, x, trans=trans, lower=True, unit_diagonal=True)
        x = x[jnp.argsort(order)]
    else:
        raise ValueError(f"'trans' value must be 0, 1, or 2, got {trans}")
    return x[:, 0] if b.ndim == 1 else x


def pivots_to_permutation(pivots, size: int):
    """The order of the rows that exchanges one by one lead to; shape (size,)."""
    order = jnp.arange(size)
    for row in range(pivots.shape[-1]):
        here, there = order[row], order[pivots[row]]
        order = order.at[row].set(there).at[pivots[row]].set(here)
    return order


def lu(a, permute_l=False, overwrite_a=False, check_finite=True):
    """P, L and U with P L U = a; P L and U with ``permute_l``."""
    (a,) = _inexact("lu", a)
    factors, _, order = primitives.lu(a)
    rows, cols = a.shape[-2:]
    inner = min(rows, cols)
    permutation = jnp.swapaxes(jnp.eye(rows, dtype=a.dtype)[order], -1, -2)
    lower = jnp.tril(factors[..., :, :inner], -1) + jnp.eye(rows, inner, dtype=a.dtype)
    upper = jnp.triu(factors)[..., :inner, :]
    return (permutation @ lower, upper) if permute_l else (permutation, lower, upper)


def qr(a, overwrite_a=False, lwork=None, mode="full", pivoting=False, check_finite=True):
    """The QR decomposition; ``mode``: full, r, economic."""
    if pivoting:
        absent("jax.scipy.linalg.qr with pivoting")
    if mode not in ("full", "r", "economic"):
        raise ValueError(f"Unsupported QR decomposition mode '{mode}'")
    (a,) = _inexact("qr", a)
    q, r = primitives.qr(a, full_matrices=mode != "economic")
    return (r,) if mode == "r" else (q, r)


def svd(a, full_matrices=True, compute_uv=True, overwrite_a=False, check_finite=True, lapack_driver="gesdd"):
    """The singular value decomposition."""
    result = jnp.linalg.svd(a, full_matrices=full_matrices, compute_uv=compute_uv)
    return tuple(result) if compute_uv else result


def eigh(
    a, b=None, lower=True, eigvals_only=False, overwrite_a=False, overwrite_b=False, turbo=True, eigvals=None,
    type=1, check_finite=True,
):  # fmt: skip
    """Eigenvalues and eigenvectors of a symmetric or Hermitian matrix."""
    if b is not None or eigvals is not None or type != 1:
        absent("jax.scipy.linalg.eigh with b, eigvals or type")
    (a,) = _inexact("eigh", a)
    values, vectors = primitives.eigh(a, lower=lower)
    return values if eigvals_only else (values, vectors)


# Coefficients of Padé approximants of exp, Higham, "The scaling and squaring method for the matrix exponential
# revisited" (2005), and the largest norms for which they are exact in 32 bits.
_PADE = {
    3: (120.0, 60.0, 12.0, 1.0),
    5: (30240.0, 15120.0, 3360.0, 420.0, 30.0, 1.0),
    7: (17297280.0, 8648640.0, 1995840.0, 277200.0, 25200.0, 1512.0, 56.0, 1.0),
}
_PADE_LIMITS = {3: 4.258730016922831e-1, 5: 1.880152677804762, 7: 3.925724783138660}


def _pade(a, order: int):
    coefficients = _PADE[order]
    identity = jnp.eye(a.shape[-1], dtype=a.dtype)
    square = a @ a
    power, odd, even = identity, 0.0, 0.0
    for k in range(0, order + 1, 2):
        even = even + coefficients[k] * power
        odd = odd + coefficients[k + 1] * power
        power = power @ square
    odd = a @ odd
    return odd + even, even - odd


def expm(A, *, upper_triangular=False, max_squarings=16):
    """The exponential of a matrix, by scaling, a Padé approximant and squaring."""
    (a,) = _inexact("expm", A)
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        raise ValueError(f"Expected A to be a (batched) square matrix, got {a.shape=}.")
    if a.ndim > 2:
        flat = a.reshape(-1, *a.shape[-2:])
        return jnp.stack([expm(matrix) for matrix in flat]).reshape(a.shape)
    size = jnp.linalg.norm(a, 1)
    squarings = jnp.maximum(0, jnp.floor(jnp.log2(size / _PADE_LIMITS[7])) + 1)
    a = jnp.where(size > 0, a / 2.0 ** squarings.astype(a.dtype), a)
    size = jnp.linalg.norm(a, 1)
    sums = [_pade(a, order) for order in (3, 5, 7)]
    choice = (size >= _PADE_LIMITS[3]).astype(int) + (size >= _PADE_LIMITS[5]).astype(int)
    above = jnp.select([choice == 0, choice == 1], [sums[0][0], sums[1][0]], sums[2][0])
    below = jnp.select([choice == 0, choice == 1], [sums[0][1], sums[1][1]], sums[2][1])
    result = jnp.linalg.solve(below, above)
    for step in range(max_squarings):
        result = jnp.where(step < squarings, result @ result, result)
    return jnp.where(squarings > max_squarings, jnp.nan, result)


def block_diag(*arrs):
    """Matrices along the diagonal of one, zeros elsewhere."""
    arrays = [jnp.atleast_2d(array) for array in arrs] or [jnp.zeros((1, 0))]
    if any(array.ndim != 2 for array in arrays):
        raise ValueError("Arguments to jax.scipy.linalg.block_diag must have at most 2 dimensions")
    cols = sum(array.shape[1] for array in arrays)
    rows, start = [], 0
    for array in arrays:
        rows.append(jnp.pad(array, ((0, 0), (start, cols - start - array.shape[1]))))
        start += array.shape[1]
    return jnp.concatenate(rows, axis=0)


def toeplitz(c, r=None):
    """The matrix with constant diagonals, from its first column (and row)."""
    column = jnp.atleast_1d(jnp.asarray(c)).ravel()
    row = column.conj() if r is None else jnp.atleast_1d(jnp.asarray(r)).ravel()
    values = jnp.concatenate([column[::-1], row[1:]])
    index = np.arange(len(row))[None, :] + (len(column) - 1 - np.arange(len(column)))[:, None]
    return values[index]


def hankel(c, r=None):
    """The matrix with constant anti-diagonals, from its first column (and last row)."""
    column = jnp.atleast_1d(jnp.asarray(c)).ravel()
    row = jnp.zeros_like(column) if r is None else jnp.atleast_1d(jnp.asarray(r)).ravel()
    values = jnp.concatenate([column, row[1:]])
    return values[np.arange(len(column))[:, None] + np.arange(len(row))[None, :]]


def circulant(c):
    """The matrix whose columns are one vector, moved on cyclically."""
    c = jnp.asarray(c)
    index = (np.arange(c.shape[-1])[:, None] - np.arange(c.shape[-1])[None, :]) % c.shape[-1]
    return c[..., index]


def hilbert(n):
    """The matrix of 1 / (i + j + 1)."""
    steps = jnp.arange(n, dtype=np.float32)
    return 1 / (steps[:, None] + steps[None, :] + 1)


def polar(a, side="right", *, method="qdwh", eps=None, max_iterations=None):
    """The unitary and the positive factor of a matrix, through its singular values."""
    if side not in ("right", "left"):
        raise ValueError(f"The argument `side` must be either 'right' or 'left', but got {side}")
    (a,) = _inexact("polar", a)
    if method != "svd":
        absent("jax.scipy.linalg.polar with a method other than 'svd'")
    u, s, vh = jnp.linalg.svd(a, full_matrices=False)
    unitary = u @ vh
    if side == "right":
        return unitary, (vh.conj().T * s) @ vh
    return unitary, (u * s) @ u.conj().T


__all__ = [
    "block_diag", "cho_factor", "cho_solve", "cholesky", "circulant", "det", "eigh", "expm", "hankel", "hilbert", "inv",
    "lu", "lu_factor", "lu_solve", "polar", "qr", "solve", "solve_triangular", "svd", "toeplitz",
]  # fmt: skip

__getattr__ = absent_names(
    __name__,
    [
        "companion",
        "convolution_matrix",
        "dft",
        "eigh_tridiagonal",
        "expm_frechet",
        "fiedler",
        "fiedler_companion",
        "funm",
        "hadamard",
        "helmert",
        "hessenberg",
        "invhilbert",
        "invpascal",
        "leslie",
        "pascal",
        "qr_multiply",
        "rsf2csf",
        "schur",
        "solve_sylvester",
        "sqrtm",
    ],
)
