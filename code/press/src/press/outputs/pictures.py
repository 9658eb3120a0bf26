"""Makes recorded pictures light: a reader on a slow connection pays for every byte."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from practicals.plot.sliders import MIME

if TYPE_CHECKING:
    from PIL.Image import Image, Quantize

# Plots hold few colours; gradients of grey images still look smooth with this many.
COLOURS = 128
# A frame is small and one of many: this many still show no steps in its lines.
FRAME_COLOURS = 32


def lighten(output: NotebookNode) -> None:
    """Store an output's PNG with a palette of colours when that is smaller, and the frames of sliders as WebP."""
    data = output.get("data", {})
    if encoded := data.get("image/png"):
        data["image/png"] = _converted(encoded, with_palette)
    if MIME in data:
        for frame in data[MIME]["frames"]:
            frame["image"] = _converted(frame["image"], as_frame)


def _converted(encoded: str, convert: Callable[[bytes], bytes]) -> str:
    return base64.b64encode(convert(base64.b64decode(encoded))).decode()


def with_palette(png: bytes) -> bytes:
    """The picture with at most `COLOURS` colours on a white ground, or as it is when that is no smaller."""
    from PIL.Image import Quantize

    file = io.BytesIO()
    _few_colours(png, COLOURS, Quantize.MEDIANCUT).save(file, "PNG", optimize=True)
    return min(png, file.getvalue(), key=len)


def as_frame(png: bytes) -> bytes:
    """The picture with at most `FRAME_COLOURS` colours on a white ground, as lossless WebP."""
    from PIL.Image import Quantize

    file = io.BytesIO()
    # So few colours have to be far apart, or thin lines take the colour of their neighbours; then to move to
    # what they stand for, or greys take a tint.
    few = _few_colours(png, FRAME_COLOURS, Quantize.MAXCOVERAGE, kmeans=2)
    few.convert("RGB").save(file, "WEBP", lossless=True, quality=100, method=6)
    return file.getvalue()


def _few_colours(png: bytes, colours: int, method: Quantize, kmeans: int = 0) -> Image:
    from PIL import Image

    image = Image.open(io.BytesIO(png))
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return ground.quantize(colours, method, kmeans, dither=Image.Dither.NONE)
