"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "frozen-lake-moves": {
        "hole": "moves = [RIGHT, DOWN, DOWN, RIGHT]",
        "not-there": "moves = [RIGHT, RIGHT, DOWN, DOWN]",
        "unknown-move": "moves = [1, 1, 2, 2, 1, 4]",
    },
    "frozen-lake-episode": {
        "truncated-ignored": """
while not over:
    state, reward, terminated, truncated, _ = environment.step(policy(state))
    states.append(state)
    rewards.append(reward)
    over = terminated
return states, rewards, terminated""",
        "stopped-early": """
while not over:
    state, reward, terminated, truncated, _ = environment.step(policy(state))
    states.append(state)
    rewards.append(reward)
    over = terminated or truncated or reward > 0
return states, rewards, terminated""",
        "last-state-missing": """
states = []
while not over:
    states.append(state)
    state, reward, terminated, truncated, _ = environment.step(policy(state))
    rewards.append(reward)
    over = terminated or truncated
return states, rewards, terminated""",
        "stale-state": """
while not over:
    next_state, reward, terminated, truncated, _ = environment.step(policy(state))
    states.append(next_state)
    rewards.append(reward)
    over = terminated or truncated
return states, rewards, terminated""",
        "wrong-end": """
while not over:
    state, reward, terminated, truncated, _ = environment.step(policy(state))
    states.append(state)
    rewards.append(reward)
    over = terminated or truncated
return states, rewards, over""",
    },
    "frozen-lake-return": {
        "undiscounted": "return sum(rewards)",
        "one-step-late": "return sum(discount ** (step + 1) * reward for step, reward in enumerate(rewards))",
        "reversed": "return sum(discount**step * reward for step, reward in enumerate(reversed(rewards)))",
        "wrong-value": "return discount * sum(rewards)",
    },
    "frozen-lake-success": {
        "same-episode": """
wins = 0
for episode in range(episodes):
    _, rewards, _ = run_episode(environment, policy, seed)
    wins += sum(rewards)
return wins / episodes""",
        "per-step": """
all_rewards = []
for episode in range(episodes):
    all_rewards += run_episode(environment, policy, seed if episode == 0 else None)[1]
return np.mean(all_rewards)""",
        "count": """
return sum(sum(run_episode(environment, policy, seed if episode == 0 else None)[1]) for episode in range(episodes))""",
        "seed-lost": """
return sum(sum(run_episode(environment, policy, seed + episode)[1]) for episode in range(episodes)) / episodes""",
    },
    "frozen-lake-backup": {
        "maximum-taken": "return np.max(R + discount * P @ V, axis=1)",
        "reward-forgotten": "return discount * P @ V",
        "discount-forgotten": "return R + P @ V",
        "reward-discounted": "return discount * (R + P @ V)",
    },
    "frozen-lake-value-iteration": {
        "mean": """
for _ in range(1000):
    V = np.mean(action_values(V, P, R, discount), axis=1)
return V""",
        "one-sweep": """
while True:
    new = np.max(action_values(V, P, R, discount), axis=1)
    if np.max(new - V) <= tolerance:
        return new
    V = new""",
        "action-values": """
for _ in range(1000):
    Q = action_values(V, P, R, discount)
    V = np.max(Q, axis=1)
return Q""",
        "wrong-value": """
for _ in range(5):
    V = np.max(action_values(V, P, R, discount), axis=1)
return V""",
    },
    "frozen-lake-monte-carlo": {
        "return-of-the-start": """
total = sum(discount**step * reward for step, reward in enumerate(rewards))
for state in states[:-1]:
    V[state] += rate * (total - V[state])
return V""",
        "undiscounted": """
for time in range(len(rewards)):
    V[states[time]] += rate * (sum(rewards[time:]) - V[states[time]])
return V""",
        "reward-left-out": """
total = 0.0
for time in reversed(range(len(rewards))):
    V[states[time]] += rate * (discount * total - V[states[time]])
    total = rewards[time] + discount * total
return V""",
        "rate-forgotten": """
total = 0.0
for time in reversed(range(len(rewards))):
    total = rewards[time] + discount * total
    V[states[time]] = total
return V""",
        "wrong-value": """
total = 0.0
for time in reversed(range(len(rewards))):
    total = rewards[time] + discount * total
    V[states[time + 1]] += rate * (total - V[states[time + 1]])
return V""",
    },
    "frozen-lake-td": {
        "discount-forgotten": """
for state, reward, next_state in zip(states, rewards, states[1:]):
    V[state] += rate * (reward + V[next_state] - V[state])
return V""",
        "sign": """
for state, reward, next_state in zip(states, rewards, states[1:]):
    V[state] += rate * (V[state] - reward - discount * V[next_state])
return V""",
        "backwards": """
for state, reward, next_state in reversed(list(zip(states, rewards, states[1:]))):
    V[state] += rate * (reward + discount * V[next_state] - V[state])
return V""",
        "old-values": """
old = V.copy()
for state, reward, next_state in zip(states, rewards, states[1:]):
    V[state] += rate * (reward + discount * old[next_state] - old[state])
return V""",
        "monte-carlo": """
total = 0.0
for time in reversed(range(len(rewards))):
    total = rewards[time] + discount * total
    V[states[time]] += rate * (total - V[states[time]])
return V""",
    },
    "frozen-lake-epsilon-greedy": {
        "inverted": """
if generator.random() > epsilon:
    return int(generator.integers(4))
return int(generator.choice(np.flatnonzero(values == np.max(values))))""",
        "never-explores": "return int(generator.choice(np.flatnonzero(values == np.max(values))))",
        "best-excluded": """
best = int(generator.choice(np.flatnonzero(values == np.max(values))))
if generator.random() < epsilon:
    return int(generator.choice(np.delete(np.arange(4), best)))
return best""",
        "first-of-ties": """
if generator.random() < epsilon:
    return int(generator.integers(4))
return int(np.argmax(values))""",
    },
    "frozen-lake-schedule": {
        "below-the-end": "return start + (end - start) * step / steps",
        "falls-to-zero": "return start * max(1 - step / steps, 0.0)",
        "wrong-start": "return end + (start - end) * min(step / steps, 1.0)",
        "not-a-line": "return start * (end / start) ** min(step / steps, 1.0) if start else end",
    },
    "frozen-lake-target": {
        "terminal-bootstrapped": "return reward + discount * np.max(next_values)",
        "truncated-cut": """
future = 0.0 if terminated or truncated else np.max(next_values)
return reward + discount * future""",
        "reward-lost": "return 0.0 if terminated else reward + discount * np.max(next_values)",
        "both-ends": """
future = 0.0 if terminated and not truncated else np.max(next_values)
return reward + discount * future""",
    },
    "frozen-lake-sarsa-target": {
        "maximum": """
future = 0.0 if terminated else np.max(next_values)
return reward + discount * future""",
        "terminal-bootstrapped": "return reward + discount * next_values[next_action]",
        "mean": """
future = 0.0 if terminated else np.mean(next_values)
return reward + discount * future""",
    },
    "frozen-lake-slide": {
        "slip-ignored": "return landing[states, actions]",
        "not-around": "return landing[states, actions + slips]",
        "one-index": "return landing[states]",
        "wrong-landing": "return landing[states, (actions - slips) % 4]",
    },
    "frozen-lake-one-hot": {
        "wrong-dtype": "return np.eye(count)[states]",
        "transposed": "return np.eye(count, dtype=np.float32)[states].T",
        "states-ignored": "return np.eye(len(states), count, dtype=np.float32)",
    },
    "frozen-lake-explore": {
        "one-key": """
coin = jax.random.bernoulli(key, epsilon)
anything = jax.random.categorical(key, jnp.zeros(4))
return jnp.where(coin, anything, -1)""",
        "inverted": """
first, second = jax.random.split(key)
coin = jax.random.bernoulli(first, epsilon)
return jnp.where(coin, -1, jax.random.categorical(second, jnp.zeros(4)))""",
        "never-greedy": """
first, second = jax.random.split(key)
coin = jax.random.bernoulli(first, epsilon)
return jnp.where(coin, jax.random.categorical(second, jnp.zeros(4)), 0)""",
    },
    "frozen-lake-loss": {
        "own-target": """
values = network(params, batch["x"])
said = values[jnp.arange(len(values)), batch["action"]]
future = jnp.max(network(params, batch["next_x"]), axis=1)
return jnp.mean((said - batch["reward"] - discount * (1 - batch["terminated"]) * future) ** 2)""",
        "terminal-bootstrapped": """
values = network(params, batch["x"])
said = values[jnp.arange(len(values)), batch["action"]]
future = jnp.max(network(target_params, batch["next_x"]), axis=1)
return jnp.mean((said - batch["reward"] - discount * future) ** 2)""",
        "terminated-inverted": """
values = network(params, batch["x"])
said = values[jnp.arange(len(values)), batch["action"]]
future = jnp.max(network(target_params, batch["next_x"]), axis=1)
return jnp.mean((said - batch["reward"] - discount * batch["terminated"] * future) ** 2)""",
        "action-ignored": """
said = jnp.max(network(params, batch["x"]), axis=1)
future = jnp.max(network(target_params, batch["next_x"]), axis=1)
return jnp.mean((said - batch["reward"] - discount * (1 - batch["terminated"]) * future) ** 2)""",
        "not-averaged": """
values = network(params, batch["x"])
said = values[jnp.arange(len(values)), batch["action"]]
future = jnp.max(network(target_params, batch["next_x"]), axis=1)
return (said - batch["reward"] - discount * (1 - batch["terminated"]) * future) ** 2""",
    },
    "frozen-lake-picture": {
        "flat": """
tiles = np.array([list(row) for row in rows])
result = np.zeros((size * size, 3, size, size), np.float32)
result[:, 0] = np.eye(size * size).reshape(-1, size, size)
result[:, 1] = tiles == "H"
result[:, 2] = tiles == "G"
return result.reshape(size * size, -1)""",
        "agent-fixed": """
tiles = np.array([list(row) for row in rows])
result = np.zeros((size * size, 3, size, size), np.float32)
result[:, 0] = tiles == "S"
result[:, 1] = tiles == "H"
result[:, 2] = tiles == "G"
return result""",
        "channels-exchanged": """
tiles = np.array([list(row) for row in rows])
result = np.zeros((size * size, 3, size, size), np.float32)
result[:, 0] = np.eye(size * size).reshape(-1, size, size)
result[:, 1] = tiles == "G"
result[:, 2] = tiles == "H"
return result""",
        "rows-and-columns": """
tiles = np.array([list(row) for row in rows])
result = np.zeros((size * size, 3, size, size), np.float32)
result[:, 0] = np.eye(size * size).reshape(-1, size, size).swapaxes(1, 2)
result[:, 1] = tiles == "H"
result[:, 2] = tiles == "G"
return result""",
    },
}
