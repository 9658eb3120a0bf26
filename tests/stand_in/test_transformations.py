"""Transformations of transformations, beyond loops and rules: jit, grad, vmap, linearize and their kin inside each other."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_worlds import same

_NAMES = """
from jax.numpy import cos, exp, sin, tanh
w = jnp.float32(0.4)
v = jnp.array([0.3, 0.5, 0.7])
m = jnp.arange(6.0).reshape(2, 3) / 5
f = lambda x: jnp.sum(tanh(m @ x) * x[:2]) + x[0] * x[2]
g = lambda a, b: {"sum": a * sin(b), "all": (a @ a * b, exp(b[:1]))}
"""

_CASES = r"""
jax.grad(f)(v), jax.jit(jax.grad(f))(v), jax.grad(jax.jit(f))(v), jax.vjp(f, v)[1](2.0)
jax.hessian(f)(v), jax.jacfwd(jax.jacrev(f))(v), jax.jacrev(jax.jacfwd(f))(v), jax.jacrev(jax.grad(f))(v)
jax.jit(jax.hessian(jax.jit(f)))(v)
jax.vmap(jax.grad(f))(jnp.stack([v, 2 * v])), jax.vmap(jax.hessian(f))(jnp.stack([v, 2 * v]))
jax.grad(lambda x: jax.grad(lambda y: f(x * y))(x).sum())(v)
jax.grad(lambda x: jax.jvp(f, (x,), (x,))[1])(v)
jax.jvp(lambda x: jax.jvp(f, (x,), (x,))[1], (v,), (v,))
jax.jvp(jax.grad(f), (v,), (v,)), jax.linearize(jax.grad(f), v)[1](v)
jax.vmap(lambda t: jax.jvp(f, (v,), (t,))[1])(jnp.eye(3)), jax.vmap(jax.linearize(f, v)[1])(jnp.eye(3))
jax.vmap(jax.vjp(lambda x: m @ x, v)[1])(jnp.eye(2))
jax.linear_transpose(lambda x: m @ x, v)(m[:, 0])
jax.jacrev(g, (0, 1))(v, v), jax.jacfwd(g, (0, 1))(v, v)
jax.vmap(g, in_axes=(0, None))(m, v), jax.vmap(g, (None, 0), out_axes=-1)(v, m)
jax.vmap(jax.vmap(lambda a, b: a * b, (None, 0)), (0, None))(v, m[0])
jax.vmap(lambda d: d["a"] * d["b"], in_axes=({"a": 0, "b": None},))({"a": v, "b": w})
jax.grad(lambda d: d["a"] * sin(d["b"][0]), has_aux=False)({"a": w, "b": [w, v]})
jax.value_and_grad(lambda x: (f(x), {"aux": x}), has_aux=True)(v)
jax.jacfwd(lambda x: (f(x) * x, {"aux": x}), has_aux=True)(v)
jax.hessian(lambda x: (f(x), 2 * x), has_aux=True)(v)
jax.grad(lambda x, n: x**n, allow_int=False)(w, 3), jax.grad(lambda x, y: x * y, (1, 0))(w, 2.0)
jax.grad(lambda x: jnp.abs(jnp.sum(x * (1 + 2j))) ** 2)(v)
jax.grad(lambda z: z**3, holomorphic=True)(jnp.complex64(1 + 2j))
jax.grad(lambda x: lax.stop_gradient(x) * x)(w), jax.jacrev(lambda x: jnp.where(x > 0.4, x**2, 0))(v)
jax.vmap(lambda x: lax.psum(x, "i") * x + lax.axis_index("i"), axis_name="i")(v)
jax.vmap(lambda x: x - lax.pmean(x, "i"), axis_name="i")(m), jax.vmap(jax.grad(lambda x: lax.psum(x * x, "i")), axis_name="i")(v)
jax.vmap(lambda x: lax.scan(lambda c, _: (lax.psum(c, "i") * 0.5 + x, c), x, None, length=3), axis_name="i")(v)
jax.vmap(jax.jit(lambda x: lax.psum(x, "i") * x), axis_name="i")(v)
jax.eval_shape(lambda x: {"a": x @ x, "b": x.astype(int)}, v)
str(jax.make_jaxpr(lambda x: jax.jit(lambda y: sin(y) * 2)(x) + 1)(w))
str(jax.make_jaxpr(jax.vmap(lambda x: sin(x) * v[0]))(v))
jax.jit(lambda x, n: x * n, static_argnums=1)(v, 3), jax.jit(lambda x, *, k: x + k, static_argnames="k")(v, k=2)
jax.jit(lambda x: {"a": x, "b": (x, None)})(v)
# messages
jax.grad(lambda x: x)(v)
jax.grad(lambda x: x)(3)
jax.grad(lambda x: (x, x))(w)
jax.vmap(lambda x, y: x)(v, m)
jax.vmap(lambda x: x)(w)
jax.vmap(lambda x: x, in_axes=2)(m)
jax.vmap(lambda x, y: x, in_axes=(0,))(v, v)
jax.jvp(f, (v,), (v[:2],))
jax.jvp(f, (v,), v)
jax.vjp(f, v)[1](v)
jax.jit(lambda x: 1 if x > 0 else 2)(w)
jax.jit(lambda x: np.sin(x))(w)
jax.jit(lambda x: range(x))(3)
jax.jit(lambda x: x[x > 0])(v)
jax.jit(3)
jax.grad(f, argnums=1)(v)
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    lines = _lines(_CASES)
    return dict(zip(lines, two_worlds.run_many([_NAMES + line for line in lines]), strict=True))


@pytest.mark.parametrize("line", _lines(_CASES))
def test_transformations_are_those_of_jax(line, outcomes):
    assert same(*outcomes[line], rtol=1e-4, atol=1e-5)


_NEST = """
f = lambda x: jnp.sum(jnp.tanh(x * {scale}) * jnp.roll(x, 1, 0)) {more}
for transformation in {nest}:
    f = transformation(f)
f(jnp.array({values}, jnp.float32))
"""
_TRANSFORMATIONS = {
    "jit": "jax.jit",
    "grad": "lambda f: jax.grad(lambda x: jnp.sum(f(x)))",
    "jvp": "lambda f: lambda x: jax.jvp(f, (x,), (jnp.cos(x),))[1]",
    "vmap": "lambda f: lambda x: jax.vmap(f)(jnp.stack([x, 2 * x, -x]))",
    "linearize": "lambda f: lambda x: jax.linearize(f, x)[1](x)",
    "checkpoint": "jax.checkpoint",
    "scan": "lambda f: lambda x: lax.scan(lambda c, _: (c * 0.5 + jnp.mean(f(c)), f(c)), x, None, length=2)[1]",
    "cond": "lambda f: lambda x: lax.cond(jnp.sum(x) > 0, f, lambda y: f(-y), x)",
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nest=st.lists(st.sampled_from(sorted(_TRANSFORMATIONS)), min_size=1, max_size=4),
    shape=st.sampled_from([(2,), (3,), (2, 2)]), seed=st.integers(0, 99), more=st.sampled_from(["", "** 2", "+ x[0].sum()"]),
)  # fmt: skip
def test_any_nesting_of_transformations(two_worlds, nest, shape, seed, more):
    values = np.random.default_rng(seed).normal(size=shape).round(3).tolist()
    program = _NEST.format(
        scale=0.7, more=more, nest=f"[{', '.join(_TRANSFORMATIONS[name] for name in nest)}]", values=values
    )
    assert same(*two_worlds.run(program), rtol=3e-4, atol=1e-5)
