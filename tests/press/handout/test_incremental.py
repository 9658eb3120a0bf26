"""A second build does what is needed, and two builds give the same bytes."""

import shutil
from hashlib import sha256

import pytest
from handout_book import make_book, print_handouts
from small_book import edit

pytestmark = pytest.mark.xdist_group("handouts")


@pytest.fixture
def book(tmp_path):
    return make_book(tmp_path / "book")


def times(built):
    return {path.name: path.stat().st_mtime_ns for path in built.folder.glob("*.pdf")}


def digests(built):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in built.folder.glob("*.pdf")}


def changed(before, after):
    return {name for name in after if after[name] != before.get(name)}


def test_two_builds_give_the_same_bytes(book):
    first = digests(print_handouts(book, "fr"))
    shutil.rmtree(book.build)
    assert digests(print_handouts(book, "fr")) == first


def test_nothing_is_printed_again_when_nothing_changed(book):
    before = times(print_handouts(book, "en"))
    assert times(print_handouts(book, "en")) == before


def test_only_the_edited_chapter_is_printed_again(book):
    before = times(print_handouts(book, "en"))
    edit(book, "book/en/straight.md", "Return the square.", "Return its square.")
    assert changed(before, times(print_handouts(book, "en"))) == {"straight.pdf", "straight-tutor.pdf"}


def test_only_the_variant_that_changed_is_printed_again(book):
    before = times(print_handouts(book, "en"))
    edit(book, "book/en/straight.md", "Allow ten minutes", "Allow twenty minutes")
    assert changed(before, times(print_handouts(book, "en"))) == {"straight-tutor.pdf"}


def test_a_title_that_others_show_is_printed_again_where_they_show_it(book):
    before = times(print_handouts(book, "en"))
    edit(book, "book/en/second.md", "# Second chapter", "# The second chapter")
    print_handouts(book, "en")
    assert set(changed(before, times(print_handouts(book, "en")))) == set(before)


def test_the_front_matter_reaches_the_french_handout(book):
    before = times(print_handouts(book, "fr"))
    edit(book, "book/en/straight.md", "minutes: 30", "minutes: 45")
    built = print_handouts(book, "fr")
    assert changed(before, times(built)) == {"straight.pdf", "straight-tutor.pdf"}
    assert "45\u202fmin" in built.text("straight") or "45 min" in built.text("straight")


def test_a_lost_handout_is_printed_again(book):
    built = print_handouts(book, "en")
    (built.folder / "second.pdf").unlink()
    assert (print_handouts(book, "en").folder / "second.pdf").exists()


def test_the_handouts_of_a_removed_chapter_go(book):
    built = print_handouts(book, "en")
    edit(book, "_toc.yml", "      - file: second\n", "")
    edit(book, "book/en/straight.md", " and {doc}`second`", "")
    edit(book, "book/en/straight.md", "requires: [second]", "requires: []")
    print_handouts(type(book)(book.root), "en")
    assert sorted(path.name for path in built.folder.glob("*.pdf")) == ["straight-tutor.pdf", "straight.pdf"]
