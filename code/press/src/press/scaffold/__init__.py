"""`press new-chapter`: a chapter that can be read, executed and answered from its first minute, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from press.book import LANGUAGES, Book, Part
from press.checks.exercises import checks_path, wrong_answers_path
from press.checks.front import SLUG
from press.errors import PressError
from press.outputs.recorded import write_atomically

_TEMPLATES = Path(__file__).parent
# Words that Python or the framework of checks keeps for itself.
_RESERVED = {"index", "exercise", "feedback"}


def start(book: Book, name: str, part: str) -> list[Path]:
    """Write the files of a new chapter and list it in _toc.yml. Raises PressError, and writes nothing, on bad input."""
    if not SLUG.fullmatch(name) or name in _RESERVED:
        raise PressError(
            f"{name!r} is not a valid slug", mend="use lower-case letters, digits and underscores"
        )
    if part not in book.settings.parts:
        raise PressError(
            f"no part {part!r} in _config.yml", mend=f"use one of {', '.join(book.settings.parts)}"
        )
    files = _files(book, name)
    contents = book.root / "_toc.yml"
    taken = [path for path in files if path.exists()]
    if name in book.pages or taken:
        raise PressError(
            f"the chapter {name!r} exists", taken[0] if taken else contents, mend="choose another slug"
        )
    files[contents] = listed(
        contents.read_text(encoding="utf-8"), name, part, list(book.settings.parts), book.parts
    )
    for path, text in files.items():
        write_atomically(path, text)
    return list(files)


def _files(book: Book, name: str) -> dict[Path, str]:
    pages = {book.source(language, name): f"chapter.{language}.md" for language in LANGUAGES}
    files = pages | {
        checks_path(book, name): "checks.txt",
        wrong_answers_path(book, name): "wrong_answers.txt",
    }
    return {path: _filled(template, name) for path, template in files.items()}


def _filled(template: str, name: str) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return text.replace("@SLUG@", name).replace("@LABEL@", name.replace("_", "-"))


def listed(text: str, name: str, part: str, order: list[str], parts: list[Part]) -> str:
    """The table of contents with a chapter at the end of its part; everything else, comments included, is kept.

    A part that has no chapter yet takes its place in ``order``.
    """
    lines = text.splitlines()
    starts = {key: number for number, line in enumerate(lines) if (key := _caption(line))}
    if part in starts:
        end = min((number for number in starts.values() if number > starts[part]), default=len(lines))
        last = max(
            (number for number in range(starts[part], end) if re.match(r"\s*- file:", lines[number])),
            default=None,
        )
        if last is None:
            raise PressError(
                f"the part {part!r} has no chapters in _toc.yml", mend="give it a `chapters:` list"
            )
        indent = re.match(r"\s*", lines[last])[0]
        lines.insert(last + 1, f"{indent}- file: {name}")
        return "\n".join(lines) + "\n"
    later = [starts[key] for key in order[order.index(part) :] if key in starts]
    block = [f"  - caption: {part}", "    chapters:", f"      - file: {name}"]
    if not parts and "parts:" not in lines:
        lines.append("parts:")
    at = min(later, default=len(lines))
    lines[at:at] = block
    return "\n".join(lines) + "\n"


def _caption(line: str) -> str | None:
    found = re.match(r"\s*-\s+caption:\s*[\"']?([\w-]+)", line)
    return found[1] if found else None
