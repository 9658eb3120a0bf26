"""The download of MNIST, against a small server on this machine."""

import gzip
import hashlib
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from practicals import data
from practicals.data import DownloadError
from practicals.data.mnist import SHA256, download_mnist

NAMES = tuple(SHA256)


def idx_file(array):
    """The bytes of a compressed IDX file of uint8 values."""
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return gzip.compress(bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes(), mtime=0)


@pytest.fixture
def arrays():
    generator = np.random.default_rng(0)
    shapes = ((6, 28, 28), (6,), (3, 28, 28), (3,))
    return [generator.integers(0, 256 if len(shape) == 3 else 10, shape, dtype=np.uint8) for shape in shapes]


class _Server:
    def __init__(self, folder):
        self.requests = requests = []

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *arguments):
                requests.append(self.path)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def mirror(tmp_path, arrays):
    folder = tmp_path / "mirror"
    folder.mkdir()
    for name, array in zip(NAMES, arrays, strict=True):
        (folder / name).write_bytes(idx_file(array))
    server = _Server(folder)
    server.sha256 = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in NAMES}
    yield server
    server.server.shutdown()
    server.server.server_close()


def test_downloads_checks_and_keeps(mirror, arrays, tmp_path):
    for _ in range(2):
        pixels, labels = download_mnist(tmp_path / "cache", (mirror.address,), mirror.sha256)
    assert pixels.shape == (9, 784) and pixels.dtype == np.uint8
    assert np.array_equal(pixels[6:].reshape(3, 28, 28), arrays[2])
    assert np.array_equal(labels, np.concatenate([arrays[1], arrays[3]]))
    assert sorted(mirror.requests) == sorted(f"/{name}" for name in NAMES)  # the second time, nothing
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted(NAMES)


def test_a_damaged_file_is_downloaded_again(mirror, tmp_path):
    (tmp_path / NAMES[0]).write_bytes(b"half a file")
    download_mnist(tmp_path, (mirror.address,), mirror.sha256)
    assert hashlib.sha256((tmp_path / NAMES[0]).read_bytes()).hexdigest() == mirror.sha256[NAMES[0]]


def test_the_second_mirror_helps(mirror, tmp_path):
    wrong = mirror.address + "nothing-here/"
    pixels, _ = download_mnist(tmp_path, (wrong, mirror.address), mirror.sha256)
    assert len(pixels) == 9


def test_another_content_is_refused_in_one_line(mirror, tmp_path):
    with pytest.raises(DownloadError, match="wrong sha256") as caught:
        download_mnist(tmp_path, (mirror.address,), SHA256)
    assert "\n" not in str(caught.value) and NAMES[0] in str(caught.value)
    assert not (tmp_path / NAMES[0]).exists()


def test_a_folder_that_cannot_be_written_does_not_matter(mirror, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    pixels, _ = download_mnist(tmp_path / "file", (mirror.address,), mirror.sha256)
    assert len(pixels) == 9


def _no_network(*arguments):
    raise DownloadError("no network.")


def test_without_network_the_digits_stand_in(monkeypatch):
    monkeypatch.setattr(data, "download_mnist", _no_network)
    digits = data.load("mnist")
    assert digits.name == "digits" and digits.X.shape == (1797, 64)
    assert "mnist" in digits.source and "no network" in digits.source
    with pytest.raises(DownloadError):
        data.load("mnist", source="download")


def test_shipped_never_asks_the_network(monkeypatch):
    monkeypatch.setattr(data, "download_mnist", lambda: pytest.fail("asked the network"))
    shipped = data.load("mnist", source="shipped")
    assert shipped.name == "digits" and "mnist" not in shipped.source


def test_download_gives_a_data_set(monkeypatch, arrays):
    monkeypatch.setattr(data, "download_mnist", lambda: (arrays[0].reshape(6, 784), arrays[1].astype(int)))
    mnist = data.load("mnist")
    assert mnist.name == "mnist" and mnist.X.shape == (6, 784) and len(mnist.columns) == 784


def test_an_unknown_source_is_an_error():
    with pytest.raises(ValueError, match="'auto', 'download' or 'shipped'"):
        data.load("mnist", source="web")
