"""One style sheet for all pages and one for formulas, under names that change with what they hold.

The theme's and the extensions' sheets are purged of what no page uses; our own are kept whole. Pages are written with
the plain names: when all are there, the sheets are made and the pages are pointed to them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from sphinx.application import Sphinx

from press.outputs.recorded import write_atomically
from press.site import font, mathematics
from press.site.purge import Used, custom_properties, purge, text, without_unused_names

STATIC = Path(__file__).parent / "static"
# In the order of the cascade; `*` stands for a version.
THIRD_PARTY = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "mystnb.*.css",
)
PAGE, FORMULAS = "_static/book.css", "_static/formulas.css"
# Only pages with formulas load it.
_FORMULA_STYLES = "mathematics.css"
_WORD = re.compile(r"[\w-]+")
_LINK = re.compile(r"(_static/(book|formulas))(?:\.[0-9a-f]{12})?\.css")


def _bundle(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    vendored = [path for name in THIRD_PARTY for path in sorted(static.glob(name))]
    if not vendored:
        # Nothing was out of date, so Sphinx copied nothing: the sheets are as they were.
        return
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(Path(app.outdir).glob("*.html"))}
    known = Path(app.doctreedir, "styles.json")
    sheets = json.loads(known.read_text()) if known.exists() else {}
    own = [(STATIC / name).read_text(encoding="utf-8") for name in own_sheets(app)]
    sheets["book"] = _page_sheet(static, vendored, own, pages.values(), sheets.get("book", {}))
    sheets["formulas"] = _formula_sheet(app, static, sheets.get("formulas", {}))
    write_atomically(known, json.dumps(sheets))
    for path, html in pages.items():
        pointed = _LINK.sub(lambda link: f"_static/{sheets[link[2]]['name']}", html)
        if pointed != html:
            write_atomically(path, pointed)
    shutil.rmtree(static / "styles")
    _remove([*vendored, *(static / name for name in (*own_sheets(app), _FORMULA_STYLES))])
    current = {sheet["name"] for sheet in sheets.values()}
    _remove(
        path
        for path in static.glob("*.css")
        if _LINK.search(f"_static/{path.name}") and path.name not in current
    )


def own_sheets(app: Sphinx) -> list[str]:
    """Our own style sheets that every page gets."""
    names = [name if isinstance(name, str) else name[0] for name in app.config.html_css_files]
    return [name for name in names if name != _FORMULA_STYLES]


def _page_sheet(
    static: Path, vendored: list[Path], own: list[str], pages: Iterable[str], before: dict[str, str]
) -> dict[str, str]:
    used = Used()
    for html in pages:
        used.add_page(html)
    scripts = [path.read_text(encoding="utf-8") for path in sorted(static.rglob("*js"))]
    used.words = frozenset(word for script in scripts for word in _WORD.findall(script))
    sources = [path.read_text(encoding="utf-8") for path in vendored]
    key = _digest(*sources, *own, *sorted(map(str, used.elements)), *sorted(used.styles), *sorted(used.words))
    if before.get("key") == key and (static / before["name"]).exists():
        return before
    theirs = [rule for source in sources for rule in purge(source, used)]
    ours = [rule for source in own for rule in tinycss2.parse_stylesheet(source, skip_comments=True)]
    values = tinycss2.parse_component_value_list(" ".join(used.styles))
    elsewhere = {*custom_properties(ours), *custom_properties(values), *used.words}
    return _write(static, "book", key, text(without_unused_names(theirs, elsewhere)) + text(ours))


def _formula_sheet(app: Sphinx, static: Path, before: dict[str, str]) -> dict[str, str]:
    """The rules of formulas with their fonts inside: a formula never changes its size after it was seen."""
    source = (STATIC / _FORMULA_STYLES).read_text(encoding="utf-8")
    used = mathematics.glyphs(app.env)
    key = _digest(source, *map(repr, sorted(used)))
    if before.get("key") == key and (static / before["name"]).exists():
        return before
    for path, subset in ((font.FONT, font.subset(used)), (font.SCRIPT_FONT, font.script_subset(used))):
        data = base64.b64encode(subset).decode()
        source = source.replace(f'url("{path.name}")', f'url("data:font/woff2;base64,{data}")')
    return _write(static, "formulas", key, text(tinycss2.parse_stylesheet(source, skip_comments=True)))


def _write(static: Path, stem: str, key: str, css: str) -> dict[str, str]:
    name = f"{stem}.{_digest(css)[:12]}.css"
    write_atomically(static / name, css)
    return {"key": key, "name": name}


def _digest(*facts: str) -> str:
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", _bundle, priority=800)
