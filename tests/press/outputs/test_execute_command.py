"""`press execute`: runs what is stale, fails clearly, and can be interrupted."""

import re
import signal
import subprocess
import time

import pytest
from press_command import command, environment, press
from small_book import SLUG, edit, make_book

from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.outputs.recorded import State, state

CELL = "number = 0.5\n"


@pytest.fixture
def book(tmp_path):
    return make_book(tmp_path, recorded=False)


def states(book):
    return {language: state(book, chapters.read(book, language, SLUG)) for language in LANGUAGES}


def test_both_languages_are_run_and_recorded_and_then_nothing_is_left_to_do(book):
    first = press(book, "execute")
    assert first.returncode == 0, first.stdout
    assert states(book) == dict.fromkeys(LANGUAGES, State.FRESH)
    recorded = {language: book.output(language, SLUG).read_bytes() for language in LANGUAGES}
    assert b"0.25" in recorded["fr"] and b"image/png" in recorded["fr"]
    again = press(book, "execute")
    assert again.returncode == 0 and "cells in" not in again.stdout
    assert recorded == {language: book.output(language, SLUG).read_bytes() for language in LANGUAGES}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("number = 1 / 0\n", "the cell raised ZeroDivisionError"),
        ("import warnings; warnings.warn('old')\nnumber = 0.5\n", "warned or wrote to stderr"),
        ("import sys; print('x', file=sys.stderr); number = 0.5\n", "warned or wrote to stderr"),
    ],
    ids=["raises", "warns", "stderr"],
)
def test_a_cell_that_raises_or_warns_fails_with_its_line_and_records_nothing(book, code, message):
    edit(book, "book/en/small.md", CELL, code)
    result = press(book, "execute", "--language", "en")
    assert result.returncode == 1
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("error")]
    found = re.search(r"book/en/small\.md:(\d+): ", line)
    assert message in line and " — " in line
    source = book.source("en", SLUG).read_text().splitlines()
    assert source[int(found[1]) - 1].startswith(("number =", "import", "# Print"))
    assert not list(book.output("en", SLUG).parent.glob("*"))
    assert "Traceback" not in result.stdout


def test_an_interrupted_run_keeps_what_is_done_and_the_next_run_goes_on(book):
    edit(book, "book/fr/small.md", CELL, "import time; time.sleep(600); number = 0.5\n")
    process = subprocess.Popen(
        command("execute"),
        cwd=book.root,
        env=environment(book),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell that runs the tests in the background ignores Ctrl+C, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 240
    while not book.output("en", SLUG).exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "interrupted" in output and "Traceback" not in output
    assert states(book) == {"en": State.FRESH, "fr": State.MISSING}
    assert not list(book.output("fr", SLUG).parent.glob("*"))

    edit(book, "book/fr/small.md", "import time; time.sleep(600); ", "")
    resumed = press(book, "execute")
    assert "fr/small" in resumed.stdout and "en/small" not in resumed.stdout
    assert states(book) == dict.fromkeys(LANGUAGES, State.FRESH)


def test_an_unknown_chapter_is_one_clear_line(book):
    result = press(book, "execute", "no_such_chapter")
    assert result.returncode == 1
    assert result.stdout.strip() == "error no chapter 'no_such_chapter' in _toc.yml — use one of small"


def test_verify_finds_numbers_that_the_code_no_longer_prints(book):
    assert press(book, "execute", "--language", "en").returncode == 0
    honest = press(book, "verify", "--all", "--language", "en")
    assert honest.returncode == 0, honest.stdout
    edit(book, "book/outputs/en/small.ipynb", "square: 0.25", "square: 0.31")
    dishonest = press(book, "verify", "--all", "--language", "en")
    assert dishonest.returncode == 1
    assert re.search(r"book/en/small\.md:\d+: the recorded 0\.31 is now 0\.25", dishonest.stdout), (
        dishonest.stdout
    )
