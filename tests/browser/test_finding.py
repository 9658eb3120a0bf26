"""Finding one's way, as a reader does: catalogue, map, search, glossary, terms, neighbours."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from accessibility import colour_violations, violations
from playwright.sync_api import Page, expect
from real_book import BOOK

from press.book import LANGUAGES
from press.site.launch import practical_of
from press.strings import strings

ON_GPU = [name for name in BOOK.chapters if practical_of(BOOK, name).runs_on == "gpu"]

# A chapter with terms, not the longest.
WITH_TERMS = "jax_introduction"


def rows(tab: Page):
    return tab.locator(".chapter-table tr[data-level]:visible")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_table_is_complete_and_the_way_to_it_is_shown(page, language):
    tab = page(f"{language}/index.html", java_script_enabled=False)
    expect(tab.locator(".search-open:visible")).to_have_count(0)
    instead = tab.locator(".search-instead a")
    assert [link.get_attribute("href") for link in instead.all()] == ["catalogue.html", "glossary.html"]
    instead.first.click()
    expect(rows(tab)).to_have_count(len(BOOK.chapters))
    expect(tab.locator(".chapter-filters")).to_be_hidden()
    for name, row in zip(BOOK.chapters, rows(tab).all(), strict=True):
        practical, words = practical_of(BOOK, name), strings(language)
        for said in (words[practical.level], words[f"runs_on_{practical.runs_on}"]):
            expect(row).to_contain_text(re.compile(re.escape(said), re.IGNORECASE))
        expect(row.locator("th a")).to_have_attribute("href", f"{name}.html")


def test_a_filter_is_announced_and_its_link_can_be_shared(page, site):
    tab, words = page("en/catalogue.html"), strings("en")
    status = tab.locator(".chapter-count")
    total = len(BOOK.chapters)
    expect(status).to_have_text(words["filter_count"].format(n=total, all=total))
    tab.get_by_label(words["fact_where"]).select_option("gpu")
    expect(rows(tab)).to_have_count(len(ON_GPU))
    expect(status).to_have_text(words["filter_count"].format(n=len(ON_GPU), all=total))
    assert urlsplit(tab.url).query == "where=gpu"
    # The other language shows the same choice, and so does the copied link.
    tab.get_by_role("link", name="Français").click()
    tab.wait_for_url("**/fr/catalogue.html?where=gpu")
    expect(rows(tab)).to_have_count(len(ON_GPU))
    tab.goto(f"{site}/fr/catalogue.html?where=gpu&level=beginner&topic=nonsense")
    expect(rows(tab)).to_have_count(0)
    expect(tab.locator(".chapter-count")).to_have_text(strings("fr")["filter_nothing"])
    tab.get_by_role("button", name=strings("fr")["filter_reset"]).click()
    expect(rows(tab)).to_have_count(total)
    assert urlsplit(tab.url).query == ""
    # A part whose chapters are all hidden does not leave its title behind.
    tab.get_by_label(strings("fr")["fact_where"]).select_option("gpu")
    assert tab.locator(".chapter-part:visible").count() <= len(ON_GPU)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_links_by_keyboard_and_says_the_same_as_its_list(page, language):
    tab = page(f"{language}/catalogue.html", width=390, height=844)
    boxes = tab.locator(".chapter-map a")
    targets = [box.get_attribute("href").removesuffix(".html") for box in boxes.all()]
    assert sorted(targets) == sorted(BOOK.chapters)
    arrows = [
        (name, other)
        for name in BOOK.chapters
        for other in practical_of(BOOK, name).requires
        if other in BOOK.chapters
    ]
    expect(tab.locator(".chapter-map .map-arrow")).to_have_count(len(arrows))
    for name, other in arrows:
        assert targets.index(other) < targets.index(name)
        item = tab.locator(f".map-list li:has(> a:first-child[href='{name}.html'])")
        expect(item.locator(f"a[href='{other}.html']")).to_have_count(1)
    # The last box lies outside the window until the keyboard comes to it.
    boxes.last.focus()
    assert tab.locator(".chapter-map").evaluate("box => box.scrollLeft") > 0
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{targets[-1]}.html")


def test_nothing_of_the_search_is_loaded_before_it_is_opened(page):
    tab = page("fr/index.html")
    asked = "performance.getEntriesByType('resource').map(entry => entry.name)"
    assert not [name for name in tab.evaluate(asked) if re.search(r"/search\.|pagefind", name)]


def searched(tab: Page, words: str) -> list[str]:
    """Type into the open search; the addresses of the first results."""
    tab.get_by_role("searchbox").fill(words)
    expect(tab.locator(".search-results a").first).to_be_visible(timeout=20_000)
    expect(tab.locator(".search-status")).to_have_text(re.compile(r"^\d+ "), timeout=20_000)
    return [link.get_attribute("href").split("/")[-1] for link in tab.locator(".search-results a").all()]


@pytest.mark.parametrize(
    ("language", "words", "address"),
    [
        ("fr", "gradient descent", "glossary.html#term-gradient-descent"),
        ("en", "descente de gradient", "glossary.html#term-gradient-descent"),
        # With or without its accents, one word or several.
        ("fr", "REGULARISATION", "glossary.html#term-l2-regularisation"),
        ("fr", "matrices", "glossary.html#term-matrix"),
    ],
)
def test_the_search_finds_terms_in_either_language(page, language, words, address):
    tab = page(f"{language}/index.html", dark=language == "en")
    tab.keyboard.press("Control+k")
    found = searched(tab, words)
    assert address in found[:3], found
    if len(words.split()) > 1:
        assert found[0] == address
        assert violations(tab) + colour_violations(tab) == []


def test_the_search_is_whole_by_keyboard(page):
    tab, words = page("fr/index.html"), strings("fr")
    tab.get_by_role("button", name=words["search"]).first.press("Enter")
    dialog = tab.get_by_role("dialog", name=words["search_in_book"])
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    searched(tab, "valeurs propres")
    expect(dialog.locator(".search-excerpt mark").first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    first = dialog.locator(".search-results a").first
    expect(first).to_be_focused()
    tab.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.press("ArrowDown")
    address = first.get_attribute("href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(address)
    assert tab.locator(f"[id='{urlsplit(address).fragment}']").count() == 1
    # A key alone opens nothing; the last query waits on the next page.
    tab.keyboard.press("k")
    expect(tab.get_by_role("searchbox")).to_have_count(0)
    tab.keyboard.press("Control+k")
    expect(tab.get_by_role("searchbox")).to_have_value("valeurs propres")
    tab.get_by_role("searchbox").fill("zzzzqqq")
    expect(tab.locator(".search-status")).to_have_text(words["search_none"], timeout=20_000)
    tab.get_by_role("searchbox").fill("")
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog.search")).to_be_hidden()


def test_exercises_are_found_and_code_is_not(page):
    tab = page("en/index.html", width=390, height=844)
    tab.locator(".page-bar .search-open").click()
    assert "linear_algebra.html#linear-algebra-combine" in searched(tab, "combine baskets")
    expect(tab.locator(".search-where", has_text=strings("en")["exercise"]).first).to_be_visible()
    tab.get_by_role("searchbox").fill("set_language")
    expect(tab.locator(".search-status")).to_have_text(strings("en")["search_none"], timeout=20_000)


def test_a_term_explains_itself_on_hover_and_on_focus(page):
    tab = page(f"fr/{WITH_TERMS}.html")
    box, term = tab.locator(".term-box"), tab.locator("p > a.term").first
    text = tab.locator(f"[id='{term.get_attribute('aria-describedby')}']").text_content()
    expect(box).to_be_hidden()
    term.hover()
    expect(box).to_have_text(text)
    expect(box.locator("[lang=en]")).to_have_count(1)
    # It stays while the pointer is on it, goes with Escape, and goes when the pointer leaves.
    box.hover()
    tab.wait_for_timeout(400)
    expect(box).to_be_visible()
    tab.keyboard.press("Escape")
    expect(box).to_be_hidden()
    term.hover()
    expect(box).to_be_visible()
    tab.mouse.move(5, 5)
    expect(box).to_be_hidden()
    # By keyboard.
    term.evaluate("term => term.focus({ focusVisible: true })")
    expect(box).to_be_visible()
    expect(tab.locator("main .term-box")).to_have_count(1)
    assert violations(tab) + colour_violations(tab) == []
    tab.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(term).to_be_focused()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/glossary.html#term-*")
    expect(tab.locator("dt:target")).to_be_visible()


def test_a_first_tap_shows_the_term_and_its_link_leads_to_the_glossary(page):
    tab = page(f"en/{WITH_TERMS}.html", width=390, height=844, has_touch=True, is_mobile=True)
    box, term = tab.locator(".term-box"), tab.locator("p > a.term").first
    term.tap()
    expect(box).to_be_visible()
    edges = box.bounding_box()
    assert edges["x"] >= 0 and edges["x"] + edges["width"] <= 390
    tab.locator("h1").tap()
    expect(box).to_be_hidden()
    term.tap()
    box.get_by_role("link", name=strings("en")["term_more"]).tap()
    tab.wait_for_url("**/glossary.html#term-*")


def test_without_scripts_a_term_is_a_link(page):
    tab = page(f"fr/{WITH_TERMS}.html", java_script_enabled=False)
    expect(tab.locator(".term-definitions")).to_be_hidden()
    tab.locator("p > a.term").first.click()
    tab.wait_for_url("**/fr/glossary.html#term-*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_previous_and_next_follow_the_table_of_contents(site_folder, language):
    pages = {
        name: (site_folder / language / f"{name}.html").read_text(encoding="utf-8") for name in BOOK.pages
    }
    neighbours = {
        kind: [
            re.findall(rf'<a class="[^"]*" rel="{kind}" href="(\w+)\.html"', text) for text in pages.values()
        ]
        for kind in ("prev", "next")
    }
    assert neighbours["next"] == [*([name] for name in BOOK.pages[1:]), []]
    assert neighbours["prev"] == [[], *([name] for name in BOOK.pages[:-1])]
    for name, text in pages.items():
        navigation = text.split('<nav class="bd-links')[1].split("</nav>")[0]
        shown = re.findall(r'class="(?:current )?reference internal" href="([\w#]*?)(?:\.html)?"', navigation)
        assert [other if other != "#" else name for other in shown] == BOOK.pages[1:], name
