"""What stands around a page's text: words, links to the other languages, and only the scripts that a page uses."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import admonitionlabels
from sphinx.util.osutil import relative_uri

from press.book import Book
from press.site import languages, policy, styles
from press.strings import strings

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"

# Scripts that a page may load.
SCRIPTS = (
    "page.js",
    "quiz.js",
    "progress_view.js",
    "live.js",
    "terms.js",
    "catalogue.js",
    "explore.js",
)
# What themes and extensions put into _static and no page of ours loads.
UNUSED = (
    "scripts",
    "vendor",
    "locales",
    "images",
    "sbt-webpack-macros.html",
    "webpack-macros.html",
    "exercise.css",
    "check-solid.svg",
    "file.png",
    "minus.png",
    "plus.png",
    "doctools.js",
    "documentation_options.js",
    "language_data.js",
    "searchtools.js",
    "sphinx_highlight.js",
    "translations.js",
)


@cache
def _book(root: str) -> Book:
    return Book(Path(root))


def book_of(app: Sphinx) -> Book:
    """The book that is being built."""
    return _book(app.config.press_root)


def _context(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    book, language = book_of(app), app.config.language
    context |= {
        "words": strings(language),
        "versions": languages.switch(book, page, language),
        "alternates": languages.alternates(book, page),
        "repository_url": book.settings.repository_url,
        "book_title": book.settings.title[language],
        "tagline": book.settings.tagline[language],
        "description": _description(doctree) or book.settings.tagline[language],
        "script_files": _kept(context["script_files"], SCRIPTS),
        # One sheet holds them all: see press.site.styles.
        "css_files": [],
        "body": _with_formula_styles(app, page, context.get("body") or ""),
        "mode_script": mode_script(),
        "policy": policy.meta(policy.for_pages([mode_script()])),
    }
    for script in context["script_files"]:
        script.attributes["defer"] = "defer"


@cache
def mode_script() -> str:
    """The only script that stands in a page: it chooses light or dark before anything is seen."""
    return (TEMPLATES / "mode.js").read_text(encoding="utf-8")


def _with_formula_styles(app: Sphinx, page: str, body: str) -> str:
    """Load the styles of formulas where the first one stands: what comes before is shown without waiting for them."""
    link = f'<link rel="stylesheet" href="{relative_uri(app.builder.get_target_uri(page), styles.FORMULAS)}">'
    return body.replace("<math", f"{link}<math", 1)


def _kept(files: list, names: tuple[str, ...]) -> list:
    """The files of these names, each once."""
    wanted = {
        str(file.filename): file
        for file in files
        if file.filename and Path(str(file.filename)).name.startswith(names)
    }
    return list(wanted.values())


def _description(doctree: nodes.document | None) -> str:
    """The page's first paragraph, for search engines and previews."""
    paragraph = next(doctree.findall(nodes.paragraph), None) if doctree else None
    text = " ".join(paragraph.astext().split()) if paragraph else ""
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"


def _rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages to write again although their own source did not change.

    Every page shows the titles of all in its navigation; landing page and catalogue show every chapter's front matter.
    """
    from press.site.card import facts

    titles = {name: env.titles[name].astext() for name in env.found_docs}
    catalogue = {name: str(facts(env, name)) for name in book_of(app).chapters if name in env.titles}
    old = getattr(env, "press_titles", titles), getattr(env, "press_catalogue", catalogue)
    env.press_titles, env.press_catalogue = titles, catalogue
    if old[0] != titles:
        return sorted(env.found_docs)
    listing = {env.config.root_doc, "catalogue"} & env.found_docs
    return sorted(listing) if old[1] != catalogue else []


def _prune(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.format != "html":
        return
    for pattern in UNUSED:
        for path in Path(app.outdir, "_static").glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _words(app: Sphinx) -> None:
    words = strings(app.config.language)
    # The titles of MyST's own boxes: Sphinx has words of its own for them.
    admonitionlabels.update({name: words[name] for name in ("note", "tip", "warning", "important")})
    if app.builder.format == "html":
        # Jinja's own `capitalize` puts the rest into lower case: "GPU" would suffer.
        app.builder.templates.environment.filters["capitalize_first"] = lambda text: (
            text[:1].upper() + text[1:]
        )


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _words)
    app.connect("env-updated", _rewritten)
    # After the theme, which adds scripts of its own to each page.
    app.connect("html-page-context", _context, priority=900)
    # Before styles are purged of what no script that is left may use.
    app.connect("build-finished", _prune, priority=700)
