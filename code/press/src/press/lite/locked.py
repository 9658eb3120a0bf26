"""Pure-Python packages that Pyodide lacks, in the very files of uv.lock: NumPyro, Optax and what they need.

`jax` is not among them: in the browser our stand-in bears its name, and does the work of `jaxlib` too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from packaging.markers import Marker

from press.lite.manifest import Manifest, closure
from press.lite.wheels import BROWSER, canonical
from press.outputs import lock

ORIGIN = "lock"
STAND_IN, COMPILED_PART = "jax", "jaxlib"
# What ipywidgets shows itself with: programs of the page, which JupyterLite holds as an extension.
FRONT_ENDS = ("jupyterlab-widgets", "widgetsnbextension")


def added_to(manifest: Manifest, root: Path) -> Manifest:
    """The manifest with every package of uv.lock that it lacks and that has a pure-Python wheel."""
    entries = {
        canonical(package["name"]): entry
        for package in lock.packages(root)
        if package["name"] not in (STAND_IN, COMPILED_PART) and (entry := _entry(package))
    }
    return replace(manifest, packages=entries | manifest.packages)


def needs_stand_in(packages: Iterable[str], manifest: Manifest) -> bool:
    """Whether one of the packages is JAX, or needs it."""
    return STAND_IN in closure(packages, manifest, {STAND_IN: {"depends": ()}})


def _entry(package: dict) -> dict | None:
    """A package as the manifest lists it, without its `imports`, which only the wheel tells."""
    for wheel in package.get("wheels", ()):
        file_name = wheel["url"].rpartition("/")[2]
        if file_name.endswith("-none-any.whl"):
            return {
                "name": canonical(package["name"]),
                "version": package["version"],
                "file_name": file_name,
                "sha256": wheel["hash"].removeprefix("sha256:"),
                "depends": sorted(set(_depends(package))),
                "install_dir": "site",
                "package_type": "package",
                "unvendored_tests": False,
                "size": wheel.get("size", 0),
                "origin": ORIGIN,
            }
    return None


def _depends(package: dict) -> Iterable[str]:
    for dependency in package.get("dependencies", ()):
        marker = dependency.get("marker")
        absent = dependency["name"] in (COMPILED_PART, *FRONT_ENDS)
        if not absent and (marker is None or Marker(marker).evaluate(BROWSER)):
            yield canonical(dependency["name"])
