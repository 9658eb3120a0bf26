"""What a loop's carry and the results of branches must be, and JAX's messages where they are not."""

import inspect

from jax._src import trees
from jax._src.avals import ShapedArray
from jax._src.core import get_aval
from jax._src.functions import described
from jax._src.primitives.elementwise import convert_element_type
from jax._src.promotion import promoted_dtype
from jax._src.tree_differences import equality_errors, equality_errors_pytreedef
from jax._src.tree_functions import keystr, tree_flatten_with_path


def same_type(first: ShapedArray, second: ShapedArray) -> bool:
    """Whether shape and dtype are equal; weak types do not matter."""
    return first.shape == second.shape and first.dtype == second.dtype


def promoted_carry(avals_in, avals_out) -> list[ShapedArray]:
    """The types that a loop's first values are given: a weakly typed one takes the dtype that the body returns."""
    return [
        ShapedArray(given.shape, promoted_dtype(given, returned))
        if given.weak_type and not same_type(given, returned)
        else given
        for given, returned in zip(avals_in, avals_out, strict=True)
    ]


def converted(leaves, avals) -> list:
    """Values in the dtypes of the given types."""
    return [
        leaf if get_aval(leaf).dtype == aval.dtype else convert_element_type(leaf, aval.dtype)
        for leaf, aval in zip(leaves, avals, strict=True)
    ]


def _capitalized(text: str) -> str:
    return text[0].upper() + text[1:]


def _list_of_types(differences: list[str]) -> str:
    if len(differences) == 1:
        return f"{_capitalized(differences[0])}.\n"
    first = "\n".join(f"  * {difference};" for difference in differences[:-1])
    return f"{first}\n  * {differences[-1]}.\n"


def _list_of_structures(differences: list[str]) -> str:
    first = "\n".join(f"  * {difference};\n" for difference in differences[:-1])
    return f"{first}  * {differences[-1]}.\n"


def mismatch(first: ShapedArray, second: ShapedArray) -> str:
    """The end of a sentence: in what two types differ."""
    problems = []
    if first.dtype != second.dtype:
        problems.append("the dtypes do not match")
    if first.shape != second.shape:
        problems.append("the shapes do not match")
    return f", so {', and '.join(problems)}" if problems else ""


def check_carry(name: str, body, tree_in, avals_in, tree_out, avals_out) -> None:
    """Raises JAX's TypeError where what the body returns has not the structure and types of the carry."""
    try:
        parameter = next(iter(inspect.signature(body).parameters), None)
    except (TypeError, ValueError):
        parameter = None

    def component(path) -> str:
        if parameter:
            return (
                f"the input carry component {parameter}{keystr(path)}"
                if path
                else f"the input carry {parameter}"
            )
        return f"the input carry at path {keystr(path)}" if path else "the input carry"

    carry_in = trees.tree_unflatten(tree_in, avals_in)
    if tree_in != tree_out:
        differences = [
            f"{component(path)} is a {first} but the corresponding component of the carry output is a {second}, so "
            f"{explanation}"
            for path, first, second, explanation in equality_errors(
                carry_in, trees.tree_unflatten(tree_out, avals_out)
            )
        ]
        if not differences:
            return
        listed = (
            f"{_capitalized(differences[0])}.\n"
            if len(differences) == 1
            else _list_of_structures(differences)
        )
        raise TypeError(
            f"{name} function carry input and carry output must have the same pytree structure, but they differ:\n\n"
            f"{listed}\n"
            "Revise the function so that the carry output has the same pytree structure as the carry input."
        )
    paths = [path for path, _ in tree_flatten_with_path(carry_in)[0]]
    differences = [
        f"{component(path)} has type {given.str_long()} but the corresponding output carry component has type "
        f"{returned.str_long()}{mismatch(given, returned)}"
        for path, given, returned in zip(paths, avals_in, avals_out, strict=True)
        if not same_type(given, returned)
    ]
    if differences:
        raise TypeError(
            f"{name} function carry input and carry output must have equal types, but they differ:\n\n"
            f"{_list_of_types(differences)}\n"
            "Revise the function so that all output types match the corresponding input types."
        )


def check_branches(api: str, names, functions, tree_and_avals) -> None:
    """Raises JAX's TypeError where two branches differ in the structure or the types of their results."""
    (first_name, second_name), (first, second) = names, functions
    (first_tree, first_avals), (second_tree, second_avals) = tree_and_avals
    sources = f"{first_name} is {described(first)}\n{second_name} is {described(second)}\n\n"

    def place(path) -> str:
        return f" at path {keystr(path)}" if path else ""

    if first_tree != second_tree:
        differences = [
            f"{first_name} output{place(path)} is a {one} but {second_name} output{place(path)} is a {other}, so "
            f"{explanation}"
            for path, one, other, explanation in equality_errors_pytreedef(first_tree, second_tree)
        ]
        if not differences:
            return
        listed = f"{differences[0]}.\n" if len(differences) == 1 else _list_of_structures(differences)
        raise TypeError(
            f"{api} branch outputs must have the same pytree structure, but they differ:\n\n{sources}{listed}\n"
            f"Revise {first_name} and/or {second_name} so that they have the same pytree structure."
        )
    paths, _ = tree_flatten_with_path(trees.tree_unflatten(first_tree, first_avals))
    differences = [
        f"the output of {first_name}{place(path)} has type {one.str_long()} but the corresponding output of "
        f"{second_name} has type {other.str_long()}{mismatch(one, other)}"
        for (path, _), one, other in zip(paths, first_avals, second_avals, strict=True)
        if not same_type(one, other)
    ]
    if differences:
        raise TypeError(
            f"{api} branches must have equal output types but they differ.\n\n{sources}{_list_of_types(differences)}\n"
            f"Revise {first_name} and/or {second_name} so that all output types match."
        )
