"""What is typed straight is printed curved, with the spaces that French wants."""

from __future__ import annotations

import re

from practicals.language import french_spaces
from press.handout.markup import string


def prose(text: str, language: str) -> str:
    """Words for a reader, as a Typst expression; never for code."""
    text = re.sub(r"[ \t]*\n[ \t]*", " ", text)
    text = re.sub(r"(?<=\w)'", "’", text)
    text = re.sub(r'"([^"]+)"', r"“\1”", text)
    return string(french_spaces(text) if language == "fr" else text)
