"""Pictures of an outbreak: a map with its threshold, bars of which some are marked, a forecast with its band."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, LINE_STYLES, ORANGE, PALETTE, RED


def threshold_map(
    x, y, values, threshold, title="", x_label="", y_label="", colour_label="", threshold_label=""
):
    """Draw ``values``, of shape (len(y), len(x)), as shades of blue, and the curve ``threshold`` at each ``x``.

    Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.0, 3.8))
    mesh = axes.pcolormesh(x, y, values, cmap="Blues", shading="nearest", rasterized=True)
    axes.plot(x, threshold, color=BLACK, linestyle="--", linewidth=2, label=threshold_label)
    axes.set(
        title=title, xlabel=x_label, ylabel=y_label, xlim=(np.min(x), np.max(x)), ylim=(np.min(y), np.max(y))
    )
    axes.grid(False)
    axes.legend(loc="lower right", frameon=True, framealpha=0.9, fontsize=9.5)
    plt.colorbar(mesh, ax=axes, label=colour_label)
    plt.show()


def marked_bars(x, heights, title="", x_label="", y_label="", *, marked=()):
    """Draw one bar at each whole number of ``x``; those whose ``x`` is in ``marked`` are hatched and orange.

    Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.0, 3.2))
    bars = axes.bar(x, heights, color=BLUE)
    for position, bar in zip(x, bars, strict=True):
        if position in marked:
            bar.set(facecolor=ORANGE, hatch="//", edgecolor=BLACK)
    axes.set(title=title, xlabel=x_label, ylabel=y_label, xticks=list(x))
    axes.grid(False, axis="x")
    plt.show()


def forecast(
    time,
    observed,
    known,
    lines,
    title="",
    x_label="",
    y_label="",
    *,
    band=None,
    band_label="",
    labels=("", "", ""),
    wrong=None,
):
    """Draw observations against ``time``, the first ``known`` of them filled, and curves through or beyond them.

    ``lines`` maps a label to the values at every ``time`` (NaN where there is none); ``band`` is a pair of
    arrays, its lower and its upper edge. ``labels`` names the known and the later observations and the
    vertical line between the two; ``wrong`` = (time, value, label) adds a cross. Shows the figure, returns
    nothing.
    """
    import matplotlib.pyplot as plt
    from matplotlib.ticker import MaxNLocator

    _, axes = plt.subplots(figsize=(6.4, 4.2))
    if band is not None:
        axes.fill_between(time, *band, color=BLUE, alpha=0.22, linewidth=0, label=band_label)
    for index, (label, values) in enumerate(lines.items()):
        axes.plot(time, values, color=PALETTE[index], linestyle=LINE_STYLES[index], linewidth=2, label=label)
    axes.plot(time[:known], observed[:known], "o", color=BLACK, label=labels[0])
    axes.plot(time[known:], observed[known:], "o", color=BLACK, markerfacecolor="white", label=labels[1])
    if wrong is not None:
        axes.plot(*wrong[:2], "X", color=RED, markersize=9, label=wrong[2])
    now = (time[known - 1] + time[known]) / 2
    axes.axvline(now, color=BLACK, linewidth=1, linestyle=":")
    axes.text(
        now, 0.99, f" {labels[2]}", transform=axes.get_xaxis_transform(), fontsize=9.5, va="top", color=BLACK
    )
    axes.set(title=title, xlabel=x_label, ylabel=y_label, ylim=(0, None))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(fontsize=9, loc="upper right", bbox_to_anchor=(1.0, 0.95))
    plt.show()
