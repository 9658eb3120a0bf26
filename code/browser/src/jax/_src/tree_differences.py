"""Where and how two trees differ, in JAX's sentences."""

import difflib
import textwrap
from collections.abc import Callable, Iterator

from jax._src.trees import (
    PyTreeDef,
    flatten_one_level,
    flatten_one_level_with_keys,
    is_single_leaf,
    tree_structure,
)


def _path_text(path: tuple) -> str:
    return "".join(map(str, path))


def _child_keys(node) -> tuple:
    return tuple(key for key, _ in flatten_one_level_with_keys(node)[0])


def _symmetric_difference(first: tuple, second: tuple) -> set | None:
    try:
        return set(first) ^ set(second)
    except Exception:  # keys of a registered type need not be hashable
        return None


def _key_values(keys) -> str:
    return " ".join(str(key.key) for key in keys)


def prefix_errors(
    prefix_tree, full_tree, is_leaf: Callable | None = None, path: tuple = ()
) -> Iterator[Callable]:
    """Why the first tree is not a prefix of the second: for each place a function that takes the first tree's
    name and returns a ValueError."""
    if is_single_leaf(tree_structure(prefix_tree, is_leaf)):
        return
    kind = type(prefix_tree)

    def error(title: str, *rest: Callable[[str], str]) -> Callable[[str], ValueError]:
        def make(name):
            head = f"pytree structure error: {title} at key path\n    {name}{_path_text(path)}\n"
            place = f"At that key path, the prefix pytree {name} has a subtree of type"
            return ValueError(head + place + "".join(rest))

        return make

    if kind is not type(full_tree):
        yield error(
            "different types",
            f"\n    {kind}\nbut at the same key path the full pytree has a subtree of different type\n"
            f"    {type(full_tree)}.",
        )
        return
    prefix_children, prefix_data = flatten_one_level(prefix_tree)
    full_children, full_data = flatten_one_level(full_tree)
    prefix_keys, full_keys = _child_keys(prefix_tree), _child_keys(full_tree)
    if len(prefix_children) != len(full_children) and isinstance(prefix_tree, (list, tuple)):
        yield error(
            f"different lengths of {kind.__name__}",
            f" {kind.__name__} of length {len(prefix_children)}, but the full pytree "
            f"has a subtree of the same type but of length {len(full_children)}.",
        )
        return
    if len(prefix_children) != len(full_children):
        difference = _symmetric_difference(prefix_keys, full_keys)
        yield error(
            "different numbers of pytree children",
            f"\n    {kind}\nwith {len(prefix_children)} child keys\n    {_key_values(prefix_keys)}\n"
            "but at the same key path the full pytree has a subtree of the same type but with "
            f"{len(full_children)} child keys\n    {_key_values(full_keys)}\n",
            ""
            if difference is None
            else f"so the symmetric difference on key sets is\n    {_key_values(difference)}",
        )
        return
    if prefix_data != full_data:
        prefix_text, full_text = str(prefix_data), str(full_data)
        comparison = "\n".join(difflib.ndiff(prefix_text.splitlines(), full_text.splitlines()))
        yield error(
            "different pytree metadata",
            f"\n    {kind}\nwith metadata\n    {prefix_text}\n"
            "but at the same key path the full pytree has a subtree of the same type but with metadata\n"
            f"    {full_text}\nso the diff in the metadata at these pytree nodes is\n",
            textwrap.indent(comparison, "    "),
        )
        return
    for key, prefix_child, full_child in zip(prefix_keys, prefix_children, full_children, strict=True):
        yield from prefix_errors(prefix_child, full_child, path=(*path, key))


def equality_errors(first, second, is_leaf: Callable | None = None, path: tuple = ()) -> Iterator[tuple]:
    """Where the structures of two trees differ: (path, what the first has, what the second has, explanation)."""
    if is_single_leaf(tree_structure(first, is_leaf)) and is_single_leaf(tree_structure(second, is_leaf)):
        return
    if type(first) is not type(second):
        yield path, str(type(first)), str(type(second)), "their Python types differ"
        return
    first_children, first_data = flatten_one_level(first)
    second_children, second_data = flatten_one_level(second)
    name, counts = type(first).__name__, (len(first_children), len(second_children))
    if isinstance(first, (list, tuple)) and counts[0] != counts[1]:
        yield (
            path,
            f"{name} of length {counts[0]}",
            f"{name} of length {counts[1]}",
            "the lengths do not match",
        )
        return
    first_keys, second_keys = _child_keys(first), _child_keys(second)
    if counts[0] != counts[1]:
        described = [f"{type(first)} with {count} child{'ren' if count > 1 else ''}" for count in counts]
        difference = " ".join(repr(key.key) for key in _symmetric_difference(first_keys, second_keys) or ())
        extra = difference and f", with the symmetric difference of key sets: {{{difference}}}"
        yield path, *described, f"the numbers of children do not match{extra}"
        return
    if first_data != second_data:
        described = [f"{type(first)} with pytree metadata {data}" for data in (first_data, second_data)]
        yield path, *described, "the pytree node metadata does not match"
        return
    for key, first_child, second_child in zip(first_keys, first_children, second_children, strict=True):
        yield from equality_errors(first_child, second_child, is_leaf, (*path, key))


class _LeafMeta(type):
    def __repr__(cls):
        return "pytree leaf"


class _Leaf(metaclass=_LeafMeta):
    """Stands for any leaf when only structures are known."""


def equality_errors_pytreedef(first: PyTreeDef, second: PyTreeDef) -> Iterator[tuple]:
    """`equality_errors` of two structures."""
    leaf = _Leaf()
    return equality_errors(
        first.unflatten([leaf] * first.num_leaves), second.unflatten([leaf] * second.num_leaves)
    )
