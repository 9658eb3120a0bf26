"""Leaves out of a style sheet what no element of the pages can match: a theme styles far more than a book uses.

Every compound of a selector (`div.a[open]`) must be found on some element. Where elements stand to each other is not
looked at, states (`:hover`) count as possible, and so does whatever a script names: nothing that can be seen is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from itertools import pairwise

import tinycss2
from cssselect2 import parser as selectors
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

# Attributes that browsers set by themselves.
_STATES = {"checked", "disabled", "hidden", "open", "popover", "selected"}
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
# Rules that hold rules.
_GROUPS = {"container", "layer", "media", "supports"}


@dataclass(frozen=True)
class Element:
    """What selectors ask of one element."""

    tag: str
    name: str
    classes: frozenset[str]
    attributes: frozenset[str]

    def __str__(self) -> str:
        return " ".join([self.tag, self.name, *sorted(self.classes), "/", *sorted(self.attributes)])


class _Elements(HTMLParser):
    # It is given tags alone, so that nothing is a script's text.
    CDATA_CONTENT_ELEMENTS = ()
    RCDATA_CONTENT_ELEMENTS = ()

    def __init__(self) -> None:
        super().__init__()
        self.found: set[Element] = set()
        self.styles: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        classes = frozenset((values.get("class") or "").split())
        self.found.add(Element(tag, values.get("id") or "", classes, frozenset(values)))
        if values.get("style"):
            self.styles.add(values["style"])


@dataclass
class Used:
    """What the pages hold: their elements, the values of their `style` attributes, the words of their scripts."""

    elements: set[Element] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()

    def add_page(self, html: str) -> None:
        parser = _Elements()
        # Most tags of a page are equal: each is looked at once.
        for tag in set(_TAG.findall(html)):
            parser.feed(tag)
        self.elements |= parser.found
        self.styles |= parser.styles

    @cached_property
    def _known(self) -> dict[tuple, bool]:
        return {}

    def has(
        self,
        tag: str,
        name: str,
        classes: frozenset[str],
        parts: frozenset[str],
        attributes: frozenset[str],
    ) -> bool:
        """Whether an element may have all of this; ``parts`` are parts of its classes' names.

        A script can give an element any of the words that it holds.
        """
        tag, name = ("" if word in self.words else word for word in (tag, name))
        classes, attributes = classes - self.words, attributes - self.words - _STATES
        parts = frozenset(part for part in parts if not any(part in word for word in self.words))
        key = tag, name, classes, parts, attributes
        if key not in self._known:
            self._known[key] = any(
                tag in ("", element.tag)
                and name in ("", element.name)
                and classes <= element.classes
                and attributes <= element.attributes
                and all(any(part in each for each in element.classes) for part in parts)
                for element in self.elements
            )
        return self._known[key]


def purge(css: str, used: Used) -> list[Node]:
    """The rules of a style sheet that may match something. Fonts are left out: the themes' are for icons."""
    return list(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used))


def _rules(rules: Iterable[Node], used: Used) -> Iterator[Node]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            kept = [part for part in _split(rule.prelude) if _may_match(part, used)]
            if kept:
                comma = tinycss2.parse_component_value_list(",")
                rule.prelude = [
                    token for number, part in enumerate(kept) for token in (comma * bool(number) + part)
                ]
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = list(_rules(inner, used))
            if rule.content:
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword not in ("charset", "font-face"):
            yield rule


def _split(prelude: list[Node]) -> list[list[Node]]:
    """The selectors of a list, each without its pseudo-element: cssselect2 does not know those of one browser."""
    parts: list[list[Node]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _may_match(selector: list[Node], used: Used) -> bool:
    # What follows `::` belongs to a browser or to the element's inside, and cssselect2 knows few of their names.
    end = next((n for n, pair in enumerate(pairwise(selector)) if pair == (":", ":")), None)
    plain = [token for token in selector[:end] if token.type != "comment"]
    while plain and plain[-1].type == "whitespace":
        plain.pop()
    if not plain or plain[-1] in (">", "+", "~"):
        plain += tinycss2.parse_component_value_list("*")
    return any(_tree(each.parsed_tree, used) for each in selectors.parse(plain))


def _tree(tree: object, used: Used) -> bool:
    if isinstance(tree, selectors.CombinedSelector):
        return _tree(tree.left, used) and _tree(tree.right, used)
    tag = name = ""
    classes, parts, attributes = set(), set(), set()
    for simple in tree.simple_selectors:
        match simple:
            case selectors.LocalNameSelector():
                tag = simple.lower_local_name
            case selectors.IDSelector():
                name = simple.ident
            case selectors.ClassSelector():
                classes.add(simple.class_name)
            case selectors.AttributeSelector() if simple.lower_name == "class" and simple.value:
                parts.add(simple.value)
            case selectors.AttributeSelector():
                attributes.add(simple.lower_name)
            case selectors.MatchesAnySelector() | selectors.SpecificityAdjustmentSelector():
                if not any(_tree(each.parsed_tree, used) for each in simple.selector_list):
                    return False
            case selectors.RelationalSelector():
                if not any(_tree(each.selector.parsed_tree, used) for each in simple.selector_list):
                    return False
    return used.has(tag, name, frozenset(classes), frozenset(parts), frozenset(attributes))


def without_unused_names(rules: list[Node], elsewhere: Collection[str]) -> list[Node]:
    """Drop the custom properties (`--name: …`) and keyframes that nothing uses, and the rules that this leaves empty.

    ``elsewhere`` holds the names that other style sheets, scripts and pages use.
    """
    declared = list(_style_rules(rules))
    for rule in declared:
        rule.content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    # A property that only unused properties use is unused too.
    names = {n for rule in declared for n in _names_used(rule.content, lambda name: False)} | set(elsewhere)
    while True:
        more = {n for rule in declared for n in _names_used(rule.content, names.__contains__)} | names
        if more == names:
            break
        names = more
    for rule in declared:
        rule.content = [
            item
            for item in rule.content
            if not (isinstance(item, Declaration) and item.name.startswith("--") and item.name not in names)
        ]
    animations = {
        token.value
        for rule in declared
        for item in rule.content
        if isinstance(item, Declaration) and item.lower_name.startswith("animation")
        for token in item.value
        if token.type == "ident"
    }
    return _not_empty(
        rule
        for rule in rules
        if not (isinstance(rule, AtRule) and rule.lower_at_keyword == "keyframes")
        or tinycss2.serialize(rule.prelude).strip() in animations
    )


def _style_rules(rules: Iterable[Node]) -> Iterator[QualifiedRule]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS:
            yield from _style_rules(rule.content or ())


def _not_empty(rules: Iterable[Node]) -> list[Node]:
    kept = []
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS:
            rule.content = _not_empty(rule.content or [])
        if rule.content or (isinstance(rule, AtRule) and rule.lower_at_keyword not in _GROUPS):
            kept.append(rule)
    return kept


def _names_used(items: Iterable[Node], counts) -> Iterator[str]:
    """The custom properties that declarations use; those of a custom property only where ``counts(its name)``."""
    for item in items:
        if isinstance(item, Declaration):
            if not item.name.startswith("--") or counts(item.name):
                yield from custom_properties(item.value)
        else:
            yield from custom_properties([item])


def custom_properties(tokens: Iterable[Node]) -> Iterator[str]:
    """Every name that begins with two hyphens among tokens, however deep."""
    for token in tokens:
        if token.type == "ident" and token.value.startswith("--"):
            yield token.value
        for name in ("prelude", "arguments", "content", "value"):
            inner = getattr(token, name, None)
            if isinstance(inner, list):
                yield from custom_properties(inner)


def text(rules: Iterable[Node]) -> str:
    """Rules as text, without comments and needless spaces."""
    return tinycss2.serialize(_compact(rules))


def _compact(tokens: Iterable[Node]) -> list[Node]:
    kept: list[Node] = []
    for token in tokens:
        if token.type == "comment":
            continue
        if token.type == "whitespace":
            token.value = " "
            if kept and kept[-1].type == "whitespace":
                continue
        for name in ("prelude", "arguments", "content", "value"):
            inner = getattr(token, name, None)
            if isinstance(inner, list):
                setattr(token, name, _compact(inner))
        kept.append(token)
    return kept
