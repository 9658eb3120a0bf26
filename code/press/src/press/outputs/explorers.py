"""The recorded frames of `practicals.plot.explore`, as an output of a cell holds them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from practicals.plot.sliders import MIME
from press.book import LANGUAGES, Book

# Beside the languages' folders: a frame without words is the same file for both.
FOLDER = "frames"


@dataclass(frozen=True)
class Frame:
    """One picture of an explorer: WebP, with the values in words and its alternative text."""

    webp: bytes
    caption: str
    alt: str

    @property
    def file_name(self) -> str:
        return hashlib.sha256(self.webp).hexdigest()[:20] + ".webp"


@dataclass(frozen=True)
class Slider:
    """One parameter: the texts of its values, and the position at which it starts."""

    name: str
    label: str
    values: tuple
    texts: tuple[str, ...]
    start: int


@dataclass(frozen=True)
class Explorer:
    """Sliders and their frames, in order: the last slider changes fastest. Sizes are in pixels."""

    sliders: tuple[Slider, ...]
    width: int
    height: int
    frames: tuple[Frame, ...]

    @property
    def start(self) -> int:
        """The position of the frame that is shown first."""
        position = 0
        for slider in self.sliders:
            position = position * len(slider.values) + slider.start
        return position


def read(content: Mapping) -> Explorer:
    """What the data of the MIME type says."""
    sliders = tuple(
        Slider(each["name"], each["label"], tuple(each["values"]), tuple(each["texts"]), each["start"])
        for each in content["parameters"]
    )
    frames = tuple(
        Frame(base64.b64decode(each["image"]), each["caption"], each["alt"]) for each in content["frames"]
    )
    return Explorer(sliders, content["width"], content["height"], frames)


def of(outputs: Iterable[Mapping]) -> list[Explorer]:
    """The explorers among the outputs of a cell."""
    return [read(output["data"][MIME]) for output in outputs if MIME in output.get("data", {})]


def numbers_text(content: Mapping) -> str:
    """The values of the sliders and the alternative texts, one a line, with decimal points in every language."""
    lines = [" ".join(map(str, each["values"])) for each in content["parameters"]]
    lines += [re.sub(r"(?<=\d),(?=\d)", ".", each["alt"]) for each in content["frames"]]
    return "\n".join(lines)


def frames_of(book: Book) -> dict[str, bytes]:
    """Every frame of the book's recorded outputs by its file name; equal ones once."""
    frames: dict[str, bytes] = {}
    for language in LANGUAGES:
        for slug in book.chapters:
            path = book.output(language, slug)
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.exists() else []
            for explorer in (each for cell in cells for each in of(cell.get("outputs", []))):
                frames |= {frame.file_name: frame.webp for frame in explorer.frames}
    return frames


def write_frames(frames: Mapping[str, bytes], folder: Path) -> None:
    """Make the folder hold these frames and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in frames:
            path.unlink()
    for name, webp in frames.items():
        # The name says the content: what is there is right.
        if not (folder / name).exists():
            (folder / name).write_bytes(webp)
