"""A learner's device in a room without internet: the kit, served plainly, at an address that is not secure.

Browsers keep service workers and other powers for https and localhost: on a LAN address nothing may need them.
"""

from urllib.parse import urlsplit

import pytest
from kit_server import ROOM, plain_server, unpack
from playwright.sync_api import expect
from real_book import BOOK
from rich.console import Console

from press.kit import names
from press.kit.pack import pack
from press.strings import strings

LANGUAGE = "fr"
CHAPTER = "linear_algebra"
CELLS = 4
# Pyodide starts and compiles what it imports: slow on a machine that does other things at the same time.
PATIENCE = 300_000

DONE = """count => {
  const cells = window.jupyterapp.shell.currentWidget?.content.widgets.filter(cell => cell.model.type === 'code');
  return cells?.length && cells.slice(0, count).every(cell => cell.model.executionCount);
}"""
OUTPUTS = """count => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code').slice(0, count).flatMap(cell => cell.model.outputs.toJSON())"""


@pytest.fixture(scope="module")
def kit(site_folder, tmp_path_factory):
    """The unpacked kit in one language."""
    if site_folder != BOOK.site:
        pytest.skip("a kit is made of the repository's own site")
    pack(BOOK, [LANGUAGE], Console(quiet=True))
    return unpack(BOOK.build / "kit" / names.kit(BOOK, LANGUAGE).file, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def room(kit):
    """The address of the room, as plain ``python -m http.server`` gives it."""
    with plain_server(kit / "site") as port:
        yield f"http://{ROOM}:{port}"


@pytest.fixture
def device(browser, room):
    """A page of a device in the room, which reaches nothing else; faults and missing files fail the test."""
    context = browser.new_context(locale="en-GB")
    outside, faults = [], []

    def watch(route):
        if urlsplit(route.request.url).hostname == ROOM:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", watch)
    tab = context.new_page()
    tab.on("console", lambda message: message.type == "error" and faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("response", lambda answer: answer.status >= 400 and faults.append(f"{answer.status} {answer.url}"))
    yield tab
    context.close()
    assert not outside, f"requests to other hosts: {outside}"
    assert not faults, f"faults: {faults}"


def test_a_chapter_runs_in_a_room_without_internet(device, room):
    words = strings(LANGUAGE)
    device.goto(f"{room}/")
    device.wait_for_url(f"{room}/{LANGUAGE}/index.html")
    assert (
        device.evaluate("[isSecureContext, 'serviceWorker' in navigator, 'subtle' in crypto]") == [False] * 3
    )
    assert device.locator("[hreflang], .language-switch").count() == 0

    device.goto(f"{room}/{LANGUAGE}/{CHAPTER}.html")
    assert device.locator("[hreflang], .language-switch").count() == 0
    device.locator(".chapter-card").get_by_role("link", name=words["launch_lite"]).click()
    device.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE)
    run_cells(device)
    outputs = device.evaluate(OUTPUTS, CELLS)
    assert not [output for output in outputs if output["output_type"] == "error"], outputs
    printed = "".join(output["text"] for output in outputs if output["output_type"] == "stream")
    assert "numpy 2" in printed
    expect(device.locator(".jp-OutputArea-output").first).to_be_visible()


def test_a_live_cell_runs_in_a_room_without_internet(device, room):
    device.goto(f"{room}/{LANGUAGE}/{CHAPTER}.html")
    device.get_by_role("button", name=strings(LANGUAGE)["live_button_label"]).click()
    cell = device.locator("div.cell:has(.live-tools)").first
    cell.locator(".live-tools").wait_for(timeout=PATIENCE)
    cell.scroll_into_view_if_needed()  # the editor comes with it
    cell.locator(".cm-content").click()
    device.keyboard.press("ControlOrMeta+a")
    device.keyboard.insert_text("import numpy as np\nprint(np.arange(7) @ np.arange(7))")
    device.keyboard.press("Shift+Enter")
    expect(cell.locator(".live-output")).to_contain_text("91", timeout=PATIENCE)


def run_cells(tab):
    """Shift+Enter until the first code cells have run."""
    tab.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
    for _ in range(3 * CELLS):
        tab.keyboard.press("Shift+Enter")
    tab.wait_for_function(DONE, arg=CELLS, timeout=PATIENCE, polling=500)
