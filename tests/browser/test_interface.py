"""The French interface has not one English word left: its strings are held against the English build's."""

from __future__ import annotations

import pytest
from real_book import BOOK

from press.strings import strings

# Names, and words that are the same in both languages.
SAME = {
    "Apache-2.0",
    "CC BY 4.0",
    "Ctrl K",
    "Important",
    "PDF",
    "✓ Correct",
    *(strings("fr")[key] for key in strings("fr") if strings("fr")[key] == strings("en")[key]),
    *(BOOK.settings.parts[key].fr for key in BOOK.settings.parts),
}
# What the theme, Sphinx and its extensions say in English when nobody translates them.
ENGLISH = (
    "Add to library",
    "Back to top",
    "Click to hide",
    "Click to show",
    "Collapse Sidebar",
    "Color mode",
    "Contents",
    "Copied!",
    "Copy",
    "Copy to clipboard",
    "Download",
    "Fullscreen mode",
    "Hide Search Matches",
    "Index",
    "Launch",
    "Link to this equation",
    "Link to this heading",
    "Link to this image",
    "Navigation",
    "Next",
    "On this page",
    "Permalink",
    "Previous",
    "Print to PDF",
    "Proof",
    "Search",
    "Search Results",
    "Show Source",
    "Skip to main content",
    "Solution to",
    "Toggle hidden content",
    "Toggle primary sidebar",
    "Toggle secondary sidebar",
)
# Everything around the prose of a chapter: bars, foot, card, and the titles that the tools put on boxes.
COLLECT = """() => {
  const around = [
    'body > *:not(.bd-container)', '#pst-primary-sidebar', '.bd-header-article', '.prev-next-footer', '.onthispage',
    '.chapter-card', '.section-level', '.stale-translation', '.start', '.catalogue', '.caption-number',
    '.folded > summary', '.admonition-title', '.quiz-how', '.quiz-end', '.progress-tools', '.search', '.cell', 'title',
  ].join(', ');
  const prose = 'script, style, pre, code, math, output, noscript, figcaption, .explore-sliders, .bibtex-citation, .references';
  const found = [];
  const say = (text, element) => {
    const words = text.trim().replace(/\\s+/g, ' ');
    const figure = /^Figure \\d+$/.test(words);
    if (/\\p{L}{2}/u.test(words) && !figure && !element.closest(prose)) found.push(words);
  };
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (element.closest(around)) say(texts.currentNode.textContent, element);
  }
  for (const element of document.querySelectorAll('*'))
    for (const name of ['title', 'aria-label', 'placeholder', 'alt', 'data-tooltip', 'aria-description'])
      if (element.hasAttribute(name)) say(element.getAttribute(name), element);
  return found;
}"""
PAGES = [f"{name}.html" for name in BOOK.pages]


def spoken(tab) -> set[str]:
    """Every string of a page's interface, attributes included."""
    return set(tab.evaluate(COLLECT))


@pytest.fixture(scope="module", params=PAGES)
def both(pages, request):
    """The strings of a page's interface in English and in French; the page is opened once in each."""
    with pages() as open_page:
        yield tuple(spoken(open_page(f"{language}/{request.param}")) for language in ("en", "fr"))


def test_no_string_of_the_interface_is_the_same_in_both_languages(both):
    english, french = both
    assert len(french) > 10
    assert sorted((english & french) - SAME) == []


def test_no_english_string_of_the_theme_is_left(both):
    _, french = both
    assert sorted(french & set(ENGLISH)) == []
