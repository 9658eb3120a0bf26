"""The language in which a notebook speaks to its reader, set once per notebook."""

import re

LANGUAGES = ("en", "fr")

_current = "en"


def set_language(language):
    """Choose the language of every message: ``"en"`` or ``"fr"``.

    Raises ValueError for any other language.
    """
    global _current
    if language not in LANGUAGES:
        raise ValueError(f"Language {language!r} is not one of {', '.join(LANGUAGES)}.")
    _current = language


def get_language():
    """The language chosen with `set_language`; English until one is chosen."""
    return _current


def say(en, fr):
    """The one of two texts that is in the reader's language; French gets its no-break spaces here."""
    return french_spaces(fr) if _current == "fr" else en


def french_spaces(text):
    """Put the no-break spaces of French typography where an ordinary space was typed."""
    text = re.sub(r"(?<=\S) (?=[;!?%](?!\w))", "\u202f", text)
    text = re.sub(r"(?<=\S) (?=[:»](?!\w))", "\u00a0", text)
    return text.replace("« ", "«\u00a0")
