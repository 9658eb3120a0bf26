"""Live cells: what a chapter's page loads when its reader makes it live.

``javascript`` holds our sources and the recipe of ``bundle``, which is committed: building the site needs no Node.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from press import stamps
from press.book import Book
from press.outputs.recorded import write_atomically
from press.site.launch import practical_of
from press.strings import strings

HERE = Path(__file__).parent
JAVASCRIPT, BUNDLE = HERE / "javascript", HERE / "bundle" / "live"
# Words that the script of the button needs before anything else is loaded stay in the button.
PREFIX, BUTTON = "live_", "live_button_"


def words(language: str) -> dict[str, str]:
    """What the live page says, by the names that its scripts use."""
    return {
        key.removeprefix(PREFIX): text
        for key, text in strings(language).items()
        if key.startswith(PREFIX) and not key.startswith(BUTTON)
    }


@cache
def version() -> str:
    """A mark of everything that is loaded later: a browser never takes an old file for a new one."""
    return stamps.digest([*stamps.tree(BUNDLE), HERE.parent / "strings.yml"])[:12]


def button(book: Book, slug: str, language: str, *, browser_runtime: bool) -> dict[str, str] | None:
    """The button of a chapter: its words and the data that its script reads; None where it cannot run."""
    practical = practical_of(book, slug)
    if practical.runs_on != "browser" or not browser_runtime:
        return None
    own = {
        key.removeprefix(BUTTON): text for key, text in strings(language).items() if key.startswith(BUTTON)
    }
    facts = {
        "chapter": slug,
        "language": language,
        "packages": " ".join(practical.packages),
        "version": version(),
    }
    return own | facts


def _add_script(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    from press.site.furniture import book_of

    book = book_of(app)
    offered = app.config.press_browser_runtime
    if page in book.chapters and button(book, page, app.config.language, browser_runtime=offered):
        app.add_js_file("live.js", type="module")


def _write(app: Sphinx, failure: Exception | None) -> None:
    target = Path(app.outdir, "_static", "live")
    if failure or app.builder.format != "html" or not app.config.press_browser_runtime:
        return
    shutil.copytree(BUNDLE, target, dirs_exist_ok=True)
    write_atomically(target / "words.json", json.dumps(words(app.config.language), ensure_ascii=False))


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _add_script)
    app.connect("build-finished", _write)
