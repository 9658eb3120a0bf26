"""Quizzes as a reader answers them: with a mouse, with the keyboard, without scripts, in both languages."""

from __future__ import annotations

import pytest
from accessibility import colour_violations, violations
from playwright.sync_api import expect
from quiz_book import MULTIPLE, SINGLE

from press.strings import strings

EN, FR = strings("en"), strings("fr")


@pytest.fixture(scope="module")
def site(quiz_site):
    return quiz_site


def quiz(tab, label):
    return tab.locator(f"#{label}")


def choice(tab, label, letter):
    return quiz(tab, label).locator(f"input[value={letter}]")


def reply(tab, label, letter):
    """The live region beside a choice."""
    return tab.locator(f"#{label} .quiz-choice", has=tab.locator(f"[value={letter}]")).get_by_role("status")


def test_one_answer_is_told_at_once_and_can_be_given_again(page):
    tab = page("en/small.html")
    asked = tab.get_by_role("group", name="Quiz 1: What is the square of")
    expect(asked).to_have_attribute("id", SINGLE)
    expect(asked).to_have_accessible_description(EN["quiz_one"])
    expect(asked.get_by_role("radio")).to_have_count(3)
    expect(asked.get_by_role("button")).to_have_count(0)
    expect(asked.locator("details:visible")).to_have_count(0)
    asked.scroll_into_view_if_needed()
    before = choice(tab, SINGLE, "A").bounding_box()

    asked.get_by_text("Six").click()
    expect(reply(tab, SINGLE, "A")).to_have_text(
        "✗ Wrong. That is twice the number: a square multiplies it by itself."
    )
    expect(reply(tab, SINGLE, "B")).to_be_empty()
    expect(asked.locator(".progress-mark")).to_have_count(0)
    # What opens opens below the choice.
    assert choice(tab, SINGLE, "A").bounding_box() == before

    asked.get_by_text("Nine").click()
    expect(reply(tab, SINGLE, "A")).to_be_empty()
    expect(reply(tab, SINGLE, "B")).to_contain_text("✓ Right. Three rows of three")
    expect(reply(tab, SINGLE, "B").locator("math")).to_have_count(1)
    expect(asked.locator("legend .progress-mark")).to_have_text("✓ solved")

    asked.get_by_role("button", name=EN["quiz_again"]).click()
    expect(asked.get_by_role("status").filter(has_text=r".")).to_have_count(0)
    expect(choice(tab, SINGLE, "B")).not_to_be_checked()
    expect(choice(tab, SINGLE, "A")).to_be_focused()
    expect(asked.get_by_role("button")).to_have_count(0)

    tab.reload()
    expect(asked.locator(".progress-mark")).to_be_visible()
    expect(asked.locator(":checked")).to_have_count(0)


def test_several_answers_are_told_when_asked_for(page):
    tab = page("fr/small.html", locale="fr-SN")
    asked = tab.get_by_role("group", name="Quiz 2 : Quels nombres sont des puissances")
    said = asked.locator(".quiz-end").get_by_role("status")
    check = asked.get_by_role("button", name=FR["quiz_check"])
    check.click()
    expect(said).to_have_text(FR["quiz_none"])

    choice(tab, MULTIPLE, "A").check()
    choice(tab, MULTIPLE, "B").check()
    expect(said).to_be_empty()
    expect(reply(tab, MULTIPLE, "A")).to_be_empty()
    check.click()
    expect(said).to_have_text(FR["quiz_try"])
    expect(reply(tab, MULTIPLE, "A")).to_contain_text("✓ Juste.")
    expect(reply(tab, MULTIPLE, "B")).to_contain_text("✗ Faux.")
    expect(reply(tab, MULTIPLE, "C")).to_be_empty()

    choice(tab, MULTIPLE, "B").uncheck()
    expect(reply(tab, MULTIPLE, "B")).to_be_empty()
    check.click()
    expect(said).to_have_text(FR["quiz_missing"])
    expect(asked.locator(".progress-mark")).to_have_count(0)
    choice(tab, MULTIPLE, "C").check()
    check.click()
    expect(said).to_have_text(FR["quiz_all"])
    expect(asked.locator(".progress-mark")).to_have_text("✓ réussi")


def test_arrow_keys_move_and_enter_answers(page):
    tab = page("en/small.html")
    choice(tab, SINGLE, "A").focus()
    tab.keyboard.press("Space")
    expect(reply(tab, SINGLE, "A")).to_contain_text("Wrong")
    tab.keyboard.press("ArrowDown")
    expect(choice(tab, SINGLE, "B")).to_be_checked()
    expect(reply(tab, SINGLE, "A")).to_be_empty()
    expect(reply(tab, SINGLE, "B")).to_be_empty()
    expect(quiz(tab, SINGLE).locator(".quiz-status")).to_have_text(EN["quiz_press"])
    tab.keyboard.press("Enter")
    expect(reply(tab, SINGLE, "B")).to_contain_text("Right")
    expect(quiz(tab, SINGLE).locator(".quiz-status")).to_be_empty()

    tab.keyboard.press("Tab")
    expect(quiz(tab, SINGLE).get_by_role("button", name=EN["quiz_again"])).to_be_focused()
    tab.keyboard.press("Tab")
    for key in ("Space", "Tab", "Tab", "Space", "Tab", "Enter"):
        tab.keyboard.press(key)
    expect(quiz(tab, MULTIPLE).locator(".quiz-status")).to_have_text(EN["quiz_all"])


def test_without_scripts_every_answer_is_folded_under_its_choice(page):
    tab = page("fr/small.html", java_script_enabled=False)
    asked = quiz(tab, SINGLE)
    expect(asked.locator("details")).to_have_count(3)
    expect(asked.get_by_role("button")).to_have_count(0)
    expect(tab.locator(".chapter-progress")).to_be_hidden()
    explanation = asked.get_by_text("Trois lignes de trois")
    expect(explanation).to_be_hidden()
    asked.get_by_text(FR["quiz_fold"].format(letter="B")).click()
    expect(explanation).to_be_visible()
    expect(asked.locator("details").nth(1)).to_contain_text("✓ Juste.")


@pytest.mark.parametrize(
    ("path", "dark", "width"), [("en/small.html", False, 1280), ("fr/small.html", True, 390)]
)
def test_answered_quizzes_are_accessible_and_fit_the_screen(page, path, dark, width):
    tab = page(path, dark=dark, width=width)
    choice(tab, SINGLE, "B").check()
    for letter in "AB":
        choice(tab, MULTIPLE, letter).check()
    quiz(tab, MULTIPLE).locator(".quiz-check").click()
    assert violations(tab) + colour_violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_reference_leads_to_its_quiz(page):
    tab = page("en/small.html")
    tab.get_by_role("link", name="What is the square of").click()
    assert tab.url.endswith(f"#{SINGLE}")


def test_only_pages_with_a_quiz_load_their_script(page):
    assert not page("en/index.html").locator("[src*='quiz.js']").count()
    assert page("en/small.html").locator("[src*='quiz.js']").count() == 1
