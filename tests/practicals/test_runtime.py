"""The install cell's work: what is missing is added, what the runtime brings stays."""

from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest

from practicals import runtime, set_language


@pytest.fixture
def pip(monkeypatch):
    """Records the calls instead of installing; `answers` says whether each one succeeds."""

    class Pip:
        calls, constraints, answers = [], [], [True]

        def __call__(self, arguments):
            self.calls.append(arguments[2:])
            self.constraints.append(Path(arguments[1]).read_text().split())
            return self.answers.pop(0)

    Pip.calls, Pip.constraints = [], []
    return Pip()


def test_nothing_is_installed_when_nothing_is_missing(pip, capsys):
    runtime.prepare({"numpy": "1.0.0"}, install=pip)
    assert pip.calls == []
    assert (
        f"numpy {numpy.__version__}; the recorded outputs were made with numpy 1.0.0."
        in capsys.readouterr().out
    )


def test_a_missing_package_is_pinned_and_the_installed_numpy_is_kept(pip):
    runtime.prepare({"numpy": "1.0.0", "no-such-package": "2.0"}, install=pip)
    assert pip.calls == [["no-such-package==2.0"]]
    assert f"numpy=={numpy.__version__}" in pip.constraints[0]


def test_a_version_that_does_not_fit_the_runtime_gives_way(pip):
    pip.answers = [False, True]
    runtime.prepare({"no-such-package": "2.0"}, install=pip)
    assert pip.calls == [["no-such-package==2.0"], ["no-such-package"]]


def test_a_failed_install_is_one_clear_line_in_the_readers_language(pip, capsys):
    pip.answers = [False, False]
    runtime.prepare({"no-such-package": "2.0"}, language="fr", install=pip)
    set_language("en")
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert printed.startswith("Impossible d'installer no-such-package==2.0\u00a0:")


@pytest.fixture
def in_the_browser(monkeypatch):
    """JupyterLite's lock, of which nothing has been loaded yet."""

    class Packages(dict):
        def to_py(self):
            return dict(self)

    def absent(name):
        raise runtime.importlib.metadata.PackageNotFoundError(name)

    packages = Packages(
        {
            name: {"name": name, "version": version}
            for name, version in (("jax", "1.2+standin"), ("optax", "3"))
        }
    )
    lockfile = SimpleNamespace(packages=packages)
    monkeypatch.setitem(runtime.sys.modules, "pyodide_js", SimpleNamespace(lockfile=lockfile))
    monkeypatch.setattr(runtime.sys, "platform", "emscripten")
    monkeypatch.setattr(runtime.importlib.metadata, "version", absent)


def test_what_comes_with_the_page_is_not_installed_and_the_stand_in_is_said(pip, capsys, in_the_browser):
    runtime.prepare({"jax": "1.2", "optax": "3"}, language="fr", install=pip)
    set_language("en")
    assert pip.calls == []
    versions, stand_in = capsys.readouterr().out.splitlines()
    assert "jax 1.2+standin, optax 3\u202f; " in versions
    assert stand_in.startswith("Dans le navigateur, un remplaçant écrit avec NumPy tient lieu de JAX")


def test_what_the_page_lacks_is_one_clear_line(capsys, in_the_browser):
    runtime.prepare({"flax": "0.12"})
    assert capsys.readouterr().out.startswith("Could not install flax==0.12: ")
