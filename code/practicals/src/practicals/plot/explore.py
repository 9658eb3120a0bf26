"""Figures that answer to sliders: one call gives recorded frames in the book and live sliders in a notebook."""

import inspect
import itertools
import math
import re
from dataclasses import dataclass

from practicals.language import french_spaces, get_language, say
from practicals.plot import frames, sliders


def explore(draw, *, alt, labels=None, start=None, **parameters):
    """A figure that the reader moves, with one slider for each parameter; a cell shows it as its last expression.

    ``draw(noise, degree)`` draws one Matplotlib figure for one value of each parameter. It may end with
    ``plt.show()``, as the functions of this package do; its figures should have one size and fixed limits.
    ``noise=[0, 0.1, 0.3], degree=[1, 3, 9]``: every other keyword is a parameter with its list of values,
    at least two numbers or texts, all different, in the order of the slider.

    ``alt`` says what a frame shows to those who do not see it: a format string over the parameters
    (``"A curve of degree {degree}."``), or a function of the same arguments as ``draw`` that returns a text.
    In French its decimal points become commas. ``labels`` (parameter → text) names the sliders in the
    reader's language, ``start`` (parameter → value) is what is shown first: by default the middle of a list.

    Returns an `Explorer`. Raises ValueError, in the reader's language, for no parameter, fewer than two
    values, equal values, a label or a start of an unknown parameter, a start that is no value, and for a
    ``draw`` or an ``alt`` that does not take these parameters.
    """
    if not parameters:
        raise ValueError(
            say(
                "explore needs a parameter: the list of its values, as in degree=[1, 3, 9].",
                "explore a besoin d'un paramètre : la liste de ses valeurs, comme degree=[1, 3, 9].",
            )
        )
    labels, start = labels or {}, start or {}
    for name in [*labels, *start]:
        if name not in parameters:
            known = ", ".join(parameters)
            raise ValueError(
                say(f"{name!r} is not a parameter: {known}.", f"{name!r} n'est pas un paramètre : {known}.")
            )
    _must_take("draw", draw, parameters)
    if callable(alt):
        _must_take("alt", alt, parameters)
    chosen = tuple(
        _parameter(name, values, labels.get(name, name), start) for name, values in parameters.items()
    )
    explorer = Explorer(draw, alt, chosen)
    if not callable(alt):
        explorer.alternative({parameter.name: parameter.values[parameter.start] for parameter in chosen})
    return explorer


@dataclass(frozen=True)
class Parameter:
    """One slider: ``values`` in its order, ``start`` the position of the one shown first."""

    name: str
    label: str
    values: tuple
    start: int

    @property
    def texts(self):
        """The values as the reader sees them."""
        return [_written(value) for value in self.values]


class Explorer:
    """What `explore` returns: it draws a frame for any choice of values, and shows itself with sliders."""

    def __init__(self, draw, alt, parameters):
        self.draw = draw
        self.alt = alt
        self.parameters = parameters

    def description(self):
        """The sliders as plain data: for each its name, label, values, their texts and the first position."""
        return {
            "parameters": [
                {
                    "name": parameter.name,
                    "label": parameter.label,
                    "values": list(parameter.values),
                    "texts": parameter.texts,
                    "start": parameter.start,
                }
                for parameter in self.parameters
            ]
        }

    def choices(self):
        """Every choice of values, as dictionaries; the last parameter changes fastest."""
        names = [parameter.name for parameter in self.parameters]
        for values in itertools.product(*(parameter.values for parameter in self.parameters)):
            yield dict(zip(names, values, strict=True))

    @property
    def start(self):
        """The choice that is shown first."""
        return {parameter.name: parameter.values[parameter.start] for parameter in self.parameters}

    def caption(self, values):
        """A choice in words: ``"Degree = 3, Noise = 0.1"``."""
        pairs = ((parameter.label, _written(values[parameter.name])) for parameter in self.parameters)
        return ", ".join(f"{label} = {text}" for label, text in pairs)

    def frame(self, values):
        """The picture for a choice of ``values`` (parameter → value): (PNG bytes, alternative text).

        Raises ValueError for a value that is not on its slider, for a ``draw`` that does not draw exactly
        one figure, and for an ``alt`` that gives no text.
        """
        own = {parameter.name: self._own(parameter, values) for parameter in self.parameters}
        return frames.render(self.draw, own), self.alternative(own)

    def alternative(self, values):
        """The alternative text of one frame."""
        if callable(self.alt):
            text = self.alt(**values)
        else:
            try:
                text = self.alt.format(**values)
            except (AttributeError, IndexError, KeyError, ValueError):
                names = ", ".join(f"{{{name}}}" for name in values)
                raise ValueError(
                    say(
                        f"alt should be a function, or a text whose only holes are {names}.",
                        f"alt doit être une fonction, ou un texte dont les seuls trous sont {names}.",
                    )
                ) from None
        if not isinstance(text, str) or not text.strip():
            raise ValueError(
                say("alt should give a text for every frame.", "alt doit donner un texte pour chaque image.")
            )
        return _localised(text)

    def _own(self, parameter, values):
        """The slider's own object for a value that may have been through a page: 1 for 1.0."""
        for value in parameter.values:
            if parameter.name in values and value == values[parameter.name]:
                return value
        given, known = values.get(parameter.name), ", ".join(parameter.texts)
        raise ValueError(
            say(
                f"{given!r} is not a value of {parameter.name}: {known}.",
                f"{given!r} n'est pas une valeur de {parameter.name} : {known}.",
            )
        )

    def __repr__(self):
        ranges = (f"{parameter.name}: {', '.join(parameter.texts)}" for parameter in self.parameters)
        return f"Explorer({'; '.join(ranges)})"

    def _ipython_display_(self):
        sliders.show(self)


def _parameter(name, values, label, start):
    values = tuple(value.item() if hasattr(value, "item") else value for value in values)
    if len(values) < 2:
        raise ValueError(
            say(
                f"{name} needs at least two values for its slider, not {len(values)}.",
                f"{name} a besoin d'au moins deux valeurs pour son curseur, pas {len(values)}.",
            )
        )
    for value in values:
        if isinstance(value, bool) or not (isinstance(value, str) or _is_finite(value)):
            raise ValueError(
                say(
                    f"The values of {name} should be numbers or texts, not {value!r}.",
                    f"Les valeurs de {name} doivent être des nombres ou des textes, pas {value!r}.",
                )
            )
    if len(set(values)) < len(values):
        raise ValueError(say(f"Two values of {name} are equal.", f"Deux valeurs de {name} sont égales."))
    position = len(values) // 2
    if name in start:
        if start[name] not in values:
            raise ValueError(
                say(
                    f"The start of {name}, {start[name]!r}, is not one of its values.",
                    f"Le départ de {name}, {start[name]!r}, n'est pas une de ses valeurs.",
                )
            )
        position = values.index(start[name])
    return Parameter(name, label, values, position)


def _is_finite(value):
    return isinstance(value, int | float) and math.isfinite(value)


def _must_take(role, function, parameters):
    """Raise ValueError unless the function can be called with the parameters as keywords."""
    try:
        inspect.signature(function).bind(**dict.fromkeys(parameters))
    except TypeError:
        names = ", ".join(parameters)
        raise ValueError(
            say(
                f"{role} should be a function of the parameters: {names}.",
                f"{role} doit être une fonction des paramètres : {names}.",
            )
        ) from None


def _written(value):
    return value if isinstance(value, str) else _localised(f"{value:.6g}".replace("-", "−"))


def _localised(text):
    """Decimal commas and no-break spaces, in French."""
    if get_language() == "fr":
        return french_spaces(re.sub(r"(?<=\d)\.(?=\d)", ",", text))
    return text
