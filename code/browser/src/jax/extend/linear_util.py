"""Functions as libraries wrap them."""


class WrappedFunction:
    """A function to be called by ``call_wrapped``."""

    def __init__(self, function):
        self.call_wrapped = function


def wrap_init(function, params=None, *, debug_info=None) -> WrappedFunction:
    """The function, wrapped."""
    return WrappedFunction(function)
