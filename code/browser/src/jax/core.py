"""Types for code that looks into traced programs."""

from jax._src.absent import absent_names
from jax._src.avals import ShapedArray
from jax._src.core import Tracer
from jax._src.core import compile_time_evaluation as ensure_compile_time_eval
from jax._src.jaxpr import evaluate_jaxpr


def eval_jaxpr(jaxpr, consts, *args, propagate_source_info=True):
    """Run a program equation by equation."""
    return evaluate_jaxpr(jaxpr, args)


__all__ = ["ShapedArray", "Tracer", "ensure_compile_time_eval", "eval_jaxpr"]

__getattr__ = absent_names(
    __name__, ["AbstractValue", "Atom", "ParamDict", "Trace", "Value", "eval_context", "max_dim", "min_dim"]
)
