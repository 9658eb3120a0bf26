"""Pictures of projections: feet on a line, the foot on a plane, residuals, and arrows step by step."""

import numpy as np

from practicals.plot.style import BLACK, BLUE, GREEN, ORANGE, PALETTE, RED


def projection_on_line(direction, points, feet, title="", labels=("", "", "")):
    """Draw the line through the origin along ``direction`` (2,), ``points`` (n, 2) and their ``feet`` (n, 2).

    ``labels`` name the line, the points and the feet in the legend.
    """
    import matplotlib.pyplot as plt

    points, feet = np.atleast_2d(points), np.atleast_2d(feet)
    unit = np.asarray(direction, dtype=float) / np.linalg.norm(direction)
    reach = 1.2 * np.max(np.linalg.norm(np.vstack([points, feet]), axis=1))
    _, axes = plt.subplots(figsize=(4.8, 3.8))
    axes.plot(
        *np.transpose([-0.35 * reach * unit, reach * unit]), "-", color=BLUE, linewidth=2, label=labels[0]
    )
    for point, foot in zip(points, feet, strict=True):
        axes.plot(*np.transpose([point, foot]), ":", color=BLACK, linewidth=1.2)
    axes.plot(*points.T, "o", color=BLACK, label=labels[1])
    axes.plot(*feet.T, "s", color=ORANGE, markeredgecolor=BLACK, label=labels[2])
    axes.annotate("", direction, (0, 0), arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 2.5})
    axes.plot(0, 0, "+", color=BLACK)
    axes.set_aspect("equal")
    axes.set_title(title)
    axes.legend(fontsize=9)
    plt.show()


def projection_on_plane(basis, point, foot, title="", labels=("", "", "")):
    """Draw in three dimensions the plane spanned by ``basis`` (3, 2), a ``point`` (3,) and its ``foot`` (3,).

    ``labels`` name the point, the foot and the segment between them in the legend.
    """
    import matplotlib.pyplot as plt

    basis, point, foot = (np.asarray(value, dtype=float) for value in (basis, point, foot))
    figure = plt.figure(figsize=(4.6, 3.8))
    axes = figure.add_subplot(projection="3d")
    first, second = np.linalg.qr(basis)[0].T
    reach = 1.15 * max(np.linalg.norm(foot), *np.linalg.norm(basis, axis=0))
    steps = np.linspace(-0.5 * reach, 1.4 * reach, 2)
    # The plane's patch is laid out around the foot, so that the foot is always on it.
    towards = foot if np.linalg.norm(foot) > 1e-9 else first
    along = towards / np.linalg.norm(towards)
    across = second - (second @ along) * along
    across = across if np.linalg.norm(across) > 1e-6 else first - (first @ along) * along
    across = across / np.linalg.norm(across)
    a, b = np.meshgrid(steps, np.linspace(-1.0 * reach, 1.0 * reach, 2))
    patch = a[..., None] * along + b[..., None] * across
    axes.plot_surface(*np.moveaxis(patch, -1, 0), color=BLUE, alpha=0.22, linewidth=0, shade=False)
    for column in basis.T:
        axes.quiver(0, 0, 0, *column, color=BLUE, linewidth=2, arrow_length_ratio=0.12)
    axes.plot(*np.transpose([point, foot]), ":", color=RED, linewidth=2, label=labels[2])
    axes.plot(*np.transpose([[0, 0, 0], foot]), "--", color=ORANGE, linewidth=1.5)
    axes.plot(*point[:, None], "o", color=BLACK, markersize=7, label=labels[0])
    axes.plot(*foot[:, None], "s", color=ORANGE, markeredgecolor=BLACK, markersize=7, label=labels[1])
    # Seen almost along the plane, so that the right angle at the foot shows.
    camera = across + 0.4 * np.cross(along, across) * np.sign(np.cross(along, across)[2] or 1)
    axes.view_init(
        elev=np.degrees(np.arcsin(camera[2] / np.linalg.norm(camera))),
        azim=np.degrees(np.arctan2(camera[1], camera[0])),
    )
    limits = (axes.get_xlim(), axes.get_ylim(), axes.get_zlim())
    axes.set_box_aspect(np.ptp(limits, axis=1), zoom=1.7)
    axes.set_axis_off()
    axes.set_title(title)
    axes.legend(fontsize=9, loc="upper left", bbox_to_anchor=(-0.12, 1.0))
    plt.show()


def residuals(x, y, predictions, title="", x_label="", y_label="", labels=("", "", "")):
    """Draw measurements ``y`` at ``x``, the fitted ``predictions``, and a segment for each residual.

    ``labels`` name the measurements, the fit and the residuals in the legend.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(4.8, 3.4))
    order = np.argsort(x)
    axes.plot(
        np.asarray(x)[order], np.asarray(predictions)[order], "-s", color=BLUE, markersize=5, label=labels[1]
    )
    axes.vlines(x, y, predictions, colors=RED, linestyles=":", linewidth=2, label=labels[2])
    axes.plot(x, y, "o", color=BLACK, markersize=7, label=labels[0])
    axes.set_xticks(x)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.set_title(title)
    axes.legend(fontsize=9)
    plt.show()


def arrow_panels(panels, titles, circle=None):
    """Draw arrows of the plane side by side, one small figure a step.

    Each panel is a dictionary from a label to an arrow: a vector (2,) that starts at the origin, or a pair
    (start, end). ``circle`` is the number of the panel that also shows the unit circle.
    """
    import matplotlib.pyplot as plt

    _, row = plt.subplots(1, len(panels), figsize=(2.1 * len(panels), 2.5), sharex=True, sharey=True)
    for number, (axes, panel, title) in enumerate(zip(np.atleast_1d(row), panels, titles, strict=True)):
        for color, (label, arrow) in zip((BLUE, GREEN, RED, BLACK), panel.items(), strict=False):
            start, end = (np.zeros(2), arrow) if np.ndim(arrow) == 1 else arrow
            style = {"arrowstyle": "-|>", "color": color, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", end, start, arrowprops=style)
            axes.plot(*np.transpose([start, end]), alpha=0)
            towards = (np.asarray(end) - start) / max(np.linalg.norm(end - np.asarray(start)), 1e-9)
            # Beside the tip for an arrow from the origin, beside the middle for any other.
            place = np.asarray(end) + 0.25 * towards
            if np.any(start):
                place = (np.asarray(start) + end) / 2 + 0.25 * np.array([towards[1], -towards[0]])
            axes.text(*place, label, color=color, ha="center", va="center", fontsize=11)
        if circle == number:
            turn = np.linspace(0, 2 * np.pi, 100)
            axes.plot(np.cos(turn), np.sin(turn), ":", color=BLACK, linewidth=1)
        axes.set_aspect("equal")
        axes.margins(0.22)
        axes.set_title(title, fontsize=10)
    plt.show()


def labelled_points(points, labels, title="", x_label="", y_label=""):
    """Draw ``points`` (n, 2), each as its label (a short text or a digit), one colour a label."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(5.2, 4.0))
    for number, label in enumerate(np.unique(labels)):
        chosen = np.asarray(points)[np.asarray(labels) == label]
        # Darker for the second half of the labels: neighbours stay apart in grey print too.
        color = PALETTE[number % len(PALETTE)] if number < len(PALETTE) else BLACK
        axes.scatter(*chosen.T, marker=f"${label}$", color=color, s=42, linewidths=0.3)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.set_title(title)
    plt.show()
