"""The QR code in a handout's title block, which leads to the page."""

from __future__ import annotations

import io

import segno


def svg(url: str) -> bytes:
    """The code as an SVG picture; a quarter of it may be smudged (level Q) on a photocopy."""
    written = io.BytesIO()
    segno.make(url, error="q", micro=False).save(
        written, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return written.getvalue()
