"""A curve with the points it was fitted to and the points it has never seen."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, ORANGE


def seen_and_unseen(
    seen, unseen, function, title="", x_label="", y_label="", *, labels=("", ""), y_limits=None
):
    """Draw the curve of ``function`` (it maps shape (m,) to (m,)) over two sets of points.

    ``seen`` and ``unseen`` are pairs of arrays (x, y) of one length each, drawn as black dots and as hollow
    circles; ``labels`` names the two. The curve spans all points. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(4.8, 3.3))
    grid = np.linspace(min(np.min(seen[0]), np.min(unseen[0])), max(np.max(seen[0]), np.max(unseen[0])), 300)
    axes.plot(*unseen, "o", markersize=4, color=ORANGE, markerfacecolor="white", label=labels[1])
    axes.plot(grid, np.broadcast_to(function(grid), grid.shape), "-", color=BLUE, linewidth=2)
    axes.plot(*seen, "o", markersize=5, color=BLACK, label=labels[0])
    axes.set(xlabel=x_label, ylabel=y_label, xlim=(grid[0], grid[-1]))
    axes.set_title(title, fontsize=10.5)
    if y_limits is not None:
        axes.set_ylim(y_limits)
    axes.legend(fontsize=9, loc="lower right")
    plt.show()
