"""`{kits}` and `{hub-links}`: what a tutor downloads for a room, and links for a class that has a JupyterHub."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from press.chapter import chapter as chapters
from press.kit import names
from press.site import launch
from press.site.directives import folded
from press.site.furniture import book_of
from press.strings import strings


class Kits(SphinxDirective):
    """The kits to download, the one in the language of the page first."""

    def run(self) -> list[nodes.Node]:
        book, language = book_of(self.env.app), self.config.language
        words = strings(language)
        listed = nodes.bullet_list(classes=["launch", "kits"])
        for choice in sorted(names.CHOICES, key=lambda choice: (choice != language, choice == "both")):
            label = nodes.inline("", words[f"kit_download_{choice}"], classes=["launch-label"])
            note = nodes.inline("", names.kit(book, choice).file, classes=["launch-note"])
            address = names.address(book, choice)
            link = nodes.reference("", "", label, nodes.Text(" "), note, refuri=address, internal=False)
            listed += nodes.list_item("", nodes.paragraph("", "", link))
        return [listed]


class HubLinks(SphinxDirective):
    """Links of nbgitpuller for the reader's own hub: for the whole book, and folded for each chapter."""

    def run(self) -> list[nodes.Node]:
        book, language = book_of(self.env.app), self.config.language
        words = strings(language)
        box = folded(kind="hub-links")
        box += nodes.title("", words["hub_chapters"])
        for slug in book.chapters:
            self.env.note_dependency(str(book.source(language, slug)))
            title = chapters.read(book, language, slug).title
            box += [nodes.paragraph("", title), _link(launch.hub(book, language, slug, words["hub_yours"]))]
        return [_link(launch.hub(book, language, server=words["hub_yours"])), box]


def _link(address: str) -> nodes.literal_block:
    return nodes.literal_block(address, address, language="text", classes=["hub-link"])


def setup(app: Sphinx) -> None:
    app.add_directive("kits", Kits)
    app.add_directive("hub-links", HubLinks)
