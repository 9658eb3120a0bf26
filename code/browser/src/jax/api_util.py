"""Functions of flat lists, for libraries that write transformations of their own."""

from jax._src.absent import absent_names
from jax._src.functions import FlatFunction
from jax.extend.linear_util import WrappedFunction


def debug_info(traced_for, fun, args, kwargs, **options) -> str:
    """What is traced, in words."""
    return f"{getattr(fun, '__name__', fun)} for {traced_for}"


def flatten_fun(wrapped: WrappedFunction, in_tree):
    """A function of leaves, and the function that gives the structure of its results after a call."""
    flat = FlatFunction(wrapped.call_wrapped, in_tree)
    return WrappedFunction(flat), lambda: flat.out_tree


__all__ = ["debug_info", "flatten_fun"]

__getattr__ = absent_names(
    __name__,
    [
        "argnums_partial",
        "donation_vector",
        "flatten_axes",
        "flatten_fun_nokwargs",
        "rebase_donate_argnums",
        "safe_map",
        "shaped_abstractify",
    ],
)
