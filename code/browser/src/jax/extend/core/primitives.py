"""The primitives that call a program."""

from jax._src.core import Primitive
from jax._src.jit import jit_p

# Nothing here makes calls of these two kinds; libraries have rules for them.
call_p = Primitive("call", multiple_results=True)
closed_call_p = Primitive("closed_call", multiple_results=True)

__all__ = ["call_p", "closed_call_p", "jit_p"]
