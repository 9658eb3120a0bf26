"""The stand-in for JAX against hand-written NumPy, HIPS autograd and the real JAX; natively and in Chromium.

``make benchmark`` prints one table of ratios, all of one machine and one run, beside the targets. Each native
measurement is a process of its own, so that "first run" is one; the browser's are one page, as for a reader.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAMS = HERE / "programs.py"
MODELS = {
    "coin": "coin",
    "linear": "linear regression",
    "schools": "eight schools, non-centred",
    "logistic": "logistic regression",
    "poisson": "Poisson regression",
}
GRADIENTS = {"logistic": "logistic regression 200×4", "perceptron": "perceptron 64-64-64, batch of 64"}
# Largest ratios, and largest seconds in Chromium.
GRADIENT_TARGET, NUTS_TARGET, METROPOLIS_TARGET = 1.2, 1.0, 3.0
CHROMIUM_TARGETS = {"nuts coin": 3.0, "nuts schools": 8.0, "import": 2.0}
BROWSER_SECONDS = 600
WHEELS = ("jax", "numpyro", "optax", "tqdm", "multipledispatch", "absl-py")


def natively(program: str, world: str) -> float | str:
    """The seconds of a program in a process of its own, or the last line of the error that ended it."""
    environment = {**os.environ, "JAX_PLATFORMS": "cpu", "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("JAX_COMPILATION_CACHE_DIR", None)
    if world == "stand-in":
        environment |= {"JAX_STAND_IN": "1", "PYTHONPATH": str(ROOT / "code" / "browser" / "src")}
    run = subprocess.run(
        [sys.executable, str(PROGRAMS), program, world], env=environment, capture_output=True, text=True
    )
    if run.returncode:
        return (run.stderr.strip().splitlines() or ["no answer"])[-1]
    return float(run.stdout.split()[-1])


def in_chromium(site: Path, programs: list[str], tell) -> dict[str, float | str]:
    """The seconds of programs, one after the other in one page; ``import`` is that of everything they need."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from pyodide_page import opened

    found: dict[str, float | str] = {}
    with opened(site, ("numpy",)) as pyodide:
        pyodide.add_module(PROGRAMS)
        pyodide.python("import numpy, programs")
        for program in ("import numpyro", "import optax", *programs):
            tell(program)
            # What Pyodide is to load, it finds by the imports that it reads.
            load = "if False:\n    import jax, numpyro, optax\n"
            call = f"{load}programs.PROGRAMS[{program!r}]('jax')"
            try:
                found[program] = pyodide.python(call, BROWSER_SECONDS)
            except Exception as error:
                found[program] = str(error).strip().splitlines()[-1]
    both = found["import numpyro"], found["import optax"]
    found["import"] = both[0]
    found["import with optax"] = next((one for one in both if isinstance(one, str)), None) or sum(both)
    return found


def wheel_sizes(site: Path) -> dict[str, int]:
    """Bytes of what NumPyro and Optax take in the browser besides NumPy."""
    folder = site / "pyodide"
    packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
    return {
        name: (folder / packages[name]["file_name"]).stat().st_size for name in WHEELS if name in packages
    }


def measure(site: Path, console: Console) -> tuple[dict, dict]:
    """The seconds by (program, world), the browser's included; and what failed, with its reason."""
    wanted = [(f"gradient {name}", world) for name in GRADIENTS for world in ("numpy", "autograd")]
    both = [f"gradient {name}" for name in GRADIENTS] + [f"nuts {name}" for name in MODELS] + ["metropolis"]
    wanted += [(program, world) for program in (*both, "import numpyro") for world in ("jax", "stand-in")]
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    found: dict[tuple[str, str], float | str] = {}
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("")
        for program, world in wanted:
            progress.update(task, description=f"{program}, {world}")
            found[program, world] = natively(program, world)
        if (site / "pyodide" / "pyodide-lock.json").exists() and "jax" in wheel_sizes(site):
            seconds = in_chromium(
                site, both, lambda program: progress.update(task, description=f"{program}, Chromium")
            )
            found |= {(program, "chromium"): value for program, value in seconds.items()}
    failed = {key: value for key, value in found.items() if isinstance(value, str)}
    return {key: value for key, value in found.items() if key not in failed}, failed


def report(seconds: dict, failed: dict, sizes: dict, console: Console) -> bool:
    """Print the table and return whether every target that was measured is met."""
    table = Table("program", "measure", "found", "target", box=None, pad_edge=False)
    missed = []

    def row(name: str, what: str, value: float | None, target: float | None = None, unit: str = "") -> None:
        met = value is not None and (target is None or value <= target)
        shown = "–" if value is None else f"{value:.2f}{unit}"
        if not met:
            missed.append(name)
        colour = "" if target is None or value is None else "[green]" if met else "[red]"
        table.add_row(name, what, f"{colour}{shown}", "" if target is None else f"≤ {target}{unit}")

    def ratio(program: str, world: str) -> float | None:
        ours, theirs = seconds.get((program, "stand-in")), seconds.get((program, world))
        return ours / theirs if ours and theirs else None

    for name, title in GRADIENTS.items():
        program = f"gradient {name}"
        row(f"gradient: {title}", "stand-in / NumPy by hand", ratio(program, "numpy"), GRADIENT_TARGET)
        row("", "stand-in / HIPS autograd", ratio(program, "autograd"))
        row("", "stand-in / real jit", ratio(program, "jax"))
        row("", "Chromium / stand-in natively", _slower(seconds, program))
    for name, title in MODELS.items():
        program = f"nuts {name}"
        row(f"NUTS 1,000 + 1,000: {title}", "stand-in / real, first run", ratio(program, "jax"), NUTS_TARGET)
        row("", "Chromium", seconds.get((program, "chromium")), CHROMIUM_TARGETS.get(program), " s")
    row(
        "Metropolis, scan of 10,000 steps",
        "stand-in / real, first run",
        ratio("metropolis", "jax"),
        METROPOLIS_TARGET,
    )
    row("", "Chromium", seconds.get(("metropolis", "chromium")), None, " s")
    row("import of JAX and NumPyro", "stand-in / real", ratio("import numpyro", "jax"))
    row("", "Chromium", seconds.get(("import", "chromium")), CHROMIUM_TARGETS["import"], " s")
    row("", "Chromium, with Optax", seconds.get(("import with optax", "chromium")), None, " s")
    row("wheels", "together", sum(sizes.values()) / 1e3, None, " kB")
    for name, size in sizes.items():
        row("", name, size / 1e3, None, " kB")
    console.print(table)
    for (program, world), reason in failed.items():
        console.print(f"[red]{program}, {world}: {reason}", highlight=False)
    return not missed and not failed


def _slower(seconds: dict, program: str) -> float | None:
    here, there = seconds.get((program, "stand-in")), seconds.get((program, "chromium"))
    return there / here if here and there else None


def main() -> None:
    console = Console()
    site = Path(os.environ.get("PRESS_SITE") or ROOT / "_build" / "site")
    seconds, failed = measure(site, console)
    sizes = wheel_sizes(site) if (site / "pyodide").exists() else {}
    sys.exit(0 if report(seconds, failed, sizes, console) else "some targets are missed")


if __name__ == "__main__":
    main()
