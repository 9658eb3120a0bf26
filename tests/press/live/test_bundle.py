"""The committed bundle is what its recipe makes, small enough for a slow connection, and every word is there."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from press import live
from press.book import LANGUAGES

BUDGETS = {"page.js": 150_000, "worker.js": 10_000}


def npm(*arguments: str, folder: Path) -> None:
    """Run npm, or skip the test with what it says."""
    if not shutil.which("npm"):
        pytest.skip("Node is not here: the bundle cannot be made again")
    result = subprocess.run(["npm", *arguments], cwd=folder, capture_output=True, text=True)
    if result.returncode:
        said = [line for line in result.stderr.splitlines() if "npm error" in line.lower()]
        pytest.skip(f"npm {arguments[0]} failed: {(said or ['without a word'])[0]}")


def test_the_bundle_is_what_its_recipe_makes(tmp_path: Path):
    folder = tmp_path / "javascript"
    shutil.copytree(live.JAVASCRIPT, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm("ci", "--no-audit", "--no-fund", "--prefer-offline", folder=folder)
    subprocess.run(["node", "bundle.mjs", str(tmp_path / "made")], cwd=folder, check=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    committed = {path.name: path.read_bytes() for path in live.BUNDLE.iterdir()}
    assert made == committed, "run `npm ci && npm run bundle` in code/press/src/press/live/javascript"


@pytest.mark.parametrize("name", BUDGETS)
def test_the_bundle_is_light(name: str):
    assert len(gzip.compress((live.BUNDLE / name).read_bytes())) < BUDGETS[name]


def test_the_lock_names_no_registry():
    lock = json.loads((live.JAVASCRIPT / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scripts_and_the_words_agree(language: str):
    source = "\n".join(path.read_text("utf-8") for path in (live.JAVASCRIPT / "page").glob("*.js"))
    source += (live.HERE.parent / "site/static/live.js").read_text("utf-8")
    words = live.words(language)
    used = set(re.findall(r'(?:say|button)\("(\w+)"|words\.(is_\w+)', source))
    used = {first or second for first, second in used}
    assert used <= words.keys()
    mentioned = {name for name in words if re.search(rf'["`]{name}["`]|words\.{name}\b', source)}
    by_name = {name for name in words if name.startswith(("name_", "lost_"))}
    assert words.keys() == mentioned | by_name
