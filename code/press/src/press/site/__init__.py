"""The Sphinx side of the press: how MyST-NB reads a chapter, its directives, and the furniture of a page."""

from __future__ import annotations

from sphinx.application import Sphinx

from press import live
from press.site import (
    bibliography,
    browser_names,
    card,
    catalogue,
    chapter_map,
    chapter_table,
    citations,
    classroom,
    directives,
    explore,
    furniture,
    highlighting,
    images,
    mathematics,
    notices,
    numbering,
    progress,
    quizzes,
    reader,
    search,
    styles,
    terms,
)


def setup(app: Sphinx) -> dict:
    """The Sphinx extension that the generated configuration loads."""
    app.add_config_value("press_root", "", "env", str)
    # Whether `_build/site/pyodide` exists; without it no page offers to run in the browser.
    app.add_config_value("press_browser_runtime", True, "html", bool)
    for module in (
        reader,
        directives,
        quizzes,
        terms,
        explore,
        numbering,
        mathematics,
        bibliography,
        citations,
        card,
        catalogue,
        chapter_table,
        chapter_map,
        browser_names,
        classroom,
        notices,
        progress,
        live,
        search,
        highlighting,
        images,
        furniture,
        styles,
    ):
        module.setup(app)
    # V8, which converts the formulas, does not survive a fork.
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": False}
