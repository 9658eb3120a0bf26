"""The real Optax on the stand-in and on the real JAX: the same steps, schedules and losses."""

import pytest
from two_worlds import same

OPTIMISERS = (
    "adabelief(0.1)", "adadelta(0.5)", "adafactor(0.1)", "adagrad(0.3)", "adam(0.1)", "adamax(0.1)", "adamaxw(0.1)",
    "adamw(0.1)", "adan(0.1)", "amsgrad(0.1)", "fromage(0.1)", "lamb(0.1)", "lars(0.1)", "lion(0.05)", "nadam(0.1)",
    "nadamw(0.1)", "novograd(0.1)", "optimistic_gradient_descent(0.05)", "radam(0.1)",
    "rmsprop(0.05)", "rprop(0.05)", "sgd(0.05)", "sgd(0.05, momentum=0.9)", "sgd(0.05, momentum=0.9, nesterov=True)",
    "sign_sgd(0.05)", "yogi(0.1)", "chain(optax.clip_by_global_norm(0.5), optax.adam(0.1))",
    "chain(optax.clip(0.1), optax.trace(0.9), optax.scale(-0.1))",
    "chain(optax.add_decayed_weights(0.01), optax.scale_by_adam(), optax.scale_by_learning_rate(0.1))",
    "apply_if_finite(optax.sgd(0.05), 3)", "MultiSteps(optax.adam(0.1), 3)", "lookahead(optax.sgd(0.05), 4, 0.5)",
    "adam(optax.cosine_decay_schedule(0.1, 20))", "inject_hyperparams(optax.adam)(learning_rate=0.1)",
    "masked(optax.sgd(0.05), {'b': True, 'w': False})",
)  # fmt: skip

_TRAINING = """
import optax
X = random.normal(random.PRNGKey(0), (20, 3))
y = X @ jnp.array([1.0, -2.0, 0.5]) + 0.3
params = {{"b": jnp.zeros(()), "w": jnp.ones(3)}}
optimiser = optax.{optimiser}
if {lookahead}:
    params = optax.LookaheadParams.init_synced(params)
state = optimiser.init(params)
fast = lambda params: params.fast if {lookahead} else params
@jax.jit
def step(params, state):
    loss, gradient = jax.value_and_grad(lambda p: jnp.mean((X @ p["w"] + p["b"] - y) ** 2))(fast(params))
    updates, state = optimiser.update(gradient, state, params)
    return optax.apply_updates(params, updates), state, loss
losses = []
for _ in range(12):
    params, state, loss = step(params, state)
    losses.append(loss)
jnp.stack(losses), fast(params)
"""


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_optimiser(two_worlds, optimiser):
    program = _TRAINING.format(optimiser=optimiser, lookahead=optimiser.startswith("lookahead"))
    real, stand_in = two_worlds.run(program)
    assert real.error is None, real.details
    assert same(real, stand_in, rtol=2e-4, atol=2e-5), stand_in.details


FUNCTIONS = {
    "losses": """
a, b = random.normal(random.PRNGKey(0), (2, 4, 3))
labels = jnp.array([0, 2, 1, 0])
[optax.squared_error(a, b), optax.l2_loss(a, b), optax.huber_loss(a, b), optax.log_cosh(a, b),
 optax.cosine_similarity(a, b), optax.sigmoid_binary_cross_entropy(a, b > 0), optax.hinge_loss(a, jnp.sign(b)),
 optax.softmax_cross_entropy(a, jax.nn.softmax(b)), optax.softmax_cross_entropy_with_integer_labels(a, labels),
 optax.kl_divergence(jax.nn.log_softmax(a), jax.nn.softmax(b))]
""",
    "schedules": """
schedules = [optax.constant_schedule(0.1), optax.linear_schedule(0.1, 0.01, 20), optax.polynomial_schedule(1.0, 0.1, 2, 20),
    optax.exponential_decay(0.1, 5, 0.9), optax.exponential_decay(0.1, 5, 0.9, staircase=True),
    optax.cosine_decay_schedule(0.1, 20), optax.warmup_cosine_decay_schedule(0.0, 0.1, 5, 20),
    optax.piecewise_constant_schedule(0.1, {5: 0.5, 10: 0.1}), optax.cosine_onecycle_schedule(20, 0.1),
    optax.join_schedules([optax.constant_schedule(1.0), optax.constant_schedule(0.1)], [7])]
[jnp.stack([jnp.asarray(s(jnp.asarray(k))) for k in (0, 3, 7, 12, 25)]) for s in schedules]
""",
    "trees": """
tree = {"a": jnp.arange(3.0), "b": {"c": jnp.ones((2, 2))}}
[optax.global_norm(tree), optax.tree_utils.tree_l2_norm(tree), optax.tree_utils.tree_add(tree, tree),
 optax.incremental_update(tree, jax.tree.map(jnp.zeros_like, tree), 0.1), optax.projections.projection_simplex(jnp.array([0.4, 1.2, -0.3]))]
""",
    "lbfgs": """
f = lambda x: jnp.sum((x - jnp.arange(3.0)) ** 4 + x**2)
optimiser = optax.lbfgs()
x = jnp.ones(3)
state = optimiser.init(x)
for _ in range(4):
    value, gradient = optax.value_and_grad_from_state(f)(x, state=state)
    updates, state = optimiser.update(gradient, state, x, value=value, grad=gradient, value_fn=f)
    x = optax.apply_updates(x, updates)
x
""",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(two_worlds, name):
    real, stand_in = two_worlds.run("import optax\n" + FUNCTIONS[name])
    assert real.error is None, real.details
    assert same(real, stand_in, rtol=5e-4, atol=5e-5), stand_in.details
