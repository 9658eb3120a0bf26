"""Pictures of a page: lossless WebP beside which the page can be laid out before they arrive.

Handouts and notebooks keep the PNG. A file is named by what it holds: a picture that is drawn again is another file.
"""

from __future__ import annotations

import hashlib
import html
import re
from io import BytesIO
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

FOLDER = "_images"
_OURS = re.compile(r"[0-9a-f]{20}\.(?:png|webp)")


class picture(nodes.General, nodes.Inline, nodes.Element):
    """A picture on a page: `src`, `alt`, `width` and `height` in pixels, and whether it is `urgent`."""


def lightest(png: bytes) -> tuple[bytes, str]:
    """The same pixels as WebP, or the PNG where that is no smaller, and the suffix of its file."""
    from PIL import Image

    file = BytesIO()
    image = Image.open(BytesIO(png))
    # More effort takes a hundred times as long and saves three per cent.
    image.convert("RGBA" if image.has_transparency_data else "RGB").save(
        file, "WEBP", lossless=True, method=4
    )
    return min((file.getvalue(), ".webp"), (png, ".png"), key=lambda pair: len(pair[0]))


def _replace(app: Sphinx, doctree: nodes.document, name: str) -> None:
    if app.builder.format != "html":
        return
    for node in list(doctree.findall(nodes.image)):
        source = Path(app.srcdir, node["uri"])
        if source.suffix == ".png" and source.is_file():
            node.replace_self(_picture(app, node, source.read_bytes(), name))


def _picture(app: Sphinx, node: nodes.image, png: bytes, name: str) -> picture:
    from PIL import Image

    width, height = Image.open(BytesIO(png)).size
    file = f"{FOLDER}/{_publish(app, png)}"
    return picture(
        src=relative_uri(app.builder.get_target_uri(name), file),
        alt=node.get("alt", ""),
        width=width,
        height=height,
        # What a chapter opens with is seen at once; the others can wait until they come near.
        urgent="payoff" in node.parent.get("classes", ()),
    )


def _publish(app: Sphinx, png: bytes) -> str:
    """Put the picture into the site under the name that is returned."""
    digest = hashlib.sha256(png).hexdigest()[:20]
    folder = Path(app.outdir, FOLDER)
    if found := next(folder.glob(f"{digest}.*"), None):
        return found.name
    data, suffix = lightest(png)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{digest}{suffix}").write_bytes(data)
    return f"{digest}{suffix}"


def _write(translator, node: picture) -> None:
    loading = 'fetchpriority="high"' if node["urgent"] else 'loading="lazy" decoding="async"'
    translator.body.append(
        f'<img src="{html.escape(node["src"])}" alt="{html.escape(node["alt"])}"'
        f' width="{node["width"]}" height="{node["height"]}" {loading}>'
    )
    raise nodes.SkipNode


def _forget(app: Sphinx, failure: Exception | None) -> None:
    """Remove the pictures that no page shows any more."""
    if failure or app.builder.format != "html":
        return
    pages = "".join(path.read_text(encoding="utf-8") for path in Path(app.outdir).glob("*.html"))
    for path in Path(app.outdir, FOLDER).glob("*"):
        if _OURS.fullmatch(path.name) and path.name not in pages:
            path.unlink()


def setup(app: Sphinx) -> None:
    app.add_node(picture, html=(_write, None))
    app.connect("doctree-resolved", _replace)
    app.connect("build-finished", _forget)
