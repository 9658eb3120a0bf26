"""The real NumPyro on the stand-in and on the real JAX: every distribution, its transform, ten posteriors."""

import numpy as np
import pytest
from two_worlds import same

# name: (distribution, value for log_prob); the value "draw" is a draw of the distribution itself.
DISTRIBUTIONS = {
    "AsymmetricLaplace": ("dist.AsymmetricLaplace(0.5, 2.0, 0.7)", "1.3"),
    "BernoulliLogits": ("dist.Bernoulli(logits=jnp.array([-1.0, 0.5]))", "jnp.array([0, 1])"),
    "BernoulliProbs": ("dist.Bernoulli(jnp.array([0.2, 0.7]))", "jnp.array([0, 1])"),
    "Beta": ("dist.Beta(jnp.array([0.7, 3.0]), 2.0)", "jnp.array([0.3, 0.8])"),
    "BetaBinomial": ("dist.BetaBinomial(2.0, 3.0, total_count=10)", "4"),
    "BetaProportion": ("dist.BetaProportion(0.3, 5.0)", "0.4"),
    "Binomial": ("dist.Binomial(total_count=12, probs=0.3)", "5"),
    "BinomialLogits": ("dist.Binomial(total_count=12, logits=-0.3)", "5"),
    "Categorical": ("dist.Categorical(jnp.array([0.2, 0.5, 0.3]))", "2"),
    "CategoricalLogits": ("dist.Categorical(logits=jnp.array([0.2, -0.5, 1.3]))", "1"),
    "Cauchy": ("dist.Cauchy(1.0, 2.0)", "jnp.array([-3.0, 4.0])"),
    "Chi2": ("dist.Chi2(3.0)", "2.5"),
    "Delta": ("dist.Delta(1.5)", "1.5"),
    "Dirichlet": ("dist.Dirichlet(jnp.array([0.6, 2.0, 3.0]))", "jnp.array([0.2, 0.3, 0.5])"),
    "DirichletMultinomial": (
        "dist.DirichletMultinomial(jnp.array([1.0, 2.0, 3.0]), total_count=10)",
        "jnp.array([2, 3, 5])",
    ),
    "DiscreteUniform": ("dist.DiscreteUniform(2, 9)", "4"),
    "Exponential": ("dist.Exponential(1.7)", "0.8"),
    "Gamma": ("dist.Gamma(jnp.array([0.5, 4.0]), 2.0)", "jnp.array([0.2, 1.5])"),
    "GammaPoisson": ("dist.GammaPoisson(3.0, 1.5)", "2"),
    "GeometricProbs": ("dist.Geometric(0.3)", "3"),
    "Gompertz": ("dist.Gompertz(1.0, 0.5)", "0.7"),
    "Gumbel": ("dist.Gumbel(1.0, 2.0)", "0.3"),
    "HalfCauchy": ("dist.HalfCauchy(2.0)", "1.3"),
    "HalfNormal": ("dist.HalfNormal(2.0)", "1.3"),
    "InverseGamma": ("dist.InverseGamma(3.0, 2.0)", "0.9"),
    "Kumaraswamy": ("dist.Kumaraswamy(2.0, 3.0)", "0.4"),
    "LKJ": ("dist.LKJ(3, 2.0)", "draw"),
    "LKJCholesky": ("dist.LKJCholesky(3, 2.0)", "draw"),
    "Laplace": ("dist.Laplace(0.5, 2.0)", "-1.0"),
    "LeftTruncatedNormal": ("dist.TruncatedNormal(0.0, 1.0, low=-0.5)", "0.7"),
    "LogNormal": ("dist.LogNormal(0.3, 0.8)", "1.5"),
    "LogUniform": ("dist.LogUniform(0.5, 4.0)", "1.5"),
    "Logistic": ("dist.Logistic(0.5, 2.0)", "1.1"),
    "LowRankMultivariateNormal": (
        "dist.LowRankMultivariateNormal(jnp.zeros(3), jnp.ones((3, 1)), jnp.array([1.0, 2.0, 3.0]))",
        "jnp.array([0.5, -1.0, 2.0])",
    ),
    "Masked": ("dist.Normal(0.0, 1.0).mask(jnp.array([True, False]))", "jnp.array([0.5, 2.0])"),
    "MatrixNormal": (
        "dist.MatrixNormal(jnp.zeros((2, 3)), jnp.eye(2), jnp.eye(3))",
        "jnp.arange(6.0).reshape(2, 3) / 5",
    ),
    "Mixture": (
        "dist.MixtureSameFamily(dist.Categorical(jnp.array([0.3, 0.7])), dist.Normal(jnp.array([-1.0, 2.0]), 0.5))",
        "0.4",
    ),
    "MixtureGeneral": (
        "dist.MixtureGeneral(dist.Categorical(jnp.array([0.3, 0.7])), [dist.Normal(0.0, 1.0), dist.Cauchy(1.0, 2.0)])",
        "0.4",
    ),
    "Multinomial": ("dist.Multinomial(10, jnp.array([0.2, 0.3, 0.5]))", "jnp.array([2, 3, 5])"),
    "MultivariateNormal": (
        "dist.MultivariateNormal(jnp.array([1.0, -1.0]), jnp.array([[2.0, 0.5], [0.5, 1.0]]))",
        "jnp.array([0.3, 0.2])",
    ),
    "MultivariateStudentT": (
        "dist.MultivariateStudentT(5.0, jnp.zeros(2), jnp.eye(2))",
        "jnp.array([0.3, 1.2])",
    ),
    "NegativeBinomial2": ("dist.NegativeBinomial2(3.0, 2.0)", "4"),
    "Normal": ("dist.Normal(jnp.array([0.0, 1.0]), jnp.array([1.0, 3.0]))", "jnp.array([0.5, -2.0])"),
    "OrderedLogistic": ("dist.OrderedLogistic(0.3, jnp.array([-1.0, 0.5, 2.0]))", "2"),
    "Pareto": ("dist.Pareto(1.5, 3.0)", "2.2"),
    "Poisson": ("dist.Poisson(jnp.array([0.7, 6.0, 40.0]))", "jnp.array([1, 4, 38])"),
    "SoftLaplace": ("dist.SoftLaplace(0.5, 2.0)", "1.1"),
    "StudentT": ("dist.StudentT(4.0, 0.5, 2.0)", "1.6"),
    "Transformed": (
        "dist.TransformedDistribution(dist.Normal(0.0, 1.0), dist.transforms.SigmoidTransform())",
        "0.3",
    ),
    "TruncatedNormal": ("dist.TruncatedNormal(0.3, 1.2, low=-1.0, high=2.0)", "0.4"),
    "Uniform": ("dist.Uniform(-1.0, 3.0)", "0.4"),
    "VonMises": ("dist.VonMises(0.5, 3.0)", "1.0"),
    "Weibull": ("dist.Weibull(2.0, 1.5)", "1.1"),
    "Wishart": ("dist.Wishart(4.0, jnp.eye(2))", "draw"),
    "ZeroInflatedPoisson": ("dist.ZeroInflatedPoisson(0.3, 2.0)", "jnp.array([0, 3])"),
    "ZeroSumNormal": ("dist.ZeroSumNormal(1.0, (3,))", "draw"),
}

_PROGRAM = """
import numpyro.distributions as dist
from numpyro.distributions import biject_to
d = {distribution}
draws = d.sample(random.PRNGKey(3), (50,))
value = {value}
results = [draws, d.log_prob(value)]
if d.support.is_discrete is False and {smooth}:
    transform = biject_to(d.support)
    x = transform.inv(value)
    y = transform(x)
    results += [y, transform.log_abs_det_jacobian(x, y)]
    results += [jax.grad(lambda x: jnp.sum(d.log_prob(transform(x))))(x)]
tuple(results)
"""

# Their transforms have no inverse at a point mass or need more digits than 32 bits give.
_WITHOUT_TRANSFORM = {"Delta", "LKJ", "Wishart", "ZeroSumNormal", "Masked"}


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_distribution(two_worlds, name):
    distribution, value = DISTRIBUTIONS[name]
    value = "d.sample(random.PRNGKey(8))" if value == "draw" else value
    value = value if value.startswith(("jnp", "d.")) or not value[-1].isdigit() else f"jnp.asarray({value})"
    program = _PROGRAM.format(distribution=distribution, value=value, smooth=name not in _WITHOUT_TRANSFORM)
    real, stand_in = two_worlds.run(program)
    assert real.error is None, real.details
    assert same(real, stand_in, rtol=2e-4, atol=2e-5), stand_in.details


MODELS = {
    "coin": """
def model():
    p = numpyro.sample("p", dist.Beta(2, 2))
    numpyro.sample("y", dist.Bernoulli(p), obs=jnp.array([1, 0, 1, 1, 0, 1, 1, 1, 0, 1]))
""",
    "normal": """
def model():
    mu = numpyro.sample("mu", dist.Normal(0, 10))
    sigma = numpyro.sample("sigma", dist.HalfNormal(5))
    numpyro.sample("y", dist.Normal(mu, sigma), obs=jnp.array([2.1, 3.4, 2.8, 1.9, 3.9, 2.2]))
""",
    "linear regression": """
x = jnp.linspace(-1, 1, 30)
y = 1.5 * x - 0.4 + 0.3 * random.normal(random.PRNGKey(5), (30,))
def model():
    a = numpyro.sample("a", dist.Normal(0, 2))
    b = numpyro.sample("b", dist.Normal(0, 2))
    s = numpyro.sample("s", dist.Exponential(1.0))
    numpyro.sample("y", dist.Normal(a + b * x, s), obs=y)
""",
    "logistic regression": """
X = random.normal(random.PRNGKey(5), (60, 2))
y = (random.uniform(random.PRNGKey(6), (60,)) < jax.nn.sigmoid(X @ jnp.array([1.5, -0.7]))).astype(int)
def model():
    w = numpyro.sample("w", dist.Normal(0, 2).expand([2]).to_event(1))
    numpyro.sample("y", dist.Bernoulli(logits=X @ w), obs=y)
""",
    "Poisson regression": """
x = jnp.linspace(-1, 1, 40)
y = random.poisson(random.PRNGKey(7), jnp.exp(0.5 + 0.8 * x))
def model():
    a = numpyro.sample("a", dist.Normal(0, 2))
    b = numpyro.sample("b", dist.Normal(0, 2))
    numpyro.sample("y", dist.Poisson(jnp.exp(a + b * x)), obs=y)
""",
    "eight schools": """
effects = jnp.array([28.0, 8, -3, 7, -1, 1, 18, 12])
errors = jnp.array([15.0, 10, 16, 11, 9, 11, 10, 18])
def model():
    mu = numpyro.sample("mu", dist.Normal(0, 5))
    tau = numpyro.sample("tau", dist.HalfCauchy(5))
    with numpyro.plate("schools", 8):
        theta = numpyro.sample("theta", dist.Normal(0, 1))
        numpyro.sample("y", dist.Normal(mu + tau * theta, errors), obs=effects)
""",
    "hierarchical counts": """
deaths = jnp.array([4, 9, 2, 7, 12])
of = jnp.array([40, 60, 30, 55, 80])
def model():
    mu = numpyro.sample("mu", dist.Normal(-2, 1))
    tau = numpyro.sample("tau", dist.HalfNormal(1))
    with numpyro.plate("places", 5):
        z = numpyro.sample("z", dist.Normal(0, 1))
        numpyro.sample("y", dist.Binomial(of, logits=mu + tau * z), obs=deaths)
""",
    "mixture": """
y = jnp.array([-2.1, -1.8, -2.4, 1.9, 2.2, 2.6, 1.7, 2.0])
def model():
    w = numpyro.sample("w", dist.Beta(2, 2))
    mu = numpyro.sample("mu", dist.Normal(jnp.array([-2.0, 2.0]), 1).to_event(1))
    parts = dist.Categorical(jnp.stack([w, 1 - w], -1))
    numpyro.sample("y", dist.MixtureSameFamily(parts, dist.Normal(mu, 0.5)), obs=y)
""",
    "categories": """
def model():
    p = numpyro.sample("p", dist.Dirichlet(jnp.array([1.0, 1.0, 1.0])))
    numpyro.sample("y", dist.Multinomial(30, p), obs=jnp.array([5, 10, 15]))
""",
    "correlated": """
y = jnp.array([[1.0, 0.8], [-0.5, -0.9], [0.3, 0.1], [1.6, 1.2], [-1.1, -0.4], [0.2, 0.9]])
def model():
    L = numpyro.sample("L", dist.LKJCholesky(2, 2.0))
    s = numpyro.sample("s", dist.HalfNormal(1.0).expand([2]).to_event(1))
    numpyro.sample("y", dist.MultivariateNormal(jnp.zeros(2), scale_tril=s[:, None] * L), obs=y)
""",
}

_CHAIN = """
import numpyro, numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS
{model}
mcmc = MCMC(NUTS(model), num_warmup={warmup}, num_samples={samples}, progress_bar=False)
mcmc.run(random.PRNGKey(1))
tuple(np.asarray(draws) for name, draws in sorted(mcmc.get_samples().items()))
"""


def _arrays(outcome) -> list[np.ndarray]:
    return [child[5] for child in outcome.value[3]]


@pytest.mark.parametrize("name", MODELS)
def test_posterior(two_worlds, name):
    """The same seed gives the same chain until rounding grows, then the same distribution."""
    long = _CHAIN.format(model=MODELS[name], warmup=300, samples=400)
    short = _CHAIN.format(model=MODELS[name], warmup=4, samples=3)
    (real_long, long_here), (real_short, short_here) = two_worlds.run_many([long, short], seconds=240)
    assert real_long.error is None, real_long.details
    assert same(real_short, short_here, rtol=1e-3, atol=1e-3), short_here.details
    assert long_here.error is None, long_here.details
    for real, here in zip(_arrays(real_long), _arrays(long_here), strict=True):
        # Neighbouring draws are alike: 400 of them count as about 60 independent ones.
        tolerance = 5 * real.std(axis=0) / np.sqrt(60) + 1e-3
        assert np.all(np.abs(real.mean(axis=0) - here.mean(axis=0)) < tolerance)
        assert np.all(here.std(axis=0) < 1.8 * real.std(axis=0) + 1e-3)
        assert np.all(real.std(axis=0) < 1.8 * here.std(axis=0) + 1e-3)


_USES = {
    "SVI with AutoNormal": """
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer.autoguide import AutoNormal
guide = AutoNormal(model)
svi = SVI(model, guide, numpyro.optim.Adam(0.05), Trace_ELBO())
result = svi.run(random.PRNGKey(0), 60, progress_bar=False)
result.losses[jnp.array([0, 1, 10, 40])], guide.median(result.params)
""",
    "SVI with Optax": """
import optax
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer.autoguide import AutoMultivariateNormal
guide = AutoMultivariateNormal(model)
svi = SVI(model, guide, optax.adam(0.05), Trace_ELBO(num_particles=2))
svi.run(random.PRNGKey(0), 40, progress_bar=False).losses[:20]
""",
    "AutoLaplace": """
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer.autoguide import AutoLaplaceApproximation
guide = AutoLaplaceApproximation(model)
svi = SVI(model, guide, numpyro.optim.Adam(0.1), Trace_ELBO())
result = svi.run(random.PRNGKey(0), 80, progress_bar=False)
guide.sample_posterior(random.PRNGKey(1), result.params, sample_shape=(3,))
""",
    "other guides": """
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer import autoguide
losses = []
for make in (autoguide.AutoDelta, autoguide.AutoDiagonalNormal, autoguide.AutoLowRankMultivariateNormal,
             autoguide.AutoBNAFNormal, autoguide.AutoIAFNormal):
    guide = make(model)
    svi = SVI(model, guide, numpyro.optim.Adam(0.02), Trace_ELBO())
    losses.append(svi.run(random.PRNGKey(0), 10, progress_bar=False).losses)
tuple(losses)
""",
    "prior and posterior predictive": """
from numpyro.infer import Predictive
prior = Predictive(model, num_samples=7)(random.PRNGKey(2))
posterior = Predictive(model, {"mu": jnp.array([0.0, 1.0]), "sigma": jnp.array([1.0, 2.0])})(random.PRNGKey(2))
prior, posterior
""",
    "handlers": """
from numpyro import handlers
from numpyro.infer.util import log_density, potential_energy
seeded = handlers.seed(model, random.PRNGKey(4))
trace = handlers.trace(seeded).get_trace()
conditioned = handlers.trace(handlers.condition(seeded, {"mu": jnp.array(1.0)})).get_trace()
density, _ = log_density(model, (), {}, {"mu": jnp.array(0.4), "sigma": jnp.array(1.3)})
blocked = handlers.trace(handlers.block(seeded, hide=["sigma"])).get_trace()
replayed = handlers.trace(handlers.replay(seeded, trace)).get_trace()
[trace["mu"]["value"], conditioned["mu"]["is_observed"], density, sorted(blocked), replayed["sigma"]["value"],
 handlers.trace(handlers.do(seeded, {"mu": 2.0})).get_trace()["mu"]["value"]]
""",
    "HMC": """
from numpyro.infer import HMC, MCMC
mcmc = MCMC(HMC(model, step_size=0.1, num_steps=8, adapt_step_size=False), num_warmup=0, num_samples=5, progress_bar=False)
mcmc.run(random.PRNGKey(0))
mcmc.get_samples()["mu"]
""",
    "several chains and diagnostics": """
from numpyro.diagnostics import effective_sample_size, gelman_rubin, hpdi, split_gelman_rubin
from numpyro.infer import MCMC, NUTS
mcmc = MCMC(NUTS(model), num_warmup=5, num_samples=4, num_chains=2, chain_method="vectorized", progress_bar=False)
mcmc.run(random.PRNGKey(0), extra_fields=("potential_energy", "diverging"))
draws = mcmc.get_samples(group_by_chain=True)["mu"]
fixed = np.random.default_rng(0).normal(size=(4, 100))
[draws[:, :2], mcmc.get_extra_fields()["diverging"].dtype.name, effective_sample_size(fixed), gelman_rubin(fixed),
 split_gelman_rubin(fixed), hpdi(fixed.ravel(), 0.9)]
""",
    "reparametrisation and sites": """
from numpyro.infer.reparam import LocScaleReparam
def centred():
    tau = numpyro.sample("tau", dist.HalfNormal(1.0))
    with numpyro.plate("n", 3):
        x = numpyro.sample("x", dist.Normal(0.5, tau))
    numpyro.deterministic("double", 2 * x)
    numpyro.factor("f", -jnp.sum(x**2))
trace = numpyro.handlers.trace(
    numpyro.handlers.seed(numpyro.handlers.reparam(centred, {"x": LocScaleReparam(0.0)}), random.PRNGKey(1))
).get_trace()
{name: site["value"] for name, site in sorted(trace.items()) if site["type"] in ("sample", "deterministic")}
""",
    "scan of a model": """
from numpyro.contrib.control_flow import scan
def walk():
    def step(x, y):
        x = numpyro.sample("x", dist.Normal(x, 1.0))
        numpyro.sample("y", dist.Normal(x, 0.5), obs=y)
        return x, x
    return scan(step, 0.0, jnp.array([0.1, 0.5, -0.3]))
trace = numpyro.handlers.trace(numpyro.handlers.seed(walk, random.PRNGKey(1))).get_trace()
trace["x"]["value"]
""",
}

_MODEL = """
import numpyro, numpyro.distributions as dist
def model(y=jnp.array([2.1, 3.4, 2.8, 1.9, 3.9, 2.2])):
    mu = numpyro.sample("mu", dist.Normal(0, 10))
    sigma = numpyro.sample("sigma", dist.HalfNormal(5))
    with numpyro.plate("n", 6):
        numpyro.sample("y", dist.Normal(mu, sigma), obs=y)
"""


@pytest.mark.parametrize("name", _USES)
def test_use(two_worlds, name):
    real, stand_in = two_worlds.run(_MODEL + _USES[name], seconds=240)
    assert real.error is None, real.details
    assert same(real, stand_in, rtol=5e-3, atol=5e-3), stand_in.details


def test_summary_prints_the_same_table(two_worlds):
    real, stand_in = two_worlds.run("""
from numpyro.diagnostics import print_summary
print_summary({"mu": np.random.default_rng(0).normal(size=(2, 200)), "tau": np.ones((2, 200, 2))})
""")
    assert real.printed == stand_in.printed
