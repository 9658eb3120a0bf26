"""Less memory for derivatives, at the price of computing twice."""

from jax._src.absent import absent_names
from jax._src.custom_rules import checkpoint

__all__ = ["checkpoint"]

__getattr__ = absent_names(
    __name__,
    [
        "Offloadable",
        "Recompute",
        "Saveable",
        "checkpoint_name",
        "checkpoint_policies",
        "print_saved_residuals",
    ],
)
