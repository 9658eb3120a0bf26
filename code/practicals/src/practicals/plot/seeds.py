"""Learning curves of several seeds, one small panel a variant."""

import numpy as np

from practicals.plot.style import LINE_STYLES, PALETTE


def small_curves(x, panels, x_label="", y_label="", columns=2, y_limits=(-0.03, 1.08)):
    """Draw ``panels``, a dictionary from title to an array of shape (len(x), seeds), all on the same axes.

    Shows the figure, returns nothing.
    """
    import matplotlib.pyplot as plt

    rows = -(-len(panels) // columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(6.2, 0.5 + 2.0 * rows), sharex=True, sharey=True, squeeze=False
    )
    for axes in grid.flat[len(panels) :]:
        axes.set_visible(False)
    for axes, (title, curves) in zip(grid.flat, panels.items(), strict=False):
        for seed, curve in enumerate(np.asarray(curves).T):
            axes.plot(x, curve, color=PALETTE[seed % 6], linestyle=LINE_STYLES[seed % 6], linewidth=1.6)
        axes.set_title(title, fontsize=10)
        axes.set_ylim(y_limits)
    figure.supxlabel(x_label, fontsize=11)
    figure.supylabel(y_label, fontsize=11)
    plt.show()
