"""Functions with rules of their own: used by every transformation, inside loops and branches; messages; programs."""

import pytest
from two_worlds import same

_NAMES = """
import functools
from jax.numpy import cos, exp, sin, tanh
xs = jnp.linspace(0.1, 1.0, 5)
w = jnp.float32(0.4)
ws = jnp.array([0.3, 0.5, 0.7])

@jax.custom_jvp
def g(x):
    return sin(x)
g.defjvp(lambda p, t: (g(p[0]), 2 * t[0] * cos(p[0])))

@jax.custom_jvp
def two(x, y):
    return x * y, sin(x)
two.defjvps(lambda t, o, x, y: (t * y, t * 3), lambda t, o, x, y: (t * x, t * 0))

@jax.custom_vjp
def h(x, y):
    return x * sin(y)
h.defvjp(lambda x, y: (x * sin(y), (x, y)), lambda r, c: (c * r[1] * 5, None))

@functools.partial(jax.custom_vjp, nondiff_argnums=(0,))
def apply(f, x):
    return f(x)
apply.defvjp(lambda f, x: (f(x), x), lambda f, r, c: (5 * c * r,))

@functools.partial(jax.custom_jvp, nondiff_argnums=(0,))
def apply_forward(f, x):
    return f(x)
apply_forward.defjvp(lambda f, p, t: (f(p[0]), 5 * t[0] * p[0]))

def with_jvp(rule, fun=lambda x: x):
    f = jax.custom_jvp(fun)
    f.defjvp(rule)
    return f

def with_vjp(fwd, bwd, fun=lambda x: x):
    f = jax.custom_vjp(fun)
    f.defvjp(fwd, bwd)
    return f
"""

_FUNCTIONS = {
    "custom_jvp": "lambda x: g(x) * x",
    "custom_jvp by arguments": "lambda x: two(x, 2 * x)[0] + two(x, x)[1]",
    "custom_vjp": "lambda x: h(x, x * 2) + h(x, 1.0)",
    "custom_vjp of a function": "lambda x: apply(sin, x) * x",
    "custom_jvp of a function": "lambda x: apply_forward(sin, x) * x",
    "custom_vjp in scan": "lambda x: lax.scan(lambda c, y: (h(c, y) + c, h(y, c)), x, xs)[0]",
    "custom_vjp of a function in scan": "lambda x: lax.scan(lambda c, y: (apply(tanh, c * y), c), x, xs)[0]",
    "both in cond": "lambda x: lax.cond(x > 0.45, lambda x: h(x, x), lambda x: g(x), x)",
    "custom_jvp in checkpoint": "jax.checkpoint(lambda x: g(sin(x)) * x)",
    "custom_vjp in checkpoint": "jax.checkpoint(lambda x: h(x, x))",
    "custom_jvp in jit": "jax.jit(lambda x: g(x) * x)",
    "custom_vjp in jit": "jax.jit(lambda x: h(x, x) * x)",
    "custom_vjp in map": "lambda x: jnp.sum(lax.map(lambda y: h(x, y), xs))",
    "custom_vjp of an array": "lambda x: with_vjp(lambda v: (jnp.sum(v * v), v), lambda v, c: (c * v * 7,), lambda v: jnp.sum(v * v))(x * xs)",
    "custom_gradient": "jax.custom_gradient(lambda x: (x * x, lambda c: (c * x,)))",
    "closure_convert": "lambda x: (lambda pair: pair[0](x, *pair[1]))(jax.closure_convert(lambda y: y * (x * 2), x))",
}
# The rule of a rule inside a loop: real JAX forgets the rule at the second derivative of a scan, so only the first.
_FIRST_DERIVATIVE_ONLY = {
    "custom_jvp in scan": "lambda x: lax.scan(lambda c, y: (g(c * y), c), x, xs)[0]",
    "custom_jvp in checkpoint of scan": "jax.checkpoint(lambda x: lax.scan(lambda c, y: (g(c * y), c), x, xs)[0])",
    "custom_jvp in jit in scan": "lambda x: lax.scan(lambda c, y: (jax.jit(lambda c: g(c * y))(c), c), x, xs)[0]",
}
_FIRST = (
    "f(w)", "jax.jit(f)(w)", "jax.value_and_grad(f)(w)", "jax.jit(jax.grad(f))(w)", "jax.grad(jax.jit(f))(w)",
    "jax.jvp(f, (w,), (1.0,))", "jax.linearize(f, w)[1](w)", "jax.vmap(f)(ws)", "jax.vmap(jax.grad(f))(ws)",
    "jax.grad(lambda ws: jnp.sum(jax.vmap(f)(ws)))(ws)",
)  # fmt: skip
_SECOND = ("jax.grad(jax.grad(f))(w)", "jax.hessian(f)(w)", "jax.vmap(jax.hessian(f))(ws)")

_OTHERS = r"""
jax.grad(lambda a, b: jnp.sum(jax.vmap(h, (0, None))(a, b)), (0, 1))(ws, w)
jax.grad(lambda a, b: jnp.sum(jax.vmap(h, (None, 0))(a, b)), (0, 1))(w, ws)
h(y=w, x=w), jax.grad(lambda x: h(y=x, x=x))(w)
jax.grad(with_jvp(lambda p, t: (p[0] * p[1], t[0] * 9), lambda x, n: x * n))(w, 2)
jax.grad(jax.jit(with_jvp(lambda p, t: (p[0] * p[1], t[0] * 9), lambda x, n: x * n)))(w, 2)
jax.vmap(jax.grad(with_jvp(lambda p, t: (p[0] * p[1], t[0] * 9), lambda x, n: x * n)), (0, None))(ws, 2)
jax.vmap(jax.grad(jax.jit(with_jvp(lambda p, t: (p[0] * p[1], t[0] * 9), lambda x, n: x * n))))(ws, jnp.arange(3))
jax.vmap(jax.grad(with_vjp(lambda x, n: (x * n, n), lambda n, c: (c * n * 9, None), lambda x, n: x * n)))(ws, jnp.arange(3))
jax.grad(lambda d: with_vjp(lambda d: (d, d), lambda r, c: ({"a": c["a"] * 3, "b": None},), lambda d: d)(d)["a"])({"a": w, "b": w})
[jax.grad(with_jvp(lambda p, t: (p[0], t[0] * (3.0 if p[0] > 0 else 4.0)), lambda x: x if x > 0 else 2 * x))(v) for v in (w, -w)]
jax.grad(jax.checkpoint(lambda x, n: x**n, static_argnums=(1,)))(w, 3)
# messages
jax.grad(with_jvp(lambda p, t: 1.0))(w)
jax.grad(with_jvp(lambda p, t: (p[0], (t[0], t[0]))))(w)
jax.grad(jax.jit(with_jvp(lambda p, t: ((p[0], p[0]), (t[0], t[0])))))(w)
jax.grad(with_jvp(lambda p, t: (p[0], jnp.ones(3))))(w)
jax.grad(jax.jit(with_jvp(lambda p, t: (jnp.ones(3), jnp.ones(3)))))(w)
jax.grad(with_jvp(lambda p, t: (p[0], 1)))(w)
jax.grad(with_vjp(lambda x: (x, None), lambda r, c: c))(w)
jax.grad(with_vjp(lambda x: (x, x), lambda r, c: (c, c)))(w)
jax.grad(jax.jit(with_vjp(lambda x: ((x, x), x), lambda r, c: (c,))))(w)
jax.grad(jax.jit(with_vjp(lambda x: (jnp.ones(3), x), lambda r, c: (c,))))(w)
jax.grad(with_vjp(lambda x: (x, x), lambda r, c: (None,)))(w)
jax.grad(with_vjp(lambda x: (x, x), lambda r, c: (jnp.ones(3),)))(w)
jax.grad(with_vjp(lambda x: (x, x), lambda r, c: [c]))(w)
jax.jvp(with_vjp(lambda x: (x, x), lambda r, c: (c,)), (w,), (w,))
jax.jvp(jax.jit(with_vjp(lambda x: (x, x), lambda r, c: (c,))), (w,), (w,))
jax.grad(jax.jit(lambda w: with_vjp(lambda x: (x * w, x), lambda r, c: (c,), lambda x: x * w)(3.0)))(w)
jax.grad(lambda a: apply(a, 1.0))(w)
jax.custom_jvp(lambda x: x)(1.0)
jax.custom_vjp(lambda x: x)(1.0)
g(1.0, 2.0)
jax.custom_jvp(lambda x, y: x * y, nondiff_argnums=(1,)).defjvps(None, None)
jax.checkpoint(lambda x: x if x > 0 else x)(1.0)
# programs
str(jax.make_jaxpr(g)(1.0)), str(jax.make_jaxpr(h)(1.0, 2.0)), str(jax.make_jaxpr(two)(1.0, 2.0))
str(jax.make_jaxpr(jax.checkpoint(lambda x: sin(x)))(1.0))
str(jax.make_jaxpr(jax.grad(jax.checkpoint(lambda x: sin(x) * x)))(1.0))
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if not line.startswith("#")]


_PROGRAMS = {
    **{
        f"{how} of {what}": f"f = {f}\n{how}"
        for what, f in {**_FUNCTIONS, **_FIRST_DERIVATIVE_ONLY}.items()
        for how in _FIRST
    },
    **{f"{how} of {what}": f"f = {f}\n{how}" for what, f in _FUNCTIONS.items() for how in _SECOND},
    **{line: line for line in _lines(_OTHERS)},
}


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    programs = [_NAMES + program for program in _PROGRAMS.values()]
    return dict(zip(_PROGRAMS, two_worlds.run_many(programs), strict=True))


@pytest.mark.parametrize("name", _PROGRAMS)
def test_rules_are_used_as_in_jax(name, outcomes):
    assert same(*outcomes[name], rtol=1e-4, atol=1e-5)


def test_a_second_derivative_through_a_scan_is_that_of_the_unrolled_loop(two_worlds):
    unrolled = "functools.reduce(lambda c, y: g(c * y), list(xs), x)"
    looped = "lax.scan(lambda c, y: (g(c * y), c), x, xs)[0]"
    program = f"{_NAMES}jax.grad(jax.grad(lambda x: %s))(w)"
    real, _ = two_worlds.run(program % unrolled)
    _, stand_in = two_worlds.run(program % looped)
    assert same(real, stand_in, rtol=1e-4)
