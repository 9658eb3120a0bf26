"""What lies at the root of the site: the entrance that chooses a language, and what servers and robots look for."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from press.book import LANGUAGES, Book
from press.outputs.recorded import write_atomically
from press.site import policy, servers
from press.site.furniture import TEMPLATES, mode_script
from press.site.languages import alternates
from press.strings import strings

FOLDER = TEMPLATES / "root"


def pages(book: Book, languages: tuple[str, ...], path: str) -> dict[str, str]:
    """The text of index.html, 404.html, sitemap.xml and robots.txt for some languages.

    ``path`` is where on its host the book lies, without a final slash.
    """
    templates, context = _templates(book, languages, path)
    texts = {name: templates.get_template(name).render(context) for name in ("sitemap.xml", "robots.txt")}
    style = Markup(_style())
    for name, script in _scripts(book, languages, path).items():
        # Each is one file: nothing else has to be found, whatever the address is.
        meta = Markup(policy.meta(policy.for_pages([script], [style])))
        page = context | {"policy": meta, "script": Markup(script), "style": style}
        texts[f"{name}.html"] = templates.get_template(f"{name}.html").render(page)
    return texts


def write(book: Book, site: Path) -> None:
    """Write what `pages` gives, favicon.svg, .nojekyll and what tells servers the policy."""
    path = urlsplit(book.settings.base_url).path.rstrip("/")
    for name, text in pages(book, LANGUAGES, path).items():
        write_atomically(site / name, text)
    scripts = _scripts(book, LANGUAGES, path).values()
    servers.write(site, policy.for_pages([mode_script(), *scripts], [_style()]))
    shutil.copyfile(FOLDER / "favicon.svg", site / "favicon.svg")
    # GitHub Pages would leave out the folders that begin with an underscore.
    (site / ".nojekyll").touch()


def _templates(book: Book, languages: tuple[str, ...], path: str) -> tuple[Environment, dict]:
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return templates, {
        "settings": book.settings,
        "languages": languages,
        "words": {language: strings(language) for language in languages},
        "path": path,
        "pages": [alternates(book, page) for page in book.pages],
    }


def _scripts(book: Book, languages: tuple[str, ...], path: str) -> dict[str, str]:
    """The scripts that stand in the entrance and in the page for wrong addresses."""
    templates, context = _templates(book, languages, path)
    return {name: templates.get_template(f"{name}.js").render(context) for name in ("index", "404")}


def _style() -> str:
    return (FOLDER / "style.css").read_text(encoding="utf-8")
