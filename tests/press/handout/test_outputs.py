"""What cells printed is made to fit on paper."""

from press.handout.outputs import shortened, shortened_traceback
from press.handout.tables import from_html


def test_a_long_output_keeps_its_start_and_its_end():
    lines = shortened("\n".join(map(str, range(100))), "… {n} more").split("\n")
    assert lines == [*map(str, range(20)), "… 75 more", *map(str, range(95, 100))]


def test_a_short_output_loses_its_colours_only():
    assert shortened("\x1b[31mred\x1b[0m\n", "…") == "red"


def test_a_traceback_keeps_the_cell_and_the_message():
    text = """---------------------------------------------------------------------------
ValueError                                Traceback (most recent call last)
Cell In[3], line 1
----> 1 solve(A, b)

File somewhere/numpy/linalg.py:400, in solve(a, b)
    399 ...
--> 400 raise ValueError

ValueError: singular matrix"""
    assert shortened_traceback(text) == (
        "Cell In[3], line 1\n----> 1 solve(A, b)\n\n…\n\nValueError: singular matrix"
    )


def test_a_table_of_pandas():
    table = from_html(
        '<div><style>td {}</style><table><thead><tr><th></th><th colspan="2">speed</th></tr></thead>'
        "<tbody><tr><th>a</th><td>1.5</td><td>&lt;2</td></tr></tbody></table></div>"
    )
    assert table.width == 3
    assert [len(row) for row in (*table.head, *table.body)] == [2, 3]
    assert '"<2"' in str(table) and "colspan: 2" in str(table)


def test_numbers_stand_right_and_words_left():
    table = from_html('<table><tr><th>a</th><td class="text">words</td><td>0.5</td></tr></table>')
    assert [cell.align for cell in table.body[0]] == ["left", "left", "right"]


def test_no_table():
    assert from_html("<p>words</p>") is None
