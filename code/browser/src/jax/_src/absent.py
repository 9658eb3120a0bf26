"""Public names of JAX that the browser lacks: they can be imported and passed around, and say what they are
when they are used."""

import typing
from collections.abc import Callable, Iterable

_TEXTS = {
    "en": (
        "{name} is not available in the browser. "
        "To run this cell, open the chapter with its “Open in Colab” button."
    ),
    "fr": (
        "{name} n'est pas disponible dans le navigateur. "
        "Pour exécuter cette cellule, ouvrez le chapitre avec son bouton « Ouvrir dans Colab »."
    ),
}


class NotAvailableInBrowser(NotImplementedError):
    """A part of JAX was used that does not exist in the browser."""


NotAvailableInBrowser.__module__ = "jax.errors"


def _sentence(name: str) -> str:
    try:
        from practicals.language import say
    except ImportError:
        return _TEXTS["en"].format(name=name)
    return say(**{language: text.format(name=name) for language, text in _TEXTS.items()})


def absent(name: str) -> typing.NoReturn:
    """Raise NotAvailableInBrowser for a function, or for an option: ``jax.numpy.sort with kind``."""
    raise NotAvailableInBrowser(_sentence(name))


class Absent:
    """Stands for a public name that is not available: every use of it raises NotAvailableInBrowser.

    Libraries import names that they may never call. So a stand-in can be imported, stored, hashed, passed as
    an argument, named in an annotation or a base class, and asked for by ``isinstance`` (nothing is one).
    """

    def __init__(self, name: str):
        self._name = name
        self.__name__ = self.__qualname__ = name.rpartition(".")[2]
        self.__module__ = name.rpartition(".")[0]
        self.__doc__ = _TEXTS["en"].format(name=name)

    def _raise(self, *arguments, **keywords):
        absent(self._name)

    __call__ = __getitem__ = __iter__ = __len__ = __bool__ = __enter__ = __exit__ = _raise
    __int__ = __float__ = __index__ = __array__ = __neg__ = __matmul__ = __rmatmul__ = _raise
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _raise

    def __getattr__(self, attribute: str):
        if attribute.startswith("_"):  # Python and notebooks probe for protocols
            raise AttributeError(attribute)
        absent(f"{self._name}.{attribute}")

    def __instancecheck__(self, instance) -> bool:
        return False

    def __subclasscheck__(self, cls) -> bool:
        return False

    def __mro_entries__(self, bases) -> tuple[type]:
        name = self._name

        def __new__(cls, *arguments, **keywords):
            absent(name)

        return (type(self.__name__, (), {"__new__": __new__}),)

    def __or__(self, other):
        return typing.Union[self, other]  # noqa: UP007 - this is what makes `|` work

    def __ror__(self, other):
        return typing.Union[other, self]  # noqa: UP007

    def __repr__(self):
        return f"<{self._name}: not available in the browser>"


def absent_names(module_name: str, names: Iterable[str]) -> Callable[[str], Absent]:
    """A module's ``__getattr__`` that knows the names which JAX has and the browser lacks; for any other name it
    raises Python's own AttributeError."""
    names = frozenset(names)
    made: dict[str, Absent] = {}

    def __getattr__(attribute: str) -> Absent:
        if attribute not in names:
            raise AttributeError(f"module {module_name!r} has no attribute {attribute!r}")
        return made.setdefault(attribute, Absent(f"{module_name}.{attribute}"))

    __getattr__.names = names
    return __getattr__
