"""Formulas become MathML while the book is built, so that a reader's browser runs no script for them.

Temml does the work inside V8. A formula it does not understand stops the build with its file and line.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.util.logging import get_node_location
from sphinx.util.math import get_node_equation_number

from press.site import font
from press.site.glyphs import Glyph, drawn

# Characters that are spaces or instructions, drawn by no font.
_INVISIBLE = set(
    "\n\u200b\u2001\u2002\u2003\u2004\u2005\u2006\u2009\u200a\u2061\u2062\u2063\u2064\u202f\u205f\ufe00"
)


class FormulaError(ValueError):
    """A formula that cannot be shown; the message says why."""


@cache
def _engine(process: int):
    # V8 does not survive a fork: each process gets its own.
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    engine.eval((font.VENDOR / "temml" / "temml.min.js").read_text(encoding="utf-8"))
    engine.eval(
        "function convert(latex, display) {"
        "  try { return 'M' + temml.renderToString(latex, {displayMode: display, throwOnError: true}); }"
        "  catch (error) { return 'E' + error.message; }"
        "}"
    )
    return engine


@cache
def mathml(latex: str, display: bool = False) -> str:
    """The `<math>` element of a LaTeX formula. Raises FormulaError."""
    if display and r"\\" in _outside_environments(latex):
        raise FormulaError(r"a line break `\\` outside an environment: put the lines into `aligned`")
    answer = _engine(os.getpid()).eval(f"convert({json.dumps(latex)}, {json.dumps(display)})")
    kind, text = answer[0], answer[1:]
    if kind == "E":
        # The message goes on with the formula, underlined by combining characters.
        message = re.split(r" at (?:position \d+|end of input):", re.sub(r"^ParseError:\s*", "", text))[0]
        raise FormulaError(message.strip())
    # Chromium would put the spaces of a relation around \big( and its like.
    text = re.sub(r'(<mo fence="\w+") (symmetric="true" minsize)', r'\1 lspace="0em" rspace="0em" \2', text)
    # Latin Modern draws a bar as a macron.
    text = text.replace("\u203e", "\u00af")
    drawable = font.glyphs(), font.glyphs(script_font=True)
    missing = {each.character for each in drawn(text) if each.character not in drawable[each.script_font]}
    if missing := missing - _INVISIBLE:
        listed = ", ".join(f"{character} (U+{ord(character):04X})" for character in sorted(missing))
        raise FormulaError(f"the font of formulas lacks {listed}: see press/site/vendor/README.md")
    return text


def _outside_environments(latex: str) -> str:
    environment = re.compile(r"\\begin\{([^}]*)\}(?:(?!\\begin\{).)*?\\end\{\1\}", re.DOTALL)
    # \substack{a \\ b} and its like hold lines of their own.
    for pattern in (environment, re.compile(r"\{[^{}]*\}")):
        while (shorter := pattern.sub("", latex)) != latex:
            latex = shorter
    return latex


def _inline(translator, node: nodes.math) -> None:
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate"))
    translator.body.append(f"{mathml(node.astext().strip())}</span>")
    raise nodes.SkipNode


def _block(translator, node: nodes.math_block) -> None:
    translator.body.append(translator.starttag(node, "div", "", CLASS="math notranslate"))
    translator.body.append(f'<div class="formula">{mathml(node.astext().strip(), display=True)}</div>')
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def _read(app: Sphinx, doctree: nodes.document) -> None:
    """Convert every formula of a page once, to know what it draws and to find what is wrong with it.

    Stopping here keeps the page from being remembered as read: the next build says the same again.
    """
    used, faults = set(), []
    for node in doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        latex = node.astext().strip()
        try:
            used |= drawn(mathml(latex, isinstance(node, nodes.math_block)))
        except FormulaError as error:
            where = get_node_location(node) or app.env.docname
            faults.append(f"{where}: wrong formula: {error}: {latex}")
    if faults:
        raise ExtensionError("\n".join(faults))
    _used(app.env)[app.env.docname] = used


def _used(env: BuildEnvironment) -> dict[str, set[Glyph]]:
    if not hasattr(env, "press_glyphs"):
        env.press_glyphs = {}
    return env.press_glyphs


def glyphs(env: BuildEnvironment) -> set[Glyph]:
    """What the formulas of all pages draw."""
    return set().union(*_used(env).values())


def _forget(app: Sphinx, env: BuildEnvironment, name: str) -> None:
    _used(env).pop(name, None)


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("doctree-read", _read)
    app.connect("env-purge-doc", _forget)
