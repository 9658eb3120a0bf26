"""Assembling the Pyodide distribution: what is verified, what a fault or an interruption leaves behind."""

import json
from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress

from press.errors import PressError
from press.lite.pyodide import LICENCES, LOCK, STAMP, assemble


@pytest.fixture
def put(tmp_path, distribution, wheel):
    """Assemble the small distribution with our own wheel in it."""
    own = wheel(tmp_path / "own", "practicals", ["numbers>=1"])

    def call(sources, packages=("figures",), wheels=None, progress=None):
        return assemble(
            tmp_path / "site" / "pyodide",
            tmp_path / "cache",
            [own] if wheels is None else wheels,
            list(packages),
            progress=progress,
            sources=sources,
            manifest=distribution.manifest,
        )

    return call


def everything_under(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_holds_the_files_of_its_lock_and_nothing_else(put, folder_source):
    target = put([folder_source()])
    lock = json.loads((target / LOCK).read_text("utf-8"))
    named = {entry["file_name"] for entry in lock["packages"].values()}
    assert everything_under(target) == named | {"pyodide.mjs", LOCK, STAMP, LICENCES}
    needed = {name for entry in lock["packages"].values() for name in entry["depends"]}
    assert needed <= set(lock["packages"])
    assert lock["packages"]["practicals"]["imports"] == ["practicals"]
    assert "practicals-1.0-py3-none-any.whl: MIT" in (target / LICENCES).read_text("utf-8")


def test_leaves_out_what_no_package_asked_for_needs(put, folder_source):
    target = put([folder_source()], packages=["numbers"])
    assert not (target / "figures-1.0-py3-none-any.whl").exists()
    assert (target / "numbers-1.0-py3-none-any.whl").exists()


def test_a_complete_target_is_left_as_it_is(put, folder_source, nowhere):
    target = put([folder_source()])
    before = (target / LOCK).stat().st_mtime_ns
    assert put([nowhere]) == target
    assert (target / LOCK).stat().st_mtime_ns == before


def test_a_file_that_went_away_is_put_back_from_the_cache(put, folder_source, nowhere):
    target = put([folder_source()])
    (target / "pyodide.mjs").unlink()
    assert put([nowhere]) == target
    assert (target / "pyodide.mjs").exists()


def test_a_changed_wheel_of_ours_replaces_the_old_one(put, folder_source, nowhere, wheel, tmp_path):
    put([folder_source()])
    newer = wheel(tmp_path / "newer", "practicals", ["numbers>=1"], version="2.0")
    target = put([nowhere], wheels=[newer])
    assert [path.name for path in target.glob("practicals-*")] == [newer.name]


def test_same_inputs_give_the_same_bytes(put, folder_source, tmp_path):
    first = {path.name: path.read_bytes() for path in put([folder_source()]).iterdir()}
    (tmp_path / "site" / "pyodide" / STAMP).unlink()
    assert {path.name: path.read_bytes() for path in put([folder_source()]).iterdir()} == first


def test_a_wrong_hash_is_named_and_nothing_is_written(put, folder_source, distribution, tmp_path):
    path = distribution.folder / "numbers-1.0-py3-none-any.whl"
    path.write_bytes(b"something else")
    with pytest.raises(PressError) as caught:
        put([folder_source()])
    said = str(caught.value)
    assert path.name in said
    assert distribution.manifest.packages["numbers"]["sha256"] in said
    assert "found" in said
    assert caught.value.problems[0].mend
    assert not (tmp_path / "site").exists()
    assert path.name not in everything_under(tmp_path / "cache")


def test_a_wrong_hash_in_the_cache_is_an_error_too(put, folder_source, tmp_path):
    target = put([folder_source()])
    (target / STAMP).unlink()
    damaged = tmp_path / "cache" / "pyodide-1.2.3" / "pyodide.mjs"
    damaged.write_text("damaged", "utf-8")
    with pytest.raises(PressError, match="delete it and build again") as caught:
        put([folder_source()])
    assert caught.value.problems[0].path == damaged
    assert (target / "pyodide.mjs").read_text("utf-8") == "export {};"


def test_without_a_source_the_site_goes_on_and_one_warning_is_given(put, nowhere, tmp_path):
    written = StringIO()
    progress = Progress(console=Console(file=written, width=200), disable=True)
    assert put([nowhere, nowhere], progress=progress) is None
    assert written.getvalue().count("Warning") == 1
    assert "without the browser runtime" in written.getvalue()
    assert "no route" in written.getvalue()
    assert not (tmp_path / "site" / "pyodide").exists()


def test_the_next_source_is_asked_for_what_is_still_missing(put, folder_source, nowhere):
    source = folder_source()
    assert put([nowhere, source])
    assert "pyodide.mjs" in source.given


def test_an_interruption_leaves_nothing_half_written_and_the_next_run_resumes(put, folder_source, tmp_path):
    broken_off = folder_source(stop_after=3)
    with pytest.raises(KeyboardInterrupt):
        put([broken_off])
    assert not (tmp_path / "site").exists()
    assert everything_under(tmp_path / "cache" / "pyodide-1.2.3") == set(broken_off.given)
    second = folder_source()
    assert put([second])
    assert not set(second.given) & set(broken_off.given)


def test_an_interruption_while_writing_keeps_the_old_distribution(put, folder_source, tmp_path, monkeypatch):
    target = put([folder_source()], packages=["numbers"])

    def interrupt(wheel):
        raise KeyboardInterrupt

    monkeypatch.setattr("press.lite.pyodide.licence", interrupt)
    with pytest.raises(KeyboardInterrupt):
        put([folder_source()])
    assert (target / LOCK).exists()
    monkeypatch.undo()
    put([folder_source()])
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["pyodide"]


def test_an_unknown_package_is_named_with_what_needs_it(put, folder_source, wheel, tmp_path):
    own = wheel(tmp_path / "own", "practicals", ["unheard-of"])
    with pytest.raises(PressError, match=r"unheard-of \(needed by practicals\)"):
        put([folder_source()], wheels=[own])


def test_what_is_not_a_wheel_is_refused(put, tmp_path):
    path = tmp_path / "practicals-1.0-py3-none-any.whl"
    path.write_text("no", "utf-8")
    with pytest.raises(PressError, match="not a wheel"):
        put([], wheels=[path])
