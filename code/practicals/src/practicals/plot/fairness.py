"""Pictures of decisions about two groups: who they are, what a threshold does to each, what fairness costs."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, LINE_STYLES, ORANGE, PALETTE

_GREY = "#9aa0a8"
_MARKERS = "osD^vP"


def decision_maps(X, group, outcome, names, x_label="", y_label="", *, outcomes=("", ""), boundaries=None):
    """Draw people of two groups in the plane, one panel a group, with straight boundaries over both.

    ``X`` has shape (n, 2); ``group`` and ``outcome``, of shape (n,), hold 0 and 1. ``names`` are the titles of
    the two panels, ``outcomes`` what an outcome of 0 and of 1 is called. ``boundaries`` is a dictionary from
    label to (constant, weight of the first column, weight of the second): the line where their sum is 0.
    """
    import matplotlib.pyplot as plt

    X, group, outcome = np.asarray(X, dtype=float), np.asarray(group), np.asarray(outcome)
    _, panels = plt.subplots(1, 2, figsize=(6.4, 3.5), sharex=True, sharey=True)
    limits = [(X[:, k].min() - 0.2, X[:, k].max() + 0.2) for k in (0, 1)]
    for value, axes in enumerate(panels):
        for result, marker, colour, size in ((0, "x", ORANGE, 15), (1, "o", BLUE, 9)):
            chosen = X[(group == value) & (outcome == result)]
            axes.scatter(
                *chosen.T, s=size, marker=marker, color=colour, linewidths=0.9, label=outcomes[result]
            )
        for index, (label, line) in enumerate((boundaries or {}).items()):
            style = {"color": BLACK, "linestyle": LINE_STYLES[index], "linewidth": 2, "label": label}
            axes.plot(*_ends(line, limits), **style)
        axes.set(xlim=limits[0], ylim=limits[1], xlabel=x_label)
        axes.set_title(names[value], fontsize=10.5)
    panels[0].set_ylabel(y_label)
    handles, labels = panels[0].get_legend_handles_labels()
    if any(labels):
        panels[0].figure.legend(handles, labels, loc="outside lower center", ncols=4, fontsize=9)
    plt.show()


def _ends(line, limits):
    """Two points of a line, far enough to cross the picture."""
    constant, normal = line[0], np.asarray(line[1:], dtype=float)
    foot = -constant * normal / (normal @ normal)
    reach = 3 * max(high - low for low, high in limits)
    along = reach * np.array([-normal[1], normal[0]]) / np.sqrt(normal @ normal)
    return np.transpose([foot - along, foot + along])


def score_histograms(scores, group, outcome, thresholds, titles, x_label="", *, outcomes=("", "")):
    """Draw the scores of two groups, one panel each: those with outcome 1 above the axis, the others below.

    ``scores`` (from 0 to 1), ``group`` and ``outcome`` have shape (n,). ``thresholds`` holds one number a group, drawn as
    a vertical line: what lies right of it is granted, and dark. ``titles`` stand above the two panels.
    """
    import matplotlib.pyplot as plt

    edges = np.linspace(0, 1, 26)
    width = edges[1] - edges[0]
    figure, panels = plt.subplots(1, 2, figsize=(4.8, 2.9), sharex=True, sharey=True)
    for value, axes in enumerate(panels):
        own = group == value
        for result, colour, sign in ((1, BLUE, 1), (0, ORANGE, -1)):
            chosen = scores[own & (outcome == result)]
            share = np.histogram(chosen, edges)[0] / np.sum(own)
            for granted in (False, True):
                part = (edges[:-1] + width / 2 > thresholds[value]) == granted
                axes.bar(
                    edges[:-1][part], sign * share[part], width, align="edge", color=colour,
                    alpha=1 if granted else 0.35, edgecolor="white", linewidth=0.4,
                    label=outcomes[result] if granted else None,
                )  # fmt: skip
        axes.axhline(0, color=BLACK, linewidth=0.8)
        axes.axvline(thresholds[value], color=BLACK, linestyle="--", linewidth=1.6)
        axes.set(xlim=(0, 1), ylim=(-0.075, 0.11), xlabel=x_label, yticks=[])
        axes.set_title(titles[value], fontsize=9)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=2, fontsize=8.5)
    plt.show()


def forced_rates(curve, points, x_label="", y_label="", gap_label=""):
    """Draw a rate that the base rate forces, with one point a group and the gap between them.

    ``curve`` maps base rates of shape (m,) to rates of shape (m,); ``points`` is a dictionary from a group's
    name to its base rate.
    """
    import matplotlib.pyplot as plt

    grid = np.linspace(0.05, 0.95, 181)
    heights = np.asarray(curve(grid), dtype=float)
    _, axes = plt.subplots(figsize=(5.4, 3.3))
    axes.plot(grid, np.where(heights <= 1, heights, np.nan), color=_GREY, linewidth=2.2)
    rates = {name: float(np.asarray(curve(np.array([base])))[0]) for name, base in points.items()}
    low, high = sorted(rates.values())
    axes.plot([0.9, 0.9], [low, min(high, 1)], color=BLACK, linewidth=2)
    for index, (name, base) in enumerate(points.items()):
        axes.plot([base, 0.9], [rates[name]] * 2, color=PALETTE[index], linestyle=":", linewidth=1.4)
        axes.plot(
            base, rates[name], _MARKERS[index], color=PALETTE[index], markersize=9, markeredgecolor=BLACK,
            label=f"{name}   {rates[name]:.2f}", zorder=3,
        )  # fmt: skip
    axes.set(xlim=(0.2, 0.92), ylim=(0, 1), xlabel=x_label, ylabel=y_label)
    axes.set_title(f"{gap_label} {high - low:.2f}", fontsize=10.5)
    axes.legend(fontsize=9.5, loc="upper left")
    plt.show()


def frontier(curves, points, x_label="", y_label="", *, x_limits=None, y_limits=None):
    """Draw what less of one thing costs of another: curves with their single runs, and marked points.

    ``curves`` is a dictionary from label to an array of shape (runs, steps, 2): each run is a thin line, their
    mean a thick one. ``points`` is a dictionary from label to an array of shape (runs, 2), drawn as their mean,
    with a cross as wide as the runs spread.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.4, 4.3))
    for index, (label, runs) in enumerate(curves.items()):
        style = {"color": PALETTE[index], "linestyle": LINE_STYLES[index]}
        for run in runs:
            axes.plot(*run.T, linewidth=0.7, alpha=0.35, **style)
        axes.plot(*np.mean(runs, axis=0).T, linewidth=2.4, marker=".", markersize=8, label=label, **style)
    for index, (label, runs) in enumerate(points.items()):
        middle, spread = np.mean(runs, axis=0), np.std(runs, axis=0)
        axes.errorbar(
            *middle, xerr=spread[0], yerr=spread[1], fmt=_MARKERS[index], markersize=8, capsize=2,
            color=PALETTE[-1 - index], markeredgecolor=BLACK, ecolor=BLACK, elinewidth=1, label=label, zorder=4,
        )  # fmt: skip
    axes.set(xlabel=x_label, ylabel=y_label)
    if x_limits is not None:
        axes.set_xlim(x_limits)
    if y_limits is not None:
        axes.set_ylim(y_limits)
    axes.legend(fontsize=8.5, loc="lower right")
    plt.show()


def group_roc(curves, points, x_label="", y_label=""):
    """Draw the true-positive rate against the false-positive rate, one curve a group, with marked points.

    ``curves`` is a dictionary from a group's name to an array of shape (m, 2) of (false-positive, true-positive)
    rates; ``points`` is a dictionary from label to an array of shape (groups, 2), one marker for each group.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(5.4, 3.8))
    for index, (name, rates) in enumerate(curves.items()):
        axes.plot(
            *np.asarray(rates).T, color=PALETTE[index], linestyle=LINE_STYLES[index], linewidth=2, label=name
        )
    for index, (label, places) in enumerate(points.items()):
        axes.plot(
            *np.asarray(places).T, _MARKERS[index], color=BLACK, markerfacecolor="white", markersize=8,
            markeredgewidth=1.4, linestyle="-", linewidth=1.2, label=label, zorder=3,
        )  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=x_label, ylabel=y_label)
    axes.legend(fontsize=9, loc="lower right")
    plt.show()


def group_calibration(curves, x_label="", y_label="", diagonal_label=""):
    """Draw how often something happened against the score that it got, one line a group or model.

    ``curves`` is a dictionary from label to an array of shape (bins, 2): mean score and share, both from 0 to 1.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(5.4, 3.8))
    axes.plot([0, 1], [0, 1], color=_GREY, linewidth=2, label=diagonal_label)
    for index, (label, bins) in enumerate(curves.items()):
        axes.plot(
            *np.asarray(bins).T, _MARKERS[index], color=PALETTE[index], linestyle=LINE_STYLES[index], linewidth=1.6,
            markersize=6.5, markeredgecolor=BLACK, label=label, zorder=3,
        )  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=x_label, ylabel=y_label)
    axes.legend(fontsize=9, loc="lower right")
    plt.show()
