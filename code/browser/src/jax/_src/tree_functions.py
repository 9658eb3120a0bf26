"""What is built on flattening: mapping, reducing, broadcasting, paths, and the registration of types."""

import dataclasses
import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from jax._src.tree_differences import prefix_errors
from jax._src.trees import (
    PyTreeDef,
    _Key,
    default_registry,
    tree_flatten,
    tree_leaves,
    tree_structure,
)

KeyEntry = TypeVar("KeyEntry", bound=Any)
KeyPath = tuple[KeyEntry, ...]

_MISSING = object()


def _parallel_leaves(name: str, first: list, treedef: PyTreeDef, tree, rest, is_leaf) -> list[list]:
    """``first`` and the leaves of the other trees; ValueError tells where a structure differs."""
    columns = [first]
    for other in rest:
        try:
            columns.append(treedef.flatten_up_to(other))
        except Exception as error:
            explanation = next(prefix_errors(tree, other, is_leaf), None)
            raise (error if explanation is None else explanation(name)) from None
    return columns


def tree_map(f: Callable, tree, *rest, is_leaf: Callable | None = None):
    """The tree of ``f(leaf, leaf of the second tree, …)``. The other trees have the first one's structure, or
    have subtrees where it has leaves; else ValueError."""
    leaves, treedef = tree_flatten(tree, is_leaf)
    if not rest:
        return treedef.unflatten([f(leaf) for leaf in leaves])
    columns = _parallel_leaves("tree_map tree", leaves, treedef, tree, rest, is_leaf)
    return treedef.unflatten([f(*row) for row in zip(*columns, strict=True)])


def tree_flatten_with_path(tree, is_leaf: Callable | None = None, is_leaf_takes_path: bool = False):
    """([(path, leaf) …], structure); a path is a tuple of keys."""
    asked = is_leaf
    if is_leaf is not None and not is_leaf_takes_path:

        def asked(path, subtree):
            return is_leaf(subtree)

    return default_registry.flatten_with_path(tree, asked)


def tree_leaves_with_path(tree, is_leaf: Callable | None = None, is_leaf_takes_path: bool = False) -> list:
    """[(path, leaf) …]."""
    return tree_flatten_with_path(tree, is_leaf, is_leaf_takes_path)[0]


def tree_map_with_path(
    f: Callable, tree, *rest, is_leaf: Callable | None = None, is_leaf_takes_path: bool = False
):
    """The tree of ``f(path, leaf, leaf of the second tree, …)``."""
    found, treedef = tree_flatten_with_path(tree, is_leaf, is_leaf_takes_path)
    leaves = [leaf for _, leaf in found]
    columns = _parallel_leaves("tree_map_with_path tree", leaves, treedef, tree, rest, is_leaf)
    paths = [path for path, _ in found]
    return treedef.unflatten([f(*row) for row in zip(paths, *columns, strict=True)])


def keystr(keys: KeyPath, *, simple: bool = False, separator: str = "") -> str:
    """A path as text: ``['a'][0].x``, or with ``simple`` and a separator ``a/0/x``."""
    return separator.join([str(key._step if simple and isinstance(key, _Key) else key) for key in keys])


def tree_reduce(function: Callable, tree, initializer=_MISSING, is_leaf: Callable | None = None):
    """``function`` applied from left to right over the leaves, as by `functools.reduce`."""
    start = () if initializer is _MISSING else (initializer,)
    return functools.reduce(function, tree_leaves(tree, is_leaf), *start)


def tree_reduce_associative(operation: Callable, tree, *, identity=_MISSING, is_leaf: Callable | None = None):
    """An associative operation over the leaves, combined as a balanced tree. Raises TypeError without leaves
    and without ``identity``."""

    def combine(leaves):
        if len(leaves) == 1:
            return leaves[0]
        middle = len(leaves) // 2
        return operation(combine(leaves[:middle]), combine(leaves[middle:]))

    leaves = tree_leaves(tree, is_leaf)
    if leaves:
        return combine(leaves)
    if identity is _MISSING:
        raise TypeError("Must specify identity for parallel reduction of empty sequence.")
    return identity


def tree_all(tree, *, is_leaf: Callable | None = None) -> bool:
    """Whether all leaves are true."""
    return all(tree_leaves(tree, is_leaf))


def tree_transpose(outer_treedef: PyTreeDef, inner_treedef: PyTreeDef | None, pytree_to_transpose):
    """Turn an outer tree of inner trees into an inner tree of outer trees. Raises TypeError when the
    structures do not fit."""
    leaves, treedef = tree_flatten(pytree_to_transpose)
    if inner_treedef is None:
        inner_treedef = tree_structure(outer_treedef.flatten_up_to(pytree_to_transpose)[0])
    width, height = inner_treedef.num_leaves, outer_treedef.num_leaves
    if treedef.num_leaves != width * height:
        raise TypeError(f"Mismatch\n{treedef}\n != \n{outer_treedef.compose(inner_treedef)}")
    return inner_treedef.unflatten(
        [outer_treedef.unflatten(leaves[column::width]) for column in range(width)]
    )


def broadcast_prefix(prefix_tree, full_tree, is_leaf: Callable | None = None) -> list:
    """The leaves of a prefix, each repeated for the leaves of the full tree below it. Raises ValueError if it
    is not a prefix."""
    repeated = []
    prefix_leaves, treedef = tree_flatten(prefix_tree, is_leaf)
    try:
        subtrees = treedef.flatten_up_to(full_tree)
    except ValueError:
        raise next(prefix_errors(prefix_tree, full_tree))("broadcast_prefix prefix_tree") from None
    for leaf, subtree in zip(prefix_leaves, subtrees, strict=True):
        repeated.extend([leaf] * tree_structure(subtree).num_leaves)
    return repeated


def tree_broadcast(prefix_tree, full_tree, is_leaf: Callable | None = None):
    """The full tree's structure with the leaves of a prefix, repeated where needed."""
    return tree_structure(full_tree).unflatten(broadcast_prefix(prefix_tree, full_tree, is_leaf=is_leaf))


class _HashableCallableShim:
    """Stands for a partial function, whose arguments `functools.partial` would otherwise merge with ours."""

    def __init__(self, fun):
        self.fun = fun

    def __call__(self, *args, **keywords):
        return self.fun(*args, **keywords)

    def __hash__(self):
        return hash(self.fun)

    def __eq__(self, other):
        return self.fun == (other.fun if isinstance(other, _HashableCallableShim) else other)

    def __repr__(self):
        return f"_HashableCallableShim({self.fun!r})"


class Partial(functools.partial):
    """A `functools.partial` that is a tree: its bound arguments are children, its function is static."""

    def __new__(cls, func, *args, **keywords):
        if not isinstance(func, functools.partial):
            return super().__new__(cls, func, *args, **keywords)
        shim = _HashableCallableShim(func)
        made = super().__new__(cls, shim, *args, **keywords)
        shim.func, shim.args, shim.keywords = func.func, func.args, func.keywords
        return made


Partial.__module__ = "jax.tree_util"


def register_pytree_node(
    nodetype: type,
    flatten_func: Callable[[Any], tuple[Iterable, Any]],
    unflatten_func: Callable[[Any, Iterable], Any],
    flatten_with_keys_func: Callable[[Any], tuple[Iterable, Any]] | None = None,
) -> None:
    """Make a type a kind of tree node. ``flatten_func(node)`` gives (children, static data) and
    ``unflatten_func(data, children)`` builds the node. Raises ValueError for a type registered already."""
    default_registry.register_node(nodetype, flatten_func, unflatten_func, flatten_with_keys_func)


register_pytree_node(
    Partial,
    lambda partial: ((partial.args, partial.keywords), partial.func),
    lambda function, children: Partial(function, *children[0], **children[1]),
)


def register_pytree_node_class(cls):
    """Decorator: the class has ``tree_flatten(self)`` and the class method ``tree_unflatten(data, children)``."""
    register_pytree_node(cls, operator.methodcaller("tree_flatten"), cls.tree_unflatten)
    return cls


def register_pytree_with_keys(
    nodetype: type,
    flatten_with_keys: Callable[[Any], tuple[Iterable, Any]],
    unflatten_func: Callable[[Any, Iterable], Any],
    flatten_func: Callable[[Any], tuple[Iterable, Any]] | None = None,
) -> None:
    """Make a type a kind of tree node whose children have names. ``flatten_with_keys(node)`` gives
    ([(key, child) …], static data)."""

    def without_keys(node):
        pairs, data = flatten_with_keys(node)
        return [child for _, child in pairs], data

    register_pytree_node(nodetype, flatten_func or without_keys, unflatten_func, flatten_with_keys)


def register_pytree_with_keys_class(cls):
    """Decorator: the class has ``tree_flatten_with_keys`` and ``tree_unflatten``; ``tree_flatten`` is optional."""
    flatten = operator.methodcaller("tree_flatten") if hasattr(cls, "tree_flatten") else None
    register_pytree_with_keys(
        cls, operator.methodcaller("tree_flatten_with_keys"), cls.tree_unflatten, flatten
    )
    return cls


def register_static(cls):
    """Decorator: instances of the class are trees without leaves, compared and hashed as a whole."""
    register_pytree_with_keys(cls, lambda instance: ((), instance), lambda instance, children: instance)
    return cls


def register_dataclass(
    nodetype,
    data_fields: Sequence[str] | None = None,
    meta_fields: Sequence[str] | None = None,
    drop_fields: Sequence[str] = (),
):
    """Make a dataclass a kind of tree node; usable as a decorator. ``data_fields`` are children; ``meta_fields``
    (by default the fields whose metadata say ``static=True``) are static. Raises TypeError or ValueError when
    the two lists do not make up the fields of the class."""
    is_dataclass = dataclasses.is_dataclass(nodetype)
    if data_fields is None or meta_fields is None:
        if (data_fields is None) != (meta_fields is None):
            raise TypeError(
                "register_dataclass: data_fields and meta_fields must both be specified"
                f" when either is specified. Got {data_fields=} {meta_fields=}."
            )
        if not is_dataclass:
            raise TypeError(
                "register_dataclass: data_fields and meta_fields are required when"
                f" nodetype is not a dataclass. Got {nodetype=}."
            )
        fields = dataclasses.fields(nodetype)
        data_fields = [field.name for field in fields if not field.metadata.get("static", False)]
        meta_fields = [field.name for field in fields if field.metadata.get("static", False)]
    if is_dataclass:
        _check_fields(nodetype, {*data_fields, *meta_fields}, drop_fields)
    if overlap := set(data_fields) & set(meta_fields):
        raise ValueError(f"data_fields and meta_fields must not overlap. Overlapping fields: {overlap}.")
    default_registry.register_dataclass_node(nodetype, data_fields, meta_fields)
    return nodetype


def _check_fields(cls, named: set[str], dropped: Sequence[str]):
    expected = {field.name for field in dataclasses.fields(cls) if field.init} - set(dropped)
    if named == expected:
        return
    message = (
        "data_fields and meta_fields must include all dataclass fields with ``init=True`` and only them."
    )
    if missing := expected - named:
        message += f" Missing fields: {missing}. Add them to drop_fields to suppress this error."
    if unexpected := named - expected:
        message += f" Unexpected fields: {unexpected}."
    raise ValueError(message)


def static(**keywords):
    """`dataclasses.field` for an attribute that `register_dataclass` treats as static."""
    metadata = {"static": True, **(keywords.pop("metadata", None) or {})}
    return dataclasses.field(metadata=metadata, **keywords)
