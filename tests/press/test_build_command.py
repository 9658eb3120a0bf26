"""`press build` and `press serve` on a small book: only what changed is made again, faults are one line."""

import re
import socket
import subprocess
import time
import urllib.request

import pytest
from press_command import command, environment, press
from small_book import edit, make_book

from press.book import LANGUAGES


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small book that is built; tests that edit it put it back."""
    book = make_book(tmp_path_factory.mktemp("book"))
    (book.practicals / "pyproject.toml").write_text(
        '[project]\nname = "practicals"\nversion = "0.0.1"\nrequires-python = ">=3.11"\n[build-system]\nrequires = ["hatchling"]\n'
        'build-backend = "hatchling.build"\n[tool.hatch.build.targets.wheel]\npackages = ["src/practicals"]\n'
    )
    (book.root / "pyproject.toml").write_text('[dependency-groups]\nchapters = ["matplotlib"]\n')
    result = press(book, "build", "--no-browser")
    assert result.returncode == 0, result.stdout
    return book


def steps(result):
    return set(re.findall(r"^([\w/ ]+): [\d.]+ s$", result.stdout, re.MULTILINE))


def test_everything_that_a_reader_is_promised_is_there(built):
    for language in LANGUAGES:
        folder = built.site / language
        for name in (
            "index.html",
            "small.html",
            "notebooks/small.ipynb",
            "notebooks/tutor/small.ipynb",
            "handouts/small.pdf",
            "handouts/small-tutor.pdf",
        ):
            assert (folder / name).stat().st_size > 500, name
    assert (built.site / "wheels" / "practicals-0.0.1-py3-none-any.whl").exists()
    assert "matplotlib==3.9" in (built.site / ".binder" / "requirements.txt").read_text()
    assert {path.name for path in built.site.iterdir()} >= {"index.html", "404.html", "sitemap.xml"}


def test_nothing_is_made_again_when_nothing_changed(built):
    before = {path: path.stat().st_mtime_ns for path in built.site.rglob("*") if path.is_file()}
    result = press(built, "build", "--no-browser")
    assert result.returncode == 0 and steps(result) == set()
    assert "nothing to do" in result.stdout
    assert before == {path: path.stat().st_mtime_ns for path in built.site.rglob("*") if path.is_file()}


def test_one_sentence_makes_again_only_what_shows_it(built):
    edit(built, "book/fr/small.md", "Quelques lignes.", "Quelques lignes de code.")
    result = press(built, "build", "--no-browser")
    assert result.returncode == 0, result.stdout
    assert steps(result) == {"pages and handouts fr", "notebooks fr/small"}
    assert "Quelques lignes de code." in (built.site / "fr" / "small.html").read_text(encoding="utf-8")
    edit(built, "book/fr/small.md", "Quelques lignes de code.", "Quelques lignes.")
    assert press(built, "build", "--no-browser").returncode == 0


def test_a_fault_of_a_page_is_one_line_with_its_place(built):
    edit(built, "book/en/small.md", "<small-powers>", "<no-such-label>")
    result = press(built, "build", "--no-browser")
    edit(built, "book/en/small.md", "<no-such-label>", "<small-powers>")
    assert result.returncode == 1 and "Traceback" not in result.stdout
    assert re.search(r"^error .*book/en/small\.md:\d+: .*no-such-label", result.stdout, re.MULTILINE), (
        result.stdout
    )
    assert press(built, "build", "--no-browser").returncode == 0


def test_a_setting_of_the_environment_reaches_pages_and_notebooks(built, monkeypatch):
    monkeypatch.setenv("PRESS_REPOSITORY_URL", "https://github.com/fork/copy")
    monkeypatch.setenv("PRESS_BASE_URL", "https://fork.example.org/copy/")
    result = press(built, "build", "--no-browser")
    assert result.returncode == 0, result.stdout
    assert (
        "colab.research.google.com/github/fork/copy/blob/published/en"
        in (built.site / "en" / "small.html").read_text()
    )
    assert (
        "https://fork.example.org/copy/wheels/"
        in (built.site / "fr" / "notebooks" / "small.ipynb").read_text()
    )


def test_serve_says_where_and_a_port_in_use_is_one_clear_line(built):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = press(built, "serve", "--no-browser", "--port", str(port))
    assert result.returncode == 1
    (line,) = result.stdout.strip().splitlines()
    assert line.startswith(f"error port {port} cannot be used") and "--port" in line


def test_serve_shows_an_edit_without_being_asked(built):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        command("serve", "--no-browser", "--port", str(port)),
        cwd=built.root,
        env=environment(built),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = f"http://localhost:{port}/en/small.html"
        assert _eventually(lambda: "A few lines." in _get(address))
        edit(built, "book/en/small.md", "A few lines.", "A handful of lines.")
        assert _eventually(lambda: "A handful of lines." in _get(address))
    finally:
        edit(built, "book/en/small.md", "A handful of lines.", "A few lines.")
        server.terminate()
        output = server.communicate(timeout=30)[0]
    assert f"http://localhost:{port}/en/index.html" in output


def _get(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def _eventually(condition, patience=180):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.5)
    return False
