"""`press kit`: writes the kits that are out of date, each a zip that is complete or absent."""

from __future__ import annotations

import errno
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from press import stamps
from press.book import Book
from press.errors import PressError
from press.kit.contents import entries, site_files
from press.kit.names import CHOICES, Kit, kit
from press.stamps import Stamp

# Deflating these again takes seconds and saves nothing.
COMPRESSED = {".avif", ".gz", ".jpg", ".png", ".webp", ".whl", ".woff", ".woff2", ".zip"}
# The same for every file, so that equal contents are equal bytes.
TIME = (2020, 1, 1, 0, 0, 0)
_EXECUTABLE = (".command", ".sh", ".py")


def pack(book: Book, choices: Iterable[str], console: Console) -> list[Path]:
    """Write the kits of the choices that are out of date to `_build/kit`; return those that were written.

    The site is built. Raises PressError when it lacks a part or when the disk is full; nothing is left
    half-written then, nor after an interruption.
    """
    folder = book.build / "kit"
    folder.mkdir(parents=True, exist_ok=True)
    _forget_other_versions(book, folder)
    made = []
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        for chosen in [kit(book, choice) for choice in choices]:
            target, stamp = folder / chosen.file, _stamp(book, chosen)
            if stamp.fresh and target.exists():
                continue
            stamp.path.unlink(missing_ok=True)
            started = time.perf_counter()
            write(target, chosen.folder, entries(book, chosen), progress)
            stamp.write()
            made.append(target)
            size, seconds = target.stat().st_size / 1e6, time.perf_counter() - started
            progress.console.print(
                f"{target.relative_to(book.root)}: {size:.1f} MB, {seconds:.1f} s", highlight=False
            )
    return made


def _stamp(book: Book, chosen: Kit) -> Stamp:
    files = [book.site / name for name in site_files(book, chosen)]
    tools = stamps.tree(Path(__file__).parents[1])
    return Stamp(
        book,
        f"kit-{chosen.choice}",
        stamps.digest([*files, *tools], chosen.file, book.settings.model_dump_json()),
    )


def _forget_other_versions(book: Book, folder: Path) -> None:
    current = {kit(book, choice).file for choice in CHOICES}
    for path in folder.glob("*.zip"):
        if path.name not in current:
            path.unlink()


def write(target: Path, folder: str, contents: dict[str, Path | bytes], progress: Progress) -> None:
    """Write a zip whose files all lie in ``folder``; the same contents give the same bytes."""
    total = sum(len(each) if isinstance(each, bytes) else each.stat().st_size for each in contents.values())
    task = progress.add_task(target.name, total=total)
    partial = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", compresslevel=9) as archive:
            for name, content in sorted(contents.items()):
                read = content if isinstance(content, bytes) else content.read_bytes()
                archive.writestr(_header(f"{folder}/{name}"), read)
                progress.advance(task, len(read))
        partial.replace(target)
    except OSError as error:
        mend = (
            "free some space and run it again"
            if error.errno == errno.ENOSPC
            else "mend that and run it again"
        )
        raise PressError(f"the kit cannot be written: {error.strerror}", target, mend=mend) from None
    finally:
        partial.unlink(missing_ok=True)
        progress.remove_task(task)


def _header(name: str) -> zipfile.ZipInfo:
    header = zipfile.ZipInfo(name, TIME)
    suffix = Path(name).suffix
    header.compress_type = zipfile.ZIP_STORED if suffix in COMPRESSED else zipfile.ZIP_DEFLATED
    header.create_system = 3  # Unix, on every system: what follows are its permissions
    header.external_attr = (0o100755 if suffix in _EXECUTABLE else 0o100644) << 16
    return header
