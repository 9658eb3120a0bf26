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


def write(book: Book, site: Path) -> None:
    """Write index.html, 404.html, sitemap.xml, robots.txt, favicon.svg and .nojekyll."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    context = {
        "settings": book.settings,
        "languages": LANGUAGES,
        "words": {language: strings(language) for language in LANGUAGES},
        "path": urlsplit(book.settings.base_url).path.rstrip("/"),
        "pages": [alternates(book, page) for page in book.pages],
    }
    for name in ("index.html", "404.html", "sitemap.xml", "robots.txt"):
        write_atomically(site / name, templates.get_template(name).render(context))
    shutil.copyfile(FOLDER / "favicon.svg", site / "favicon.svg")
    # GitHub Pages would leave out the folders that begin with an underscore.
    (site / ".nojekyll").touch()
