"""What a reader has done is shown, kept in the browser, and can be carried to another or erased."""

from __future__ import annotations

import json

import pytest
from accessibility import colour_violations, violations
from playwright.sync_api import expect
from quiz_book import SINGLE

from press.strings import strings

EN, FR = strings("en"), strings("fr")
# As live cells do once a check is satisfied.
SOLVE = """async (label) => {
  const { record } = await import(new URL("_static/progress.js", document.baseURI));
  record("small", "exercises", label, "solved");
}"""


@pytest.fixture(scope="module")
def site(quiz_site):
    return quiz_site


def test_a_chapter_and_the_catalogue_show_what_is_solved(page, site):
    tab = page("en/small.html")
    card = tab.locator(".chapter-progress")
    expect(card).to_have_text("Your progress: exercises 0 of 8 · quizzes 0 of 2")
    tab.evaluate(SOLVE, "small-power-3")
    expect(card).to_contain_text("exercises 1 of 8 · quizzes 0 of 2")
    expect(tab.locator("#small-power-3 .admonition-title")).to_contain_text("✓ solved")
    expect(tab.locator(".progress-mark")).to_have_count(1)
    tab.locator(f"#{SINGLE} [data-correct]").check()
    expect(card).to_contain_text("exercises 1 of 8 · quizzes 1 of 2")

    # Both languages share it; a click on the title leads to where it is kept.
    tab.goto(f"{site}/fr/small.html")
    expect(card).to_have_text("Votre progression : exercices 1 sur 8 · quiz 1 sur 2")
    expect(tab.locator("#small-power-3 .admonition-title")).to_contain_text("✓ réussi")
    card.get_by_role("link").click()
    tab.wait_for_url("**/fr/index.html#progress")
    expect(tab.locator(".catalogue .reader-progress")).to_have_text("exercices 1 sur 8 · quiz 1 sur 2")


def test_progress_goes_to_another_browser_through_a_file(page, tmp_path):
    tab = page("en/small.html")
    tab.evaluate(SOLVE, "small-power-1")
    tab.locator(".chapter-progress a").click()
    tab.wait_for_url("**/en/index.html#progress")
    shown = tab.locator(".catalogue .reader-progress")
    with tab.expect_download() as saving:
        tab.get_by_role("button", name=EN["progress_save"]).click()
    assert saving.value.suggested_filename == "practicals-progress.json"
    saving.value.save_as(tmp_path / "saved.json")

    tab.get_by_role("button", name=EN["progress_erase"]).click()
    question = tab.get_by_role("dialog", name=EN["progress_question"])
    expect(question.get_by_role("button", name=EN["progress_keep"])).to_be_focused()
    tab.keyboard.press("Enter")
    expect(question).to_be_hidden()
    expect(shown).to_have_text("exercises 1 of 8 · quizzes 0 of 2")
    tab.get_by_role("button", name=EN["progress_erase"]).click()
    question.get_by_role("button", name=EN["progress_confirm"]).click()
    expect(tab.locator(".progress-status")).to_have_text(EN["progress_erased"])
    expect(shown).to_be_empty()
    assert tab.evaluate("localStorage.getItem('practicals-progress')") is None

    other = page("fr/index.html", dark=True, width=390)
    expect(other.locator(".catalogue .reader-progress")).to_be_empty()
    other.get_by_label(FR["progress_load"]).set_input_files(tmp_path / "saved.json")
    expect(other.locator(".progress-status")).to_have_text(FR["progress_loaded"])
    expect(other.locator(".catalogue .reader-progress")).to_have_text("exercices 1 sur 8 · quiz 0 sur 2")
    other.get_by_role("button", name=FR["progress_erase"]).click()
    assert violations(other) + colour_violations(other) == []


BAD = {
    "text": "not JSON",
    "other": json.dumps({"cells": []}),
    "no-chapters": json.dumps({"version": 1}),
    "list": json.dumps({"version": 1, "chapters": [1]}),
    "null": "null",
    "state": json.dumps({"version": 1, "chapters": {"small": {"quizzes": {"a": "perhaps"}}}}),
    "prototype": '{"version": 1, "chapters": {"__proto__": {"quizzes": {"a": "solved"}}}}',
}


def test_a_file_of_something_else_changes_nothing_and_says_so(page):
    tab = page("en/index.html")
    expect(tab.get_by_label(EN["progress_load"])).to_have_count(1)
    said = tab.locator(".progress-status")
    for name, text in BAD.items():
        said.evaluate("element => { element.textContent = ''; }")
        tab.get_by_label(EN["progress_load"]).set_input_files(
            {"name": f"{name}.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(said).to_have_text(EN["progress_bad"])
    assert tab.evaluate("localStorage.getItem('practicals-progress')") is None
    assert tab.evaluate("({}).quizzes") is None


def test_without_scripts_nothing_is_promised(page):
    tab = page("en/index.html", java_script_enabled=False)
    expect(tab.get_by_text(EN["progress_title"], exact=True)).to_be_hidden()
    expect(tab.get_by_role("link", name="Powers").first).to_be_visible()
