"""`{browser-names}`: what of JAX runs in the browser, module by module, asked of the stand-in itself."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.errors import PressError
from press.lite.stand_in_names import ModuleNames, names_of, source_files
from press.site.directives import folded
from press.site.furniture import book_of
from press.strings import strings


class BrowserNames(SphinxDirective):
    """The names of every public module, those that are right and those that are absent."""

    def run(self) -> list[nodes.Node]:
        book, words = book_of(self.env.app), strings(self.config.language)
        for path in source_files(book):
            self.env.note_dependency(str(path))
        try:
            modules = names_of(book)
        except PressError as error:
            raise self.error(str(error)) from None
        right = sum(len(module.right) for module in modules)
        absent = sum(len(module.absent) for module in modules)
        total = words["browser_names_total"].format(right=right, absent=absent)
        return [nodes.paragraph("", total), *(_box(module, words) for module in modules)]


def _box(module: ModuleNames, words: dict[str, str]) -> nodes.Node:
    box = folded(kind="browser-names")
    counts = words["browser_names_counts"].format(right=len(module.right), absent=len(module.absent))
    box += nodes.title("", "", nodes.literal("", module.module), nodes.Text(f" · {counts}"))
    for key, names in (("browser_names_right", module.right), ("browser_names_absent", module.absent)):
        if names:
            box += nodes.paragraph("", "", nodes.strong("", words[key]), nodes.Text(" "), *_listed(names))
    return box


def _listed(names: tuple[str, ...]) -> list[nodes.Node]:
    listed: list[nodes.Node] = []
    for name in names:
        listed += [nodes.literal("", name), nodes.Text(" ")]
    return listed


def setup(app: Sphinx) -> None:
    app.add_directive("browser-names", BrowserNames)
