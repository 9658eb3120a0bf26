"""Packages of uv.lock in the browser: their very files, with the stand-in in the place of JAX."""

import json

import pytest
from real_book import BOOK

from press import wheel
from press.errors import PressError
from press.lite import locked
from press.lite.manifest import closure, load
from press.lite.pyodide import LOCK, assemble
from press.lite.wheels import describe
from press.outputs import lock


@pytest.fixture(scope="module")
def manifest():
    return locked.added_to(load(), BOOK.root)


def test_the_files_are_those_of_the_lock(manifest):
    for name in ("numpyro", "optax", "tqdm", "multipledispatch", "absl-py"):
        file = manifest.file(name)
        assert file.requirement == f"{name}=={lock.versions(BOOK.root)[name]}"
        assert file.origin == locked.ORIGIN
        assert file.sha256 in (BOOK.root / "uv.lock").read_text("utf-8")


def test_what_pyodide_brings_is_taken_from_pyodide(manifest):
    assert manifest.packages["numpy"] == load().packages["numpy"]


def test_numpyro_and_optax_need_the_stand_in_and_nothing_compiled_but_numpy(manifest):
    assert locked.needs_stand_in(["numpyro"], manifest) and locked.needs_stand_in(["optax"], manifest)
    assert not locked.needs_stand_in(["matplotlib", "scikit-learn"], manifest)
    names = closure(["numpyro", "optax"], manifest, {"jax": {"depends": ["numpy"]}})
    files = {name: manifest.packages[name]["file_name"] for name in names if name != "jax"}
    assert [name for name, file in files.items() if not file.endswith("-none-any.whl")] == ["numpy"]


def test_sliders_need_nothing_that_is_not_python(manifest):
    names = closure(["ipywidgets"], manifest)
    assert {"comm", "traitlets"} < set(names)
    assert not set(locked.FRONT_ENDS) & set(names)


def test_the_real_jax_is_never_taken(manifest):
    with pytest.raises(PressError, match=r"jax \(needed by (numpyro|optax)\)"):
        closure(["numpyro", "optax"], manifest)


def test_the_stand_in_bears_the_locked_version_marked_and_the_same_bytes(tmp_path):
    first, second = (wheel.build_stand_in(BOOK, tmp_path / name) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    entry = describe(first)
    assert entry["name"] == "jax" and entry["imports"] == ["jax"] and entry["depends"] == ["numpy"]
    assert entry["version"] == f"{lock.versions(BOOK.root)['jax']}+standin"


def test_the_stand_in_is_not_installed_beside_the_real_jax():
    settings = (BOOK.root / "pyproject.toml").read_text("utf-8")
    assert "code/browser" not in settings
    assert "standin" not in (BOOK.root / "uv.lock").read_text("utf-8")


def test_what_a_locked_wheel_is_imported_by_is_told_by_the_wheel(
    tmp_path, distribution, folder_source, wheel
):
    own, chains = wheel(tmp_path / "own", "jax"), wheel(distribution.folder, "chains", ["jax", "jaxlib"])
    (tmp_path / "uv.lock").write_text(
        f'[[package]]\nname = "chains"\nversion = "1.0"\ndependencies = [{{ name = "jax" }}, {{ name = "jaxlib" }},'
        f' {{ name = "colorama", marker = "sys_platform == \'win32\'" }}]\n'
        f'wheels = [{{ url = "https://example.org/{chains.name}", hash = "sha256:{describe(chains)["sha256"]}" }}]\n'
    )
    target = assemble(
        tmp_path / "pyodide",
        tmp_path / "cache",
        [own],
        ["chains"],
        sources=[folder_source(origins=("release", "lock"))],
        manifest=locked.added_to(distribution.manifest, tmp_path),
    )
    entry = json.loads((target / LOCK).read_text("utf-8"))["packages"]["chains"]
    assert entry["imports"] == ["chains"]
    assert entry["depends"] == ["jax"]
    assert {"size", "origin"}.isdisjoint(entry)
