"""Functions of the leaves of their arguments, and their names for programs and messages."""

import inspect

from jax._src import tree_functions, trees
from jax._src.core import get_aval


class FlatFunction:
    """A function of the leaves of its arguments; ``out_tree`` is known after a call."""

    def __init__(self, function, in_tree, *, has_keywords: bool = True):
        self.function, self.in_tree, self.has_keywords = function, in_tree, has_keywords
        self.out_tree = None

    def __call__(self, *leaves):
        if self.has_keywords:
            arguments, keywords = trees.tree_unflatten(self.in_tree, leaves)
            result = self.function(*arguments, **keywords)
        else:
            result = self.function(*trees.tree_unflatten(self.in_tree, leaves))
        leaves, self.out_tree = trees.tree_flatten(result)
        return leaves


def name_of(function) -> str:
    """The name under which a function appears in programs and messages."""
    return getattr(function, "__name__", None) or type(function).__name__


def described(function) -> str:
    code = getattr(inspect.unwrap(function) if callable(function) else function, "__code__", None)
    if code is None:
        return name_of(function)
    return f"{name_of(function)} at {code.co_filename}:{code.co_firstlineno}"


def argument_names(function, arguments, keywords) -> list[str]:
    """For every leaf of the arguments the name of the parameter it came from, with its path."""
    try:
        bound = inspect.signature(function).bind(*arguments, **keywords)
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return []
    names = []
    for name, value in bound.arguments.items():
        kind = parameters[name].kind
        if kind is inspect.Parameter.VAR_POSITIONAL:
            values = [(f"{name}[{index}]", item) for index, item in enumerate(value)]
        elif kind is inspect.Parameter.VAR_KEYWORD:
            values = sorted(value.items())
        else:
            values = [(name, value)]
        for label, item in values:
            paths, _ = tree_functions.tree_flatten_with_path(item)
            names.extend(label + tree_functions.keystr(path) for path, _ in paths)
    return names


def check_callable(function) -> None:
    """Raises JAX's TypeError for what is not a function."""
    if not callable(function):
        raise TypeError(f"Expected a callable value, got {function}")


def check_argument(value, full_stop: bool = False) -> None:
    """Raises JAX's TypeError for a leaf that is not an array or a number; ``grad`` says it with a full stop."""
    try:
        get_aval(value)
    except TypeError:
        end = "." if full_stop else ""
        raise TypeError(f"Argument '{value}' of type {type(value)} is not a valid JAX type{end}") from None


class FlatWithAuxiliary:
    """A function of leaves that may also return auxiliary data: its leaves come after those of the result.

    After a call, ``count`` is the number of leaves of the result, and ``result`` and ``auxiliary`` build both from
    the list of leaves.
    """

    def __init__(self, function, in_tree, has_auxiliary: bool):
        self.function, self.in_tree, self.has_auxiliary = function, in_tree, has_auxiliary
        self.out_tree = self._auxiliary_tree = None
        self.count = 0

    def __call__(self, *leaves):
        result = self.function(*trees.tree_unflatten(self.in_tree, leaves))
        auxiliary_leaves = []
        if self.has_auxiliary:
            if not isinstance(result, tuple) or len(result) != 2:
                raise TypeError(
                    "expected function with aux output to return a two-element tuple, but got type "
                    f"{type(result)} with value {result!r}"
                )
            result, auxiliary = result
            auxiliary_leaves, self._auxiliary_tree = trees.tree_flatten(auxiliary)
        leaves, self.out_tree = trees.tree_flatten(result)
        for leaf in leaves:
            check_argument(leaf)
        self.count = len(leaves)
        return [*leaves, *auxiliary_leaves]

    def result(self, leaves):
        """The result, of its own leaves."""
        return trees.tree_unflatten(self.out_tree, leaves)

    def auxiliary(self, leaves):
        """The auxiliary data, of all leaves."""
        return trees.tree_unflatten(self._auxiliary_tree, leaves[self.count :])


def as_tuple(value) -> tuple:
    if value is None:
        return ()
    if isinstance(value, (int, str)):
        return (value,)
    return tuple(value)
