"""The Content-Security-Policy: nothing on our pages breaks it, and it keeps strangers out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from press.book import LANGUAGES
from press.site import policy
from press.site.furniture import mode_script

POLICY = 'meta[http-equiv="Content-Security-Policy"]'
# What the policy refuses is said on the console, which the fixture watches; this names it.
BROKEN = """() => new Promise(resolve => {
  const refused = [];
  document.addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective));
  const script = document.createElement('script');
  script.textContent = 'document.body.dataset.stranger = "in"';
  document.body.append(script);
  const style = document.createElement('style');
  style.textContent = 'body { display: none }';
  document.body.append(style);
  const picture = new Image();
  picture.src = 'https://example.org/tracker.png';
  document.body.append(picture);
  // Later: what a test evaluates may itself use `eval`.
  setTimeout(() => {
    try { new Function('return 1')(); refused.push('eval ran'); } catch { refused.push('no eval'); }
    resolve(refused);
  }, 300);
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_its_policy(page, site, site_folder, language):
    own = policy.for_pages([mode_script()])
    tab = page(f"{language}/index.html")
    for path in sorted((site_folder / language).glob("*.html")):
        tab.goto(f"{site}/{language}/{path.name}")
        expect(tab.locator(POLICY)).to_have_attribute("content", own)
        # The policy holds for what follows it.
        assert tab.evaluate(
            f"document.querySelector('{POLICY}').compareDocumentPosition(document.scripts[0]) & 4"
        )
        assert tab.locator("style").count() == 0
        assert "with-scripts" in tab.locator("html").get_attribute("class")


def test_the_root_pages_have_a_policy_too(page, site):
    tab = page("404.html")
    assert "default-src 'self'" in tab.locator(POLICY).get_attribute("content")
    expect(tab.locator("li a").first).to_have_css("display", "block")
    # The entrance leads on by script, so its own script and style were not refused.
    assert page("index.html", locale="fr-SN").url.endswith("/fr/index.html")
    whole = page("index.html", java_script_enabled=False)
    expect(whole.locator("li a").first).to_have_css("display", "block")


def test_strangers_are_refused(page):
    tab = page("en/index.html", faults_expected=True)
    refused = tab.evaluate(BROKEN)
    assert {"script-src-elem", "style-src-elem", "img-src", "no eval"} <= set(refused)
    assert tab.locator("body").get_attribute("data-stranger") is None
    expect(tab.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_jupyterlite_reaches_no_other_host(site_folder, language):
    pages = sorted((site_folder / "lite" / language).glob("*/index.html"))
    if not (site_folder / "pyodide").exists():
        pytest.skip("the browser runtime is not built")
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        head = text.split("http-equiv=", 1)
        assert len(head) == 2 and "<script" not in head[0]
        directives = head[1].split('content="', 1)[1].split('"', 1)[0]
        assert "default-src 'self'" in directives and "http" not in directives
        assert "'unsafe-inline'" not in directives.split("script-src", 1)[1].split(";")[0]
