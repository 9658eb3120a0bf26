"""The built pages as a reader meets them, in a real browser and both languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from accessibility import colour_violations, violations
from playwright.sync_api import Page, expect
from real_book import BOOK

from press.book import LANGUAGES
from press.site.languages import alternates
from press.site.launch import links, practical_of
from press.strings import strings

CHAPTERS = BOOK.chapters
PAGES = [f"{language}/{name}.html" for language in LANGUAGES for name in BOOK.pages]
# Where a chapter, not an interface, is tested, one is enough.
CHAPTER = CHAPTERS[0]


def read_pages(paths: list[str]):
    """Each page, opened once for all these tests: they leave it as they found it."""
    return pytest.mark.parametrize(
        ("path", "read_page"),
        [(path, path) for path in paths],
        ids=paths,
        indirect=["read_page"],
        scope="module",
    )


on_every_page = read_pages(PAGES)
on_every_chapter = read_pages([f"{language}/{name}.html" for language in LANGUAGES for name in CHAPTERS])


def test_the_entrance_chooses_the_language_of_the_browser(page):
    assert page("index.html", locale="fr-SN").url.endswith("/fr/index.html")
    assert page("index.html", locale="en-GH").url.endswith("/en/index.html")
    assert page("index.html", locale="sw").url.endswith("/en/index.html")


def test_the_entrance_remembers_a_choice(page, site):
    tab = page("en/index.html", locale="en-GH")
    tab.get_by_role("link", name="Français").click()
    tab.wait_for_url("**/fr/index.html")
    tab.goto(f"{site}/index.html")
    tab.wait_for_url("**/fr/index.html")


def test_the_entrance_works_without_scripts(page):
    tab = page("index.html", java_script_enabled=False)
    for language in LANGUAGES:
        name = BOOK.settings.language_name[language]
        expect(tab.get_by_role("link", name=name)).to_have_attribute("href", f"{language}/index.html")


def test_the_page_for_a_wrong_address_leads_home_under_any_path(page, site):
    tab = page("404.html")
    for language in LANGUAGES:
        tab.goto(f"{site}/404.html")
        tab.locator(f"a[hreflang={language}]").click()
        tab.wait_for_url(f"{site}/{language}/index.html")


@on_every_page
def test_the_language_switch_leads_to_the_same_page(read_page, path, site, site_folder):
    language, name = path.split("/")
    (other,) = set(LANGUAGES) - {language}
    expect(read_page.locator("html")).to_have_attribute("lang", language)
    link = read_page.get_by_role("link", name=BOOK.settings.language_name[other])
    assert link.evaluate("link => link.href") == f"{site}/{other}/{name}"
    assert f'lang="{other}"' in (site_folder / other / name).read_text("utf-8")


def test_the_language_switch_keeps_the_section(page):
    tab = page(f"en/{CHAPTER}.html")
    mark = tab.locator("article section section > span[id]").nth(2)
    label = mark.get_attribute("id")
    tab.evaluate("id => document.getElementById(id).parentElement.scrollIntoView()", label)
    tab.get_by_role("link", name="Français").click()
    tab.wait_for_url(f"**/fr/{CHAPTER}.html#{label}")


@on_every_page
def test_robots_find_the_other_languages(read_page, path):
    found = {
        link.get_attribute("hreflang"): link.get_attribute("href")
        for link in read_page.locator("head link[rel=alternate][hreflang]").all()
    }
    expected = {version.code: version.href for version in alternates(BOOK, path[3:].removesuffix(".html"))}
    assert found == expected
    assert set(found) == {*LANGUAGES, "x-default"}


@on_every_chapter
def test_the_buttons_of_a_chapter_lead_where_they_say(read_page, path, site_folder):
    language, chapter = path.removesuffix(".html").split("/")
    shown = [
        (link.get_attribute("href"), " ".join(link.inner_text().split()))
        for link in read_page.locator(".chapter-card .launch a, .chapter-card .for-tutors a").all()
    ]
    runtime = (site_folder / "pyodide").exists()
    expected = links(BOOK, chapter, language, browser_runtime=runtime)
    assert [href for href, _ in shown] == [link.href for link in expected]
    for (_, text), link in zip(shown, expected, strict=True):
        assert text.startswith(link.label)


@on_every_chapter
def test_the_card_says_what_the_front_matter_says(read_page, path):
    language, chapter = path.removesuffix(".html").split("/")
    words, practical = strings(language), practical_of(BOOK, chapter)
    card = read_page.locator(".chapter-card")
    expect(card.locator(".level-word")).to_have_text(words[practical.level].capitalize())
    where = words[f"runs_on_{practical.runs_on}"]
    expect(card).to_contain_text(where[0].upper() + where[1:])


@on_every_page
def test_every_figure_has_its_alternative_text(read_page, path):
    for picture in read_page.locator("article img").all():
        text = (picture.get_attribute("alt") or "").strip()
        assert text not in ("", "_images"), picture.get_attribute("src")


@on_every_page
def test_every_name_is_that_of_one_element(read_page, path):
    names = read_page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert [name for name, times in Counter(names).items() if times > 1] == []


@on_every_page
def test_axe_finds_nothing(read_page, path):
    assert violations(unfolded(read_page)) == []
    assert colour_violations(read_page) == []


@on_every_page
def test_axe_finds_nothing_in_the_dark(read_page, path):
    # What is the same in both modes was tried in the light.
    unfolded(read_page).emulate_media(color_scheme="dark")
    expect(read_page.locator("html")).to_have_attribute("data-theme", "dark", timeout=60_000)
    assert colour_violations(read_page) == []
    read_page.emulate_media(color_scheme="light")


def test_axe_finds_one_illegible_word_among_thousands(page):
    tab = unfolded(page(f"en/{CHAPTER}.html"))
    for sort in ("article p", "article pre .nf", "article li a"):
        words = tab.locator(f"{sort}:visible").filter(has_text=re.compile(r"\w\w"))
        word = words.nth(words.count() // 2)
        word.evaluate("word => { word.style.color = '#bbb'; word.style.backgroundColor = '#ccc' }")
        assert len(colour_violations(tab)) == 1, sort
        word.evaluate("word => word.removeAttribute('style')")


def unfolded(tab: Page) -> Page:
    """The page with everything open: what is folded must be accessible too."""
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    tab.evaluate("dispatchEvent(new Event('resize'))")
    return tab


@on_every_page
def test_a_telephone_needs_no_sideways_scroll(read_page, path):
    tab = unfolded(read_page)
    tab.set_viewport_size({"width": 390, "height": 844})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    outside = """() => [...document.querySelectorAll('article *')].filter(element => {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.right <= innerWidth + 1) return false;
        for (let around = element.parentElement; around; around = around.parentElement)
            if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(around).overflowX)) return false;
        return true;
    }).map(element => element.outerHTML.slice(0, 120))"""
    assert tab.evaluate(outside) == []
    tab.set_viewport_size({"width": 1280, "height": 900})


def test_the_chapters_open_over_the_page_on_a_telephone(page):
    tab = page(f"fr/{CHAPTER}.html", width=390, height=844)
    words = strings("fr")
    tab.get_by_role("button", name=words["toggle_navigation"]).click()
    drawer = tab.get_by_role("dialog", name=words["navigation"])
    expect(drawer.get_by_role("button", name=words["search"])).to_be_visible()
    tab.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(tab.get_by_role("button", name=words["toggle_navigation"])).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_solution_unfolds_by_keyboard(page, language):
    tab = page(f"{language}/{CHAPTER}.html")
    fold = tab.locator("details.solution").first
    code = fold.locator("pre").first
    expect(code).to_be_hidden()
    fold.locator("summary").focus()
    assert strings(language)["show_solution"] in fold.locator("summary").inner_text()
    tab.keyboard.press("Enter")
    expect(code).to_be_visible()
    assert strings(language)["hide_solution"] in fold.locator("summary").inner_text()


def test_a_copy_button_copies_the_code_alone(page):
    words = strings("fr")
    tab = page(f"fr/{CHAPTER}.html", permissions=["clipboard-read", "clipboard-write"])
    cell = tab.locator("div.cell_input").first
    cell.hover()
    button = cell.get_by_role("button", name=words["copy_code"])
    button.click()
    expect(tab.locator("p.announcement")).to_have_text(words["copied"])
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == cell.locator("pre").inner_text().strip()
    assert not tab.locator("div.cell_output button.copybtn").count()
    # Plain http on a classroom's network has no clipboard.
    tab.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    other = tab.locator("div.cell_input").nth(1)
    other.hover()
    other.get_by_role("button", name=words["copy_code"]).click()
    expect(tab.locator("p.announcement")).to_have_text(words["copied"])
    expect(other.get_by_role("button", name=words["copy_code"])).to_be_focused()


def test_light_and_dark_are_chosen_and_remembered(page):
    tab = page("en/index.html")
    theme = tab.locator("html")
    expect(theme).to_have_attribute("data-theme", "light")
    button = tab.locator(".mode-switch")
    for _ in range(3):
        if theme.get_attribute("data-theme") != "dark":
            button.click()
    expect(theme).to_have_attribute("data-theme", "dark")
    tab.reload()
    expect(theme).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_are_mathml_and_their_numbers_link(page, language):
    tab = page(f"{language}/{CHAPTER}.html")
    assert tab.locator("article math").count() > 20
    assert not re.search(r"\\\(|\\\[|\$\$", tab.locator("article").inner_text())
    target = tab.locator("a[href^='#equation-']:not(.headerlink)")
    if target.count():
        href = target.first.get_attribute("href")
        assert tab.locator(href).count() == 1


def test_a_screen_reader_finds_the_formulas(page):
    tab = page(f"en/{CHAPTER}.html")
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    session = tab.context.new_cdp_session(tab)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    by_name = {node["nodeId"]: node for node in tree}
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    formulas = [node for node in tree if node["role"]["value"] == "MathMLMath" and not node["ignored"]]
    seen = (
        "() => [...document.querySelectorAll('article math')].filter(math => math.checkVisibility()).length"
    )
    assert len(formulas) == tab.evaluate(seen) > 100
    assert {"MathMLFraction", "MathMLSquareRoot", "MathMLSup", "MathMLSub"} <= set(roles)

    def words(node) -> str:
        children = [by_name[child] for child in node.get("childIds", ()) if child in by_name]
        own = node.get("name", {}).get("value", "") if not children else ""
        return own + "".join(map(words, children))

    assert all(words(formula).strip() for formula in formulas)


def test_a_formula_is_drawn_with_the_books_own_letters(page):
    """Italic letters and roots too: a browser would silently take them from another font, or from none."""
    tab = page(f"en/{CHAPTER}.html")
    session = tab.context.new_cdp_session(tab)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "article math"})["nodeIds"]
    used = {
        each["familyName"]
        for node in found[:60]
        for each in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }
    assert used <= {"Practicals Math", "Temml"}


@pytest.mark.parametrize("path", PAGES)
def test_colours_of_the_system_and_large_letters_keep_a_page_readable(page, path):
    tab = page(path, width=640, height=450, forced_colors="active")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 640
    assert tab.evaluate("matchMedia('(forced-colors: active)').matches")
    expect(tab.locator("h1").first).to_be_visible()


def test_a_page_is_whole_without_scripts(page):
    tab = page(f"en/{CHAPTER}.html", java_script_enabled=False)
    expect(tab.locator(".mode-switch")).to_be_hidden()
    expect(tab.locator("details.solution pre").first).to_be_hidden()
    expect(tab.locator("article math").first).to_be_visible()


def test_the_first_screen_of_the_landing_page_says_where_to_start(page):
    for language in LANGUAGES:
        tab = page(f"{language}/index.html", width=1280, height=900)
        for place in (".welcome", ".picture", ".start"):
            box = tab.locator(place).bounding_box()
            assert box["y"] + box["height"] <= 900, place
