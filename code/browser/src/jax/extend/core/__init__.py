"""Traced programs, for libraries that walk through them."""

from jax._src.absent import absent_names
from jax._src.core import Primitive
from jax._src.jaxpr import Equation as JaxprEqn
from jax._src.jaxpr import Jaxpr, Literal, Var

ClosedJaxpr = Jaxpr

__all__ = ["ClosedJaxpr", "Jaxpr", "JaxprEqn", "Literal", "Primitive", "Var"]

__getattr__ = absent_names(
    __name__,
    [
        "AbstractToken",
        "CallPrimitive",
        "DebugInfo",
        "DropVar",
        "Effect",
        "Effects",
        "InconclusiveDimensionOperation",
        "JaxprTypeError",
        "Token",
        "TraceTag",
        "array_types",
        "call_impl",
        "check_jaxpr",
        "concrete_or_error",
        "find_top_trace",
        "gensym",
        "get_opaque_trace_state",
        "jaxpr_as_fun",
        "jaxprs_in_params",
        "mapped_aval",
        "new_jaxpr_eqn",
        "no_effects",
        "nonempty_axis_env_DO_NOT_USE",
        "primal_dtype_to_tangent_dtype",
        "set_current_trace",
        "subjaxprs",
        "take_current_trace",
        "unmapped_aval",
        "unsafe_am_i_under_a_jit_DO_NOT_USE",
        "unsafe_am_i_under_a_vmap_DO_NOT_USE",
        "unsafe_get_axis_names_DO_NOT_USE",
        "valid_jaxtype",
    ],
)
