"""What a computation costs at its first call and later, drawn apart."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, ORANGE


def timing_bars(measured, labels, title="", x_label=""):
    """Draw two horizontal bars an entry of ``measured``: label → (seconds of the first call, of a later call).

    ``labels`` names the two. The axis is in milliseconds and logarithmic. Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(6.2, 0.75 * len(measured) + 1.3))
    places = np.arange(len(measured))[::-1]
    first, later = 1e3 * np.array(list(measured.values())).T
    looks = (
        {"color": "white", "edgecolor": ORANGE, "hatch": "////", "linewidth": 1.2},
        {"color": BLUE, "edgecolor": BLUE},
    )
    for values, shift, label, look in zip((first, later), (0.2, -0.2), labels, looks, strict=True):
        axes.barh(places + shift, values, height=0.36, label=label, **look)
        for place, value in zip(places, values, strict=True):
            axes.annotate(
                f"{value:.2g}" if value < 99.5 else f"{value:.0f}", (value, place + shift), xytext=(3, 0),
                textcoords="offset points", va="center", fontsize=8.5, color=BLACK,
            )  # fmt: skip
    axes.set_xscale("log")
    axes.set_xlim(min(later.min(), first.min()) / 3, max(first.max(), later.max()) * 4)
    axes.set_yticks(places, list(measured))
    axes.set(title=title, xlabel=x_label)
    axes.grid(False, axis="y")
    axes.legend(fontsize=9, loc="upper center", bbox_to_anchor=(0.4, -0.22), ncols=2)
    plt.show()
