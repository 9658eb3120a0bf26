"""The notebooks of the real chapters can be used by somebody who has never seen this repository."""

import re
from functools import cache

import nbformat
import pytest
from real_book import BOOK

from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.chapter.exercises import solution, stub
from press.notebooks.notebook import Edition, build
from press.outputs import lock, recorded
from press.publish import publish

ALL = [(slug, language) for slug in BOOK.chapters for language in LANGUAGES]
every_chapter = pytest.mark.parametrize(("slug", "language"), ALL, ids="-".join)
every_edition = pytest.mark.parametrize("edition", Edition, ids=lambda edition: edition.value)

MYST = re.compile(
    r"^:::|^\([\w-]+\)=$|\{(?:ref|eq|doc|term|cite|numref)(?::\w)?\}`|^```\{|^:label:", re.MULTILINE
)


@cache
def chapter_of(slug, language):
    return chapters.read(BOOK, language, slug)


@cache
def notebook(slug, language, edition):
    chapter = chapter_of(slug, language)
    return build(BOOK, publish(chapter, recorded.load(BOOK, chapter)), edition)


def code_cells(node, tag=None):
    return [
        c for c in node.cells if c.cell_type == "code" and (tag is None or tag in c.metadata.get("tags", []))
    ]


def text_of(node):
    return "\n\n".join(cell.source for cell in node.cells if cell.cell_type == "markdown")


@every_chapter
@every_edition
def test_notebook_is_valid_and_holds_no_myst(slug, language, edition):
    node = notebook(slug, language, edition)
    nbformat.validate(node)
    found = MYST.search(text_of(node))
    assert not found, found[0]
    for cell in code_cells(node):
        assert not cell.outputs and cell.execution_count is None


@every_chapter
def test_notebook_bytes_are_stable(slug, language):
    chapter = chapter_of(slug, language)
    again = build(BOOK, publish(chapter, recorded.load(BOOK, chapter)), Edition.LEARNER)
    assert nbformat.writes(again) == nbformat.writes(notebook(slug, language, Edition.LEARNER))


@every_chapter
def test_each_exercise_is_a_stub_followed_by_its_folded_solution(slug, language):
    sources = [cell.source for cell in code_cells(notebook(slug, language, Edition.LEARNER))]
    folded = code_cells(notebook(slug, language, Edition.LEARNER), "solution")
    exercises = chapter_of(slug, language).exercises
    assert len(folded) == len(exercises) >= 8
    for exercise, cell in zip(exercises, folded, strict=True):
        assert sources[sources.index(cell.source) - 1] == stub(exercise.cell.source)
        reference, _, check = solution(exercise.cell.source).rpartition("\n")
        assert check.startswith("check.")
        assert cell.source.endswith(reference.rstrip())
        assert cell.source.startswith("# @title ")
        assert cell.metadata["jupyter"]["source_hidden"] is True
        assert cell.metadata["cellView"] == "form"


@every_chapter
def test_the_tutor_sees_solutions_answers_and_notes_and_the_learner_does_not(slug, language):
    chapter = chapter_of(slug, language)
    (notes,) = chapter.directives("tutor")
    line = next(
        line for line in notes.body[0].lines if len(line) > 30 and "{" not in line and "$" not in line
    )
    tutor, learner = (notebook(slug, language, edition) for edition in (Edition.TUTOR, Edition.LEARNER))
    assert line in text_of(tutor) and line not in text_of(learner)
    assert "<details>" in text_of(learner) and "<details>" not in text_of(tutor)
    assert not any("jupyter" in cell.metadata for cell in code_cells(tutor))


@every_chapter
def test_install_cell_pins_what_the_lock_says_and_is_absent_in_the_browser(slug, language):
    (cell,) = code_cells(notebook(slug, language, Edition.LEARNER), "install")
    assert cell is code_cells(notebook(slug, language, Edition.LEARNER))[0]
    lite = notebook(slug, language, Edition.LITE)
    assert not code_cells(lite, "install")
    (versions,) = code_cells(lite, "versions")
    assert versions is code_cells(lite)[0] and "%" not in versions.source
    assert versions.source.splitlines()[-1] == cell.source.splitlines()[-1]
    assert all(
        f'"{name}"' in versions.source.splitlines()[-2]
        for name in chapter_of(slug, language).practical.packages
    )
    pinned = dict(re.findall(r'"([\w-]+)": "([\d.]+)"', cell.source))
    assert set(pinned) == {"numpy", *chapter_of(slug, language).practical.packages}
    assert all(lock.versions(BOOK.root)[name] == version for name, version in pinned.items())
    assert f'language="{language}"' in cell.source


@every_chapter
def test_a_gpu_is_asked_for_only_where_the_chapter_wants_one(slug, language):
    wants = chapter_of(slug, language).practical.runs_on == "gpu"
    assert (notebook(slug, language, Edition.LEARNER).metadata.get("accelerator") == "GPU") is wants


@every_chapter
def test_the_first_cell_links_back_to_the_page_and_shows_the_figure_to_come(slug, language):
    first = notebook(slug, language, Edition.LEARNER).cells[0].source
    assert first.startswith("# ")
    assert f"({BOOK.settings.base_url}/{language}/{slug}.html)" in first
    assert re.search(r"!\[[^\]]{15,}\]\(data:image/png;base64,", first)


@every_chapter
def test_formulas_in_quotes_stay_on_one_line(slug, language):
    for line in text_of(notebook(slug, language, Edition.LEARNER)).split("\n"):
        if line.startswith("> ") and "$$" in line:
            assert line.count("$$") == 2, line
