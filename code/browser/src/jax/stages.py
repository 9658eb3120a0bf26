"""The stages of compilation."""

from jax._src.absent import absent_names
from jax._src.jit import Jitted as Wrapped
from jax._src.jit import Traced

__all__ = ["Traced", "Wrapped"]

__getattr__ = absent_names(__name__, ["ArgInfo", "Compiled", "CompilerOptions", "Lowered"])
