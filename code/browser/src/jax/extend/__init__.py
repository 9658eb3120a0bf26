"""Parts of JAX's inside that libraries use."""

from jax._src.absent import absent_names

__getattr__ = absent_names(
    __name__, ["backend", "lowering", "mlir", "pallas", "random", "sharding", "source_info_util", "xla"]
)
