"""Gets a notebook's runtime ready: installs what it lacks and says which versions run."""

import importlib
import importlib.metadata
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from practicals.language import say, set_language

# Colab brings builds of these for its accelerator: replacing one breaks the GPU or the TPU.
KEPT = ("jax", "jaxlib", "torch", "tensorflow", "numpy")


# The browser's JAX marks its version with this.
STAND_IN = "+standin"


def installed(name):
    """The version of a distribution that is installed, or that the browser loads when it is imported; or None."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return _in_the_browser().get(name)


def prepare(locked, language="en", install=None):
    """Install the packages of ``locked`` (name → version) that are missing, and print one line of versions.

    What is installed stays as it is: the recorded outputs were made with the locked versions, and the
    chapter runs on a range of them. ``language`` is the notebook's. ``install`` replaces pip in tests: it takes its arguments and
    returns whether they succeeded.
    """
    set_language(language)
    install = install or _pip
    missing = [f"{name}=={version}" for name, version in locked.items() if installed(name) is None]
    if missing and not _install(missing, install):
        print(
            say(
                f"Could not install {', '.join(missing)}: check the connection, then run this cell again.",
                f"Impossible d'installer {', '.join(missing)} : vérifiez la connexion, puis exécutez de nouveau cette cellule.",
            )
        )
        return
    importlib.invalidate_caches()
    running = ", ".join(f"{name} {installed(name) or '?'}" for name in locked)
    recorded = ", ".join(f"{name} {version}" for name, version in locked.items())
    python = platform.python_version()
    print(
        say(
            f"Running Python {python}, {running}; the recorded outputs were made with {recorded}.",
            f"Cette session utilise Python {python}, {running} ; les sorties enregistrées viennent de {recorded}.",
        )
    )
    if "jax" in locked and STAND_IN in (installed("jax") or ""):
        print(
            say(
                "In the browser, a stand-in written on NumPy takes the place of JAX: the same results, more slowly.",
                "Dans le navigateur, un remplaçant écrit avec NumPy tient lieu de JAX : mêmes résultats, plus lentement.",
            )
        )


async def load(*names):
    """Load packages of JupyterLite's page by the names of their distributions.

    It loads by itself what a cell imports, but not what `practicals` imports for it.
    """
    import pyodide_js

    await pyodide_js.loadPackage(list(names))


def _in_the_browser():
    """Name → version of what comes with the page in JupyterLite; empty elsewhere."""
    if sys.platform != "emscripten":
        return {}
    import pyodide_js

    packages = pyodide_js.lockfile.packages.to_py()
    return {package["name"]: package["version"] for package in packages.values()}


def _install(missing, install):
    """Install the missing packages without moving those that are kept."""
    constraints = [f"{name}=={version}" for name in KEPT if (version := installed(name))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "constraints.txt")
        file.write_text("\n".join(constraints))
        if install(["--constraint", str(file), *missing]):
            return True
        # A locked version may not accept the runtime's JAX: any version that does is better than none.
        names = [requirement.split("==")[0] for requirement in missing]
        return install(["--constraint", str(file), *names])


def _pip(arguments):
    if sys.platform == "emscripten":
        return False  # a browser starts no processes
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=True).returncode == 0
