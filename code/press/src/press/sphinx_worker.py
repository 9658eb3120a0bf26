"""Runs several Sphinx builders one after the other in one process: the extensions are imported once.

``python -m press.sphinx_worker '{"common": [...], "builders": [["html", "out"], ...]}'``
"""

from __future__ import annotations

import json
import sys

from sphinx.cmd.build import main as sphinx_build


def main() -> int:
    """Stop at the first builder that fails and return its status."""
    task = json.loads(sys.argv[1])
    *options, source = task["common"]
    for builder, target in task["builders"]:
        status = sphinx_build(["-b", builder, *options, source, target])
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
