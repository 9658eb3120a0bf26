"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "diffusion-models-gaussian-sample": {
        "mean-forgotten": """
eigenvalues, vectors = jnp.linalg.eigh(covariance)
z = jax.random.normal(key, (count, len(mean)))
return (z * jnp.sqrt(jnp.clip(eigenvalues, 0))) @ vectors.T""",
        "square-root-forgotten": """
eigenvalues, vectors = jnp.linalg.eigh(covariance)
z = jax.random.normal(key, (count, len(mean)))
return mean + (z * jnp.clip(eigenvalues, 0)) @ vectors.T""",
        "axes-swapped": """
eigenvalues, vectors = jnp.linalg.eigh(covariance)
z = jax.random.normal(key, (count, len(mean)))
return mean + (z * jnp.sqrt(jnp.clip(eigenvalues, 0))) @ vectors""",
        "not-finite": """
eigenvalues, vectors = jnp.linalg.eigh(covariance)
z = jax.random.normal(key, (count, len(mean)))
return mean + (z * jnp.sqrt(eigenvalues)) @ vectors.T""",
        "key-ignored": """
eigenvalues, vectors = jnp.linalg.eigh(covariance)
z = jax.random.normal(jax.random.key(0), (count, len(mean)))
return mean + (z * jnp.sqrt(jnp.clip(eigenvalues, 0))) @ vectors.T""",
    },
    "diffusion-models-mixture-score": {
        "sign": """
differences = x[:, None, :] - means
logits = jnp.log(weights) - jnp.sum(differences**2, axis=-1) / (2 * std**2)
return jnp.sum(jax.nn.softmax(logits, axis=-1)[..., None] * differences, axis=1) / std**2""",
        "variance-forgotten": """
differences = means - x[:, None, :]
logits = jnp.log(weights) - jnp.sum(differences**2, axis=-1) / (2 * std**2)
return jnp.sum(jax.nn.softmax(logits, axis=-1)[..., None] * differences, axis=1)""",
        "weights-forgotten": """
differences = means - x[:, None, :]
logits = -jnp.sum(differences**2, axis=-1) / (2 * std**2)
return jnp.sum(jax.nn.softmax(logits, axis=-1)[..., None] * differences, axis=1) / std**2""",
        "responsibilities-forgotten": """
differences = means - x[:, None, :]
return jnp.sum(weights[:, None] * differences, axis=1) / std**2""",
        "wrong-value": """
differences = means - x[:, None, :]
logits = jnp.log(weights) - jnp.sum(differences**2, axis=-1) / (2 * std**2)
return jnp.sum(jax.nn.softmax(logits, axis=0)[..., None] * differences, axis=1) / std**2""",
    },
    "diffusion-models-langevin-step": {
        "noise-missing": "return x + step * score(x)",
        "square-root-forgotten": "return x + step * score(x) + 2 * step * jax.random.normal(key, x.shape)",
        "two-forgotten": "return x + step * score(x) + jnp.sqrt(step) * jax.random.normal(key, x.shape)",
        "sign": "return x - step * score(x) + jnp.sqrt(2 * step) * jax.random.normal(key, x.shape)",
        "drift": "return x + score(x) + jnp.sqrt(2 * step) * jax.random.normal(key, x.shape)",
        "same-noise-on-both-axes": """
return x + step * score(x) + jnp.sqrt(2 * step) * jax.random.normal(key, (len(x), 1))""",
    },
    "diffusion-models-noise-step": {
        "variance-for-deviation": "return jnp.sqrt(1 - beta) * x + beta * jax.random.normal(key, x.shape)",
        "signal-scale": "return (1 - beta) * x + jnp.sqrt(beta) * jax.random.normal(key, x.shape)",
        "noise-scale": "return jnp.sqrt(1 - beta) * x + jnp.sqrt(1 - beta) * jax.random.normal(key, x.shape)",
    },
    "diffusion-models-add-noise": {
        "square-roots-forgotten": """
level = expand(alpha_bar_t, clean)
return level * clean + (1 - level) * noise""",
        "noise-scale": """
level = expand(alpha_bar_t, clean)
return jnp.sqrt(level) * clean + (1 - level) * noise""",
        "roles-swapped": """
level = expand(alpha_bar_t, clean)
return jnp.sqrt(1 - level) * clean + jnp.sqrt(level) * noise""",
        "raises": "return jnp.sqrt(alpha_bar_t) * clean + jnp.sqrt(1 - alpha_bar_t) * noise.reshape(2, -1)",
        "axes-fixed": """
level = alpha_bar_t[:, None, None, None]
return jnp.sqrt(level) * clean + jnp.sqrt(1 - level) * noise""",
    },
    "diffusion-models-cosine-schedule": {
        "square-forgotten": """
t = np.arange(steps + 1) / steps
curve = np.cos((t + offset) / (1 + offset) * np.pi / 2)
beta = np.clip(1 - curve[1:] / curve[:-1], 0, 0.999)
return np.concatenate([[1.0], np.cumprod(1 - beta)])""",
        "clip-forgotten": """
t = np.arange(steps + 1) / steps
curve = np.cos((t + offset) / (1 + offset) * np.pi / 2) ** 2
return curve / curve[0]""",
        "length": """
t = np.arange(steps + 1) / steps
curve = np.cos((t + offset) / (1 + offset) * np.pi / 2) ** 2
return np.cumprod(1 - np.clip(1 - curve[1:] / curve[:-1], 0, 0.999))""",
        "product-forgotten": """
t = np.arange(steps + 1) / steps
curve = np.cos((t + offset) / (1 + offset) * np.pi / 2) ** 2
beta = np.clip(1 - curve[1:] / curve[:-1], 0, 0.999)
return np.concatenate([[1.0], 1 - beta])""",
        "other-limit": """
t = np.arange(steps + 1) / steps
curve = np.cos((t + offset) / (1 + offset) * np.pi / 2) ** 2
return np.concatenate([[1.0], np.cumprod(1 - np.clip(1 - curve[1:] / curve[:-1], 0, 0.99))])""",
    },
    "diffusion-models-estimate-clean": {
        "axes-fixed": """
level = alpha_bar_t[:, None]
return (x_t - jnp.sqrt(1 - level) * noise) / jnp.sqrt(level)""",
        "division-forgotten": """
level = expand(alpha_bar_t, x_t)
return x_t - jnp.sqrt(1 - level) * noise""",
        "scale-forgotten": "return x_t - noise",
        "wrong-value": """
level = expand(alpha_bar_t, x_t)
return (x_t - (1 - level) * noise) / jnp.sqrt(level)""",
    },
    "diffusion-models-exact-noise": {
        "sign": """
noised_std = jnp.sqrt(alpha_bar_t * std**2 + 1 - alpha_bar_t)
return jnp.sqrt(1 - alpha_bar_t) * mixture_score(x_t, weights, jnp.sqrt(alpha_bar_t) * means, noised_std)""",
        "factor-forgotten": """
noised_std = jnp.sqrt(alpha_bar_t * std**2 + 1 - alpha_bar_t)
return -mixture_score(x_t, weights, jnp.sqrt(alpha_bar_t) * means, noised_std)""",
        "means-not-shrunk": """
noised_std = jnp.sqrt(alpha_bar_t * std**2 + 1 - alpha_bar_t)
return -jnp.sqrt(1 - alpha_bar_t) * mixture_score(x_t, weights, means, noised_std)""",
        "spread": """
return -jnp.sqrt(1 - alpha_bar_t) * mixture_score(x_t, weights, jnp.sqrt(alpha_bar_t) * means, std)""",
        "wrong-value": """
noised_variance = alpha_bar_t * std**2 + 1 - alpha_bar_t
score = mixture_score(x_t, weights, jnp.sqrt(alpha_bar_t) * means, noised_variance)
return -jnp.sqrt(1 - alpha_bar_t) * score""",
    },
    "diffusion-models-reverse-mean": {
        "roles-swapped": """
alpha = alpha_bar_t / alpha_bar_before
toward_clean = jnp.sqrt(alpha_bar_before) * (1 - alpha) / (1 - alpha_bar_t)
toward_x_t = jnp.sqrt(alpha) * (1 - alpha_bar_before) / (1 - alpha_bar_t)
return toward_clean * x_t + toward_x_t * clean""",
        "square-roots-forgotten": """
alpha = alpha_bar_t / alpha_bar_before
toward_clean = alpha_bar_before * (1 - alpha) / (1 - alpha_bar_t)
return toward_clean * clean + alpha * (1 - alpha_bar_before) / (1 - alpha_bar_t) * x_t""",
        "alpha-is-not-alpha-bar": """
alpha = alpha_bar_t
toward_clean = jnp.sqrt(alpha_bar_before) * (1 - alpha) / (1 - alpha_bar_t)
return toward_clean * clean + jnp.sqrt(alpha) * (1 - alpha_bar_before) / (1 - alpha_bar_t) * x_t""",
    },
    "diffusion-models-reverse-step": {
        "noise-missing": """
clean = jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)
return reverse_mean(x_t, clean, alpha_bar_t, alpha_bar_before)""",
        "variance-for-deviation": """
clean = jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)
mean = reverse_mean(x_t, clean, alpha_bar_t, alpha_bar_before)
beta = 1 - alpha_bar_t / alpha_bar_before
return mean + beta * (1 - alpha_bar_before) / (1 - alpha_bar_t) * jax.random.normal(key, x_t.shape)""",
        "noise-at-the-end": """
clean = jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)
mean = reverse_mean(x_t, clean, alpha_bar_t, alpha_bar_before)
return mean + jnp.sqrt(1 - alpha_bar_t / alpha_bar_before) * jax.random.normal(key, x_t.shape)""",
        "clip-forgotten": """
mean = reverse_mean(x_t, estimate_clean(x_t, noise, alpha_bar_t), alpha_bar_t, alpha_bar_before)
variance = (1 - alpha_bar_t / alpha_bar_before) * (1 - alpha_bar_before) / (1 - alpha_bar_t)
return mean + jnp.sqrt(variance) * jax.random.normal(key, x_t.shape)""",
    },
    "diffusion-models-sample": {
        "wrong-steps": [
            """
noise = predict_noise(x_t, jnp.full(len(x_t), t))
return reverse_step(key, x_t, noise, alpha_bar[t], alpha_bar[t - 1])""",
            """
x_t = jax.random.normal(start, shape)
for t in range(len(alpha_bar), 0, -1):
    x_t = step(jax.random.fold_in(walk, t), x_t, jnp.asarray(t))
return x_t""",
        ],
        "same-key": [
            """
noise = predict_noise(x_t, jnp.full(len(x_t), t))
return reverse_step(key, x_t, noise, alpha_bar[t], alpha_bar[t - 1])""",
            """
x_t = jax.random.normal(start, shape)
for t in range(len(alpha_bar) - 1, 0, -1):
    x_t = step(walk, x_t, jnp.asarray(t))
return x_t""",
        ],
        "direction-of-time": [
            """
noise = predict_noise(x_t, jnp.full(len(x_t), t))
return reverse_step(key, x_t, noise, alpha_bar[t], alpha_bar[t - 1])""",
            """
x_t = jax.random.normal(start, shape)
for t in range(1, len(alpha_bar)):
    x_t = step(jax.random.fold_in(walk, t), x_t, jnp.asarray(t))
return x_t""",
        ],
        "not-finite": [
            """
noise = predict_noise(x_t, jnp.full(len(x_t), t))
return reverse_step(key, x_t, noise, alpha_bar[t], alpha_bar[t - 1])""",
            """
x_t = jax.random.normal(start, shape)
for t in range(len(alpha_bar) - 1, -1, -1):
    x_t = step(jax.random.fold_in(walk, t), x_t, jnp.asarray(t))
return x_t""",
        ],
        "stops-early": [
            """
noise = predict_noise(x_t, jnp.full(len(x_t), t))
return reverse_step(key, x_t, noise, alpha_bar[t], alpha_bar[t - 1])""",
            """
x_t = jax.random.normal(start, shape)
for t in range(len(alpha_bar) - 1, 1, -1):
    x_t = step(jax.random.fold_in(walk, t), x_t, jnp.asarray(t))
return x_t""",
        ],
    },
    "diffusion-models-noise-loss": {
        "wrong-target": """
x_t = add_noise(clean, noise, alpha_bar[t])
return jnp.mean((clean - predict_noise(x_t, t)) ** 2)""",
        "clean-shown": "return jnp.mean((noise - predict_noise(clean, t)) ** 2)",
        "index-shifted": """
x_t = add_noise(clean, noise, alpha_bar[t - 1])
return jnp.mean((noise - predict_noise(x_t, t)) ** 2)""",
        "sum-for-mean": """
x_t = add_noise(clean, noise, alpha_bar[t])
return jnp.sum((noise - predict_noise(x_t, t)) ** 2)""",
        "wrong-value": """
x_t = add_noise(clean, noise, alpha_bar[t])
return jnp.mean(jnp.abs(noise - predict_noise(x_t, t)))""",
    },
    "diffusion-models-time-embedding": {
        "one-half": """
half = width // 2
return jnp.sin(t[:, None] * 10_000.0 ** (-jnp.arange(half) / half))""",
        "exponent-sign": """
half = width // 2
angles = t[:, None] * 10_000.0 ** (jnp.arange(half) / half)
return jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], axis=-1)""",
        "frequencies-linear": """
angles = t[:, None] * jnp.arange(width // 2) / (width // 2)
return jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], axis=-1)""",
        "order": """
half = width // 2
angles = t[:, None] * 10_000.0 ** (-jnp.arange(half) / half)
return jnp.concatenate([jnp.cos(angles), jnp.sin(angles)], axis=-1)""",
    },
    "diffusion-models-captured-batch": {
        "state-forgotten": """
@jax.jit
def step(parameters, state, batch):
    gradient = jax.grad(loss)(parameters, batch)
    updates, state = optimiser.update(gradient, state, parameters)
    return optax.apply_updates(parameters, updates)

for batch in batches:
    parameters = step(parameters, state, batch)
return parameters""",
        "first-batch-captured": """
batch = batches[0]

@jax.jit
def step(parameters, state):
    gradient = jax.grad(loss)(parameters, batch)
    updates, state = optimiser.update(gradient, state, parameters)
    return optax.apply_updates(parameters, updates), state

for batch in batches:
    parameters, state = step(parameters, state)
return parameters""",
        "not-compiled": """
for batch in batches:
    gradient = jax.grad(loss)(parameters, batch)
    updates, state = optimiser.update(gradient, state, parameters)
    parameters = optax.apply_updates(parameters, updates)
return parameters""",
        "wrong-value": """
@jax.jit
def step(parameters, state, batch):
    gradient = jax.grad(loss)(parameters, batch)
    updates, state = optimiser.update(gradient, state, parameters)
    return optax.apply_updates(parameters, updates), state

for batch in batches:
    answer, state = step(parameters, state, batch)
return answer""",
    },
    "diffusion-models-residual-block": {
        "skip-forgotten": """
h = self.first(nnx.silu(self.first_norm(x)))
h = h + self.shift(embedding)[:, None, None, :]
return self.second(nnx.silu(self.second_norm(h)))""",
        "embedding-ignored": """
h = self.first(nnx.silu(self.first_norm(x)))
return self.shortcut(x) + self.second(nnx.silu(self.second_norm(h)))""",
        "activation-forgotten": """
h = self.first(self.first_norm(x)) + self.shift(embedding)[:, None, None, :]
return self.shortcut(x) + self.second(self.second_norm(h))""",
        "raises": """
h = self.first(nnx.silu(self.first_norm(x))) + self.shift(embedding)
return self.shortcut(x) + self.second(nnx.silu(self.second_norm(h)))""",
    },
    "diffusion-models-unet": {
        "order": """
for level in reversed(range(len(self.up))):
    h = self.up[level](jnp.concatenate([kept[level], h], axis=-1), embedding)
    h = grow(h) if level > 0 else h
return self.finish(h)""",
        "wrong-value": """
for level in reversed(range(len(self.up))):
    h = self.up[level](jnp.concatenate([h, kept[level]], axis=-1), 0 * embedding)
    h = grow(h) if level > 0 else h
return self.finish(h)""",
        "skips-missing": """
for level in reversed(range(len(self.up))):
    h = self.up[level](jnp.concatenate([h, jnp.zeros_like(kept[level])], axis=-1), embedding)
    h = grow(h) if level > 0 else h
return self.finish(h)""",
        "shape": """
for level in reversed(range(len(self.up))):
    h = grow(self.up[level](jnp.concatenate([h, kept[level]], axis=-1), embedding))
return self.finish(h)""",
        "raises": """
for level in reversed(range(len(self.up))):
    h = self.up[level](jnp.concatenate([h, kept[level]], axis=-1), embedding)
return self.finish(h)""",
    },
    "diffusion-models-drop-labels": {
        "wrong-token": "return jnp.where(jax.random.bernoulli(key, rate, labels.shape), 0, labels)",
        "rate-inverted": "return jnp.where(jax.random.bernoulli(key, rate, labels.shape), labels, nothing)",
        "one-draw": "return jnp.where(jax.random.bernoulli(key, rate), nothing, labels)",
    },
    "diffusion-models-update-average": {
        "roles-swapped": """
return jax.tree.map(lambda old, new: (1 - decay) * old + decay * new, average, parameters)""",
        "wrong-value": "return jax.tree.map(lambda old, new: old + decay * new, average, parameters)",
        "structure": """
return [decay * old + (1 - decay) * new
        for old, new in zip(jax.tree.leaves(average), jax.tree.leaves(parameters))]""",
    },
    "diffusion-models-ddim-step": {
        "same-level": """
clean = jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)
return add_noise(clean, noise, alpha_bar_t)""",
        "noise-forgotten": "return jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)",
        "clip-forgotten": "return add_noise(estimate_clean(x_t, noise, alpha_bar_t), noise, alpha_bar_next)",
        "noise-not-recomputed": """
clean = jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)
return add_noise(clean, noise, alpha_bar_next)""",
        "square-roots-forgotten": """
clean = jnp.clip(estimate_clean(x_t, noise, alpha_bar_t), -1, 1)
return alpha_bar_next * clean + (1 - alpha_bar_next) * noise""",
    },
    "diffusion-models-guide": {
        "direction": "return conditional + weight * (unconditional - conditional)",
        "start-point": "return conditional + weight * (conditional - unconditional)",
        "wrong-value": "return weight * conditional - unconditional",
    },
    "diffusion-models-frechet": {
        "root-taken": """
means = np.sum((features_a.mean(axis=0) - features_b.mean(axis=0)) ** 2)
covariance_a, covariance_b = np.cov(features_a.T), np.cov(features_b.T)
root = symmetric_root(covariance_a)
eigenvalues = np.clip(np.linalg.eigvalsh(root @ covariance_b @ root), 0, None)
return np.sqrt(means + np.trace(covariance_a) + np.trace(covariance_b) - 2 * np.sqrt(eigenvalues).sum())""",
        "covariances-forgotten": "return np.sum((features_a.mean(axis=0) - features_b.mean(axis=0)) ** 2)",
        "cross-term-forgotten": """
means = np.sum((features_a.mean(axis=0) - features_b.mean(axis=0)) ** 2)
return means + np.trace(np.cov(features_a.T)) + np.trace(np.cov(features_b.T))""",
        "norm-not-squared": """
means = np.linalg.norm(features_a.mean(axis=0) - features_b.mean(axis=0))
covariance_a, covariance_b = np.cov(features_a.T), np.cov(features_b.T)
root = symmetric_root(covariance_a)
eigenvalues = np.clip(np.linalg.eigvalsh(root @ covariance_b @ root), 0, None)
return means + np.trace(covariance_a) + np.trace(covariance_b) - 2 * np.sqrt(eigenvalues).sum()""",
        "wrong-value": """
means = np.sum((features_a.mean(axis=0) - features_b.mean(axis=0)) ** 2)
covariance_a, covariance_b = np.cov(features_a.T), np.cov(features_b.T)
cross = np.trace(symmetric_root(covariance_a) @ symmetric_root(covariance_b))
return means + np.trace(covariance_a) + np.trace(covariance_b) - cross""",
    },
    "diffusion-models-nearest": {
        "farthest": """
distances = np.stack([np.linalg.norm(rows - query, axis=1) for query in queries.reshape(len(queries), -1)])
return distances.argmax(axis=1), distances.max(axis=1)""",
        "square-root-forgotten": """
distances = np.stack([((rows - query) ** 2).sum(axis=1) for query in queries.reshape(len(queries), -1)])
return distances.argmin(axis=1), distances.min(axis=1)""",
        "wrong-distances": """
distances = np.stack([np.abs(rows - query).sum(axis=1) for query in queries.reshape(len(queries), -1)])
return distances.argmin(axis=1), distances.min(axis=1)""",
    },
}
