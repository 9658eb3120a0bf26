"""What lies at the root of the site: the entrance that chooses a language, and what servers and robots look for."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader

from press.book import LANGUAGES, Book
from press.outputs.recorded import write_atomically
from press.site.furniture import TEMPLATES
from press.site.languages import alternates
from press.strings import strings

FOLDER = TEMPLATES / "root"


def pages(book: Book, languages: tuple[str, ...], path: str) -> dict[str, str]:
    """The text of index.html, 404.html, sitemap.xml and robots.txt for some languages.

    ``path`` is where on its host the book lies, without a final slash.
    """
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    context = {
        "settings": book.settings,
        "languages": languages,
        "words": {language: strings(language) for language in languages},
        "path": path,
        "pages": [alternates(book, page) for page in book.pages],
    }
    names = ("index.html", "404.html", "sitemap.xml", "robots.txt")
    return {name: templates.get_template(name).render(context) for name in names}


def write(book: Book, site: Path) -> None:
    """Write index.html, 404.html, sitemap.xml, robots.txt, favicon.svg and .nojekyll."""
    path = urlsplit(book.settings.base_url).path.rstrip("/")
    for name, text in pages(book, LANGUAGES, path).items():
        write_atomically(site / name, text)
    shutil.copyfile(FOLDER / "favicon.svg", site / "favicon.svg")
    # GitHub Pages would leave out the folders that begin with an underscore.
    (site / ".nojekyll").touch()
