"""Clouds of points side by side, and the density of a law of two variables with its score."""

import math

import numpy as np

from practicals.plot.style import BLACK, BLUE, ORANGE

_COLOURS = (BLUE, ORANGE)
_MARKERS = ("o", "^")


def clouds(panels, titles, limit=1.3, columns=None, marker_area=4.0):
    """Draw one square panel a cloud, all between ``-limit`` and ``limit``.

    ``panels`` is a list; each entry is an array of shape (n, 2), or a dictionary of one or two such arrays
    by label, which are drawn over each other with a legend. ``titles`` has one short text a panel,
    ``columns`` is the number of panels in a row (at most four by default).
    Raises ValueError when the number of titles is not the number of panels.
    """
    import matplotlib.pyplot as plt

    if len(titles) != len(panels):
        raise ValueError(f"{len(panels)} titles are needed, not {len(titles)}.")
    columns = columns or min(4, len(panels))
    rows = math.ceil(len(panels) / columns)
    side = min(3.0, 6.4 / columns)
    _, axes = plt.subplots(rows, columns, figsize=(columns * side, rows * (side + 0.3)), squeeze=False)
    for axis in axes.flat[len(panels) :]:
        axis.set_axis_off()
    for axis, panel, title in zip(axes.flat, panels, titles, strict=False):
        _square(axis, limit, title)
        named = panel if isinstance(panel, dict) else {"": panel}
        for (label, points), colour, marker in zip(named.items(), _COLOURS, _MARKERS, strict=False):
            x, y = np.asarray(points).T
            style = {"s": marker_area, "color": colour, "marker": marker, "alpha": 0.6, "linewidths": 0}
            axis.scatter(x, y, label=label, **style)
        if len(named) > 1:
            axis.legend(fontsize=8, markerscale=3, loc="lower right", borderpad=0.1, handletextpad=0.1)
    plt.show()


def score_field(density, score, points=None, limit=1.3, titles=("", ""), arrows=17):
    """Draw a density as grey levels, then its score as arrows over the same picture.

    ``density`` maps an array of shape (n, 2) to (n,), ``score`` maps (n, 2) to (n, 2); arrows longer than the
    space between them are shortened, so that only their direction counts there. ``points``, of
    shape (m, 2), are drawn over the density. ``titles`` has one text a panel.
    """
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.5))
    line = np.linspace(-limit, limit, 121)
    heights = np.asarray(density(_grid(line))).reshape(len(line), len(line))
    for axis, title in zip((left, right), titles, strict=True):
        _square(axis, limit, title)
        axis.contourf(line, line, heights, levels=9, cmap="Greys", alpha=0.75)
    if points is not None:
        left.scatter(*np.asarray(points).T, s=4, color=ORANGE, linewidths=0)
    coarse = np.linspace(-limit, limit, arrows + 2)[1:-1]
    places = _grid(coarse)
    directions = np.asarray(score(places))
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    gap = coarse[1] - coarse[0]
    shown = directions / lengths * gap * np.minimum(1.0, lengths / np.median(lengths))
    right.quiver(*places.T, *shown.T, angles="xy", scale_units="xy", scale=1.1, color=BLACK, width=0.005)
    plt.show()


def _grid(line):
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)


def _square(axis, limit, title):
    axis.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    axis.set_title(title, fontsize=9.5)
    axis.tick_params(labelsize=8)
