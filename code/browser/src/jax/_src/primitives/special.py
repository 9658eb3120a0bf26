"""Primitives for the special functions: elementwise, with their derivatives."""

import math

import numpy as np

from jax._src import integral_functions, special_functions, xla_math
from jax._src.differentiation import derivatives
from jax._src.primitives.elementwise import (
    REAL,
    abs_,
    add,
    constant_like,
    div,
    elementwise,
    exp,
    gt,
    integer_pow,
    log,
    log1p,
    mul,
    neg,
    select_n,
    sign,
    spread,
    square,
    sub,
)


def _one_minus(x):
    return sub(constant_like(x, 1), x)


# ---- gamma

lgamma_p, lgamma = elementwise("lgamma", special_functions.lgamma, kinds=REAL)
digamma_p, digamma = elementwise("digamma", special_functions.digamma, kinds=REAL)
polygamma_p, polygamma = elementwise("polygamma", special_functions.polygamma, kinds=REAL)
zeta_p, zeta = elementwise("zeta", special_functions.zeta, kinds=REAL)

derivatives(lgamma_p, lambda t, out, x: mul(t, digamma(x)))
derivatives(digamma_p, lambda t, out, x: mul(t, polygamma(constant_like(x, 1), x)))


def _no_order_derivative(tangent, out, m, x):
    raise ValueError("polygamma gradient with respect to m is not supported")


derivatives(
    polygamma_p,
    _no_order_derivative,
    lambda t, out, m, x: mul(t, polygamma(add(m, constant_like(m, 1)), x)),
)

betaln_p, betaln = elementwise("betaln", special_functions.betaln, kinds=REAL)
derivatives(
    betaln_p,
    lambda t, out, a, b: mul(t, sub(digamma(a), digamma(add(a, b)))),
    lambda t, out, a, b: mul(t, sub(digamma(b), digamma(add(a, b)))),
)

# ---- incomplete gamma and beta

igamma_p, igamma = elementwise("igamma", special_functions.igamma, kinds=REAL)
igammac_p, igammac = elementwise("igammac", special_functions.igammac, kinds=REAL)
igamma_grad_a_p, igamma_grad_a = elementwise("igamma_grad_a", special_functions.igamma_grad_a, kinds=REAL)
random_gamma_grad_p, random_gamma_grad = elementwise(
    "random_gamma_grad", special_functions.random_gamma_grad, kinds=REAL
)
regularized_incomplete_beta_p, betainc = elementwise(
    "regularized_incomplete_beta", special_functions.regularized_incomplete_beta, kinds=REAL
)


def _gamma_density(a, x):
    return exp(sub(add(neg(x), mul(sub(a, constant_like(a, 1)), log(x))), lgamma(a)))


derivatives(
    igamma_p,
    lambda t, out, a, x: mul(t, igamma_grad_a(a, x)),
    lambda t, out, a, x: mul(t, _gamma_density(a, x)),
)
derivatives(
    igammac_p,
    lambda t, out, a, x: neg(mul(t, igamma_grad_a(a, x))),
    lambda t, out, a, x: neg(mul(t, _gamma_density(a, x))),
)


def _no_beta_derivative(tangent, out, a, b, x):
    raise ValueError("Betainc gradient with respect to a and b not supported.")


def _beta_density(tangent, out, a, b, x):
    log_beta = sub(add(lgamma(a), lgamma(b)), lgamma(add(a, b)))
    left = mul(sub(b, constant_like(b, 1)), log1p(neg(x)))
    right = mul(sub(a, constant_like(a, 1)), log(x))
    return mul(exp(sub(add(left, right), log_beta)), tangent)


derivatives(regularized_incomplete_beta_p, _no_beta_derivative, _no_beta_derivative, _beta_density)

# ---- error function

erf_p, erf = elementwise("erf", integral_functions.erf, kinds=REAL)
erfc_p, erfc = elementwise("erfc", integral_functions.erfc, kinds=REAL)
erf_inv_p, erf_inv = elementwise("erf_inv", integral_functions.erf_inv, kinds=REAL)
erfcx_p, erfcx = elementwise("erfcx", integral_functions.erfcx, kinds=REAL)
log_ndtr_p, log_ndtr = elementwise("log_ndtr", integral_functions.log_ndtr, kinds=REAL)
ndtri_p, ndtri = elementwise("ndtri", integral_functions.ndtri, kinds=REAL)


def _bell(tangent, x, factor):
    return mul(constant_like(x, factor), mul(tangent, exp(neg(square(x)))))


derivatives(erf_p, lambda t, out, x: _bell(t, x, 2 / math.sqrt(math.pi)))
derivatives(erfc_p, lambda t, out, x: _bell(t, x, -2 / math.sqrt(math.pi)))
derivatives(
    erf_inv_p,
    lambda t, out, x: mul(constant_like(x, math.sqrt(math.pi) / 2), mul(t, exp(square(out)))),
)
derivatives(
    erfcx_p,
    lambda t, out, x: mul(
        t, sub(mul(constant_like(x, 2), mul(x, out)), constant_like(x, 2 / math.sqrt(math.pi)))
    ),
)


def _log_ndtr_derivative(tangent, out, x):
    log_density = sub(mul(constant_like(x, -0.5), square(x)), constant_like(x, 0.5 * math.log(2 * math.pi)))
    return mul(tangent, exp(sub(log_density, out)))


def _ndtri_derivative(tangent, out, p):
    half = mul(constant_like(p, 0.5), square(out))
    return mul(tangent, mul(constant_like(p, math.sqrt(2 * math.pi)), exp(half)))


derivatives(log_ndtr_p, _log_ndtr_derivative)
derivatives(ndtri_p, _ndtri_derivative)

# ---- Bessel functions

bessel_i0e_p, bessel_i0e = elementwise("bessel_i0e", integral_functions.bessel_i0e, kinds=REAL)
bessel_i1e_p, bessel_i1e = elementwise("bessel_i1e", integral_functions.bessel_i1e, kinds=REAL)


def _bessel_i1e_derivative(tangent, out, x):
    tiny = constant_like(x, np.finfo(np.float32).eps)
    is_large = gt(abs_(x), tiny)
    safe = select_n(is_large, spread(tiny, x), x)
    slope = sub(bessel_i0e(safe), mul(out, add(sign(safe), integer_pow(safe, -1))))
    return mul(tangent, select_n(is_large, spread(constant_like(x, 0.5), x), slope))


derivatives(bessel_i0e_p, lambda t, out, x: mul(t, sub(bessel_i1e(x), mul(sign(x), out))))
derivatives(bessel_i1e_p, _bessel_i1e_derivative)

# ---- other integrals

expi_p, expi = elementwise("expi", integral_functions.expi, kinds=REAL)
spence_p, spence = elementwise("spence", integral_functions.spence, kinds=REAL)
derivatives(expi_p, lambda t, out, x: mul(t, div(exp(x), x)))
derivatives(spence_p, lambda t, out, x: mul(t, div(log(x), _one_minus(x))))

expn_p, expn = elementwise("expn", integral_functions.expn, kinds=REAL)


def _no_expn_order_derivative(tangent, out, n, x):
    raise NotImplementedError("expn gradient with respect to n is not supported")


derivatives(
    expn_p,
    _no_expn_order_derivative,
    lambda t, out, n, x: neg(mul(t, expn(sub(n, constant_like(n, 1)), x))),
)

# ---- zeta with both derivatives; that of ``lax`` has none

scipy_zeta_p, scipy_zeta = elementwise("zeta", special_functions.zeta, kinds=REAL)
zeta_slope_p, zeta_slope = elementwise("zeta_slope", special_functions.zeta_slope, kinds=REAL)
derivatives(
    scipy_zeta_p,
    lambda t, out, s, q: mul(t, zeta_slope(s, q)),
    lambda t, out, s, q: neg(mul(t, mul(s, scipy_zeta(add(s, constant_like(s, 1)), q)))),
)

# ---- products with logarithms


def _x_times_log(logarithm):
    """0 where x is zero and y a number."""

    def product(x, y):
        return np.where((x == 0) & ~np.isnan(y), np.float32(0), x * logarithm(y))

    return product


xlogy_p, xlogy = elementwise("xlogy", _x_times_log(np.log), kinds=REAL)
xlog1py_p, xlog1py = elementwise("xlog1py", _x_times_log(np.log1p), kinds=REAL)
xlogx_p, xlogx = elementwise("xlogx", lambda x: _x_times_log(np.log)(x, x), kinds=REAL)
logit_p, logit = elementwise("logit", lambda x: np.log(x / (1 - x)), kinds=REAL)

derivatives(
    xlogy_p,
    lambda t, out, x, y: mul(t, log(y)),
    lambda t, out, x, y: div(mul(t, x), y),
)
derivatives(
    xlog1py_p,
    lambda t, out, x, y: mul(t, log1p(y)),
    lambda t, out, x, y: div(mul(t, x), add(y, constant_like(y, 1))),
)
derivatives(xlogx_p, lambda t, out, x: mul(t, add(log(x), constant_like(x, 1))))
derivatives(logit_p, lambda t, out, x: div(t, mul(x, _one_minus(x))))

# ---- the bits of JAX, where random numbers need them

fused_multiply_add_p, fused_multiply_add = elementwise(
    "fused_multiply_add", xla_math.fused_multiply_add, kinds=REAL
)
derivatives(
    fused_multiply_add_p,
    lambda t, out, a, b, c: mul(t, b),
    lambda t, out, a, b, c: mul(a, t),
    lambda t, out, a, b, c: spread(t, out),
)
exact_exp_p, exact_exp = elementwise("exp", xla_math.exp, kinds=REAL)
exact_log_p, exact_log = elementwise("log", xla_math.log, kinds=REAL)
exact_log1p_p, exact_log1p = elementwise("log1p", xla_math.log1p, kinds=REAL)
derivatives(exact_exp_p, lambda t, out, x: mul(t, out))
derivatives(exact_log_p, lambda t, out, x: div(t, x))
derivatives(exact_log1p_p, lambda t, out, x: div(t, add(x, constant_like(x, 1))))


def _exact_power(x, y):
    return np.power(np.asarray(x, np.float64), y).astype(np.float32)


exact_pow_p, exact_pow = elementwise("pow", _exact_power, kinds=REAL)
derivatives(
    exact_pow_p,
    lambda t, out, x, y: mul(t, mul(y, exact_pow(x, sub(y, constant_like(y, 1))))),
    lambda t, out, x, y: mul(t, mul(exact_log(x), out)),
)
