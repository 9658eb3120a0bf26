"""Loops and branches: their values, derivatives and batches, alone and inside each other; messages; programs."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_worlds import same

_NAMES = """
from jax.numpy import cos, exp, sin, tanh
xs = jnp.linspace(0.1, 1.0, 5)
w = jnp.float32(0.4)
ws = jnp.array([0.3, 0.5, 0.7])
"""

# Functions of one number, each from a loop or branch.
FUNCTIONS = {
    "scan": "lambda w: sum(map(jnp.sum, lax.scan(lambda h, x: (tanh(h * w + x), sin(h) * x), 0.5 * w, xs)))",
    "scan from a constant": "lambda w: lax.scan(lambda c, x: ((c[1], c[0] + w * x), c[0] * c[1]), (0.0, 0.0), xs)[0][0]",
    "scan backwards": "lambda w: lax.scan(lambda c, x: (tanh(c * w + x), c), w, xs, reverse=True)[1].sum()",
    "scan with a counter": "lambda w: lax.scan(lambda c, x: ((c[0] + 1, c[1] * w + c[0] * x), None), (0, 1.0), xs)[0][1]",
    "scan with common work": "lambda w: lax.scan(lambda c, x: (c * cos(w) + sin(x) * exp(x + w), c), w, xs)[0]",
    "scan in scan": (
        "lambda w: lax.scan(lambda c, x: (lax.scan(lambda d, y: (tanh(d * x * w + y), d), c, xs)[0], c * w), 0.1, xs)[0]"
    ),
    "cond in scan, by x": (
        "lambda w: lax.scan(lambda c, x: (lax.cond(x > 0.4, lambda c: sin(c * w), lambda c: c * x * w, c), c), w, xs)[0]"
    ),
    "cond in scan, by the carry": (
        "lambda w: lax.scan(lambda c, x: (lax.cond(c > 0.4, lambda c: sin(c * w), lambda c: c * x + w, c), c), w, xs)[0]"
    ),
    "cond": "lambda w: lax.cond(w > 0.45, lambda w: sin(w) * w, lambda w: w * w, w)",
    "cond that captures": "lambda w: lax.cond(w > 0.45, lambda: w * w, lambda: sin(w))",
    "cond that passes on": "lambda w: jnp.prod(jnp.stack(lax.cond(w > 0, lambda a, b: (a, b), lambda a, b: (a, a), w, 2 * w)))",
    "switch": "lambda w: lax.switch(jnp.int32(w * 5), [lambda x: x, lambda x: x * x, lambda x: sin(x)], w)",
    "fori_loop": "lambda w: lax.fori_loop(0, 5, lambda i, x: x * w + i, w)",
    "fori_loop with common work": "lambda w: lax.fori_loop(0, 6, lambda i, x: x * cos(w) + sin(i * w), w)",
    "map": "lambda w: jnp.sum(lax.map(lambda x: sin(x * w), xs))",
    "associative_scan": "lambda w: lax.associative_scan(lambda a, b: a * b, w + xs).sum()",
    "jit in scan": "lambda w: lax.scan(lambda c, x: (jax.jit(lambda c: tanh(c * w) * x)(c), c), w, xs)[0]",
    "checkpoint of scan": "jax.checkpoint(lambda w: lax.scan(lambda c, x: (tanh(c * w + x), c), w, xs)[1].sum())",
    "scan of checkpoint": "lambda w: lax.scan(jax.checkpoint(lambda c, x: (tanh(c * w + x), c)), w, xs)[1].sum()",
}
FORWARD_ONLY = {
    "while": "lambda w: lax.while_loop(lambda c: c[0] < 20.0, lambda c: (c[0] * c[1], c[1], c[2] + 1), (w, 1.5, 0))[0]",
    "while with common work": "lambda w: lax.while_loop(lambda c: c < 5 * sin(w), lambda c: c + cos(w), w)",
    "while in scan": (
        "lambda w: lax.scan(lambda c, x: (lax.while_loop(lambda v: v < 2, lambda v: v * (1.5 + x), c * x + w), c), w, xs)[0]"
    ),
    "scan in while": (
        "lambda w: lax.while_loop(lambda c: c < 5, lambda c: c + lax.scan(lambda d, x: (d + x * w, None), 0.0, xs)[0], w)"
    ),
    "fori_loop of unknown length": "lambda w: lax.fori_loop(0, jnp.int32(10 * w), lambda i, x: x * w + i, w)",
}
_FORWARD = (
    "f(w)", "jax.jit(f)(w)", "jax.jit(jax.vmap(f))(ws)", "jax.jvp(f, (w,), (w,))",
    "jax.vmap(lambda w: jax.jvp(f, (w,), (1.0,)))(ws)", "jax.linearize(f, w)[1](w)", "jax.jacfwd(jax.jacfwd(f))(w)",
)  # fmt: skip
_BACKWARD = (
    "jax.value_and_grad(f)(w)", "jax.jit(jax.grad(f))(w)", "jax.grad(jax.jit(f))(w)", "jax.vmap(jax.grad(f))(ws)",
    "jax.grad(lambda ws: jnp.sum(jax.vmap(f)(ws)))(ws)", "jax.grad(jax.grad(f))(w)", "jax.vmap(jax.hessian(f))(ws)",
    "jax.jacrev(jax.jacfwd(f))(w)",
)  # fmt: skip

OTHERS = r"""
lax.scan(lambda c, _: (c * 1.1, None), 1.0, None, length=4)
lax.scan(lambda c, x: (c * x, c), 1.0, xs[:0])
lax.scan(lambda c, x: (c * 1.5, c), 1, jnp.arange(3))
lax.scan(lambda c, x: ((c[0], c[1] + c[0] * x), x), (2.0, 0.0), xs)
lax.scan(lambda c, x: (c, (x, 2, c, w)), w, xs, unroll=3)
lax.scan(lambda c, x: ((c[0] + 3, c[1] + sin(c[0] * x)), (c[0], cos(c[0] * x))), (2, 0.0), xs, reverse=True)
lax.scan(lambda c, x: ({"a": c["a"] + x[0], "b": c["b"] * x[1]}, {"s": c["a"]}), {"a": 0.0, "b": ws}, (xs, jnp.arange(5)))
lax.scan(lambda key, _: (random.split(key)[0], random.normal(key, (2,))), random.key(0), None, length=5)[1]
lax.scan(lambda c, key: (c + random.normal(key), random.uniform(key)), 0.0, random.split(random.PRNGKey(3), 20))
lax.fori_loop(5, 2, lambda i, x: x + 1, 1.0), lax.fori_loop(np.int32(1), 4, lambda i, x: x + i, 0)
jax.jit(lambda: lax.fori_loop(0, 4, lambda i, a: a.at[i].set(i * 2.0), jnp.zeros(6)))()
[lax.cond(p, lambda: 1, lambda: 2) for p in (0, 1, 2.0, 0.0, True, np.bool_(False))]
lax.cond(True, lambda o: o + 1, lambda o: o - 1, operand=3.0), lax.cond(False, lambda o: 1.0, lambda o: 2.0, None)
lax.cond(True, 3.0, lambda x: x + 1, 4.0, lambda x: x)
jax.vmap(lambda x: lax.cond(w > 0.5, lambda x: (x, 1.0), lambda x: (x * 2, 2.0), x))(xs)
[lax.switch(i, [lambda x: x, lambda x: x * 2, lambda x: sin(x)], 3.0) for i in (-1, 0, 1, 2, 5)], lax.switch(3, [abs], -4)
jax.vmap(lambda i: lax.switch(i, [lambda x: x, lambda x: x * 2, lambda x: sin(x)], 3.0))(jnp.arange(4))
jax.vmap(lambda n: lax.while_loop(lambda c: c[0] < n, lambda c: (c[0] + 1, c[1] / 0), (0, 1.0)))(jnp.arange(4))
jax.vmap(lambda a: lax.while_loop(lambda c: c[0] < 3, lambda c: (c[0] + 1, c[1] * a), (0, 1.0)))(xs)
[lax.map(lambda x: (sin(x), x * 2), xs, batch_size=size) for size in (None, 1, 2, 5, 7)]
[lax.associative_scan(jnp.add, jnp.arange(n)) for n in range(9)]
lax.associative_scan(jnp.add, jnp.arange(7), reverse=True), lax.associative_scan(jnp.add, jnp.ones((3, 4)), axis=1)
lax.associative_scan(lambda a, b: (a[0] * b[0], a[1] * b[0] + b[1]), (xs, xs))
jax.linear_transpose(lambda x: lax.scan(lambda c, y: (c * 2.0 + y, c), 0.0, x), xs)((1.0, xs))
jax.linear_transpose(lambda x: lax.fori_loop(0, 5, lambda i, c: c * 2.0 + c * i, x), w)(1.0)
jax.linear_transpose(lambda x: lax.cond(w > 0.2, lambda x: x * 2, lambda x: x * 3, x), w)(1.0)
jax.vmap(lambda t: jax.linearize(lambda w: lax.scan(lambda c, x: (tanh(c * w), c), w, xs)[0], w)[1](t))(ws)
jax.jacrev(lambda v: lax.scan(lambda h, x: (tanh(h * v + x), h), v, xs))(ws)
jax.jacfwd(lambda v: lax.scan(lambda h, x: (tanh(h * v + x), h), v, xs))(ws)
jax.grad(lambda a: a * lax.while_loop(lambda c: c < 10.0, lambda c: c * 2, 1.0))(w)
# messages
lax.scan(lambda c, x: (c, x), "a", xs)
lax.scan(lambda c, x: ("a", x), 1.0, xs)
lax.scan(lambda c, x: (c,), 1.0, xs)
lax.scan(lambda c, x: c, 1.0, xs)
lax.scan(lambda c, x: (c, x), 1.0, 3.0)
lax.scan(lambda c, x: (c, x), 1.0, (jnp.arange(3), jnp.arange(4)))
lax.scan(lambda c, x: (c, x), 1.0)
lax.scan(lambda c, x: (c, x), 1.0, xs, length=4)
lax.scan(lambda c, x: ((c, c), x), 1.0, xs)
lax.scan(lambda c, x: (jnp.ones(3), x), 1.0, xs)
lax.scan(lambda c, x: ({"a": jnp.ones(3), "b": 1}, x), {"a": 1.0, "b": 2.0}, xs)
lax.scan(lambda c, x: (c * 1.5, x), jnp.int32(1), xs)
lax.scan(lambda c, x: (c, x), 1.0, None, 3, unroll=-1)
lax.scan(1, 1.0, None, 1)
jax.jit(lambda n: lax.scan(lambda c, x: (c, x), 1.0, None, length=n))(3)
lax.while_loop(lambda c: c, lambda c: c, 1.0)
lax.while_loop(lambda c: (c < 1, 1), lambda c: c, 1.0)
lax.while_loop(lambda c: c < 1, lambda c: (c, c), 1.0)
lax.while_loop(lambda c: c < 1, lambda c: c > 1, 1.0)
lax.while_loop(1, 1, 1.0)
lax.while_loop(lambda c: True if c < 1 else False, lambda c: c, 1.0)
jax.grad(lambda a: lax.while_loop(lambda c: c < 10.0, lambda c: c * a, 1.0))(2.0)
lax.cond(True, lambda x: x, lambda x: (x, x), 1.0)
lax.cond(True, lambda x: 1, lambda x: x, 1.0)
lax.cond(True, lambda x: {"a": x, "b": 1}, lambda x: {"a": 2, "b": x}, 1.0)
lax.cond(jnp.ones(2), lambda x: 1, lambda x: x, 1.0)
lax.cond([1], lambda x: 1, lambda x: x, 1.0)
lax.cond("a", lambda x: 1, lambda x: x, 1.0)
lax.cond(None, lambda x: 1, lambda x: x, 1.0)
lax.cond(1j, lambda x: 1, lambda x: x, 1.0)
lax.cond(True, 1, lambda x: x, 1.0)
lax.cond(True, lambda x: x, lambda x: x, 1.0, operand=2.0)
lax.switch(1.0, [lambda x: x] * 2, 1.0)
lax.switch(0, [], 1.0)
lax.switch(jnp.ones(2), [lambda x: x] * 2, 1.0)
lax.switch(0, [lambda x: x, lambda x: (x, 1)], 1.0)
lax.switch(0, [lambda x: x, lambda x: x, lambda x: 1], 1.0)
lax.fori_loop(0.0, 3, lambda i, x: x, 1.0)
lax.fori_loop(0, 3, lambda i, x: (x, x), 1.0)
lax.fori_loop(0, 3, 1, 1.0)
lax.associative_scan(1, xs)
lax.associative_scan(jnp.add, (jnp.arange(3), jnp.arange(4)))
# programs
str(jax.make_jaxpr(lambda xs: lax.scan(lambda c, x: (c + x * 2.0, (c, x)), 0.0, xs))(xs))
str(jax.make_jaxpr(lambda a: lax.while_loop(lambda c: c[0] < 3, lambda c: (c[0] + 1, c[1] * a), (0, a)))(1.0))
str(jax.make_jaxpr(lambda a: lax.cond(a > 0, lambda x: x + 1, lambda x: x * a, a))(1.0))
str(jax.make_jaxpr(lambda a: lax.switch(a, [lambda x: x + 1, lambda x: x * 2, lambda x: x], 2.0))(1))
str(jax.make_jaxpr(lambda a: lax.fori_loop(0, 3, lambda i, x: x * a + i, a))(1.0))
str(jax.make_jaxpr(lambda a, n: lax.fori_loop(0, n, lambda i, x: x * a + i, a))(1.0, 3))
str(jax.make_jaxpr(lambda x: lax.map(jnp.sin, x))(xs))
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if not line.startswith("#")]


_PROGRAMS = {
    **{
        f"{how} of {what}": f"f = {f}\n{how}"
        for what, f in {**FUNCTIONS, **FORWARD_ONLY}.items()
        for how in _FORWARD
    },
    **{f"{how} of {what}": f"f = {f}\n{how}" for what, f in FUNCTIONS.items() for how in _BACKWARD},
    **{line: line for line in _lines(OTHERS)},
}


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    programs = [_NAMES + program for program in _PROGRAMS.values()]
    return dict(zip(_PROGRAMS, two_worlds.run_many(programs), strict=True))


@pytest.mark.parametrize("name", _PROGRAMS)
def test_loops_and_branches_are_those_of_jax(name, outcomes):
    assert same(*outcomes[name], rtol=1e-4, atol=1e-5)


_LOOP = """
def f(c, xs, v):
    def step(c, x):
        a, n = c
        a = tanh(a * v + jnp.sum(x)) if {by_carry} else a + sin(x * v).sum()
        return (a, n + {step}), (a * 2, cos(x), n, v.sum())
    return lax.scan(step, (c, 3), xs, reverse={reverse})
def total(c, xs, v):
    (a, n), ys = f(c, xs, v)
    return jnp.sum(a) + sum(jnp.sum(y) for y in (ys[0], ys[1], ys[3]))
f(c, xs, v), jax.jit(f)(c, xs, v), jax.grad(total, (0, 1, 2))(c, xs, v), jax.jit(jax.grad(total, (0, 1, 2)))(c, xs, v)
"""


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    length=st.integers(0, 9), shape=st.lists(st.integers(1, 3), max_size=2), reverse=st.booleans(),
    by_carry=st.booleans(), step=st.sampled_from([1, -2, 5]), seed=st.integers(0, 99),
)  # fmt: skip
def test_a_scan_of_any_length_and_shape(two_worlds, length, shape, reverse, by_carry, step, seed):
    generator = np.random.default_rng(seed)
    c, xs, v = (generator.normal(size=size).astype(np.float32) for size in (shape, (length, *shape), shape))
    head = f"from jax.numpy import cos, sin, tanh\nc, xs, v = (jnp.array(x, jnp.float32) for x in {(c.tolist(), xs.tolist(), v.tolist())})\n"
    head += f"xs = xs.reshape({(length, *shape)})\n"
    program = head + _LOOP.format(by_carry=by_carry, step=step, reverse=reverse)
    assert same(*two_worlds.run(program), rtol=1e-4, atol=1e-5)
