"""The committed manifest: complete for what the book loads, and true to the installed kernel."""

import re

import pytest
from rich.progress import Progress

from press.lite.manifest import KERNEL, PACKAGES, closure, load
from press.lite.sources import InstalledKernel, Store
from press.lite.wheels import BROWSER


@pytest.fixture(scope="module")
def manifest():
    return load()


def test_the_closure_of_the_kernel_and_of_the_default_packages_is_complete(manifest):
    names = closure([*KERNEL, *PACKAGES], manifest)
    assert {"numpy", "matplotlib", "pillow", "scikit-learn", "scipy", "joblib", "threadpoolctl"} <= set(names)
    assert {"ipython", "traitlets", "parso", "comm"} <= set(names)


def test_every_package_of_the_manifest_can_be_had_alone(manifest):
    for name in manifest.packages:
        assert name in closure([name], manifest)


def test_compiled_wheels_come_from_the_release_and_fit_its_abi(manifest):
    abi = manifest.info["abi_version"]
    for name, entry in manifest.packages.items():
        if not entry["file_name"].endswith("-none-any.whl"):
            assert entry["origin"] == "release", name
            assert entry["file_name"].endswith(f"-cp314-cp314-pyemscripten_{abi}_wasm32.whl")


def test_every_file_has_a_sha256_a_size_and_a_known_origin(manifest):
    files = [*manifest.core, manifest.copy, *(manifest.file(name) for name in manifest.packages)]
    for file in files:
        assert re.fullmatch("[0-9a-f]{64}", file.sha256)
        assert file.size > 0
        assert file.origin in ("release", "index", "kernel")


def test_the_markers_of_requirements_are_those_of_this_python(manifest):
    assert manifest.info["python"].startswith(BROWSER["python_version"])


def test_the_installed_kernel_is_the_one_of_the_manifest(manifest, tmp_path):
    files = [manifest.file(name) for name, entry in manifest.packages.items() if entry["origin"] == "kernel"]
    assert len(files) == 3
    store = Store(tmp_path)
    InstalledKernel().fetch(files, store, Progress(disable=True))
    assert not store.missing(files)
