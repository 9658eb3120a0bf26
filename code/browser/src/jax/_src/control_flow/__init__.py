"""Loops and branches: scan, while_loop, cond and what is made of them."""

from jax._src.control_flow.cond import cond, switch
from jax._src.control_flow.loops import associative_scan, fori_loop, map_
from jax._src.control_flow.scan import scan
from jax._src.control_flow.while_loop import while_loop

__all__ = ["associative_scan", "cond", "fori_loop", "map_", "scan", "switch", "while_loop"]
