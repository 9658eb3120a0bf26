"""Draws one frame: the figure that a function makes, as a PNG, without showing it in the notebook."""

import io
from contextlib import contextmanager

from practicals.language import say

RESOLUTION = 100  # pixels an inch
WIDTH, HEIGHT = 4.8, 3.2  # inches: the largest width, and the height where the function does not choose


def render(draw, values):
    """The PNG of the one figure that ``draw(**values)`` draws; a wider one is set narrower, its text stays legible.

    Raises ValueError when it draws no figure, or several.
    """
    import matplotlib.pyplot as plt

    before = set(plt.get_fignums())
    try:
        with _without_showing(plt), plt.rc_context({"figure.figsize": (WIDTH, HEIGHT)}):
            plt.figure()  # so that plt.plot does not draw into a figure of the reader
            draw(**values)
        figures = [plt.figure(number) for number in plt.get_fignums() if number not in before]
        drawn = [figure for figure in figures if figure.axes]
        if len(drawn) != 1:
            raise ValueError(
                say(
                    f"draw should draw one figure at each call: it has drawn {len(drawn)}.",
                    f"draw doit tracer une figure à chaque appel : elle en a tracé {len(drawn)}.",
                )
            )
        (figure,) = drawn
        file = io.BytesIO()
        figure.set_figwidth(min(WIDTH, figure.get_figwidth()))
        figure.savefig(file, format="png", dpi=RESOLUTION, facecolor="white", metadata={"Software": None})
        return file.getvalue()
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)


@contextmanager
def _without_showing(plt):
    """Functions that draw end with plt.show(), which would put the figure into the notebook and close it."""
    show = plt.show
    plt.show = lambda *_, **__: None
    try:
        yield
    finally:
        plt.show = show


def size(png):
    """The width and the height of a PNG, in pixels."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
