"""The workflows are valid, and what they call exists."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from press.book import LANGUAGES, Book
from press.kit.names import RELEASE

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_follows_githubs_schema(path):
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        str(path),
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def _scripts():
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                if "run" in step:
                    yield path.stem, step["run"]


def test_make_targets_and_press_commands_that_workflows_call_exist():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = subprocess.run(
        [sys.executable, "-m", "press", "--help"], capture_output=True, text=True
    ).stdout
    called = 0
    for name, script in _scripts():
        for target in re.findall(r"(?:^|\s)make ([\w-]+)", script):
            assert target in targets, (name, target)
            called += 1
        for command in re.findall(r"press ([a-z][\w-]+)", script):
            assert re.search(rf"^[│|\s]*{command}\b", commands, re.MULTILINE), (name, command)
            called += 1
    assert called >= 4


def _steps_of_publish():
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    return publish["jobs"]["publish"]["steps"]


def test_what_is_built_is_pushed_to_the_branches_that_links_open():
    branches = [step["env"]["BRANCH"] for step in _steps_of_publish() if "BRANCH" in step.get("env", {})]
    settings = Book(ROOT).settings
    assert branches == [settings.notebooks_branch, settings.published_branch]


def test_the_kits_are_attached_to_the_release_that_the_page_links_to():
    tags = [step["env"]["TAG"] for step in _steps_of_publish() if "TAG" in step.get("env", {})]
    assert tags == [RELEASE]


def test_a_copy_of_the_notebooks_can_be_brought_up_to_date(tmp_path):
    """A hub merges the branch into what its learners have: each state must follow from the one before."""
    (script,) = (step["run"] for step in _steps_of_publish() if "REMOTE" in step.get("env", {}))
    remote, hub = tmp_path / "remote.git", tmp_path / "hub"
    _git(tmp_path, "init", "--quiet", "--bare", str(remote))
    for text in ("old", "old", "new"):
        checkout = tmp_path / "checkout"
        for language in LANGUAGES:
            folder = checkout / "_build" / "site" / language / "notebooks"
            (folder / "tutor").mkdir(parents=True)
            (folder / "small.ipynb").write_text(text)
        environment = {"BRANCH": "notebooks", "REMOTE": remote.as_uri(), "GITHUB_SHA": text}
        subprocess.run(["bash", "-c", script], cwd=checkout, env={**os.environ, **environment}, check=True)
        shutil.rmtree(checkout)
        if hub.exists():
            _git(hub, "pull", "--quiet", "--ff-only")
        else:
            _git(tmp_path, "clone", "--quiet", "--branch", "notebooks", remote.as_uri(), "hub")
        assert (hub / "fr" / "small.ipynb").read_text() == text
    assert _git(hub, "log", "--format=%s").split("\n") == [
        "Notebooks built from new",
        "Notebooks built from old",
        "",
    ]
    assert {path.name for path in hub.iterdir()} == {".git", *LANGUAGES}


def _git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_ci_calls_make_test():
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
