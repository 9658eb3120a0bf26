"""Minutes as a reader says them."""

import pytest

from press.site.times import duration
from press.strings import strings


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (5, "5 min"),
        (45, "45 min"),
        (60, "1 h"),
        (90, "90 min"),
        (120, "2 h"),
        (150, "2 h 30"),
        (245, "4 h 05"),
    ],
)
def test_a_duration(minutes, said):
    assert duration(minutes, strings("en")) == said
