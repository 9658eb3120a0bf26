"""The workflows are valid, and what they call exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from press.book import Book

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


def test_the_site_is_pushed_to_the_branch_that_the_buttons_open():
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    branches = [
        step["env"]["BRANCH"]
        for step in publish["jobs"]["publish"]["steps"]
        if "BRANCH" in step.get("env", {})
    ]
    assert branches == [Book(ROOT).settings.published_branch]


def test_ci_calls_make_test():
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
