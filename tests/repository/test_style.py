"""The code follows the style of pyproject.toml, and the layout of CONTRIBUTING.md."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff(command):
    result = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "benchmarks", "code", "tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout


def test_the_code_folder_does_not_shadow_the_standard_library():
    assert not (ROOT / "code" / "__init__.py").exists()


def test_dependencies_point_one_way():
    """`press` may import `practicals`; nothing imports `press`."""
    for path in (ROOT / "code" / "practicals" / "src").rglob("*.py"):
        assert "import press" not in path.read_text() and "from press" not in path.read_text(), path


def test_the_lock_is_up_to_date():
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        pytest.skip("uv is not in this environment: `make test` puts it there")
    result = subprocess.run([uv, "lock", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
