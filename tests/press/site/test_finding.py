"""What helps a reader find the way, on a small book of two chapters: glossary, terms, catalogue, map."""

import re
from pathlib import Path

import pytest
from small_book import CONTENTS, FRONT_MATTER, GLOSSARY, SLUG, edit, make_book, record, write

from press import glossary
from press.book import LANGUAGES, Book
from press.errors import PressError
from press.site.chapter_map import draw
from press.sphinx_run import run
from press.strings import strings

TERMS = (
    "- en: eigenvalue\n  fr: valeur propre\n  definition: {en: A factor., fr: Un facteur.}\n"
    "- en: numbers\n  fr: écart\n  definition: {en: 'Some <b>.', fr: 'Des <b>.'}\n"
    + GLOSSARY
    + "- en: zero\n  fr: zéro\n  definition: {en: Nothing., fr: Rien.}\n"
)
CATALOGUE = "# {title}\n\n```{{chapter-table}}\n```\n\n## {map}\n\n```{{chapter-map}}\n```\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Book:
    """The small book with a second chapter that needs the first, a catalogue and a glossary."""
    book = make_book(
        tmp_path_factory.mktemp("book"),
        contents=CONTENTS + "      - file: second\n      - file: catalogue\n      - file: glossary\n",
        glossary=TERMS,
    )
    needs = FRONT_MATTER.replace("requires: []", "requires: [small, later]").replace("beginner", "advanced")
    texts = {
        "en": ("# Second\n\nA {term}`power` again.\n", "All", "Map", "Glossary"),
        "fr": ("# Deuxième\n\nEncore une {term}`puissance <power>`.\n", "Tous", "Carte", "Glossaire"),
    }
    for language, (second, every, drawn, words) in texts.items():
        write(book.source(language, "second"), (needs if language == "en" else "") + second)
        write(book.source(language, "catalogue"), CATALOGUE.format(title=every, map=drawn))
        write(book.source(language, "glossary"), f"# {words}\n\n```{{glossary}}\n```\n")
    record(book, "second")
    for language in LANGUAGES:
        run(book, language, {"html": book.site / language})
    return book


def html(book: Book, language: str, name: str = SLUG) -> str:
    return (book.site / language / f"{name}.html").read_text(encoding="utf-8")


def test_the_glossary_is_sorted_in_each_language_and_its_addresses_are_the_same(built):
    anchors = {
        language: re.findall(r'<dt id="([^"]+)"', html(built, language, "glossary")) for language in LANGUAGES
    }
    assert anchors["en"] == ["term-eigenvalue", "term-numbers", "term-power", "term-zero"]
    # É is an E, and stands before p, v and z.
    assert anchors["fr"] == ["term-numbers", "term-power", "term-eigenvalue", "term-zero"]
    text = html(built, "fr", "glossary")
    assert '<span class="other-word" lang="en">eigenvalue</span>' in text
    assert "Des &lt;b&gt;." in text


def test_the_glossary_names_the_chapters_that_use_a_term(built):
    entry = html(built, "en", "glossary").split('id="term-power"')[1].split("<dt")[0]
    assert re.findall(r'href="(\w+)\.html"', entry) == ["small", "second"]
    assert "term-uses" not in html(built, "en", "glossary").split('id="term-zero"')[1].split("</dd>")[0]


def test_a_term_links_to_the_glossary_and_its_definition_is_on_the_page_once(built):
    text = html(built, "fr")
    assert '<a class="term" href="glossary.html#term-power">puissance</a>' in text
    definition = re.findall(r'<p id="definition-[^"]*">.*?</p>', text)
    assert len(definition) == 1 and "Un nombre multiplié par lui-même." in definition[0]
    assert 'lang="en">power</span>' in definition[0]
    assert "terms.js" in text and "terms.js" not in html(built, "fr", "index")


def test_words_with_the_same_address_are_refused(tmp_path):
    book = Book(tmp_path)
    twin = GLOSSARY + '- en: "Power!"\n  fr: puissances\n  definition: {en: a, fr: b}\n'
    write(glossary.path(book), twin)
    with pytest.raises(PressError, match="'power' and 'Power!'"):
        glossary.ordered(book, "fr")


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Fréchet distance", "frechet distance"),
        ("Cauchy–Schwarz inequality", "cauchy schwarz inequality"),
        ("Œuvre d'art", "oeuvre d art"),
        ("U-Net", "u net"),
    ],
)
def test_a_dictionary_ignores_accents_case_and_signs(word, key):
    assert glossary.sort_key(word) == key


def test_the_table_says_what_the_front_matter_says(built):
    text, words = html(built, "fr", "catalogue"), strings("fr")
    rows = re.findall(r'<tr role="row" class="level-.*?</tr>', text, re.DOTALL)
    assert len(rows) == 2
    for said in ("Avancé", "30 min", 'href="small.html"', words["download_handout"], 'data-topics="numbers"'):
        assert said in rows[1], said
    assert '<option value="numbers">nombres</option>' in text.lower()
    # A chapter that does not exist yet is not promised.
    assert "later" not in text


def test_a_change_of_a_chapter_reaches_the_catalogue_and_the_glossary(built):
    edit(built, "book/en/second.md", "level: advanced", "level: intermediate")
    edit(built, "book/en/second.md", "{term}`power`", "{term}`zero`")
    run(built, "en", {"html": built.site / "en"})
    assert 'data-level="intermediate"' in html(built, "en", "catalogue")
    assert "second.html" in html(built, "en", "glossary").split('id="term-zero"')[1].split("</dd>")[0]


def chapter(name: str, *requires: str) -> dict:
    return {"name": name, "title": f"The chapter {name}", "requires": [(other, other) for other in requires]}


def test_the_map_leads_from_left_to_right_and_no_boxes_overlap():
    drawing = draw(
        [chapter("a"), chapter("b", "a"), chapter("c", "a", "b"), chapter("d"), chapter("e", "c", "d")]
    )
    boxes = {box.chapter["name"]: box for box in drawing.boxes}
    assert boxes["a"].left < boxes["b"].left < boxes["c"].left < boxes["e"].left
    assert len(drawing.arrows) == 5
    for one in drawing.boxes:
        assert one.left >= 0 and one.left + one.width <= drawing.width
        for other in drawing.boxes:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert one is other or apart


def test_search_folder_holds_nothing_that_no_page_loads(built):
    names = {path.name for path in Path(built.site, "fr", "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-worker.js", "wasm.fr.pagefind", "fragment", "index"} <= names
    assert not [name for name in names if "ui" in name or "unknown" in name]
    assert not (built.site / "fr" / "search.html").exists()
