"""A real Chromium on the built site: served under a sub-path, with the rest of the world cut off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from install_chromium import find
from kit_server import ROOM
from playwright.sync_api import Browser, Page, sync_playwright
from quiz_book import build_pages, make_quiz_book

from press.site import policy
from press.site.furniture import mode_script

SUB_PATH = "course"
ISOLATED = "fr"
LOCAL = ("127.0.0.1", "localhost")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what fails."""


@contextmanager
def served(folder: Path, above: Path, handler: type[_Quiet] = _Quiet) -> Iterator[str]:
    """The address of a folder, without a final slash, served under a sub-path of the empty folder ``above``."""
    (above / SUB_PATH).symlink_to(folder, target_is_directory=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(above)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, without a final slash, as plain ``python -m http.server`` gives it."""
    with served(site_folder, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="session")
def quiz_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small book with two quizzes; a module that wants it has a fixture `site` that gives it."""
    folder = build_pages(make_quiz_book(tmp_path_factory.mktemp("quizzes") / "book"))
    with served(folder, tmp_path_factory.mktemp("served")) as address:
        yield address


class _Strict(_Quiet):
    """Sends the pages' policy with every file: what a worker may do is in the header of its script.

    Pages of one language may share memory with their workers, as on a server that was set up for it.
    """

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy.for_pages([mode_script()]))
        if f"/{ISOLATED}/" in self.path:
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()


@pytest.fixture(scope="module")
def strict_page(
    browser: Browser, site_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Page]]:
    """As `page`, for a whole module, from a server that sends the Content-Security-Policy."""
    with (
        served(site_folder, tmp_path_factory.mktemp("strict"), _Strict) as address,
        watched_pages(browser, address) as open_page,
    ):
        yield open_page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window: the machine's own, or the one that playwright installed."""
    path = find()  # asks Playwright too, which cannot be asked twice at once
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", f"--host-resolver-rules=MAP {ROOM} 127.0.0.1"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """``page("fr/linear_algebra.html", dark=True, width=390, …)`` opens a page of the site: see `watched_pages`."""
    with watched_pages(browser, site) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def pages(browser: Browser, site: str) -> Callable[[], AbstractContextManager[Callable[..., Page]]]:
    """``with pages() as open_page``: as `page`, for as long as one likes."""
    return partial(watched_pages, browser, site)


@pytest.fixture(scope="module")
def read_page(pages, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of the site that ``request.param`` names, opened once for all the tests that leave it as it is."""
    with pages() as open_page:
        yield open_page(request.param)


@contextmanager
def watched_pages(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """A function that opens pages of a site.

    Every request to another host is cut off, and fails the test when it ends, as do errors on the console
    and missing files, unless `faults_expected` is set. Other keywords go to playwright's `new_context`.
    """
    contexts, requests, faults = [], [], []

    def watch(route) -> None:
        if urlsplit(route.request.url).hostname in LOCAL:
            route.continue_()
        else:
            requests.append(route.request.url)
            route.abort()

    def open_page(
        path: str,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        faults_expected: bool = False,
        **options,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **{"locale": "en-GB", **options},
        )
        contexts.append(context)
        context.route("**/*", watch)
        tab = context.new_page()
        if not faults_expected:
            tab.on(
                "console",
                lambda message: message.type == "error" and faults.append(f"{path}: {message.text}"),
            )
            tab.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
            tab.on(
                "response",
                lambda answer: answer.status >= 400 and faults.append(f"{answer.status} {answer.url}"),
            )
        tab.goto(f"{site}/{path}", wait_until="load")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert not requests, f"requests to other hosts: {requests}"
    assert not faults, f"faults on the pages: {faults}"
