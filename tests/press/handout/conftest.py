"""A book printed once, for all the tests that only look at the paper."""

import pytest
from handout_book import make_book, print_all


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """The handouts of the small book, by language."""
    return print_all(make_book(tmp_path_factory.mktemp("printed") / "book"))
