"""Trees of containers ("pytrees"): which types are nodes, how a tree is taken apart and put together again.

A *kind* says how the nodes of one type are split into children and joined again. A `PyTreeDef` is what is left
of a tree when its leaves are taken out: a kind, the data that the kind needs, and the children's definitions.
"""

import collections
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

_NONE_HINT = (
    "\n\nIn previous releases of JAX, flatten-up-to used to consider None to be a tree-prefix of non-None "
    "values. To obtain the previous behavior, you can usually write:\n"
    "  jax.tree.map(lambda x, y: None if x is None else f(x, y), a, b, is_leaf=lambda x: x is None)"
)


class _Key:
    """One step of the path from the root of a tree to a leaf."""

    __slots__ = ("_step",)
    __match_args__ = ()

    def __init_subclass__(cls):
        cls.__module__ = "jax.tree_util"
        setattr(cls, cls.__match_args__[0], property(lambda self: self._step))

    def __eq__(self, other):
        return type(self) is type(other) and self._step == other._step

    def __hash__(self):
        return hash(self._step)

    def __repr__(self):
        return f"{type(self).__name__}({self.__match_args__[0]}={self._step!r})"

    def __reduce__(self):
        return type(self), (self._step,)


class SequenceKey(_Key):
    """The position ``idx`` in a list or a tuple."""

    __slots__ = ()
    __match_args__ = ("idx",)

    def __init__(self, idx: int):
        self._step = idx

    def __str__(self):
        return f"[{self._step!r}]"


class DictKey(_Key):
    """The ``key`` of a dictionary."""

    __slots__ = ()
    __match_args__ = ("key",)

    def __init__(self, key):
        self._step = key

    def __str__(self):
        return f"[{self._step!r}]"


class GetAttrKey(_Key):
    """The attribute ``name`` of an object."""

    __slots__ = ()
    __match_args__ = ("name",)

    def __init__(self, name: str):
        self._step = name

    def __str__(self):
        return f".{self._step}"


class FlattenedIndexKey(_Key):
    """The position ``key`` among the children of a node whose type gives them no names."""

    __slots__ = ()
    __match_args__ = ("key",)

    def __init__(self, key: int):
        self._step = key

    def __str__(self):
        return f"[<flat index {self._step}>]"


class _Kind:
    """How the nodes of type ``cls`` are split into (children, data) and joined again.

    ``shared``: nodes with equal data and the same children are interchangeable, so one definition serves all.
    """

    __slots__ = ("cls", "shared")

    def __init__(self, cls: type, shared: bool = False):
        self.cls, self.shared = cls, shared

    def split(self, tree) -> tuple:
        raise NotImplementedError

    def join(self, data, children: list):
        raise NotImplementedError

    def keys(self, tree, data, count: int) -> list:
        """The key of each child."""
        return [FlattenedIndexKey(index) for index in range(count)]

    def split_with_keys(self, tree) -> tuple:
        """((key, child) pairs, data)."""
        children, data = self.split(tree)
        return list(zip(self.keys(tree, data, len(children)), children, strict=True)), data

    def shown_data(self, data):
        """The data in `PyTreeDef.node_data`."""
        return data

    def level_data(self, data):
        """The data in `flatten_one_level`."""
        return data

    def text(self, data, children: list[str]) -> str:
        return f"CustomNode({self.cls.__name__}[{data}], [{', '.join(children)}])"

    def split_like(self, tree, data, count: int):
        """The children of ``tree``; ValueError unless it is a node of this kind, with these data and so many
        children."""
        if type(tree) is not self.cls:
            raise ValueError(f"Custom node type mismatch: expected type: {self.cls}, value: {tree!r}.")
        children, found = self.split(tree)
        if len(children) != count:
            self._check_data(data, found, tree)
            raise ValueError(f"Custom type arity mismatch: {len(children)} != {count}; value: {tree!r}.")
        self._check_data(data, found, tree)
        return children

    def _check_data(self, data, found, tree):
        if not _equal(data, found):
            sort = "custom dataclass" if isinstance(self, _DataclassKind) else "custom"
            raise ValueError(f"Mismatch {sort} node data: {data!r} != {found!r}; value: {tree!r}.")


class _SequenceKind(_Kind):
    __slots__ = ()

    def split(self, tree):
        return tree, None

    def keys(self, tree, data, count):
        return [SequenceKey(index) for index in range(count)]

    def split_like(self, tree, data, count):
        name = self.cls.__name__
        if type(tree) is not self.cls:
            raise ValueError(f"Expected {name}, got {tree!r}.")
        if len(tree) != count:
            raise ValueError(f"{name.capitalize()} arity mismatch: {len(tree)} != {count}; {name}: {tree!r}.")
        return tree


class _TupleKind(_SequenceKind):
    __slots__ = ()

    def join(self, data, children):
        return tuple(children)

    def text(self, data, children):
        return f"({children[0]},)" if len(children) == 1 else f"({', '.join(children)})"


class _ListKind(_SequenceKind):
    __slots__ = ()

    def join(self, data, children):
        return children

    def text(self, data, children):
        return f"[{', '.join(children)}]"


class _NoneKind(_Kind):
    __slots__ = ()

    def split(self, tree):
        return (), None

    def join(self, data, children):
        return None

    def text(self, data, children):
        return "None"

    def split_like(self, tree, data, count):
        if tree is not None:
            raise ValueError(f"Expected None, got {tree!r}.{_NONE_HINT}")
        return ()


class _DictKind(_Kind):
    __slots__ = ()

    def split(self, tree):
        try:
            keys = sorted(tree)
        except Exception:
            raise ValueError("Comparator raised exception while sorting pytree dictionary keys.") from None
        return [tree[key] for key in keys], tuple(keys)

    def join(self, data, children):
        return dict(zip(data, children, strict=True))

    def keys(self, tree, data, count):
        return [DictKey(key) for key in data]

    def shown_data(self, data):
        return list(data)

    def text(self, data, children):
        items = (f"{key!r}: {child}" for key, child in zip(data, children, strict=True))
        return f"{{{', '.join(items)}}}"

    def split_like(self, tree, data, count):
        if type(tree) is not dict:
            raise ValueError(f"Expected dict, got {tree!r}.")
        children, found = self.split(tree)
        if found != data:
            raise ValueError(f"Dict key mismatch; expected keys: {list(data)}; present keys: {list(found)}.")
        return children


class _NamedTupleKind(_Kind):
    __slots__ = ()

    def split(self, tree):
        return tree, None

    def join(self, data, children):
        return self.cls(*children)

    def keys(self, tree, data, count):
        return [GetAttrKey(name) for name in self.cls._fields]

    def level_data(self, data):
        return self.cls

    def text(self, data, children):
        return f"CustomNode(namedtuple[{self.cls.__name__}], [{', '.join(children)}])"

    def split_like(self, tree, data, count):
        if not (isinstance(tree, tuple) and hasattr(tree, "_fields")):
            raise ValueError(f"Expected named tuple, got {tree!r}.")
        if type(tree) is not self.cls:
            raise ValueError(f"Named tuple type mismatch: expected type: {self.cls}, tuple: {tree!r}.")
        return tree


class _CustomKind(_Kind):
    """A type that was registered with functions that take it apart and build it."""

    __slots__ = ("_flatten", "_flatten_with_keys", "_unflatten")

    def __init__(self, cls, flatten, unflatten, flatten_with_keys):
        super().__init__(cls)
        self._flatten, self._unflatten, self._flatten_with_keys = flatten, unflatten, flatten_with_keys

    def split(self, tree):
        parts = self._flatten(tree)
        rule = "The to_iterable function for a custom PyTree node should return a (children, aux_data) tuple"
        if not (isinstance(parts, tuple) and len(parts) == 2):
            raise ValueError(f"{rule}, got {parts!r}")
        try:
            return tuple(parts[0]), parts[1]
        except TypeError:
            raise ValueError(f"{rule} where 'children' is iterable, got {parts!r}") from None

    def join(self, data, children):
        return self._unflatten(data, tuple(children))

    def split_with_keys(self, tree):
        if self._flatten_with_keys is None:
            return super().split_with_keys(tree)
        pairs, data = self._flatten_with_keys(tree)
        return list(pairs), data


class _DataclassKind(_Kind):
    """A dataclass: children are attributes, data are the values of others."""

    __slots__ = ("_data_fields", "_meta_fields")

    def __init__(self, cls, data_fields, meta_fields):
        super().__init__(cls)
        self._data_fields, self._meta_fields = tuple(data_fields), tuple(meta_fields)

    def split(self, tree):
        children = [getattr(tree, name) for name in self._data_fields]
        return children, tuple([getattr(tree, name) for name in self._meta_fields])

    def join(self, data, children):
        named = dict(zip(self._data_fields, children, strict=True))
        named.update(zip(self._meta_fields, data, strict=True))
        return self.cls(**named)

    def keys(self, tree, data, count):
        return [GetAttrKey(name) for name in self._data_fields]


# Every type met so far; None stands for a type whose values are leaves.
_kinds: dict[type, _Kind | None] = {
    tuple: _TupleKind(tuple, shared=True),
    list: _ListKind(list, shared=True),
    dict: _DictKind(dict, shared=True),
    type(None): _NoneKind(type(None), shared=True),
}


def _kind_of(cls: type) -> _Kind | None:
    """The kind of a type; named tuples are nodes without being registered."""
    try:
        return _kinds[cls]
    except KeyError:
        is_named_tuple = issubclass(cls, tuple) and hasattr(cls, "_fields")
        kind = _kinds[cls] = _NamedTupleKind(cls, shared=True) if is_named_tuple else None
        return kind


def _equal(first, second) -> bool:
    return first is second or bool(first == second)


class PyTreeDef:
    """The structure of a tree, without its leaves. Made by `jax.tree.structure` and `jax.tree.flatten`."""

    __slots__ = ("_children", "_data", "_hash", "_kind", "_shared", "num_leaves", "num_nodes")

    def __init__(self, kind: _Kind | None, data=None, children: tuple = ()):
        self._kind, self._data, self._children = kind, data, children
        self.num_leaves = 1 if kind is None else sum([child.num_leaves for child in children])
        self.num_nodes = 1 + sum([child.num_nodes for child in children])
        # The data of a registered type need not be hashable: only a dictionary's keys count.
        self._hash = hash((kind and kind.cls, data if type(kind) is _DictKind else None, children))
        self._shared = kind is None

    def children(self) -> list["PyTreeDef"]:
        """The structures of the immediate children."""
        return list(self._children)

    def node_data(self):
        """None for a leaf, else (type of the node, its data)."""
        return None if self._kind is None else (self._kind.cls, self._kind.shown_data(self._data))

    @staticmethod
    def from_node_data_and_children(registry, node_data, children: Iterable["PyTreeDef"]) -> "PyTreeDef":
        """The structure with this `node_data` and these children."""
        if node_data is None:
            return _LEAF
        cls, data = node_data
        return _definition(_kind_of(cls), tuple(data) if cls is dict else data, list(children))

    def unflatten(self, leaves: Iterable):
        """The tree of this structure with these leaves. Raises ValueError if they are too few or too many."""
        if type(leaves) not in (list, tuple):
            try:
                leaves = list(leaves)
            except TypeError as error:
                if "iterable" not in str(error) or hasattr(leaves, "__iter__"):
                    raise
                raise TypeError(
                    "unflatten(): incompatible function arguments. The following argument types are supported:\n"
                    "    1. unflatten(self, arg: Iterable[Any], /) -> Any"
                ) from None
        if len(leaves) > self.num_leaves:
            raise ValueError(f"Too many leaves for PyTreeDef; expected {self.num_leaves}.")
        if len(leaves) < self.num_leaves:
            raise ValueError(f"Too few leaves for PyTreeDef; expected {self.num_leaves}, got {len(leaves)}")
        return _build(self, iter(leaves))

    def flatten_up_to(self, tree) -> list:
        """The subtrees of ``tree`` at the places of this structure's leaves. Raises ValueError if this
        structure is not a prefix of the tree."""
        found = []
        _flatten_up_to(self, tree, found)
        return found

    def compose(self, inner: "PyTreeDef") -> "PyTreeDef":
        """This structure with ``inner`` at each of its leaves."""
        if self._kind is None:
            return inner
        return _definition(self._kind, self._data, [child.compose(inner) for child in self._children])

    def walk(self, at_node: Callable, at_leaf: Callable | None, leaves: Iterable):
        """Rebuild from below: ``at_node(children, node_data)`` for nodes and ``at_leaf(leaf)`` for leaves."""
        leaves = iter(leaves)

        def visit(definition):
            if definition._kind is None:
                leaf = next(leaves)
                return leaf if at_leaf is None else at_leaf(leaf)
            children = tuple([visit(child) for child in definition._children])
            return at_node(children, definition._kind.shown_data(definition._data))

        return visit(self)

    def from_iterable_tree(self, tree):
        """The tree of this structure, from nested iterables in place of its nodes."""
        if self._kind is None:
            return tree
        children = [child.from_iterable_tree(part) for child, part in zip(self._children, tree, strict=True)]
        return self._kind.join(self._data, children)

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, PyTreeDef):
            return NotImplemented
        return (
            self._kind is other._kind
            and self._hash == other._hash
            and _equal(self._data, other._data)
            and self._children == other._children
        )

    def __hash__(self):
        return self._hash

    def _text(self) -> str:
        if self._kind is None:
            return "*"
        return self._kind.text(self._data, [child._text() for child in self._children])

    def __repr__(self):
        return f"PyTreeDef({self._text()})"

    def __reduce__(self):
        return PyTreeDef.from_node_data_and_children, (None, self.node_data(), self._children)


PyTreeDef.__module__ = "jax.tree_util"

_LEAF = PyTreeDef(None)

# One definition for equal structures of the built-in types: comparing two is then comparing identities.
_shared_definitions: dict[tuple, PyTreeDef] = {}
_SHARED_LIMIT = 10_000


def _definition(kind: _Kind, data, children: list[PyTreeDef]) -> PyTreeDef:
    if not kind.shared:
        return PyTreeDef(kind, data, tuple(children))
    key = (kind, data, *map(id, children))
    definition = _shared_definitions.get(key)
    if definition is None:
        definition = PyTreeDef(kind, data, tuple(children))
        # Keys such as 1 and True are equal but not the same: only strings are safe to share.
        if all([child._shared for child in children]) and all([type(key) is str for key in data or ()]):
            definition._shared = True
            if len(_shared_definitions) >= _SHARED_LIMIT:
                _shared_definitions.clear()
            _shared_definitions[key] = definition
    return definition


def _flatten(tree, leaves: list) -> PyTreeDef:
    cls = type(tree)
    kind = _kinds[cls] if cls in _kinds else _kind_of(cls)
    if kind is None:
        leaves.append(tree)
        return _LEAF
    children, data = kind.split(tree)
    definitions = []
    for child in children:
        # The same test again, without a call: most children are leaves.
        if _kinds.get(type(child), _kinds) is None:
            leaves.append(child)
            definitions.append(_LEAF)
        else:
            definitions.append(_flatten(child, leaves))
    return _definition(kind, data, definitions)


def _asked(is_leaf: Callable, *arguments) -> bool:
    answer = is_leaf(*arguments)
    if answer is not None and type(answer) is not bool:
        raise ValueError(f"is_leaf predicate returned a non-boolean value {answer!r}; expected a boolean")
    return bool(answer)


def _flatten_where(tree, leaves: list, is_leaf: Callable) -> PyTreeDef:
    kind = None if _asked(is_leaf, tree) else _kind_of(type(tree))
    if kind is None:
        leaves.append(tree)
        return _LEAF
    children, data = kind.split(tree)
    return _definition(kind, data, [_flatten_where(child, leaves, is_leaf) for child in children])


def _flatten_with_path(tree, path: tuple, found: list, is_leaf: Callable | None) -> PyTreeDef:
    kind = None if is_leaf is not None and _asked(is_leaf, path, tree) else _kind_of(type(tree))
    if kind is None:
        found.append((path, tree))
        return _LEAF
    pairs, data = kind.split_with_keys(tree)
    children = [_flatten_with_path(child, (*path, key), found, is_leaf) for key, child in pairs]
    return _definition(kind, data, children)


def _flatten_up_to(definition: PyTreeDef, tree, found: list):
    kind = definition._kind
    if kind is None:
        found.append(tree)
        return
    children = definition._children
    subtrees = kind.split_like(tree, definition._data, len(children))
    for child, subtree in zip(children, subtrees, strict=True):
        if child is _LEAF:
            found.append(subtree)
        else:
            _flatten_up_to(child, subtree, found)


def _build(definition: PyTreeDef, leaves: Iterator):
    kind = definition._kind
    if kind is None:
        return next(leaves)
    children = definition._children
    if definition.num_leaves == definition.num_nodes - 1 == len(children):
        return kind.join(definition._data, list(islice(leaves, len(children))))
    return kind.join(definition._data, [_build(child, leaves) for child in children])


class PyTreeRegistry:
    """The types that are nodes, and the basic functions on trees of them."""

    def flatten(self, tree, is_leaf: Callable | None = None) -> tuple[list, PyTreeDef]:
        """(leaves, structure)."""
        leaves = []
        if is_leaf is None:
            return leaves, _flatten(tree, leaves)
        return leaves, _flatten_where(tree, leaves, is_leaf)

    def flatten_with_path(self, tree, is_leaf: Callable | None = None) -> tuple[list, PyTreeDef]:
        """([(path, leaf) …], structure); ``is_leaf`` takes path and subtree."""
        found = []
        return found, _flatten_with_path(tree, (), found, is_leaf)

    def flatten_one_level(self, tree):
        """(children, data) of a node, None for a leaf."""
        kind = _kind_of(type(tree))
        if kind is None:
            return None
        children, data = kind.split(tree)
        return tuple(children), kind.level_data(data)

    def flatten_one_level_with_keys(self, tree):
        """((key, child) pairs, data) of a node, None for a leaf."""
        kind = _kind_of(type(tree))
        if kind is None:
            return None
        pairs, data = kind.split_with_keys(tree)
        return (tuple(pairs) if type(kind) is _DictKind else pairs), kind.level_data(data)

    def is_node(self, cls) -> bool:
        """Whether the instances of a type are nodes."""
        return isinstance(cls, type) and _kind_of(cls) is not None

    def register_node(self, cls, flatten, unflatten, flatten_with_keys=None):
        """Make ``cls`` a type of nodes. Raises ValueError if it is one already."""
        if not (isinstance(cls, type) and callable(flatten) and callable(unflatten)):
            raise TypeError(
                "register_node(): incompatible function arguments. The following argument types are supported:"
            )
        if _kinds.get(cls) is not None:
            raise ValueError(f"Duplicate custom PyTreeDef type registration for {cls}.")
        _kinds[cls] = _CustomKind(cls, flatten, unflatten, flatten_with_keys)

    def register_dataclass_node(self, cls, data_fields, meta_fields):
        """Make a dataclass a type of nodes. Raises ValueError if it is one already."""
        if _kinds.get(cls) is not None:
            raise ValueError(f"Duplicate custom dataclass PyTreeDef type registration for {cls}.")
        _kinds[cls] = _DataclassKind(cls, data_fields, meta_fields)

    def __reduce__(self):
        return "default_registry"


PyTreeRegistry.__module__ = "jax._src.trees"
default_registry = PyTreeRegistry()


def _split_ordered_dict(tree):
    return tuple([(DictKey(key), value) for key, value in tree.items()]), tuple(tree)


def _split_default_dict(tree):
    keys = tuple(sorted(tree))
    return tuple([(DictKey(key), tree[key]) for key in keys]), (tree.default_factory, keys)


default_registry.register_node(
    collections.OrderedDict,
    lambda tree: (tuple(tree.values()), tuple(tree)),
    lambda keys, values: collections.OrderedDict(zip(keys, values, strict=True)),
    _split_ordered_dict,
)
default_registry.register_node(
    collections.defaultdict,
    lambda tree: (tuple([tree[key] for key in sorted(tree)]), (tree.default_factory, tuple(sorted(tree)))),
    lambda data, values: collections.defaultdict(data[0], zip(data[1], values, strict=True)),
    _split_default_dict,
)


def tree_flatten(tree, is_leaf: Callable | None = None) -> tuple[list, PyTreeDef]:
    """The leaves of a tree, from left to right, and its structure."""
    leaves = []
    if is_leaf is None:
        return leaves, _flatten(tree, leaves)
    return leaves, _flatten_where(tree, leaves, is_leaf)


def tree_leaves(tree, is_leaf: Callable | None = None) -> list:
    """The leaves of a tree, from left to right."""
    return tree_flatten(tree, is_leaf)[0]


def tree_structure(tree, is_leaf: Callable | None = None) -> PyTreeDef:
    """The structure of a tree."""
    return tree_flatten(tree, is_leaf)[1]


def tree_unflatten(treedef: PyTreeDef, leaves: Iterable):
    """The tree of this structure with these leaves. Raises ValueError if they are too few or too many."""
    return treedef.unflatten(leaves)


def treedef_tuple(treedefs: Iterable[PyTreeDef]) -> PyTreeDef:
    """The structure of a tuple whose children have these structures."""
    return _definition(_kinds[tuple], None, list(treedefs))


def treedef_children(treedef: PyTreeDef) -> list[PyTreeDef]:
    """The structures of the immediate children."""
    return treedef.children()


def treedef_is_leaf(treedef: PyTreeDef) -> bool:
    """Whether a structure is one node: a leaf, None or an empty container."""
    return treedef.num_nodes == 1


def is_single_leaf(treedef: PyTreeDef) -> bool:
    """Whether a structure is a leaf (not None, not an empty container)."""
    return treedef._kind is None


def is_tree_node(cls) -> bool:
    """Whether the values of a type are nodes: a built-in container, a named tuple or a registered type."""
    return default_registry.is_node(cls)


def all_leaves(iterable: Iterable, is_leaf: Callable | None = None) -> bool:
    """Whether every item is a leaf."""
    if is_leaf is None:
        return all([_kind_of(type(item)) is None for item in iterable])
    items = list(iterable)
    leaves = tree_leaves(items, is_leaf)
    return len(leaves) == len(items) and all([a is b for a, b in zip(items, leaves, strict=True)])


def flatten_one_level(tree):
    """(children, data) of a node. Raises ValueError for a leaf."""
    parts = default_registry.flatten_one_level(tree)
    if parts is None:
        raise ValueError(f"can't tree-flatten type: {type(tree)}")
    return parts


def flatten_one_level_with_keys(tree):
    """((key, child) pairs, data) of a node. Raises ValueError for a leaf."""
    parts = default_registry.flatten_one_level_with_keys(tree)
    if parts is None:
        raise ValueError(f"can't tree-flatten type: {type(tree)}")
    return parts
