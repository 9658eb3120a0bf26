"""`press new-chapter`: what it writes can be read, executed and answered three ways; bad input writes nothing."""

import os
import subprocess
import sys

import pytest
from small_book import make_book

from press.book import LANGUAGES, Book
from press.chapter import chapter as chapters

NAME = "new_idea"


@pytest.fixture
def book(tmp_path):
    return make_book(tmp_path / "book", recorded=False, translated=False)


def new_chapter(book, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "press", "new-chapter", *arguments],
        cwd=book.root,
        capture_output=True,
        text=True,
    )


def files(book):
    return {path.relative_to(book.root): path.read_bytes() for path in book.root.rglob("*") if path.is_file()}


def test_a_new_chapter_works_from_its_first_minute(book):
    result = new_chapter(book, NAME, "--part", "images")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[0] == f"wrote book/en/{NAME}.md"
    book = Book(book.root)
    assert book.chapters == ["small", NAME]
    assert (book.root / "_toc.yml").read_text().startswith("# The comment that stays.\n")
    for language in LANGUAGES:
        chapter = chapters.read(book, language, NAME)
        assert [exercise.label for exercise in chapter.exercises] == ["new-idea-standardise"]
        assert [quiz.label for quiz in chapter.quizzes] == ["new-idea-quiz-doubled"]
        tried = _three_ways(book, language)
        assert tried.returncode == 0, tried.stderr


THREE_WAYS = """
import sys
from pathlib import Path
import exercise_runner as runner
from press.book import Book
from press.chapter import exercises

runner.BOOK, language, slug = Book(Path.cwd()), sys.argv[1], sys.argv[2]
tried = runner.tried(slug, language)
(exercise,) = tried.chapter.exercises
label, source = exercise.label, exercise.cell.source
assert tried.attempt(label, exercises.solution(source)).outcome.value == "correct"
assert tried.attempt(label, exercises.stub(source)).outcome.value == "not-attempted"
for hint, answer in runner.wrong_answers(slug)[label].items():
    feedback = tried.attempt(label, exercises.replace(source, answer))
    assert (feedback.outcome.value, feedback.hint) == ("not-yet", hint), feedback
"""


def _three_ways(book, language):
    """In a process of its own, which finds the checks of the new chapter."""
    support = os.path.dirname(__import__("exercise_runner").__file__)
    path = os.pathsep.join([str(book.practicals / "src"), support])
    return subprocess.run(
        [sys.executable, "-c", THREE_WAYS, language, NAME],
        cwd=book.root,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )


def test_what_a_new_chapter_still_lacks_is_told(book):
    new_chapter(book, NAME, "--part", "mathematics")
    result = subprocess.run(
        [sys.executable, "-m", "press", "check", NAME], cwd=book.root, capture_output=True, text=True
    )
    messages = [line.partition(": ")[2].partition(" — ")[0] for line in result.stdout.splitlines()[:-1]]
    assert sorted(messages) == [
        "1 exercise with a check",
        "1 question to discuss",
        "no section is recorded as translated",
        "the outputs are missing",
        "the outputs are missing",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["New-Idea", "--part", "images"],
            "'New-Idea' is not a valid slug — use lower-case letters, digits and underscores",
        ),
        (["small", "--part", "images"], "the chapter 'small' exists — choose another slug"),
        (
            ["new_idea", "--part", "pictures"],
            "no part 'pictures' in _config.yml — use one of start, mathematics, images",
        ),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(book, arguments, message):
    before = files(book)
    result = new_chapter(book, *arguments)
    assert result.returncode == 1
    assert result.stderr.startswith("error ") and result.stderr.strip().endswith(message)
    assert len(result.stderr.splitlines()) == 1
    assert files(book) == before
