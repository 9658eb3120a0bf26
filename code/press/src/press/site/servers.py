"""Headers for servers that can send them: the policy of the pages, from where the meta tags have it.

GitHub Pages sends none of ours; there the meta tags do the work. JupyterLite's pages carry a policy of their own.
"""

from __future__ import annotations

from pathlib import Path

from press.book import LANGUAGES
from press.outputs.recorded import write_atomically

# A meta tag cannot say who may frame a page.
_FRAMES = "frame-ancestors 'self'"
_OTHERS = {"Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
_NOTE = "# Made by `press build` from press.site.policy.\n"


def write(site: Path, policy: str) -> None:
    """Write `_headers` (Netlify, Cloudflare Pages), `.htaccess` (Apache) and `nginx.conf` (to be included)."""
    pages = f"{policy}; {_FRAMES}"
    write_atomically(site / "_headers", _headers(pages))
    write_atomically(site / ".htaccess", _apache(pages))
    write_atomically(site / "nginx.conf", _nginx(pages))


def _headers(pages: str) -> str:
    paths = {"/": pages, "/index.html": pages, "/404.html": pages}
    paths |= {f"/{language}/*": pages for language in LANGUAGES} | {"/lite/*": _FRAMES}
    lines = ["/*", *(f"  {name}: {value}" for name, value in _OTHERS.items())]
    for path, value in paths.items():
        lines += [path, f"  Content-Security-Policy: {value}"]
    return _NOTE + "\n".join(lines) + "\n"


def _apache(pages: str) -> str:
    others = "".join(f'  Header always set {name} "{value}"\n' for name, value in _OTHERS.items())
    return (
        f'{_NOTE}<IfModule mod_headers.c>\n{others}  Header always set Content-Security-Policy "{pages}"\n'
        f'  <If "%{{REQUEST_URI}} =~ m#/lite/#">\n    Header always set Content-Security-Policy "{_FRAMES}"\n'
        "  </If>\n</IfModule>\n"
    )


def _nginx(pages: str) -> str:
    others = "".join(f'add_header {name} "{value}" always;\n' for name, value in _OTHERS.items())
    return (
        f"{_NOTE}# Include it in the `http` block, above the server.\n"
        f'map $uri $practicals_policy {{\n  default "{pages}";\n  ~/lite/ "{_FRAMES}";\n}}\n'
        f"{others}add_header Content-Security-Policy $practicals_policy always;\n"
    )
