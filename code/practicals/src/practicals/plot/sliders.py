"""Shows an explorer: recorded frames while the book is executed, sliders in a notebook, small multiples elsewhere."""

import base64
import html
import math
import os

from practicals.language import say
from practicals.plot import frames

# The book's tools set this variable while they run a chapter, and read this kind of output.
RECORDING = "PRACTICALS_RECORDING"
MIME = "application/vnd.practicals.explore+json"
MOST_FRAMES = 24


def show(explorer):
    """Display the explorer in the way that fits where the cell runs."""
    from IPython.display import display

    if os.environ.get(RECORDING):
        display(recorded(explorer), raw=True)
        return
    try:
        import ipywidgets
    except ImportError:
        display(small_multiples(explorer), raw=True)
        return
    display(with_sliders(explorer, ipywidgets))


def recorded(explorer):
    """All frames of an explorer and the first one as a picture: an output's data by MIME type.

    Raises ValueError for more than `MOST_FRAMES` frames, and for frames of different sizes.
    """
    numbers = [len(parameter.values) for parameter in explorer.parameters]
    if math.prod(numbers) > MOST_FRAMES:
        product = " × ".join(map(str, numbers))
        raise ValueError(
            say(
                f"{product} = {math.prod(numbers)} frames are too many for a page: {MOST_FRAMES} at most. Give fewer values.",
                f"{product} = {math.prod(numbers)} images, c'est trop pour une page : {MOST_FRAMES} au plus. Donnez moins de valeurs.",
            )
        )
    drawn = []
    for values in explorer.choices():
        png, alt = explorer.frame(values)
        drawn.append({"caption": explorer.caption(values), "alt": alt, "image": _text(png)})
    sizes = {frames.size(base64.b64decode(frame["image"])) for frame in drawn}
    if len(sizes) > 1:
        raise ValueError(
            say(
                "The frames have different sizes, so that the page would jump: fix the size of the figure.",
                "Les images n'ont pas toutes la même taille, la page sauterait : fixez la taille de la figure.",
            )
        )
    ((width, height),) = sizes
    first = drawn[list(explorer.choices()).index(explorer.start)]
    content = explorer.description() | {"width": width, "height": height, "frames": drawn}
    return {MIME: content, "image/png": first["image"], "text/plain": repr(explorer)}


def with_sliders(explorer, ipywidgets):
    """The figure above one slider for each parameter; moving one draws the figure again."""
    controls = {
        parameter.name: ipywidgets.SelectionSlider(
            options=list(zip(parameter.texts, parameter.values, strict=True)),
            value=parameter.values[parameter.start],
            description=parameter.label,
            continuous_update=False,
            style={"description_width": "initial"},
            layout={"width": "30em", "max_width": "100%"},
        )
        for parameter in explorer.parameters
    }
    # An HTML widget, because an image widget has no alternative text.
    picture = ipywidgets.HTML(_picture(*explorer.frame(explorer.start)))

    def draw_again(_):
        values = {name: control.value for name, control in controls.items()}
        picture.value = _picture(*explorer.frame(values))

    for control in controls.values():
        control.observe(draw_again, "value")
    return ipywidgets.VBox([picture, *controls.values()])


def small_multiples(explorer):
    """The first frame, large, and all others small with their values, as an output's data by MIME type."""
    large, others = "", []
    for values in explorer.choices():
        png, alt = explorer.frame(values)
        if values == explorer.start:
            large, first = _figure(png, alt, explorer.caption(values)), png
        else:
            others.append(_figure(png, alt, explorer.caption(values)))
    grid = "display: grid; grid-template-columns: repeat(auto-fill, minmax(10em, 1fr)); gap: 0.5em"
    content = f'{large}<div style="{grid}">{"".join(others)}</div>'
    return {"text/html": content, "image/png": _text(first), "text/plain": repr(explorer)}


def _figure(png, alt, caption):
    return f'<figure style="margin: 0.25em 0">{_picture(png, alt)}<figcaption>{html.escape(caption)}</figcaption></figure>'


def _picture(png, alt):
    return f'<img alt="{html.escape(alt)}" style="max-width: 100%" src="data:image/png;base64,{_text(png)}">'


def _text(png):
    return base64.b64encode(png).decode()
