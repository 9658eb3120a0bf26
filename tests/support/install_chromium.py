"""Makes sure that a Chromium is there for the browser tests: the system's, Debian's package, or Playwright's."""

import os
import shutil
import subprocess
import sys


def find():
    """The path of a Chromium to drive, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def install():
    """Install one where none is found; exits with one clear line when that fails."""
    if find():
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        commands = (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        )
    else:
        commands = ([sys.executable, "-m", "playwright", "install", "chromium"],)
    print("installing Chromium for the browser tests…", flush=True)
    for command in commands:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        result = subprocess.run(command, capture_output=True, text=True, env=environment)
        if result.returncode:
            reason = (result.stderr or result.stdout).strip().splitlines()[-1:]
            sys.exit(f"Chromium could not be installed ({' '.join(command)}): {' '.join(reason)}")
    if not find():
        sys.exit("Chromium was installed but cannot be found: put it on PATH.")


if __name__ == "__main__":
    install()
