"""Unpacks a kit, and runs the programs that a tutor may serve it with."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A name of this machine that browsers do not hold for secure, as they do not the addresses of a LAN.
ROOM = "classroom.test"


def unpack(kit: Path, folder: Path) -> Path:
    """The kit's own folder, unpacked with its permissions, as the systems' own programs do."""
    with zipfile.ZipFile(kit) as archive:
        archive.extractall(folder)
        for entry in archive.infolist():
            (folder / entry.filename).chmod(entry.external_attr >> 16 & 0o777)
    (made,) = folder.iterdir()
    return made


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[subprocess.Popen]:
    """A program in the kit's folder; what it prints can be read line by line."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=30)


@contextmanager
def plain_server(folder: Path) -> Iterator[int]:
    """The port of ``python -m http.server`` on a folder."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with running(command, folder) as process:
        port = int(re.search(r"port (\d+)", process.stdout.readline())[1])
        # What it logs must go somewhere, or it stops when the pipe is full.
        with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=process.stdout):
            yield port
            process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
