"""The landing page's picture, computed: a grid that a matrix moves, and noise that becomes a digit.

Plain SVG without words, in the colours of the page around it, so that it is legible in light and dark.
"""

from __future__ import annotations

import html
from functools import cache

import numpy as np

from practicals import data

WIDTH, HEIGHT = 460, 285
STEPS = 5
DIGIT = 3


@cache
def svg(alt: str) -> str:
    """The picture as an inline `<svg>` element with its alternative text."""
    return (
        f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(alt)}">'
        f"{_grids()}{_digits()}</svg>"
    )


def _grids() -> str:
    """A square grid with its two unit vectors, an arrow, and what the matrix makes of them."""
    matrix = np.array([[1.0, 0.55], [0.25, 0.95]])
    arrow = f'<path class="picture-arrow" d="M{WIDTH / 2 - 24:g} 88h40m-10-8l10 8-10 8"/>'
    return _grid(np.eye(2), 105) + arrow + _grid(matrix, WIDTH - 105)


def _grid(matrix: np.ndarray, center: float, unit: float = 34, size: int = 2) -> str:
    def at(x: float, y: float) -> str:
        moved = matrix @ (x, y)
        return f"{center + unit * moved[0]:.1f} {88 - unit * moved[1]:.1f}"

    lines = range(-size, size + 1)
    path = "".join(f"M{at(k, -size)}L{at(k, size)}M{at(-size, k)}L{at(size, k)}" for k in lines)
    square = f"M{at(0, 0)}L{at(1, 0)}L{at(1, 1)}L{at(0, 1)}z"
    vectors = "".join(
        f'<path class="picture-vector picture-{name}" d="M{at(0, 0)}L{at(*tip)}"/>'
        f'<circle class="picture-tip picture-{name}" cx="{at(*tip).split()[0]}" cy="{at(*tip).split()[1]}" r="5"/>'
        for name, tip in (("first", (1, 0)), ("second", (0, 1)))
    )
    return f'<path class="picture-lines" d="{path}"/><path class="picture-square" d="{square}"/>{vectors}'


def _digits(pixel: float = 9.5) -> str:
    """The same digit under less and less noise, as a diffusion model uncovers it."""
    digits = data.load("digits")
    clean = digits.X[np.flatnonzero(digits.y == DIGIT)[0]].reshape(8, 8) / 16
    # Digits of a sine serve as noise: no generator whose stream a release could change.
    noise = (np.sin(np.arange(1, 65) * 12.9898) * 43758.5453 % 1).reshape(8, 8)
    side = 8 * pixel
    gap = (WIDTH - STEPS * side) / (STEPS - 1)
    frames = []
    for step in range(STEPS):
        weight = step / (STEPS - 1)
        image = weight * clean + (1 - weight) * noise
        left, top = step * (side + gap), HEIGHT - side - 8
        # Eight shades are enough, and let equal pixels share a path.
        shades = np.round(image * 8).astype(int)
        for shade in range(1, 9):
            rows, columns = np.nonzero(shades == shade)
            path = "".join(
                f"M{left + pixel * x:.1f} {top + pixel * y:.1f}h{pixel:g}v{pixel:g}h-{pixel:g}z"
                for y, x in zip(rows, columns, strict=True)
            )
            if path:
                frames.append(f'<path class="picture-pixel" opacity="{shade / 8:g}" d="{path}"/>')
        frames.append(
            f'<rect class="picture-frame" x="{left:.1f}" y="{top:.1f}" width="{side:g}" height="{side:g}"/>'
        )
    return "".join(frames)
