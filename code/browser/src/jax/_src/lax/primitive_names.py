"""The primitives that ``jax.lax`` names, for those who look into programs."""

from jax._src.control_flow.cond import cond_p
from jax._src.control_flow.scan import scan_p
from jax._src.control_flow.while_loop import while_p
from jax._src.lax.elementwise import reduce_precision_p
from jax._src.lax.parallel import all_gather_p, pmax_p, pmin_p, ppermute_p, psum_p
from jax._src.primitives import (
    contractions,
    cumulative,
    elementwise,
    fourier,
    indexing,
    reductions,
    shapes,
    sorting,
    special,
)

_NAMES = (
    "abs acos acosh add and asin asinh atan2 atan atanh bitcast_convert_type cbrt ceil clamp clz complex conj "
    "convert_element_type copy cos cosh div eq exp2 exp expm1 floor ge gt imag integer_pow is_finite le log1p log logistic "
    "lt max min mul ne neg nextafter not or population_count pow real rem round rsqrt select_n shift_left "
    "shift_right_arithmetic shift_right_logical sign sin sinh sqrt square stop_gradient sub tan tanh xor broadcast_in_dim "
    "concatenate dynamic_slice dynamic_update_slice iota pad reshape rev slice squeeze transpose argmax argmin reduce_and "
    "reduce_max reduce_min reduce_or reduce_prod reduce_sum reduce_xor dot_general sort top_k cumlogsumexp cummax cummin "
    "cumprod cumsum bessel_i0e bessel_i1e digamma erf_inv erf erfc igamma_grad_a igamma igammac lgamma polygamma "
    "regularized_incomplete_beta zeta fft gather"
)
_MODULES = (contractions, cumulative, elementwise, fourier, indexing, reductions, shapes, sorting, special)


def _found(name: str):
    return next(getattr(module, name) for module in _MODULES if hasattr(module, name))


PRIMITIVES = {
    **{f"{name}_p": _found(f"{name}_p") for name in _NAMES.split()},
    **{
        f"scatter{'_' * bool(kind)}{kind}_p": indexing.SCATTER[kind or "set"]
        for kind in ("", "add", "mul", "min", "max")
    },
    "all_gather_p": all_gather_p,
    "cond_p": cond_p,
    "pmax_p": pmax_p,
    "pmin_p": pmin_p,
    "ppermute_p": ppermute_p,
    "psum_p": psum_p,
    "reduce_precision_p": reduce_precision_p,
    "scan_p": scan_p,
    "while_p": while_p,
}
