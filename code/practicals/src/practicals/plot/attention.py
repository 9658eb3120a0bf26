"""Pictures of attention: who looks at whom, and weights as bars."""

import numpy as np

from practicals.plot.style import BLACK, BLUE


def attention_maps(maps, x_label="", y_label=""):
    """Draw weights as shades of grey, one panel for each entry of ``maps``, all on the scale from 0 to 1.

    ``maps`` is a list of (title, weights, row labels, column labels); ``weights`` has shape (rows, columns).
    Where a label is long, use few of them. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    tallest = max(np.shape(weights)[0] / np.shape(weights)[1] for _, weights, _, _ in maps)
    width = 6.3 / len(maps)
    figure, panels = plt.subplots(
        1, len(maps), figsize=(6.3, min(4.2, max(2.2, width * tallest + 0.5))), squeeze=False
    )
    for index, (axes, (title, weights, rows, columns)) in enumerate(zip(panels[0], maps, strict=True)):
        picture = axes.imshow(np.asarray(weights), cmap="Greys", vmin=0, vmax=1, interpolation="nearest")
        axes.set_xticks(range(len(columns)), columns, fontsize=9)
        axes.set_yticks(range(len(rows)), rows, fontsize=9)
        if max(map(len, map(str, columns)), default=0) > 3:
            axes.tick_params(axis="x", labelrotation=60)
        axes.grid(False)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel(x_label, fontsize=9.5)
        axes.spines[:].set_visible(True)
        if index == 0:
            axes.set_ylabel(y_label, fontsize=9.5)
    bar = figure.colorbar(picture, ax=list(panels[0]), fraction=0.04, pad=0.02)
    bar.ax.tick_params(labelsize=8)
    plt.show()


def weight_bars(panels, labels, y_label="", *, kept=None, y_limits=(0, 1)):
    """Draw one bar a label in each panel; ``panels`` is a dictionary from title to weights, shape (n,).

    Bars where ``kept`` (n booleans) is false are drawn hollow and hatched. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, all_axes = plt.subplots(1, len(panels), figsize=(6.2, 2.7), sharey=True, squeeze=False)
    for axes, (title, weights) in zip(all_axes[0], panels.items(), strict=True):
        bars = axes.bar(range(len(labels)), np.asarray(weights), color=BLUE, edgecolor=BLUE)
        for position, bar in enumerate(bars):
            if kept is not None and not kept[position]:
                bar.set(facecolor="white", edgecolor=BLACK, hatch="////")
        axes.set_xticks(range(len(labels)), labels, fontsize=9)
        axes.set_title(title, fontsize=10)
        axes.set_ylim(y_limits)
        axes.grid(False, axis="x")
    all_axes[0, 0].set_ylabel(y_label, fontsize=9.5)
    plt.show()
