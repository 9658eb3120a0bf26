"""Every exercise of every chapter, three ways, in both languages: none can be forgotten."""

import exercise_runner as runner
import pytest

from practicals.checks.feedback import Outcome
from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.chapter import exercises


def _exercises():
    for slug in runner.BOOK.chapters:
        for language in LANGUAGES:
            for exercise in chapters.read(runner.BOOK, language, slug).exercises:
                yield slug, language, exercise.label


def _parameters(cases):
    return [pytest.param(*case, id="-".join(case[1:])) for case in cases]


EXERCISES = list(_exercises())
WRONG = [
    (slug, language, label, hint)
    for slug, language, label in EXERCISES
    for hint in runner.wrong_answers(slug).get(label, {})
]


@pytest.mark.parametrize(("slug", "language", "label"), _parameters(EXERCISES))
def test_solution_is_correct(slug, language, label):
    tried = runner.tried(slug, language)
    feedback = tried.attempt(label, exercises.solution(tried.exercise(label).cell.source))
    assert feedback.outcome is Outcome.CORRECT, feedback
    assert feedback.exercise == label


@pytest.mark.parametrize(("slug", "language", "label"), _parameters(EXERCISES))
def test_stub_is_not_attempted(slug, language, label):
    tried = runner.tried(slug, language)
    feedback = tried.attempt(label, exercises.stub(tried.exercise(label).cell.source))
    assert feedback.outcome is Outcome.NOT_ATTEMPTED, feedback


@pytest.mark.parametrize(("slug", "language", "label", "hint"), _parameters(WRONG))
def test_wrong_answer_gets_its_hint(slug, language, label, hint):
    tried = runner.tried(slug, language)
    answer = runner.wrong_answers(slug)[label][hint]
    feedback = tried.attempt(label, exercises.replace(tried.exercise(label).cell.source, answer))
    assert feedback.outcome is Outcome.NOT_YET, feedback
    assert feedback.hint == hint, feedback


@pytest.mark.parametrize("slug", runner.BOOK.chapters)
def test_every_exercise_has_two_wrong_answers(slug):
    labels = {label for chapter, _, label in EXERCISES if chapter == slug}
    answers = runner.wrong_answers(slug)
    assert set(answers) == labels
    assert {label: len(hints) for label, hints in answers.items() if len(hints) < 2} == {}
