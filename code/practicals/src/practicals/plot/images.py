"""A grid of small images on one scale of grey, with a few words above each."""

import math

import numpy as np

from practicals.plot.style import BLACK


def images(
    array,
    titles=None,
    columns=None,
    title="",
    row_titles=None,
    value_range=None,
    symmetric=False,
    width=6.0,
    image_size=None,
):
    """Draw ``array``, of shape (n, height, width) or (n, height, width, 3), as a grid.

    ``titles`` has one short text an image (above it), ``row_titles`` one a row (at its left),
    ``columns`` is the number of images in a row (up to ten by default). All images share one scale of grey:
    ``value_range`` as (black, white), by default the smallest and the largest value of ``array``;
    with ``symmetric`` a middle grey is zero, darker is negative, lighter is positive.
    ``width`` is the largest width of the figure and ``image_size`` the side of one image, in inches.
    Raises ValueError when the shape or the number of titles does not fit.
    """
    import matplotlib.pyplot as plt

    array = np.asarray(array, dtype=float)
    if array.ndim not in (3, 4) or (array.ndim == 4 and array.shape[-1] != 3):
        raise ValueError(
            f"images needs the shape (n, height, width) or (n, height, width, 3), not {array.shape}."
        )
    count, image_height, image_width = array.shape[:3]
    columns = columns or min(count, 10)
    rows = math.ceil(count / columns)
    for given, expected in ((titles, count), (row_titles, rows)):
        if given is not None and len(given) != expected:
            raise ValueError(f"{expected} titles are needed, not {len(given)}.")

    margin = 0.11 * max(map(len, row_titles)) if row_titles else 0.0
    gap = max(1, round(0.06 * image_width))
    inches_per_pixel = (width - margin) / (columns * (image_width + gap))
    inches_per_pixel = min(inches_per_pixel, (image_size or 1.1) / image_width)
    # Room for the titles, in pixels of the images, so that one canvas holds the whole grid.
    texts = [str(text) for text in titles] if titles is not None else [""] * count
    tops = []
    for row in range(rows):
        lines = max(
            text.count("\n") + 1 if text else 0 for text in texts[row * columns : (row + 1) * columns]
        )
        tops.append(max(gap, math.ceil(0.19 * lines / inches_per_pixel)))
    first_lines = np.cumsum(tops) + image_height * np.arange(rows)

    low, high = _value_range(array, value_range, symmetric)
    canvas = np.full(
        (first_lines[-1] + image_height, columns * (image_width + gap), *array.shape[3:]), np.nan
    )
    for position, image in enumerate(array):
        y, x = first_lines[position // columns], (position % columns) * (image_width + gap)
        canvas[y : y + image_height, x : x + image_width] = image

    figure_size = (
        canvas.shape[1] * inches_per_pixel + margin,
        canvas.shape[0] * inches_per_pixel + (0.4 if title else 0.1),
    )
    _, axes = plt.subplots(figsize=figure_size)
    if array.ndim == 4:
        shown = (np.nan_to_num(canvas, nan=high) - low) / (high - low)
        axes.imshow(np.clip(shown, 0, 1), interpolation="nearest")
    else:
        grey = plt.get_cmap("gray").with_extremes(bad="white")
        axes.imshow(np.ma.masked_invalid(canvas), cmap=grey, vmin=low, vmax=high, interpolation="nearest")
    axes.set_axis_off()
    for position, text in enumerate(texts):
        y, x = first_lines[position // columns], (position % columns) * (image_width + gap)
        axes.text(x + (image_width - 1) / 2, y - 1, text, ha="center", va="bottom", fontsize=9, color=BLACK)
    for y, text in zip(first_lines, row_titles or (), strict=False):
        axes.text(
            -gap - 1, y + (image_height - 1) / 2, str(text), ha="right", va="center", fontsize=9, color=BLACK
        )
    if title:
        axes.set_title(title, fontsize=11)
    plt.show()


def _value_range(array, value_range, symmetric):
    if value_range is not None:
        return value_range
    low, high = float(np.min(array)), float(np.max(array))
    if symmetric:
        high = max(abs(low), abs(high))
        low = -high
    return (low, high) if high > low else (low, low + 1.0)
