"""Pictures of what a matrix does to areas and directions, and of variance along a direction."""

from itertools import pairwise

import numpy as np

from practicals.plot.style import BLACK, BLUE, GREEN, LINE_STYLES, ORANGE, PURPLE, RED


def parallelograms(matrices, titles):
    """Draw side by side the image of the unit square under each (2, 2) matrix, columns as arrows 1 and 2."""
    import matplotlib.pyplot as plt

    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
    _, row = plt.subplots(1, len(matrices), figsize=(2.0 * len(matrices), 2.5), sharex=True, sharey=True)
    for axes, matrix, title in zip(np.atleast_1d(row), matrices, titles, strict=True):
        matrix = np.asarray(matrix, dtype=float)
        image = square @ matrix.T
        negative = np.linalg.det(matrix) < -1e-9
        axes.plot(*square.T, ":", color=BLACK, linewidth=1)
        axes.fill(
            *image.T, facecolor=ORANGE if negative else BLUE, alpha=0.35, hatch="//" if negative else None
        )
        for name, color, column in zip("12", (BLUE, RED), matrix.T, strict=True):
            style = {"arrowstyle": "-|>", "color": color, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", column, (0, 0), arrowprops=style)
            axes.text(
                *(column + 0.25 * column / np.linalg.norm(column)),
                name,
                color=color,
                ha="center",
                va="center",
            )
        axes.set_aspect("equal")
        axes.margins(0.25)
        axes.set_title(title, fontsize=10)
    plt.show()


def signed_triangles(corners, titles=("", ""), x_label="", y_label=""):
    """Draw a closed polygon ``corners`` (n, 2), numbered, and its signed triangles with the origin.

    Triangles whose two sides turn anticlockwise are plain, the clockwise ones are hatched.
    """
    import matplotlib.pyplot as plt

    corners = np.asarray(corners, dtype=float)
    closed = np.vstack([corners, corners[:1]])
    _, (left, right) = plt.subplots(1, 2, figsize=(6.2, 3.1), sharex=True, sharey=True)
    left.fill(*closed.T, facecolor=GREEN, alpha=0.25)
    for axes in (left, right):
        axes.plot(*closed.T, "-o", color=BLACK, markersize=4, linewidth=1.5)
        axes.plot(0, 0, "X", color=RED, markersize=8)
        axes.set_aspect("equal")
        axes.set_xlabel(x_label)
    left.set_ylabel(y_label)
    middle = corners.mean(axis=0)
    for number, corner in enumerate(corners, start=1):
        outwards = (corner - middle) / np.linalg.norm(corner - middle)
        left.text(
            *(corner + 0.09 * np.ptp(corners, axis=0).max() * outwards), number, ha="center", va="center"
        )
    for here, following in pairwise(closed):
        clockwise = here[0] * following[1] - here[1] * following[0] < 0
        style = (
            {"facecolor": "none", "edgecolor": RED, "hatch": "\\\\\\"} if clockwise else {"facecolor": BLUE}
        )
        right.fill(*np.transpose([[0, 0], here, following]), alpha=0.3, linewidth=0.6, **style)
    for axes, title in zip((left, right), titles, strict=True):
        axes.margins(0.12)
        axes.set_title(title, fontsize=10)
    plt.show()


def circle_and_image(matrix, directions, titles=("", ""), labels=None, image_labels=None):
    """Draw the unit circle with unit ``directions`` (columns), and their image under ``matrix`` (2, 2)."""
    import matplotlib.pyplot as plt

    matrix, directions = np.asarray(matrix, dtype=float), np.asarray(directions, dtype=float)
    turn = np.linspace(0, 2 * np.pi, 200)
    circle = np.vstack([np.cos(turn), np.sin(turn)])
    _, row = plt.subplots(1, 2, figsize=(6.0, 3.1), sharex=True, sharey=True)
    sides = ((circle, directions, labels), (matrix @ circle, matrix @ directions, image_labels))
    for axes, title, (curve, arrows, names) in zip(row, titles, sides, strict=True):
        axes.plot(*curve, "-", color=BLACK, linewidth=1.2)
        for number, arrow in enumerate(arrows.T):
            color, line_style = (BLUE, RED, GREEN, PURPLE)[number % 4], ("-", "--", "-.", ":")[number % 4]
            style = {
                "arrowstyle": "-|>",
                "color": color,
                "linewidth": 2,
                "linestyle": line_style,
                "shrinkA": 0,
                "shrinkB": 0,
            }
            axes.annotate("", arrow, (0, 0), arrowprops=style)
            if names:
                place = arrow + 0.28 * arrow / max(np.linalg.norm(arrow), 1e-9)
                axes.text(*place, names[number], color=color, ha="center", va="center")
        axes.set_aspect("equal")
        axes.margins(0.15)
        axes.set_title(title, fontsize=10)
    plt.show()


def variance_by_angle(
    points, angles, variances, errors, titles=("", ""), x_label="", labels=("", ""), best=None
):
    """Draw a centred cloud (n, 2) beside the variance along, and the error across, a turning direction.

    ``angles`` are in degrees; ``best`` (in degrees) is marked in both halves.
    """
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(6.3, 3.1))
    left.plot(*np.transpose(points), "o", color=BLACK, markersize=2.5, alpha=0.45)
    if best is not None:
        reach = np.max(np.linalg.norm(points, axis=1))
        unit = np.array([np.cos(np.radians(best)), np.sin(np.radians(best))])
        left.plot(*np.transpose([-reach * unit, reach * unit]), "-", color=BLUE, linewidth=2)
        right.axvline(best, color=BLUE, linewidth=1.2, linestyle="-.")
    left.set_aspect("equal", adjustable="datalim")
    left.set_title(titles[0], fontsize=10)
    right.plot(angles, variances, LINE_STYLES[0], color=BLUE, label=labels[0])
    right.plot(angles, errors, LINE_STYLES[1], color=RED, label=labels[1])
    right.set_xlabel(x_label)
    right.set_xticks(np.arange(0, 181, 45))
    right.set_ylim(0, 1.45 * max(np.max(variances), np.max(errors)))
    right.set_title(titles[1], fontsize=10)
    right.legend(fontsize=9, loc="upper right")
    plt.show()
