"""JupyterLite as it is built: both languages side by side, before any browser opens them."""

import json
import re
import subprocess

import nbformat
import pytest

from press.errors import PressError
from press.lite import site
from press.lite.folders import sizes
from press.lite.manifest import KERNEL

TITLES = {"en": "Practicals & more", "fr": "Travaux pratiques d'été"}


@pytest.fixture(scope="session")
def built(once):
    """A folder with the notebooks of both languages, and JupyterLite made of them."""

    def make(folder):
        for language, title in TITLES.items():
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1", id="one")])
            notebooks = folder / "notebooks" / language
            notebooks.mkdir(parents=True)
            nbformat.write(notebook, notebooks / "sums.ipynb")
            site.build(language, notebooks, folder / "lite" / language, title=title)

    return once("jupyterlite", make)


@pytest.fixture
def notebooks(built):
    return built / "notebooks"


@pytest.fixture
def lite(built):
    return built / "lite"


def config(lite, language, app="."):
    return json.loads((lite / language / app / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]


def test_the_address_of_a_notebook():
    assert site.open_url("linear_algebra.ipynb") == "notebooks/index.html?path=linear_algebra.ipynb"
    assert site.open_url("été 1.ipynb").endswith("path=%C3%A9t%C3%A9%201.ipynb")


def test_only_the_languages_and_what_they_share_are_left(lite):
    assert {path.name for path in lite.iterdir()} == {"en", "fr", "build"}
    for language in TITLES:
        names = {path.name for path in (lite / language).iterdir()}
        assert {"api", "files", "index.html", *site.APPS} <= names
        assert not {"build", "doc", "package.json", "rspack.config.js"} & names


def test_the_parts_of_a_page_are_there(lite):
    for language in TITLES:
        for app in site.APPS:
            folder = lite / language / app
            page = (folder / "index.html").read_text("utf-8")
            for address in re.findall(r'(?:href|src)="(\.[^"?]*)', page):
                assert (folder / address).exists(), f"{app}: {address}"
            settings = config(lite, language, app)
            assert (folder / settings["fullStaticUrl"]).is_dir()
            assert (folder / settings["settingsUrl"] / "all.json").is_file()
            assert (folder.parent / settings["themesUrl"] / "@jupyterlab").is_dir()


def test_the_shared_part_has_no_source_maps_and_is_built_once(lite):
    shared = sizes(lite / "build")
    assert not [name for name in shared if name.endswith(".map")]
    assert sum(shared.values()) < 20e6
    for language in TITLES:
        assert sum(sizes(lite / language).values()) < 2e6


def test_the_kernel_looks_nowhere_else(lite):
    for language in TITLES:
        settings = config(lite, language)["litePluginSettings"][site.KERNEL_PLUGIN]
        assert settings["disablePyPIFallback"] is True
        assert settings["pyodideUrl"] == site.PYODIDE_URL
        assert settings["loadPyodideOptions"]["packages"] == [*KERNEL, "practicals"]
        assert all(address.startswith("./") for address in settings["pipliteUrls"])


def test_each_language_has_its_interface_and_its_words(lite):
    locale = "@jupyterlab/translation-extension:plugin"
    assert config(lite, "fr")["settingsOverrides"][locale] == {"locale": "fr_FR"}
    assert locale not in config(lite, "en")["settingsOverrides"]
    french = (lite / "fr" / "notebooks" / "index.html").read_text("utf-8")
    assert '<html lang="fr">' in french
    assert "<title>Travaux pratiques d&#x27;été</title>" in french
    assert "Chargement de Jupyter" in french
    for words in json.loads(site.WORDS.read_text("utf-8")):
        assert words not in french
    assert (lite / "fr" / "api" / "translations" / "fr_FR.json").stat().st_size > 100_000
    assert json.loads((lite / "fr" / "manifest.webmanifest").read_text("utf-8"))["lang"] == "fr"


def test_nothing_asks_for_news(lite):
    for language in TITLES:
        asked = config(lite, language)["settingsOverrides"]["@jupyterlab/apputils-extension:notification"]
        assert asked["fetchNews"] == "false"
        assert asked["checkForUpdates"] is False


def test_the_notebooks_are_listed_and_served(lite):
    for language in TITLES:
        listing = json.loads((lite / language / "api/contents/all.json").read_text("utf-8"))
        assert [entry["path"] for entry in listing["content"]] == ["sums.ipynb"]
        assert (lite / language / "files" / "sums.ipynb").is_file()


def test_the_same_inputs_give_the_same_bytes(lite, notebooks, tmp_path):
    again = tmp_path / "lite" / "en"
    site.build("en", notebooks / "en", again, title=TITLES["en"])
    assert sizes(again) == sizes(lite / "en")
    for name in sizes(again):
        assert (again / name).read_bytes() == (lite / "en" / name).read_bytes(), name


def test_a_failure_keeps_the_old_site_and_shows_the_last_lines(notebooks, tmp_path, monkeypatch):
    old = tmp_path / "lite" / "en" / "index.html"
    old.parent.mkdir(parents=True)
    old.write_text("old", "utf-8")
    failed = subprocess.CompletedProcess([], 1, stdout="first\nthe reason\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(PressError, match="the reason"):
        site.build("en", notebooks / "en", old.parent, title="x")
    assert old.read_text("utf-8") == "old"
    assert [path.name for path in old.parent.parent.iterdir()] == ["en"]
