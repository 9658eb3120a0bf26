"""French typography: no-break spaces, quotes, apostrophes, accents on capitals, decimal commas; and its mending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from press import glossary, strings
from press.book import Book
from press.chapter import front_matter
from press.chapter.blocks import parse
from press.checks import code
from press.checks.exercises import checks_path, messages
from press.checks.prose import MASKS, Line, masked, pieces
from press.checks.same_math import formulas
from press.checks.sources import Page, Sources
from press.checks.texts import tool_words
from press.errors import Problem
from press.outputs.recorded import write_atomically

NARROW, WIDE = "\u202f", "\u00a0"
_HARD = f"{NARROW}{WIDE}"
_FIX = "run `press check --fix`"

# What is wrong, the pattern, its replacement. Each match is replaced on its own, so that none meets another's.
_SPACES: list[tuple[str, re.Pattern, str]] = [
    ("an ordinary space before `;`, `!`, `?` or `%`", re.compile(r"(?<=\S) +(?=[;!?%](?!\w))"), NARROW),
    (
        "no space before `;`, `!`, `?` or `%`",
        re.compile(rf"(?<=[^\s;!?%(«…|{_HARD}])(?=[;!?%](?!\w))"),
        NARROW,
    ),
    ("an ordinary space before `:` or `»`", re.compile(r"(?<=\S) +(?=»|:(?:[\s*_»)]|$))"), WIDE),
    ("no space before `:` or `»`", re.compile(rf"(?<=[^\s:|{_HARD}])(?=»|:(?:[\s*_»)]|$))"), WIDE),
    ("an ordinary space after `«`", re.compile(r"(?<=«) +"), WIDE),
    ("no space after `«`", re.compile(rf"(?<=«)(?=[^\s{_HARD}])"), WIDE),
    (
        "a space before a comma or a full stop",
        re.compile(rf"(?<=[\w)»{MASKS}])[ {_HARD}]+(?=,(?:\s|$)|\.(?:\s|$))"),
        "",
    ),
]
_PUNCTUATION = re.compile(r"[;:!?%«»,.]")
_APOSTROPHE = re.compile(r"[\u2019\u02bc]")
_ETC = re.compile(r"\betc(?:[.…]{2,}|…)")
_QUOTE = re.compile(r'"')
_POINT = re.compile(r"(?<![\w.,/-])\d+\.\d+(?![\w.]|,\d)")
# A number after a name is a version or a licence: Python 3.11, CC BY 4.0.
_VERSION = re.compile(r"(?:\b[A-Z][\w+]*|\bv(?:ersion)?|[≥>=~])[ \u00a0\u202f]*$")
_MARKER = re.compile(rf"^\s*(?:#{{1,6}}|[-*+]|\d+[.)]|>)[{_HARD}](?![;!?%:»])")


@cache
def capitals() -> list[tuple[re.Pattern, str]]:
    """Words that begin with a capital without its accent, and the word meant."""
    lines = Path(__file__).with_name("capitals.fr.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split("→") for line in lines if line and not line.startswith("#")]
    return [(re.compile(_whole(wrong.strip())), right.strip()) for wrong, right in words]


@cache
def _any_capital() -> re.Pattern:
    return re.compile("|".join(pattern.pattern for pattern, _ in capitals()))


def _whole(pattern: str) -> str:
    return rf"(?<![\w'-])(?:{pattern})(?!\w)"


def problems(sources: Sources) -> Iterator[Problem]:
    for page in sources.chosen("fr"):
        found = [(line, *problem) for line in page.prose for problem in line_problems(line)]
        yield from (
            Problem(message, page.path, line.number, advice)
            for line, message, advice in found
            if advice != _FIX
        )
        yield from _mendable(page, [(line, message) for line, message, advice in found if advice == _FIX])
        yield from _mathematics(page)
        yield from _code(page)
    yield from _typed_beside(sources.book)
    yield from _messages(sources)


def _mendable(page: Page, found: list[tuple[Line, str]]) -> Iterator[Problem]:
    """What the command mends by itself is said once a page."""
    if not found:
        return
    line, message = found[0]
    others = f" (and {len(found) - 1} more to mend in this file)" if len(found) > 1 else ""
    yield Problem(f"{message}{others}", page.path, line.number, _FIX)


def line_problems(line: Line) -> Iterator[tuple[str, str]]:
    """What is wrong with the prose of one line, and its mend."""
    if not line.prose.strip(MASKS):
        return
    for message, pattern, _ in _SPACES if _PUNCTUATION.search(line.prose) else ():
        if found := pattern.search(line.prose):
            yield f"{message}: {_around(line.typed, found)}", _FIX
    if found := _QUOTE.search(line.prose):
        yield (
            f"English quotes: {_around(line.typed, found)}",
            _FIX if line.prose.count('"') % 2 == 0 else "write « … »",
        )
    if _MARKER.match(line.typed):
        yield "a no-break space after a Markdown marker", _FIX
    for found in _POINT.finditer(line.prose):
        if not _VERSION.search(line.prose[: found.start()]):
            mend = "write a decimal comma, or put the output that you quote in backticks"
            yield f"a decimal point: {found[0]}", mend
    yield from words(line.prose, mended=True)


def words(text: str, mended: bool = False) -> Iterator[tuple[str, str]]:
    """What is wrong with a text wherever it stands: apostrophes, capitals, « etc… »."""
    if _APOSTROPHE.search(text):
        yield "a curly apostrophe", _FIX if mended else "type '"
    if _ETC.search(text):
        yield "« etc » takes one full stop", _FIX if mended else "write etc."
    for pattern, right in capitals() if _any_capital().search(text) else ():
        if found := pattern.search(text):
            yield f"a capital without its accent: {found[0]}", f"write {right}"


def mend(line: Line) -> str:
    """The line with its spaces, quotes and apostrophes mended; what is not prose is left as it was typed."""
    typed, prose = line.typed, line.prose
    if _MARKER.match(typed) and prose.strip(MASKS):
        place = _MARKER.match(typed).end() - 1
        typed = f"{typed[:place]} {typed[place + 1 :]}"
    for pattern, replacement in ((_APOSTROPHE, "'"), (_ETC, "etc.")):
        typed, prose = _replace(typed, prose, pattern, lambda found, new=replacement: new)
    typed, prose = _quotes(typed, prose)
    for _, pattern, space in _SPACES:
        typed, prose = _replace(typed, prose, pattern, lambda found, new=space: new)
    return typed


def _replace(typed: str, prose: str, pattern: re.Pattern, new) -> tuple[str, str]:
    """Replace in the prose and, at the same places, in what was typed."""
    for found in reversed(list(pattern.finditer(prose))):
        text = new(found)
        typed = typed[: found.start()] + text + typed[found.end() :]
        prose = prose[: found.start()] + text + prose[found.end() :]
    return typed, prose


def _quotes(typed: str, prose: str) -> tuple[str, str]:
    """Pairs of straight quotes become « … », or “ … ” inside guillemets; a lone one is left to its author."""
    places = [found.start() for found in _QUOTE.finditer(prose)]
    if len(places) % 2:
        return typed, prose
    for number, place in reversed(list(enumerate(places))):
        inside = prose.count("«", 0, place) > prose.count("»", 0, place)
        mark = "“”"[number % 2] if inside else (f"«{WIDE}", f"{WIDE}»")[number % 2]
        typed = typed[:place] + mark + typed[place + 1 :]
        prose = prose[:place] + mark + prose[place + 1 :]
    return typed, prose


def fix(path: Path) -> bool:
    """Mend one French source in place; says whether anything changed. Code, mathematics and YAML stay as they are."""
    text = path.read_text(encoding="utf-8")
    mended = mend_text(text, path)
    if mended != text:
        write_atomically(path, mended)
    return mended != text


def mend_text(text: str, path: Path = Path("text.md")) -> str:
    """A French source with its typography mended."""
    lines = text.split("\n")
    _, skipped = front_matter.split(text)
    blocks = parse("\n".join(lines[skipped:]), path, skipped + 1)
    return "\n".join(mend(line) for line in masked(list(pieces(blocks, lines)), lines))


def _around(text: str, found: re.Match) -> str:
    """A few words of the line around a match, with no-break spaces made visible."""
    excerpt = text[max(0, found.start() - 18) : found.end() + 8].strip()
    return f"`{excerpt.replace(NARROW, '␣').replace(WIDE, '␣')}`"


def _mathematics(page: Page) -> Iterator[Problem]:
    for formula in formulas(page):
        if re.search(r"(?<![\w.])\d+\.\d", re.sub(r"\\(?:text|label|ref)\{[^}]*\}", "", formula.typed)):
            yield Problem("a decimal point in mathematics", page.path, formula.line, "write 0{,}05")
        if re.search(f"[{_HARD}]", formula.typed):
            yield Problem(
                "a no-break space in mathematics", page.path, formula.line, "type an ordinary one, or \\;"
            )


def _code(page: Page) -> Iterator[Problem]:
    for cell in page.cells:
        for text in code.texts(cell.source, cell.first_line):
            for message, advice in words(text.text):
                yield Problem(f"{message} (in a {text.kind})", page.path, text.line, advice)
        bare = re.sub(
            r"(?s)(\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|#[^\n]*)",
            "",
            cell.source,
        )
        if re.search(f"[{_HARD}]", bare):
            yield Problem("a no-break space in code", page.path, cell.first_line, "type an ordinary one")


def _typed_beside(book: Book) -> Iterator[Problem]:
    """Texts that stand beside their English: the tools' words and the glossary. Their spaces are put in when shown."""
    for path, texts in ((strings.PATH, _french(tool_words())), (glossary.path(book), _glossary(book))):
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for text in texts:
            for message, advice in words(text):
                line = next((number for number, typed in enumerate(lines, 1) if text in typed), None)
                yield Problem(message, path, line, advice)


def _french(typed: dict) -> list[str]:
    return [texts.get("fr") or "" for texts in typed.values()]


def _glossary(book: Book) -> list[str]:
    if not glossary.path(book).exists():
        return []
    return [text for term in glossary.load(book).values() for text in (term.fr, term.definition.fr)]


def _messages(sources: Sources) -> Iterator[Problem]:
    """The French messages of checks; their spaces are put in when they are shown."""
    for chapter in sources.chapters("fr"):
        path = checks_path(sources.book, chapter.slug)
        for line, text in messages(path, "fr"):
            for message, advice in words(text):
                yield Problem(message, path, line, advice)
