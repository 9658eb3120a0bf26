"""Numbers exercises and figures within their chapter: inserting a chapter renumbers no other."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    # Sphinx assigns its numbers in the same event, at the usual priority.
    app.connect("env-get-updated", _renumber, priority=900)


def _renumber(app: Sphinx, env: BuildEnvironment) -> list[str]:
    for kinds in env.toc_fignumbers.values():
        for numbers in kinds.values():
            for position, name in enumerate(numbers, 1):
                numbers[name] = (position,)
    return []
