"""Error function, Bessel functions and other integrals on NumPy: float32 in and out.

Unless said otherwise they are computed in float64, with Cephes' rational approximations.
"""

import math

import numpy as np

from jax._src import xla_math
from jax._src.special_functions import digamma64, in_float64, lgamma64


def erf(x):
    """Error function: the bits of JAX."""
    if x.ndim == 0:
        return x.dtype.type(xla_math.erf_scalar(float(x)))
    return xla_math.erf(x).astype(x.dtype, copy=False)


def erf_inv(x):
    """Inverse error function: the bits of JAX."""
    if x.ndim == 0 and -1 < x < 1:
        return x.dtype.type(xla_math.erf_inv_scalar(float(x)))
    return xla_math.erf_inv(x).astype(x.dtype, copy=False)


_ERFC_MIDDLE = (
    (
        2.46196981473530512524e-10,
        5.64189564831068821977e-1,
        7.46321056442269912687e0,
        4.86371970985681366614e1,
        1.96520832956077098242e2,
        5.26445194995477358631e2,
        9.34528527171957607540e2,
        1.02755188689515710272e3,
        5.57535335369399327526e2,
    ),
    (
        1.0,
        1.32281951154744992508e1,
        8.67072140885989742329e1,
        3.54937778887819891062e2,
        9.75708501743205489753e2,
        1.82390916687909736289e3,
        2.24633760818710981792e3,
        1.65666309194161350182e3,
        5.57535340817727675546e2,
    ),
)
_ERFC_TAIL = (
    (
        5.64189583547755073984e-1,
        1.27536670759978104416e0,
        5.01905042251180477414e0,
        6.16021097993053585195e0,
        7.40974269950448939160e0,
        2.97886665372100240670e0,
    ),
    (
        1.0,
        2.26052863220117276590e0,
        9.39603524938001434673e0,
        1.20489539808096656605e1,
        1.70814450747565897222e1,
        9.60896809063285878198e0,
        3.36907645100081516050e0,
    ),
)
_ERF_CENTRE = (
    (
        9.60497373987051638749e0,
        9.00260197203842689217e1,
        2.23200534594684319226e3,
        7.00332514112805075473e3,
        5.55923013010394962768e4,
    ),
    (
        1.0,
        3.35617141647503099647e1,
        5.21357949780152679795e2,
        4.59432382970980127987e3,
        2.26290000613890934246e4,
        4.92673942608635921086e4,
    ),
)


def _ratio(coefficients, x):
    """A rational function; coefficients from the highest power down."""
    numerator, denominator = coefficients
    return np.polyval(numerator, x) / np.polyval(denominator, x)


def _erfcx_positive(x):
    """exp(x²) erfc(x) for x ≥ 0, in float64."""
    near = np.exp(x * x) * (1 - x * _ratio(_ERF_CENTRE, x * x))
    middle = _ratio(_ERFC_MIDDLE, x)
    # Beyond x = 100 the polynomials could overflow; the fraction is that of 1 / x there.
    tail = _ratio(_ERFC_TAIL, np.minimum(x, 100.0))
    far = (1 - 0.5 / (x * x)) / (x * math.sqrt(math.pi))
    return np.where(x < 1, near, np.where(x < 8, middle, np.where(x < 100, tail, far)))


@in_float64
def erfc(x):
    """Complementary error function."""
    size = np.abs(x)
    right = np.exp(-size * size) * _erfcx_positive(size)
    return np.where(x >= 0, right, 2 - right)


@in_float64
def erfcx(x):
    """Scaled complementary error function exp(x²) erfc(x)."""
    right = _erfcx_positive(np.abs(x))
    return np.where(x >= 0, right, 2 * np.exp(x * x) - right)


@in_float64
def log_ndtr(x):
    """Logarithm of the normal distribution function."""
    size = np.abs(x) / math.sqrt(2)
    tail = 0.5 * _erfcx_positive(size)
    below = np.log(tail) - size * size
    return np.where(x < 0, below, np.log1p(-tail * np.exp(-size * size)))


_NDTRI_CENTRE = (
    (
        -5.99633501014107895267e1,
        9.80010754185999661536e1,
        -5.66762857469070293439e1,
        1.39312609387279679503e1,
        -1.23916583867381258016e0,
    ),
    (
        1.0,
        1.95448858338141759834e0,
        4.67627912898881538453e0,
        8.63602421390890590575e1,
        -2.25462687854119370527e2,
        2.00260212380060660359e2,
        -8.20372256168333339912e1,
        1.59056225126211695515e1,
        -1.18331621121330003142e0,
    ),
)
_NDTRI_TAIL = (
    (
        4.05544892305962419923e0,
        3.15251094599893866154e1,
        5.71628192246421288162e1,
        4.40805073893200834700e1,
        1.46849561928858024014e1,
        2.18663306850790267539e0,
        -1.40256079171354495875e-1,
        -3.50424626827848203418e-2,
        -8.57456785154685413611e-4,
    ),
    (
        1.0,
        1.57799883256466749731e1,
        4.53907635128879210584e1,
        4.13172038254672030440e1,
        1.50425385692907503408e1,
        2.50464946208309415979e0,
        -1.42182922854787788574e-1,
        -3.80806407691578277194e-2,
        -9.33259480895457427372e-4,
    ),
)
_NDTRI_FAR_TAIL = (
    (
        3.23774891776946035970e0,
        6.91522889068984211695e0,
        3.93881025292474443415e0,
        1.33303460815807542389e0,
        2.01485389549179081538e-1,
        1.23716634817820021358e-2,
        3.01581553508235416007e-4,
        2.65806974686737550832e-6,
        6.23974539184983293730e-9,
    ),
    (
        1.0,
        6.02427039364742014255e0,
        3.67983563856160859403e0,
        1.37702099489081330271e0,
        2.16236993594496635890e-1,
        1.34204006088543189037e-2,
        3.28014464682127739104e-4,
        2.89247864745380683936e-6,
        6.79019408009981274425e-9,
    ),
)


@in_float64
def ndtri(p):
    """Quantile of the standard normal distribution."""
    low = np.minimum(p, 1 - p)
    w = p - 0.5
    centre = math.sqrt(2 * math.pi) * (w + w**3 * _ratio(_NDTRI_CENTRE, w * w))
    z = np.sqrt(-2 * np.log(low))
    ratio = np.where(z < 8, _ratio(_NDTRI_TAIL, 1 / z), _ratio(_NDTRI_FAR_TAIL, 1 / z))
    tail = np.copysign(z - np.log(z) / z - ratio / z, w)
    result = np.where(low > math.exp(-2), centre, tail)
    return np.where(p == 0, -np.inf, np.where(p == 1, np.inf, result))


# --------------------------------------------------------------------------------------------- Bessel functions

# Below this the power series is summed, above it the asymptotic series.
_BESSEL_LARGE = 20.0


def _scaled_bessel(order: int, x):
    """exp(-x) I(order, x) for x ≥ 0 in float64."""
    near = np.minimum(x, _BESSEL_LARGE)
    quarter = near * near / 4
    term = np.exp(-near) * (near / 2) ** order
    total = term.copy()
    for k in range(1, 60):
        term = term * quarter / (k * (k + order))
        total += term
    far = np.maximum(x, _BESSEL_LARGE)
    term = 1 / np.sqrt(2 * math.pi * far)
    asymptotic = term.copy()
    for k in range(1, 16):
        term = -term * (4 * order**2 - (2 * k - 1) ** 2) / (8 * k * far)
        asymptotic += term
    return np.where(np.isnan(x), x, np.where(x <= _BESSEL_LARGE, total, asymptotic))


@in_float64
def bessel_i0e(x):
    """exp(-|x|) I₀(x)."""
    return _scaled_bessel(0, np.abs(x))


@in_float64
def bessel_i1e(x):
    """exp(-|x|) I₁(x)."""
    return np.copysign(_scaled_bessel(1, np.abs(x)), x)


# --------------------------------------------------------------------------------------------- other integrals

_EULER = 0.57721566490153286061


def _exponential_series(x):
    """γ + log |x| + Σ x^k / (k k!), which is Ei(x)."""
    term, total = np.ones_like(x), np.zeros_like(x)
    for k in range(1, 130):
        term = term * x / k
        total += term / k
    return _EULER + np.log(np.abs(x)) + total


def _e1_fraction(x):
    """exp(x) E₁(x) for x ≥ 1, by a continued fraction from its end."""
    tail = np.zeros_like(x)
    for k in range(120, 0, -1):
        tail = k / (1 + k / (x + tail))
    return 1 / (x + tail)


@in_float64
def expi(x):
    """Exponential integral Ei."""
    series = _exponential_series(np.clip(x, -2.0, 45.0))
    right = np.where(x > 45, x, 45.0)
    term, asymptotic = np.ones_like(x), np.ones_like(x)
    for k in range(1, 40):
        term = term * k / right
        asymptotic += term
    right = np.exp(right) / right * asymptotic
    left = np.maximum(-x, 1.0)
    left = -np.exp(-left) * _e1_fraction(left)
    result = np.where(x > 45, right, np.where(x < -1, left, series))
    return np.where(x == 0, -np.inf, np.where(x == np.inf, np.inf, result))


def _expn_series(n, x):
    """Eₙ(x) for 0 < x ≤ 1."""
    total = np.where(n == 1, 0.0, 1 / (n - 1))
    term = np.ones_like(x)
    for k in range(1, 40):
        term = term * -x / k
        total += np.where(n == k + 1, 0.0, -term / (k - n + 1))
    # The term of x^(n-1) has a logarithm.
    power = (-x) ** (n - 1) / np.exp(lgamma64(n))
    return total + power * (digamma64(n) - np.log(x))


def _expn_fraction(n, x):
    """Eₙ(x) for x > 1, by a continued fraction from its end."""
    tail = x + n + 2 * 150
    for k in range(150, 0, -1):
        tail = x + n + 2 * (k - 1) - k * (n - 1 + k) / tail
    return np.exp(-x) / tail


@in_float64
def expn(n, x):
    """Exponential integral Eₙ(x) of whole order n; NaN for negative n or x."""
    inside = np.where(x > 0, x, 1.0)
    order = np.maximum(n, 1.0)
    result = np.where(
        inside > 1,
        _expn_fraction(order, np.maximum(inside, 1.0)),
        _expn_series(order, np.minimum(inside, 1.0)),
    )
    result = np.where(n == 0, np.exp(-x) / x, result)
    result = np.where(x == 0, np.where(n < 2, np.inf, 1 / (n - 1)), result)
    result = np.where(x == np.inf, 0.0, result)
    return np.where((n < 0) | (x < 0) | np.isnan(n + x), np.nan, result)


_SPENCE = (
    (
        4.65128586073990045278e-5,
        7.31589045238094711071e-3,
        1.33847639578309018650e-1,
        8.79691311754530315341e-1,
        2.71149851196553469920e0,
        4.25697156008121755724e0,
        3.29771340985225106936e0,
        1.00000000000000000126e0,
    ),
    (
        6.90990488912553276999e-4,
        2.54043763932544379113e-2,
        2.82974860602568089943e-1,
        1.41172597751831069617e0,
        3.63800533345137075418e0,
        5.03278880143316990390e0,
        3.54771340985225096217e0,
        9.99999999999999998740e-1,
    ),
)


@in_float64
def spence(x):
    """Dilogarithm ∫ log t / (1 − t) dt from 1 to x; NaN for negative x."""
    is_large = x > 1.5
    y = np.where(x > 2, 1 / x, x)
    w = np.where(y > 1.5, 1 / y - 1, np.where(y < 0.5, -y, y - 1))
    result = -w * _ratio(_SPENCE, w)
    result = np.where(y < 0.5, math.pi**2 / 6 - np.log(y) * np.log1p(-y) - result, result)
    result = np.where(is_large, -0.5 * np.log(y) ** 2 - result, result)
    return np.where(x == 0, math.pi**2 / 6, np.where(x == 1, 0.0, np.where(x < 0, np.nan, result)))
