"""Light chapters, run again from nothing in both languages, print the numbers that are recorded."""

from pathlib import Path

from press_command import press

from press.book import Book


def test_light_chapters_print_what_is_recorded():
    book = Book(Path(__file__).parents[2])
    result = press(book, "verify")
    assert result.returncode == 0, result.stdout
    for language in ("en", "fr"):
        assert f"{language}/linear_algebra: as recorded" in result.stdout


def test_the_sources_pass_every_check():
    result = press(Book(Path(__file__).parents[2]), "check")
    assert result.returncode == 0, result.stdout
