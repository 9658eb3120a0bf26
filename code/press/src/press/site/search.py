"""The search: what pages say, section by section, and the glossary in both languages, in an index made by Pagefind.

Pagefind splits the index: a first query loads 130 to 180 KB, with five chapters as with thirty, where MiniSearch's single
index weighs 174 KB with five and 780 KB with twenty-five; and it knows the endings of French words.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, exercise_subtitle

from press import glossary
from press.book import LANGUAGES
from press.site import terms
from press.site.directives import tutor
from press.site.furniture import book_of

# The folder of the index, beside the pages.
FOLDER = "pagefind"
# What Pagefind writes for its own interface, and for languages that a site does not say.
UNUSED = (
    "pagefind-*ui.*",
    "pagefind-highlight.js",
    "wasm.unknown.pagefind",
)
_EXERCISES = (exercise_node, exercise_enumerable_node)
# Code and what it printed, formulas on lines of their own, and what is not for learners.
_SILENT = (
    nodes.container,
    nodes.literal_block,
    nodes.math_block,
    nodes.image,
    nodes.raw,
    nodes.comment,
    nodes.target,
    nodes.system_message,
    tutor,
)
# A formula that reads well as it is typed; another is shown as three dots.
_PLAIN_FORMULA = re.compile(r"[\w =+\-.,()]{1,16}")


@dataclass(frozen=True)
class Record:
    """One thing to find: a section, an exercise or a term, with its address relative to the language's folder.

    ``names`` weigh as much as titles: a term's own word, then the other language's.
    """

    kind: str
    address: str
    title: str
    page: str
    text: str
    names: tuple[str, ...] = ()


def records(doctree: nodes.document, name: str) -> list[Record]:
    """What can be found on a page."""
    heading = next(doctree.findall(nodes.title), None)
    if heading is None:
        return []
    page, found = heading.astext(), []
    for section in doctree.findall(nodes.section):
        if not isinstance(section.parent, (nodes.document, nodes.section)) or _inside_exercise(section):
            continue
        first = section.parent is doctree
        if name == terms.PAGE and not first:
            continue
        address = f"{name}.html" if first else f"{name}.html#{section['ids'][-1]}"
        found.append(Record("section", address, section[0].astext(), page, _text(section.children[1:])))
        for exercise in _of(section):
            found.append(_exercise(exercise, name, page))
    return found


def _of(section: nodes.section) -> Iterator[nodes.Element]:
    """The exercises of a section, those of its subsections aside."""
    for child in section.children:
        if isinstance(child, _EXERCISES):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.section):
            yield from child.findall(lambda node: isinstance(node, _EXERCISES))


def _inside_exercise(node: nodes.Node) -> bool:
    return node.parent is not None and (isinstance(node.parent, _EXERCISES) or _inside_exercise(node.parent))


def _exercise(exercise: nodes.Element, name: str, page: str) -> Record:
    title = next(iter(exercise.findall(exercise_subtitle)), exercise[0]).astext()
    # After its title an exercise is one section, of no heading.
    content = [child for part in exercise.children[1:] for child in part.children]
    return Record("exercise", f"{name}.html#{exercise['ids'][0]}", title, page, _text(content))


def _text(children: list[nodes.Node]) -> str:
    pieces: list[str] = []

    def walk(node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            pieces.append(node.astext())
        elif isinstance(node, nodes.math):
            formula = node.astext()
            pieces.append(formula if _PLAIN_FORMULA.fullmatch(formula) else "…")
        elif isinstance(node, addnodes.pending_xref) and not node.get("refexplicit"):
            # The text of a citation or a number is not known yet.
            pieces.append("…")
        elif not _is_silent(node):
            for child in node.children:
                walk(child)
            if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
                pieces.append(" ")

    for child in children:
        walk(child)
    return " ".join("".join(pieces).split())


def _is_silent(node: nodes.Node) -> bool:
    return isinstance(node, (*_SILENT, nodes.section, *_EXERCISES)) or "section-level" in node.get(
        "classes", ()
    )


def _terms(app: Sphinx) -> list[Record]:
    env, language = app.env, app.config.language
    languages = sorted(LANGUAGES, key=lambda code: code != language)
    if terms.PAGE not in env.found_docs:
        return []
    page = env.titles[terms.PAGE].astext()
    return [
        Record(
            "term",
            f"{terms.PAGE}.html#term-{term.anchor}",
            term.word(language),
            page,
            term.definition[language],
            tuple(term.word(code) for code in languages),
        )
        for term in glossary.ordered(book_of(app), language)
    ]


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    if not hasattr(app.env, "press_search"):
        app.env.press_search = {}
    app.env.press_search[app.env.docname] = records(doctree, app.env.docname)


def _forget(app: Sphinx, env: BuildEnvironment, name: str) -> None:
    getattr(env, "press_search", {}).pop(name, None)


def _write(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.name != "html":
        return
    found = [record for name in book_of(app).pages for record in app.env.press_search.get(name, ())]
    write_index([*found, *_terms(app)], app.config.language, Path(app.outdir, FOLDER))


def write_index(found: list[Record], language: str, target: Path) -> None:
    """Replace the index in a folder. Raises ExtensionError with what Pagefind says when it fails."""
    from pagefind_bin import get_executable

    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, record in enumerate(found):
            Path(folder, f"{number}.html").write_text(_page(record, language), encoding="utf-8")
        command = [
            get_executable(), "--site", folder, "--output-path", str(target),
            "--force-language", language, "--include-characters", "_", "--quiet",
        ]  # fmt: skip
        result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        said = (result.stderr or result.stdout).strip().splitlines()[-1:]
        raise ExtensionError(f"the search index cannot be made: {' '.join(said)}")
    for pattern in UNUSED:
        for path in target.glob(pattern):
            path.unlink()


def _page(record: Record, language: str) -> str:
    """A page for Pagefind: what is searched, and what comes back with a hit."""
    shown = {
        "title": record.title,
        "page": record.page,
        "kind": record.kind,
        "address": record.address,
    }
    if record.names:
        shown["names"] = "|".join(record.names)
    kept = "".join(
        f'<p data-pagefind-ignore data-pagefind-meta="{key}">{html.escape(value)}</p>'
        for key, value in shown.items()
    )
    names = "".join(f"<h1>{html.escape(name)}</h1>" for name in record.names)
    # Pagefind leaves out a page without words.
    text = record.text or record.title
    return f'<html lang="{language}"><body>{kept}{names}<p>{html.escape(text)}</p></body></html>'


def _no_search_of_sphinx(app: Sphinx) -> None:
    app.builder.search = False


def _context(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Where a reader without scripts looks instead."""
    env = app.env
    context["search_instead"] = [
        (name, env.titles[name].astext()) for name in ("catalogue", terms.PAGE) if name in env.found_docs
    ]


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _no_search_of_sphinx)
    app.connect("doctree-read", _collect)
    app.connect("env-purge-doc", _forget)
    app.connect("html-page-context", _context)
    app.connect("build-finished", _write)
