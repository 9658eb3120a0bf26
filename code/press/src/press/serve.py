"""`press serve`: the built site on localhost, made again when a source changes."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from press.book import LANGUAGES, Book
from press.build import build
from press.errors import PressError


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - http.server wants a class attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
    }

    def end_headers(self) -> None:
        # A contributor who edits wants the page as it is now.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *rest: object, **more: object) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            return super().send_error(code, *rest, **more)
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


class _Server(ThreadingHTTPServer):
    # Without this a second server could take the same port silently on some systems.
    allow_reuse_port = False
    daemon_threads = True


def listen(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of a folder on localhost, not yet running. Raises PressError when the port is in use."""
    try:
        return _Server(("127.0.0.1", port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise PressError(
            f"port {port} cannot be used: {error.strerror}",
            mend="stop what uses it, or give another with --port",
        ) from None


def serve(book: Book, port: int, console: Console, browser: bool = True) -> None:
    """Serve the site until interrupted."""
    book.site.mkdir(parents=True, exist_ok=True)
    server = listen(book.site, port)
    try:
        build(book, console, browser)
    except BaseException:
        server.server_close()
        raise
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for language in LANGUAGES:
        console.print(
            f"{book.settings.language_name[language]}: http://localhost:{port}/{language}/index.html"
        )
    console.print("Stop with Ctrl+C.")
    try:
        _rebuild_on_change(book.root, console, browser)
    finally:
        server.shutdown()


def _rebuild_on_change(root: Path, console: Console, browser: bool) -> None:
    from watchfiles import watch

    watched = [root / name for name in ("book", "code", "_config.yml", "_toc.yml")]
    started = False
    for changes in watch(*watched, raise_interrupt=True, yield_on_timeout=True, rust_timeout=500):
        if started and not changes:
            continue
        # The first turn catches what was edited before the watch began.
        started = True
        names = sorted({str(Path(path).relative_to(root)) for _, path in changes})
        if names and all(name.startswith("book/outputs") or "__pycache__" in name for name in names):
            continue
        if names:
            console.print(f"changed: {', '.join(names[:3])}{'…' if len(names) > 3 else ''}")
        try:
            if build(Book(root), console, browser):
                console.print("ready")
        except PressError as error:
            # A slip while writing must not stop the server.
            for problem in error.problems:
                console.print(f"[red]error[/red] {escape(str(problem))}")
