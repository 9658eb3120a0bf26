"""Makes recorded pictures light: a reader on a slow connection pays for every byte."""

from __future__ import annotations

import base64
import io

from nbformat import NotebookNode

# Plots hold few colours; gradients of grey images still look smooth with this many.
COLOURS = 128


def lighten(output: NotebookNode) -> None:
    """Store an output's PNG with a palette of colours when that is smaller."""
    encoded = output.get("data", {}).get("image/png")
    if encoded:
        output.data["image/png"] = base64.b64encode(with_palette(base64.b64decode(encoded))).decode()


def with_palette(png: bytes) -> bytes:
    """The picture with at most `COLOURS` colours on a white ground, or as it is when that is no smaller."""
    from PIL import Image

    image = Image.open(io.BytesIO(png))
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    file = io.BytesIO()
    ground.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return min(png, file.getvalue(), key=len)
