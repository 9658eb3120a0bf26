"""Linear algebra on arrays of one dtype, without promotion."""

from jax._src.absent import absent, absent_names
from jax._src.primitives import linear_algebra as primitives


def _symmetric(x):
    return (x + primitives.adjoint(x)) / 2


def cholesky(x, *, symmetrize_input=True):
    """The lower Cholesky factor; nan where x is not positive definite."""
    lower = primitives.cholesky(_symmetric(x) if symmetrize_input else x)
    return lower


def triangular_solve(
    a, b, *, left_side=False, lower=False, transpose_a=False, conjugate_a=False, unit_diagonal=False
):
    """x with op(a) x = b (``left_side``) or x op(a) = b, for a triangular a."""
    is_vector = b.ndim == a.ndim - 1
    right = (b[..., None] if left_side else b[..., None, :]) if is_vector else b
    x = primitives.triangular_solve(
        a, right, left_side=left_side, lower=lower, transpose_a=transpose_a, conjugate_a=conjugate_a,
        unit_diagonal=unit_diagonal,
    )  # fmt: skip
    return (x[..., 0] if left_side else x[..., 0, :]) if is_vector else x


def eigh(
    x, *, lower=True, symmetrize_input=True, sort_eigenvalues=True, subset_by_index=None, implementation=None
):
    """Eigenvectors and eigenvalues of a symmetric or Hermitian matrix, in this order."""
    if subset_by_index is not None or implementation is not None:
        absent("jax.lax.linalg.eigh with subset_by_index or implementation")
    values, vectors = primitives.eigh(_symmetric(x) if symmetrize_input else x, lower)
    return vectors, values


def svd(x, *, full_matrices=True, compute_uv=True, subset_by_index=None, algorithm=None):
    """The singular value decomposition: U, S, Vᴴ, or S alone."""
    if subset_by_index is not None or algorithm is not None:
        absent("jax.lax.linalg.svd with subset_by_index or algorithm")
    if not compute_uv:
        return primitives.svd(x, full_matrices, False)[0]
    s, u, vh = primitives.svd(x, full_matrices, True)
    return u, s, vh


def qr(x, *, pivoting=False, full_matrices=True, use_magma=None):
    """Q and R."""
    if pivoting:
        absent("jax.lax.linalg.qr with pivoting")
    return tuple(primitives.qr(x, full_matrices))


def lu(x):
    """L and U in one matrix, the exchanges of rows, and the order of the rows."""
    return tuple(primitives.lu(x))


def lu_pivots_to_permutation(pivots, permutation_size):
    """The order of the rows that exchanges one by one lead to."""
    from jax.scipy.linalg import pivots_to_permutation

    return pivots_to_permutation(pivots, permutation_size)


__all__ = ["cholesky", "eigh", "lu", "lu_pivots_to_permutation", "qr", "svd", "triangular_solve"]

__getattr__ = absent_names(
    __name__,
    [
        "EigImplementation",
        "EighImplementation",
        "SvdAlgorithm",
        "cholesky_p",
        "cholesky_update",
        "cholesky_update_p",
        "eig",
        "eig_p",
        "eigh_p",
        "hessenberg",
        "hessenberg_p",
        "householder_product",
        "householder_product_p",
        "lu_p",
        "lu_pivots_to_permutation_p",
        "ormqr",
        "ormqr_p",
        "qdwh",
        "qr_p",
        "schur",
        "schur_p",
        "svd_p",
        "symmetric_product",
        "symmetric_product_p",
        "triangular_solve_p",
        "tridiagonal",
        "tridiagonal_p",
        "tridiagonal_solve",
        "tridiagonal_solve_p",
    ],
)
