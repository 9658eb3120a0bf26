"""``jax.scipy.special`` and ``jax.scipy.stats`` against the real ones, and against SciPy."""

import numpy as np
import pytest
import scipy.special
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_worlds import same

_INF, _NAN = np.inf, np.nan


def _spread(low: float, high: float, size: int, seed: int) -> np.ndarray:
    """Positive numbers, uniform in their logarithm."""
    rng = np.random.default_rng(seed)
    return np.exp(rng.uniform(np.log(low), np.log(high), size)).astype(np.float32)


def _line(low: float, high: float, size: int = 2000, *others: float) -> np.ndarray:
    return np.concatenate([np.linspace(low, high, size), others]).astype(np.float32)


_WIDE = np.concatenate([_spread(1e-30, 1e30, 2000, 0), _line(-20, 20), _line(0.9, 2.1)])
_SHAPES, _POINTS = _spread(1e-3, 1e3, 4000, 1), _spread(1e-3, 1e3, 4000, 2)
_CHANCES = np.random.default_rng(3).uniform(0, 1, 4000).astype(np.float32)
_EDGES = np.array([0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, _INF, -_INF, _NAN], np.float32)

# Name, SciPy's function, arguments; the result must be right to 1e-6.
_AGAINST_SCIPY = {
    "gammaln": (scipy.special.gammaln, [_WIDE]),
    "digamma": (scipy.special.psi, [_WIDE[_WIDE != 0]]),
    "gammainc": (scipy.special.gammainc, [_SHAPES, _POINTS]),
    "gammaincc": (scipy.special.gammaincc, [_SHAPES, _POINTS]),
    "betainc": (scipy.special.betainc, [_SHAPES, _POINTS, _CHANCES]),
    "zeta": (scipy.special.zeta, [_spread(1.01, 30, 4000, 4), _spread(1e-3, 1e4, 4000, 5)]),
    "erf": (scipy.special.erf, [_line(-6, 6)]),
    "erfc": (scipy.special.erfc, [_line(-6, 9)]),
    "erfinv": (scipy.special.erfinv, [_line(-0.999, 0.999)]),
    "erfcx": (scipy.special.erfcx, [np.concatenate([_line(-6, 200), _spread(1e-10, 1e15, 500, 6)])]),
    "ndtri": (scipy.special.ndtri, [np.concatenate([_CHANCES, _spread(1e-30, 1e-3, 500, 7)])]),
    "log_ndtr": (scipy.special.log_ndtr, [_line(-100, 9)]),
    "i0e": (scipy.special.i0e, [_line(-200, 200)]),
    "i1e": (scipy.special.i1e, [_line(-200, 200)]),
    "expi": (scipy.special.expi, [np.concatenate([_line(-80, -0.01), _line(0.5, 80)])]),
    "exp1": (scipy.special.exp1, [_spread(1e-5, 60, 2000, 8)]),
    "spence": (scipy.special.spence, [_spread(1e-5, 1e5, 2000, 9)]),
    "xlogy": (scipy.special.xlogy, [_SHAPES, _POINTS]),
    "entr": (scipy.special.entr, [_line(-1, 3)]),
}

# In both worlds; the tolerance is that of float32 in the real one.
_AGAINST_JAX = {
    "gammaln": ([_line(-9.7, 30)], 1e-4),
    "digamma": ([_line(0.01, 30)], 1e-4),
    "gamma": ([_line(-4.3, 9)], 2e-4),
    "gammasgn": ([_line(-4.3, 9)], 1e-6),
    "loggamma": ([_line(-2, 9)], 1e-4),
    "betaln": ([_SHAPES, _POINTS], 1e-3),
    "beta": ([_line(0.2, 6), _line(5, 0.3)], 1e-3),
    "betainc": ([_line(0.2, 20), _line(15, 0.3), _line(0, 1)], 1e-3),
    "gammainc": ([_line(0.2, 20), _line(15, 0.3)], 1e-3),
    "gammaincc": ([_line(0.2, 20), _line(15, 0.3)], 1e-3),
    "zeta": ([_line(1.2, 9), _line(0.3, 12)], 1e-4),
    "factorial": ([_line(-2, 12)], 1e-4),
    "comb": ([_line(0, 20, 21), _line(0, 10, 21)], 1e-3),
    "poch": ([_line(0.5, 3), _line(0.1, 4)], 1e-3),
    "erf": ([_line(-5, 5)], 0),
    "erfc": ([_line(-5, 5)], 1e-5),
    "erfinv": ([_line(-1, 1)], 0),
    # Beyond 9 the real one is zero in places, where its exp(-x²) underflows.
    "erfcx": ([_line(-3, 9)], 3e-4),
    "ndtr": ([_line(-9, 9)], 1e-5),
    "ndtri": ([_line(0, 1)], 1e-5),
    "log_ndtr": ([_line(-30, 9)], 1e-4),
    "expit": ([_line(-30, 30)], 1e-5),
    "logit": ([_line(0, 1)], 1e-5),
    "xlogy": ([_line(-1, 3), _line(0, 2)], 1e-5),
    "xlog1py": ([_line(-1, 3), _line(-1, 2)], 1e-5),
    "entr": ([_line(-1, 3)], 1e-5),
    "rel_entr": ([_line(-1, 3), _line(3, -1)], 1e-4),
    "kl_div": ([_line(-1, 3), _line(3, -1)], 1e-4),
    "boxcox": ([_line(0.1, 3), _line(-1, 1, 2000)], 1e-4),
    "boxcox1p": ([_line(-0.5, 3), _line(-1, 1, 2000)], 1e-4),
    "i0": ([_line(-20, 20)], 1e-4),
    "i0e": ([_line(-20, 20)], 1e-5),
    "i1": ([_line(-20, 20)], 1e-4),
    "i1e": ([_line(-20, 20)], 1e-5),
    "expi": ([_line(0.5, 20)], 1e-4),
    "exp1": ([_line(0.01, 20)], 1e-4),
    "spence": ([_line(0, 20)], 1e-4),
    "logsumexp": ([_line(-20, 20, 50)], 1e-5),
}

_EDGE_CASES = [
    name
    for name, (arguments, _) in _AGAINST_JAX.items()
    if len(arguments) == 1 and name not in ("erfcx", "expi", "exp1", "factorial", "logsumexp")
]

_OTHERS = """
[special.polygamma(n, jnp.linspace(0.3, 9, 50)) for n in range(5)]
special.polygamma(1.5, 2.0)
special.multigammaln(jnp.linspace(3, 9, 20), 4)
special.multigammaln(jnp.arange(5, 8), 3)
special.bernoulli(8)
special.bernoulli(1)
special.comb(jnp.arange(6), 3, repetition=True)
special.expn(3, jnp.linspace(0.1, 5, 40))
special.logsumexp(jnp.arange(12.0).reshape(3, 4), axis=1)
special.logsumexp(jnp.arange(12.0).reshape(3, 4), axis=0, keepdims=True)
special.logsumexp(jnp.arange(4.0), b=jnp.array([1.0, -2.0, 0.0, 3.0]), return_sign=True)
special.logsumexp(jnp.array([-jnp.inf, -jnp.inf]))
special.logsumexp(jnp.arange(4.0), where=jnp.array([True, False, True, False]))
special.softmax(jnp.arange(6.0).reshape(2, 3), axis=1)
special.log_softmax(jnp.arange(6.0).reshape(2, 3), axis=0)
special.gammaln(3), special.gammaln(jnp.arange(1, 5)), special.erf(1), special.expit(0)
special.xlogy(0, 0), special.xlogy(0.0, jnp.nan), special.xlog1py(0, -1)
special.xlogy(jnp.ones((3, 1)), jnp.arange(1.0, 5.0))
special.ndtr(1)
special.log_ndtr(1)
special.zeta(2.0)
special.gammasgn(1j)
special.factorial(3, exact=True)
special.gammaln([1.0])
jax.jit(special.gammaln)(2.5), jax.vmap(special.betainc, (0, None, 0))(jnp.ones(3), 2.0, jnp.linspace(0, 1, 3))
jax.scipy.stats.mode(jnp.array([3, 1, 2, 1, 3])), jax.scipy.stats.mode(jnp.array([[1.0, 2.0], [1.0, 3.0]]), axis=None)
jax.scipy.stats.sem(jnp.arange(12.0).reshape(3, 4)), jax.scipy.stats.sem(jnp.arange(5.0), ddof=0)
[jax.scipy.stats.rankdata(jnp.array([3.0, 1.0, 2.0, 1.0]), m) for m in ("average", "min", "max", "dense", "ordinal")]
jax.scipy.stats.rankdata(jnp.array([[3.0, 1.0], [2.0, 1.0]]), axis=0)
""".strip().splitlines()

_DERIVATIVES = {
    "gammaln": [(1.5, 30)],
    "digamma": [(1.8, 30)],
    "gammainc": [(0.5, 9), (0.5, 9)],
    "gammaincc": [(0.5, 9), (0.5, 9)],
    "betaln": [(0.5, 9), (0.5, 9)],
    "erf": [(-2, 2)],
    "erfc": [(-2, 2)],
    "erfinv": [(-0.9, 0.9)],
    "ndtr": [(-3, 3)],
    "ndtri": [(0.05, 0.95)],
    "log_ndtr": [(-6, 3)],
    "logit": [(0.05, 0.95)],
    "expit": [(-5, 5)],
    "xlogy": [(0.5, 3), (0.5, 3)],
    "xlog1py": [(0.5, 3), (-0.5, 3)],
    "entr": [(0.2, 3)],
    "rel_entr": [(0.5, 3), (0.5, 3)],
    "i0e": [(0.5, 9)],
    "i1e": [(0.5, 9)],
    "i0": [(0.5, 5)],
    "i1": [(0.5, 5)],
    "zeta": [(1.5, 6), (0.5, 6)],
    "gamma": [(0.7, 5)],
    "multigammaln": [(3.0, 9)],
    "spence": [(0.2, 0.9)],
    "expi": [(0.5, 5)],
}
_ONCE = {
    "gammainc": (0,),
    "gammaincc": (0,),
    "zeta": (0,),
}  # arguments in which JAX or we differentiate once only

# Positional arguments of a distribution's functions: ranges of x, then of the parameters.
_DISTRIBUTIONS = {
    "norm": ("logpdf pdf cdf logcdf sf logsf", [(-5, 5), (-1, 1), (0.5, 2)]),
    "beta": ("logpdf pdf cdf logcdf sf logsf", [(0, 1), (0.5, 4), (0.5, 4)]),
    "cauchy": ("logpdf pdf cdf logcdf sf logsf", [(-5, 5), (-1, 1), (0.5, 2)]),
    "chi2": ("logpdf pdf cdf logcdf sf logsf", [(0.1, 9), (0.5, 6)]),
    "expon": ("logpdf pdf cdf logcdf sf logsf", [(-1, 5), (-1, 1), (0.5, 2)]),
    "gamma": ("logpdf pdf cdf logcdf sf logsf", [(0.1, 9), (0.5, 6), (-0.05, 0.05), (0.5, 2)]),
    "gennorm": ("logpdf pdf cdf", [(-3, 3), (0.8, 3)]),
    "gumbel_l": ("logpdf pdf cdf logcdf sf logsf", [(-4, 2), (-1, 1), (0.5, 2)]),
    "gumbel_r": ("logpdf pdf cdf logcdf sf logsf", [(-2, 5), (-1, 1), (0.5, 2)]),
    "laplace": ("logpdf pdf cdf", [(-5, 5), (-1, 1), (0.5, 2)]),
    "logistic": ("logpdf pdf cdf sf", [(-5, 5), (-1, 1), (0.5, 2)]),
    "pareto": ("logpdf pdf cdf logcdf sf logsf", [(0.5, 5), (0.5, 4), (-0.1, 0.1), (0.5, 1)]),
    "t": ("logpdf pdf", [(-5, 5), (0.8, 9), (-1, 1), (0.5, 2)]),
    "truncnorm": ("logpdf pdf cdf logcdf sf logsf", [(-3, 3), (-2, -0.5), (0.5, 2)]),
    "uniform": ("logpdf pdf cdf", [(-2, 3), (-1, 0), (0.5, 2)]),
    "vonmises": ("logpdf pdf", [(-3, 3), (0.2, 5)]),
    "wrapcauchy": ("logpdf pdf", [(0, 6), (0.1, 0.9)]),
}
_QUANTILES = {
    "norm": ("ppf isf", [(0.01, 0.99), (-1, 1), (0.5, 2)]),
    "cauchy": ("ppf isf", [(0.02, 0.98), (-1, 1), (0.5, 2)]),
    "expon": ("ppf", [(0, 0.99), (-1, 1), (0.5, 2)]),
    "gumbel_l": ("ppf", [(0.01, 0.99), (-1, 1), (0.5, 2)]),
    "gumbel_r": ("ppf", [(0.01, 0.99), (-1, 1), (0.5, 2)]),
    "logistic": ("ppf isf", [(0.01, 0.99), (-1, 1), (0.5, 2)]),
    "pareto": ("ppf", [(0, 0.9), (0.5, 4), (-0.1, 0.1), (0.5, 1)]),
    "uniform": ("ppf", [(-0.1, 1.1), (-1, 0), (0.5, 2)]),
}
_DISCRETE = """
stats.bernoulli.logpmf(jnp.arange(-1, 3), 0.3), stats.bernoulli.pmf(jnp.arange(-1, 3), 0.3, 1)
stats.bernoulli.cdf(jnp.arange(-1, 3), 0.3), stats.bernoulli.ppf(jnp.linspace(-0.1, 1.1, 9), 0.3)
stats.binom.logpmf(jnp.arange(-1, 9), 7, 0.3), stats.binom.pmf(jnp.arange(-1, 9), 7, 0.0)
stats.betabinom.logpmf(jnp.arange(-1, 9), 7, 2.0, 3.0), stats.betabinom.pmf(3, 7, 2.0, -3.0)
stats.geom.logpmf(jnp.arange(-1, 9), 0.3), stats.geom.pmf(jnp.arange(9), 0.3)
stats.nbinom.logpmf(jnp.arange(-1, 9), 4, 0.3), stats.nbinom.pmf(jnp.arange(9), 4, 0.3)
stats.poisson.logpmf(jnp.arange(-1, 9), 3.0), stats.poisson.pmf(jnp.linspace(0, 2, 5), 3.0)
stats.poisson.cdf(jnp.arange(-1, 9), 3.0), stats.poisson.entropy(jnp.array([0.0, 0.5, 5.0, 50.0, 500.0]))
stats.multinomial.logpmf(jnp.array([1, 2, 3]), 6, jnp.array([0.2, 0.3, 0.5]))
stats.multinomial.pmf(jnp.array([1, 2, 3]), 7, jnp.array([0.2, 0.3, 0.5]))
stats.dirichlet.logpdf(jnp.array([0.2, 0.3, 0.5]), jnp.array([1.0, 2.0, 3.0]))
stats.dirichlet.pdf(jnp.array([0.2, 0.3]), jnp.array([1.0, 2.0, 3.0]))
stats.dirichlet.logpdf(jnp.array([0.2, 0.3]), jnp.ones((2, 2)))
stats.multivariate_normal.logpdf(jnp.ones((4, 2)), jnp.zeros(2), jnp.array([[2.0, 0.5], [0.5, 1.0]]))
stats.multivariate_normal.pdf(0.3, 0.0, 2.0), stats.multivariate_normal.logpdf(jnp.ones(3), jnp.zeros(3), 2.0)
stats.multivariate_normal.logpdf(jnp.ones(3), jnp.zeros(3), jnp.ones((2, 2)))
jax.grad(lambda m, c: stats.multivariate_normal.logpdf(jnp.ones(2), m, c), (0, 1))(jnp.zeros(2), jnp.eye(2) + 0.3)
""".strip().splitlines()


def _samples(ranges, seed: int = 0, size: int = 200) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.uniform(low, high, size).astype(np.float32) for low, high in ranges]


def _call(module: str, name: str) -> str:
    return f"from jax.scipy import {module}\n{module}.{name}(*arguments)"


@pytest.mark.parametrize("name", _AGAINST_SCIPY)
def test_right_to_float32(name, two_worlds):
    function, arguments = _AGAINST_SCIPY[name]
    _, stand_in = two_worlds.run(_call("special", name), *arguments)
    assert stand_in.error is None, stand_in.details
    with np.errstate(all="ignore"):
        expected = function(*[argument.astype(np.float64) for argument in arguments]).astype(np.float32)
    np.testing.assert_allclose(stand_in.value[5], expected, rtol=1e-6, atol=1e-37)


@pytest.mark.parametrize("name", _AGAINST_JAX)
def test_as_in_jax(name, two_worlds):
    arguments, tolerance = _AGAINST_JAX[name]
    # Beside its roots, where float32 has few digits left in the real world, a function counts absolutely.
    same(*two_worlds.run(_call("special", name), *arguments), rtol=tolerance, atol=3e-6 if tolerance else 0)


@pytest.mark.parametrize("name", _EDGE_CASES)
def test_at_the_edges(name, two_worlds):
    same(*two_worlds.run(_call("special", name), _EDGES), rtol=1e-5, atol=2e-6)


@pytest.mark.parametrize("program", _OTHERS)
def test_other_uses(program, two_worlds):
    same(*two_worlds.run(f"from jax.scipy import special\n{program}"), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", _DERIVATIVES)
def test_first_and_second_derivatives(name, two_worlds):
    ranges = _DERIVATIVES[name]
    arguments = _samples(ranges, size=40)
    function = f"special.{name}" if name != "multigammaln" else "(lambda x: special.multigammaln(x, 3))"
    first = f"[jax.vmap(jax.grad({function}, i))(*arguments) for i in range({len(ranges)})]"
    twice = [i for i in range(len(ranges)) if i not in _ONCE.get(name, ())]
    second = f"[jax.vmap(jax.grad(jax.grad({function}, i), i))(*arguments) for i in {twice}]"
    for program in (first, second):
        same(*two_worlds.run(f"from jax.scipy import special\n{program}", *arguments), rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize(
    ("distribution", "name"),
    [
        (module, name)
        for table in (_DISTRIBUTIONS, _QUANTILES)
        for module in table
        for name in table[module][0].split()
    ],
)
def test_distributions(distribution, name, two_worlds):
    table = _QUANTILES if name in ("ppf", "isf") else _DISTRIBUTIONS
    arguments = _samples(table[distribution][1])
    program = f"from jax.scipy.stats import {distribution}\n{distribution}.{name}(*arguments)"
    same(*two_worlds.run(program, *arguments), rtol=3e-5, atol=2e-6)


# The real Gumbel distributions cannot be differentiated by scale: an integer in them has no tangent.
@pytest.mark.parametrize("distribution", [d for d in _DISTRIBUTIONS if not d.startswith("gumbel")])
def test_derivatives_of_log_densities(distribution, two_worlds):
    ranges = _DISTRIBUTIONS[distribution][1]
    arguments = _samples(ranges, seed=1, size=40)
    for how in ("grad", "hessian"):
        program = (
            f"from jax.scipy.stats import {distribution} as d\n"
            f"jax.vmap(jax.{how}(lambda *x: jnp.where(jnp.isfinite(d.logpdf(*x)), d.logpdf(*x), 0.0), "
            f"tuple(range({len(ranges)}))))(*arguments)"
        )
        same(*two_worlds.run(program, *arguments), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("program", _DISCRETE)
def test_other_distributions(program, two_worlds):
    same(*two_worlds.run(f"from jax.scipy import stats\n{program}"), rtol=3e-5, atol=2e-6)


_FLOATS = st.floats(0.0625, 50, width=32)


@pytest.mark.parametrize(
    "name", ["gammaln", "digamma", "gammainc", "gammaincc", "betaln", "erfc", "log_ndtr", "expit"]
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.tuples(_FLOATS, _FLOATS), min_size=8, max_size=8))
def test_anywhere(name, two_worlds, values):
    count = 2 if name in ("gammainc", "gammaincc", "betaln") else 1
    arguments = list(np.array(values, np.float32).T[:count])
    same(*two_worlds.run(_call("special", name), *arguments), rtol=2e-4, atol=1e-5)
