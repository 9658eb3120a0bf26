"""Tables of computed numbers show themselves as HTML and as text."""

import numpy as np
import pytest

from practicals import plot, set_language


@pytest.fixture(autouse=True)
def english():
    yield
    set_language("en")


def test_fractions_have_three_decimals_and_counts_none():
    shown = repr(
        plot.table(["group", "people", "share"], [["A", np.int64(12), np.float64(0.25)], ["B", 3, 1.0]])
    )
    assert shown == "group  people  share\nA      12      0.250\nB      3       1.000"


def test_html_names_rows_and_columns_and_escapes_text():
    shown = plot.table(["group", "p < 1"], [["A & B", 0.5]])._repr_html_()
    assert '<th scope="col">p &lt; 1</th>' in shown
    assert '<th scope="row" class="text">A &amp; B</th><td>0.500</td>' in shown


def test_words_are_told_from_numbers():
    shown = plot.table(["group", "why", "share"], [["A", "to teach", 0.5]])._repr_html_()
    assert '<td class="text">to teach</td><td>0.500</td>' in shown
    assert '<th scope="col" class="text">why</th><th scope="col">share</th>' in shown


def test_french_cells_get_their_spaces():
    set_language("fr")
    assert "62\u202f%" in repr(plot.table(["part"], [["62 %"]]))


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 cells under 3"):
        plot.table(["group", "a", "b"], [["A", 1]])


def test_a_column_without_a_name_is_refused():
    with pytest.raises(ValueError, match="needs a name"):
        plot.table(["", "share"], [["A", 0.5]])
