"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "graph-neural-networks-adjacency": {
        "one-way": """
A = np.zeros((n, n))
A[edges[:, 0], edges[:, 1]] = 1
return A""",
        "diagonal": """
A = np.eye(n)
A[edges[:, 0], edges[:, 1]] = 1
A[edges[:, 1], edges[:, 0]] = 1
return A""",
        "not-zeros-and-ones": """
A = np.zeros((n, n))
A[edges[:, 0], edges[:, 1]] = 1
A[edges[:, 1], edges[:, 0]] = 1
return 2 * A""",
        "true-or-false": """
A = np.zeros((n, n), dtype=bool)
A[edges[:, 0], edges[:, 1]] = True
return A | A.T""",
    },
    "graph-neural-networks-equivariant": {
        "order-of-the-result": "return np.allclose(layer(*renumber(order, A, X)), layer(A, X), atol=1e-5)",
        "matrix-left": "return np.allclose(layer(A, X[order]), layer(A, X)[order], atol=1e-5)",
        "always-true": "return layer(*renumber(order, A, X)).shape == layer(A, X).shape",
        "rounding": """
moved, here = layer(*renumber(order, A, X)), layer(A, X)[order]
return bool(np.all(np.abs(moved - here) < 1e-9))""",
        "not-one-answer": "return np.isclose(layer(*renumber(order, A, X)), layer(A, X)[order], atol=1e-5)",
    },
    "graph-neural-networks-mean": {
        "sum": "return jax.ops.segment_sum(H[senders], receivers, num_segments=n)",
        "nan": """
total = jax.ops.segment_sum(H[senders], receivers, num_segments=n)
count = jax.ops.segment_sum(jnp.ones(len(receivers)), receivers, num_segments=n)
return total / count[:, None]""",
        "against-the-arrow": """
total = jax.ops.segment_sum(H[receivers], senders, num_segments=n)
count = jax.ops.segment_sum(jnp.ones(len(senders)), senders, num_segments=n)
return total / jnp.maximum(count, 1)[:, None]""",
        "all-nodes": "return jax.ops.segment_sum(H[senders], receivers, num_segments=n) / n",
    },
    "graph-neural-networks-normalise": {
        "loops-forgotten": """
root = jnp.sqrt(jnp.maximum(A.sum(axis=1), 1))
return A / (root[:, None] * root[None, :])""",
        "one-degree": """
looped = A + jnp.eye(len(A))
return looped / looped.sum(axis=1)[:, None]""",
        "root-forgotten": """
looped = A + jnp.eye(len(A))
degree = looped.sum(axis=1)
return looped / (degree[:, None] * degree[None, :])""",
        "multiplied": """
looped = A + jnp.eye(len(A))
root = jnp.sqrt(looped.sum(axis=1))
return looped * (root[:, None] * root[None, :])""",
        "degree-of-A": """
root = jnp.sqrt(jnp.maximum(A.sum(axis=1), 1))
return (A + jnp.eye(len(A))) / (root[:, None] * root[None, :])""",
    },
    "graph-neural-networks-gcn-stack": {
        "relu-at-the-end": """
H = X
for W in weights:
    H = jax.nn.relu(S @ H @ W)
return H""",
        "relu-forgotten": """
H = X
for W in weights:
    H = S @ H @ W
return H""",
        "edges-forgotten": """
H = X
for W in weights[:-1]:
    H = jax.nn.relu(H @ W)
return H @ weights[-1]""",
        "one-layer-without-S": """
H = X
for W in weights[:-1]:
    H = jax.nn.relu(S @ H @ W)
return H @ weights[-1]""",
        "does-not-compile": """
H = X
for W in weights[:-1]:
    H = np.maximum(S @ H @ W, 0)
return S @ H @ weights[-1]""",
    },
    "graph-neural-networks-reach": {
        "no-staying": "return np.linalg.matrix_power(A, layers) > 0",
        "entry-by-entry": "return (A + np.eye(len(A))) ** layers > 0",
        "not-true-or-false": "return np.linalg.matrix_power(A + np.eye(len(A)), layers)",
        "one-layer-off": "return np.linalg.matrix_power(A + np.eye(len(A)), layers + 1) > 0",
    },
    "graph-neural-networks-known": {
        "all-nodes": "return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels])",
        "divided-by-all": "return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels] * known)",
        "sum": "return -jnp.sum(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels] * known)",
        "sign": """
right = jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels]
return jnp.sum(right * known) / jnp.sum(known)""",
        "not-a-probability": """
right = logits[jnp.arange(len(labels)), labels]
return -jnp.sum(right * known) / jnp.sum(known)""",
        "does-not-compile": "return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels][known])",
        "not-a-number": "return -jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels] * known",
    },
    "graph-neural-networks-energy": {
        "twice": """
Z = H / jnp.sqrt(A.sum(axis=1) + 1)[:, None]
return jnp.sum(A * jnp.sum((Z[:, None] - Z[None]) ** 2, axis=2))""",
        "not-scaled": "return jnp.sum(A * jnp.sum((H[:, None] - H[None]) ** 2, axis=2)) / 2",
        "root-forgotten": """
Z = H / (A.sum(axis=1) + 1)[:, None]
return jnp.sum(A * jnp.sum((Z[:, None] - Z[None]) ** 2, axis=2)) / 2""",
        "loop-forgotten": """
Z = H / jnp.sqrt(jnp.maximum(A.sum(axis=1), 1))[:, None]
return jnp.sum(A * jnp.sum((Z[:, None] - Z[None]) ** 2, axis=2)) / 2""",
        "square-forgotten": """
Z = H / jnp.sqrt(A.sum(axis=1) + 1)[:, None]
return jnp.sum(A * jnp.sqrt(jnp.sum((Z[:, None] - Z[None]) ** 2, axis=2))) / 2""",
        "mean": """
Z = H / jnp.sqrt(A.sum(axis=1) + 1)[:, None]
return jnp.sum(A * jnp.sum((Z[:, None] - Z[None]) ** 2, axis=2)) / A.sum()""",
    },
    "graph-neural-networks-attention-bug": {
        "strangers": """
scores = jax.nn.leaky_relu((H @ a_target)[:, None] + (H @ a_source)[None, :], 0.2)
return jax.nn.softmax(scores * (A + jnp.eye(len(A))), axis=1)""",
        "masked-after": """
scores = jax.nn.leaky_relu((H @ a_target)[:, None] + (H @ a_source)[None, :], 0.2)
return jax.nn.softmax(scores, axis=1) * (A + jnp.eye(len(A)))""",
        "nan": """
scores = jax.nn.leaky_relu((H @ a_target)[:, None] + (H @ a_source)[None, :], 0.2)
return jax.nn.softmax(jnp.where(A > 0, scores, -jnp.inf), axis=1)""",
        "leaky-forgotten": """
scores = (H @ a_target)[:, None] + (H @ a_source)[None, :]
return jax.nn.softmax(jnp.where(A + jnp.eye(len(A)) > 0, scores, -jnp.inf), axis=1)""",
        "slope": """
scores = jax.nn.leaky_relu((H @ a_target)[:, None] + (H @ a_source)[None, :])
return jax.nn.softmax(jnp.where(A + jnp.eye(len(A)) > 0, scores, -jnp.inf), axis=1)""",
        "does-not-compile": """
scores = (H @ a_target)[:, None] + (H @ a_source)[None, :]
raised = np.exp(np.where(scores > 0, scores, 0.2 * scores)) * (A + np.eye(len(A)))
return raised / raised.sum(axis=1, keepdims=True)""",
        "swapped": """
scores = jax.nn.leaky_relu((H @ a_source)[:, None] + (H @ a_target)[None, :], 0.2)
return jax.nn.softmax(jnp.where(A + jnp.eye(len(A)) > 0, scores, -jnp.inf), axis=1)""",
        "wrong-axis": """
scores = jax.nn.leaky_relu((H @ a_target)[:, None] + (H @ a_source)[None, :], 0.2)
return jax.nn.softmax(jnp.where(A + jnp.eye(len(A)) > 0, scores, -jnp.inf), axis=0)""",
        "self-forgotten": """
scores = jax.nn.leaky_relu((H @ a_target)[:, None] + (H @ a_source)[None, :], 0.2)
return jax.nn.softmax(jnp.where(A > 0, scores, -1e9), axis=1) * (A > 0)""",
    },
    "graph-neural-networks-heads": {
        "merged": """
results = []
for W, source, target in zip(params["W"], params["source"], params["target"]):
    results.append(attention(X @ W, A, source, target) @ X @ W)
return sum(results) / len(results)""",
        "under-each-other": """
results = []
for W, source, target in zip(params["W"], params["source"], params["target"]):
    results.append(attention(X @ W, A, source, target) @ X @ W)
return jnp.concatenate(results)""",
        "stacked": """
results = []
for W, source, target in zip(params["W"], params["source"], params["target"]):
    results.append(attention(X @ W, A, source, target) @ X @ W)
return jnp.stack(results)""",
        "does-not-compile": """
results = []
for W, source, target in zip(params["W"], params["source"], params["target"]):
    results.append(attention(X @ W, A, source, target) @ X @ W)
return np.concatenate(results, axis=1)""",
        "attention-unused": 'return jnp.concatenate([X @ W for W in params["W"]], axis=1)',
    },
    "graph-neural-networks-refine": {
        "set": """
signatures = [(int(colours[i]), tuple(sorted(set(colours[A[i] > 0].tolist())))) for i in range(len(A))]
kinds = sorted(set(signatures))
return np.array([kinds.index(signature) for signature in signatures])""",
        "own-forgotten": """
signatures = [tuple(sorted(colours[A[i] > 0].tolist())) for i in range(len(A))]
kinds = sorted(set(signatures))
return np.array([kinds.index(signature) for signature in signatures])""",
        "not-sorted": """
signatures = [(int(colours[i]), tuple(colours[A[i] > 0].tolist())) for i in range(len(A))]
kinds = sorted(set(signatures))
return np.array([kinds.index(signature) for signature in signatures])""",
        "sum": """
signatures = [(int(colours[i]), int(colours[A[i] > 0].sum())) for i in range(len(A))]
kinds = sorted(set(signatures))
return np.array([kinds.index(signature) for signature in signatures])""",
        "degree-only": """
signatures = [(int(colours[i]), int(A[i].sum())) for i in range(len(A))]
kinds = sorted(set(signatures))
return np.array([kinds.index(signature) for signature in signatures])""",
    },
    "graph-neural-networks-gin": {
        "self-forgotten": """
hidden = jax.nn.relu(A @ H @ params["W1"] + params["b1"])
return hidden @ params["W2"] + params["b2"]""",
        "epsilon-forgotten": """
hidden = jax.nn.relu((H + A @ H) @ params["W1"] + params["b1"])
return hidden @ params["W2"] + params["b2"]""",
        "bracket": """
hidden = jax.nn.relu((1 + params["epsilon"]) * (H + A @ H) @ params["W1"] + params["b1"])
return hidden @ params["W2"] + params["b2"]""",
        "mean": """
degree = jnp.maximum(A.sum(axis=-1, keepdims=True), 1)
hidden = jax.nn.relu(((1 + params["epsilon"]) * H + A @ H / degree) @ params["W1"] + params["b1"])
return hidden @ params["W2"] + params["b2"]""",
        "relu-at-the-end": """
hidden = jax.nn.relu(((1 + params["epsilon"]) * H + A @ H) @ params["W1"] + params["b1"])
return jax.nn.relu(hidden @ params["W2"] + params["b2"])""",
        "relu-forgotten": """
hidden = ((1 + params["epsilon"]) * H + A @ H) @ params["W1"] + params["b1"]
return hidden @ params["W2"] + params["b2"]""",
        "does-not-compile": """
hidden = np.maximum(((1 + params["epsilon"]) * H + A @ H) @ params["W1"] + params["b1"], 0)
return hidden @ params["W2"] + params["b2"]""",
    },
    "graph-neural-networks-readout": {
        "padding": "return H.sum(axis=1)",
        "mean": "return (H * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)",
        "mean-of-the-page": "return (H * mask[:, :, None]).mean(axis=1)",
        "does-not-compile": 'return np.einsum("gpd,gp->gd", H, mask)',
        "mask-reversed": "return (H * (1 - mask)[:, :, None]).sum(axis=1)",
    },
    "graph-neural-networks-split": {
        "still-in-the-graph": """
both_ways = np.concatenate([links, links[:, ::-1]])
shuffled = np.random.default_rng(seed).permutation(both_ways)
return shuffled[len(shuffled) // 5 :], shuffled[: len(shuffled) // 5]""",
        "not-drawn": "return links[len(links) // 5 :], links[: len(links) // 5]",
        "swapped": """
shuffled = np.random.default_rng(seed).permutation(links)
return shuffled[: len(links) // 5], shuffled[len(links) // 5 :]""",
        "drawn-twice": """
chosen = np.random.default_rng(seed).integers(len(links), size=len(links) // 5)
return np.delete(links, chosen, axis=0), links[chosen]""",
        "not-repeatable": """
shuffled = np.random.default_rng().permutation(links)
return shuffled[len(links) // 5 :], shuffled[: len(links) // 5]""",
    },
    "graph-neural-networks-auc": {
        "ties-lost": "return np.mean(positive[:, None] > negative[None, :])",
        "ties-won": "return np.mean(positive[:, None] >= negative[None, :])",
        "reversed": """
difference = negative[None, :] - positive[:, None]
return np.mean(difference > 0) + np.mean(difference == 0) / 2""",
        "sum": """
difference = positive[:, None] - negative[None, :]
return np.sum(difference > 0) + np.sum(difference == 0) / 2""",
        "threshold": "return (np.mean(positive > 0) + np.mean(negative <= 0)) / 2",
    },
    "graph-neural-networks-negatives": {
        "drawn-once": "return jax.random.choice(key, candidates, (count,))",
        "key-ignored": "return jax.random.choice(jax.random.key(step), candidates, (count,))",
        "not-repeatable": """
return jnp.asarray(np.random.default_rng().choice(np.asarray(candidates), count))""",
        "first-rows": """
start = jax.random.randint(jax.random.fold_in(key, step), (), 0, 50)
return candidates[start + jnp.arange(count) % 50]""",
        "does-not-compile": "return jax.random.choice(jax.random.fold_in(key, int(step)), candidates, (count,))",
    },
    "graph-neural-networks-filter": {
        "starts-too-late": """
result = 0
for tap in taps:
    X = S @ X
    result = result + tap * X
return result""",
        "one-step-too-many": """
result = taps[0] * X
for k in range(1, len(taps) + 1):
    X = S @ X
    result = result + taps[min(k, len(taps) - 1)] * X
return result""",
        "reversed": """
result = 0
for tap in taps[::-1]:
    result = result + tap * X
    X = S @ X
return result""",
        "entry-by-entry": "return sum(tap * S**k @ X for k, tap in enumerate(taps))",
        "no-further-step": """
result = taps[0] * X
for tap in taps[1:]:
    result = result + tap * (S @ X)
return result""",
        "does-not-compile": """
result = np.zeros_like(X)
for tap in taps:
    result += tap * X
    X = S @ X
return result""",
    },
}
