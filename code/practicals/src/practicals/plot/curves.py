"""Curves of one quantity against another, with reference levels and a marked point."""

import numpy as np

from practicals.plot.style import BLACK, LINE_STYLES, PALETTE

_LEVEL_STYLES = (":", (0, (1, 3)), (0, (6, 3, 1, 3)))


def curves(
    x,
    lines,
    title="",
    x_label="",
    y_label="",
    *,
    log_x=False,
    log_y=False,
    levels=None,
    mark=None,
    y_limits=None,
):
    """Draw the curves of ``lines``, a dictionary from label to the values at ``x``.

    ``levels`` (label to number) adds horizontal lines to compare with; ``mark`` = (x, y, label) adds a
    marked point. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.2, 3.7))
    for index, (label, values) in enumerate(lines.items()):
        axes.plot(x, values, color=PALETTE[index], linestyle=LINE_STYLES[index], linewidth=2, label=label)
    for index, (label, level) in enumerate((levels or {}).items()):
        # Drawn as a curve: the legend keeps clear of curves, not of axhline.
        axes.plot(x, np.full(len(x), level), color=BLACK, linestyle=_LEVEL_STYLES[index], linewidth=1.3)
        axes.annotate(
            label, (1, level), xycoords=("axes fraction", "data"), xytext=(-2, 3),
            textcoords="offset points", ha="right", va="bottom", fontsize=9.5, color=BLACK,
        )  # fmt: skip
    if mark is not None:
        axes.plot(*mark[:2], "o", markersize=8, color=BLACK, label=mark[2], zorder=5)
    if log_x:
        axes.set_xscale("log")
    if log_y:
        axes.set_yscale("log")
    axes.set(xlabel=x_label, ylabel=y_label, title=title, xlim=(np.min(x), np.max(x)))
    if y_limits is not None:
        axes.set_ylim(y_limits)
    axes.legend(fontsize=9.5)
    plt.show()
