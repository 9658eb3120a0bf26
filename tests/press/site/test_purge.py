"""What is left of a theme's style sheet: all that some page may use, and no more."""

import pytest
import tinycss2

from press.site.purge import Used, custom_properties, purge, text, without_unused_names

PAGE = """
<html data-theme="light"><body><main id="main" class="bd-main">
<script>if (a < b) go();</script>
<details class="folded"><summary>More</summary></details>
<p class="lead -Color-Red" title="a > b">Text <a class="headerlink" href="#">#</a></p>
</main></body></html>
"""


@pytest.fixture
def used() -> Used:
    found = Used(words=frozenset({"success", "dialog"}))
    found.add_page(PAGE)
    return found


@pytest.mark.parametrize(
    "selector",
    [
        "p",
        ".lead:hover::before",
        "main#main > p.lead",
        "details[open] > summary",
        "details > summary::-webkit-details-marker",
        "html[data-theme=dark] p",
        ":is(.absent, .lead) a",
        "p:not(.absent)",
        "main:has(> details)",
        "*",
        ":root",
        # Classes and elements that scripts name.
        "p.success",
        "dialog[open]",
        "p[class*=-Red]",
    ],
)
def test_what_may_match_stays(used, selector):
    assert selector.split(":")[0] in text(purge(f"{selector} {{ color: red }}", used))


@pytest.mark.parametrize(
    "selector",
    [
        "table",
        ".absent",
        "p.bd-main",
        "#other",
        "p[data-absent]",
        "a > .absent:hover",
        ":is(.absent, .lost) a",
        "main:has(.absent)",
        "p[class*=-Blue]",
    ],
)
def test_what_matches_nothing_goes(used, selector):
    assert text(purge(f"{selector} {{ color: red }}", used)) == ""


def test_only_the_selectors_of_a_list_that_may_match_stay(used):
    kept = text(purge("table, p , .absent{color:red} @media print{table{color:red}p{color:blue}}", used))
    assert "table" not in kept and "absent" not in kept
    assert "p {color:red}".replace(" ", "") in kept.replace(" ", "")
    assert "@mediaprint{p{color:blue}}" in kept.replace(" ", "")


def test_an_icon_font_and_an_empty_group_go(used):
    css = "@font-face{font-family:Icons;src:url(icons.woff2)}@media print{.absent{color:red}}"
    assert text(purge(css, used)) == ""


def test_custom_properties_and_keyframes_that_nothing_uses_go(used):
    css = """
    :root { --used: red; --unused: blue; --through: var(--used-by-unused); --own: 1px; --used-by-unused: 2px }
    p { color: var(--used); animation: turn 1s }
    @keyframes turn { to { rotate: 1turn } } @keyframes lost { to { rotate: 0 } }
    """
    rules = without_unused_names(purge(css, used), {"--own"})
    assert set(custom_properties(tinycss2.parse_component_value_list(text(rules)))) == {"--used", "--own"}
    assert "turn" in text(rules) and "lost" not in text(rules)
