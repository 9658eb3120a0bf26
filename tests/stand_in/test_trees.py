"""Trees: the whole of jax.tree and jax.tree_util, against the real ones."""

import pytest
from two_worlds import same

_TYPES = """
import collections, copy, dataclasses, functools, pickle
import jax.tree
from jax import tree_util as tu

Point = collections.namedtuple("Point", "a b")
OtherPoint = collections.namedtuple("OtherPoint", "a b")
Empty = collections.namedtuple("Empty", "")
Ordered = collections.OrderedDict

def defaults(**items):
    return collections.defaultdict(list, items)

@tu.register_pytree_node_class
class Box:
    def __init__(self, inside, label):
        self.inside, self.label = inside, label
    def tree_flatten(self):
        return tuple(self.inside) if isinstance(self.inside, list) else (self.inside,), self.label
    @classmethod
    def tree_unflatten(cls, label, children):
        assert type(children) is tuple
        return cls(children[0], label)
    def __repr__(self):
        return f"Box({self.inside}, {self.label})"

@tu.register_dataclass
@dataclasses.dataclass
class Data:
    x: object
    y: object
    mode: str = dataclasses.field(metadata=dict(static=True), default="plain")

@tu.register_pytree_with_keys_class
class Named:
    def __init__(self, value):
        self.value = value
    def tree_flatten_with_keys(self):
        return ((tu.GetAttrKey("value"), self.value),), None
    @classmethod
    def tree_unflatten(cls, data, children):
        return cls(*children)

@tu.register_static
class Label(str):
    pass

class NotANode(Box):
    pass

class OddTuple(tuple):
    pass

class OddList(list):
    pass

class OddPoint(Point):
    pass
"""

_TREES = """
1; None; (); []; {}; (1,); (1, 2); [1, [2, None]]; {"b": 1, "a": [2, None]}; {2: 1, 1: (None, {})}; "text"
np.ones(3); Point(1, Point(2, 3)); Empty(); Ordered(b=1, a=2); defaults(z=1, b=(2,)); tu.Partial(max, 1, key=2)
Box(1, "m"); Box((1, 2), None); Data(1, (2, 3)); [Label("q"), 1]; Named([1, 2]); NotANode(1, 2); OddTuple((1, 2))
OddList([1, 2]); OddPoint(1, 2); {(1, 2): 1, (0, 5): 2}; {None: 1}; {'a"b': 1, "it's": 2}; {1: 1, 0.5: 2}
tu.Partial(functools.partial(max, 1), 2)
"""

_PER_TREE = """
def look(tree):
    leaves, structure = jax.tree.flatten(tree)
    again = structure.unflatten(leaves)
    return (
        leaves, repr(structure), structure.num_leaves, structure.num_nodes, repr(structure.children()),
        repr(structure.node_data()), tu.treedef_is_leaf(structure), repr(again), jax.tree.structure(again) == structure,
        hash(jax.tree.structure(again)) == hash(structure), repr(jax.tree.leaves_with_path(tree)),
        [tu.keystr(path) for path, _ in jax.tree.leaves_with_path(tree)],
        [tu.keystr(path, simple=True, separator="/") for path, _ in jax.tree.leaves_with_path(tree)],
        repr(jax.tree.map(lambda leaf: (leaf, 0), tree)), tu.is_tree_node(type(tree)), tu.all_leaves([tree]),
        repr(structure.compose(jax.tree.structure({"x": 1, "y": 2}))),
        repr(copy.deepcopy(structure)), repr(jax.tree.flatten(tree, is_leaf=lambda part: part is None)),
    )
"""

_PAIRS = """
[1, 2], [1, 2, 3]; (1, 2), [1, 2]; (1, 2), 3; {"a": 1}, {"b": 1}; {"a": 1, "b": 2}, {"a": 1}; 1, (1, 2); [1], [None]
[None], [1]; [None], [None]; [(1, 2)], [[1, 2]]; Point(1, 2), (1, 2); (1, 2), Point(1, 2); {"a": 1}, {"a": (1, 2)}
{}, {"b": 1}; Ordered(a=1, b=2), Ordered(b=1, a=2); Ordered(a=1), {"a": 1}; {"a": 1}, Ordered(a=1); None, 1; None, []
Point(1, 2), OtherPoint(1, 2); 1, None; [1, None], [1, 2]; (), None; (), 1; (), []; {"a": {"b": 1}}, {"a": {"c": 1}}
{"a": 1, "b": (1, 2)}, {"a": 1, "b": [1, 2]}; tu.Partial(max, 1), tu.Partial(min, 1); tu.Partial(max, 1), 3
defaults(a=1), collections.defaultdict(int, a=1); defaults(a=1), {"a": 1}; Box(1, 2), Box(1, 3); Box(1, 2), Box(5, 2)
Box((1, 2), 2), Box(1, 2); Box(1, 2), Box([1, 1], 2); Data(1, 2), Data(1, 2, "z"); np.ones(2), [1]; [1], np.ones(1)
{"a": 1, "b": 2}, {"b": 1, "d": 1, "e": 3}; Named(1), Named((2, 3)); Named((1,)), Named([1]); (1, (2, 3)), (1, 2)
"""

_OTHERS = r"""
jax.tree.structure([1, (2, 3)]).unflatten([1, 2])
jax.tree.structure([1, (2, 3)]).unflatten([1, 2, 3, 4])
jax.tree.structure([1, (2, 3)]).unflatten(iter("abcd"))
jax.tree.structure([1, (2, 3)]).unflatten(3)
jax.tree.unflatten(jax.tree.structure([1, (2, 3)]), (number for number in range(3)))
jax.tree.structure(1).unflatten([])
jax.tree.structure(1) == 3, jax.tree.structure([1]) == jax.tree.structure((1,))
jax.tree.structure(Box(1, [2])) == jax.tree.structure(Box(1, [2])), isinstance(hash(jax.tree.structure(Box(1, [2]))), int)
jax.tree.structure(1) < jax.tree.structure(2)
jax.tree.flatten({1: 1, "a": 2})
jax.tree.flatten({object(): 1, object(): 2})
jax.tree.flatten(collections.defaultdict(int, {1: 1, "a": 2}))
jax.tree.map(lambda leaf: leaf, {"b": 1, "a": 2})
jax.tree.map(None, [1])
jax.tree.map(lambda leaf: 1 / 0, [1])
jax.tree.map(lambda *leaves: sum(leaves), [1, (2, 3)], [4, (5, 6)], [7, (8, 9)])
jax.tree.map(lambda x, y: (x, y), [1, None], [2, 3], is_leaf=lambda part: part is None)
jax.tree.map(lambda x, y: (x, y), [(1, 2)], [3], is_leaf=lambda part: isinstance(part, tuple))
jax.tree.leaves([1, (2, None)], is_leaf=lambda part: 3)
jax.tree.leaves([1, (2, None)], is_leaf=lambda part: None)
jax.tree.leaves([1], is_leaf=lambda part: np.bool_(True))
jax.tree.leaves([1, (2,)], is_leaf=lambda part: 1 / 0)
jax.tree.leaves_with_path([1, (2, 3)], is_leaf=lambda path, part: len(path) == 1, is_leaf_takes_path=True)
jax.tree.map_with_path(lambda path, x, y: (tu.keystr(path), x, y), {"a": [1, 2]}, {"a": [3, (4, 5)]})
jax.tree.map_with_path(lambda path, x, y: x, {"a": 1}, {"b": 2})
jax.tree.reduce(lambda x, y: x + y, [1, (2, 3)])
jax.tree.reduce(lambda x, y: x + y, [1, (2, 3)], 10)
jax.tree.reduce(lambda x, y: x + y, [])
jax.tree.reduce(lambda x, y: [*x, y], [1, None, 2], [], is_leaf=lambda part: part is None)
jax.tree.reduce_associative(lambda x, y: (x, y), [1, (2, 3), 4, 5])
jax.tree.reduce_associative(lambda x, y: (x, y), [])
jax.tree.reduce_associative(lambda x, y: (x, y), [], identity=0)
jax.tree.all([True, (1, [])]), jax.tree.all({"a": 0}), jax.tree.all([])
jax.tree.transpose(jax.tree.structure([0, 0]), jax.tree.structure((0, 0, 0)), [(1, 2, 3), (4, 5, 6)])
jax.tree.transpose(jax.tree.structure([0, 0]), None, [(1, 2, 3), (4, 5, 6)])
jax.tree.transpose(jax.tree.structure([0, 0]), jax.tree.structure((0, 0)), [(1, 2, 3), (4, 5, 6)])
jax.tree.broadcast((1, [2, 3]), ((4, 5), [{"a": 6}, 7]))
jax.tree.broadcast((1, 2), (1, 2, 3))
jax.tree.broadcast([1, 2], (1, 2))
jax.tree.broadcast([None, 1], [3, 2])
jax.tree.broadcast([None, 1], [(3, 4), 2], is_leaf=lambda part: part is None)
jax.tree.broadcast(None, None), jax.tree.broadcast(1, [1, {"a": 2}])
jax.tree.static(default=3).metadata
tu.treedef_tuple([jax.tree.structure(1), jax.tree.structure([2])]), tu.treedef_tuple(())
tu.treedef_children(jax.tree.structure([(1, 2), 3, {"a": 4}]))
tu.all_leaves([1, 2]), tu.all_leaves([1, (2,)]), tu.all_leaves([None]), tu.all_leaves([1], is_leaf=lambda part: True)
tu.flatten_one_level({"a": 1, "b": (2, 3)}), tu.flatten_one_level(None), tu.flatten_one_level(Box(1, 2))
tu.flatten_one_level(3)
tu.flatten_one_level_with_keys(3)
repr(tu.flatten_one_level_with_keys({"a": 1, "b": (2, 3)})), repr(tu.flatten_one_level_with_keys(Box(1, 2)))
tu.is_tree_node(int), tu.is_tree_node(3), tu.is_tree_node(OddList), tu.is_tree_node(type(None))
tu.register_pytree_node_class(Box)
tu.register_pytree_node(tuple, lambda tree: (tree, None), lambda data, children: children)
tu.register_pytree_node(3, None, None)
tu.register_dataclass(int)
tu.register_dataclass(Data)
tu.register_dataclass(Data, ["x"])
tu.register_dataclass(dataclasses.make_dataclass("New", ["x", "y"]), ["x"], [])
tu.register_dataclass(dataclasses.make_dataclass("New", ["x"]), ["x", "z"], [])
tu.register_dataclass(dataclasses.make_dataclass("New", ["x"]), ["x"], ["x"])
jax.tree.leaves(tu.register_dataclass(dataclasses.make_dataclass("New", ["x", "y"]), ["x"], [], drop_fields=["y"]))
class Bad: pass\ntu.register_pytree_node(Bad, lambda tree: 3, lambda data, children: children)\njax.tree.leaves(Bad())
class Bad: pass\ntu.register_pytree_node(Bad, lambda tree: (1, 2, 3), lambda data, children: 0)\njax.tree.leaves(Bad())
class Bad: pass\ntu.register_pytree_node(Bad, lambda tree: (3, None), lambda data, children: 0)\njax.tree.leaves(Bad())
pickle.loads(pickle.dumps(jax.tree.structure([1, {"a": 2}]))), copy.copy(jax.tree.structure(1))
tu.DictKey("a") == tu.DictKey("a"), tu.DictKey(1) == tu.SequenceKey(1), hash(tu.DictKey("a")) == hash("a")
tu.DictKey("a"), str(tu.DictKey("a")), tu.SequenceKey(1), str(tu.SequenceKey(1)), tu.GetAttrKey("x"), str(tu.GetAttrKey("x"))
tu.FlattenedIndexKey(3), str(tu.FlattenedIndexKey(3)), tu.DictKey(key=2).key, tu.SequenceKey(idx=2).idx, tu.GetAttrKey("z").name
tu.DictKey("a").key = 2
tu.keystr((1, "a")), tu.keystr(())
match tu.DictKey("a"):\n    case tu.DictKey(key=key): found = key\nfound
tu.Partial(functools.partial(max, 1), 2)(0), tu.Partial(max, 1).func, tu.Partial(tu.Partial(max, 1), 2)
jax.tree.structure([1, (2, None)]).walk(lambda children, data: ("node", children, data), lambda leaf: ("leaf", leaf), [1, 2])
jax.tree.structure({"a": [1, (2, 3)]}).from_iterable_tree([[5, [6, 7]]])
tu.default_registry.flatten([1, (2, 3)]), tu.default_registry.flatten_one_level(3)
"""


def _items(text: str) -> list[str]:
    return [
        item.strip().replace("\\n", "\n") for line in text.strip().splitlines() for item in line.split("; ")
    ]


_PROGRAMS = {
    **{f"tree {tree}": f"{_PER_TREE}\nlook({tree})" for tree in _items(_TREES)},
    **{
        f"map {pair}": f"try:\n    out = repr(jax.tree.map(lambda *leaves: leaves, {pair}))\n"
        "except ValueError as error:\n    out = str(error)\nout"
        for pair in _items(_PAIRS)
    },
    **{
        f"up to {pair}": f"first, second = {pair}\ntry:\n"
        "    out = repr(jax.tree.structure(first).flatten_up_to(second))\n"
        "except ValueError as error:\n    out = str(error)\nout"
        for pair in _items(_PAIRS)
    },
    **{program: program for program in _items(_OTHERS)},
}


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    programs = [f"{_TYPES}\n{program}" for program in _PROGRAMS.values()]
    return dict(zip(_PROGRAMS, two_worlds.run_many(programs), strict=True))


@pytest.mark.parametrize("name", _PROGRAMS)
def test_trees_are_those_of_jax(name, outcomes):
    assert same(*outcomes[name])
