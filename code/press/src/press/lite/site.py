"""Build JupyterLite in one language, on the Pyodide distribution that all languages share."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from press.errors import PressError
from press.lite.folders import bytes_in, remove_leftovers, replace_folder, sizes
from press.lite.manifest import KERNEL
from press.lite.sources import kernel_folder
from press.site.policy import protect_jupyterlite

# From lite/<language>/ to pyodide/ beside lite/. JupyterLite resolves it only with the first "./".
PYODIDE_URL = "./../../pyodide/pyodide.mjs"
# Notebooks open in the first; the others are what its menus and its file list lead to.
APPS = ("notebooks", "tree", "edit", "consoles", "lab")
OVERRIDES = Path(__file__).with_name("overrides.json")
WORDS = Path(__file__).with_name("words.json")
# Files of the JupyterLite project itself that no page loads.
UNUSED = (
    "bootstrap.js",
    "doc",
    "package.json",
    "rspack.config*.js",
    "[!b]*/build",
    "*/package.json",
    # fonts for browsers too old to run Pyodide
    "build/fa-*.eot",
    "build/fa-*.svg",
    "build/fa-*.ttf",
)
# "Last checkpoint: six years ago" would be shown of every notebook, because of EPOCH below.
DISABLED = ("@jupyter-notebook/notebook-extension:checkpoints",)
KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
# Clamps every time that JupyterLite writes, so that the same inputs give the same bytes.
EPOCH = "1577836800"

_sharing = threading.Lock()


@dataclass(frozen=True)
class Built:
    """What one build made: the bytes of the language's own folder, of the part shared by all, the seconds."""

    own_bytes: int
    shared_bytes: int
    seconds: float

    def __str__(self):
        return (
            f"{self.own_bytes / 1e6:.1f} MB + {self.shared_bytes / 1e6:.1f} MB shared, {self.seconds:.1f} s"
        )


def open_url(notebook: str) -> str:
    """The address, relative to ``lite/<language>/``, that opens a notebook (``name.ipynb``) on its own."""
    return f"notebooks/index.html?path={quote(notebook)}"


def build(
    language: str,
    notebooks: Path,
    target: Path,
    pyodide_url: str = PYODIDE_URL,
    title: str = "Jupyter",
    preload: Iterable[str] = (*KERNEL, "practicals"),
) -> Built:
    """Build ``target`` (``…/lite/<language>``) with the ``.ipynb`` files of the folder ``notebooks``.

    ``pyodide_url`` is the address of ``pyodide.mjs`` relative to ``target`` and begins with ``./``;
    ``preload`` names the packages of its lock that the kernel loads when it starts.
    The programs of Jupyter, the same for every language, go to ``target.parent / "build"``.
    The target is complete or untouched. PressError when JupyterLite fails.
    """
    started = time.monotonic()
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(target)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
        made = run_jupyterlite(Path(scratch), notebooks, configuration(language, pyodide_url, title, preload))
        trim(made)
        localize(made, language, title)
        share(made, target.parent / "build")
        protect(made)
        replace_folder(made, target)
    return Built(bytes_in(target), bytes_in(target.parent / "build"), time.monotonic() - started)


def configuration(language: str, pyodide_url: str, title: str, preload: Iterable[str]) -> dict:
    """The contents of jupyter-lite.json."""
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": list(preload)},
        "pyodideUrl": pyodide_url,
    }
    overrides = json.loads(OVERRIDES.read_text("utf-8"))
    data = {
        "appName": title,
        "appUrl": "./tree",
        "disabledExtensions": list(DISABLED),
        "exposeAppInBrowser": True,  # window.jupyterapp: the tests read the notebook's state there
        "faviconUrl": "./notebooks/favicon.ico",
        "litePluginSettings": {KERNEL_PLUGIN: kernel},
        "settingsOverrides": overrides["both"] | overrides[language],
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def run_jupyterlite(scratch: Path, notebooks: Path, config: dict) -> Path:
    """Run `jupyter lite build` in the scratch folder, out of reach of the user's own settings."""
    source, made = scratch / "source", scratch / "site"
    source.mkdir()
    build_config = {
        "LiteBuildConfig": {
            "apps": list(APPS),
            "contents": [str(notebooks.resolve())] if notebooks.is_dir() else [],
            "federated_extensions": [str(kernel_folder().parents[1])],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(made.resolve()),
        }
    }
    (source / "jupyter_lite_config.json").write_text(json.dumps(build_config), "utf-8")
    (source / "jupyter-lite.json").write_text(json.dumps(config), "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTERLITE_")}
    environment |= {"JUPYTER_CONFIG_DIR": str(source), "SOURCE_DATE_EPOCH": EPOCH}
    run = subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        cwd=source,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if run.returncode:
        tail = "\n".join(run.stdout.strip().splitlines()[-15:])
        raise PressError(f"JupyterLite could not be built:\n{tail}", notebooks, mend="see the lines above")
    return made


def trim(made: Path) -> None:
    """Delete what no page loads."""
    for pattern in UNUSED:
        for path in made.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def localize(made: Path, language: str, title: str) -> None:
    """Put the language, the title and the few words that a page shows before Jupyter starts."""
    words = json.loads(WORDS.read_text("utf-8"))
    for path in made.glob("*/index.html"):
        page = path.read_text("utf-8").replace("<html>", f'<html lang="{language}">', 1)
        page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{html.escape(title)}</title>", page)
        for original, translations in words.items():
            page = page.replace(original, html.escape(translations[language]))
        path.write_text(page, "utf-8")
    path = made / "manifest.webmanifest"
    app = json.loads(path.read_text("utf-8"))
    del app["shortcuts"]  # absolute addresses, wrong under a sub-path
    app |= {"lang": language, "name": title, "short_name": title, "description": title}
    path.write_text(json.dumps(app, indent=2, ensure_ascii=False), "utf-8")


def share(made: Path, shared: Path) -> None:
    """Move `build/`, equal in all languages, beside the languages' folders and point the pages to it."""
    with _sharing:
        # Jupyter's file names contain a hash: equal names and sizes are equal files.
        if sizes(made / "build") != sizes(shared):
            replace_folder(made / "build", shared)
    shutil.rmtree(made / "build", ignore_errors=True)
    for page in made.glob("*/index.html"):
        page.write_text(page.read_text("utf-8").replace('"../build/', '"../../build/'), "utf-8")
    for path in made.glob("*/jupyter-lite.json"):
        config = json.loads(path.read_text("utf-8"))
        config["jupyter-config-data"] |= {
            "fullStaticUrl": "../../build",
            "settingsUrl": "../../build/schemas",
            "themesUrl": "./../build/themes",
        }
        path.write_text(json.dumps(config, indent=2, sort_keys=True), "utf-8")


def protect(made: Path) -> None:
    """Give every page its Content-Security-Policy, when nothing in it changes any more."""
    for page in (made / "index.html", *made.glob("*/index.html")):
        page.write_text(protect_jupyterlite(page.read_text("utf-8")), "utf-8")
