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


def write(book: Book, site: Path) -> None:
    """Write index.html, 404.html, sitemap.xml, robots.txt, favicon.svg, .nojekyll and what tells servers the policy."""
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
    for name in ("sitemap.xml", "robots.txt"):
        write_atomically(site / name, templates.get_template(name).render(context))
    style = Markup((FOLDER / "style.css").read_text(encoding="utf-8"))
    scripts = {}
    for name in ("index", "404"):
        # Both are one file: nothing else has to be found, whatever the address is.
        script = scripts[name] = templates.get_template(f"{name}.js").render(context)
        meta = Markup(policy.meta(policy.for_pages([script], [style])))
        page = context | {"policy": meta, "script": Markup(script), "style": style}
        write_atomically(site / f"{name}.html", templates.get_template(f"{name}.html").render(page))
    servers.write(site, policy.for_pages([mode_script(), *scripts.values()], [style]))
    shutil.copyfile(FOLDER / "favicon.svg", site / "favicon.svg")
    # GitHub Pages would leave out the folders that begin with an underscore.
    (site / ".nojekyll").touch()
