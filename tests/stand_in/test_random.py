"""``jax.random`` against the real one: the same bits, or a stated distance."""

import numpy as np
import pytest
from two_worlds import same

# Parameters of the draws, as the programs see them.
_GIVEN = """
rng = np.random.default_rng(3)
n = (20000,)
a = np.exp(rng.uniform(np.log(0.3), np.log(20), n)).astype("float32")
b = np.exp(rng.uniform(np.log(0.3), np.log(20), n)).astype("float32")
p = rng.uniform(0.02, 0.98, n).astype("float32")
few, many = rng.random(7).astype("float32"), rng.random(40).astype("float32")
table = np.arange(60, dtype="int32").reshape(20, 3)
mean, cov = np.array([1.0, -2.0], "float32"), np.array([[2.0, 0.5], [0.5, 1.0]], "float32")
def words(x):
    return random.key_data(x) if jnp.issubdtype(x.dtype, jax.dtypes.prng_key) else x
"""

_EXACT = {
    "bits": "random.bits(key, n)",
    "bits of 8": "random.bits(key, (50, 3), 'uint8')",
    "bits of 16": "random.bits(key, (7,), 'uint16')",
    "split": "random.split(key)",
    "split into many": "random.split(key, 2000)",
    "split into a shape": "random.split(key, (3, 4))",
    "fold_in": "random.fold_in(key, 77)",
    "clone": "random.clone(key)",
    "uniform": "random.uniform(key, n)",
    "uniform between numbers": "random.uniform(key, n, minval=-2.3, maxval=5.1)",
    "uniform between arrays": "random.uniform(key, n, minval=-a, maxval=b)",
    "normal": "random.normal(key, n)",
    "normal scalar": "random.normal(key)",
    "normal few": "random.normal(key, (3, 4))",
    "normal complex": "random.normal(key, n, 'complex64')",
    "bernoulli": "random.bernoulli(key, 0.3, n)",
    "bernoulli array": "random.bernoulli(key, p)",
    "bernoulli high": "random.bernoulli(key, p, mode='high')",
    "rademacher": "random.rademacher(key, n)",
    "randint": "random.randint(key, n, -7, 1234567)",
    "randint everywhere": "random.randint(key, n, -2**31, 2**31 - 1)",
    "randint of 8": "random.randint(key, n, -100, 100, 'int8')",
    "randint uint8": "random.randint(key, n, 0, 256, 'uint8')",
    "randint uint32": "random.randint(key, n, 0, 2**31 - 1, 'uint32')",
    "randint arrays": "random.randint(key, (20, 3), table - 5, table * 3 + 1)",
    "permutation": "random.permutation(key, 1000)",
    "permutation of an array": "random.permutation(key, a)",
    "permutation of rows": "random.permutation(key, table)",
    "permutation of columns": "random.permutation(key, table, axis=1)",
    "permutation independent": "random.permutation(key, table, independent=True)",
    "permutation independent columns": "random.permutation(key, table, axis=1, independent=True)",
    "choice": "random.choice(key, 10, n)",
    "choice without replacement": "random.choice(key, 50, (20,), replace=False)",
    "choice with weights": "random.choice(key, 7, n, p=few)",
    "choice with many weights": "random.choice(key, 40, n, p=many)",
    "choice with weights, without replacement": "random.choice(key, 7, (4,), replace=False, p=few)",
    "choice of rows": "random.choice(key, table, (4, 2))",
    "choice of columns": "random.choice(key, table, (2,), axis=1, replace=False)",
    "choice of weighted elements": "random.choice(key, a[:7], (50,), p=few)",
    "categorical": "random.categorical(key, np.log(few), shape=n)",
    "categorical axis": "random.categorical(key, np.log(many).reshape(8, 5), axis=0, shape=(1000, 5))",
    "categorical batch": "random.categorical(key, np.log(many).reshape(8, 5))",
    "categorical without replacement": (
        "random.categorical(key, np.log(many).reshape(8, 5), shape=(3, 8), replace=False)"
    ),
    "exponential": "random.exponential(key, n)",
    "gumbel": "random.gumbel(key, n)",
    "gumbel high": "random.gumbel(key, n, mode='high')",
    "laplace": "random.laplace(key, n)",
    "logistic": "random.logistic(key, n)",
    "truncated_normal": "random.truncated_normal(key, -1.0, 2.0, n)",
    "rayleigh": "random.rayleigh(key, a)",
    "pareto": "random.pareto(key, a)",
    "pareto of one": "random.pareto(key, 3.0, n)",
    "lognormal": "random.lognormal(key, 0.7, n)",
    "maxwell": "random.maxwell(key, n)",
    "double_sided_maxwell": "random.double_sided_maxwell(key, 0.5, 2.0, n)",
    "triangular": "random.triangular(key, -1.0, 0.3, 2.0, n)",
    "wald": "random.wald(key, a)",
    "geometric": "random.geometric(key, p)",
    "poisson": "random.poisson(key, a * 10)",
    "poisson small": "random.poisson(key, 3.0, n)",
    "poisson large": "random.poisson(key, 50.0, n)",
    "poisson of 8": "random.poisson(key, 3.0, n, 'int8')",
    "binomial": "random.binomial(key, np.floor(a * 20), p)",
    "binomial few": "random.binomial(key, 10, 0.3, n)",
    "binomial many": "random.binomial(key, 100.0, 0.6, n)",
    "multinomial": "random.multinomial(key, 50, few / few.sum(), shape=(300, 7))",
    "vmap normal": "jax.vmap(lambda k: random.normal(k, (3,)))(random.split(key, 500))",
    "vmap twice": "jax.vmap(jax.vmap(random.normal))(random.split(key, (5, 4)))",
    "vmap split": "words(jax.vmap(random.split)(random.split(key, 50)))",
    "vmap fold_in data": "words(jax.vmap(random.fold_in, (None, 0))(key, np.arange(20)))",
    "vmap fold_in keys": "words(jax.vmap(random.fold_in, (0, None))(random.split(key, 20), 3))",
    "vmap fold_in both ways": (
        "words(jax.vmap(lambda i: jax.vmap(lambda k: random.fold_in(k, i))(random.split(key, 4)))(np.arange(5)))"
    ),
    "vmap poisson": "jax.vmap(lambda k, x: random.poisson(k, x, (3,)))(random.split(key, 500), 10 * a[:500])",
    "vmap binomial": "jax.vmap(lambda x: random.binomial(key, 50.0, x, (3,)))(p[:500])",
    "vmap permutation": "jax.vmap(lambda k: random.permutation(k, 10))(random.split(key, 50))",
    "vmap permutation of rows": "jax.vmap(lambda x: random.permutation(key, x))(table)",
    "vmap choice": "jax.vmap(lambda k: random.choice(k, 7, (5,), p=few))(random.split(key, 50))",
    "vmap categorical": "jax.vmap(lambda k: random.categorical(k, np.log(few)))(random.split(key, 50))",
    "vmap randint": (
        "jax.vmap(lambda k, h: random.randint(k, (4,), 0, h))(random.split(key, 20), np.arange(1, 21))"
    ),
    "vmap uniform": (
        "jax.vmap(lambda k, h: random.uniform(k, (4,), minval=-h, maxval=h))(random.split(key, 20), a[:20])"
    ),
    "vmap multinomial": (
        "jax.vmap(lambda k: random.multinomial(k, 20, few / few.sum()))(random.split(key, 20))"
    ),
    "vmap bernoulli": (
        "jax.vmap(lambda k, x: random.bernoulli(k, x, (4,)))(random.split(key, 200), p[:200])"
    ),
    "jit normal": "jax.jit(lambda k: random.normal(k, (50,)))(key)",
    "jit split": "words(jax.jit(lambda k: random.split(k, 3)[1])(key))",
    "jit fold_in": "words(jax.jit(random.fold_in)(key, 7))",
    "jit poisson": "jax.jit(lambda k, x: random.poisson(k, x))(key, a[:300] * 9)",
    "jit bernoulli": "jax.jit(lambda k, x: random.bernoulli(k, x))(key, p[:300])",
    "jit choice": "jax.jit(lambda k, w: random.choice(k, 7, (30,), p=w))(key, few)",
    "jit permutation": "jax.jit(lambda k: random.permutation(k, 30))(key)",
    "scan": (
        "jax.lax.scan(lambda k, x: (lambda q: (q[0], random.normal(q[1], (2,))))(random.split(k)), key, "
        "None, length=30)[1]"
    ),
}

# Relative distance where real JAX uses the processor's own approximations (the reciprocal root in gamma and what is
# built on it) or the C library's functions (tan, pow), or adds in another order.
_CLOSE = {
    "cauchy": ("random.cauchy(key, n)", 3e-7),
    "weibull_min": ("random.weibull_min(key, 2.0, 1.5, n)", 3e-7),
    "truncated_normal between arrays": ("random.truncated_normal(key, -a, b)", 3e-5),
    "gamma": ("random.gamma(key, a)", 1e-5),
    "gamma of one": ("random.gamma(key, 0.3, n)", 1e-5),
    "loggamma": ("random.loggamma(key, 0.01, n)", 1e-5),
    "beta": ("random.beta(key, a, b)", 1e-5),
    "dirichlet": ("random.dirichlet(key, few, (3000,))", 2e-5),
    "chisquare": ("random.chisquare(key, a)", 1e-5),
    "f": ("random.f(key, a, b)", 3e-5),
    "t": ("random.t(key, a)", 1e-5),
    "generalized_normal": ("random.generalized_normal(key, 1.5, n)", 3e-6),
    "ball": ("random.ball(key, 3, 2.0, (5000,))", 3e-6),
    "vmap gamma": ("jax.vmap(lambda k, x: random.gamma(k, x, (3,)))(random.split(key, 500), a[:500])", 1e-5),
    "jit gamma": ("jax.jit(lambda k, x: random.gamma(k, x))(key, a[:300])", 1e-5),
    "multivariate_normal": ("random.multivariate_normal(key, mean, cov, (5000,))", 1e-5),
    "multivariate_normal by eigh": (
        "random.multivariate_normal(key, mean, cov, (50,), method='eigh') ** 2",
        1e-4,
    ),
    "orthogonal": ("random.orthogonal(key, 4, (10,))", 1e-4),
    "orthogonal, not square": ("random.orthogonal(key, 4, m=3)", 1e-4),
}

_DERIVATIVES = {
    "gamma": "jax.grad(lambda x: random.gamma(key, x).sum())(a[:300])",
    "loggamma": "jax.grad(lambda x: random.loggamma(key, x).sum())(a[:300])",
    "gamma forwards": "jax.jvp(lambda x: random.gamma(key, x), (a[:50],), (b[:50],))[1]",
    "beta": "jax.grad(lambda x: (random.beta(key, x, 2.0) ** 2).sum())(a[:300])",
    "dirichlet": "jax.grad(lambda x: (random.dirichlet(key, x) * np.arange(7)).sum())(few + 0.5)",
    "t": "jax.grad(lambda x: random.t(key, x).sum())(a[:50] + 2)",
    "uniform": "jax.grad(lambda x: random.uniform(key, (50,), minval=-x, maxval=2 * x).sum())(1.5)",
    "truncated_normal": "jax.grad(lambda x: random.truncated_normal(key, -1.0, x, (50,)).sum())(1.5)",
    "pareto": "jax.grad(lambda x: random.pareto(key, x).sum())(a[:50] + 1)",
    "weibull_min": "jax.grad(lambda x: random.weibull_min(key, x, 1.0 + x, (50,)).sum())(1.5)",
    "lognormal": "jax.grad(lambda x: random.lognormal(key, x, (50,)).sum())(0.4)",
    "multivariate_normal": "jax.grad(lambda m: random.multivariate_normal(key, m, cov, (9,)).sum())(mean)",
    "permutation": "jax.grad(lambda x: (random.permutation(key, x) * np.arange(9)).sum())(a[:9])",
}

_ERRORS = """
random.normal(3)
random.normal("a")
random.normal(None)
random.normal([0, 1])
random.normal(jnp.zeros(2))
random.normal(jnp.zeros((3, 2), "uint32"))
random.normal(random.split(random.key(0), 3))
random.normal(random.key(0), 3.0)
random.normal(random.key(0), (2.5,))
random.normal(random.key(0), (3,), int)
random.normal(random.key(0), (3,), "float64")
random.uniform(random.key(0), (3,), int)
random.bernoulli(random.key(0), 1)
random.bernoulli(random.key(0), jnp.ones(3), (2,))
random.randint(random.key(0), (2,), 0, 5, float)
random.randint(random.key(0), (2,), jnp.zeros(3, int), 5)
random.split(random.split(random.key(0)), 2)
random.split(random.split(random.PRNGKey(0)), 2)
random.fold_in(random.key(0), jnp.arange(2))
random.fold_in(random.key(0), -1)
random.key(1.5)
random.key(jnp.arange(3))
random.key(random.key(0))
random.PRNGKey(2**63)
random.key(0, impl="foo")
random.key(0, impl=3)
random.wrap_key_data(jnp.zeros(2))
random.permutation(random.key(0), 2.5)
random.permutation(random.key(0), jnp.ones((2, 3)), 5)
random.permutation(random.key(0), [1, 2])
random.choice(random.key(0), 5, 3)
random.choice(random.key(0), 0, (3,))
random.choice(random.key(0), 5, (6,), replace=False)
random.choice(random.key(0), 5, (2,), p=jnp.ones(3))
random.categorical(random.key(0), jnp.zeros(3), replace=False, shape=(5,))
random.gumbel(random.key(0), mode="x")
random.gamma(random.key(0), jnp.ones(3), (2,))
random.gamma(random.key(0), 1.0, dtype=int)
random.beta(random.key(0), 1j, 2)
random.dirichlet(random.key(0), 1.0)
random.poisson(random.key(0), 3.0, dtype=float)
random.binomial(random.key(0), 10, 0.5, dtype=int)
random.multivariate_normal(random.key(0), 0.0, jnp.eye(2))
random.multivariate_normal(random.key(0), jnp.zeros(2), jnp.eye(3))
random.multivariate_normal(random.key(0), jnp.zeros(2), jnp.eye(2), method="x")
random.bits(random.key(0), (2,), int)
random.geometric(random.key(0), 0.3, dtype=float)
random.truncated_normal(random.key(0), jnp.zeros(3), 1.0, (2,))
random.key_impl(random.key(0)), random.key_impl(random.PRNGKey(0)), str(random.key_dtype())
random.key_data(random.key(5)), random.wrap_key_data(random.PRNGKey(5)).shape, random.PRNGKey(-1), random.PRNGKey(2**33 + 5)
random.fold_in(random.PRNGKey(0), 2.5), random.randint(random.key(0), (2,), 0.0, 5.0)
""".strip().splitlines()


def _program(expression: str) -> str:
    return f"{_GIVEN}\n[words({expression}) for key in (random.PRNGKey(0), random.key(12345))]"


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    programs = {name: _program(source) for name, source in _EXACT.items()}
    programs |= {name: _program(source) for name, (source, _) in _CLOSE.items()}
    programs |= {f"derivative of {name}": _program(source) for name, source in _DERIVATIVES.items()}
    programs |= {source: source for source in _ERRORS}
    results = two_worlds.run_many(programs.values(), seconds=120)
    return dict(zip(programs, results, strict=True))


def _bits(outcome) -> list[np.ndarray]:
    assert outcome.error is None, outcome.details
    arrays = [np.ascontiguousarray(described[5]) for described in outcome.value[3]]
    return [array.view(np.uint32) if array.dtype.kind in "fc" else array for array in arrays]


@pytest.mark.parametrize("name", _EXACT)
def test_same_bits(name, outcomes):
    real, stand_in = outcomes[name]
    same(real, stand_in)
    for expected, got in zip(_bits(real), _bits(stand_in), strict=True):
        assert np.array_equal(expected, got), f"{np.mean(expected != got):.2%} of the numbers differ"


@pytest.mark.parametrize("name", _CLOSE)
def test_same_numbers(name, outcomes):
    _, tolerance = _CLOSE[name]
    same(*outcomes[name], rtol=tolerance, atol=1e-6)


@pytest.mark.parametrize("name", _DERIVATIVES)
def test_same_derivatives(name, outcomes):
    same(*outcomes[f"derivative of {name}"], rtol=2e-4, atol=1e-5)


@pytest.mark.parametrize("program", _ERRORS)
def test_same_errors(program, outcomes):
    same(*outcomes[program])


def test_other_generators_are_named_as_absent(two_worlds):
    _, stand_in = two_worlds.run("random.key(0, impl='rbg')")
    assert stand_in.error[0] == "NotAvailableInBrowser"
    assert "jax.random.key with impl='rbg'" in stand_in.error[1]
