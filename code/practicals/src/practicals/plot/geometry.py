"""Vectors as arrows, and what a 2 × 2 matrix does to the plane."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, ORANGE, PALETTE, RED

_GREY = "#b5b8bd"


def arrows(vectors, labels, lattice=None, title=""):
    """Draw plane vectors as arrows from the origin, each with its label at the tip.

    ``vectors`` has shape (k, 2); ``labels`` holds k texts. ``lattice``, two of such vectors, adds the
    dotted net of their whole-number combinations. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    vectors = np.asarray(vectors, dtype=float)
    margin = 1 if lattice is None else 2
    low = np.minimum(vectors.min(axis=0), 0) - margin
    high = np.maximum(vectors.max(axis=0), 0) + margin
    span = high - low
    height = float(np.clip(5.0 * span[1] / span[0], 2.6, 4.2))
    _, axes = plt.subplots(figsize=(5.4, height))
    if lattice is not None:
        _draw_lattice(axes, *np.asarray(lattice, dtype=float))
    for index, (vector, label) in enumerate(zip(vectors, labels, strict=True)):
        colour = PALETTE[index % len(PALETTE)]
        _draw_arrow(axes, vector, colour)
        side = np.where(vector < 0, -1, 1)
        axes.annotate(
            label, vector, xytext=7 * side, textcoords="offset points", color=BLACK, fontsize=12,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
            ha="left" if side[0] > 0 else "right", va="bottom" if side[1] > 0 else "top",
        )  # fmt: skip
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal", title=title)
    _whole_number_ticks(axes)
    _draw_axes(axes)
    plt.show()


def moving_grid(matrices, titles):
    """Draw, side by side, where each 2 × 2 matrix sends the grid of the plane.

    The grid before is grey, the grid after is blue; the shaded parallelogram is the image of the unit
    square, and the arrows are the two columns of the matrix: the images of e1 (orange, solid) and of
    e2 (red, dashed). Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    width = min(6.3, 2.35 * len(matrices) + 0.3)
    _, panels = plt.subplots(1, len(matrices), figsize=(width, width / len(matrices) + 0.2), squeeze=False)
    for axes, matrix, title in zip(panels[0], matrices, titles, strict=True):
        _draw_map(axes, np.asarray(matrix, dtype=float))
        axes.set_title(title, fontsize=10)
    plt.show()


def _draw_map(axes, matrix, reach=2, limit=3.0):
    ticks = np.arange(-reach, reach + 1)
    for tick in ticks:
        for line in (np.array([[tick, tick], [-reach, reach]]), np.array([[-reach, reach], [tick, tick]])):
            axes.plot(*line, color=_GREY, linewidth=0.7, linestyle="-", zorder=1)
            axes.plot(*(matrix @ line), color=BLUE, linewidth=1.0, linestyle="-", alpha=0.75, zorder=2)
    square = matrix @ np.array([[0, 1, 1, 0], [0, 0, 1, 1]])
    axes.fill(*square, color=BLUE, alpha=0.25, linewidth=0, zorder=2)
    _draw_arrow(axes, matrix[:, 0], ORANGE)
    _draw_arrow(axes, matrix[:, 1], RED, linestyle="--")
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal", xticks=[], yticks=[])
    axes.grid(False)
    axes.spines[:].set_visible(False)


def _draw_arrow(axes, vector, colour, linestyle="-"):
    if not np.any(vector):  # the zero vector has no direction: a dot
        axes.plot(0, 0, marker="o", markersize=5, color=colour, zorder=4)
        return
    shaft = 0.93 * vector
    axes.plot([0, shaft[0]], [0, shaft[1]], color=colour, linewidth=2.2, linestyle=linestyle, zorder=3)
    head = {"arrowstyle": "-|>", "color": colour, "linewidth": 2.2, "mutation_scale": 15}
    axes.annotate(
        "", xy=vector, xytext=0.85 * vector, zorder=4, arrowprops=head | {"shrinkA": 0, "shrinkB": 0}
    )


def _draw_lattice(axes, first, second, count=8):
    steps = np.arange(-count, count + 1)
    for along, across in ((first, second), (second, first)):
        for step in steps:
            ends = step * across + np.outer([-count, count], along)
            axes.plot(*ends.T, color="#7d828a", linewidth=1.1, linestyle=":", zorder=1)


def _draw_axes(axes):
    axes.axhline(0, color=BLACK, linewidth=0.8, linestyle="-", zorder=1)
    axes.axvline(0, color=BLACK, linewidth=0.8, linestyle="-", zorder=1)


def _whole_number_ticks(axes):
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
