"""How much the tests try: `make test` what may break from one change to the next, `make test-everything` all there is.

By default what takes minutes is tried once where it would be the same twice: heavy cells in Chromium in English alone,
chapters run again natively in French alone, two chapters in JupyterLite, and the real JAX's answers as they are
recorded (`recorded_world`).
"""

import os

EVERYTHING = os.environ.get("TEST_EVERYTHING") == "1"
