"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "jax-introduction-one-day": {
        "numpy-inside": """
S, I, R = state
infections = S * (1 - np.exp(-beta * I / POPULATION))
return jnp.array([S - infections, I + infections - GAMMA * I, R + GAMMA * I])""",
        "not-an-array": """
S, I, R = state
infections = S * (1 - jnp.exp(-beta * I / POPULATION))
return [S - infections, I + infections - GAMMA * I, R + GAMMA * I]""",
        "still-infectious": """
S, I, R = state
infections = S * (1 - jnp.exp(-beta * I / POPULATION))
return jnp.array([S - infections, I + infections, R + GAMMA * I])""",
        "infected-vanish": """
S, I, R = state
infections = S * (1 - jnp.exp(-beta * I / POPULATION))
return jnp.array([S - infections, I - GAMMA * I, R + GAMMA * I])""",
        "sign": """
S, I, R = state
infections = S * (1 - jnp.exp(beta * I / POPULATION))
return jnp.array([S - infections, I + infections - GAMMA * I, R + GAMMA * I])""",
        "exponential-forgotten": """
S, I, R = state
infections = beta * S * I / POPULATION
return jnp.array([S - infections, I + infections - GAMMA * I, R + GAMMA * I])""",
        "wrong-value": """
S, I, R = state
infections = S * (1 - jnp.exp(-beta * I))
return jnp.array([S - infections, I + infections - GAMMA * I, R + GAMMA * I])""",
    },
    "jax-introduction-count-cases": {
        "repeats-lost": "return jnp.zeros(days).at[onset_days].set(1)",
        "late-day-counted": "return jnp.zeros(days).at[jnp.minimum(onset_days, days - 1)].add(1)",
        "result-lost": """
counts = jnp.zeros(days)
counts.at[onset_days].add(1)
return counts""",
        "shape": "return jnp.zeros(days + 1).at[onset_days].add(1)",
        "raises": """
counts = jnp.zeros(days)
for day in onset_days:
    counts[day] += 1
return counts""",
    },
    "jax-introduction-variance": {
        "digits-lost": "return jnp.mean(x**2) - jnp.mean(x) ** 2",
        "square-root": "return jnp.sqrt(jnp.mean((x - jnp.mean(x)) ** 2))",
        "other-mean": "return jnp.sum((x - jnp.mean(x)) ** 2) / (len(x) - 1)",
        "squared-too-late": "return jnp.mean(x - jnp.mean(x)) ** 2",
        "wrong-value": "return jnp.mean(jnp.abs(x - jnp.mean(x)))",
    },
    "jax-introduction-survey": {
        "same-key": """
key_vaccinated, _ = jax.random.split(key)
vaccinated = jax.random.bernoulli(key_vaccinated, 0.6, (people,))
infected = jax.random.bernoulli(key_vaccinated, 0.2, (people,))""",
        "key-ignored": """
vaccinated = jax.random.bernoulli(key, 0.6, (people,))
infected = jax.random.bernoulli(jax.random.key(1), 0.2, (people,))""",
        "rates-swapped": """
first, second = jax.random.split(key)
vaccinated = jax.random.bernoulli(first, 0.2, (people,))
infected = jax.random.bernoulli(second, 0.6, (people,))""",
        "rates": """
first, second = jax.random.split(key)
vaccinated = jax.random.bernoulli(first, 0.6, (people,))
infected = vaccinated & jax.random.bernoulli(second, 0.2, (people,))""",
        "not-from-key": """
vaccinated = np.random.default_rng().random(people) < 0.6
infected = np.random.default_rng().random(people) < 0.2""",
    },
    "jax-introduction-report": {
        "one-draw": """
z = jax.random.normal(key)
return jnp.maximum(0, jnp.round(expected + jnp.sqrt(expected) * z))""",
        "square-root-forgotten": """
z = jax.random.normal(key, expected.shape)
return jnp.maximum(0, jnp.round(expected + expected * z))""",
        "key-ignored": """
z = jax.random.normal(jax.random.key(0), expected.shape)
return jnp.maximum(0, jnp.round(expected + jnp.sqrt(expected) * z))""",
        "wrong-law": """
z = jax.random.uniform(key, expected.shape)
return jnp.maximum(0, jnp.round(expected + jnp.sqrt(expected) * z))""",
        "not-whole": """
z = jax.random.normal(key, expected.shape)
return jnp.maximum(0, expected + jnp.sqrt(expected) * z)""",
        "not-from-key": """
z = np.random.default_rng().normal(size=expected.shape)
return jnp.maximum(0, jnp.round(expected + jnp.sqrt(expected) * z))""",
        "not-to-nearest": """
z = jax.random.normal(key, expected.shape)
return jnp.maximum(0, expected + jnp.sqrt(expected) * z).astype(int)""",
        "negative": """
z = jax.random.normal(key, expected.shape)
return jnp.round(expected + jnp.sqrt(expected) * z)""",
        "zeros": """
z = jax.random.normal(key, expected.shape)
return jnp.abs(jnp.round(expected + jnp.sqrt(expected) * z))""",
    },
    "jax-introduction-doses": {
        "order": """
given = jnp.minimum(requested, doses_left)
return given, doses_left - given""",
        "stock-unchanged": """
given = jnp.minimum(requested, doses_left)
return doses_left, given""",
        "more-than-there-is": "return doses_left - requested, requested",
        "results": "return jnp.minimum(requested, doses_left)",
        "python-min": """
given = min(requested, doses_left)
return doses_left - given, given""",
        "numpy-inside": """
given = np.minimum(requested, doses_left)
return doses_left - given, given""",
    },
    "jax-introduction-contact-rate": {
        "python-if": """
if day < closing_day:
    return 1.25
return 0.5 + 0.75 * jnp.exp(-(day - closing_day) / 14)""",
        "numpy-inside": """
return jnp.where(day < closing_day, 1.25, 0.5 + 0.75 * np.exp(-(day - closing_day) / 14))""",
        "day-fixed": "return jnp.where(day < 30, 1.25, 0.5 + 0.75 * jnp.exp(-(day - 30) / 14))",
        "branches-swapped": """
afterwards = 0.5 + 0.75 * jnp.exp(-(day - closing_day) / 14)
return jnp.where(day < closing_day, afterwards, 1.25)""",
        "wrong-value": "return jnp.where(day < closing_day, 1.25, 0.5 + 0.75 * jnp.exp(-day / 14))",
    },
    "jax-introduction-recordings": {
        "values": "records_anew = [True, True, False, True, True]",
        "shape": "records_anew = [False, False, False, True, False]",
        "earlier-recording": "records_anew = [False, True, True, True, False]",
        "scalar": "records_anew = [False, True, False, False, False]",
        "five-answers": "records_anew = [2, 4]",
    },
    "jax-introduction-slope": {
        "sign": "return -S * I / POPULATION * jnp.exp(-beta * I / POPULATION)",
        "inner-derivative": "return S * jnp.exp(-beta * I / POPULATION)",
        "not-differentiated": "return S * (1 - jnp.exp(-beta * I / POPULATION))",
        "population-forgotten": "return S * I * jnp.exp(-beta * I / POPULATION)",
        "wrong-value": "return S * beta / POPULATION * jnp.exp(-beta * I / POPULATION)",
    },
    "jax-introduction-difference": {
        "one-sided": "return (f(x + h) - f(x)) / h",
        "distance": "return (f(x + h) - f(x - h)) / h",
        "sign": "return (f(x - h) - f(x + h)) / (2 * h)",
        "wrong-value": "return f(x + h) - f(x - h)",
        "not-a-difference": "return jax.grad(f)(x)",
        "other-step": "return (f(x + h / 2) - f(x - h / 2)) / h",
    },
    "jax-introduction-nth": {
        "not-a-function": """
for _ in range(n):
    f = jax.grad(f)
return f(1.5)""",
        "one-too-many": """
for _ in range(n + 1):
    f = jax.grad(f)
return f""",
        "one-too-few": """
for _ in range(n - 1):
    f = jax.grad(f)
return f""",
        "always-the-first": """
derivative = f
for _ in range(n):
    derivative = jax.grad(f)
return derivative""",
        "calls-itself": """
for _ in range(n):
    f = lambda x: jax.grad(f)(x)
return f""",
    },
    "jax-introduction-simulate": {
        "last-only": """
def next_day(state, _):
    return one_day(state, beta), None

return jax.lax.scan(next_day, first, None, length=days)[0]""",
        "both-results": """
def next_day(state, _):
    state = one_day(state, beta)
    return state, state

return jax.lax.scan(next_day, first, None, length=days)""",
        "one-day-late": """
def next_day(state, _):
    return one_day(state, beta), state

return jax.lax.scan(next_day, first, None, length=days)[1]""",
        "not-handed-on": """
def next_day(state, _):
    return state, one_day(state, beta)

return jax.lax.scan(next_day, first, None, length=days)[1]""",
        "shape": """
states = [first]
for _ in range(days):
    states.append(one_day(states[-1], beta))
return jnp.stack(states)""",
        "unrolled": """
states = []
state = first
for _ in range(days):
    state = one_day(state, beta)
    states.append(state)
return jnp.stack(states)""",
    },
    "jax-introduction-map": {
        "diagonal": "return jax.vmap(f)(xs, ys)",
        "axes-swapped": """
column = jax.vmap(f, in_axes=(None, 0))
return jax.vmap(column, in_axes=(0, None))(xs, ys)""",
        "wrong-value": """
row = jax.vmap(lambda x, y: f(y, x), in_axes=(0, None))
return jax.vmap(row, in_axes=(None, 0))(xs, ys)""",
        "f-of-arrays": "return f(xs[None, :], ys[:, None])",
        "loop": "return jnp.array([[f(x, y) for x in xs] for y in ys])",
    },
    "jax-introduction-clip": {
        "leaf-by-leaf": """
def shorten_leaf(leaf):
    length = jnp.maximum(jnp.sqrt(jnp.sum(leaf**2)), 1e-9)
    return jnp.minimum(1, longest / length) * leaf
return jax.tree.map(shorten_leaf, gradient)""",
        "always-scaled": """
length = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(gradient)))
return jax.tree.map(lambda leaf: longest / length * leaf, gradient)""",
        "square-root-forgotten": """
length = sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(gradient))
return jax.tree.map(lambda leaf: jnp.minimum(1, longest / length) * leaf, gradient)""",
        "lengths-added": """
length = sum(jnp.sqrt(jnp.sum(leaf**2)) for leaf in jax.tree.leaves(gradient))
return jax.tree.map(lambda leaf: jnp.minimum(1, longest / length) * leaf, gradient)""",
        "structure": """
length = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(gradient)))
return [jnp.minimum(1, longest / length) * leaf for leaf in jax.tree.leaves(gradient)]""",
        "python-if": """
length = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(gradient)))
if length <= longest:
    return gradient
return jax.tree.map(lambda leaf: longest / length * leaf, gradient)""",
        "wrong-value": "return jax.tree.map(lambda leaf: jnp.clip(leaf, -longest, longest) / 2, gradient)",
    },
    "jax-introduction-deviance": {
        "nan-derivative": """
logarithm = jnp.where(observed > 0, observed * jnp.log(observed / expected), 0.0)
return 2 * (logarithm - (observed - expected))""",
        "zero-count": "return 2 * (observed * jnp.log(observed / expected) - (observed - expected))",
        "factor-two": """
safe = jnp.where(observed > 0, observed, 1.0)
return observed * jnp.log(safe / expected) - (observed - expected)""",
        "wrong-value": """
safe = jnp.where(observed > 0, observed, 1.0)
return 2 * (observed * jnp.log(safe / expected) + (observed - expected))""",
    },
    "jax-introduction-train-step": {
        "uphill": """
value, gradient = jax.value_and_grad(loss)(params, cases)
changes, memory = optimiser.update(gradient, memory, params)
return jax.tree.map(lambda leaf, change: leaf - change, params, changes), memory, value""",
        "gradient-added": """
value, gradient = jax.value_and_grad(loss)(params, cases)
return optax.apply_updates(params, gradient), memory, value""",
        "not-applied": """
value, gradient = jax.value_and_grad(loss)(params, cases)
changes, memory = optimiser.update(gradient, memory, params)
return changes, memory, value""",
        "unchanged": """
value, gradient = jax.value_and_grad(loss)(params, cases)
changes, memory = optimiser.update(gradient, memory, params)
optax.apply_updates(params, changes)
return params, memory, value""",
        "order": """
value, gradient = jax.value_and_grad(loss)(params, cases)
changes, memory = optimiser.update(gradient, memory, params)
return memory, optax.apply_updates(params, changes), value""",
        "cases-ignored": """
value, gradient = jax.value_and_grad(loss)(params, known)
changes, memory = optimiser.update(gradient, memory, params)
return optax.apply_updates(params, changes), memory, value""",
        "memory-ignored": """
value, gradient = jax.value_and_grad(loss)(params, cases)
changes, memory = optimiser.update(gradient, optimiser.init(params), params)
return optax.apply_updates(params, changes), memory, value""",
        "memory-lost": """
value, gradient = jax.value_and_grad(loss)(params, cases)
changes, _ = optimiser.update(gradient, memory, params)
return optax.apply_updates(params, changes), memory, value""",
        "loss": """
gradient = jax.grad(loss)(params, cases)
changes, memory = optimiser.update(gradient, memory, params)
params = optax.apply_updates(params, changes)
return params, memory, loss(params, cases)""",
        "wrong-parameters": """
value, gradient = jax.value_and_grad(loss)(params, cases)
_, memory = optimiser.update(gradient, memory, params)
return jax.tree.map(lambda leaf, slope: leaf - 0.001 * slope, params, gradient), memory, value""",
    },
    "jax-introduction-per-example": {
        "summed": """
def total_loss(params):
    return jnp.sum(jax.vmap(example_loss, in_axes=(None, 0, 0))(params, xs, ys))
return jax.grad(total_loss)(params)""",
        "losses": "return jax.vmap(example_loss, in_axes=(None, 0, 0))(params, xs, ys)",
        "structure": "return [jax.grad(example_loss)(params, x, y) for x, y in zip(xs, ys)]",
        "raises": "return jax.vmap(jax.grad(example_loss))(params, xs, ys)",
    },
    "jax-introduction-standard-errors": {
        "not-inverted": """
hessian = jax.hessian(f)(minimum)
return hessian, jnp.sqrt(jnp.diag(hessian))""",
        "diagonal-first": """
hessian = jax.hessian(f)(minimum)
return jnp.linalg.inv(hessian), 1 / jnp.sqrt(jnp.diag(hessian))""",
        "square-root-forgotten": """
covariance = jnp.linalg.inv(jax.hessian(f)(minimum))
return covariance, jnp.diag(covariance)""",
        "shape": """
covariance = jnp.linalg.inv(jax.hessian(f)(minimum))
return covariance, jnp.sqrt(covariance)""",
        "results": "return jnp.linalg.inv(jax.hessian(f)(minimum))",
    },
}
