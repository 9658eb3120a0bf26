"""Graphs with values on their nodes, weights on their edges, and what layers make of them."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, ORANGE

_MARKERS = ("o", "s", "^")
_EDGE = "#999999"
_UNKNOWN = "#FFFFFF"


def graph(positions, edges, values=None, title="", *, size=(5.6, 3.8), limits=None, colour_label="", **marks):
    """Draw one graph: ``positions`` (n, 2), ``edges`` (m, 2) of node numbers, ``values`` (n,) or None.

    ``limits`` = (lowest, highest) value of the colour scale, which a ``colour_label`` shows as a bar; a node
    whose value is NaN stays white. ``marks`` are those of `graph_row`. Shows the figure, returns nothing.
    """
    graph_row(
        {title: (positions, edges, values)}, size=size, limits=limits, colour_label=colour_label, **marks
    )


def graph_row(
    panels,
    *,
    size=(6.4, 2.4),
    limits=None,
    colour_label="",
    names=None,
    groups=None,
    group_labels=(),
    rings=(),
    node_size=190,
):
    """Draw graphs side by side: ``panels`` maps a title to (positions, edges, values), as in `graph`.

    For the nodes of every panel: ``names`` are written inside (one list, or a list for each panel),
    ``groups`` (n,) of small integers choose the marker, ``group_labels`` name them, ``rings`` lists the nodes
    to be circled. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    figure, row = plt.subplots(1, len(panels), figsize=size, squeeze=False)
    each = names if names and not isinstance(names[0], str) else [names] * len(panels)
    dots = None
    for axes, (title, (positions, edges, values)), words in zip(row[0], panels.items(), each, strict=True):
        dots = _draw(axes, positions, edges, values, limits, words, groups, rings, node_size)
        axes.set_title(title, fontsize=10.5)
    for marker, label in zip(_MARKERS, group_labels, strict=False):
        row[0, -1].plot([], [], marker, color="white", markeredgecolor=BLACK, label=label)
    if group_labels:
        row[0, -1].legend(fontsize=9, loc="best")
    if colour_label:
        figure.colorbar(dots, ax=row[0].tolist(), label=colour_label, shrink=0.8, pad=0.02)
    plt.show()


def _draw(axes, positions, edges, values, limits, names, groups, rings, node_size):
    from matplotlib.collections import LineCollection

    positions, edges = np.asarray(positions, dtype=float), np.asarray(edges)
    axes.add_collection(LineCollection(positions[edges], colors=_EDGE, linewidths=1.1, zorder=1))
    shown = np.full(len(positions), 0.75) if values is None else np.asarray(values, dtype=float)
    lowest, highest = limits or ((0, 1) if values is None else (np.nanmin(shown), np.nanmax(shown)))
    kinds = np.zeros(len(positions), dtype=int) if groups is None else np.asarray(groups)
    dots = None
    for kind in np.unique(kinds):
        there, known = kinds == kind, np.isfinite(shown)
        style = {"marker": _MARKERS[kind], "s": node_size, "edgecolors": BLACK, "linewidths": 0.8}
        axes.scatter(*positions[there & ~known].T, c=_UNKNOWN, zorder=2, **style)
        dots = axes.scatter(
            *positions[there & known].T, c=shown[there & known], cmap="cividis", vmin=lowest, vmax=highest,
            zorder=2, **style,
        )  # fmt: skip
    axes.scatter(
        *positions[list(rings)].T, s=2.6 * node_size, facecolors="none", edgecolors=BLACK, linewidths=2.2
    )
    for place, value, name in zip(positions, shown, names or [], strict=False):
        dark = np.isfinite(value) and (value - lowest) / (highest - lowest) < 0.55
        axes.annotate(
            name, place, ha="center", va="center", fontsize=8, color="white" if dark else BLACK, zorder=3
        )
    axes.set(xticks=[], yticks=[])
    axes.margins(0.1)
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return dots


def smoothing(positions, edges, values, limits, energies, layers, title, x_label, energy_title):
    """Draw the node values (n,) after ``layers`` layers, beside the energies (count,) after 0, 1, 2… of them.

    Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(4.8, 2.6), width_ratios=(1.35, 1))
    _draw(left, positions, edges, values, limits, None, None, (), 90)
    left.set_title(title, fontsize=10.5)
    right.plot(np.arange(len(energies)), energies, "-", color=BLUE, linewidth=2)
    right.plot(layers, energies[layers], "o", markersize=9, color=BLACK)
    right.set(xlabel=x_label, yscale="log")
    right.set_title(energy_title, fontsize=10.5)
    plt.show()


def attention_edges(positions, attention, groups, group_labels, title="", *, smallest=0.03, size=(5.6, 4.4)):
    """Draw the weights (n, n) that nodes give to each other: an arrow from j to i, wide where [i, j] is large.

    Nodes of group 1 are dark squares, those of group 0 light circles; weights under ``smallest`` and those
    that a node gives to itself are left out. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=size)
    positions, attention = np.asarray(positions), np.asarray(attention)
    for receiver, sender in np.argwhere(attention > smallest):
        if receiver == sender:
            continue
        weight = attention[receiver, sender]
        axes.annotate(
            "", positions[receiver], positions[sender],
            arrowprops={
                "arrowstyle": "-|>", "mutation_scale": 8, "shrinkA": 5, "shrinkB": 6, "alpha": 0.85,
                "linewidth": 0.4 + 3.2 * weight, "color": BLACK if groups[sender] else ORANGE,
            },
        )  # fmt: skip
    for kind, (marker, colour) in enumerate((("o", "white"), ("s", BLUE))):
        axes.plot(
            *positions[np.asarray(groups) == kind].T, marker, markersize=8, color=colour, linestyle="none",
            markeredgecolor=BLACK, label=group_labels[kind],
        )  # fmt: skip
    axes.set(xticks=[], yticks=[], title=title)
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.legend(fontsize=9, loc="upper center", bbox_to_anchor=(0.5, 0.02), ncols=2)
    plt.show()
