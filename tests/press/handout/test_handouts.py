"""The handouts of a small book: who sees what, and what a reader of the PDF can rely on."""

import re

import pytest
from handout_book import make_book

from press.book import LANGUAGES
from press.chapter import chapter as chapters
from press.chapter.exercises import solution, stub

pytestmark = pytest.mark.xdist_group("handouts")

SECRETS = {
    "en": ["secret_product", "✓ Correct", "The confidential answer", "Allow ten minutes", "For tutors"],
    "fr": ["secret_product", "✓ Correct", "La réponse confidentielle", "Prévoyez dix minutes", "For tutors"],
}
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_handout = pytest.mark.parametrize(
    ("language", "name"),
    [(language, name) for language in LANGUAGES for name in ("straight", "straight-tutor")],
)


@every_language
def test_prints_both_variants_of_every_chapter_without_a_warning(printed, language):
    built = printed[language]
    assert (built.status, built.warnings) == (0, [])
    names = sorted(path.name for path in built.folder.glob("*.pdf"))
    assert names == ["second-tutor.pdf", "second.pdf", "straight-tutor.pdf", "straight.pdf"]


@every_language
def test_learners_do_not_see_what_tutors_see(printed, language):
    learner, tutor = printed[language].text("straight"), printed[language].text("straight-tutor")
    for secret in SECRETS[language]:
        assert secret not in learner
        assert secret in tutor


@every_language
def test_learners_get_the_stub_and_the_hint_at_the_end(printed, language):
    text = printed[language].text("straight")
    assert "def square(x)" in text
    assert text.index("Multiply by itself") > text.index("Wellesley")


@every_language
def test_shows_text_and_tables_and_cuts_long_outputs(printed, language):
    text = printed[language].text("straight")
    assert "speed" in text and "<table" not in text
    assert "line 19 " in text and "line 50" not in text and "line 99" in text
    assert ("75 more lines" in text) if language == "en" else ("75 autres lignes" in text)


def test_french_is_typeset_as_french(printed):
    text = printed["fr"].text("straight")
    assert "Les droites, à l’œil nu" in text
    assert "« Être »" in re.sub(r"\s", " ", text)
    assert "Exercice 1" in text and "débutant" in text
    assert "Vient après : Deuxième chapitre" in re.sub(r"\s", " ", text)


@every_handout
def test_text_can_be_extracted(printed, language, name):
    text = printed[language].text(name)
    assert "\ufffd" not in text and "\0" not in text


@every_handout
def test_says_what_it_is(printed, language, name):
    pdf = printed[language].pdf(name)
    titles = {"en": "Straight lines", "fr": "Les droites"}
    assert titles[language] in pdf.metadata.title
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == language
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in catalogue["/Metadata"].get_data().decode()
    assert len(pdf.outline) > 0
    assert 2 <= len(pdf.pages) <= 5


@every_handout
def test_pictures_have_their_words_and_the_code_leads_to_the_page(printed, language, name):
    words = set(alternative_texts(printed[language].pdf(name)))
    assert "A grey rectangle" in words
    assert any(f"https://example.org/book/{language}/straight.html" in text for text in words)


def test_links_lead_inside_and_outside(printed):
    pdf = printed["en"].pdf("straight")
    annotations = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    addresses = {note["/A"]["/URI"] for note in annotations if "/URI" in note.get("/A", {})}
    assert "https://example.org/elsewhere" in addresses
    assert "https://example.org/book/en/second.html" in addresses
    inside = [note for note in annotations if "/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo"]
    assert len(inside) >= 4  # exercise, equation, citation, hint
    assert "https://example.org/elsewhere" in printed["en"].text("straight"), "paper cannot be clicked"


@every_language
def test_tutors_see_which_lines_are_the_learners(tmp_path, language):
    from docutils import nodes

    from press.handout.variants import Variant, select
    from press.publish import SOLUTION, STUB

    chapter = chapters.read(make_book(tmp_path / "book"), language, "straight")
    source = chapter.exercises[0].cell.source
    document = nodes.document(None, None)
    for tag, text in ((STUB, stub(source)), (SOLUTION, solution(source))):
        cell = nodes.container("", nodes.literal_block(text, text), classes=[f"tag_{tag}"])
        document += cell
    block = next(select(document, Variant.TUTOR, "").findall(nodes.literal_block))
    marked = [line for number, line in enumerate(block.astext().split("\n"), 1) if number in block["marked"]]
    assert [line.strip() for line in marked] == ["secret_product = x * x", "return secret_product"]


def alternative_texts(pdf):
    """Every `/Alt` of the structure tree."""

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                yield str(node["/Alt"])
            yield from walk(node.get("/K", []))

    return walk(pdf.trailer["/Root"]["/StructTreeRoot"])
