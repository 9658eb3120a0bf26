"""The sources of Pyodide's files, each against a small server or folder of this machine."""

import hashlib
import os
import re
import tarfile
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from rich.progress import Progress

from press.errors import PressError
from press.lite.manifest import File, Manifest
from press.lite.sources import (
    InstalledKernel,
    PackageIndex,
    ReleaseArchive,
    RepublishedCopy,
    Store,
    Unreachable,
    answers,
)

CONTENT = b"content " * 40_000


def listed(name, content, origin="release", requirement=""):
    return File(name, hashlib.sha256(content).hexdigest(), len(content), origin, requirement)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def progress():
    return Progress(disable=True)


@pytest.fixture
def serve():
    """Serve bytes with ranges; the first answer can be cut short. Gives the address and the ranges asked."""
    servers = []

    def start(content, cut=None):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                wanted = self.headers.get("Range")
                asked.append(wanted)
                first = int(re.search(r"\d+", wanted)[0]) if wanted else 0
                if first >= len(content) and wanted:
                    self.send_error(416)
                    return
                self.send_response(206 if wanted else 200)
                self.send_header("Content-Length", str(len(content) - first))
                self.end_headers()
                end = cut if cut is not None and len(asked) == 1 else len(content)
                self.wfile.write(content[first:end])

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/pyodide-1.tar.bz2", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def archive(tmp_path):
    """The bytes of a release archive that holds one file, one folder deep."""
    member = tmp_path / "numbers.whl"
    member.write_bytes(os.urandom(2000) + CONTENT)
    path = tmp_path / "release.tar.bz2"
    with tarfile.open(path, "w:bz2") as tar:
        tar.add(member, "pyodide/numbers.whl")
    return path.read_bytes(), listed("numbers.whl", member.read_bytes())


@pytest.fixture
def index(tmp_path, wheel, monkeypatch):
    """A package index that is a folder; pip is pointed to it."""
    folder = tmp_path / "index"
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return lambda name, **options: wheel(folder, name, **options)


def test_the_archive_gives_its_file_and_is_deleted(serve, archive, store, progress):
    content, file = archive
    url, _ = serve(content)
    ReleaseArchive(url).fetch([file], store, progress)
    assert [path.name for path in store.folder.iterdir()] == ["numbers.whl"]


def test_a_download_that_breaks_off_is_continued(serve, archive, store, progress, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    content, file = archive
    url, asked = serve(content, cut=500)
    ReleaseArchive(url).fetch([file], store, progress)
    assert asked == [None, "bytes=500-"]
    assert store.path(file).exists()


def test_a_part_left_by_an_earlier_run_is_continued(serve, archive, store, progress):
    content, file = archive
    url, asked = serve(content)
    (store.folder / "pyodide-1.tar.bz2.part").write_bytes(content[:700])
    ReleaseArchive(url).fetch([file], store, progress)
    assert asked == ["bytes=700-"]


def test_a_part_that_is_too_long_is_started_again(serve, archive, store, progress, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    content, file = archive
    url, _ = serve(content)
    (store.folder / "pyodide-1.tar.bz2.part").write_bytes(content + b"more")
    ReleaseArchive(url).fetch([file], store, progress)
    assert store.path(file).exists()


def test_a_connection_that_never_ends_well_keeps_its_part(serve, archive, store, progress):
    content, file = archive
    url, _ = serve(content, cut=500)
    with pytest.raises(Unreachable, match="ended before"):
        ReleaseArchive(url, attempts=1).fetch([file], store, progress)
    assert (store.folder / "pyodide-1.tar.bz2.part").stat().st_size == 500


def test_a_damaged_archive_is_dropped(serve, archive, store, progress):
    content, file = archive
    url, _ = serve(content[:400] + bytes(len(content) - 400))
    with pytest.raises(Unreachable, match="damaged"):
        ReleaseArchive(url).fetch([file], store, progress)
    assert not list(store.folder.iterdir())


def test_a_wrong_file_in_the_archive_is_an_error(serve, archive, store, progress):
    content, _ = archive
    url, _ = serve(content)
    with pytest.raises(PressError, match="wrong sha256"):
        ReleaseArchive(url).fetch([listed("numbers.whl", b"another")], store, progress)
    assert not list(store.folder.iterdir())


def test_no_route_is_said_within_seconds(store, progress):
    started = time.monotonic()
    with pytest.raises(Unreachable):
        answers("http://127.0.0.1:1/x")
    with pytest.raises(Unreachable):
        answers("https://no-such-host.invalid/x")
    assert time.monotonic() - started < 12


def test_a_host_that_is_silent_is_given_up(monkeypatch):
    def silent(*_, **__):
        time.sleep(1)
        raise TimeoutError

    monkeypatch.setattr("press.lite.sources.CONNECT_SECONDS", -0.9)
    monkeypatch.setattr("socket.create_connection", silent)
    with pytest.raises(Unreachable, match="no answer"):
        answers("https://example.org/x")


def test_the_index_gives_pinned_wheels_through_pip(index, store, progress):
    path = index("numbers")
    index("numbers", version="2.0")
    file = listed(path.name, path.read_bytes(), "index", "numbers==1.0")
    PackageIndex().fetch([file], store, progress)
    assert [path.name for path in store.folder.iterdir()] == [file.name]


def test_a_wheel_that_the_index_changed_is_refused(index, store, progress):
    path = index("numbers")
    file = listed(path.name, path.read_bytes(), "index", "numbers==1.0")
    index("numbers", body="import os")
    with pytest.raises(PressError, match="wrong sha256"):
        PackageIndex().fetch([file], store, progress)
    assert not list(store.folder.iterdir())


def test_an_index_that_lacks_the_wheel_is_unreachable(index, store, progress):
    index("figures")
    file = listed("numbers-1.0-py3-none-any.whl", b"", "index", "numbers==1.0")
    with pytest.raises(Unreachable, match="numbers"):
        PackageIndex().fetch([file], store, progress)
    assert not list(store.folder.iterdir())


def test_the_copy_gives_only_the_files_that_are_wanted(index, store, progress):
    path = index("copy")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("inside/numbers.whl", CONTENT)
        archive.writestr("inside/other.whl", b"not asked for")
    copy = listed(path.name, path.read_bytes(), "index", "copy==1.0")
    manifest = Manifest("1", {}, "", copy, "inside/", (), {})
    wanted = [listed("numbers.whl", CONTENT), listed("absent.whl", b"")]
    RepublishedCopy(manifest).fetch(wanted, store, progress)
    assert [path.name for path in store.folder.iterdir()] == ["numbers.whl"]


def test_a_copy_that_changed_is_refused_as_a_whole(index, store, progress):
    index("copy")
    copy = listed("copy-1.0-py3-none-any.whl", b"as it was", "index", "copy==1.0")
    with pytest.raises(PressError, match="wrong sha256"):
        RepublishedCopy(Manifest("1", {}, "", copy, "", (), {})).fetch([], store, progress)


def test_another_kernel_than_the_manifest_lists_is_an_error(store, progress, tmp_path):
    with pytest.raises(PressError, match="jupyterlite-pyodide-kernel"):
        InstalledKernel(tmp_path).fetch([listed("piplite-9-py3-none-any.whl", b"")], store, progress)
