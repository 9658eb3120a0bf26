"""What the benchmark measures. Each program runs as it is on the real JAX, on the stand-in and in a browser.

``python programs.py PROGRAM WORLD`` prints seconds. The worlds ``numpy`` (derivatives by hand) and ``autograd``
have the gradients only; in the world ``jax`` it is whichever JAX that the process finds.
"""

import contextlib
import io
import sys
import time

REPEATS, ENOUGH_SECONDS = 7, 0.05


# ---- value and gradient


def numbers(*shape, seed=0):
    """Standard normal float32 numbers."""
    import numpy as np

    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def logistic_data():
    """Coefficients (4,), features (200, 4) and labels (200,)."""
    return 0.3 * numbers(4), numbers(200, 4, seed=1), (numbers(200, seed=2) > 0).astype("float32")


def logistic_loss(np):
    """The mean cross-entropy of logistic regression, in terms of a module like NumPy."""

    def loss(coefficients, features, labels):
        scores = features @ coefficients
        return np.mean(np.logaddexp(0.0, scores) - labels * scores)

    return loss


def logistic_by_hand(coefficients, features, labels):
    """Loss and gradient as a reader of a textbook writes them."""
    import numpy as np

    scores = features @ coefficients
    loss = np.mean(np.logaddexp(np.float32(0), scores) - labels * scores)
    errors = 1 / (1 + np.exp(-scores)) - labels
    return loss, features.T @ errors / np.float32(len(labels))


def perceptron_data():
    """Parameters of two layers of 64 units, inputs (64, 64) and targets (64, 64)."""
    parameters = {
        "first": 0.1 * numbers(64, 64),
        "first_bias": 0.0 * numbers(64),
        "second": 0.1 * numbers(64, 64, seed=1),
        "second_bias": 0.0 * numbers(64),
    }
    return parameters, numbers(64, 64, seed=2), numbers(64, 64, seed=3)


def perceptron_loss(np):
    """The mean squared error of a perceptron with one hidden layer."""

    def loss(parameters, inputs, targets):
        hidden = np.tanh(inputs @ parameters["first"] + parameters["first_bias"])
        outputs = hidden @ parameters["second"] + parameters["second_bias"]
        return np.mean((outputs - targets) ** 2)

    return loss


def perceptron_by_hand(parameters, inputs, targets):
    """Loss and gradients by backpropagation."""
    import numpy as np

    hidden = np.tanh(inputs @ parameters["first"] + parameters["first_bias"])
    differences = hidden @ parameters["second"] + parameters["second_bias"] - targets
    loss = np.mean(differences**2)
    outer = differences * np.float32(2 / differences.size)
    inner = outer @ parameters["second"].T * (1 - hidden * hidden)
    return loss, {
        "first": inputs.T @ inner,
        "first_bias": inner.sum(0),
        "second": hidden.T @ outer,
        "second_bias": outer.sum(0),
    }


GRADIENTS = {
    "logistic": (logistic_data, logistic_loss, logistic_by_hand),
    "perceptron": (perceptron_data, perceptron_loss, perceptron_by_hand),
}


def gradient(name, world):
    """Seconds of one call of value and gradient, compiled where the world compiles."""
    data, loss, by_hand = GRADIENTS[name]
    arguments = data()
    if world == "numpy":
        return seconds_a_call(by_hand, arguments)
    if world == "autograd":
        import autograd
        import autograd.numpy

        return seconds_a_call(autograd.value_and_grad(loss(autograd.numpy)), arguments)
    import jax

    program = jax.jit(jax.value_and_grad(loss(jax.numpy)))
    arguments = jax.tree.map(jax.numpy.asarray, arguments)
    return seconds_a_call(lambda *values: jax.block_until_ready(program(*values)), arguments)


def seconds_a_call(function, arguments):
    """The best of several means over as many calls as take a while: what else the machine does only adds."""
    calls, taken = 1, 0.0
    while taken < ENOUGH_SECONDS:
        calls, taken = 2 * calls, seconds_of(function, arguments, 2 * calls)
    return min(seconds_of(function, arguments, calls) for _ in range(REPEATS)) / calls


def seconds_of(function, arguments, calls):
    started = time.perf_counter()
    for _ in range(calls):
        function(*arguments)
    return time.perf_counter() - started


# ---- sampling


def coin():
    import jax.numpy as jnp
    import numpyro
    from numpyro import distributions

    heads = jnp.array([1.0] * 7 + [0.0] * 3)

    def model():
        bias = numpyro.sample("bias", distributions.Beta(2.0, 2.0))
        numpyro.sample("tosses", distributions.Bernoulli(bias), obs=heads)

    return model


def linear():
    import numpyro
    from numpyro import distributions

    x = numbers(50)
    y = 1.0 + 2.0 * x + 0.5 * numbers(50, seed=1)

    def model():
        intercept = numpyro.sample("intercept", distributions.Normal(0.0, 5.0))
        slope = numpyro.sample("slope", distributions.Normal(0.0, 5.0))
        noise = numpyro.sample("noise", distributions.HalfNormal(2.0))
        numpyro.sample("y", distributions.Normal(intercept + slope * x, noise), obs=y)

    return model


def schools():
    import jax.numpy as jnp
    import numpyro
    from numpyro import distributions

    effects = jnp.array([28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0])
    errors = jnp.array([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])

    def model():
        mean = numpyro.sample("mean", distributions.Normal(0.0, 5.0))
        spread = numpyro.sample("spread", distributions.HalfCauchy(5.0))
        with numpyro.plate("schools", 8):
            offset = numpyro.sample("offset", distributions.Normal(0.0, 1.0))
            numpyro.sample("effects", distributions.Normal(mean + spread * offset, errors), obs=effects)

    return model


def logistic():
    import numpy as np
    import numpyro
    from numpyro import distributions

    features = numbers(200, 3)
    scores = features @ np.array([1.0, -2.0, 0.5], "float32") + 0.3
    labels = (numbers(200, seed=1) < scores).astype("int32")

    def model():
        coefficients = numpyro.sample("coefficients", distributions.Normal(0.0, 2.0).expand([3]).to_event(1))
        intercept = numpyro.sample("intercept", distributions.Normal(0.0, 2.0))
        numpyro.sample(
            "labels", distributions.Bernoulli(logits=features @ coefficients + intercept), obs=labels
        )

    return model


def poisson():
    import jax.numpy as jnp
    import numpy as np
    import numpyro
    from numpyro import distributions

    x = numbers(100)
    counts = np.random.default_rng(1).poisson(np.exp(0.5 + 0.7 * x)).astype("int32")

    def model():
        intercept = numpyro.sample("intercept", distributions.Normal(0.0, 2.0))
        slope = numpyro.sample("slope", distributions.Normal(0.0, 2.0))
        numpyro.sample("counts", distributions.Poisson(jnp.exp(intercept + slope * x)), obs=counts)

    return model


MODELS = {function.__name__: function for function in (coin, linear, schools, logistic, poisson)}


def nuts(name):
    """Seconds from the first call to the summary: 1,000 steps of warm-up and 1,000 draws of one chain."""
    import jax
    from numpyro.infer import MCMC, NUTS

    model = MODELS[name]()
    started = time.perf_counter()
    chain = MCMC(NUTS(model), num_warmup=1000, num_samples=1000, progress_bar=False)
    chain.run(jax.random.PRNGKey(0))
    with contextlib.redirect_stdout(io.StringIO()):
        chain.print_summary()
    return time.perf_counter() - started


def metropolis():
    """Seconds of the first run of 10,000 steps on a plane, random numbers drawn within the scan."""
    import jax
    import jax.numpy as jnp

    def log_density(point):
        return -0.5 * jnp.sum(point**2)

    def step(point, key):
        for_proposal, for_decision = jax.random.split(key)
        proposal = point + 0.8 * jax.random.normal(for_proposal, (2,))
        accepted = jnp.log(jax.random.uniform(for_decision)) < log_density(proposal) - log_density(point)
        point = jnp.where(accepted, proposal, point)
        return point, point

    started = time.perf_counter()
    keys = jax.random.split(jax.random.PRNGKey(0), 10_000)
    points = jax.jit(lambda keys: jax.lax.scan(step, jnp.zeros(2), keys)[1])(keys)
    jax.block_until_ready(points)
    return time.perf_counter() - started


# ---- imports


def imports(name):
    """Seconds to import JAX, alone or with the library that brings it along."""
    started = time.perf_counter()
    __import__(name)
    return time.perf_counter() - started


PROGRAMS = {
    **{f"gradient {name}": (lambda world, name=name: gradient(name, world)) for name in GRADIENTS},
    **{f"nuts {name}": (lambda world, name=name: nuts(name)) for name in MODELS},
    "metropolis": lambda world: metropolis(),
    **{f"import {name}": (lambda world, name=name: imports(name)) for name in ("jax", "numpyro", "optax")},
}


if __name__ == "__main__":
    print(PROGRAMS[sys.argv[1]](sys.argv[2]))
