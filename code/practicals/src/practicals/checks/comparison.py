"""What checks compare with: arrays up to a tolerance, shapes, several results, trees of arrays."""

import numpy as np

from practicals.checks.exercise import NotAttempted, expect


def as_array(value):
    """A NumPy array of floats, whatever library made the value."""
    return np.asarray(value, dtype=float)


def close(value, reference, tolerance=1e-4, smallest=1.0):
    """Whether two arrays have one shape and differ by at most ``tolerance`` times the scale of the reference.

    The scale is the largest absolute value of the reference, at least ``smallest``. NaN is never close.
    """
    value, reference = as_array(value), as_array(reference)
    if value.shape != reference.shape:
        return False
    scale = max(smallest, np.abs(reference).max(initial=0))
    return bool(np.all(np.abs(value - reference) <= tolerance * scale))


def expect_shape(value, shape):
    """Stop the check with the hint ``shape`` unless the value has this shape."""
    found = np.shape(value)
    expect(
        found == tuple(shape),
        "shape",
        en=f"The result should have the shape {tuple(shape)}; yours has {found}.",
        fr=f"Le résultat devrait être de forme {tuple(shape)} ; le vôtre est de forme {found}.",
    )


def expect_array(value):
    """Stop the check with the hint ``not-an-array`` when the value is a plain list."""
    expect(
        hasattr(value, "shape"),
        "not-an-array",
        en="This is a Python list; the cells that follow need an array: `np.array(…)` makes one.",
        fr="C'est une liste Python ; les cellules suivantes ont besoin d'un tableau : `np.array(…)` en fait un.",
    )


def expect_parts(value, count, or_array=False):
    """The results of a function that returns several; stops the check with the hint ``wrong-count`` at another number.

    With ``or_array`` an array with as many entries serves too: it unpacks just as well.
    """
    several = isinstance(value, (tuple, list)) or (or_array and np.ndim(value) > 0)
    expect(
        several and len(value) == count,
        "wrong-count",
        en=f"{count} results are expected, separated by commas after `return`.",
        fr=f"{count} résultats sont attendus, séparés par des virgules après `return`.",
    )
    if any(part is None or part is Ellipsis for part in value):
        raise NotAttempted
    return value


def expect_keys(answers, keys):
    """The reader's answers, a dictionary; stops the check with the hint ``missing`` unless it has all the keys."""
    given = dict(answers)
    if any(value is Ellipsis for value in given.values()):
        raise NotAttempted
    expect(
        set(keys) <= set(given),
        "missing",
        en=f"A key is missing: the dictionary needs {', '.join(keys)}.",
        fr=f"Il manque une clé : le dictionnaire doit avoir {', '.join(keys)}.",
    )
    return given


def softmax(scores, axis=-1):
    """The exponentials of an array of floats, divided by their sum along an axis."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def draws(*shape, seed=0):
    """Standard normal numbers of a shape, the same at every call."""
    return np.random.default_rng(seed).normal(size=shape)


def tree_leaves(tree):
    """The arrays of a JAX tree, as NumPy arrays of floats."""
    import jax

    return [as_array(leaf) for leaf in jax.tree.leaves(tree)]
