"""Writes the Sphinx configuration of one language from _config.yml and _toc.yml."""

from __future__ import annotations

import copy
import pprint
from pathlib import Path

import yaml

from press import bibliography
from press.book import Book
from press.handout.outputs import MIME_TYPES
from press.outputs.recorded import write_atomically
from press.site import furniture

# What Jupyter Book loads for syntax, builders and scripts that the book does not use.
_UNUSED_EXTENSIONS = (
    "sphinx.ext.intersphinx",
    "sphinx_comments",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_jupyterbook_latex",
    "sphinx_multitoc_numbering",
    "sphinx_thebe",
    "sphinx_togglebutton",
)

# Our layout replaces the theme's: these parts of it would be rendered for nothing on every page.
_THEME = {
    name: []
    for name in (
        "article_header_start",
        "article_header_end",
        "footer_content_items",
        "navbar_center",
        "navbar_end",
        "navbar_persistent",
        "navbar_start",
        "primary_sidebar_end",
        "secondary_sidebar_items",
    )
}

# Our style sheets, in the order of the cascade; `search.css` is loaded when the search is opened.
_STYLES = ("mathematics", "practicals", "quiz", "progress", "live", "terms", "catalogue", "explore")


def write(book: Book, language: str) -> Path:
    """Write `_build/conf/<language>/conf.py` and its table of contents; return the folder.

    Plain `sphinx-build -c <folder> book/<language> <out>` builds the book with it.
    """
    folder = book.build / "conf" / language
    toc = folder / "_toc.yml"
    _write_if_changed(toc, yaml.safe_dump(_toc(book, language), allow_unicode=True, sort_keys=False))
    values = _values(book, language, toc)
    text = "# Generated from _config.yml: edit that file.\n" + "".join(
        f"{name} = {pprint.pformat(value, width=100)}\n" for name, value in sorted(values.items())
    )
    _write_if_changed(folder / "conf.py", text)
    return folder


def _toc(book: Book, language: str) -> dict:
    toc = copy.deepcopy(book.toc)
    for part in toc.get("parts", []):
        part["caption"] = book.settings.parts[part["caption"]][language]
    return toc


def _values(book: Book, language: str, toc: Path) -> dict:
    from jupyter_book.config import get_final_config

    settings = book.settings
    user = {key: value for key, value in copy.deepcopy(book.configuration).items() if key != "press"}
    user["title"] = settings.title[language]
    user["repository"]["url"] = settings.repository_url
    user["html"]["baseurl"] = f"{settings.base_url}/{language}/"
    own = {"press_root": str(book.root), "language": language, "external_toc_path": str(toc)}
    values, _ = get_final_config(
        user_yaml=user, cli_config={"latex_individualpages": False, **own}, validate=False
    )
    values["extensions"] = [name for name in values["extensions"] if name not in _UNUSED_EXTENSIONS]
    values["extensions"] += ["sphinx_exercise", "sphinxcontrib.bibtex", "press.site", "press.handout"]
    # `tasklist` crashes MyST-NB; `linkify` and `substitution` are not part of our syntax.
    values["myst_enable_extensions"] = user["parse"]["myst_enable_extensions"]
    values |= {
        "bibtex_bibfiles": [str(bibliography.path(book))],
        "bibtex_default_style": f"practicals_{language}",
        "bibtex_reference_style": f"practicals_{language}",
        "html_copy_source": False,
        "html_math_renderer": "mathml",
        "html_static_path": [str(furniture.STATIC)],
        "html_css_files": [f"{name}.css" for name in _STYLES],
        "html_js_files": ["page.js"],
        "html_sidebars": {"**": []},
        "html_theme_options": _THEME,
        "html_use_index": False,
        "nb_custom_formats": {".md": "press.site.reader.read"},
        "nb_execution_mode": "off",
        "nb_ipywidgets_js": {},
        "nb_merge_streams": True,
        "nb_mime_priority_overrides": [("handout", name, order) for order, name in enumerate(MIME_TYPES)],
        "nb_render_markdown_format": "myst",
        "numfig": True,
        "numfig_format": {"figure": "Figure %s"},
        "project": settings.title[language],
        # Straight apostrophes everywhere: easy to type and to search.
        "smartquotes": False,
        "source_suffix": {".md": "myst-nb"},
        "templates_path": [str(furniture.TEMPLATES)],
        "use_multitoc_numbering": False,
    }
    return values


def _write_if_changed(path: Path, text: str) -> None:
    # Sphinx reads everything again when its configuration is newer.
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text)
