"""``jax.nn``, ``jax.image``, ``jax.debug``, ``flatten_util`` and the example libraries against the real ones."""

import pytest
from two_worlds import same

ACTIVATIONS = (
    "celu", "elu", "gelu", "hard_sigmoid", "hard_silu", "hard_tanh", "identity", "leaky_relu", "log_sigmoid",
    "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_sign", "softmax", "softplus",
    "sparse_plus", "sparse_sigmoid", "squareplus", "standardize", "tanh", "logsumexp", "logmeanexp",
)  # fmt: skip


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(two_worlds, name):
    """Values, first and second derivatives, under jit and vmap; also at zero and for integers."""
    integers = "jnp.arange(2.0)" if name in ("sigmoid", "silu") else "jnp.array([-1, 0, 2])"
    real, stand_in = two_worlds.run(f"""
f = jax.nn.{name}
x = jnp.array([-30.0, -2.5, -1.0, -0.3, 0.0, 0.7, 1.0, 3.5, 25.0])
first = jax.grad(lambda x: jnp.sum(f(x) * jnp.arange(9.0)))
f(x), f({integers}), first(x), jax.jvp(first, (x,), (jnp.cos(x),))[1], jax.jit(jax.vmap(f))(x.reshape(3, 3))
""")
    assert real.error is None, real.details
    real.warnings.clear()  # real JAX warns about a cast of its own for integers
    assert same(real, stand_in, rtol=2e-5, atol=2e-6)


PROGRAMS = {
    "one_hot": "jax.nn.one_hot(jnp.array([0, 2, 5]), 4), jax.nn.one_hot(1, 3, dtype=jnp.int32), jax.nn.one_hot(jnp.array([0, 1]), 3, axis=0)",
    "glu": "jax.nn.glu(jnp.arange(8.0).reshape(2, 4)), jax.nn.glu(jnp.arange(8.0).reshape(4, 2), axis=0)",
    "masked softmax": "x = jnp.arange(4.0); w = jnp.array([True, False, True, True]); jax.nn.softmax(x, where=w), jax.nn.log_softmax(x, where=w)",
    "exact gelu": "jax.nn.gelu(jnp.linspace(-3, 3, 7), approximate=False)",
    "attention": """
q, k, v = random.normal(random.key(0), (3, 2, 5, 4, 8))
mask = jnp.arange(5) < jnp.array([[[[3]]], [[[5]]]])
f = jax.nn.dot_product_attention
f(q, k, v), f(q, k, v, is_causal=True), f(q, k[:, :, :2], v[:, :, :2], mask=mask), f(q[0], k[0], v[0], scale=0.1)
""",
    "initializers": """
i = jax.nn.initializers
key = random.key(3)
[make(key, (6, 4)) for make in (i.zeros, i.ones, i.constant(2.5), i.normal(), i.uniform(), i.glorot_normal(),
 i.glorot_uniform(), i.he_normal(), i.he_uniform(), i.lecun_normal(), i.lecun_uniform(), i.truncated_normal(),
 i.variance_scaling(2.0, "fan_out", "normal"))]
""",
    "orthogonal": "q = jax.nn.initializers.orthogonal()(random.key(0), (5, 3)); q.T @ q, q.shape",
    "jaxprs": "tuple(str(jax.make_jaxpr(f)(jnp.ones(3))) for f in (jax.nn.relu, jax.nn.silu, jax.nn.sigmoid))",
    "resize": """
image = random.uniform(random.key(1), (2, 7, 5, 3))
[jax.image.resize(image, (2, h, w, 3), method) for method in ("nearest", "linear", "cubic", "lanczos3", "lanczos5")
 for h, w in ((14, 10), (4, 3))] + [jax.image.resize(image, (2, 4, 3, 3), "linear", antialias=False)]
""",
    "scale_and_translate": """
image = jnp.arange(30.0).reshape(5, 6)
jax.image.scale_and_translate(image, (5, 6), (0, 1), jnp.array([1.2, 0.8]), jnp.array([0.5, -1.0]), "linear")
""",
    "ravel": """
from jax.flatten_util import ravel_pytree
vector, back = ravel_pytree({"a": jnp.arange(3.0), "b": (jnp.ones((2, 2)), 5)})
vector, back(2 * vector)
""",
    "ravel of the wrong size": "from jax.flatten_util import ravel_pytree; ravel_pytree(jnp.ones(3))[1](jnp.ones(3, int))",
    "segments": """
x, ids = jnp.arange(6.0), jnp.array([0, 2, 2, 0, -1, 7])
[f(x, ids, 4) for f in (jax.ops.segment_sum, jax.ops.segment_prod, jax.ops.segment_max, jax.ops.segment_min)]
""",
    "optimizers": """
from jax.example_libraries import optimizers as o
grad = jax.grad(lambda p: jnp.sum((p["x"] - 1) ** 2) + p["y"] ** 2)
ends = []
for make in (o.sgd(0.1), o.momentum(0.1, 0.9), o.nesterov(0.1, 0.9), o.adagrad(0.3), o.rmsprop(0.1), o.rmsprop_momentum(0.05),
             o.adam(0.1), o.adamax(0.1), o.adam(o.exponential_decay(0.1, 3, 0.5)),
             o.sgd(o.polynomial_decay(0.1, 5, 0.01)), o.sgd(o.inverse_time_decay(0.1, 2, 0.5, True)),
             o.sgd(o.piecewise_constant([2, 4], [0.1, 0.05, 0.01]))):
    state = make.init_fn({"x": jnp.arange(3.0), "y": jnp.ones(())})
    for step in range(7):
        state = make.update_fn(step, o.clip_grads(grad(make.params_fn(state)), 1.5), state)
    ends.append(make.params_fn(state))
ends, make.params_fn(o.pack_optimizer_state(o.unpack_optimizer_state(state)))
""",
    "stax": """
from jax.example_libraries import stax
init, apply = stax.serial(stax.Dense(5), stax.Relu, stax.FanOut(2), stax.parallel(stax.Dense(3), stax.Dense(3)), stax.FanInSum, stax.Softmax)
shape, params = init(random.key(0), (-1, 4))
shape, apply(params, jnp.ones((2, 4)))
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(two_worlds, name):
    real, stand_in = two_worlds.run(PROGRAMS[name])
    assert same(real, stand_in, rtol=2e-5, atol=2e-5), stand_in.details


@pytest.mark.parametrize(
    "program",
    [
        "jax.debug.print('x = {x}, y = {}', 3, x=jnp.arange(2))",
        "jax.jit(lambda x: jax.debug.print('{}', x))(jnp.ones(2))",
        "jax.vmap(lambda x: jax.debug.print('{x}', x=x))(jnp.arange(3))",
        "lax.scan(lambda c, x: (c + x, jax.debug.print('{} {}', c, x)), 0, jnp.arange(3))[0]",
        "jax.grad(lambda x: (jax.debug.print('{}', x), x**2)[1])(2.0)",
        "jax.jit(lambda x: jax.debug.callback(lambda v: print('seen', v), x))(4)",
        "jax.debug.print('{}')",
        "jax.debug.print('no place', 3)",
        "jax.jit(lambda x: jax.pure_callback(lambda v: np.asarray(v) * 2, jax.ShapeDtypeStruct((2,), 'float32'), x))(jnp.ones(2))",
    ],
)
def test_prints(two_worlds, program):
    real, stand_in = two_worlds.run(f"result = {program}\njax.effects_barrier()\nresult")
    assert real.printed == stand_in.printed
    assert same(real, stand_in)
