"""Questions to axe-core about a page, asked so that they are answered in seconds."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ["color-contrast", "link-in-text-block"]
# axe needs milliseconds for the contrast of each element, and a chapter has thousands of coloured words of code and
# pieces of formulas. Where everything that contrast depends on is the same, one element stands for the others.
THIN_OUT = r"""() => {
  const stacks = new Map();
  const stackOf = (element) => {
    if (!element) return '';
    if (!stacks.has(element)) {
      const style = getComputedStyle(element);
      const { backgroundColor: colour, backgroundImage: image, opacity, filter, mixBlendMode: blend } = style;
      const own = colour === 'rgba(0, 0, 0, 0)' ? '' : colour;
      const other = [image, opacity, filter, blend].join() === 'none,1,none,normal' ? '' : [image, opacity, filter, blend];
      stacks.set(element, stackOf(element.parentElement) + [own, other].join(''));
    }
    return stacks.get(element);
  };
  const sortOf = (element) => {
    const { color, fontSize, fontWeight, textShadow, textDecorationLine, visibility } = getComputedStyle(element);
    const around = element.parentElement ? getComputedStyle(element.parentElement).color : '';
    const text = [color, fontSize, fontWeight, textShadow, textDecorationLine, visibility, around];
    return [...text, element.closest('a, button, summary, label')?.tagName, stackOf(element)].join('|');
  };
  const scrollers = new Map();
  const scrollerOf = (element) => {
    if (!element) return document.documentElement;
    if (!scrollers.has(element)) {
      const scrolls = getComputedStyle(element).overflowX !== 'visible';
      scrollers.set(element, scrolls ? element : scrollerOf(element.parentElement));
    }
    return scrollers.get(element);
  };
  // axe passes over what is scrolled out of sight, single letters, and those of mathematics beyond Unicode's first plane.
  const isExamined = (element) => {
    const inside = scrollerOf(element).getBoundingClientRect();
    const { left, right } = element.getBoundingClientRect();
    return left >= inside.left && right <= inside.right && /[\p{L}\p{N}]{2}/u.test(element.textContent.replace(/[^\0-\uffff]/gu, ''));
  };
  const sorts = new Map();
  const speaks = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  for (const element of document.querySelectorAll('body *')) {
    const field = element.matches('input, select, textarea');
    if (!(field || [...element.childNodes].some(speaks)) || !element.checkVisibility({ visibilityProperty: true })) continue;
    // axe cannot look into a hidden box that scrolls.
    const scrolls = getComputedStyle(element).overflowX !== 'visible';
    const sort = field || scrolls ? element : sortOf(element);
    if (!sorts.has(sort)) sorts.set(sort, []);
    sorts.get(sort).push(element);
  }
  const decided = [];
  for (const alike of sorts.values()) {
    const examined = alike.filter(isExamined).slice(0, 2);
    const shown = new Set(examined.length ? examined : alike.slice(0, 2));
    for (const element of alike) decided.push([element, shown.has(element) ? 'visible' : 'hidden']);
  }
  window.thinnedOut = decided.map(([element]) => [element, element.style.visibility]);
  for (const [element, visibility] of decided) element.style.visibility = visibility;
  return sorts.size;
}"""
RESTORE = "() => { for (const [element, before] of window.thinnedOut) element.style.visibility = before; }"


def violations(tab: Page) -> list[str]:
    """One line a violation of any rule but those on colours: the rule and the first elements."""
    return _asked(tab, rules={name: {"enabled": False} for name in COLOURS})


def colour_violations(tab: Page) -> list[str]:
    """One line a violation of the rules on colours, in the mode, light or dark, in which the page is shown."""
    assert tab.evaluate(THIN_OUT) > 0
    try:
        return _asked(tab, runOnly={"type": "rule", "values": COLOURS})
    finally:
        tab.evaluate(RESTORE)


def _asked(tab: Page, **options) -> list[str]:
    answer = Axe().run(tab, options={"resultTypes": ["violations", "incomplete"], **options}).response
    failed = [
        f"{item['id']} could not be tried: {item['error']['message']}"
        for item in answer["incomplete"]
        if "error" in item
    ]
    found = [
        f"{item['id']}: {[node['target'] for node in item['nodes'][:4]]}" for item in answer["violations"]
    ]
    return failed + found
