"""Checks of the exercises, one module a chapter, one function an exercise.

A chapter imports this package as ``check`` and ends an exercise cell with
``check.<chapter>.<exercise>(attempt)``; modules load when first used.
"""

from importlib import import_module


def __getattr__(chapter):
    if chapter.startswith("_"):
        raise AttributeError(chapter)
    try:
        return import_module(f"{__name__}.{chapter}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{chapter}":
            raise
        raise AttributeError(f"No checks for a chapter called {chapter!r}.") from None
