"""Functions with derivatives of one's own."""

from jax._src.absent import absent_names
from jax._src.custom_rules import closure_convert, custom_gradient, custom_jvp, custom_vjp

__all__ = ["closure_convert", "custom_gradient", "custom_jvp", "custom_vjp"]

__getattr__ = absent_names(
    __name__,
    [
        "CustomVJPPrimal",
        "SymbolicZero",
        "custom_jvp_call_p",
        "custom_vjp_call_p",
        "custom_vjp_primal_tree_values",
        "linear_call",
        "remat_opt_p",
        "zero_from_primal",
    ],
)
