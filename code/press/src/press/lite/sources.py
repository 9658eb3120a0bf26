"""Where the files of the Pyodide distribution come from, and the cache that holds them once verified.

A source has ``origins`` (the kinds of files that it can give) and ``fetch(files, store, progress)``, which
puts what it has into the store and raises `Unreachable` when it cannot be asked.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from rich.progress import Progress

from press.errors import PressError
from press.lite.folders import bytes_in
from press.lite.manifest import REFRESH, File, Manifest

CONNECT_SECONDS = 4
SILENCE_SECONDS = 20
BLOCK = 1 << 18


@contextlib.contextmanager
def counted(progress: Progress, label: str, total: int | None):
    """Show a count of bytes while the block runs; what it gives takes the bytes done so far and the total.

    The bytes are also in the field ``detail``, for displays that have no column for them.
    """
    task = progress.add_task(label, total=total, detail="")

    def tell(done: int, of: int | None = total) -> None:
        text = f"{done / 1e6:.1f} MB" if of is None else f"{done / 1e6:.1f} of {of / 1e6:.1f} MB"
        progress.update(task, completed=done, total=of, detail=text)

    try:
        yield tell
    finally:
        progress.remove_task(task)


class Unreachable(Exception):
    """A source that gives no answer, with the reason in one line."""


class Store:
    """The verified files, in one folder; nothing enters it with a wrong sha256 or half-written."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, file: File) -> Path:
        """Where the file is, or will be."""
        return self.folder / file.name

    def missing(self, files: list[File]) -> list[File]:
        """Those of the files that are not here yet. PressError when one is here with a wrong sha256."""
        absent = []
        for file in files:
            try:
                check(self.path(file).read_bytes(), file, self.path(file))
            except FileNotFoundError:
                absent.append(file)
        return absent

    def put(self, file: File, content: bytes, source: str) -> None:
        """Add a file. PressError, and nothing is added, when its sha256 is not the manifest's."""
        check(content, file, source)
        partial = self.path(file).with_name(f"{file.name}.part")
        partial.write_bytes(content)
        partial.replace(self.path(file))


def check(content: bytes, file: File, place: Path | str) -> None:
    """PressError naming the file, where it was, and the expected and found sha256, unless they are equal."""
    found = hashlib.sha256(content).hexdigest()
    if found == file.sha256:
        return
    message = f"{file.name} has a wrong sha256: expected {file.sha256}, found {found}"
    if isinstance(place, Path):
        raise PressError(message, place, mend="delete it and build again")
    raise PressError(
        f"{message}, from {place}", mend=f"build again; if it stays so and the change is meant, {file.mend}"
    )


def kernel_folder() -> Path:
    """The wheels that the installed jupyterlite-pyodide-kernel brings."""
    extension = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
    return Path(sys.prefix) / extension / "static/pypi"


class InstalledKernel:
    """The kernel's own wheels, which travel inside the installed jupyterlite-pyodide-kernel."""

    origins = ("kernel",)

    def __init__(self, folder: Path | None = None):
        self.folder = folder or kernel_folder()

    def fetch(self, files, store, progress):
        """Copy the wheels; PressError when the installed version brings others than the manifest lists."""
        for file in files:
            path = self.folder / file.name
            if not path.is_file():
                raise PressError(
                    f"{file.name} is not in the installed jupyterlite-pyodide-kernel",
                    path,
                    mend=f"install the locked version, or write the manifest again (`{REFRESH}`)",
                )
            store.put(file, path.read_bytes(), "installed jupyterlite-pyodide-kernel")


class ReleaseArchive:
    """The official archive of a Pyodide release: one large file, resumed where it stopped."""

    origins = ("release",)

    def __init__(self, url: str, attempts: int = 3):
        self.url = url
        self.attempts = attempts

    def fetch(self, files, store, progress):
        """Download the archive, take the files out of it, delete it."""
        archive = store.folder / self.url.rpartition("/")[2]
        if not archive.exists():
            answers(self.url)
            self.download(archive, progress)
        try:
            with counted(progress, "Pyodide: unpacking", sum(file.size for file in files)) as tell:
                self.unpack(archive, files, store, tell)
        except (tarfile.TarError, EOFError, OSError) as error:
            archive.unlink()
            raise Unreachable(f"the official release came damaged ({error})") from error
        except PressError:
            archive.unlink()
            raise
        archive.unlink()

    def unpack(self, archive: Path, files, store: Store, tell) -> None:
        """Put those of the files that the archive has into the store."""
        wanted = {file.name: file for file in files}
        done = 0
        with tarfile.open(archive, "r|*") as members:
            for member in members:
                file = wanted.pop(member.name.rpartition("/")[2], None)
                if file is not None:
                    store.put(file, members.extractfile(member).read(), self.url)
                    done += file.size
                    tell(done)
                if not wanted:
                    break

    def download(self, archive: Path, progress) -> None:
        """Write the archive; a part left by an interrupted run is continued."""
        partial = archive.with_name(f"{archive.name}.part")
        with counted(progress, "Pyodide: official release", None) as tell:
            for attempt in range(1, self.attempts + 1):
                try:
                    self.continue_download(partial, tell)
                    break
                except OSError as error:
                    if attempt == self.attempts or isinstance(error, urllib.error.HTTPError):
                        raise Unreachable(f"the official release: {error}") from error
                    time.sleep(1)
        partial.replace(archive)

    def continue_download(self, partial: Path, tell) -> None:
        """Ask for what the part still lacks and append it; OSError when the connection ends too early."""
        start = partial.stat().st_size if partial.exists() else 0
        request = urllib.request.Request(self.url, headers={"Range": f"bytes={start}-"} if start else {})
        try:
            answer = urllib.request.urlopen(request, timeout=SILENCE_SECONDS)
        except urllib.error.HTTPError as error:
            if error.code != 416:
                raise
            partial.unlink()
            raise OSError("the part on disk is longer than the file: started again") from error
        with answer:
            start = start if answer.status == 206 else 0
            length = int(answer.headers.get("Content-Length", 0))
            with partial.open("ab" if start else "wb") as file:
                while block := answer.read(BLOCK):
                    file.write(block)
                    tell(file.tell(), start + length or None)
                if length and file.tell() < start + length:
                    raise OSError("the connection ended before the file did")


class RepublishedCopy:
    """A wheel on the package index that carries the same files of Pyodide's release."""

    origins = ("release",)

    def __init__(self, manifest: Manifest):
        self.wheel = manifest.copy
        self.inside = manifest.copy_folder

    def fetch(self, files, store, progress):
        """Download the wheel and take only the files named out of it."""
        with tempfile.TemporaryDirectory(dir=store.folder, prefix="pip-") as folder:
            with counted(progress, f"Pyodide: copy in {self.wheel.requirement}", self.wheel.size) as tell:
                (wheel,) = pip_download([self.wheel.requirement], Path(folder), tell)
            check(wheel.read_bytes(), self.wheel, "package index")
            with zipfile.ZipFile(wheel) as archive:
                held = set(archive.namelist())
                for file in files:
                    if self.inside + file.name in held:
                        store.put(file, archive.read(self.inside + file.name), self.wheel.requirement)


class PackageIndex:
    """Pure-Python wheels, by pinned version, through pip."""

    origins = ("index", "lock")

    def fetch(self, files, store, progress):
        """Download all the wheels at once."""
        with tempfile.TemporaryDirectory(dir=store.folder, prefix="pip-") as folder:
            requirements = [file.requirement for file in files]
            with counted(progress, "Pyodide: pure-Python packages", sum(file.size for file in files)) as tell:
                pip_download(requirements, Path(folder), tell)
            for file in files:
                path = Path(folder) / file.name
                if not path.is_file():
                    raise PressError(
                        f"the package index gives another file than {file.name} for {file.requirement}",
                        mend=file.mend,
                    )
                store.put(file, path.read_bytes(), "package index")


def default_sources(manifest: Manifest) -> list:
    """The sources in the order in which they are asked."""
    return [InstalledKernel(), ReleaseArchive(manifest.archive), RepublishedCopy(manifest), PackageIndex()]


def answers(url: str) -> None:
    """Raise Unreachable unless something accepts a connection for the URL within a few seconds.

    The look-up of a host name has no time limit of its own, so that it runs in a thread.
    """
    parts = urllib.parse.urlsplit(url)
    proxy = urllib.request.getproxies().get(parts.scheme)
    if proxy and not urllib.request.proxy_bypass(parts.hostname):
        parts = urllib.parse.urlsplit(proxy if "//" in proxy else f"//{proxy}")
    address = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    outcome: list[str] = []

    def connect():
        try:
            socket.create_connection(address, timeout=CONNECT_SECONDS).close()
            outcome.append("")
        except OSError as error:
            outcome.append(str(error))

    thread = threading.Thread(target=connect, daemon=True)
    thread.start()
    thread.join(CONNECT_SECONDS + 1)
    reason = outcome[0] if outcome else "no answer"
    if reason:
        raise Unreachable(f"{address[0]}: {reason}")


def pip_command() -> list[str]:
    """The pip of this environment, or else of the Python that it was made from."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    base = getattr(sys, "_base_executable", sys.executable)
    if subprocess.run([base, "-m", "pip", "--version"], capture_output=True).returncode:
        raise Unreachable("pip is installed neither here nor in the Python under this environment")
    return [base, "-m", "pip"]


def pip_download(requirements: list[str], folder: Path, tell=lambda done: None) -> list[Path]:
    """Download wheels into the folder and return them; Unreachable with pip's last word when it fails.

    The bytes told are those of the folder into which pip writes, which every version of pip allows.
    """
    scratch = folder / "scratch"
    scratch.mkdir(parents=True)
    # The wheels are for the browser's Python: what this one is does not matter.
    options = ["--no-deps", "--only-binary", ":all:", "--ignore-requires-python"]
    limits = ["--retries", "1", "--timeout", str(SILENCE_SECONDS), "--progress-bar", "off", "--quiet"]
    environment = os.environ | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "TEMP": str(scratch),
        "TMPDIR": str(scratch),
    }
    command = [*pip_command(), "download", *options, *limits, "--dest", str(folder), *requirements]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(process.stderr), daemon=True)
    reader.start()
    try:
        while process.poll() is None:
            time.sleep(0.1)
            tell(bytes_in(folder))
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        process.stderr.close()
    if process.returncode:
        errors = [line for line in said if line.startswith("ERROR:")]
        raise Unreachable((errors or said or ["pip failed"])[-1].removeprefix("ERROR:").strip())
    shutil.rmtree(scratch)
    return sorted(folder.glob("*.whl"))
