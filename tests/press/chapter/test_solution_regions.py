"""The stub is derived from the solution, and never crashes a later cell."""

import textwrap

import pytest

from press.chapter.exercises import RegionError, regions, replace, solution, stub


def cell(text):
    return textwrap.dedent(text).strip()


FUNCTION = cell("""
    def double(x):
        \"\"\"Twice x.\"\"\"
        ### BEGIN SOLUTION
        result = 2 * x
        return result
        ### END SOLUTION

    check.sample.double(double)
""")


def test_a_function_body_becomes_an_ellipsis():
    assert stub(FUNCTION) == cell('''
        def double(x):
            """Twice x."""
            ...

        check.sample.double(double)
    ''')


def test_a_name_that_later_lines_use_stays_defined():
    source = cell("""
        ### BEGIN SOLUTION
        weights = fit(X)
        unused = 1
        ### END SOLUTION
        check.sample.weights(weights)
    """)
    assert stub(source) == "weights = ...\ncheck.sample.weights(weights)"


def test_a_name_used_after_the_region_inside_the_function_stays_defined():
    source = cell("""
        def loss(x):
            ### BEGIN SOLUTION
            error = x - 1
            ### END SOLUTION
            return error
        check.sample.loss(loss)
    """)
    assert "    error = ...\n    return error" in stub(source)


def test_a_whole_function_or_class_inside_the_region_stays_defined():
    source = cell("""
        ### BEGIN SOLUTION
        def helper(x):
            inner = x
            return inner
        class Block:
            pass
        ### END SOLUTION
        check.sample.both(helper, Block)
    """)
    assert stub(source) == "helper = ...\nBlock = ...\ncheck.sample.both(helper, Block)"


def test_several_regions_are_replaced_each_in_its_place():
    source = cell("""
        def f(x):
            ### BEGIN SOLUTION
            return x
            ### END SOLUTION
        ### BEGIN SOLUTION
        y = f(1)
        ### END SOLUTION
        check.sample.f(f, y)
    """)
    assert stub(source) == "def f(x):\n    ...\ny = ...\ncheck.sample.f(f, y)"
    assert replace(source, ["return 2", "y = 3"]) == "def f(x):\n    return 2\ny = 3\ncheck.sample.f(f, y)"
    with pytest.raises(ValueError, match="1 answers for 2"):
        replace(source, "return 2")


def test_the_solution_has_no_markers():
    assert "###" not in solution(FUNCTION)
    assert "result = 2 * x" in solution(FUNCTION)


def test_an_answer_of_several_lines_is_indented_as_the_region():
    answer = """
        if x:
            return 1
        return 0
    """
    assert "    if x:\n        return 1\n    return 0\n" in replace(FUNCTION, answer)


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("x = 1\n### BEGIN SOLUTION\nx = 2", "`### BEGIN SOLUTION` without `### END SOLUTION`", 1),
        ("x = 1\n### END SOLUTION", "`### END SOLUTION` without", 1),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "inside a solution", 1),
    ],
)
def test_an_unpaired_marker_is_named_with_its_line(source, message, line):
    with pytest.raises(RegionError, match=message) as caught:
        regions(source)
    assert caught.value.line == line
