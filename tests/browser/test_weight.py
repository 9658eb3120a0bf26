"""What a first visit to a chapter costs, that text comes before scripts, and that nothing moves once it was seen."""

from __future__ import annotations

import gzip
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page
from real_book import BOOK

from press.book import LANGUAGES

CHAPTERS = [f"{language}/{slug}.html" for language in LANGUAGES for slug in BOOK.chapters]
OTHERS = [f"fr/{name}.html" for name in sorted(set(BOOK.pages) - set(BOOK.chapters))]
# A server compresses these; pictures and fonts are compressed already.
TEXT = {".html", ".css", ".js", ".mjs", ".svg", ".json"}
PICTURES = {".png", ".webp", ".avif", ".svg"}
# The page, the styles of all pages, those of formulas, a few scripts: connections are slow where data is dear.
MOST_REQUESTS = 12

LOADED = "() => [location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)]"
FIGURES = "() => [...document.querySelectorAll('article img')].map(image => image.src)"
SHIFTS = """() => new Promise(resolve => {
  let total = 0;
  const add = list => { for (const entry of list) if (!entry.hadRecentInput) total += entry.value; };
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    add(observer.takeRecords());
    resolve(total);
  })));
})"""
FIRST_TEXT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
ARRIVED = """name => performance.getEntriesByType('resource')
  .find(entry => entry.name.includes(name)).responseEnd"""


def weight(site: str, folder: Path, addresses: list[str]) -> dict[str, int]:
    """The bytes of each address as a server sends them, compressed where that helps."""
    found = {}
    for address in addresses:
        if not address.startswith(site):
            continue
        path = folder / unquote(urlsplit(address.removeprefix(site)).path).lstrip("/")
        data = path.read_bytes()
        found[address] = len(gzip.compress(data, 6)) if path.suffix in TEXT else len(data)
    return found


def listed(found: dict[str, int]) -> str:
    lines = [f"{size:8} {address}" for address, size in sorted(found.items(), key=lambda item: -item[1])]
    return "\n".join(["", *lines])


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_chapter_is_light_and_stays_where_it_is(page, site, site_folder, path):
    tab = page(path)
    figures = set(tab.evaluate(FIGURES))
    loaded = set(tab.evaluate(LOADED)) | {f"{site}/favicon.svg"}
    parts = weight(site, site_folder, sorted(loaded - figures))
    pictures = weight(site, site_folder, sorted(figures))
    budgets = BOOK.settings.budgets
    assert sum(parts.values()) <= budgets.page_kilobytes * 1000, listed(parts)
    both = parts | pictures
    assert sum(both.values()) <= budgets.page_with_figures_kilobytes * 1000, listed(both)
    assert len(parts) <= MOST_REQUESTS, listed(parts)
    assert tab.evaluate(SHIFTS) < 0.01
    assert page(path, width=390, height=844).evaluate(SHIFTS) < 0.01


@pytest.mark.parametrize("path", OTHERS)
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_on_the_other_pages(page, path, width):
    assert page(path, width=width).evaluate(SHIFTS) < 0.01


def test_text_waits_for_no_script_and_formulas_do_not_move(page):
    tab = page("en/linear_algebra.html")
    held = []

    def later(route) -> None:
        held.append(route.request.url)
        time.sleep(1)
        route.continue_()

    tab.route("**/*.js*", later)
    tab.route("**/formulas.*.css", later)
    tab.reload(wait_until="load")
    assert any("page.js" in address for address in held) and any("formulas" in address for address in held)
    first = tab.evaluate(FIRST_TEXT)
    assert first < tab.evaluate(ARRIVED, "page.js") and first < tab.evaluate(ARRIVED, "formulas.")
    assert tab.evaluate(SHIFTS) < 0.01
    assert not blocking(tab)


def blocking(tab: Page) -> list[str]:
    """Scripts that stop the page until they have run, but for the one that stands in it."""
    return tab.evaluate(
        "() => [...document.scripts].filter(s => s.src && !s.defer && !s.async && s.type !== 'module')"
        ".map(s => s.src)"
    )


def test_figures_wait_until_they_come_near_but_the_first(page):
    tab = page("fr/linear_algebra.html")
    first, *others = tab.locator("article img").all()
    assert first.get_attribute("loading") is None
    assert {picture.get_attribute("loading") for picture in others} == {"lazy"}
    sizes = tab.evaluate(
        "() => [...document.querySelectorAll('article img')].map(i => [i.width, i.height, i.alt.length])"
    )
    assert all(width > 0 and height > 0 and alt > 0 for width, height, alt in sizes)
    seen = tab.evaluate("() => document.querySelectorAll('article img')[0].naturalWidth")
    assert seen > 0
