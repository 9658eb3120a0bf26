"""Citations and the reference list as plain text, from book/references.bib."""

from __future__ import annotations

from pathlib import Path

from pybtex.backends.markdown import Backend
from pybtex.database import Entry
from pybtex.style.formatting.unsrt import Style

from press import bibliography as references
from press.errors import PressError

_AND = {"en": "and", "fr": "et"}


def _entry(path: Path, key: str, source: Path) -> Entry:
    entries = references.load(path).entries
    if key not in entries:
        raise PressError(
            f"the reference {key!r} is not in {path.name}", source, mend="add it, or correct the key"
        )
    return entries[key]


def cite(bibliography: Path, keys: list[str], language: str, parenthesised: bool, source: Path) -> str:
    """`Hoerl and Kennard (1970)` or `(Hoerl and Kennard, 1970)`. Raises PressError for an unknown key."""
    parts = []
    for key in keys:
        entry = _entry(bibliography, key, source)
        people = entry.persons.get("author", entry.persons.get("editor", []))
        names = [" ".join(person.prelast_names + person.last_names).strip("{}") for person in people]
        who = f"{names[0]} et al." if len(names) > 2 else f" {_AND[language]} ".join(names)
        year = entry.fields.get("year", "")
        parts.append(f"{who}, {year}" if parenthesised else f"{who} ({year})")
    return f"({'; '.join(parts)})" if parenthesised else ", ".join(parts)


def reference_list(bibliography: Path, keys: list[str], source: Path) -> str:
    """The cited entries as a Markdown list, in the order of their first citation."""
    entries = [_entry(bibliography, key, source) for key in keys]
    formatted = Style().format_entries(entries)
    return "\n".join(f"* {entry.text.render(Backend())}" for entry in formatted)
