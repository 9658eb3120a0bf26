"""MNIST, downloaded once, checked and kept; without a network, the digits that travel with the package."""

import gzip
import hashlib
import os
from pathlib import Path

import numpy as np

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)
SHA256 = {
    "train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
}
_SECONDS = 20  # without an answer for this long, a mirror counts as out of reach


class DownloadError(OSError):
    """No mirror gave a file with the right sha256; the message says why, in one line."""


def download_mnist(folder=None, mirrors=MIRRORS, sha256=SHA256):
    """Pixels, shape (70000, 784), uint8 from 0 (black) to 255, and labels, shape (70000,).

    The 60 000 training images come first, then the 10 000 test images. Files are kept in ``folder``
    (``$PRACTICALS_CACHE``, else ``~/.cache/practicals``) and downloaded only when missing or damaged.
    Raises DownloadError when a file cannot be had.
    """
    folder = Path(folder or os.environ.get("PRACTICALS_CACHE") or Path.home() / ".cache" / "practicals")
    contents = [_fetch(name, folder, mirrors, digest) for name, digest in sha256.items()]
    arrays = [_read_idx(content) for content in contents]
    pixels = np.concatenate([arrays[0], arrays[2]])
    return pixels.reshape(len(pixels), -1), np.concatenate([arrays[1], arrays[3]]).astype(int)


def _fetch(name, folder, mirrors, digest):
    import urllib.request  # only here: light chapters load this module too

    path = folder / name
    if path.is_file():
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == digest:
            return content
    reasons = []
    for mirror in mirrors:
        try:
            with urllib.request.urlopen(mirror + name, timeout=_SECONDS) as answer:
                content = answer.read()
        except Exception as error:  # http.client and Pyodide raise errors of many kinds
            reasons.append(f"{mirror}: {getattr(error, 'reason', error) or type(error).__name__}")
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            reasons.append(f"{mirror}: wrong sha256")
            continue
        _keep(path, content)
        return content
    raise DownloadError(f"{name} could not be downloaded ({'; '.join(reasons)}).")


def _keep(path, content):
    """Write beside, then rename: no half file is left behind. A full disk is no reason to stop."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        return


def _read_idx(content):
    """The array of an IDX file: two zeros, a type (8: uint8), the number of axes, their sizes, the values."""
    raw = gzip.decompress(content)
    axes = raw[3]
    shape = np.frombuffer(raw, ">u4", count=axes, offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * axes).reshape(shape)
