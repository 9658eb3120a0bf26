"""What a page may load and run: a Content-Security-Policy for every page, in a meta tag and for servers that send it.

Nothing comes from another host, and no script or style stands in a page but those whose hashes are listed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable

# What a page of the book may do. Styles may be attributes: formulas and plots have some.
_PAGES = {
    "default-src": "'self'",
    # WebAssembly: Python in a live page.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    # The fonts of formulas stand in their style sheet.
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# JupyterLab compiles code with `eval`, makes style sheets as it runs, and starts its kernels from `blob:` addresses.
_JUPYTERLITE = _PAGES | {
    "script-src": "'self' 'unsafe-eval' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob: data:",
    "base-uri": "'self'",
}
_INLINE = re.compile(r"<script(?![^>]*(?: src=|application/json))[^>]*>(.*?)</script>", re.DOTALL)


def source(text: str) -> str:
    """The hash by which a policy allows an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def for_pages(scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """The policy of pages that hold these inline scripts and styles."""
    return _policy(_PAGES, scripts, styles)


def _policy(directives: dict[str, str], scripts: Iterable[str], styles: Iterable[str] = ()) -> str:
    allowed = {"script-src": map(source, scripts), "style-src": map(source, styles)}
    return "; ".join(" ".join([name, value, *allowed.get(name, ())]) for name, value in directives.items())


def meta(policy: str) -> str:
    """The policy as a tag; it holds for what comes after it in the page."""
    return f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=False)}">'


def protect_jupyterlite(page: str) -> str:
    """A page of JupyterLite with its policy: no other host, and of the inline scripts only its own."""
    return page.replace("<head>", f"<head>\n    {meta(_policy(_JUPYTERLITE, _INLINE.findall(page)))}", 1)
