"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "introduction-to-machine-learning-tasks": {
        "a-number": """
answers = {"A": classification, "B": classification, "C": clustering, "D": reinforcement}
answers |= {"E": regression, "F": classification}""",
        "no-answers": """
answers = {"A": regression, "B": classification, "C": classification, "D": reinforcement}
answers |= {"E": regression, "F": classification}""",
        "a-category": """
answers = {"A": regression, "B": classification, "C": clustering, "D": reinforcement}
answers |= {"E": regression, "F": clustering}""",
        "trial-and-error": """
answers = {"A": regression, "B": classification, "C": clustering, "D": regression}
answers |= {"E": regression, "F": classification}""",
        "missing": 'answers = {"A": regression, "B": classification}',
    },
    "introduction-to-machine-learning-mse": {
        "not-averaged": "return (w * x + b - y) ** 2",
        "sum": "return jnp.sum((w * x + b - y) ** 2)",
        "absolute": "return jnp.mean(jnp.abs(w * x + b - y))",
        "half": "return jnp.mean((w * x + b - y) ** 2) / 2",
        "root": "return jnp.sqrt(jnp.mean((w * x + b - y) ** 2))",
        "square-misplaced": "return jnp.mean(w * x + b - y) ** 2",
        "wrong-value": "return jnp.mean((w * x - b - y) ** 2)",
        "numpy": "return float(np.mean((w * x + b - y) ** 2))",
    },
    "introduction-to-machine-learning-guess": {
        "too-few": "guesses = [(0.7, 1.6)]",
        "swapped": "guesses = [(3.0, 0.0), (2.0, 1.0), (1.5, 0.8), (1.6, 0.7)]",
        "too-low": "guesses = [(0.0, 0.0), (0.1, 0.5), (0.3, 0.5), (0.5, 1.0)]",
        "too-high": "guesses = [(0.0, 3.0), (0.1, 3.0), (0.3, 3.0), (0.6, 3.0)]",
        "too-flat": "guesses = [(0.0, 0.0), (0.1, 3.0), (0.1, 3.1), (0.0, 3.1)]",
        "too-steep": "guesses = [(0.0, 0.0), (0.1, 3.0), (0.1, 3.1), (1.2, 0.5)]",
    },
    "introduction-to-machine-learning-gradient-by-hand": {
        "not-averaged": """
residuals = w * x + b - y
return jnp.array([2 * residuals * x, 2 * residuals])""",
        "swapped": """
residuals = w * x + b - y
return jnp.array([jnp.mean(2 * residuals), jnp.mean(2 * residuals * x)])""",
        "two-forgotten": """
residuals = w * x + b - y
return jnp.array([jnp.mean(residuals * x), jnp.mean(residuals)])""",
        "sign": """
residuals = y - w * x - b
return jnp.array([jnp.mean(2 * residuals * x), jnp.mean(2 * residuals)])""",
        "sum": """
residuals = w * x + b - y
return jnp.array([jnp.sum(2 * residuals * x), jnp.sum(2 * residuals)])""",
        "x-forgotten": """
residuals = w * x + b - y
return jnp.array([jnp.mean(2 * residuals), jnp.mean(2 * residuals)])""",
        "mean-too-early": """
residuals = w * x + b - y
return jnp.array([jnp.mean(2 * residuals) * jnp.mean(x), jnp.mean(2 * residuals)])""",
    },
    "introduction-to-machine-learning-descend": {
        "uphill": """
path = [start]
for _ in range(steps):
    path.append(path[-1] + rate * gradient(path[-1]))
return np.array(path)""",
        "not-an-array": """
path = [start]
for _ in range(steps):
    path.append(path[-1] - rate * gradient(path[-1]))
return path""",
        "last-only": """
for _ in range(steps):
    start = start - rate * gradient(start)
return start""",
        "one-point-short": """
path = []
for _ in range(steps):
    start = start - rate * gradient(start)
    path.append(start)
return np.array(path)""",
        "rate-ignored": """
path = [start]
for _ in range(steps):
    path.append(path[-1] - gradient(path[-1]))
return np.array(path)""",
        "gradient-of-the-start": """
path = [start]
for _ in range(steps):
    path.append(path[-1] - rate * gradient(start))
return np.array(path)""",
        "input-changed": """
path = [start]
for _ in range(steps):
    start -= rate * gradient(start)
    path.append(start)
return np.array(path)""",
    },
    "introduction-to-machine-learning-edge": {
        "smallest": "return 2 / np.min(np.linalg.eigvalsh(jax.hessian(loss)(params)))",
        "one-over": "return 1 / np.max(np.linalg.eigvalsh(jax.hessian(loss)(params)))",
        "largest-entry": "return 2 / np.max(jax.hessian(loss)(params))",
    },
    "introduction-to-machine-learning-standardise": {
        "own-statistics": "return (new - np.mean(new, axis=0)) / np.std(new, axis=0)",
        "both": """
together = np.vstack([known, new])
return (new - np.mean(together, axis=0)) / np.std(together, axis=0)""",
        "axis-forgotten": "return (new - np.mean(known)) / np.std(known)",
        "variance": "return (new - np.mean(known, axis=0)) / np.var(known, axis=0)",
        "not-divided": "return new - np.mean(known, axis=0)",
        "known-returned": "return (known - np.mean(new, axis=0)) / np.std(new, axis=0)",
    },
    "introduction-to-machine-learning-polynomial": {
        "constant-forgotten": "return np.column_stack([x**power for power in range(1, degree + 1)])",
        "degree-missing": "return np.column_stack([x**power for power in range(degree)])",
        "transposed": "return np.array([x**power for power in range(degree + 1)])",
        "descending": "return np.column_stack([x**power for power in range(degree, -1, -1)])",
        "multiples": """
return np.column_stack([np.ones(len(x))] + [x * power for power in range(1, degree + 1)])""",
    },
    "introduction-to-machine-learning-penalised": {
        "penalty-forgotten": "return jnp.mean((P @ weights - y) ** 2)",
        "intercept-penalised": "return jnp.mean((P @ weights - y) ** 2) + penalty * jnp.sum(weights**2)",
        "not-squared": "return jnp.mean((P @ weights - y) ** 2) + penalty * jnp.sum(jnp.abs(weights[1:]))",
        "mean-of-weights": "return jnp.mean((P @ weights - y) ** 2) + penalty * jnp.mean(weights[1:] ** 2)",
        "numpy": "return float(np.mean((P @ weights - y) ** 2) + penalty * np.sum(weights[1:] ** 2))",
    },
    "introduction-to-machine-learning-build-features": {
        "power-of-product": """
f, r = Z[:, 0], Z[:, 1]
return np.column_stack([f, r, r**2, f * r, (f * r) ** 2])""",
        "wrong-square": """
f, r = Z[:, 0], Z[:, 1]
return np.column_stack([f, r, f**2, f * r, f * r**2])""",
        "order": """
f, r = Z[:, 0], Z[:, 1]
return np.column_stack([f, r, f * r, r**2, f * r**2])""",
        "transposed": """
f, r = Z[:, 0], Z[:, 1]
return np.array([f, r, r**2, f * r, f * r**2])""",
        "wrong-column": """
f, r = Z[:, 0], Z[:, 1]
return np.column_stack([f, r, r**2, f + r, f * r**2])""",
    },
    "introduction-to-machine-learning-tent": {
        "flat-top": "heights = (1, -1, 0)",
        "tail": "heights = (1, -2, 0)",
        "fall": "heights = (1, -3, 2)",
        "rise": "heights = (2, -4, 2)",
    },
    "introduction-to-machine-learning-init": {
        "same-key": """
layers = []
for m, k in zip(sizes[:-1], sizes[1:]):
    layers.append({"w": jax.random.normal(key, (m, k)) * jnp.sqrt(2 / m), "b": jnp.zeros(k)})
return layers""",
        "unscaled": """
keys = jax.random.split(key, len(sizes) - 1)
return [{"w": jax.random.normal(one, (m, k)), "b": jnp.zeros(k)}
        for one, m, k in zip(keys, sizes[:-1], sizes[1:])]""",
        "root-forgotten": """
keys = jax.random.split(key, len(sizes) - 1)
return [{"w": jax.random.normal(one, (m, k)) * 2 / m, "b": jnp.zeros(k)}
        for one, m, k in zip(keys, sizes[:-1], sizes[1:])]""",
        "outputs-counted": """
keys = jax.random.split(key, len(sizes) - 1)
return [{"w": jax.random.normal(one, (m, k)) * jnp.sqrt(2 / k), "b": jnp.zeros(k)}
        for one, m, k in zip(keys, sizes[:-1], sizes[1:])]""",
        "zeros": """
return [{"w": jnp.zeros((m, k)), "b": jnp.zeros(k)} for m, k in zip(sizes[:-1], sizes[1:])]""",
        "transposed": """
keys = jax.random.split(key, len(sizes) - 1)
return [{"w": jax.random.normal(one, (k, m)) * jnp.sqrt(2 / m), "b": jnp.zeros(k)}
        for one, m, k in zip(keys, sizes[:-1], sizes[1:])]""",
        "key-ignored": """
keys = jax.random.split(jax.random.key(0), len(sizes) - 1)
return [{"w": jax.random.normal(one, (m, k)) * jnp.sqrt(2 / m), "b": jnp.zeros(k)}
        for one, m, k in zip(keys, sizes[:-1], sizes[1:])]""",
    },
    "introduction-to-machine-learning-forward": {
        "activation-at-the-end": """
for layer in layers:
    X = jax.nn.relu(X @ layer["w"] + layer["b"])
return X""",
        "activation-missing": """
for layer in layers:
    X = X @ layer["w"] + layer["b"]
return X""",
        "bias-forgotten": """
for layer in layers[:-1]:
    X = jax.nn.relu(X @ layer["w"])
return X @ layers[-1]["w"]""",
        "numpy": """
for layer in layers[:-1]:
    X = np.maximum(X @ layer["w"] + layer["b"], 0)
return X @ layers[-1]["w"] + layers[-1]["b"]""",
        "wrong-value": """
for layer in layers[:-1]:
    X = jax.nn.relu(X @ layer["w"]) + layer["b"]
return X @ layers[-1]["w"] + layers[-1]["b"]""",
    },
    "introduction-to-machine-learning-step": {
        "uphill": "return jax.tree.map(lambda value, slope: value + rate * slope, params, gradient)",
        "rate-ignored": "return jax.tree.map(lambda value, slope: value - slope, params, gradient)",
        "swapped": "return jax.tree.map(lambda value, slope: value - rate * slope, gradient, params)",
        "structure": """
return [p - rate * g for p, g in zip(jax.tree.leaves(params), jax.tree.leaves(gradient))]""",
    },
    "introduction-to-machine-learning-softmax": {
        "overflow": """
powers = jnp.exp(logits)
return powers / jnp.sum(powers, axis=1, keepdims=True)""",
        "one-maximum": """
powers = jnp.exp(logits - jnp.max(logits))
return powers / jnp.sum(powers, axis=1, keepdims=True)""",
        "not-the-largest": """
powers = jnp.exp(logits - jnp.mean(logits, axis=1, keepdims=True))
return powers / jnp.sum(powers, axis=1, keepdims=True)""",
        "numpy": """
powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
return powers / np.sum(powers, axis=1, keepdims=True)""",
        "wrong-axis": """
powers = jnp.exp(logits - jnp.max(logits, axis=0))
return powers / jnp.sum(powers, axis=0)""",
        "one-sum": """
powers = jnp.exp(logits - jnp.max(logits))
return powers / jnp.sum(powers)""",
    },
    "introduction-to-machine-learning-cross-entropy": {
        "sign": """
logs = jax.nn.log_softmax(logits)
return jnp.mean(logs[jnp.arange(len(labels)), labels])""",
        "sum": """
logs = jax.nn.log_softmax(logits)
return -jnp.sum(logs[jnp.arange(len(labels)), labels])""",
        "labels-ignored": "return -jnp.mean(jax.nn.log_softmax(logits)[:, labels])",
        "all-pairs": "return -jax.nn.log_softmax(logits)[:, labels]",
        "logarithm-forgotten": "return -jnp.mean(softmax(logits)[jnp.arange(len(labels)), labels])",
        "softmax-forgotten": "return -jnp.mean(logits[jnp.arange(len(labels)), labels])",
        "numpy": "return float(-jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(labels)), labels]))",
        "underflow": "return -jnp.mean(jnp.log(softmax(logits))[jnp.arange(len(labels)), labels])",
    },
    "introduction-to-machine-learning-softmax-gradient": {
        "sum": "return X.T @ (softmax(X @ w + b) - jax.nn.one_hot(labels, w.shape[1]))",
        "sign": "return X.T @ (jax.nn.one_hot(labels, w.shape[1]) - softmax(X @ w + b)) / len(labels)",
        "transposed": "return (softmax(X @ w + b) - jax.nn.one_hot(labels, w.shape[1])).T @ X / len(labels)",
        "truth-forgotten": "return X.T @ softmax(X @ w + b) / len(labels)",
        "scores-for-probabilities": """
return X.T @ (X @ w + b - jax.nn.one_hot(labels, w.shape[1])) / len(labels)""",
    },
    "introduction-to-machine-learning-update": {
        "batch-ignored": """
gradient = jax.grad(digit_loss)(params, images_train[:64], labels_train[:64])
return step(params, gradient, rate)""",
        "gradient-returned": "return jax.grad(digit_loss)(params, X, labels)",
        "uphill": "return step(params, jax.grad(digit_loss)(params, X, labels), -rate)",
        "rate-ignored": "return step(params, jax.grad(digit_loss)(params, X, labels), 1.0)",
    },
    "introduction-to-machine-learning-confusion": {
        "transposed": """
counts = np.zeros((classes, classes), dtype=int)
for i, j in zip(truth, guess):
    counts[j, i] += 1
return counts""",
        "not-counted": """
counts = np.zeros((classes, classes), dtype=int)
counts[truth, guess] += 1
return counts""",
        "classes-ignored": """
classes = len(np.unique(truth))
counts = np.zeros((classes, classes), dtype=int)
for i, j in zip(truth, guess):
    counts[i, j] += 1
return counts""",
        "right-only": """
return np.diag([np.sum((truth == k) & (guess == k)) for k in range(classes)])""",
    },
    "introduction-to-machine-learning-precision-recall": {
        "swapped": """
hits = np.sum(truth & alarm)
return hits / np.sum(truth), hits / np.sum(alarm)""",
        "mean": "return np.mean(truth & alarm), np.sum(truth & alarm) / np.sum(truth)",
        "accuracy": "return np.mean(truth == alarm), np.sum(truth & alarm) / np.sum(truth)",
        "two-numbers": "return np.array([np.sum(truth & alarm) / np.sum(alarm)])",
    },
    "introduction-to-machine-learning-reliability": {
        "last-bin": """
index = (confidence * bins).astype(int)
count = np.bincount(index, minlength=bins)
mean_confidence = np.bincount(index, confidence, minlength=bins) / np.maximum(count, 1)
return mean_confidence, np.bincount(index, right, minlength=bins) / np.maximum(count, 1), count""",
        "empty-bins": """
index = np.minimum((confidence * bins).astype(int), bins - 1)
count = np.bincount(index, minlength=bins)
sums = np.bincount(index, confidence, minlength=bins)
return sums / count, np.bincount(index, right, minlength=bins) / count, count""",
        "not-divided": """
index = np.minimum((confidence * bins).astype(int), bins - 1)
count = np.bincount(index, minlength=bins)
return np.bincount(index, confidence, minlength=bins), np.bincount(index, right, minlength=bins), count""",
        "one-lost": """
index = (confidence * bins).astype(int)
inside = index < bins
index, confidence, right = index[inside], confidence[inside], right[inside]
count = np.bincount(index, minlength=bins)
mean_confidence = np.bincount(index, confidence, minlength=bins) / np.maximum(count, 1)
return mean_confidence, np.bincount(index, right, minlength=bins) / np.maximum(count, 1), count""",
        "swapped": """
index = np.minimum((confidence * bins).astype(int), bins - 1)
count = np.bincount(index, minlength=bins)
mean_confidence = np.bincount(index, confidence, minlength=bins) / np.maximum(count, 1)
return np.bincount(index, right, minlength=bins) / np.maximum(count, 1), mean_confidence, count""",
        "empty-at-the-end": """
index = np.minimum((confidence * bins).astype(int), bins - 1)
count = np.bincount(index)
mean_confidence = np.bincount(index, confidence) / np.maximum(count, 1)
return mean_confidence, np.bincount(index, right) / np.maximum(count, 1), count""",
    },
}
