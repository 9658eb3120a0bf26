"""Typical wrong answers of the chapter, each with the hint that it must get."""

WRONG_ANSWERS = {
    "probabilistic-programming-bernoulli": {
        "not-summed": "return tosses * jnp.log(theta) + (1 - tosses) * jnp.log(1 - theta)",
        "no-logarithm": "return jnp.prod(jnp.where(tosses == 1, theta, 1 - theta))",
        "tails-forgotten": "return jnp.sum(tosses * jnp.log(theta))",
        "swapped": "return jnp.sum((1 - tosses) * jnp.log(theta) + tosses * jnp.log(1 - theta))",
        "averaged": "return jnp.mean(tosses * jnp.log(theta) + (1 - tosses) * jnp.log(1 - theta))",
        "wrong-value": "return jnp.sum(tosses * jnp.log10(theta) + (1 - tosses) * jnp.log10(1 - theta))",
        "underflow": "return jnp.log(jnp.prod(jnp.where(tosses == 1, theta, 1 - theta)))",
    },
    "probabilistic-programming-normal": {
        "no-logarithm": "return jnp.exp(-0.5 * ((x - mean) / std) ** 2) / (std * jnp.sqrt(2 * jnp.pi))",
        "scale-forgotten": "return -0.5 * ((x - mean) / std) ** 2 - 0.5 * jnp.log(2 * jnp.pi)",
        "constant-forgotten": "return -0.5 * ((x - mean) / std) ** 2",
        "variance": "return -0.5 * (x - mean) ** 2 / std - jnp.log(std) - 0.5 * jnp.log(2 * jnp.pi)",
        "sign": "return 0.5 * ((x - mean) / std) ** 2 - jnp.log(std) - 0.5 * jnp.log(2 * jnp.pi)",
        "shape": "return jnp.sum(-0.5 * ((x - mean) / std) ** 2 - jnp.log(std) - 0.5 * jnp.log(2 * jnp.pi))",
    },
    "probabilistic-programming-estimate": {
        "root-n-forgotten": "return jnp.mean(values), jnp.std(values)",
        "divided-by-n": "return jnp.mean(values), jnp.std(values) / len(values)",
        "variance": "return jnp.mean(values), jnp.var(values) / len(values)",
        "mean": "return jnp.sum(values), jnp.std(values) / jnp.sqrt(len(values))",
        "wrong-count": "return jnp.mean(values)",
    },
    "probabilistic-programming-joint": {
        "prevalence-forgotten": (
            "return np.array([[specificity, 1 - specificity], [1 - sensitivity, sensitivity]])"
        ),
        "transposed": """
            without = (1 - prevalence) * np.array([specificity, 1 - specificity])
            with_malaria = prevalence * np.array([1 - sensitivity, sensitivity])
            return np.array([without, with_malaria]).T
        """,
        "order": """
            without = (1 - prevalence) * np.array([specificity, 1 - specificity])
            with_malaria = prevalence * np.array([1 - sensitivity, sensitivity])
            return np.array([with_malaria, without])
        """,
        "sensitivity-swapped": """
            without = (1 - prevalence) * np.array([sensitivity, 1 - sensitivity])
            with_malaria = prevalence * np.array([1 - specificity, specificity])
            return np.array([without, with_malaria])
        """,
        "sum": """
            without = prevalence * np.array([specificity, 1 - specificity])
            with_malaria = prevalence * np.array([1 - sensitivity, sensitivity])
            return np.array([without, with_malaria])
        """,
        "not-an-array": """
            without = [(1 - prevalence) * specificity, (1 - prevalence) * (1 - specificity)]
            return [without, [prevalence * (1 - sensitivity), prevalence * sensitivity]]
        """,
    },
    "probabilistic-programming-after-test": {
        "not-normalised": "return table[1, 1], table[1, 0]",
        "wrong-condition": """
            conditional = table / table.sum(axis=1, keepdims=True)
            return conditional[1, 1], conditional[1, 0]
        """,
        "order": """
            conditional = table / table.sum(axis=0)
            return conditional[1, 0], conditional[1, 1]
        """,
        "wrong-row": """
            conditional = table / table.sum(axis=0)
            return conditional[0, 1], conditional[0, 0]
        """,
    },
    "probabilistic-programming-grid": {
        "sums-to-one": """
            log_joint = log_prior + heads * jnp.log(theta) + tails * jnp.log(1 - theta)
            unnormalised = jnp.exp(log_joint - log_joint.max())
            return unnormalised / unnormalised.sum()
        """,
        "prior-forgotten": """
            log_joint = heads * jnp.log(theta) + tails * jnp.log(1 - theta)
            unnormalised = jnp.exp(log_joint - log_joint.max())
            return unnormalised / (unnormalised.sum() * width)
        """,
        "swapped": """
            log_joint = log_prior + tails * jnp.log(theta) + heads * jnp.log(1 - theta)
            unnormalised = jnp.exp(log_joint - log_joint.max())
            return unnormalised / (unnormalised.sum() * width)
        """,
        "not-normalised": """
            log_joint = log_prior + heads * jnp.log(theta) + tails * jnp.log(1 - theta)
            return jnp.exp(log_joint - log_joint.max())
        """,
        "underflow": """
            unnormalised = jnp.exp(log_prior + heads * jnp.log(theta) + tails * jnp.log(1 - theta))
            return unnormalised / (unnormalised.sum() * width)
        """,
    },
    "probabilistic-programming-map": {
        "prior-forgotten": "return heads / (heads + tails)",
        "mean": "return (heads + a) / (heads + tails + a + b)",
        "denominator": "return (heads + a - 1) / (heads + tails + a + b - 1)",
        "swapped": "return (tails + b - 1) / (heads + tails + a + b - 2)",
    },
    "probabilistic-programming-update": {
        "swapped": """
            new_a, new_b = a + np.sum(1 - tosses), b + np.sum(tosses)
            return new_a, new_b, new_a / (new_a + new_b)
        """,
        "prior-forgotten": "return np.sum(tosses), np.sum(1 - tosses), np.mean(tosses)",
        "observed-share": "return a + np.sum(tosses), b + np.sum(1 - tosses), np.mean(tosses)",
        "top": """
            new_a, new_b = a + np.sum(tosses), b + np.sum(1 - tosses)
            return new_a, new_b, (new_a - 1) / (new_a + new_b - 2)
        """,
    },
    "probabilistic-programming-predict": {
        "density-ignored": """
            coins = jax.random.choice(key_coin, theta, (number,))
            return jnp.sum(jax.random.bernoulli(key_toss, coins[:, None], (number, 10)), axis=1)
        """,
        "one-coin": """
            coin_drawn = jax.random.choice(key_coin, theta, (), p=posterior * width)
            return jnp.sum(jax.random.bernoulli(key_toss, coin_drawn, (number, 10)), axis=1)
        """,
        "coin-changes": """
            coins = jax.random.choice(key_coin, theta, (number, 10), p=posterior * width)
            return jnp.sum(jax.random.bernoulli(key_toss, coins), axis=1)
        """,
        "not-counts": """
            coins = jax.random.choice(key_coin, theta, (number,), p=posterior * width)
            return jnp.mean(jax.random.bernoulli(key_toss, coins[:, None], (number, 10)), axis=1)
        """,
        "shape": """
            coins = jax.random.choice(key_coin, theta, (number,), p=posterior * width)
            return jax.random.bernoulli(key_toss, coins[:, None], (number, 10))
        """,
    },
    "probabilistic-programming-accept": {
        "never-down": "return jax.random.uniform(key) < log_new - log_old",
        "reversed": "return jnp.log(jax.random.uniform(key)) < log_old - log_new",
        "always": "return jnp.log(jax.random.uniform(key)) < 0",
        "underflow": "return jax.random.uniform(key) < jnp.exp(log_new) / jnp.exp(log_old)",
        "uphill-refused": "return jax.random.uniform(key) > jnp.exp(log_new - log_old)",
        "not-a-decision": "return jnp.minimum(1, jnp.exp(log_new - log_old))",
    },
    "probabilistic-programming-chain": {
        "refusal-ignored": """
            proposal = state + step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(state))
            state = proposal
        """,
        "never-moves": """
            proposal = state + step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(state))
        """,
        "always-accepted": """
            proposal = state + step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(proposal))
            state = jnp.where(accepted, proposal, state)
        """,
        "out-of-step": """
            proposal = state + step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(state))
            state = jnp.where(accepted, state, proposal)
        """,
        "step-size": """
            proposal = state + jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(state))
            state = jnp.where(accepted, proposal, state)
        """,
        "one-sided": """
            proposal = state + step_size * jax.random.uniform(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(state))
            state = jnp.where(accepted, proposal, state)
        """,
        "state-forgotten": """
            proposal = step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(proposal), log_density(state))
            state = jnp.where(accepted, proposal, state)
        """,
        "not-log-densities": """
            proposal = state + step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, proposal, state)
            state = jnp.where(accepted, proposal, state)
        """,
        "old-for-new": """
            proposal = state + step_size * jax.random.normal(key_move)
            accepted = accept(key_accept, log_density(state), log_density(proposal))
            state = jnp.where(accepted, proposal, state)
        """,
        "wrong-law": """
            proposal = state + step_size * jax.random.normal(key)
            accepted = accept(key, log_density(proposal), log_density(state))
            state = jnp.where(accepted, proposal, state)
        """,
    },
    "probabilistic-programming-bug": {
        "accepted-only": "return proposals[accepted]",
        "all-proposals": "return proposals",
        "back-to-start": "return np.where(accepted, proposals, start)",
        "previous-proposal": "return np.where(accepted, proposals, np.append(start, proposals[:-1]))",
        "late": """
            states, state = [], start
            for proposal, was_accepted in zip(proposals, accepted):
                states.append(state)
                state = proposal if was_accepted else state
            return np.array(states)
        """,
    },
    "probabilistic-programming-autocorrelation": {
        "not-centred": """
            products = [np.sum(chain[: len(chain) - lag] * chain[lag:]) for lag in range(max_lag + 1)]
            return np.array(products) / products[0]
        """,
        "lag-zero": """
            centred = chain - chain.mean()
            return np.array([np.sum(centred[: len(chain) - lag] * centred[lag:]) for lag in range(max_lag + 1)])
        """,
        "wrapped": """
            centred = chain - chain.mean()
            products = [np.sum(centred * np.roll(centred, -lag)) for lag in range(max_lag + 1)]
            return np.array(products) / products[0]
        """,
        "averaged": """
            centred = chain - chain.mean()
            products = [np.mean(centred[: len(chain) - lag] * centred[lag:]) for lag in range(max_lag + 1)]
            return np.array(products) / products[0]
        """,
        "shape": """
            centred = chain - chain.mean()
            products = [np.sum(centred[: len(chain) - lag] * centred[lag:]) for lag in range(1, max_lag + 1)]
            return np.array(products) / np.sum(centred**2)
        """,
        "corrcoef": """
            rho = [np.corrcoef(chain[:-lag], chain[lag:])[0, 1] for lag in range(1, max_lag + 1)]
            return np.array([1.0] + rho)
        """,
    },
    "probabilistic-programming-ess": {
        "lag-zero": """
            rho = autocorrelation(chain, len(chain) // 2)
            end = np.flatnonzero(rho < 0)[0]
            return len(chain) / (1 + 2 * np.sum(rho[:end]))
        """,
        "two-forgotten": """
            rho = autocorrelation(chain, len(chain) // 2)
            end = np.flatnonzero(rho < 0)[0]
            return len(chain) / (1 + np.sum(rho[1:end]))
        """,
        "not-stopped": """
            rho = autocorrelation(chain, len(chain) // 2)
            return len(chain) / (1 + 2 * np.sum(rho[1:]))
        """,
        "positives-kept": """
            rho = autocorrelation(chain, len(chain) // 2)
            return len(chain) / (1 + 2 * np.sum(rho[rho > 0][1:]))
        """,
        "no-negative": """
            rho = autocorrelation(chain, len(chain) // 2)
            return len(chain) / (1 + 2 * np.sum(rho[1 : np.argmax(rho < 0)]))
        """,
    },
    "probabilistic-programming-rhat": {
        "root-forgotten": """
            n = chains.shape[1]
            within = np.mean(np.var(chains, axis=1, ddof=1))
            return ((n - 1) / n * within + np.var(np.mean(chains, axis=1), ddof=1)) / within
        """,
        "divided-twice": """
            n = chains.shape[1]
            within = np.mean(np.var(chains, axis=1, ddof=1))
            between = np.var(np.mean(chains, axis=1), ddof=1)
            return np.sqrt(((n - 1) / n * within + between / n) / within)
        """,
        "not-divided": """
            n = chains.shape[1]
            within = np.mean(np.var(chains, axis=1, ddof=1))
            between = n * np.var(np.mean(chains, axis=1), ddof=1)
            return np.sqrt(((n - 1) / n * within + between) / within)
        """,
        "length": """
            n = len(chains)
            within = np.mean(np.var(chains, axis=1, ddof=1))
            between = np.var(np.mean(chains, axis=1), ddof=1)
            return np.sqrt(((n - 1) / n * within + between) / within)
        """,
        "axes": """
            n = chains.shape[1]
            within = np.mean(np.var(chains, axis=0, ddof=1))
            between = np.var(np.mean(chains, axis=0), ddof=1)
            return np.sqrt(((n - 1) / n * within + between) / within)
        """,
        "ddof": """
            n = chains.shape[1]
            within = np.mean(np.var(chains, axis=1))
            between = np.var(np.mean(chains, axis=1))
            return np.sqrt(((n - 1) / n * within + between) / within)
        """,
    },
    "probabilistic-programming-coin-model": {
        "flat-prior": """
            theta = numpyro.sample("theta", dist.Uniform(0.0, 1.0))
            with numpyro.plate("toss", count):
                return numpyro.sample("tosses", dist.Bernoulli(theta), obs=tosses)
        """,
        "not-observed": """
            theta = numpyro.sample("theta", dist.Beta(2.0, 2.0))
            with numpyro.plate("toss", count):
                return numpyro.sample("tosses", dist.Bernoulli(theta))
        """,
        "logits": """
            theta = numpyro.sample("theta", dist.Beta(2.0, 2.0))
            with numpyro.plate("toss", count):
                return numpyro.sample("tosses", dist.Bernoulli(logits=theta), obs=tosses)
        """,
        "in-plate": """
            with numpyro.plate("toss", count):
                theta = numpyro.sample("theta", dist.Beta(2.0, 2.0))
                return numpyro.sample("tosses", dist.Bernoulli(theta), obs=tosses)
        """,
        "plate": """
            theta = numpyro.sample("theta", dist.Beta(2.0, 2.0))
            return numpyro.sample("tosses", dist.Bernoulli(theta), obs=tosses)
        """,
        "name": """
            probability = numpyro.sample("probability", dist.Beta(2.0, 2.0))
            with numpyro.plate("toss", count):
                return numpyro.sample("tosses", dist.Bernoulli(probability), obs=tosses)
        """,
    },
    "probabilistic-programming-line-model": {
        "slope-scale": """
            alpha = numpyro.sample("alpha", dist.Normal(150.0, 50.0))
            beta = numpyro.sample("beta", dist.Normal(0.0, 10.0))
            sigma = numpyro.sample("sigma", dist.HalfNormal(75.0))
            with numpyro.plate("patient", len(x)):
                return numpyro.sample("y", dist.Normal(alpha + beta * x, sigma), obs=y)
        """,
        "sigma-sign": """
            alpha = numpyro.sample("alpha", dist.Normal(150.0, 50.0))
            beta = numpyro.sample("beta", dist.Normal(0.0, slope_scale))
            sigma = numpyro.sample("sigma", dist.Normal(0.0, 75.0))
            with numpyro.plate("patient", len(x)):
                return numpyro.sample("y", dist.Normal(alpha + beta * x, sigma), obs=y)
        """,
        "slope-unused": """
            alpha = numpyro.sample("alpha", dist.Normal(150.0, 50.0))
            beta = numpyro.sample("beta", dist.Normal(0.0, slope_scale))
            sigma = numpyro.sample("sigma", dist.HalfNormal(75.0))
            with numpyro.plate("patient", len(x)):
                return numpyro.sample("y", dist.Normal(alpha, sigma), obs=y)
        """,
        "variance": """
            alpha = numpyro.sample("alpha", dist.Normal(150.0, 50.0))
            beta = numpyro.sample("beta", dist.Normal(0.0, slope_scale))
            sigma = numpyro.sample("sigma", dist.HalfNormal(75.0))
            with numpyro.plate("patient", len(x)):
                return numpyro.sample("y", dist.Normal(alpha + beta * x, sigma**2), obs=y)
        """,
        "not-observed": """
            alpha = numpyro.sample("alpha", dist.Normal(150.0, 50.0))
            beta = numpyro.sample("beta", dist.Normal(0.0, slope_scale))
            sigma = numpyro.sample("sigma", dist.HalfNormal(75.0))
            with numpyro.plate("patient", len(x)):
                return numpyro.sample("y", dist.Normal(alpha + beta * x, sigma))
        """,
    },
    "probabilistic-programming-predict-line": {
        "noise-forgotten": "return alpha[:, None] + beta[:, None] * x",
        "noise-shared": """
            centre_of_patient = alpha[:, None] + beta[:, None] * x
            return centre_of_patient + sigma[:, None] * jax.random.normal(key, (len(alpha), 1))
        """,
        "noise-repeated": """
            centre_of_patient = alpha[:, None] + beta[:, None] * x
            return centre_of_patient + sigma[:, None] * jax.random.normal(key, (len(x),))
        """,
        "sigma-of-draw": """
            centre_of_patient = alpha[:, None] + beta[:, None] * x
            return centre_of_patient + sigma.mean() * jax.random.normal(key, centre_of_patient.shape)
        """,
    },
    "probabilistic-programming-lpd": {
        "mean-of-logs": "return jnp.mean(normal_log_density(y, mean, std), axis=0)",
        "sum": "return jax.scipy.special.logsumexp(normal_log_density(y, mean, std), axis=0)",
        "plug-in": "return normal_log_density(y, mean.mean(axis=0), std.mean())",
        "one-number": """
            log_densities = normal_log_density(y, mean, std)
            return jnp.sum(jax.scipy.special.logsumexp(log_densities, axis=0) - jnp.log(len(log_densities)))
        """,
        "underflow": "return jnp.log(jnp.mean(jnp.exp(normal_log_density(y, mean, std)), axis=0))",
        "wrong-count": """
            log_densities = normal_log_density(y, mean, std)
            return jax.scipy.special.logsumexp(log_densities, axis=0) - jnp.log(len(y))
        """,
    },
    "probabilistic-programming-noncentred": {
        "still-centred": """
            mu = numpyro.sample("mu", dist.Normal(0.0, 1.5))
            tau = numpyro.sample("tau", dist.HalfNormal(1.0))
            with numpyro.plate("village", len(tested)):
                eta = numpyro.sample("eta", dist.Normal(mu, tau))
                return numpyro.sample("positive", dist.Binomial(tested, logits=eta), obs=positive)
        """,
        "scale-forgotten": """
            mu = numpyro.sample("mu", dist.Normal(0.0, 1.5))
            tau = numpyro.sample("tau", dist.HalfNormal(1.0))
            with numpyro.plate("village", len(tested)):
                z = numpyro.sample("z", dist.Normal(0.0, 1.0))
                eta = numpyro.deterministic("eta", mu + z)
                return numpyro.sample("positive", dist.Binomial(tested, logits=eta), obs=positive)
        """,
        "z-law": """
            mu = numpyro.sample("mu", dist.Normal(0.0, 1.5))
            tau = numpyro.sample("tau", dist.HalfNormal(1.0))
            with numpyro.plate("village", len(tested)):
                z = numpyro.sample("z", dist.Normal(0.0, tau))
                eta = numpyro.deterministic("eta", mu + z)
                return numpyro.sample("positive", dist.Binomial(tested, logits=eta), obs=positive)
        """,
        "plate": """
            mu = numpyro.sample("mu", dist.Normal(0.0, 1.5))
            tau = numpyro.sample("tau", dist.HalfNormal(1.0))
            z = numpyro.sample("z", dist.Normal(0.0, 1.0))
            eta = numpyro.deterministic("eta", mu + tau * z)
            with numpyro.plate("village", len(tested)):
                return numpyro.sample("positive", dist.Binomial(tested, logits=eta), obs=positive)
        """,
        "not-observed": """
            mu = numpyro.sample("mu", dist.Normal(0.0, 1.5))
            tau = numpyro.sample("tau", dist.HalfNormal(1.0))
            with numpyro.plate("village", len(tested)):
                z = numpyro.sample("z", dist.Normal(0.0, 1.0))
                eta = numpyro.deterministic("eta", mu + tau * z)
                return numpyro.sample("positive", dist.Binomial(tested, logits=eta))
        """,
        "likelihood": """
            mu = numpyro.sample("mu", dist.Normal(0.0, 1.5))
            tau = numpyro.sample("tau", dist.HalfNormal(1.0))
            with numpyro.plate("village", len(tested)):
                z = numpyro.sample("z", dist.Normal(0.0, 1.0))
                eta = numpyro.deterministic("eta", mu + tau * z)
                return numpyro.sample("positive", dist.Poisson(tested * jnp.exp(eta)), obs=positive)
        """,
    },
}
