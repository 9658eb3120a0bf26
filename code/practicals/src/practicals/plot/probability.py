"""Laws, chains and posteriors, with one colour code: prior, likelihood, posterior."""

import math

import numpy as np

from practicals.plot.style import BLACK, BLUE, GREEN, ORANGE, PALETTE, RED

# Each role keeps its colour and its line style through a whole chapter.
_ROLES = {"prior": (ORANGE, "--"), "likelihood": (GREEN, ":"), "posterior": (BLUE, "-")}


def _grid_of_axes(count, columns, height=2.2, **options):
    import matplotlib.pyplot as plt

    rows = math.ceil(count / columns)
    _, axes = plt.subplots(rows, columns, figsize=(6.4, rows * height), squeeze=False, **options)
    for axis in axes.flat[count:]:
        axis.set_axis_off()
    return axes


def _finish(axes, titles, x_label, y_label):
    import matplotlib.pyplot as plt

    for axis, title in zip(axes.flat, titles, strict=False):
        axis.set_title(title, fontsize=10)
        axis.tick_params(labelsize=8)
    for axis in axes[-1]:
        axis.set_xlabel(x_label, fontsize=9.5)
    for axis in axes[:, 0]:
        axis.set_ylabel(y_label, fontsize=9.5)
    plt.show()


def bayes(grid, panels, titles, labels, x_label="", y_label=""):
    """Draw prior, likelihood and posterior on one grid, a panel for each case, three in a row.

    Each entry of ``panels`` maps some of ``"prior"``, ``"likelihood"`` and ``"posterior"`` to values at
    ``grid``; a likelihood is scaled to the height of the highest other curve, because it is no density of the
    parameter. ``labels`` gives the legend's text for each role.
    """
    axes = _grid_of_axes(len(panels), min(3, len(panels)))
    for axis, panel in zip(axes.flat, panels, strict=False):
        top = max((np.max(values) for role, values in panel.items() if role != "likelihood"), default=1)
        for role, values in panel.items():
            colour, style = _ROLES[role]
            values = np.asarray(values, dtype=float)
            scale = top / values.max() if role == "likelihood" else 1
            axis.plot(grid, scale * values, color=colour, linestyle=style, linewidth=2, label=labels[role])
        if "posterior" in panel:
            axis.fill_between(grid, panel["posterior"], color=BLUE, alpha=0.12, linewidth=0)
        axis.set_ylim(0, None)
        axis.set_yticks([])
    handles, texts = axes.flat[0].get_legend_handles_labels()
    axes.flat[0].figure.legend(handles, texts, loc="outside lower center", ncols=len(texts), fontsize=9.5)
    _finish(axes, titles, x_label, y_label)


def laws(panels, titles, x_label="", y_label="", labels=None, limits=None):
    """Draw laws side by side: bars for a panel of whole numbers, a filled curve for any other.

    An entry of ``panels`` is a pair (values, probabilities or densities); with ``labels`` its second part is
    a list of such arrays, drawn next to one another under these names.
    """
    axes = _grid_of_axes(len(panels), min(3, len(panels)), sharey=True)
    for axis, (values, heights) in zip(axes.flat, panels, strict=False):
        values = np.asarray(values)
        if not np.issubdtype(values.dtype, np.integer):
            axis.plot(values, heights, color=BLUE, linewidth=2)
            axis.fill_between(values, heights, color=BLUE, alpha=0.15, linewidth=0)
            continue
        series = [heights] if labels is None else heights
        width = 0.8 / len(series)
        for index, bars in enumerate(series):
            places = values + width * (index - (len(series) - 1) / 2)
            axis.bar(
                places, bars, width, color=(BLUE, ORANGE)[index], hatch=("", "///")[index], edgecolor="white",
                linewidth=0.5, label=labels[index] if labels else None,
            )  # fmt: skip
        axis.set_xticks(values if len(values) < 12 else values[::5])
    for axis in axes.flat:
        if limits is not None:
            axis.set_xlim(limits)
        axis.set_ylim(0, None)
    if labels:
        axes.flat[0].legend(fontsize=9)
    _finish(axes, titles, x_label, y_label)


def frequency_squares(tables, titles, labels):
    """Draw joint tables of two yes/no variables as unit squares cut in four, three in a row.

    ``tables`` are arrays of shape (2, 2): row 0 without the disease, row 1 with it; column 0 with a negative
    test, column 1 with a positive one. ``labels`` are four texts: no disease and disease (the two widths),
    negative and positive (the legend). A true positive and a false positive keep different hatches.
    """
    axes = _grid_of_axes(len(tables), min(3, len(tables)), height=2.7)
    for axis, table in zip(axes.flat, tables, strict=False):
        table = np.asarray(table, dtype=float)
        ill = table[1].sum()
        for left, width, row, hatch in ((0, ill, table[1], "///"), (ill, 1 - ill, table[0], "...")):
            share = row[1] / row.sum()
            axis.bar(left, share, width, align="edge", color=ORANGE, hatch=hatch, edgecolor="white")
            axis.bar(
                left, 1 - share, width, bottom=share, align="edge", color=BLUE, alpha=0.3, edgecolor="white"
            )
        axis.set(xlim=(0, 1), ylim=(0, 1), xticks=(ill / 2, (1 + ill) / 2), yticks=())
        axis.set_xticklabels((labels[1] if ill > 0.1 else "", labels[0]), fontsize=8)
        axis.grid(False)
    handles = [axes.flat[0].patches[index] for index in (0, 2, 1)]
    names = (f"{labels[3]}, {labels[1]}", f"{labels[3]}, {labels[0]}", labels[2])
    axes.flat[0].figure.legend(handles, names, loc="outside lower center", ncols=3, fontsize=9)
    _finish(axes, titles, "", "")


def traces(panels, titles, x_label="", y_label="", grid=None, density=None):
    """Draw chains against the step, a row a panel, and beside it their histogram under a density.

    An entry of ``panels`` is an array of shape (chains, draws); ``density`` holds the target's values at
    ``grid``.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(
        len(panels), 2, figsize=(6.4, 1.55 * len(panels)), width_ratios=(4, 1), sharey=True, squeeze=False
    )
    for (left, right), chains, title in zip(axes, panels, titles, strict=True):
        for chain, colour in zip(np.asarray(chains), PALETTE, strict=False):
            left.plot(chain, color=colour, linewidth=0.6, linestyle="-")
        right.hist(np.ravel(chains), bins=40, density=True, orientation="horizontal", color=BLUE, alpha=0.3)
        if density is not None:
            right.plot(density, grid, color=BLACK, linewidth=1.5, linestyle="-")
        left.set_title(title, fontsize=10)
        left.set_ylabel(y_label, fontsize=9.5)
        left.set_xlim(0, np.shape(chains)[1])
        right.set_xticks([])
        for axis in (left, right):
            axis.tick_params(labelsize=8)
    axes[-1, 0].set_xlabel(x_label, fontsize=9.5)
    plt.show()


def draws(panels, titles, grid, density, labels, x_label="", y_label=""):
    """Draw histograms of draws against the exact posterior density, a panel for each set of draws.

    ``labels`` names the histogram and the curve.
    """
    grid = np.asarray(grid)
    axes = _grid_of_axes(len(panels), min(3, len(panels)), height=2.9, sharey=True)
    for axis, values in zip(axes.flat, panels, strict=False):
        axis.hist(np.ravel(values), bins=40, range=(float(grid[0]), float(grid[-1])), density=True, color=BLUE, alpha=0.3,
                  label=labels[0])  # fmt: skip
        axis.plot(grid, density, color=BLACK, linewidth=2, linestyle="-", label=labels[1])
    handles, texts = axes.flat[0].get_legend_handles_labels()
    axes.flat[0].figure.legend(handles, texts, loc="outside lower center", ncols=2, fontsize=9.5)
    _finish(axes, titles, x_label, y_label)


def lines_over_points(grid, panels, titles, points=None, x_label="", y_label="", y_limits=None):
    """Draw bundles of lines, each of shape (lines, points of the grid), over points (x, y) if given."""
    axes = _grid_of_axes(len(panels), min(3, len(panels)), height=2.6, sharey=True)
    for axis, lines in zip(axes.flat, panels, strict=False):
        axis.plot(grid, np.asarray(lines).T, color=ORANGE, linewidth=0.7, alpha=0.6, linestyle="-")
        if points is not None:
            axis.plot(*points, "o", markersize=3.5, color=BLACK)
        if y_limits is not None:
            axis.set_ylim(y_limits)
    _finish(axes, titles, x_label, y_label)


def bands(grid, centre, inner, outer, points, labels, title="", x_label="", y_label=""):
    """Draw a line between two bands (each a pair lower, upper) over sets of points.

    ``labels`` names the line, the inner and the outer band; ``points`` maps a label to (x, y): the first set is
    drawn large, the others small and pale.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.2, 3.9))
    axes.fill_between(grid, *outer, color=BLUE, alpha=0.13, linewidth=0, label=labels[2])
    axes.fill_between(grid, *inner, color=BLUE, alpha=0.35, linewidth=0, label=labels[1])
    axes.plot(grid, centre, color=BLUE, linewidth=2, linestyle="-", label=labels[0])
    for index, (label, (x, y)) in enumerate(points.items()):
        style = {"markersize": 5, "color": BLACK} if index == 0 else {"markersize": 2, "color": "#777777"}
        axes.plot(x, y, "o", label=label, zorder=3 - index, **style)
    axes.set(title=title, xlabel=x_label, ylabel=y_label)
    axes.legend(fontsize=9)
    plt.show()


def replicated(panels, observed, titles, labels, x_label="", y_label=""):
    """Draw histograms of a statistic of replicated data with the observed value, a panel a statistic.

    ``labels`` names the histogram and the observed value.
    """
    axes = _grid_of_axes(len(panels), min(3, len(panels)), height=2.7)
    for axis, values, value in zip(axes.flat, panels, observed, strict=False):
        axis.hist(np.asarray(values), bins=30, color=BLUE, alpha=0.35, label=labels[0])
        axis.axvline(value, color=RED, linewidth=2.2, label=labels[1])
        axis.set_yticks([])
    handles, texts = axes.flat[0].get_legend_handles_labels()
    axes.flat[0].figure.legend(handles, texts, loc="outside lower center", ncols=2, fontsize=9.5)
    _finish(axes, titles, x_label, y_label)


def shrinkage(names, raw, estimate, interval, truth, overall, labels, title="", x_label=""):
    """Draw for each group its raw proportion, its estimate with an interval, and the truth.

    ``interval`` is a pair (lower, upper); ``overall`` is the proportion of all groups together. ``labels``
    names, in this order: raw, estimate, truth, overall.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.2, 0.42 * len(names) + 1.5))
    places = np.arange(len(names))[::-1]
    axes.axvline(overall, color=BLACK, linewidth=1.2, linestyle=":", label=labels[3])
    axes.hlines(places, *interval, color=BLUE, linewidth=4, alpha=0.35)
    for place, start, end in zip(places, raw, estimate, strict=True):
        axes.annotate(
            "",
            (end, place),
            (start, place),
            arrowprops={"arrowstyle": "->", "color": ORANGE, "linewidth": 1.2},
        )
    axes.plot(raw, places, "o", color=ORANGE, markersize=8, markerfacecolor="white", label=labels[0])
    axes.plot(estimate, places, "o", color=BLUE, markersize=7, label=labels[1])
    axes.plot(truth, places, "x", color=BLACK, markersize=8, markeredgewidth=2, label=labels[2])
    axes.set_yticks(places, names)
    axes.set(title=title, xlabel=x_label, xlim=(-0.03, 1.03))
    axes.figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=9)
    plt.show()


def funnel(panels, titles, labels, x_label="", y_label=""):
    """Draw draws of (x, y) with those that diverged marked; an entry of ``panels`` is (x, y, diverging).

    ``labels`` names the two kinds of draws.
    """
    axes = _grid_of_axes(len(panels), len(panels), height=3.3, sharex=True, sharey=True)
    for axis, (x, y, diverging) in zip(axes.flat, panels, strict=True):
        x, y, diverging = map(np.ravel, (x, y, diverging))
        axis.plot(x[~diverging], y[~diverging], ".", color=BLUE, markersize=2.5, alpha=0.5, label=labels[0])
        axis.plot(x[diverging], y[diverging], "X", color=RED, markersize=7, label=labels[1])
    handles, texts = axes.flat[0].get_legend_handles_labels()
    axes.flat[0].figure.legend(handles, texts, loc="outside lower center", ncols=2, fontsize=9.5)
    _finish(axes, titles, x_label, y_label)


def paired_differences(panels, titles, x_label="", y_label=""):
    """Draw sorted differences as dots around zero, a panel each: to the right of the line the method wins."""
    axes = _grid_of_axes(len(panels), len(panels), height=3.0, sharex=True, sharey=True)
    for axis, values in zip(axes.flat, panels, strict=True):
        values = np.sort(np.asarray(values))
        places = np.arange(1, len(values) + 1)
        won = values > 0
        axis.axvline(0, color=BLACK, linewidth=1.2)
        axis.plot(values[won], places[won], "o", color=BLUE, markersize=5)
        axis.plot(values[~won], places[~won], "o", color=ORANGE, markersize=5, markerfacecolor="white")
        axis.set_yticks(places[4::5])
    _finish(axes, titles, x_label, y_label)
