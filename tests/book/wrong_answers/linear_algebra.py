"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "linear-algebra-combine": {
        "input-changed": """
            for i in range(len(weights)):
                vectors[i] *= weights[i]
            return sum(vectors)
        """,
        "not-summed": "return np.array([weight * vector for weight, vector in zip(weights, vectors)])",
        "weights-ignored": "return np.sum(vectors, axis=0)",
        "last-only": """
            for weight, vector in zip(weights, vectors):
                total = weight * vector
            return total
        """,
        "first-only": """
            total = np.zeros(len(vectors[0]))
            for weight, vector in zip(weights, vectors):
                total = total + weight * vector
                return total
        """,
    },
    "linear-algebra-weights": {
        "swapped": "weight_u, weight_v = -1, 2",
        "sign": "weight_u, weight_v = 2, 1",
        "elsewhere": "weight_u, weight_v = 1, 2",
    },
    "linear-algebra-product": {
        "transposed": "return np.array([[np.sum(A[i] * B[:, j]) for i in range(len(A))] for j in range(len(B.T))])",
        "elementwise": "return A * B",
        "rows-with-rows": """
            result = np.zeros((A.shape[0], B.shape[1]))
            for i in range(A.shape[0]):
                for j in range(B.shape[1]):
                    result[i, j] = np.sum(A[i] * B[j])
            return result
        """,
        "order": "return B @ A",
        "shape": """
            result = np.zeros(A.shape)
            for i in range(A.shape[0]):
                for j in range(A.shape[1]):
                    result[i, j] = np.sum(A[i, :] * B[:, j])
            return result
        """,
    },
    "linear-algebra-images": {
        "rows": "return np.array([image_of_e1, image_of_e2])",
        "swapped": "return np.column_stack([image_of_e2, image_of_e1])",
        "shape": "return np.concatenate([image_of_e1, image_of_e2])",
    },
    "linear-algebra-rotation": {
        "clockwise": "return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])",
        "degrees": """
            angle = np.deg2rad(angle)
            return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        """,
        "lengths": "return np.array([[np.cos(angle), np.sin(angle)], [np.sin(angle), np.cos(angle)]])",
        "wrong-value": "return np.array([[np.cos(angle), np.sin(angle)], [np.sin(angle), -np.cos(angle)]])",
    },
    "linear-algebra-recipe": {
        "transposed": "recipe = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1000.0]])",
        "unit-forgotten": "recipe = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])",
        "swapped": "recipe = np.array([[0.0, 1.0], [0.0, 1.0], [1000.0, 0.0]])",
        "fresh": "recipe = np.array([[0.5, 0.0], [0.5, 0.0], [0.0, 1000.0]])",
    },
    "linear-algebra-compose": {
        "order": "stretch_then_turn = stretch @ turn",
        "elementwise": "stretch_then_turn = turn * stretch",
        "sum": "stretch_then_turn = stretch + turn",
    },
    "linear-algebra-transpose": {
        "order-kept": "return A.T @ B.T",
        "not-transposed": "return B @ A",
        "wrong-value": "return (B.T @ A.T).T @ np.eye(A.shape[0]) * -1",
    },
    "linear-algebra-receipts": {
        "multiplied": "return baskets @ bills",
        "transposed": "return np.linalg.solve(baskets.T, bills)",
        "inverse-used": "return np.linalg.inv(baskets) @ bills",
    },
    "linear-algebra-cosine": {
        "not-normalised": "return x @ y",
        "squared-norms": "return x @ y / ((x @ x) * (y @ y))",
        "one-norm": "return x @ y / np.linalg.norm(x)",
        "angle": "return np.arccos(x @ y / (np.linalg.norm(x) * np.linalg.norm(y)))",
        "shape": "return x * y / (np.linalg.norm(x) * np.linalg.norm(y))",
    },
    "linear-algebra-standardise": {
        "input-changed": """
            other -= known.mean(axis=0)
            other /= known.std(axis=0)
            return other
        """,
        "brackets": "return other - np.mean(known, axis=0) / np.std(known, axis=0)",
        "own-statistics": "return (other - np.mean(other, axis=0)) / np.std(other, axis=0)",
        "one-number": "return (other - np.mean(known)) / np.std(known)",
        "variance": "return (other - np.mean(known, axis=0)) / np.var(known, axis=0)",
        "not-scaled": "return other - np.mean(known, axis=0)",
        "shape": "return (known - np.mean(known, axis=0)) / np.std(known, axis=0)",
    },
    "linear-algebra-design-matrix": {
        "shape": "return Z @ Z.T",
        "squares": """
            columns = list(Z.T)
            for j in range(Z.shape[1]):
                for k in range(j, Z.shape[1]):
                    columns.append(Z[:, j] * Z[:, k])
            return np.column_stack(columns)
        """,
        "twice": """
            columns = list(Z.T)
            for j in range(Z.shape[1]):
                for k in range(Z.shape[1]):
                    if j != k:
                        columns.append(Z[:, j] * Z[:, k])
            return np.column_stack(columns)
        """,
        "transposed": """
            columns = list(Z.T)
            for j in range(Z.shape[1]):
                for k in range(j + 1, Z.shape[1]):
                    columns.append(Z[:, j] * Z[:, k])
            return np.array(columns)
        """,
        "columns-forgotten": """
            columns = []
            for j in range(Z.shape[1]):
                for k in range(j + 1, Z.shape[1]):
                    columns.append(Z[:, j] * Z[:, k])
            return np.column_stack(columns)
        """,
    },
    "linear-algebra-loss": {
        "columns-counted": "return np.sum((X @ w - y) ** 2) / X.shape[1] + penalty * (w @ w)",
        "square-of-mean": "return np.mean(X @ w - y) ** 2 + penalty * (w @ w)",
        "root-taken": "return rmse(X @ w, y) + penalty * (w @ w)",
        "sum": "return np.sum((X @ w - y) ** 2) + penalty * (w @ w)",
        "penalty-forgotten": "return np.mean((X @ w - y) ** 2)",
        "norm-not-squared": "return np.mean((X @ w - y) ** 2) + penalty * np.linalg.norm(w)",
        "penalty-divided": "return (np.sum((X @ w - y) ** 2) + penalty * (w @ w)) / len(y)",
    },
    "linear-algebra-gradient": {
        "columns-counted": "return 2 / X.shape[1] * X.T @ (X @ w - y) + 2 * penalty * w",
        "penalty-factor-two": "return 2 / len(y) * X.T @ (X @ w - y) + penalty * w",
        "factor-two": "return X.T @ (X @ w - y) / len(y) + penalty * w",
        "sign": "return 2 / len(y) * X.T @ (y - X @ w) + 2 * penalty * w",
        "penalty-forgotten": "return 2 / len(y) * X.T @ (X @ w - y)",
        "sum": "return 2 * X.T @ (X @ w - y) + 2 * penalty * w",
    },
    "linear-algebra-ridge": {
        "columns-counted": """
            columns = X.shape[1]
            return np.linalg.solve(X.T @ X + columns * penalty * np.eye(columns), X.T @ y)
        """,
        "n-divides": "return np.linalg.solve(X.T @ X + penalty / len(y) * np.eye(X.shape[1]), X.T @ y)",
        "n-forgotten": "return np.linalg.solve(X.T @ X + penalty * np.eye(X.shape[1]), X.T @ y)",
        "penalty-forgotten": "return np.linalg.solve(X.T @ X, X.T @ y)",
        "identity-forgotten": "return np.linalg.solve(X.T @ X + len(y) * penalty, X.T @ y)",
        "one-side": "return np.linalg.solve(X.T @ X / len(y) + penalty * np.eye(X.shape[1]), X.T @ y)",
    },
    "linear-algebra-sweep": {
        "training-error": "return np.array([rmse(X @ ridge(X, y, penalty), y) for penalty in penalties])",
        "learnt-on-new": """
            return np.array([rmse(X_new @ ridge(X_new, y_new, penalty), y_new) for penalty in penalties])
        """,
        "not-root": "return np.array([rmse(X_new @ ridge(X, y, penalty), y_new) ** 2 for penalty in penalties])",
    },
    "linear-algebra-line": {
        "brackets": "return b @ x / b @ b * b",
        "rest-returned": "return x - (b @ x) / (b @ b) * b",
        "input-changed": """
            b /= np.linalg.norm(b)
            return (b @ x) * b
        """,
        "coordinate-only": "return (b @ x) / (b @ b)",
        "not-divided": "return (b @ x) * b",
        "length-not-squared": "return (b @ x) / np.linalg.norm(b) * b",
        "not-on-the-line": "return (b @ x) / (x @ x) * x",
    },
    "linear-algebra-line-matrix": {
        "rest-returned": "return np.eye(len(b)) - np.outer(b, b) / (b @ b)",
        "inner-instead-of-outer": "return b @ b.T / (b @ b)",
        "not-divided": "return np.outer(b, b)",
        "length-not-squared": "return np.outer(b, b) / np.linalg.norm(b)",
    },
    "linear-algebra-subspace": {
        "gram-forgotten": "return B @ B.T",
        "gram-not-inverted": "return B @ (B.T @ B) @ B.T",
        "columns-one-by-one": "return sum(np.outer(b, b) / (b @ b) for b in B.T)",
        "wrong-shape": "return np.linalg.solve(B.T @ B, B.T)",
    },
    "linear-algebra-independent": {
        "shape-only": "return B.shape[0] >= B.shape[1]",
        "rows-counted": "return np.linalg.matrix_rank(B) == min(B.shape)",
        "exact-zero": "return np.linalg.det(B.T @ B) != 0",
        "short-columns-refused": "return np.linalg.det(B.T @ B) > 1e-6",
    },
    "linear-algebra-fit": {
        "wrong-count": """
            B = np.column_stack([np.ones(len(t)), t])
            return np.linalg.solve(B.T @ B, B.T @ y)
        """,
        "no-intercept": """
            B = np.asarray(t)[:, None]
            coefficients = np.linalg.solve(B.T @ B, B.T @ y)
            return coefficients, y - B @ coefficients
        """,
        "order": """
            B = np.column_stack([t, np.ones(len(t))])
            coefficients = np.linalg.solve(B.T @ B, B.T @ y)
            return coefficients, y - B @ coefficients
        """,
        "residual-sign": """
            B = np.column_stack([np.ones(len(t)), t])
            coefficients = np.linalg.solve(B.T @ B, B.T @ y)
            return coefficients, B @ coefficients - y
        """,
    },
    "linear-algebra-orthogonal-bug": {
        "input-changed": """
            directions /= np.linalg.norm(directions, axis=0)
            return directions.T @ x
        """,
        "unchanged": "return directions.T @ x",
        "length-not-squared": "return (directions.T @ x) / np.linalg.norm(directions, axis=0)",
    },
    "linear-algebra-gram-schmidt": {
        "input-changed": """
            found = []
            for b in B.T:
                rest = b
                for q in found:
                    rest -= (q @ rest) * q
                if np.linalg.norm(rest) > 1e-10 * np.linalg.norm(b):
                    found.append(rest / np.linalg.norm(rest))
            return np.column_stack(found)
        """,
        "wrong-shape": """
            found = []
            for b in B.T:
                rest = b
                for q in found:
                    rest = rest - (q @ rest) * q
                if np.linalg.norm(rest) > 1e-10 * np.linalg.norm(b):
                    found.append(rest / np.linalg.norm(rest))
            return np.array(found)
        """,
        "not-orthogonal": """
            found = []
            for j, b in enumerate(B.T):
                rest = b
                for earlier in B.T[:j]:
                    rest = rest - (earlier @ b) / (earlier @ earlier) * earlier
                found.append(rest / np.linalg.norm(rest))
            return np.column_stack(found)
        """,
        "not-normalised": """
            found = []
            for b in B.T:
                rest = b
                for q in found:
                    rest = rest - (q @ rest) / (q @ q) * q
                found.append(rest)
            return np.column_stack(found)
        """,
        "dependent-column-kept": """
            found = []
            for b in B.T:
                rest = b
                for q in found:
                    rest = rest - (q @ rest) * q
                found.append(rest / np.linalg.norm(rest))
            return np.column_stack(found)
        """,
        "column-lost": "return np.linalg.qr(B)[0][:, : np.linalg.matrix_rank(B)]",
        "absolute-threshold": """
            found = []
            for b in B.T:
                rest = b
                for q in found:
                    rest = rest - (q @ rest) * q
                if np.linalg.norm(rest) > 1e-10:
                    found.append(rest / np.linalg.norm(rest))
            return np.column_stack(found) if found else np.zeros((len(B), 0))
        """,
    },
    "linear-algebra-area": {
        "roll-without-axis": """
            following = np.roll(corners, -1)
            return abs((corners[:, 0] * following[:, 1] - corners[:, 1] * following[:, 0]).sum()) / 2
        """,
        "not-summed": """
            following = np.roll(corners, -1, axis=0)
            return abs(corners[:, 0] * following[:, 1] - corners[:, 1] * following[:, 0]) / 2
        """,
        "parallelograms": """
            following = np.roll(corners, -1, axis=0)
            return abs((corners[:, 0] * following[:, 1] - corners[:, 1] * following[:, 0]).sum())
        """,
        "sign-removed-too-early": """
            following = np.roll(corners, -1, axis=0)
            return np.abs(corners[:, 0] * following[:, 1] - corners[:, 1] * following[:, 0]).sum() / 2
        """,
        "not-closed": """
            here, following = corners[:-1], corners[1:]
            return abs((here[:, 0] * following[:, 1] - here[:, 1] * following[:, 0]).sum()) / 2
        """,
        "negative-area": """
            following = np.roll(corners, -1, axis=0)
            return (corners[:, 0] * following[:, 1] - corners[:, 1] * following[:, 0]).sum() / 2
        """,
    },
    "linear-algebra-spectrum": {
        "negative-root": """
            half_trace = np.trace(A) / 2
            distance = np.sqrt(np.linalg.det(A) - half_trace**2)
            return np.array([half_trace - distance, half_trace + distance])
        """,
        "order": """
            half_trace = np.trace(A) / 2
            distance = np.sqrt(half_trace**2 - np.linalg.det(A))
            return np.array([half_trace + distance, half_trace - distance])
        """,
        "trace-not-halved": """
            distance = np.sqrt(np.trace(A) ** 2 - np.linalg.det(A))
            return np.array([np.trace(A) - distance, np.trace(A) + distance])
        """,
        "wrong-distance": """
            half_trace = np.trace(A) / 2
            distance = np.sqrt(np.trace(A) ** 2 - np.linalg.det(A))
            return np.array([half_trace - distance, half_trace + distance])
        """,
    },
    "linear-algebra-square-root": {
        "elementwise": "return np.sqrt(A)",
        "root-forgotten": """
            eigenvalues, eigenvectors = np.linalg.eigh(A)
            return (eigenvectors * eigenvalues) @ eigenvectors.T
        """,
        "other-root": """
            eigenvalues, eigenvectors = np.linalg.eigh(A)
            return -(eigenvectors * np.sqrt(eigenvalues)) @ eigenvectors.T
        """,
        "half-of-the-product": """
            eigenvalues, eigenvectors = np.linalg.eigh(A)
            return eigenvectors * np.sqrt(eigenvalues)
        """,
    },
    "linear-algebra-eig-bug": {
        "absolute-values": """
            U, s, _ = np.linalg.svd(A)
            return s[:k], U[:, :k]
        """,
        "smallest-first": """
            eigenvalues, eigenvectors = np.linalg.eigh(A)
            return eigenvalues[:k], eigenvectors[:, :k]
        """,
        "ascending": """
            eigenvalues, eigenvectors = np.linalg.eigh(A)
            return eigenvalues[-k:], eigenvectors[:, -k:]
        """,
        "vectors-in-another-order": """
            eigenvalues, eigenvectors = np.linalg.eigh(A)
            return eigenvalues[::-1][:k], eigenvectors[:, :k]
        """,
        "eig-kept": """
            eigenvalues, eigenvectors = np.linalg.eig(A)
            order = np.argsort(-eigenvalues)[:k]
            return eigenvalues[order], eigenvectors[:, order]
        """,
    },
    "linear-algebra-low-rank": {
        "v-transposed-twice": """
            U, s, Vt = np.linalg.svd(A, full_matrices=False)
            return (U[:, :k] * s[:k]) @ Vt[:, :k].T
        """,
        "singular-values-forgotten": """
            U, s, Vt = np.linalg.svd(A, full_matrices=False)
            return U[:, :k] @ Vt[:k]
        """,
    },
    "linear-algebra-variance": {
        "input-changed": """
            X -= X.mean(axis=0)
            return np.mean((X @ q) ** 2)
        """,
        "not-centred": "return np.mean((X @ q) ** 2)",
        "sum-not-mean": "return np.sum(((X - X.mean(axis=0)) @ q) ** 2)",
        "n-minus-one": "return np.var(X @ q, ddof=1)",
        "standard-deviation": "return np.std(X @ q)",
    },
    "linear-algebra-fit-pca": {
        "input-changed": """
            mean = X.mean(axis=0)
            X -= mean
            variances, directions = top_eigenvectors(X.T @ X / len(X), k)
            return mean, directions, variances
        """,
        "wrong-count": "return np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[2][:k].T",
        "not-centred": """
            mean = X.mean(axis=0)
            variances, directions = top_eigenvectors(X.T @ X / len(X), k)
            return mean, directions, variances
        """,
        "sum-not-mean": """
            mean = X.mean(axis=0)
            centred = X - mean
            variances, directions = top_eigenvectors(centred.T @ centred, k)
            return mean, directions, variances
        """,
        "smallest-kept": """
            mean = X.mean(axis=0)
            centred = X - mean
            variances, directions = np.linalg.eigh(centred.T @ centred / len(X))
            return mean, directions[:, :k], variances[:k]
        """,
        "wrong-shape": """
            mean = X.mean(axis=0)
            centred = X - mean
            variances, directions = top_eigenvectors(centred @ centred.T / len(X), k)
            return mean, directions, variances
        """,
    },
    "linear-algebra-encode": {
        "input-changed": [
            "X -= mean; return X @ directions",
            "return mean + codes @ directions.T",
        ],
        "own-mean": [
            "return (X - X.mean(axis=0)) @ directions",
            "return mean + codes @ directions.T",
        ],
        "mean-not-removed": [
            "return X @ directions",
            "return mean + codes @ directions.T",
        ],
        "mean-not-added": [
            "return (X - mean) @ directions",
            "return codes @ directions.T",
        ],
    },
    "linear-algebra-errors": {
        "baseline-missing": """
            centred = X - mean
            gains = np.mean((centred @ directions) ** 2, axis=0)
            return (np.mean(np.sum(centred**2, axis=1)) - np.cumsum(gains)) / X.shape[1]
        """,
        "own-mean": """
            centred = X - X.mean(axis=0)
            gains = np.mean((centred @ directions) ** 2, axis=0)
            baseline = np.mean(np.sum(centred**2, axis=1))
            return (baseline - np.concatenate([[0.0], np.cumsum(gains)])) / X.shape[1]
        """,
        "not-cumulative": """
            centred = X - mean
            gains = np.mean((centred @ directions) ** 2, axis=0)
            baseline = np.mean(np.sum(centred**2, axis=1))
            return (baseline - np.concatenate([[0.0], gains])) / X.shape[1]
        """,
        "not-per-entry": """
            centred = X - mean
            gains = np.mean((centred @ directions) ** 2, axis=0)
            baseline = np.mean(np.sum(centred**2, axis=1))
            return baseline - np.concatenate([[0.0], np.cumsum(gains)])
        """,
    },
    "linear-algebra-small-matrix": {
        "covariance-built": "return pca(X, k)",
        "not-unit-length": """
            mean = X.mean(axis=0)
            centred = X - mean
            variances, small_vectors = top_eigenvectors(centred @ centred.T / len(X), k)
            return mean, centred.T @ small_vectors, variances
        """,
        "n-forgotten": """
            mean = X.mean(axis=0)
            centred = X - mean
            variances, small_vectors = top_eigenvectors(centred @ centred.T / len(X), k)
            return mean, centred.T @ small_vectors / np.sqrt(variances), variances
        """,
        "wrong-shape": """
            mean = X.mean(axis=0)
            centred = X - mean
            variances, small_vectors = top_eigenvectors(centred @ centred.T / len(X), k)
            return mean, small_vectors, variances
        """,
    },
}
