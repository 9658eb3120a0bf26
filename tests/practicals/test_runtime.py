"""The install cell's work: what is missing is added, what the runtime brings stays."""

from pathlib import Path

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
