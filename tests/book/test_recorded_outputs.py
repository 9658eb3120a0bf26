"""Light chapters, run again from nothing, print the numbers that are recorded; the sources pass every check."""

import pytest
from extent import EVERYTHING
from press_command import press
from real_book import BOOK, BROWSER_CHAPTERS

from press.book import LANGUAGES


# In Pyodide (tests/browser/test_stand_in.py) heavy cells run in English alone.
@pytest.mark.parametrize("language", LANGUAGES if EVERYTHING else ["fr"])
@pytest.mark.parametrize("slug", BROWSER_CHAPTERS)
def test_the_chapter_prints_what_is_recorded(slug, language):
    result = press(BOOK, "verify", slug, "--language", language)
    assert result.returncode == 0, result.stdout
    assert f"{language}/{slug}: as recorded" in result.stdout


def test_the_sources_pass_every_check():
    result = press(BOOK, "check")
    assert result.returncode == 0, result.stdout
