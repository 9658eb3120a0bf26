"""The links of a chapter: which buttons it gets and where they lead."""

import pytest
from small_book import FRONT_MATTER, make_book, page

from press.site import launch
from press.site.launch import links


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("book"), recorded=False)


def chapter(book, runs_on):
    front = FRONT_MATTER.replace("runs_on: cpu", f"runs_on: {runs_on}")
    book.source("en", "small").write_text(front + page("en"), encoding="utf-8")
    return "small"


@pytest.mark.parametrize(
    ("runs_on", "places"),
    [("browser", ["lite", "colab"]), ("cpu", ["colab", "binder"]), ("gpu", ["colab", "binder"])],
)
def test_a_chapter_gets_the_buttons_of_the_place_where_it_runs(book, runs_on, places):
    found = links(book, chapter(book, runs_on), "fr")
    assert [link.kind for link in found if link.runs] == places
    assert [link.kind for link in found if not link.runs] == [
        "notebook",
        "handout",
        "tutor-notebook",
        "tutor-handout",
    ]


def test_without_the_browser_runtime_no_button_leads_to_it(book):
    found = links(book, chapter(book, "browser"), "en", browser_runtime=False)
    assert [link.kind for link in found if link.runs] == ["colab"]


def test_a_gpu_chapter_says_what_each_place_offers(book):
    colab, binder, *_ = links(book, chapter(book, "gpu"), "en")
    assert "GPU" in colab.label and "CPU" in binder.label


def test_the_addresses_are_those_of_the_published_branch(book):
    assert launch.colab(book, "small", "fr") == (
        "https://colab.research.google.com/github/somebody/book/blob/published/fr/notebooks/small.ipynb"
    )
    assert launch.binder(book, "small", "en") == (
        "https://mybinder.org/v2/gh/somebody/book/published?urlpath=lab/tree/en/notebooks/small.ipynb"
    )


def test_a_hub_copies_the_branch_that_keeps_its_history(book):
    assert launch.hub(book, "fr", "small", "https://hub.example.org") == (
        "https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fexample.org%2Fsomebody%2Fbook"
        "&urlpath=lab%2Ftree%2Fbook%2Ffr%2Fsmall.ipynb&branch=notebooks"
    )


def test_a_fork_opens_the_fork(book, monkeypatch):
    monkeypatch.setenv("PRESS_REPOSITORY_URL", "https://github.com/ama/fork.git")
    fork = type(book)(book.root)
    assert "/github/ama/fork/blob/" in launch.colab(fork, "small", "en")
    assert "repo=https%3A%2F%2Fgithub.com%2Fama%2Ffork&" in launch.hub(fork, "en")


def test_links_inside_the_site_are_relative(book):
    inside = [link for link in links(book, chapter(book, "browser"), "fr") if not link.external]
    assert {link.kind: link.href for link in inside} == {
        "lite": "../lite/fr/notebooks/index.html?path=small.ipynb",
        "notebook": "notebooks/small.ipynb",
        "handout": "handouts/small.pdf",
        "tutor-notebook": "notebooks/tutor/small.ipynb",
        "tutor-handout": "handouts/small-tutor.pdf",
    }
