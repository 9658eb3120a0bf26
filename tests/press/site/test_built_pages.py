"""A small book through Sphinx: what its pages hold, and what stops the build."""

import base64
import re
import shutil

import pytest
from small_book import FRONT_MATTER, GLOSSARY, SLUG, WORDS, edit, make_book, page, png

from press.book import LANGUAGES, Book
from press.errors import PressError
from press.sphinx_run import run
from press.strings import strings

LANDING = """\
# {title}

:::{{welcome}}
:alt: "A picture"

Welcome.
:::

:::{{start}}
:::

(chapters)=
## {chapters}

:::{{catalogue}}
:::
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small book's pages in both languages; in French one section is behind the English."""
    glossary = GLOSSARY + '- en: numbers\n  fr: nombres\n  definition: {en: "n", fr: "n"}\n'
    front = FRONT_MATTER.replace("runs_on: cpu", "runs_on: browser").replace(
        "requires: []", "requires: [later]"
    )
    book = make_book(
        tmp_path_factory.mktemp("book"),
        glossary=glossary,
        english=front + page("en"),
        landing_en=LANDING.format(title="A small book", chapters="Chapters"),
        landing_fr=LANDING.format(title="Un petit livre", chapters="Les chapitres"),
    )
    edit(book, f"book/en/{SLUG}.md", "A few lines.", "A few lines of code.")
    for language in LANGUAGES:
        build(book, language)
    return book


def build(book: Book, language: str, **settings: bool) -> None:
    run(book, language, {"html": book.site / language}, settings=settings)


def html(book: Book, language: str, name: str = SLUG) -> str:
    return (book.site / language / f"{name}.html").read_text(encoding="utf-8")


def test_a_page_asks_no_other_host_for_anything(built):
    for language in LANGUAGES:
        for name in ("index", SLUG):
            text = html(built, language, name)
            loaded = re.findall(r'<(?:script|img|iframe|source)[^>]* src="([^"]*)"', text)
            loaded += re.findall(r'<link[^>]* rel="(?:stylesheet|icon|preload)"[^>]* href="([^"]*)"', text)
            assert loaded and not [address for address in loaded if "//" in address]
    for sheet in (built.site / "en" / "_static").rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_every_file_that_a_page_loads_is_there(built):
    for language in LANGUAGES:
        for name in ("index", SLUG):
            for address in re.findall(r'(?:src|href)="(_[^"?#]*)', html(built, language, name)):
                assert (built.site / language / address).is_file(), address


def test_the_card_is_in_the_language_of_the_page(built):
    card = html(built, "fr").split('class="chapter-card')[1].split("</p>")[0]
    words = strings("fr")
    for text in ("Débutant", "30 min", "Nombres", words["launch_lite"], words["tutor_handout"]):
        assert text in card, text
    # A chapter that does not exist yet is not promised.
    assert words["fact_requires"] not in card and "later" not in card


def test_the_landing_page_lists_the_chapters(built):
    for language, title in (("en", "Powers"), ("fr", "Puissances")):
        text = html(built, language, "index").split('class="catalogue"')[1].split("</ul>")[0]
        assert f'href="{SLUG}.html">{title}</a>' in text
        assert "30 min" in text and f"../lite/{language}/notebooks" in text
        assert f"handouts/{SLUG}.pdf" in text


def test_a_section_that_is_behind_the_english_says_so(built):
    notices = re.findall(r'<p class="stale-translation">.*?</p>', html(built, "fr"), re.DOTALL)
    assert len(notices) == 1
    assert f"../en/{SLUG}.html#small-built" in notices[0]
    assert "stale-translation" not in html(built, "en")


def test_solutions_and_answers_are_folded_and_tutors_notes_are_absent(built):
    text = html(built, "fr")
    assert text.count('<details class="folded solution">') == 8
    assert text.count('<details class="folded answer">') == 3
    assert "Laissez-leur du temps" not in text
    assert "Toggle hidden content" not in text


def test_an_equation_keeps_its_number_and_its_link(built):
    text = html(built, "en")
    assert '<a class="reference internal" href="#equation-eq-square">(1)</a>' in text
    assert re.search(
        r'<div class="math notranslate" id="equation-eq-square">.*?<math.*?\(1\)', text, re.DOTALL
    )


def test_works_are_cited_in_the_language_of_the_page(built):
    assert "Author (<a" in html(built, "en")
    assert '<ul class="references">' in html(built, "fr")


def test_without_the_browser_runtime_no_page_offers_it(built, tmp_path):
    root = tmp_path / "book"
    shutil.copytree(built.root, root)
    book = Book(root)
    build(book, "en", press_browser_runtime=False)
    for name in ("index", SLUG):
        assert "lite/en" not in html(book, "en", name)


def test_a_wrong_formula_stops_every_build_with_its_file_and_line(built, tmp_path):
    root = tmp_path / "book"
    shutil.copytree(built.root, root)
    book = Book(root)
    edit(book, f"book/en/{SLUG}.md", r"x^2 = x \times x", r"x^2 = x \tims x")
    lines = book.source("en", SLUG).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if r"\tims" in text)
    for _ in range(2):
        with pytest.raises(PressError, match=r"\\tims") as caught:
            build(book, "en")
        found = re.search(rf"{SLUG}\.md:(\d+)", str(caught.value))
        assert found and abs(int(found[1]) - line) <= 1


def test_a_picture_is_light_and_keeps_its_place(built):
    for language in LANGUAGES:
        pictures = re.findall(r"<img [^>]*>", html(built, language))
        # The opening figure is the payoff, which also stands where it is drawn: one file.
        names = {re.search(r'src="_images/([^"]*)"', picture)[1] for picture in pictures}
        assert len(pictures) == 2 and len(names) == 1
        assert 'loading="lazy"' not in pictures[0] and 'loading="lazy"' in pictures[1]
        for picture in pictures:
            assert 'width="1" height="1"' in picture and WORDS[language]["alt"] in picture
        assert [path.name for path in (built.site / language / "_images").iterdir()] == list(names)


def test_every_page_loads_one_sheet_and_the_formulas_theirs(built):
    for language in LANGUAGES:
        sheets = {path.name for path in (built.site / language / "_static").glob("*.css")}
        (page_sheet,) = [name for name in sheets if name.startswith("book.")]
        (formula_sheet,) = [name for name in sheets if name.startswith("formulas.")]
        for name in ("index", SLUG):
            loaded = re.findall(
                r'<link rel="stylesheet" href="_static/([^"]*)">', html(built, language, name)
            )
            assert loaded == ([page_sheet, formula_sheet] if name == SLUG else [page_sheet])
        assert "data:font/woff2" in (built.site / language / "_static" / formula_sheet).read_text()


def test_the_style_sheet_follows_the_pages(built, tmp_path):
    root = tmp_path / "book"
    shutil.copytree(built.root, root)
    book = Book(root)
    static = book.site / "en" / "_static"
    (before,) = static.glob("book.*.css")
    assert "blockquote" not in before.read_text()
    edit(book, f"book/en/{SLUG}.md", "A few lines of code.", "A few lines.\n\n> Quoted.\n")
    build(book, "en")
    (after,) = static.glob("book.*.css")
    assert after.name != before.name and "blockquote" in after.read_text()
    # Pages that were not written again are pointed to it too.
    for name in ("index", SLUG):
        assert f"_static/{after.name}" in html(book, "en", name)
    # A change of words alone changes no sheet.
    edit(book, f"book/en/{SLUG}.md", "Quoted.", "Quoted again.")
    build(book, "en")
    assert [path.name for path in static.glob("book.*.css")] == [after.name]


def test_a_picture_that_is_drawn_again_is_another_file(built, tmp_path):
    root = tmp_path / "book"
    shutil.copytree(built.root, root)
    book = Book(root)
    (before,) = (book.site / "en" / "_images").iterdir()
    path = book.output("en", SLUG)
    old, new = (base64.b64encode(png(shade)).decode() for shade in (128, 64))
    path.write_text(path.read_text().replace(old, new))
    build(book, "en")
    (after,) = (book.site / "en" / "_images").iterdir()
    assert after.name != before.name and after.name in html(book, "en")
