"""Sliders over recorded frames: how a page shows them. Without scripts, and on paper, the frames stand side by side."""

from __future__ import annotations

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx

from practicals.plot.sliders import MIME
from press.outputs.explorers import FOLDER, read
from press.strings import strings


class explorer(nodes.General, nodes.Element):
    """Recorded sliders: the attribute `explorer` says what they show, `uris` where the frames' files are,
    `name` begins the ids of its page elements."""


class ExplorerOutputs:
    """Renders this kind of output for MyST-NB, which finds it through an entry point."""

    mime_priority_overrides = (("html", MIME, 1), ("handout", MIME, -1))

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        if data.mime_type != MIME:
            return None
        found = read(data.content)
        uris = [
            renderer.write_file([frame.file_name], frame.webp, overwrite=False, exists_ok=True)
            for frame in found.frames
        ]
        name = f"explore-{data.cell_index}-{data.output_index}"
        return [explorer(explorer=found, uris=uris, name=name)]


def _write(translator, node: explorer) -> None:
    builder, shown = translator.builder, node["explorer"]
    above = "../" * (builder.current_docname.count("/") + 1)
    description = {
        "parameters": [
            {
                "name": slider.name,
                "label": slider.label,
                "values": slider.values,
                "texts": slider.texts,
                "start": slider.start,
            }
            for slider in shown.sliders
        ]
    }
    context = {
        "name": node["name"],
        "shown": shown,
        "description": description,
        "folder": f"{above}{FOLDER}/",
        "words": strings(builder.config.language),
    }
    translator.body.append(builder.templates.render("explore.html", context))
    raise nodes.SkipNode


def _load(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """The script and the style sheet, on pages with sliders only."""
    if doctree and next(doctree.findall(explorer), None):
        app.add_js_file("explore.js", type="module")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", _load)
    app.add_node(explorer, html=(_write, None))
