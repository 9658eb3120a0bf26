"""Pictures of learning: fits and residuals, loss surfaces with paths, predictions as maps, errors by class."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, LINE_STYLES, ORANGE, PALETTE, RED

_LIGHT_GREY = "#c9ccd1"


def fitted_lines(x, y, lines, title="", x_label="", y_label="", *, residuals_of=None, residual_label=None):
    """Draw the points (``x``, ``y``), both of shape (n,), and curves over them.

    ``lines`` is a dictionary from label to a function of an array of shape (m,). ``residuals_of``, one of
    its labels, adds the vertical segment from each point to that curve, named ``residual_label``.
    """
    import matplotlib.pyplot as plt

    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    grid = np.linspace(x.min(), x.max(), 200)
    _, axes = plt.subplots(figsize=(6.2, 3.7))
    if residuals_of is not None:
        foot = np.asarray(lines[residuals_of](x))
        axes.vlines(
            x, np.minimum(y, foot), np.maximum(y, foot), color=RED, linewidth=1.1, label=residual_label
        )
    axes.plot(x, y, "o", markersize=4.5, color=BLACK, zorder=3)
    for index, (label, function) in enumerate(lines.items()):
        heights = np.broadcast_to(function(grid), grid.shape)
        axes.plot(
            grid, heights, color=PALETTE[index], linestyle=LINE_STYLES[index], linewidth=2.2, label=label
        )
    axes.set(title=title, xlabel=x_label, ylabel=y_label)
    axes.legend(fontsize=9.5)
    plt.show()


def fit_panels(x, y, functions, x_label="", y_label="", *, x_range=None, y_limits=None):
    """Draw the same points (``x``, ``y``) in every panel, with one curve a panel.

    ``functions`` is a dictionary from a panel's title to a function of an array of shape (m,); it is drawn
    over ``x_range``, by default from the smallest to the largest ``x``.
    """
    import matplotlib.pyplot as plt

    grid = np.linspace(*(x_range or (np.min(x), np.max(x))), 300)
    _, panels = plt.subplots(1, len(functions), figsize=(6.4, 2.7), sharey=True, squeeze=False)
    for axes, (title, function) in zip(panels[0], functions.items(), strict=True):
        axes.plot(x, y, "o", markersize=4, color=BLACK, zorder=3)
        axes.plot(grid, np.broadcast_to(function(grid), grid.shape), "-", color=BLUE, linewidth=2)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel(x_label, fontsize=9.5)
        axes.tick_params(labelsize=8.5)
    if y_limits is not None:
        panels[0, 0].set_ylim(y_limits)
    panels[0, 0].set_ylabel(y_label, fontsize=9.5)
    plt.show()


def loss_surface(panels, x_range, y_range, x_label="", y_label="", *, equal=False):
    """Draw losses of two parameters as level lines, one panel each, with a path over them.

    ``panels`` is a dictionary from title to (loss, path): ``loss`` maps an array of shape (2,) to a
    number, ``path`` has shape (steps, 2) or is None. A square is the start of the path, a dot its end, a
    star the lowest point of the panel. ``equal`` gives both axes the same scale.
    """
    import matplotlib.pyplot as plt

    count = len(panels)
    figure_size = (5.2, 3.8) if count == 1 else (6.4, 6.4 / count + (0.75 if count > 2 else 0.3))
    _, all_axes = plt.subplots(1, count, figsize=figure_size, sharey=True, squeeze=False)
    first, second = np.linspace(*x_range, 81), np.linspace(*y_range, 81)
    for axes, (title, (loss, path)) in zip(all_axes[0], panels.items(), strict=True):
        heights = np.array([[float(loss(np.array([a, b]))) for a in first] for b in second])
        levels = np.geomspace(max(heights.min(), 1e-3 * heights.max()) * 1.02, heights.max(), 14)
        axes.contourf(
            first, second, np.log(heights), levels=np.log(levels), cmap="Greys", alpha=0.45, extend="both"
        )
        axes.contour(first, second, heights, levels=levels, colors="#7d828a", linewidths=0.7)
        row, column = np.unravel_index(heights.argmin(), heights.shape)
        axes.plot(
            first[column], second[row], "*", markersize=12, color=ORANGE, markeredgecolor=BLACK, zorder=3
        )
        if path is not None:
            path = np.asarray(path, dtype=float)
            axes.plot(*path.T, "o-", color=BLUE, markersize=3, linewidth=1.4, zorder=4)
            axes.plot(*path[0], "s", color=BLUE, markersize=7, markeredgecolor=BLACK, zorder=5)
            axes.plot(*path[-1], "o", color=BLUE, markersize=7, markeredgecolor=BLACK, zorder=5)
        axes.set(xlim=x_range, ylim=y_range, xlabel=x_label, aspect="equal" if equal else "auto")
        axes.set_title(title, fontsize=10)
        axes.grid(False)
    all_axes[0, 0].set_ylabel(y_label)
    plt.show()


def contour_panels(functions, x_range, y_range, x_label="", y_label="", *, levels, points=None):
    """Draw functions of the plane as shaded maps with the same ``levels``, one panel each.

    ``functions`` is a dictionary from title to a function that maps points of shape (n, 2) to (n,).
    ``points``, of shape (m, 2), are drawn in every panel. Two panels a row when there are more than three.
    """
    import matplotlib.pyplot as plt

    columns = len(functions) if len(functions) <= 3 else 2
    rows = -(-len(functions) // columns)
    _, all_axes = plt.subplots(
        rows, columns, figsize=(6.4, 0.5 + 2.35 * rows), sharex=True, sharey=True, squeeze=False
    )
    first, second = np.linspace(*x_range, 61), np.linspace(*y_range, 61)
    grid = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2)
    for axes, (title, function) in zip(all_axes.flat, functions.items(), strict=False):
        heights = np.asarray(function(grid), dtype=float).reshape(61, 61)
        axes.contourf(first, second, heights, levels=levels, cmap="Greys", alpha=0.7, extend="both")
        lines = axes.contour(first, second, heights, levels=levels, colors=BLACK, linewidths=0.8)
        axes.clabel(lines, fontsize=7.5, fmt="%g")
        if points is not None:
            axes.plot(*np.asarray(points).T, ".", color=BLUE, markersize=3)
        axes.set(xlim=x_range, ylim=y_range)
        axes.set_title(title, fontsize=10)
        axes.grid(False)
    for axes in all_axes[-1]:
        axes.set_xlabel(x_label, fontsize=9.5)
    for axes in all_axes[:, 0]:
        axes.set_ylabel(y_label, fontsize=9.5)
    plt.show()


def confusion_table(counts, title="", x_label="", y_label=""):
    """Draw a confusion matrix: ``counts`` of shape (k, k), a row a true class, a column a predicted one.

    The shade of a cell outside the diagonal grows with its count; the diagonal is left light.
    """
    import matplotlib.pyplot as plt

    counts = np.asarray(counts)
    size = len(counts)
    errors = np.where(np.eye(size, dtype=bool), 0, counts)
    _, axes = plt.subplots(figsize=(4.8, 4.3))
    axes.imshow(errors, cmap="Greys", vmin=0, vmax=max(1.0, 1.4 * errors.max()))
    for i in range(size):
        for j in range(size):
            if counts[i, j]:
                dark = errors[i, j] > 0.9 * errors.max()
                axes.text(
                    j, i, int(counts[i, j]), ha="center", va="center", fontsize=9,
                    color="white" if dark else BLACK, fontweight="bold" if i == j else "normal",
                )  # fmt: skip
    axes.set(xticks=range(size), yticks=range(size), xlabel=x_label, ylabel=y_label)
    axes.set_title(title, fontsize=11)
    axes.grid(False)
    plt.show()


def reliability_diagram(panels, x_label="", y_label="", diagonal_label="", *, least=10):
    """Draw how often predictions are right against how sure they were, one panel each.

    ``panels`` is a dictionary from title to (confidence, accuracy, count), arrays of shape (bins,); bins
    with fewer than ``least`` examples are left out, and the number beside a point is its count. Both axes
    are drawn in percent.
    """
    import matplotlib.pyplot as plt

    _, all_axes = plt.subplots(1, len(panels), figsize=(6.4, 3.5), sharey=True, squeeze=False)
    for axes, (title, (confidence, accuracy, count)) in zip(all_axes[0], panels.items(), strict=True):
        used = np.asarray(count) >= least
        x, y = 100 * np.asarray(confidence)[used], 100 * np.asarray(accuracy)[used]
        axes.plot([0, 100], [0, 100], "--", color=BLACK, linewidth=1.2, label=diagonal_label)
        axes.vlines(x, np.minimum(x, y), np.maximum(x, y), color=_LIGHT_GREY, linewidth=5, zorder=1)
        axes.plot(x, y, "o", color=BLUE, markersize=7, markeredgecolor=BLACK)
        for place, height, number in zip(x, y, np.asarray(count)[used], strict=True):
            above = height >= place
            axes.annotate(
                str(int(number)), (place, height), xytext=(-7, 2) if above else (7, -10),
                textcoords="offset points", ha="right" if above else "left", fontsize=8,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5}, zorder=1.5,
            )  # fmt: skip
        axes.set(xlim=(25, 106), ylim=(25, 104), xlabel=x_label)
        axes.set_title(title, fontsize=9.5)
    all_axes[0, 0].set_ylabel(y_label)
    all_axes[0, 0].legend(fontsize=9, loc="lower right")
    plt.show()
