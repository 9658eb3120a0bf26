"""Typical wrong answers of the chapter, each with the hint that it must get."""

_CAUSAL = "positions = jnp.arange(length)\nreturn positions[:, None] >= positions"
_PADDING = "return (jnp.arange(length) < lengths[:, None])[:, None, :]"
_COUNT = """
pairs = Counter()
for word, count in words.items():
    for pair in zip(word, word[1:]):
        pairs[pair] += count
return pairs"""
_MERGE = """
merged, i = [], 0
while i < len(word):
    together = word[i : i + 2] == pair
    merged.append(pair[0] + pair[1] if together else word[i])
    i += 2 if together else 1
return tuple(merged)"""
_WRITE = """
queries, new_keys, new_values = layer.project(x, x, first=position)
keys = jax.lax.dynamic_update_slice_in_dim(cache[0], new_keys, position, axis=2)
values = jax.lax.dynamic_update_slice_in_dim(cache[1], new_values, position, axis=2)
"""
_ATTEND = """
mixed, _ = attention(queries, keys, values, jnp.arange(keys.shape[2]) <= position)
return layer.to_output(merge_heads(mixed)), (keys, values)"""

WRONG_ANSWERS = {
    "attention-and-transformers-soft-lookup": {
        "softmax-forgotten": "weights = keys @ query\nreturn weights @ values, weights",
        "exponential-forgotten": """
weights = keys @ query
weights = weights / weights.sum()
return weights @ values, weights""",
        "keys-mixed": "weights = jax.nn.softmax(keys @ query)\nreturn weights @ keys, weights",
        "wrong-count": "return jax.nn.softmax(keys @ query) @ values",
    },
    "attention-and-transformers-masks-exercise": {
        "transposed": ["positions = jnp.arange(length)\nreturn positions[:, None] <= positions", _PADDING],
        "inverted": ["positions = jnp.arange(length)\nreturn positions[:, None] < positions", _PADDING],
        "diagonal-forgotten": [
            "positions = jnp.arange(length)\nreturn positions[:, None] > positions",
            _PADDING,
        ],
        "query-axis-forgotten": [_CAUSAL, "return jnp.arange(length) < lengths[:, None]"],
        "one-too-many": [_CAUSAL, "return (jnp.arange(length) <= lengths[:, None])[:, None, :]"],
        "not-boolean": ["return jnp.tril(jnp.ones((length, length)))", _PADDING],
    },
    "attention-and-transformers-attention": {
        "scale-forgotten": """
scores = queries @ jnp.swapaxes(keys, -1, -2)
if mask is not None:
    scores = jnp.where(mask, scores, -1e9)
weights = jax.nn.softmax(scores, axis=-1)
return weights @ values, weights""",
        "root-forgotten": """
scores = queries @ jnp.swapaxes(keys, -1, -2) / queries.shape[-1]
weights = jax.nn.softmax(scores, axis=-1)
return weights @ values, weights""",
        "wrong-axis": """
scores = queries @ jnp.swapaxes(keys, -1, -2) / jnp.sqrt(queries.shape[-1])
weights = jax.nn.softmax(scores, axis=-2)
return weights @ values, weights""",
        "mask-ignored": """
scores = queries @ jnp.swapaxes(keys, -1, -2) / jnp.sqrt(queries.shape[-1])
weights = jax.nn.softmax(scores, axis=-1)
return weights @ values, weights""",
        "inverted": """
scores = queries @ jnp.swapaxes(keys, -1, -2) / jnp.sqrt(queries.shape[-1])
if mask is not None:
    scores = jnp.where(mask, -1e9, scores)
weights = jax.nn.softmax(scores, axis=-1)
return weights @ values, weights""",
        "zero-is-not-hidden": """
scores = queries @ jnp.swapaxes(keys, -1, -2) / jnp.sqrt(queries.shape[-1])
if mask is not None:
    scores = scores * mask
weights = jax.nn.softmax(scores, axis=-1)
return weights @ values, weights""",
        "masked-after-softmax": """
scores = queries @ jnp.swapaxes(keys, -1, -2) / jnp.sqrt(queries.shape[-1])
weights = jax.nn.softmax(scores, axis=-1)
if mask is not None:
    weights = weights * mask
return weights @ values, weights""",
    },
    "attention-and-transformers-change-before": {
        "all-outputs": """
changed = jnp.concatenate([x[:, :position], other[:, position:]], axis=1)
return jnp.abs(function(x) - function(changed)).max()""",
        "past-changed": """
changed = jnp.concatenate([other[:, :position], x[:, position:]], axis=1)
return jnp.abs((function(x) - function(changed))[:, :position]).max()""",
        "absolute-forgotten": """
changed = jnp.concatenate([x[:, :position], other[:, position:]], axis=1)
return (function(x) - function(changed))[:, :position].max()""",
        "not-a-number": """
changed = jnp.concatenate([x[:, :position], other[:, position:]], axis=1)
return jnp.abs(function(x) - function(changed))[:, :position]""",
    },
    "attention-and-transformers-masked-mean": {
        "padding-counted": "return jnp.where(real[:, :, None], vectors, 0).mean(axis=1)",
        "padding-summed": "return vectors.mean(axis=1)",
        "one-count-for-all": "return jnp.where(real[:, :, None], vectors, 0).sum(axis=1) / real.sum()",
    },
    "attention-and-transformers-split-heads": {
        "not-transposed": """
batch, length, width = x.shape
return x.reshape(batch, length, heads, width // heads)""",
        "tokens-mixed": """
batch, length, width = x.shape
return x.reshape(batch, heads, length, width // heads)""",
        "every-other-number": """
batch, length, width = x.shape
return x.reshape(batch, length, width // heads, heads).transpose(0, 3, 1, 2)""",
    },
    "attention-and-transformers-multi-head": {
        "heads-not-merged": """
queries, keys, values = self.project(x, memory)
return attention(queries, keys, values, mask)""",
        "output-matrix-forgotten": """
queries, keys, values = self.project(x, memory)
mixed, weights = attention(queries, keys, values, mask)
return merge_heads(mixed), weights""",
        "mask-ignored": """
queries, keys, values = self.project(x, memory)
mixed, weights = attention(queries, keys, values)
return self.to_output(merge_heads(mixed)), weights""",
        "wrong-value": """
queries, keys, values = self.project(x, memory)
mixed, weights = attention(queries, values, keys, mask)
return self.to_output(merge_heads(mixed)), weights""",
    },
    "attention-and-transformers-bpe": {
        "frequency-forgotten": [
            "return Counter(pair for word in words for pair in zip(word, word[1:]))",
            _MERGE,
        ],
        "wrong-count": [
            """
pairs = Counter()
for word, count in words.items():
    for pair in set(zip(word, word[1:])):
        pairs[pair] += count
return pairs""",
            _MERGE,
        ],
        "overlap": [
            _COUNT,
            """
merged, i = [], 0
while i < len(word):
    together = word[i : i + 2] == pair
    merged.append(pair[0] + pair[1] if together else word[i])
    i += 1
return tuple(merged)""",
        ],
        "first-only": [
            _COUNT,
            """
for i in range(len(word) - 1):
    if word[i : i + 2] == pair:
        return word[:i] + (pair[0] + pair[1],) + word[i + 2 :]
return word""",
        ],
        "not-a-tuple": [_COUNT, _MERGE.replace("tuple(merged)", "merged")],
    },
    "attention-and-transformers-sinusoidal": {
        "halves": """
angles = jnp.arange(length)[:, None] * 10000.0 ** (-jnp.arange(0, width, 2) / width)
return jnp.concatenate([jnp.sin(angles), jnp.cos(angles)], axis=1)""",
        "sine-and-cosine-swapped": """
angles = jnp.arange(length)[:, None] * 10000.0 ** (-jnp.arange(0, width, 2) / width)
return jnp.stack([jnp.cos(angles), jnp.sin(angles)], axis=-1).reshape(length, width)""",
        "exponent": """
angles = jnp.arange(length)[:, None] * 10000.0 ** (-2 * jnp.arange(0, width, 2) / width)
return jnp.stack([jnp.sin(angles), jnp.cos(angles)], axis=-1).reshape(length, width)""",
    },
    "attention-and-transformers-rotate": {
        "other-direction": """
width = x.shape[-1]
angles = positions[:, None] * 10000.0 ** (-jnp.arange(0, width, 2) / width)
even, odd, cosines, sines = x[..., 0::2], x[..., 1::2], jnp.cos(angles), jnp.sin(angles)
turned = jnp.stack([even * cosines + odd * sines, odd * cosines - even * sines], axis=-1)
return turned.reshape(x.shape)""",
        "other-pairs": """
width = x.shape[-1]
angles = positions[:, None] * 10000.0 ** (-jnp.arange(0, width, 2) / width)
one, two, cosines, sines = x[..., : width // 2], x[..., width // 2 :], jnp.cos(angles), jnp.sin(angles)
return jnp.concatenate([one * cosines - two * sines, one * sines + two * cosines], axis=-1)""",
        "not-interleaved": """
width = x.shape[-1]
angles = positions[:, None] * 10000.0 ** (-jnp.arange(0, width, 2) / width)
even, odd, cosines, sines = x[..., 0::2], x[..., 1::2], jnp.cos(angles), jnp.sin(angles)
return jnp.concatenate([even * cosines - odd * sines, even * sines + odd * cosines], axis=-1)""",
        "length-changed": """
width = x.shape[-1]
angles = positions[:, None] * 10000.0 ** (-jnp.arange(0, width, 2) / width)
even, odd = x[..., 0::2], x[..., 1::2]
return jnp.stack([even * jnp.cos(angles), odd * jnp.sin(angles)], axis=-1).reshape(x.shape)""",
    },
    "attention-and-transformers-normalise": {
        "divided-by-variance": """
mean = x.mean(axis=-1, keepdims=True)
return (x - mean) / (x.var(axis=-1, keepdims=True) + 1e-5)""",
        "all-tokens-together": "return (x - x.mean()) / jnp.sqrt(x.var() + 1e-5)",
        "mean-not-removed": "return x / jnp.sqrt(x.var(axis=-1, keepdims=True) + 1e-5)",
        "division-by-zero": "return (x - x.mean(axis=-1, keepdims=True)) / x.std(axis=-1, keepdims=True)",
        "one-fewer": """
mean = x.mean(axis=-1, keepdims=True)
return (x - mean) / jnp.sqrt(x.var(axis=-1, keepdims=True, ddof=1) + 1e-5)""",
        "outside-the-root": "return (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + 1e-5)",
    },
    "attention-and-transformers-feed-forward": {
        "activation-forgotten": "return self.narrow(self.widen(x))",
        "other-activation": "return self.narrow(nnx.relu(self.widen(x)))",
        "residual-too-early": "return x + self.narrow(nnx.gelu(self.widen(x)))",
        "wrong-value": "return nnx.gelu(self.narrow(self.widen(x)))",
    },
    "attention-and-transformers-encoder-block": {
        "mask-in-the-memory": """
x = x + self.attention(self.first_norm(x), mask)[0]
return x + self.feed_forward(self.second_norm(x))""",
        "mask-ignored": """
x = x + self.attention(self.first_norm(x))[0]
return x + self.feed_forward(self.second_norm(x))""",
        "residuals-forgotten": """
x = self.attention(self.first_norm(x), mask=mask)[0]
return self.feed_forward(self.second_norm(x))""",
        "post-norm": """
x = self.first_norm(x + self.attention(x, mask=mask)[0])
return self.second_norm(x + self.feed_forward(x))""",
    },
    "attention-and-transformers-decoder-block": {
        "causal-cross-attention": """
causal = causal_mask(x.shape[1])
x = x + self.self_attention(self.first_norm(x), mask=causal)[0]
found, weights = self.cross_attention(self.second_norm(x), memory, causal)
x = x + found
return x + self.feed_forward(self.third_norm(x)), weights""",
        "future-visible": """
x = x + self.self_attention(self.first_norm(x))[0]
found, weights = self.cross_attention(self.second_norm(x), memory, padding)
x = x + found
return x + self.feed_forward(self.third_norm(x)), weights""",
        "padding-visible": """
x = x + self.self_attention(self.first_norm(x), mask=causal_mask(x.shape[1]))[0]
found, weights = self.cross_attention(self.second_norm(x), memory)
x = x + found
return x + self.feed_forward(self.third_norm(x)), weights""",
        "memory-ignored": """
x = x + self.self_attention(self.first_norm(x), mask=causal_mask(x.shape[1]))[0]
found, weights = self.cross_attention(self.second_norm(x), mask=padding)
x = x + found
return x + self.feed_forward(self.third_norm(x)), weights""",
        "wrong-weights": """
found, weights = self.self_attention(self.first_norm(x), mask=causal_mask(x.shape[1]))
x = x + found
x = x + self.cross_attention(self.second_norm(x), memory, padding)[0]
return x + self.feed_forward(self.third_norm(x)), weights""",
    },
    "attention-and-transformers-shift-right": {
        "last-kept": "return jnp.concatenate([jnp.full((len(targets), 1), start), targets], axis=1)",
        "not-shifted": "return targets",
        "rolled": "return jnp.roll(targets, 1, axis=1)",
        "shifted-left": "return jnp.concatenate([targets[:, 1:], jnp.full((len(targets), 1), start)], axis=1)",
    },
    "attention-and-transformers-gpt-exercise": {
        "future-visible": """
x = self.embedding(tokens)
for block in self.blocks:
    x = block(x)
return self.to_logits(self.last_norm(x))""",
        "last-norm-forgotten": """
x = self.embedding(tokens)
for block in self.blocks:
    x = block(x, causal_mask(tokens.shape[1]))
return self.to_logits(x)""",
        "blocks-left-out": """
x = self.embedding(tokens)
for block in self.blocks:
    h = block(x, causal_mask(tokens.shape[1]))
return self.to_logits(self.last_norm(h))""",
    },
    "attention-and-transformers-top-p": {
        "multiplied": "return jax.nn.softmax(logits * temperature)",
        "after-softmax": "return jax.nn.softmax(logits) / temperature",
        "not-rescaled": """
p = jax.nn.softmax(logits / temperature)
order = jnp.argsort(-p)
kept = jnp.where(jnp.cumsum(p[order]) - p[order] < top_p, p[order], 0)
return jnp.zeros_like(p).at[order].set(kept)""",
        "one-too-few": """
p = jax.nn.softmax(logits / temperature)
order = jnp.argsort(-p)
kept = jnp.where(jnp.cumsum(p[order]) <= top_p + 1e-6, p[order], 0)
p = jnp.zeros_like(p).at[order].set(kept)
return p / p.sum()""",
        "order-not-undone": """
p = jax.nn.softmax(logits / temperature)
if top_p == 1.0:
    return p
p = jnp.sort(p)[::-1]
p = jnp.where(jnp.cumsum(p) - p < top_p, p, 0)
return p / p.sum()""",
        "temperature-after-top-p": """
p = jax.nn.softmax(logits)
order = jnp.argsort(-p)
kept = jnp.where(jnp.cumsum(p[order]) - p[order] < top_p, p[order], 0)
return jax.nn.softmax(jnp.log(jnp.zeros_like(p).at[order].set(kept)) / temperature)""",
        "top-p-wrong": "return jax.nn.softmax(logits / temperature)",
    },
    "attention-and-transformers-cache": {
        "old-cache-returned": _WRITE + _ATTEND.replace(", (keys, values)", ", cache"),
        "empty-slots-seen": _WRITE
        + """
mixed, _ = attention(queries, keys, values)
return layer.to_output(merge_heads(mixed)), (keys, values)""",
        "always-at-zero": _WRITE.replace("new_keys, position", "new_keys, 0").replace(
            "new_values, position", "new_values, 0"
        )
        + _ATTEND,
        "first-forgotten": _WRITE.replace(", first=position", "") + _ATTEND,
        "swapped": _WRITE + _ATTEND.replace("(keys, values)", "(values, keys)"),
        "itself-hidden": _WRITE + _ATTEND.replace("<= position", "< position"),
        "cache-shape": """
queries, new_keys, new_values = layer.project(x, x, first=position)
keys = jnp.concatenate([cache[0], new_keys], axis=2)
values = jnp.concatenate([cache[1], new_values], axis=2)
mixed, _ = attention(queries, keys, values)
return layer.to_output(merge_heads(mixed)), (keys, values)""",
    },
}
