"""The handouts of the real chapters: no learner's sheet gives a solution away, every tutor's sheet has them all."""

import re
from functools import cache

import pytest
from handout_book import Printed
from real_book import BOOK

from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.chapter.blocks import Directive, walk
from press.chapter.exercises import regions

every_language = pytest.mark.parametrize("language", LANGUAGES)
TRIVIAL = 16  # characters: a shorter line may stand anywhere


@pytest.fixture(scope="module")
def printed(site_folder):
    """The handouts as readers download them, by language."""
    return {language: Printed(site_folder / language / "handouts") for language in LANGUAGES}


@cache
def chapter_of(slug, language):
    return chapters.read(BOOK, language, slug)


def squeezed(text):
    """Without spaces: a line of code may be wrapped, and letters are not always where they seem."""
    return re.sub(r"\s+", "", text)


def secrets(chapter):
    """The lines that stand in solutions alone."""
    inside, outside = [], []
    for cell in chapter.cells:
        lines = cell.source.split("\n")
        found = regions(cell.source)
        for number, line in enumerate(lines):
            hidden = any(region.start < number < region.end for region in found)
            (inside if hidden else outside).append(squeezed(line))
    prose = squeezed(chapter.body)
    public = "".join(outside)
    return [line for line in inside if len(line) >= TRIVIAL and line not in public and prose.count(line) == 1]


@every_language
def test_solutions_are_the_tutors(printed, language):
    for slug in BOOK.chapters:
        learner = squeezed(printed[language].flowing_text(slug))
        tutor = squeezed(printed[language].flowing_text(f"{slug}-tutor"))
        wanted = secrets(chapter_of(slug, language))
        assert len(wanted) >= len(chapter_of(slug, language).exercises) / 2
        assert [line for line in wanted if line in learner] == []
        assert [line for line in wanted if line not in tutor] == []


@every_language
def test_answers_and_notes_are_the_tutors(printed, language):
    for slug in BOOK.chapters:
        learner, tutor = (squeezed(printed[language].flowing_text(slug + end)) for end in ("", "-tutor"))
        blocks = [block for block in walk(chapter_of(slug, language).blocks) if isinstance(block, Directive)]
        hidden = [first_words(block) for block in blocks if block.name in ("answer", "tutor")]
        assert len(hidden) >= 4
        assert [words for words in hidden if words in learner] == []
        assert [words for words in hidden if words not in tutor] == []


def first_words(block):
    """Words that stand in a directive without markup or formulas between them, as they are printed."""
    fragments = re.split(r"[`*$\[{(\"\n]", block.body[0].text)
    return squeezed(max(fragments, key=len)).replace("'", "’")[:60]


@every_language
def test_are_of_a_sane_length_and_readable(printed, language):
    for slug in BOOK.chapters:
        for name in (slug, f"{slug}-tutor"):
            pdf, text = printed[language].pdf(name), printed[language].text(name)
            assert 5 <= len(pdf.pages) <= 80
            assert "\ufffd" not in text
            assert pdf.trailer["/Root"]["/Lang"] == language
            assert (printed[language].folder / f"{name}.pdf").stat().st_size < 4_000_000
