"""`press build`: makes `_build/site` from the sources, only what is out of date, on the cores there are."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from press import bibliography, stamps, wheel
from press.book import LANGUAGES, SOURCE_LANGUAGE, Book
from press.chapter import chapter as chapters
from press.chapter import front_matter
from press.errors import PressError
from press.lite import stand_in_names
from press.notebooks import install
from press.outputs import explorers, recorded
from press.outputs.recorded import write_atomically
from press.stamps import Stamp


class Build:
    """One run of the build: the book, what every part depends on, and where progress is shown."""

    def __init__(self, book: Book, progress: Progress):
        self.book = book
        self.progress = progress
        settings = book.settings.model_dump_json()
        tools = self.tools = stamps.digest(stamps.tree(Path(__file__).parent), settings)
        self.common = stamps.digest(
            [
                book.root / name
                for name in ("_config.yml", "_toc.yml", "uv.lock", "book/glossary.yml", "book/references.bib")
            ],
            tools,
        )
        self.jupyterlite = stamps.digest(
            [book.root / "uv.lock", *stamps.tree(Path(__file__).parent / "lite")], settings
        )
        self.practicals = stamps.digest(
            [*stamps.tree(book.practicals / "src"), book.practicals / "pyproject.toml"], tools
        )

    def step(
        self, name: str, stamp: Stamp, outputs: list[Path], action: Callable[[Callable[[str], None]], None]
    ) -> bool:
        """Run an action unless its stamp is fresh and its outputs are there; return whether it ran."""
        if stamp.fresh and all(path.exists() for path in outputs):
            return False
        task = self.progress.add_task(name, detail="")
        self.progress.start_task(task)
        started = time.perf_counter()
        stamp.path.unlink(missing_ok=True)
        action(lambda text: self.progress.update(task, detail=text))
        stamp.write()
        self._done(task, name, time.perf_counter() - started)
        return True

    def _done(self, task: TaskID, name: str, seconds: float) -> None:
        self.progress.remove_task(task)
        self.progress.console.print(f"{name}: {seconds:.1f} s")


def build(book: Book, console: Console, browser: bool = True) -> bool:
    """Make the site; ``browser=False`` leaves Pyodide and JupyterLite as they are.

    Returns whether anything was made. Raises PressError with every problem found.
    """
    from press.outputs.refresh import refresh

    bibliography.load(bibliography.path(book))
    (book.build / "site").mkdir(parents=True, exist_ok=True)
    made = bool(refresh(book, book.chapters, LANGUAGES, everything=False, console=console))
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[detail]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        run = Build(book, progress)
        runtime = _runtime_setting(book, browser)
        with ThreadPoolExecutor(3) as pool:
            jobs = [pool.submit(_pages_and_handouts, run, language, runtime) for language in LANGUAGES]
            jobs.append(pool.submit(_notebooks_and_lite, run, browser))
            results, problems = [], []
            for job in jobs:
                try:
                    results.append(job.result())
                except PressError as error:
                    problems += error.problems
        if problems:
            raise PressError(problems=problems)
        if (book.site / "pyodide").exists() != runtime:
            # The pages were made before it was known whether the browser runtime can be had.
            results += [_pages_and_handouts(run, language, not runtime) for language in LANGUAGES]
        results += [_frames(run), _root(run)]
    return made or any(results)


def _runtime_setting(book: Book, browser: bool) -> bool:
    """Whether pages offer the browser runtime: yes, unless it is left out or the last build could not get it."""
    return (book.site / "pyodide").exists() or (
        browser and not (book.build / "stamps" / "no-runtime").exists()
    )


def _sources(run: Build, language: str) -> list[Path]:
    book = run.book
    files = [book.source(code, name) for code in {language, "en"} for name in book.pages]
    files += [book.output(language, slug) for slug in book.chapters]
    files += stand_in_names.source_files(book)
    return files + stamps.tree(book.root / "book", "*.svg", "*.png")


def _pages_and_handouts(run: Build, language: str, runtime: bool) -> bool:
    from press.sphinx_run import run as sphinx

    book, target = run.book, run.book.site / language
    whole = Stamp(book, f"whole-{language}", f"{run.common}-{runtime}")
    if not whole.fresh:
        # Sphinx does not notice that an extension or a setting of ours changed: start from nothing.
        shutil.rmtree(book.build / "doctrees" / language, ignore_errors=True)
        for path in target.iterdir() if target.exists() else ():
            if path.is_file():
                path.unlink()
            elif path.name != "notebooks":
                shutil.rmtree(path)
        whole.write()
    stamp = stamps.digest(_sources(run, language), whole.value)
    pages = [target / f"{name}.html" for name in book.pages]

    names = [f"{slug}{variant}.pdf" for slug in book.chapters for variant in ("", "-tutor")]
    handouts = [target / "handouts" / name for name in names]

    def make(tell: Callable[[str], None]) -> None:
        printed = book.build / "handouts" / language
        sphinx(book, language, {"html": target, "handout": printed}, tell, {"press_browser_runtime": runtime})
        # Sphinx leaves more than the handouts in its folder.
        for path, name in zip(handouts, names, strict=True):
            path.parent.mkdir(exist_ok=True)
            shutil.copy2(printed / name, path)

    outputs = [target / "index.html", *pages, *handouts]
    return run.step(f"pages and handouts {language}", Stamp(book, f"pages-{language}", stamp), outputs, make)


def _notebooks_and_lite(run: Build, browser: bool) -> bool:
    book = run.book
    name = wheel.wheel_name(book)
    made = run.step(
        "wheel", Stamp(book, "wheel", run.practicals), [book.site / "wheels" / name],
        lambda tell: _make_wheel(book),
    )  # fmt: skip
    for language in LANGUAGES:
        _forget_removed_chapters(book, language)
        for slug in book.chapters:
            made |= _notebooks(run, language, slug)
    if not browser:
        return made
    made |= _browser_runtime(run, book.site / "wheels" / name)
    if (book.site / "pyodide").exists():
        for language in LANGUAGES:
            made |= _lite(run, language)
    return made


def _make_wheel(book: Book) -> None:
    folder = book.site / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    wheel.build(book, folder)


def _forget_removed_chapters(book: Book, language: str) -> None:
    for folder in (book.site / language / "notebooks", book.build / "lite" / language):
        for path in folder.rglob("*.ipynb"):
            if path.stem not in book.chapters:
                path.unlink()


def _front_matter(book: Book, slug: str) -> str:
    """What the French chapter inherits from the English file."""
    return front_matter.split(book.source(SOURCE_LANGUAGE, slug).read_text(encoding="utf-8"))[0]


def _notebooks(run: Build, language: str, slug: str) -> bool:
    from press.notebooks.notebook import Edition, build
    from press.publish import publish

    book = run.book
    folder = book.site / language / "notebooks"
    targets = {
        Edition.LEARNER: folder / f"{slug}.ipynb",
        Edition.TUTOR: folder / "tutor" / f"{slug}.ipynb",
        Edition.LITE: book.build / "lite" / language / f"{slug}.ipynb",
    }
    files = [book.source(language, slug), book.output(language, slug)]
    stamp = Stamp(
        book, f"notebooks-{language}-{slug}", stamps.digest(files, _front_matter(book, slug), run.common)
    )

    def make(tell: Callable[[str], None]) -> None:
        chapter = chapters.read(book, language, slug)
        published = publish(chapter, recorded.load(book, chapter))
        for edition, path in targets.items():
            if edition is Edition.LITE and chapter.practical.runs_on != "browser":
                continue
            notebook = build(book, published, edition)
            nbformat.validate(notebook)
            write_atomically(path, nbformat.writes(notebook, indent=1) + "\n")

    return run.step(f"notebooks {language}/{slug}", stamp, [targets[Edition.LEARNER]], make)


def _browser_runtime(run: Build, practicals_wheel: Path) -> bool:
    from press.lite import locked, pyodide
    from press.lite import manifest as manifests

    book, target = run.book, run.book.site / "pyodide"
    manifest = locked.added_to(manifests.load(), book.root)
    packages = _browser_packages(book)
    wheels = [practicals_wheel]
    if locked.needs_stand_in(packages, manifest):
        wheels.append(_stand_in(run))
    before = target.exists() and target.stat().st_mtime_ns
    missing = book.build / "stamps" / "no-runtime"
    # It knows by itself, at once, whether the target is complete; without a source the next build tries again.
    found = pyodide.assemble(
        target, book.build / "cache" / "pyodide", wheels, packages, progress=run.progress, manifest=manifest
    )
    if found is None:
        write_atomically(missing, "")
    else:
        missing.unlink(missing_ok=True)
    return (target.exists() and target.stat().st_mtime_ns) != before


def _browser_packages(book: Book) -> list[str]:
    """What the chapters that run in the browser import, and what shows their sliders."""
    sources = [book.source(SOURCE_LANGUAGE, slug) for slug in book.chapters]
    practicals = [front_matter.practical(path, path.read_text(encoding="utf-8")) for path in sources]
    named = {name for each in practicals if each.runs_on == "browser" for name in each.packages}
    return sorted({"numpy", install.SLIDERS, *named})


def _stand_in(run: Build) -> Path:
    """The wheel of the stand-in for JAX; it stays out of the site's `wheels/`, where pip could take it."""
    book = run.book
    target = book.build / "wheels" / wheel.stand_in_name(book)
    sources = [*stamps.tree(book.stand_in / "src"), book.stand_in / "pyproject.toml"]
    stamp = Stamp(book, "wheel-stand-in", stamps.digest(sources, target.name, run.tools))

    def make(tell: Callable[[str], None]) -> None:
        shutil.rmtree(target.parent, ignore_errors=True)
        wheel.build_stand_in(book, target.parent)

    run.step("wheel of the stand-in for JAX", stamp, [target], make)
    return target


def _lite(run: Build, language: str) -> bool:
    from press.lite import site

    book = run.book
    notebooks, target = book.build / "lite" / language, book.site / "lite" / language
    stamp = Stamp(book, f"lite-{language}", stamps.digest(stamps.tree(notebooks, "*.ipynb"), run.jupyterlite))
    return run.step(
        f"JupyterLite {language}", stamp, [target / "index.html"],
        lambda tell: site.build(language, notebooks, target, "./../../pyodide/pyodide.mjs", book.settings.title[language]),
    )  # fmt: skip


def _frames(run: Build) -> bool:
    """The frames of sliders, for both languages."""
    book, folder = run.book, run.book.site / explorers.FOLDER
    recordings = [book.output(language, slug) for slug in book.chapters for language in LANGUAGES]
    stamp = Stamp(book, "frames", stamps.digest(recordings, run.common))
    return run.step(
        "frames of sliders", stamp, [folder],
        lambda tell: explorers.write_frames(explorers.frames_of(book), folder),
    )  # fmt: skip


def _root(run: Build) -> bool:
    from press import binder
    from press.site import root

    book = run.book
    stamp = Stamp(book, "root", stamps.digest([book.root / "pyproject.toml"], run.common, run.practicals))

    def make(tell: Callable[[str], None]) -> None:
        root.write(book, book.site)
        binder.write(book, book.site)

    return run.step(
        "root", stamp, [book.site / "index.html", book.site / ".binder" / "requirements.txt"], make
    )
