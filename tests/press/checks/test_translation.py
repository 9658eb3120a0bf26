"""Which French sections are behind, and `press translated`, which writes that they no longer are."""

from small_book import edit

from press.checks.translation import stale_sections

EN, FR = "book/en/small.md", "book/fr/small.md"


def test_nothing_is_behind_at_first(book):
    assert stale_sections(book, "small", "fr") == []
    assert stale_sections(book, "small", "en") == []


def test_a_section_whose_english_changed_is_behind(book):
    edit(book, EN, "A few lines.", "Three lines.")
    assert stale_sections(book, "small", "fr") == ["small-built"]


def test_the_opening_is_a_section_too(book):
    edit(book, EN, "Compute a power.", "Compute powers.")
    assert stale_sections(book, "small", "fr") == ["small"]


def test_one_section_is_recorded(book, press):
    edit(book, EN, "A few lines.", "Three lines.")
    edit(book, EN, "Compute a power.", "Compute powers.")
    assert press(book, "translated", "small", "small-built") == (0, ["recorded small-built"])
    assert stale_sections(book, "small", "fr") == ["small"]


def test_recording_touches_nothing_else(book, press):
    body = (book.root / FR).read_text(encoding="utf-8").split("---\n", 2)[2]
    edit(book, FR, "---\ntranslation:\n", "---\n# kept\nother: 1  # kept too\ntranslation:\n")
    edit(book, EN, "A few lines.", "Three lines.")
    assert press(book, "translated", "small")[0] == 0
    text = (book.root / FR).read_text(encoding="utf-8")
    assert text.startswith("---\n# kept\nother: 1  # kept too\ntranslation:\n  small: ")
    assert text.split("---\n", 2)[2] == body
    assert stale_sections(book, "small", "fr") == []


def test_a_first_recording_makes_the_front_matter(book, press):
    path = book.root / FR
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2].lstrip("\n")
    path.write_text(body, encoding="utf-8")
    _, lines = press(book, "check")
    assert any(line.startswith(f"{FR}:1: no section is recorded as translated") for line in lines)
    press(book, "translated", "small")
    assert path.read_text(encoding="utf-8").endswith("---\n\n" + body)
    assert press(book, "check")[0] == 0


def test_an_unknown_section_is_one_clear_line(book, press):
    before = (book.root / FR).read_bytes()
    status, lines = press(book, "translated", "small", "small-nothing")
    assert status == 1
    assert lines[0].startswith("error ") and "no section 'small-nothing'" in lines[0]
    assert (book.root / FR).read_bytes() == before
