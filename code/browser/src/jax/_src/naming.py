"""Names for parts of a program. Here they leave no trace: they serve profilers."""

import contextlib
import functools


def named_call(fun=None, *, name: str | None = None):
    """The function itself."""
    return functools.partial(named_call, name=name) if fun is None else fun


@contextlib.contextmanager
def named_scope(name: str):
    """Context that groups operations in a profiler."""
    if not isinstance(name, str):
        raise TypeError("named_scope name argument must be a string.")
    yield
