"""The classroom kit of a small book: what it holds, that it is whole or absent, and how it is served."""

import ast
import errno
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from kit_server import free_port, running, unpack
from press_command import press
from rich.console import Console
from rich.progress import Progress
from small_book import CONTENTS, SLUG, edit, make_book, write

from press.book import LANGUAGES
from press.errors import PressError
from press.kit import names
from press.kit.contents import FILES, entries
from press.kit.one_language import adapt
from press.kit.pack import pack
from press.kit.pack import write as write_zip
from press.site import root
from press.sphinx_run import run
from press.strings import strings

CLASSROOM = "# {title}\n\n```{{kits}}\n```\n\n```{{hub-links}}\n```\n"
QUIET = Console(quiet=True)
BEFORE = "book-1.2"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A small book whose pages are built; of the rest of its site there is a file of each kind."""
    book = make_book(tmp_path_factory.mktemp("book"), contents=CONTENTS + "      - file: classroom\n")
    edit(book, f"book/en/{SLUG}.md", "A few lines.", "A few lines of code.")  # the French is behind
    write(book.root / "pyproject.toml", '[project]\nname = "book"\nversion = "1.2"\n')
    for language, title in (("en", "In a classroom"), ("fr", "En classe")):
        write(book.folder(language) / "classroom.md", CLASSROOM.format(title=title))
        run(book, language, {"html": book.site / language})
        for name in (
            f"{language}/handouts/{SLUG}.pdf",
            f"{language}/handouts/{SLUG}-tutor.pdf",
            f"{language}/notebooks/{SLUG}.ipynb",
            f"{language}/notebooks/tutor/{SLUG}.ipynb",
            f"lite/{language}/index.html",
        ):
            write(book.site / name, f"{name}\n")
    for name in ("lite/build/1031.b91a70b.js", "pyodide/pyodide.mjs", "pyodide/pyodide.asm.wasm"):
        write(book.site / name, f"// {name}\n" * 50)
    write(book.site / "wheels" / "practicals-1.2-py3-none-any.whl", "practicals\n" * 50)
    write(book.site / ".binder" / "runtime.txt", "python\n")
    root.write(book, book.site)
    return book


@pytest.fixture(scope="module")
def kits(book):
    return {path.stem.removeprefix(f"{BEFORE}-"): path for path in pack(book, names.CHOICES, QUIET)}


def files(kit):
    """What a kit's folder holds: path → content."""
    with zipfile.ZipFile(kit) as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {kit.stem.replace("-1.2", "")}
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


class Links(HTMLParser):
    """The addresses that a page leads to or loads."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src", "action") and value]


def dead_links(held):
    """Links of the pages among ``held`` to files that are not held, as (page, address)."""
    return [
        (page, address)
        for page in held
        if page.endswith(".html")
        for address in Links(held[page].decode()).found
        if not urlsplit(address).scheme and urlsplit(address).path and lost(page, address, held)
    ]


def lost(page, address, held):
    path = unquote(urlsplit(address).path)
    target = normpath(join("site", path.lstrip("/")) if path.startswith("/") else join(dirname(page), path))
    return target not in held and f"{target}/index.html" not in held


def test_a_kit_holds_its_languages_and_all_that_they_need(kits):
    for choice, languages in names.CHOICES.items():
        held = files(kits[choice])
        for language in LANGUAGES:
            for name in ("index.html", f"handouts/{SLUG}-tutor.pdf", f"notebooks/tutor/{SLUG}.ipynb"):
                assert (f"site/{language}/{name}" in held) == (language in languages)
            assert (f"site/lite/{language}/index.html" in held) == (language in languages)
            assert (strings(language)["kit_readme_file"] in held) == (language in languages)
        for name in (
            "lite/build/1031.b91a70b.js",
            "pyodide/pyodide.mjs",
            "wheels/practicals-1.2-py3-none-any.whl",
        ):
            assert f"site/{name}" in held
        assert {"start.py", "start.sh", "start.command", "start.bat"} <= set(held)
        assert not [name for name in held if "/." in name or name.endswith(("sitemap.xml", "robots.txt"))]


def test_the_scripts_can_be_opened_on_each_system(kits):
    with zipfile.ZipFile(kits["fr"]) as archive:
        modes = {Path(entry.filename).name: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
        methods = {Path(entry.filename).suffix: entry.compress_type for entry in archive.infolist()}
    assert modes["start.command"] == modes["start.sh"] == 0o755 and modes["index.html"] == 0o644
    assert methods[".whl"] == zipfile.ZIP_STORED and methods[".wasm"] == zipfile.ZIP_DEFLATED
    held = files(kits["fr"])
    batch = held["start.bat"]
    assert batch.count(b"\n") == batch.count(b"\r\n") and b"@" not in batch[9:]
    assert "décompressez" in batch.decode().lower() and "Unzip" not in batch.decode()
    assert b"\r" not in held["start.sh"]


def test_equal_contents_are_equal_bytes(book, kits, tmp_path):
    chosen = names.kit(book, "fr")
    with Progress(console=QUIET) as progress:
        write_zip(
            tmp_path / "again.zip", chosen.folder, dict(reversed(entries(book, chosen).items())), progress
        )
    assert (tmp_path / "again.zip").read_bytes() == kits["fr"].read_bytes()


def test_only_what_is_out_of_date_is_written_again(book, kits):
    assert pack(book, names.CHOICES, QUIET) == []
    edit(book, "_build/site/fr/classroom.html", "En classe", "En salle")
    assert [path.name for path in pack(book, names.CHOICES, QUIET)] == [
        "book-1.2-fr.zip",
        "book-1.2-both.zip",
    ]
    edit(book, "_build/site/fr/classroom.html", "En salle", "En classe")
    pack(book, names.CHOICES, QUIET)


def test_no_kit_has_a_dead_link(kits):
    for choice in names.CHOICES:
        held = files(kits[choice])
        assert len([name for name in held if name.endswith(".html")]) >= 6
        assert dead_links(held) == []


def test_a_kit_of_one_language_shows_no_other(kits):
    held = {name: content.decode() for name, content in files(kits["fr"]).items() if name.endswith(".html")}
    for name, text in held.items():
        assert 'hreflang="en"' not in text and "language-switch" not in text, name
        assert 'href="../en/' not in text, name
    # What exists in English only leads to where it is published.
    assert f'href="https://example.org/book/en/{SLUG}.html#small-built"' in held[f"site/fr/{SLUG}.html"]
    assert '"fr"' in held["site/index.html"] and "English" not in held["site/index.html"]
    assert 'href="/fr/index.html"' in held["site/404.html"] and "/book/" not in held["site/404.html"]
    both = files(kits["both"])
    assert both[f"site/fr/{SLUG}.html"].decode().count("language-switch") == 1


def test_only_what_leads_elsewhere_is_changed():
    page = (
        "<!DOCTYPE html>\n<link rel=alternate hreflang=en href='x'><a class=\"b\" hreflang='en' rel=\"alternate\""
        ' href="../en/a.html"><svg viewBox="0 0 1 1"/>English</a>\n<a  HREF=\'../en/a.html?x=1&amp;y=2#z\'>é &amp; </a>'
        '<a href="../en.html">in</a><a href="../lite/en/index.html">t</a><a href="//other/en/">out</a>'
        "<script>'<a href=\"../en/a.html\">'</script>\n"
    )
    assert adapt(page, "fr/a.html", {"en"}, "https://b.org") == (
        '<!DOCTYPE html>\n\n<a  HREF="https://b.org/en/a.html?x=1&amp;y=2#z">é &amp; </a>'
        '<a href="../en.html">in</a><a href="https://b.org/lite/en/index.html">t</a><a href="//other/en/">out</a>'
        "<script>'<a href=\"../en/a.html\">'</script>\n"
    )


def test_a_site_without_the_browser_runtime_gives_no_kit(book, kits, tmp_path):
    shutil.move(book.site / "pyodide", tmp_path / "aside")
    before = kits["en"].read_bytes()
    try:
        with pytest.raises(PressError) as caught:
            pack(book, ["en"], QUIET)
    finally:
        shutil.move(tmp_path / "aside", book.site / "pyodide")
    assert "needs the browser runtime" in str(caught.value) and "with a network" in str(caught.value)
    assert kits["en"].read_bytes() == before
    pack(book, ["en"], QUIET)


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interruption_leaves_nothing_half_written(book, kits, monkeypatch, fault):
    written, before = [], kits["fr"].read_bytes()
    original = zipfile.ZipFile.writestr

    def writestr(archive, entry, data):
        written.append(entry)
        if len(written) > 5:
            raise fault
        original(archive, entry, data)

    monkeypatch.setattr(zipfile.ZipFile, "writestr", writestr)
    (book.build / "stamps" / "kit-fr").unlink()
    with pytest.raises((PressError, KeyboardInterrupt)) as caught:
        pack(book, ["fr"], QUIET)
    monkeypatch.undo()
    if caught.type is PressError:
        assert "No space left" in str(caught.value) and "free some space" in str(caught.value)
    assert {path.name for path in (book.build / "kit").iterdir()} == {path.name for path in kits.values()}
    assert kits["fr"].read_bytes() == before
    assert pack(book, ["fr"], QUIET)


def test_the_command_names_the_kits_there_are(book):
    result = press(book, "kit", "--language", "de")
    assert result.returncode == 1
    assert result.stdout.strip() == "error no kit in 'de' — use one of en, fr, both"


def test_the_kits_of_another_version_go(book, kits):
    other = book.build / "kit" / "book-1.1-fr.zip"
    other.write_bytes(b"")
    pack(book, ["fr"], QUIET)
    assert not other.exists() and kits["fr"].exists()


def test_the_page_links_to_the_kits_and_to_the_reader_s_own_hub(book):
    page = (book.site / "fr" / "classroom.html").read_text(encoding="utf-8")
    kits = re.findall(r'href="(https://example.org/somebody/book/releases/[^"]*)"', page)
    assert kits == [
        f"https://example.org/somebody/book/releases/download/kit/book-1.2-{choice}.zip"
        for choice in ("fr", "en", "both")
    ]
    links = [
        urlsplit(re.sub(r"<[^>]*>|&amp;", lambda found: "&" if found[0] == "&amp;" else "", text))
        for text in re.findall(r'class="hub-link.*?<pre>(.*?)</pre>', page, re.DOTALL)
    ]
    assert {link.netloc for link in links} == {"VOTRE-HUB"}
    assert {link.path for link in links} == {"/hub/user-redirect/git-pull"}
    queries = [parse_qs(link.query.strip()) for link in links]
    assert [query["urlpath"] for query in queries] == [["lab/tree/book/fr"], ["lab/tree/book/fr/small.ipynb"]]
    for query in queries:
        assert query["repo"] == ["https://example.org/somebody/book"] and query["branch"] == ["notebooks"]


# How the kit is served.


@pytest.fixture(scope="module")
def unpacked(kits, tmp_path_factory):
    return unpack(kits["both"], tmp_path_factory.mktemp("unpacked"))


@pytest.fixture(scope="module")
def served(unpacked):
    """The address of a kit that start.py serves, and the first lines that it printed."""
    port = free_port()
    with running([sys.executable, "start.py", "--no-browser", "--port", str(port)], unpacked) as process:
        lines = until(process, strings("fr")["kit_stop"])
        yield f"http://127.0.0.1:{port}", lines


def until(process, last):
    """The lines that a program prints, up to one."""
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if last in line:
            return lines
    raise AssertionError("\n".join(lines))


def fetch(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_start_needs_nothing_newer_than_it_says():
    source = (FILES / "start.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert imported <= sys.stdlib_module_names


def test_start_says_where_in_both_languages(served):
    address, lines = served
    text, port = "\n".join(lines), urlsplit(address).port
    assert "A small book · Un petit livre (1.2-" in lines[0]
    for here in ("This computer", "Cet ordinateur"):
        assert f"{here}: http://localhost:{port}/" in text.replace(" :", ":")
    room = rf"http://\d+\.\d+\.\d+\.\d+:{port}/"
    for language, start in (("en", "For the class: "), ("fr", "Pour la classe : ")):
        alone = strings(language)["kit_alone"].replace("\u202f", " ").replace("\u00a0", " ")
        assert re.search(start + room, text) or alone in text


def test_every_file_comes_with_its_type_and_how_long_it_may_be_kept(served):
    address, _ = served
    for path, kind, keeping in (
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/lite/build/1031.b91a70b.js", "text/javascript; charset=utf-8", "max-age=31536000, immutable"),
        ("/fr/_static/page.js?v=12ab34cd", "text/javascript; charset=utf-8", "max-age=31536000, immutable"),
        ("/pyodide/pyodide.mjs", "text/javascript; charset=utf-8", "no-cache"),
        ("/pyodide/pyodide.asm.wasm", "application/wasm", "no-cache"),
        ("/wheels/practicals-1.2-py3-none-any.whl", "application/zip", "no-cache"),
        (f"/fr/handouts/{SLUG}.pdf", "application/pdf", "no-cache"),
        (f"/fr/notebooks/{SLUG}.ipynb", "application/x-ipynb+json", "no-cache"),
    ):
        status, headers, content = fetch(address + path)
        assert status == 200 and len(content) == int(headers["Content-Length"])
        assert (headers["Content-Type"], headers["Cache-Control"]) == (kind, keeping), path
        assert fetch(address + path, **{"If-None-Match": headers["ETag"]})[0] == 304


def test_an_edited_file_is_not_taken_from_memory(served, unpacked):
    address, page = f"{served[0]}/fr/{SLUG}.html", unpacked / "site" / "fr" / f"{SLUG}.html"
    tag = fetch(address)[1]["ETag"]
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert fetch(address, **{"If-None-Match": tag})[0] == 200


def test_a_wrong_address_leads_home_and_a_folder_to_its_page(served):
    address, _ = served
    status, _, content = fetch(f"{address}/fr/nothing.html")
    assert status == 404 and b'href="/fr/index.html"' in content
    status, _, content = fetch(f"{address}/fr")
    assert status == 200 and b"Un petit livre" in content
    # Neither what lies beside the site nor a list of files.
    for path in ("/../start.py", "/%2e%2e/kit.json", "/fr/handouts/"):
        assert fetch(address + path)[0] == 404


def test_forty_learners_at_once(served):
    address, _ = served
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(fetch, [f"{address}/fr/{SLUG}.html"] * 200))
    assert {status for status, _, _ in answers} == {200}


def test_a_busy_port_is_passed_over_and_ctrl_c_is_one_line(unpacked):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = ["sh", "start.sh", "--no-browser", "--port", str(port)]
        with running(command, unpacked) as process:
            text = "\n".join(until(process, strings("fr")["kit_stop"]))
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=30)[0]
    assert f"Port {port} is in use" in text and f"Le port {port} est occupé" in text
    used = int(re.search(r"http://localhost:(\d+)/", text)[1])
    assert port < used < port + 20
    assert process.returncode == 0
    assert [line for line in rest.splitlines() if line] == ["Stopped.", "C'est arrêté."]


def test_without_python_or_half_unpacked_one_line_says_so(unpacked, tmp_path):
    shell = shutil.which("sh")
    (tmp_path / "tools").mkdir()
    for tool in ("dirname", "cat"):
        (tmp_path / "tools" / tool).symlink_to(shutil.which(tool))
    result = subprocess.run(
        [shell, unpacked / "start.sh"], env={"PATH": str(tmp_path / "tools")}, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert [line.split(":")[0].strip() for line in result.stderr.splitlines()] == [
        "Python 3.8 or newer is needed",
        "Il faut Python 3.8 ou plus récent",
    ]
    shutil.copy(unpacked / "start.py", tmp_path)
    result = subprocess.run([sys.executable, tmp_path / "start.py"], capture_output=True, text=True)
    assert result.returncode == 1 and len(result.stderr.splitlines()) == 1 and "Unzip" in result.stderr


def test_kit_json_is_what_start_reads(kits):
    told = json.loads(files(kits["fr"])["kit.json"])
    assert told["titles"] == ["Un petit livre"] and set(told["words"]) == {"fr"}
    assert not re.search("[\u202f\u00a0`]", str(told))
