"""What a kit holds: the site's part in its languages, and beside it what starts a server."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from press.book import LANGUAGES, Book
from press.errors import PressError
from press.kit.names import Kit
from press.kit.one_language import adapt
from press.lite.folders import sizes
from press.site import root
from press.strings import strings

FILES = Path(__file__).parent / "files"
# Words that start.py says, without the prefix that they have in strings.yml.
_SPOKEN = ("here", "room", "or", "alone", "firewall", "stop", "stopped", "busy", "no_port", "device")
# For robots and for the hosts of the public site.
_UNUSED = ("robots.txt", "sitemap.xml")
_CONTENT = Path | bytes


def entries(book: Book, kit: Kit) -> dict[str, _CONTENT]:
    """Every file of a kit by its path in the kit's folder. Raises PressError when the site lacks a part."""
    _check(book, kit)
    found = {f"site/{name}": content for name, content in _site(book, kit).items()} | _start(kit)
    total = hashlib.sha256()
    for name, content in sorted(found.items()):
        data = content if isinstance(content, bytes) else content.read_bytes()
        total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    found["kit.json"] = _told(book, kit, f"{kit.version}-{total.hexdigest()[:8]}")
    return found


def site_files(book: Book, kit: Kit) -> list[str]:
    """The files of the built site that the kit holds, as paths in the site."""
    absent = set(LANGUAGES) - set(kit.languages)
    return sorted(
        name
        for name in sizes(book.site)
        if name not in _UNUSED
        and not any(part.startswith(".") for part in name.split("/"))
        and not absent.intersection(name.split("/")[: 2 if name.startswith("lite/") else 1])
    )


def _check(book: Book, kit: Kit) -> None:
    """A kit without Python in the browser would leave the room with pages that cannot run."""
    needed = ["index.html", *(f"{language}/index.html" for language in kit.languages)]
    runtime = ["pyodide/pyodide.mjs", *(f"lite/{language}/index.html" for language in kit.languages)]
    if missing := [name for name in needed if not (book.site / name).exists()]:
        raise PressError(f"the site lacks {missing[0]}", book.site, mend="run `press build`")
    if missing := [name for name in runtime if not (book.site / name).exists()]:
        raise PressError(
            f"a kit needs the browser runtime, and the site lacks {missing[0]}",
            book.site,
            mend="run `press kit` again with a network, which gets it once",
        )


def _site(book: Book, kit: Kit) -> dict[str, _CONTENT]:
    absent = set(LANGUAGES) - set(kit.languages)
    found: dict[str, _CONTENT] = {name: book.site / name for name in site_files(book, kit)}
    if absent:
        for name in found:
            if name.endswith(".html"):
                text = (book.site / name).read_text(encoding="utf-8")
                found[name] = adapt(text, name, absent, book.settings.base_url).encode()
    # At the top of its own server, whatever the path of the public site.
    pages = root.pages(book, kit.languages, path="")
    return found | {name: pages[name].encode() for name in ("index.html", "404.html")}


def _start(kit: Kit) -> dict[str, _CONTENT]:
    """The start scripts, which speak the kit's languages, and a note to read first in each of them."""
    words = {language: _plain(strings(language)) for language in kit.languages}
    missing = [each["kit_python_missing"] for each in words.values()]
    zipped = [each["kit_unzip_first"] for each in words.values()]
    shell = (FILES / "start.sh").read_text(encoding="utf-8").replace("@missing@", "\n".join(missing))
    batch = (FILES / "start.bat").read_text(encoding="utf-8")
    for name, lines in (("@missing@", missing), ("@zipped@", zipped)):
        batch = batch.replace(name, "\n".join(f"echo {line}" for line in lines))
    return {
        "start.py": FILES / "start.py",
        "start.sh": shell.encode(),
        "start.command": shell.encode(),
        # What Windows expects at the end of a line.
        "start.bat": batch.replace("\n", "\r\n").encode(),
        **{each["kit_readme_file"]: each["kit_readme"].strip().encode() + b"\n" for each in words.values()},
    }


def _told(book: Book, kit: Kit, version: str) -> bytes:
    """What start.py reads: the titles, the version, and its words in each language."""
    words = {language: _plain(strings(language)) for language in kit.languages}
    told = {
        "titles": [book.settings.title[language] for language in kit.languages],
        "version": version,
        "words": {
            language: {name: each[f"kit_{name}"] for name in _SPOKEN} for language, each in words.items()
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(words: dict[str, str]) -> dict[str, str]:
    """The kit's words as plain text: many terminals show no-break spaces as boxes."""
    return {
        name: text.replace("\u202f", " ").replace("\u00a0", " ").replace("`", "")
        for name, text in words.items()
        if name.startswith("kit_")
    }
