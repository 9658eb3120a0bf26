"""The printed handouts: a Sphinx builder that writes Typst, one PDF per chapter, language and variant.

The way of a chapter: `variants` takes out what a reader must not see, `writer` turns the document into Typst,
`compile` turns that into a PDF, `builder` does it for every chapter that changed.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from press.handout.builder import HandoutBuilder
from press.handout.outputs import PlainTextUnlessTable


def setup(app: Sphinx) -> dict:
    """The Sphinx extension that the generated configuration loads."""
    app.add_builder(HandoutBuilder)
    app.add_post_transform(PlainTextUnlessTable)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
