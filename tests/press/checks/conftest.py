"""A small book to break, and the `press` command to run on it."""

import shutil
import sys

import pytest
from hypothesis import settings
from small_book import make_book

from press import cli
from press.book import Book
from press.checks.run import find

# A busy machine is no failure, and every run tries the same examples.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def _sound_book(tmp_path_factory):
    book = make_book(tmp_path_factory.mktemp("sound"))
    find(book, book.chapters)  # its words are then known to every copy
    return book.root


@pytest.fixture
def book(_sound_book, tmp_path):
    """A book that nothing is wrong with, in a folder of its own."""
    root = tmp_path / "book"
    shutil.copytree(_sound_book, root)
    return Book(root)


@pytest.fixture
def press(monkeypatch, capsys):
    """Run the command as it is typed in the book's folder; gives its exit status and the lines it printed."""

    def run(book, *arguments):
        monkeypatch.chdir(book.root)
        monkeypatch.setattr(sys, "argv", ["press", *arguments])
        capsys.readouterr()
        try:
            cli.main()
            status = 0
        except SystemExit as stop:
            status = stop.code or 0
        printed = capsys.readouterr()
        return status, (printed.out + printed.err).splitlines()

    return run
