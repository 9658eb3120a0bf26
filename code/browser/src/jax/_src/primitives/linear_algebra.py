"""Factorisations and solutions of linear systems, of matrices or stacks of them (leading axes).

Derivatives: Giles, "An extended collection of matrix derivative results" (2008); Seeger et al., "Auto-differentiating
linear algebra" (2017).
"""

import numpy as np

from jax._src.avals import ShapedArray
from jax._src.batching import add_batch_axis
from jax._src.core import Primitive, bind, get_aval
from jax._src.differentiation import is_undefined
from jax._src.primitives.contractions import dot_general
from jax._src.primitives.elementwise import (
    add,
    conj,
    constant_like,
    convert_element_type,
    div,
    eq,
    mul,
    neg,
    real,
    select_n,
    shape_of,
    sub,
)
from jax._src.primitives.reductions import reduce_sum
from jax._src.primitives.shapes import broadcast_in_dim, concatenate, slice_in_dim, transpose

# ---- small tools


def adjoint(a):
    """The conjugate transpose of the last two axes."""
    return conj(swap(a))


def swap(a):
    """The last two axes exchanged."""
    ndim = len(shape_of(a))
    return transpose(a, [*range(ndim - 2), ndim - 1, ndim - 2])


def product(a, b):
    """The matrix product over stacks of the same leading axes."""
    ndim = len(shape_of(a))
    stack = range(ndim - 2)
    return dot_general(a, b, ((ndim - 1,), (ndim - 2,)), (stack, stack))


def masked(a, mask: np.ndarray):
    """The matrix with zeros outside a mask of its last two axes."""
    shape = shape_of(a)
    full = broadcast_in_dim(mask, shape, (len(shape) - 2, len(shape) - 1))
    return select_n(full, mul(a, constant_like(a, 0)), a)


def scaled(a, mask: np.ndarray):
    """The matrix times numbers given for its last two axes."""
    shape = shape_of(a)
    return mul(a, broadcast_in_dim(mask.astype(get_aval(a).dtype), shape, (len(shape) - 2, len(shape) - 1)))


def lower_half(a):
    """The lower triangle with half of the diagonal."""
    n = shape_of(a)[-1]
    return scaled(masked(a, np.tril(np.ones((n, n), bool))), np.where(np.eye(n, dtype=bool), 0.5, 1.0))


def times_columns(a, vector):
    """Each column of a matrix times a number."""
    return mul(a, broadcast_in_dim(vector, shape_of(a), [*range(len(shape_of(a)) - 2), len(shape_of(a)) - 1]))


def _check_matrix(name: str, aval: ShapedArray, *, square: bool = False) -> None:
    if aval.ndim < 2:
        raise TypeError(f"Argument to {name} must have ndims >= 2, got shape {list(aval.shape)}")
    if square and aval.shape[-1] != aval.shape[-2]:
        raise ValueError(f"Argument to {name} must have shape [..., n, n], got shape {list(aval.shape)}")


def _batch_all(primitive: Primitive) -> None:
    """Stacks one axis deeper: every rule works on leading axes."""

    def batch(size, values, batched, **parameters):
        values = [
            v if is_batched else add_batch_axis(v, size)
            for v, is_batched in zip(values, batched, strict=True)
        ]
        result = bind(primitive, *values, **parameters)
        return (result, [True] * len(result)) if primitive.multiple_results else result

    primitive.batch = batch


# ---- cholesky

cholesky_p = Primitive("cholesky")


def _cholesky(a, **parameters):
    a = np.tril(a)
    lower = np.conj(np.swapaxes(np.tril(a, -1), -1, -2)) + a
    try:
        return np.linalg.cholesky(lower).astype(a.dtype, copy=False)
    except np.linalg.LinAlgError:
        if a.ndim == 2:
            return np.tril(np.full(a.shape, np.nan, a.dtype))
    return np.stack([_cholesky(matrix) for matrix in a])


def _cholesky_abstract(a, **parameters):
    _check_matrix("cholesky", a, square=True)
    return a


def _cholesky_jvp(primals, tangents, **parameters):
    (a,), (moved,) = primals, tangents
    factor = bind(cholesky_p, a, **parameters)
    if moved is None:
        return factor, None
    inner = triangular_solve(factor, moved, left_side=True, lower=True)
    inner = triangular_solve(factor, inner, left_side=False, lower=True, transpose_a=True, conjugate_a=True)
    return factor, product(factor, lower_half(inner))


cholesky_p.implementation = _cholesky
cholesky_p.abstract = _cholesky_abstract
cholesky_p.jvp = _cholesky_jvp
_batch_all(cholesky_p)


def cholesky(a):
    """The lower triangular L with L Lᴴ = a, of the lower triangle of a; nan where there is none."""
    return bind(cholesky_p, a, symmetrize_input=False)


# ---- triangular systems

triangular_solve_p = Primitive("triangular_solve")


def _triangle(a, lower: bool, unit_diagonal: bool):
    triangle = np.tril(a) if lower else np.triu(a)
    if unit_diagonal:
        index = np.arange(a.shape[-1])
        triangle = triangle.copy()
        triangle[..., index, index] = 1
    return triangle


def _substitute(a, b, lower: bool):
    """Row by row: exact where LU with exchanges would round differently; a zero on the diagonal gives inf."""
    n = a.shape[-1]
    x = np.array(b)
    for row in range(n) if lower else range(n - 1, -1, -1):
        solved = slice(0, row) if lower else slice(row + 1, n)
        if (row if lower else n - 1 - row) > 0:
            x[..., row, :] -= np.matmul(a[..., row, None, solved], x[..., solved, :])[..., 0, :]
        x[..., row, :] /= a[..., row, row, None]
    return x


def _triangular_solve(a, b, *, left_side, lower, transpose_a, conjugate_a, unit_diagonal):
    a = _triangle(a, lower, unit_diagonal)
    a = np.conj(a) if conjugate_a else a
    if transpose_a:
        a, lower = np.swapaxes(a, -1, -2), not lower
    if left_side:
        return _substitute(a, b, lower)
    solved = _substitute(np.swapaxes(a, -1, -2), np.swapaxes(b, -1, -2), not lower)
    return np.swapaxes(solved, -1, -2)


def _triangular_abstract(a, b, *, left_side, **parameters):
    _check_matrix("triangular_solve", a, square=True)
    common = b.shape[-2] if left_side else b.shape[-1]
    if a.shape[-1] != common or a.shape[:-2] != b.shape[:-2]:
        raise TypeError(f"Incompatible shapes for arguments to triangular_solve: {a.shape} and {b.shape}.")
    return ShapedArray(b.shape, b.dtype)


def _triangular_jvp(primals, tangents, *, left_side, lower, transpose_a, conjugate_a, unit_diagonal):
    parameters = {
        "left_side": left_side,
        "lower": lower,
        "transpose_a": transpose_a,
        "conjugate_a": conjugate_a,
        "unit_diagonal": unit_diagonal,
    }
    a, b = primals
    x = bind(triangular_solve_p, a, b, **parameters)
    right = tangents[1]
    if tangents[0] is not None:
        n = shape_of(a)[-1]
        below = np.tril(np.ones((n, n), bool), -1 if unit_diagonal else 0)
        moved = masked(tangents[0], below if lower else below.T)
        moved = conj(moved) if conjugate_a else moved
        moved = swap(moved) if transpose_a else moved
        change = neg(product(moved, x) if left_side else product(x, moved))
        right = change if right is None else add(right, change)
    return x, None if right is None else bind(triangular_solve_p, a, right, **parameters)


def _triangular_transpose(cotangent, a, b, *, left_side, lower, transpose_a, conjugate_a, unit_diagonal):
    assert not is_undefined(a)
    result = bind(
        triangular_solve_p, a, cotangent, left_side=left_side, lower=lower, transpose_a=not transpose_a,
        conjugate_a=conjugate_a, unit_diagonal=unit_diagonal,
    )  # fmt: skip
    return [None, result]


triangular_solve_p.implementation = _triangular_solve
triangular_solve_p.abstract = _triangular_abstract
triangular_solve_p.jvp = _triangular_jvp
triangular_solve_p.transpose = _triangular_transpose
_batch_all(triangular_solve_p)


def triangular_solve(
    a, b, *, left_side=False, lower=False, transpose_a=False, conjugate_a=False, unit_diagonal=False
):
    """x with op(a) x = b (or x op(a) = b when not ``left_side``), where a is triangular."""
    return bind(
        triangular_solve_p, a, b, left_side=bool(left_side), lower=bool(lower), transpose_a=bool(transpose_a),
        conjugate_a=bool(conjugate_a), unit_diagonal=bool(unit_diagonal),
    )  # fmt: skip


# ---- general systems

solve_p = Primitive("linear_solve")


def _solve(a, b):
    try:
        return np.linalg.solve(a, b).astype(b.dtype, copy=False)
    except np.linalg.LinAlgError:
        if a.ndim == 2:
            # Singular: LU by hand gives the inf and nan of the division by zero.
            lower_upper, _, order = _lu_one(a)
            upper_right = _substitute(_triangle(lower_upper, True, True), b[order], True)
            return _substitute(np.triu(lower_upper), upper_right, False)
    return np.stack([_solve(x, y) for x, y in zip(a, b, strict=True)])


def _solve_abstract(a, b):
    _check_matrix("solve", a, square=True)
    if a.shape[-1] != b.shape[-2]:
        raise ValueError(f"solve: incompatible shapes {a.shape} and {b.shape}")
    return ShapedArray(b.shape, b.dtype)


def _solve_jvp(primals, tangents):
    a, b = primals
    x = solve(a, b)
    right = tangents[1]
    if tangents[0] is not None:
        change = neg(product(tangents[0], x))
        right = change if right is None else add(right, change)
    return x, None if right is None else solve(a, right)


solve_p.implementation = _solve
solve_p.abstract = _solve_abstract
solve_p.jvp = _solve_jvp
solve_p.transpose = lambda cotangent, a, b: [None, solve(swap(a), cotangent)]
_batch_all(solve_p)


def solve(a, b):
    """x with a x = b, of stacks (…, n, n) and (…, n, k) with the same leading axes."""
    return bind(solve_p, a, b)


# ---- lu

lu_p = Primitive("lu", multiple_results=True)


def _lu_one(a):
    """LAPACK's getrf: L and U in one matrix, the exchanges, and the order of the rows."""
    work = np.array(a)
    rows, cols = work.shape
    pivots = np.arange(min(rows, cols), dtype=np.int32)
    order = np.arange(rows, dtype=np.int32)
    for column in range(min(rows, cols)):
        pivot = column + int(np.argmax(np.abs(work[column:, column])))
        pivots[column] = pivot
        if pivot != column:
            work[[column, pivot]] = work[[pivot, column]]
            order[[column, pivot]] = order[[pivot, column]]
        if work[column, column] != 0:
            work[column + 1 :, column] /= work[column, column]
            work[column + 1 :, column + 1 :] -= np.outer(
                work[column + 1 :, column], work[column, column + 1 :]
            )
    return work, pivots, order


def _lu(a):
    if a.ndim == 2:
        return _lu_one(a)
    stacks = [_lu(matrix) for matrix in a]
    return [np.stack(parts) for parts in zip(*stacks, strict=True)]


def _lu_abstract(a):
    _check_matrix("lu", a)
    rows, cols = a.shape[-2:]
    stack = a.shape[:-2]
    return [a, ShapedArray((*stack, min(rows, cols)), np.int32), ShapedArray((*stack, rows), np.int32)]


def _lu_jvp(primals, tangents):
    from jax._src.primitives.indexing import gather
    from jax._src.primitives.sorting import along_axis

    (a,), (moved,) = primals, tangents
    factors, pivots, order = bind(lu_p, a)
    if moved is None:
        return [factors, pivots, order], [None] * 3
    rows, cols = shape_of(a)[-2:]
    if rows != cols:
        raise NotImplementedError("the derivative of the LU decomposition of a matrix that is not square")
    places = broadcast_in_dim(order, shape_of(a), range(len(shape_of(order))))
    permuted = gather(moved, along_axis(places, len(shape_of(a)) - 2), range(len(shape_of(a))))
    inner = triangular_solve(factors, permuted, left_side=True, lower=True, unit_diagonal=True)
    inner = triangular_solve(factors, inner, left_side=False, lower=False)
    below = np.tril(np.ones((rows, rows), bool), -1)
    lower = add(masked(factors, below), _identity_like(factors))
    upper = masked(factors, ~below)
    change = add(product(lower, masked(inner, below)), product(masked(inner, ~below), upper))
    return [factors, pivots, order], [change, None, None]


def _identity_like(a):
    n = shape_of(a)[-1]
    return scaled(broadcast_in_dim(constant_like(a, 1), shape_of(a), ()), np.eye(n))


lu_p.implementation = _lu
lu_p.abstract = _lu_abstract
lu_p.jvp = _lu_jvp
_batch_all(lu_p)


def lu(a) -> list:
    """L and U in one matrix, the exchanges of rows one by one, and the order of the rows that they make."""
    return bind(lu_p, a)


# ---- qr

qr_p = Primitive("qr", multiple_results=True)


def _qr_abstract(a, *, full_matrices):
    _check_matrix("qr", a)
    rows, cols = a.shape[-2:]
    inner = rows if full_matrices else min(rows, cols)
    return [a.with_shape((*a.shape[:-2], rows, inner)), a.with_shape((*a.shape[:-2], inner, cols))]


def _qr_jvp(primals, tangents, *, full_matrices):
    (a,), (moved,) = primals, tangents
    q, r = bind(qr_p, a, full_matrices=full_matrices)
    if moved is None:
        return [q, r], [None, None]
    rows, cols = shape_of(a)[-2:]
    if (full_matrices and rows != cols) or rows < cols:
        raise NotImplementedError(
            "Unimplemented case of QR decomposition derivative: full_matrices=True, or fewer rows than columns"
        )
    inner = triangular_solve(r, moved, left_side=False, lower=False)
    turned = product(adjoint(q), inner)
    below = masked(turned, np.tril(np.ones((cols, cols), bool), -1))
    rotation = sub(below, adjoint(below))
    q_change = add(product(q, sub(rotation, turned)), inner)
    r_change = product(sub(turned, rotation), r)
    return [q, r], [q_change, r_change]


def _qr(a, *, full_matrices):
    q, r = np.linalg.qr(a, "complete" if full_matrices else "reduced")
    return [q.astype(a.dtype, copy=False), r.astype(a.dtype, copy=False)]


qr_p.implementation = _qr
qr_p.abstract = _qr_abstract
qr_p.jvp = _qr_jvp
_batch_all(qr_p)


def qr(a, full_matrices: bool = False) -> list:
    """q with orthonormal columns and upper triangular r, with q r = a."""
    return bind(qr_p, a, full_matrices=bool(full_matrices))


# ---- eigh

eigh_p = Primitive("eigh", multiple_results=True)


def _eigh(a, *, lower):
    values, vectors = np.linalg.eigh(a, "L" if lower else "U")
    return [values.astype(_real(a.dtype), copy=False), vectors.astype(a.dtype, copy=False)]


def _real(dtype) -> np.dtype:
    return np.dtype(np.float32) if dtype == np.complex64 else dtype


def _eigh_abstract(a, *, lower):
    _check_matrix("eigh", a, square=True)
    return [ShapedArray(a.shape[:-1], _real(a.dtype)), ShapedArray(a.shape, a.dtype)]


def _eigh_jvp(primals, tangents, *, lower):
    (a,), (moved,) = primals, tangents
    values, vectors = bind(eigh_p, a, lower=lower)
    if moved is None:
        return [values, vectors], [None, None]
    n = shape_of(a)[-1]
    dtype = get_aval(a).dtype
    turned = product(adjoint(vectors), product(moved, vectors))
    gaps = _differences(values, n)
    factor = masked(div(_ones_like(gaps), add(gaps, _eye_like(gaps, n))), ~np.eye(n, dtype=bool))
    change = product(vectors, mul(convert_element_type(factor, dtype), turned))
    diagonal = _diagonal(turned, n)
    return [values, vectors], [real(diagonal) if dtype.kind == "c" else diagonal, change]


def _ones_like(a):
    return broadcast_in_dim(constant_like(a, 1), shape_of(a), ())


def _eye_like(a, n: int):
    return scaled(_ones_like(a), np.eye(n))


def _differences(values, n: int):
    """values[…, j] − values[…, i], shape (…, n, n)."""
    shape = (*shape_of(values), n)
    ndim = len(shape)
    of_columns = broadcast_in_dim(values, shape, [*range(ndim - 2), ndim - 1])
    return sub(of_columns, broadcast_in_dim(values, shape, range(ndim - 1)))


def _diagonal(a, n: int):
    return reduce_sum(scaled(a, np.eye(n)), (len(shape_of(a)) - 1,))


eigh_p.implementation = _eigh
eigh_p.abstract = _eigh_abstract
eigh_p.jvp = _eigh_jvp
_batch_all(eigh_p)


def eigh(a, lower: bool = True) -> list:
    """Eigenvalues in ascending order and orthonormal eigenvectors of a Hermitian matrix."""
    return bind(eigh_p, a, lower=bool(lower))


# ---- svd

svd_p = Primitive("svd", multiple_results=True)


def _svd(a, *, full_matrices, compute_uv):
    if not compute_uv:
        return [np.linalg.svd(a, compute_uv=False).astype(_real(a.dtype), copy=False)]
    u, s, vh = np.linalg.svd(a, full_matrices)
    return [
        s.astype(_real(a.dtype), copy=False),
        u.astype(a.dtype, copy=False),
        vh.astype(a.dtype, copy=False),
    ]


def _svd_abstract(a, *, full_matrices, compute_uv):
    _check_matrix("svd", a)
    rows, cols = a.shape[-2:]
    stack, rank = a.shape[:-2], min(rows, cols)
    values = ShapedArray((*stack, rank), _real(a.dtype))
    if not compute_uv:
        return [values]
    left = (*stack, rows, rows if full_matrices else rank)
    right = (*stack, cols if full_matrices else rank, cols)
    return [values, ShapedArray(left, a.dtype), ShapedArray(right, a.dtype)]


def _svd_jvp(primals, tangents, *, full_matrices, compute_uv):
    (a,), (moved,) = primals, tangents
    if moved is None:
        results = bind(svd_p, a, full_matrices=full_matrices, compute_uv=compute_uv)
        return results, [None] * len(results)
    rows, cols = shape_of(a)[-2:]
    if compute_uv and full_matrices and rows != cols:
        raise NotImplementedError("Singular value decomposition JVP not implemented for full matrices")
    s, u, vh = bind(svd_p, a, full_matrices=False, compute_uv=True)
    rank = min(rows, cols)
    dtype = get_aval(a).dtype
    turned = product(adjoint(u), product(moved, adjoint(vh)))
    diagonal = _diagonal(turned, rank)
    s_change = real(diagonal) if dtype.kind == "c" else diagonal
    if not compute_uv:
        return [s], [s_change]
    squares = mul(s, s)
    gaps = _differences(squares, rank)
    zero = eq(gaps, constant_like(gaps, 0))
    safe = select_n(zero, gaps, _ones_like(gaps))
    factor = convert_element_type(
        select_n(zero, div(_ones_like(gaps), safe), mul(gaps, constant_like(gaps, 0))), dtype
    )
    weights = convert_element_type(s, dtype)
    right_scaled = times_columns(turned, weights)  # turned · S
    left_scaled = swap(times_columns(swap(turned), weights))  # S · turned
    u_inner = mul(factor, add(right_scaled, adjoint(right_scaled)))
    v_inner = mul(factor, add(left_scaled, adjoint(left_scaled)))
    u_change, v_change = product(u, u_inner), product(adjoint(vh), v_inner)
    inverse = div(_vector_ones(weights), weights)
    if rows > cols:
        rest = sub(product(moved, adjoint(vh)), product(u, turned))
        u_change = add(u_change, times_columns(rest, inverse))
    if cols > rows:
        rest = sub(product(adjoint(moved), u), product(adjoint(vh), adjoint(turned)))
        v_change = add(v_change, times_columns(rest, inverse))
    return [s, u, vh], [s_change, u_change, adjoint(v_change)]


def _vector_ones(vector):
    return broadcast_in_dim(constant_like(vector, 1), shape_of(vector), ())


svd_p.implementation = _svd
svd_p.abstract = _svd_abstract
svd_p.jvp = _svd_jvp
_batch_all(svd_p)


def svd(a, full_matrices: bool = True, compute_uv: bool = True) -> list:
    """Singular values in descending order, and the left and (conjugate transposed) right singular vectors."""
    return bind(svd_p, a, full_matrices=bool(full_matrices), compute_uv=bool(compute_uv))


# ---- eig

eig_p = Primitive("eig", multiple_results=True)


def _eig(a, *, compute_right_eigenvectors):
    if not compute_right_eigenvectors:
        return [np.linalg.eigvals(a).astype(np.complex64)]
    values, vectors = np.linalg.eig(a)
    return [values.astype(np.complex64), vectors.astype(np.complex64)]


def _eig_abstract(a, *, compute_right_eigenvectors):
    _check_matrix("eig", a, square=True)
    vectors = [ShapedArray(a.shape, np.complex64)] if compute_right_eigenvectors else []
    return [ShapedArray(a.shape[:-1], np.complex64), *vectors]


eig_p.implementation = _eig
eig_p.abstract = _eig_abstract
_batch_all(eig_p)


def eig(a, compute_right_eigenvectors: bool = True) -> list:
    """Eigenvalues and eigenvectors (complex) of any square matrix."""
    return bind(eig_p, a, compute_right_eigenvectors=bool(compute_right_eigenvectors))


# ---- determinants

slogdet_p = Primitive("slogdet", multiple_results=True)


def _slogdet(a):
    sign, logarithm = np.linalg.slogdet(a)
    return [np.asarray(sign, a.dtype), np.asarray(logarithm, _real(a.dtype))]


def _slogdet_abstract(a):
    _check_matrix("slogdet", a, square=True)
    return [ShapedArray(a.shape[:-2], a.dtype), ShapedArray(a.shape[:-2], _real(a.dtype))]


def _slogdet_jvp(primals, tangents):
    (a,), (moved,) = primals, tangents
    sign, logarithm = bind(slogdet_p, a)
    if moved is None:
        return [sign, logarithm], [None, None]
    trace = _diagonal_sum(solve(a, moved))
    if get_aval(a).dtype.kind == "c":
        raise NotImplementedError("the derivative of slogdet of a complex matrix")
    return [sign, logarithm], [None, trace]


def _diagonal_sum(a):
    return reduce_sum(_diagonal(a, shape_of(a)[-1]), (len(shape_of(a)) - 2,))


slogdet_p.implementation = _slogdet
slogdet_p.abstract = _slogdet_abstract
slogdet_p.jvp = _slogdet_jvp
_batch_all(slogdet_p)


def slogdet(a) -> list:
    """Sign and logarithm of the absolute value of the determinant."""
    return bind(slogdet_p, a)


det_p = Primitive("det")
det_p.implementation = lambda a: np.asarray(np.linalg.det(a), a.dtype)
det_p.abstract = lambda a: ShapedArray(a.shape[:-2], a.dtype)


def _det_jvp(primals, tangents):
    (a,), (moved,) = primals, tangents
    out = det(a)
    return out, None if moved is None else reduce_sum(mul(cofactors(a), moved), _last_two(a))


def _last_two(a) -> tuple[int, int]:
    ndim = len(shape_of(a))
    return ndim - 2, ndim - 1


def cofactors(a):
    """The matrix of cofactors, det(a) a⁻ᵀ, also where a is singular: from the singular value decomposition, each
    singular value replaced by the product of the others."""
    s, u, vh = svd(a)
    n = shape_of(a)[-1]
    others = []
    for place in range(n):
        product_of_others = None
        for index in range(n):
            if index != place:
                value = slice_in_dim(s, index, index + 1, axis=len(shape_of(s)) - 1)
                product_of_others = value if product_of_others is None else mul(product_of_others, value)
        others.append(product_of_others if product_of_others is not None else _vector_ones(s))
    weights = convert_element_type(concatenate(others, len(shape_of(s)) - 1), get_aval(a).dtype)
    signs = mul(det(u), det(vh))
    shape = shape_of(a)
    return mul(broadcast_in_dim(signs, shape, range(len(shape) - 2)), product(times_columns(u, weights), vh))


det_p.jvp = _det_jvp
_batch_all(det_p)


def det(a):
    """The determinant."""
    return bind(det_p, a)
