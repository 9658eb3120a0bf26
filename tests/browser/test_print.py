"""A printed page: text, figures and proofs on white paper, without what only a screen can use."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from press.strings import strings


def test_a_chapter_prints_well_even_from_a_dark_screen(page):
    words = strings("en")
    tab = page("en/linear_algebra.html", dark=True)
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(tab.locator("html")).to_have_attribute("data-theme", "light")
    for screen_only in (
        ".page-bar",
        ".bd-sidebar",
        ".launch",
        ".copybtn",
        ".prev-next-footer",
        "details.solution",
    ):
        expect(tab.locator(screen_only).first).to_be_hidden()
    proofs = tab.locator("details.proof")
    assert proofs.count() and proofs.evaluate_all("all => all.every(proof => proof.open)")
    expect(tab.locator(".page-footer")).to_contain_text("CC BY 4.0")
    wide = tab.evaluate(
        "() => [...document.querySelectorAll('div.highlight pre')]"
        ".filter(code => code.scrollWidth > code.clientWidth + 1).length"
    )
    assert wide == 0
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    assert proofs.evaluate_all("all => all.every(proof => !proof.open)")
    tab.emulate_media(media="null")

    printed = PdfReader(BytesIO(tab.pdf(format="A4")))
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert words["proof"] in text
    for absent in (words["show_solution"], words["launch_colab"], words["skip_to_content"]):
        assert absent not in text
    # A figure that waits until it comes near is on paper all the same.
    pictures = sum(len(sheet.images) for sheet in printed.pages)
    shown = tab.locator("article img").count() - tab.locator("details:not([open]) img").count()
    assert pictures >= shown
