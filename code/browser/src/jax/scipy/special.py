"""Special functions. Arguments are arrays or numbers, integers count as float32; they broadcast together."""

import math
import operator
from fractions import Fraction

from jax import numpy as jnp
from jax._src.absent import absent, absent_names
from jax._src.array_arguments import concrete, promoted, to_array
from jax._src.avals import dtype_name
from jax._src.core import get_aval
from jax._src.primitives import special as primitives
from jax._src.primitives.elementwise import exp, logistic, stop_gradient
from jax._src.scipy_arguments import strong

__all__ = [
    "bernoulli",
    "beta",
    "betainc",
    "betaln",
    "boxcox",
    "boxcox1p",
    "comb",
    "digamma",
    "entr",
    "erf",
    "erfc",
    "erfcx",
    "erfinv",
    "exp1",
    "expi",
    "expit",
    "expn",
    "factorial",
    "gamma",
    "gammainc",
    "gammaincc",
    "gammaln",
    "gammasgn",
    "i0",
    "i0e",
    "i1",
    "i1e",
    "kl_div",
    "log_ndtr",
    "log_softmax",
    "loggamma",
    "logit",
    "logsumexp",
    "multigammaln",
    "ndtr",
    "ndtri",
    "poch",
    "polygamma",
    "rel_entr",
    "softmax",
    "spence",
    "xlog1py",
    "xlogy",
    "zeta",
]

__getattr__ = absent_names(
    __name__, ["bessel_jn", "dawsn", "fresnel", "hyp1f1", "hyp2f1", "owens_t", "sici", "sph_harm_y", "wofz"]
)


def _real(name: str, *values):
    """The arguments promoted to one real floating dtype."""
    arrays = promoted(name, *values, to="inexact")
    if get_aval(arrays[0]).dtype.kind == "c":
        raise ValueError(f"{name} does not support complex-valued inputs.")
    return arrays


def _real_only(name: str, *values):
    """As ``_real``, for functions that JAX also has for complex numbers."""
    arrays = promoted(name, *values, to="inexact")
    if get_aval(arrays[0]).dtype.kind == "c":
        absent(f"jax.scipy.special.{name} with complex numbers")
    return arrays


def _float32(value):
    """A float32 argument of the functions that take no other."""
    value = to_array(value)
    dtype = get_aval(value).dtype
    if dtype_name(dtype) != "float32":
        raise TypeError(f"x.dtype={dtype_name(dtype)} is not supported, see docstring for supported types.")
    return strong(value)


# ---- gamma and beta


def gammaln(x):
    """Logarithm of the absolute value of the gamma function."""
    return primitives.lgamma(*promoted("gammaln", x, to="inexact"))


def gammasgn(x):
    """Sign of the gamma function."""
    (x,) = _real("gammasgn", x)
    x = strong(x)
    whole = jnp.floor(x)
    negative = x < 0
    undefined = (negative & (x == whole)) | jnp.isnan(x)
    minus = (negative & (whole % 2 != 0)) | ((x == 0) & jnp.signbit(x))
    return jnp.where(undefined, jnp.nan, jnp.where(minus, -1.0, jnp.ones_like(x)))


def loggamma(x):
    """Principal branch of the logarithm of the gamma function: NaN for negative numbers."""
    (x,) = _real_only("loggamma", x)
    return jnp.where(x > 0, primitives.lgamma(x), jnp.nan)


def gamma(x):
    """Gamma function."""
    (x,) = _real_only("gamma", x)
    return gammasgn(x) * exp(primitives.lgamma(x))


def betaln(a, b):
    """Logarithm of the absolute value of the beta function."""
    a, b = promoted("betaln", a, b, to="inexact")
    return primitives.betaln(a, b)


def beta(a, b):
    """Beta function."""
    a, b = _real("beta", a, b)
    return gammasgn(a) * gammasgn(b) * gammasgn(a + b) * exp(betaln(a, b))


def betainc(a, b, x):
    """Regularised incomplete beta function; differentiable in x alone."""
    return primitives.betainc(*_real("betainc", a, b, x))


def digamma(x):
    """Derivative of the logarithm of the gamma function."""
    return primitives.digamma(*promoted("digamma", x, to="inexact"))


def gammainc(a, x):
    """Regularised lower incomplete gamma function."""
    return primitives.igamma(*promoted("gammainc", a, x, to="inexact"))


def gammaincc(a, x):
    """Regularised upper incomplete gamma function."""
    return primitives.igammac(*promoted("gammaincc", a, x, to="inexact"))


def factorial(n, exact=False):
    """n!, zero for negative n."""
    if exact:
        raise NotImplementedError("factorial with exact=True")
    (n,) = promoted("factorial", n, to="inexact")
    return jnp.where(n < 0, 0, exp(primitives.lgamma(n + 1)))


def comb(N, k, *, repetition=False):
    """Number of ways to choose k of N, with or without repetition."""
    N, k = promoted("comb", N, k, to="inexact")
    if repetition:
        return jnp.where((k == 0) & (N >= 0), 1.0, comb(N + k - 1, k))
    possible = (k <= N) & (N >= 0) & (k >= 0)
    n, m = jnp.where(possible, N, 0.0), jnp.where(possible, k, 0.0)
    return jnp.where(possible, exp(gammaln(n + 1) - gammaln(m + 1) - gammaln(n + 1 - m)), 0.0)


def poch(z, m):
    """Pochhammer symbol Γ(z + m) / Γ(z)."""
    z, m = promoted("poch", z, m, to="inexact")
    if get_aval(z).dtype.kind == "c":
        raise ValueError("jnp.poch does not support complex-valued inputs.")
    return jnp.where(m == 0.0, 1, gamma(z + m) / gamma(z))


def multigammaln(a, d):
    """Logarithm of the gamma function of dimension d."""
    d = int(concrete(d, "d argument of multigammaln"))
    (a,) = promoted("multigammaln", a, to="inexact")
    constant = 0.25 * d * (d - 1) * math.log(math.pi)
    halves = jnp.arange(d, dtype=jnp.float32) / 2
    return jnp.sum(gammaln(jnp.expand_dims(a, -1) - halves), axis=-1) + constant


def polygamma(n, x):
    """Derivative of order n of the digamma function."""
    dtype = get_aval(n).dtype
    if dtype.kind not in "iu":
        raise ValueError(f"Argument `n` to polygamma must be of integer type. Got dtype {dtype_name(dtype)}.")
    return primitives.polygamma(*_real("polygamma", n, x))


def zeta(x, q=None):
    """Hurwitz' zeta function."""
    if q is None:
        raise NotImplementedError(
            "Riemann zeta function not implemented; pass q != None to compute the Hurwitz Zeta function."
        )
    return primitives.scipy_zeta(*promoted("zeta", x, q, to="inexact"))


def bernoulli(n):
    """The Bernoulli numbers B₀ … Bₙ."""
    n = operator.index(concrete(n, "Argument n of bernoulli"))
    if n < 0:
        raise ValueError("n must be a non-negative integer.")
    numbers = [Fraction(1)]
    for m in range(1, n + 1):
        numbers.append(-sum(math.comb(m + 1, k) * numbers[k] for k in range(m)) / (m + 1))
    return jnp.array([float(number) for number in numbers], dtype=jnp.float32)


# ---- error function and normal distribution


def erf(x):
    """Error function."""
    return primitives.erf(*promoted("erf", x, to="inexact"))


def erfc(x):
    """Complementary error function."""
    return primitives.erfc(*promoted("erfc", x, to="inexact"))


def erfinv(x):
    """Inverse of the error function."""
    return primitives.erf_inv(*promoted("erfinv", x, to="inexact"))


def erfcx(x):
    """exp(x²) erfc(x)."""
    return primitives.erfcx(strong(*_real_only("erfcx", x)))


def ndtr(x):
    """Normal distribution function."""
    x = _float32(x)
    half_root = math.sqrt(0.5)
    w = x * half_root
    z = jnp.abs(w)
    tail = jnp.where(w > 0, 2.0 - primitives.erfc(z), primitives.erfc(z))
    return 0.5 * jnp.where(z < half_root, 1.0 + primitives.erf(w), tail)


def ndtri(p):
    """Quantile of the normal distribution."""
    return primitives.ndtri(_float32(p))


def log_ndtr(x, series_order=3):
    """Logarithm of the normal distribution function, exact far into the lower tail."""
    if not isinstance(series_order, int):
        raise TypeError("series_order must be a Python integer.")
    if series_order < 0:
        raise ValueError("series_order must be non-negative.")
    if series_order > 30:
        raise ValueError("series_order must be <= 30.")
    x = to_array(x)
    dtype = get_aval(x).dtype
    if dtype_name(dtype) != "float32":
        raise TypeError(f"x.dtype={dtype_name(dtype)} is not supported.")
    return primitives.log_ndtr(strong(x))


# ---- logistic function, entropy and their like


def expit(x):
    """Logistic function."""
    return logistic(*promoted("expit", x, to="inexact"))


def logit(x):
    """Inverse of the logistic function."""
    return primitives.logit(*_real_only("logit", x))


def xlogy(x, y):
    """x log(y), zero for x = 0."""
    return primitives.xlogy(*_real_only("xlogy", x, y))


def xlog1py(x, y):
    """x log(1 + y), zero for x = 0."""
    return primitives.xlog1py(*_real_only("xlog1py", x, y))


def entr(x):
    """-x log(x), minus infinity for negative x."""
    (x,) = _real("entr", x)
    return jnp.where(x < 0, -jnp.inf, -primitives.xlogx(x))


def rel_entr(p, q):
    """p log(p / q), infinite where that is not defined."""
    p, q = _real("rel_entr", p, q)
    p = strong(p) if p.ndim else p
    both = (p > 0) & (q > 0)
    safe_p, safe_q = jnp.where(both, p, 1), jnp.where(both, q, 1)
    ratio = primitives.xlogx(safe_p) - xlogy(safe_p, safe_q)
    return jnp.where(both, ratio, jnp.where((p == 0) & (q >= 0), 0.0, jnp.inf))


def kl_div(p, q):
    """p log(p / q) - p + q."""
    p, q = _real("kl_div", p, q)
    return rel_entr(p, q) - p + q


def boxcox(x, lmbda):
    """(x^λ - 1) / λ, or log(x) for λ = 0."""
    x, lmbda = promoted("boxcox", x, lmbda, to="inexact")
    return _power_transform(jnp.log(x), lmbda)


def boxcox1p(x, lmbda):
    """((1 + x)^λ - 1) / λ, or log(1 + x) for λ = 0."""
    x, lmbda = promoted("boxcox1p", x, lmbda, to="inexact")
    return _power_transform(jnp.log1p(x), lmbda)


def _power_transform(log_x, lmbda):
    safe = jnp.where(lmbda == 0, 1, lmbda)
    return jnp.where(lmbda == 0, log_x, jnp.expm1(safe * log_x) / safe)


def logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False, where=None):
    """log Σ b exp(a) along axes, without overflow; with ``return_sign`` also the sum's sign."""
    if where is not None:
        a = jnp.where(where, a, 0)
    if b is None:
        (a,) = promoted("logsumexp", a, to="inexact")
    else:
        a, b = promoted("logsumexp", a, b, to="inexact")
        a = jnp.where(b != 0, a, -jnp.inf)
    if get_aval(a).dtype.kind == "c":
        absent("jax.scipy.special.logsumexp with complex numbers")
    largest = jnp.max(a, axis=axis, keepdims=True, where=where, initial=-jnp.inf)
    largest = stop_gradient(jnp.where(jnp.isfinite(largest), largest, 0))
    parts = jnp.exp(a - largest)
    if b is not None:
        parts = parts * b
    total = jnp.sum(parts, axis=axis, keepdims=keepdims, where=where)
    sign = jnp.sign(total)
    result = jnp.log(jnp.abs(total)) + (largest if keepdims else jnp.squeeze(largest, axis=axis))
    if return_sign:
        return result, sign
    return result if b is None else jnp.where(sign < 0, jnp.nan, result)


def softmax(x, /, *, axis=None):
    """exp(x) divided by its sum along axes."""
    from jax import nn

    return nn.softmax(x, axis=axis)


def log_softmax(x, /, *, axis=None):
    """Logarithm of the softmax."""
    from jax import nn

    return nn.log_softmax(x, axis=axis)


# ---- Bessel functions and integrals


def i0e(x):
    """exp(-|x|) I₀(x)."""
    return primitives.bessel_i0e(*promoted("i0e", x, to="inexact"))


def i0(x):
    """Modified Bessel function of order zero."""
    (x,) = promoted("i0", x, to="inexact")
    return exp(jnp.abs(x)) * primitives.bessel_i0e(x)


def i1e(x):
    """exp(-|x|) I₁(x)."""
    return primitives.bessel_i1e(*promoted("i1e", x, to="inexact"))


def i1(x):
    """Modified Bessel function of order one."""
    (x,) = promoted("i1", x, to="inexact")
    return exp(jnp.abs(x)) * primitives.bessel_i1e(x)


def expi(x):
    """Exponential integral Ei."""
    return primitives.expi(strong(*_real("expi", x)))


def expn(n, x):
    """Exponential integral Eₙ of whole order n."""
    return primitives.expn(*map(strong, _real("expn", n, x)))


def exp1(x):
    """Exponential integral E₁."""
    (x,) = _real("exp1", x)
    return expn(1, x)


def spence(x):
    """Dilogarithm."""
    return primitives.spence(_float32(x))
