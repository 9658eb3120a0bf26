"""Looking into programs while they run."""

from jax._src.absent import absent_names
from jax._src.callbacks import debug_callback as callback
from jax._src.callbacks import debug_print as print

__all__ = ["callback", "print"]

__getattr__ = absent_names(
    __name__,
    [
        "DebugEffect",
        "OrderedDebugEffect",
        "breakpoint",
        "inspect_array_sharding",
        "log",
        "visualize_array_sharding",
        "visualize_sharding",
    ],
)
