"""Text that breaks into lines only where it must: a group stays on one line if it fits.

The method is Wadler's, "A prettier printer" (2003).
"""

from dataclasses import dataclass

WIDTH = 80


@dataclass(frozen=True)
class Break:
    """A place for a new line; ``flat`` stands there when the group fits on one line."""

    flat: str = " "


@dataclass(frozen=True)
class Nest:
    """What is inside continues further to the right after a new line."""

    columns: int
    inside: object


@dataclass(frozen=True)
class Group:
    """What is inside goes on one line if it fits."""

    inside: object


def joined(separator: tuple, items) -> tuple:
    """Items with a separator between them."""
    result: list = []
    for item in items:
        if result:
            result.extend(separator)
        result.append(item)
    return tuple(result)


def layout(document, width: int = WIDTH) -> str:
    """The text of a document: a string, a Break, a Nest, a Group or a tuple of them."""
    written: list[str] = []
    column = 0
    waiting = [(0, False, document)]
    while waiting:
        indentation, flat, part = waiting.pop()
        if isinstance(part, str):
            written.append(part)
            column += len(part)
        elif isinstance(part, tuple):
            waiting.extend((indentation, flat, inner) for inner in reversed(part))
        elif isinstance(part, Nest):
            waiting.append((indentation + part.columns, flat, part.inside))
        elif isinstance(part, Group):
            fits = flat or _fits(part.inside, waiting, width - column)
            waiting.append((indentation, fits, part.inside))
        elif flat:
            written.append(part.flat)
            column += len(part.flat)
        else:
            written.append("\n" + " " * indentation)
            column = indentation
    return "".join(written)


def _fits(document, following, room: int) -> bool:
    """Whether a group, and what follows it up to the next possible new line, fits on the line."""
    waiting = [(flat, item) for _, flat, item in following]
    waiting.append((True, document))
    while waiting and room >= 0:
        flat, part = waiting.pop()
        if isinstance(part, str):
            room -= len(part)
        elif isinstance(part, tuple):
            waiting.extend((flat, inner) for inner in reversed(part))
        elif isinstance(part, (Nest, Group)):
            waiting.append((flat, part.inside))
        elif flat:
            room -= len(part.flat)
        else:
            return True
    return room >= 0
