"""The stand-in must never shadow the real JAX: outside the browser it is imported by its tests only."""

import os
import sys

if sys.platform != "emscripten" and "JAX_STAND_IN" not in os.environ:
    raise ImportError(
        "this is the stand-in for JAX in the browser: outside the browser install jax itself "
        "(tests of the stand-in set JAX_STAND_IN=1)"
    )
