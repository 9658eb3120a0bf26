"""A backend of Matplotlib that shows figures on the live page, as `plt.show()` does in a notebook."""

import io

import live_cells
from matplotlib import pyplot
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        show()


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


def show():
    """Show every open figure and close it."""
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if figure.axes or figure.lines or figure.texts or figure.images or figure.patches:
            file = io.BytesIO()
            figure.savefig(file, format="png", bbox_inches="tight")
            live_cells.picture(file.getvalue())
    close()


def close():
    """Close every figure."""
    pyplot.close("all")
