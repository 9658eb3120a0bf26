"""Run the same program on the real JAX and on the browser's stand-in, and compare what comes out.

A program is Python source, whose value is that of its last expression, or a function with its arguments.
`jax`, `jnp`, `np`, `lax`, `random` and `tree_util` are there already. Each world is a process that stays alive
from one program to the next; this process itself never imports JAX.
"""

import ast
import contextlib
import inspect
import io
import os
import pickle
import re
import select
import struct
import subprocess
import sys
import tempfile
import textwrap
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
STAND_IN_SOURCE = REPOSITORY / "code" / "browser" / "src"
SECONDS_PER_PROGRAM = 300
SECONDS_TO_START = 300

_IMPORTS = (
    "import numpy as np",
    "import jax",
    "import jax.numpy as jnp",
    "from jax import lax, random, tree_util",
)
_ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NPROC")}
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@dataclass
class Outcome:
    """What a program did. ``value`` is made of plain tuples (see `describe`); ``error`` is None or (class name,
    first line of the message, names of the built-in base classes); ``text`` is the value's repr, ``details`` the
    traceback."""

    value: tuple | None = None
    text: str = ""
    error: tuple | None = None
    printed: str = ""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    details: str = ""

    def __str__(self):
        if self.error:
            return f"{self.error[0]}: {self.error[1]}"
        return _show(self.value)


# ---- the parent: two processes and their pipes


class World:
    """A process in which one of the two libraries answers to the name ``jax``."""

    def __init__(self, stand_in: bool):
        self.name = "stand-in" if stand_in else "real"
        self._environment = {**os.environ, **_ONE_THREAD, "JAX_PLATFORMS": "cpu", "PYTHONHASHSEED": "0"}
        self._environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        self._environment.pop("JAX_STAND_IN", None)
        self._environment.pop("PYTHONPATH", None)
        if stand_in:
            self._environment.update(JAX_STAND_IN="1", PYTHONPATH=str(STAND_IN_SOURCE))
        self._process: subprocess.Popen | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the world

    def send(self, programs: list[tuple[str, tuple]]):
        """Start on a batch of (source, arguments)."""
        if self._process is None or self._process.poll() is not None:
            self._errors.truncate(0)
            self._process = subprocess.Popen(
                [sys.executable, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=self._environment,
            )
            self._started = False
        message = pickle.dumps(programs)
        with contextlib.suppress(BrokenPipeError):  # `receive` says that it died
            self._process.stdin.write(struct.pack(">Q", len(message)) + message)
            self._process.stdin.flush()

    def receive(self, programs: list[tuple[str, tuple]], seconds: float) -> list[Outcome]:
        """The outcomes of the batch, which must come one by one within so many seconds each."""
        outcomes = []
        try:
            for _ in programs:
                outcomes.append(
                    pickle.loads(self._read(seconds + (0 if self._started else SECONDS_TO_START)))
                )
                self._started = True
        except (EOFError, TimeoutError) as problem:
            self.close()
            lost = Outcome(error=("NoAnswer", f"{self.name}: {problem}", ()), details=self._said())
            outcomes.append(lost)
        unanswered = programs[len(outcomes) :]
        if unanswered:
            self.send(unanswered)
            outcomes += self.receive(unanswered, seconds)
        return outcomes

    def _read(self, seconds: float) -> bytes:
        pipe, deadline, buffer = self._process.stdout, time.monotonic() + seconds, b""
        needed = 8
        while len(buffer) < needed:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no answer within {seconds:.0f} s")
            chunk = os.read(pipe.fileno(), needed - len(buffer))
            if not chunk:
                raise EOFError(f"the process died with exit status {self._process.wait()}")
            buffer += chunk
            if len(buffer) == needed == 8:
                needed += struct.unpack(">Q", buffer)[0]
        return buffer[8:]

    def _said(self) -> str:
        self._errors.seek(0)
        return self._errors.read()[-4000:].decode(errors="replace")

    def confirm(self, programs: list, outcomes: list[Outcome], others: list[Outcome], seconds: float):
        """The outcomes, which this world has just computed."""
        return outcomes

    def close(self):
        """End the process; the next batch starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None


class TwoWorlds:
    """The real library and the stand-in, side by side."""

    def __init__(self):
        self.real, self.stand_in = World(stand_in=False), World(stand_in=True)

    def run(self, program: str | Callable, *arguments, seconds: float = SECONDS_PER_PROGRAM):
        """(outcome in the real world, outcome in the stand-in) of one program; arguments are NumPy values."""
        return self.run_many([(program, *arguments)], seconds=seconds)[0]

    def run_many(self, programs: Iterable, *, seconds: float = SECONDS_PER_PROGRAM):
        """The pairs of outcomes of several programs: sources, functions, or (program, *arguments)."""
        batch = [_as_source(program) for program in programs]
        worlds = (self.real, self.stand_in)
        for world in worlds:
            world.send(batch)
        real, stand_in = (world.receive(batch, seconds) for world in worlds)
        return list(zip(self.real.confirm(batch, real, stand_in, seconds), stand_in, strict=True))

    def close(self):
        self.real.close()
        self.stand_in.close()


def _as_source(program) -> tuple[str, tuple]:
    program, *arguments = program if isinstance(program, tuple) else (program,)
    if callable(program):
        return f"{textwrap.dedent(inspect.getsource(program))}\n{program.__name__}(*arguments)", tuple(
            arguments
        )
    return textwrap.dedent(program), tuple(arguments)


# ---- comparing


def difference(
    real: Outcome, stand_in: Outcome, rtol: float = 1e-5, atol: float = 1e-6, texts: bool = False
) -> str:
    """One line on how the outcomes differ, "" when they agree. Integers, text, dtypes, weak types, shapes, classes,
    error classes and first lines, printed text and warnings agree exactly; floats within the tolerances. With
    ``texts``, the reprs must agree as well."""
    if real.error or stand_in.error:
        if real.error == stand_in.error:
            return ""
        return f"real: {real} | stand-in: {stand_in}"
    found = _value_difference(real.value, stand_in.value, "", rtol, atol)
    if found:
        return found
    for what in ("printed", "warnings", "text")[: 3 if texts else 2]:
        expected, got = getattr(real, what), getattr(stand_in, what)
        if expected != got:
            return f"{what}: real: {expected!r} | stand-in: {got!r}"
    return ""


def same(
    real: Outcome, stand_in: Outcome, rtol: float = 1e-5, atol: float = 1e-6, texts: bool = False
) -> bool:
    """True, or an AssertionError whose message is the `difference`."""
    found = difference(real, stand_in, rtol, atol, texts)
    if found:
        raise AssertionError(f"{found}\n{stand_in.details}".rstrip())
    return True


def _value_difference(real, stand_in, path: str, rtol: float, atol: float) -> str:
    at = f"at {path}: " if path else ""
    if real[0] != stand_in[0]:
        return f"{at}real: {_show(real)} | stand-in: {_show(stand_in)}"
    if real[0] == "array":
        return _array_difference(real, stand_in, at, rtol, atol)
    if real[0] == "container":
        _, class_name, keys, children = real
        if (class_name, keys) != stand_in[1:3]:
            return f"{at}real: {_show(real)} | stand-in: {_show(stand_in)}"
        for key, expected, got in zip(keys, children, stand_in[3], strict=True):
            found = _value_difference(expected, got, f"{path}[{key}]", rtol, atol)
            if found:
                return found
        return ""
    if real[0] == "number" and real[1] == stand_in[1]:
        return _array_difference(_number(real), _number(stand_in), at, rtol, atol)
    return "" if real == stand_in else f"{at}real: {_show(real)} | stand-in: {_show(stand_in)}"


def _number(described: tuple) -> tuple:
    value = np.asarray(described[2])
    return ("array", described[1], value.dtype.name, False, (), value)


def _array_difference(real, stand_in, at: str, rtol: float, atol: float) -> str:
    for index, what in ((1, "class"), (2, "dtype"), (3, "weak type"), (4, "shape")):
        if real[index] != stand_in[index]:
            return f"{at}{what}: real: {real[index]} | stand-in: {stand_in[index]} (value {_show(stand_in)})"
    expected, got = real[5], stand_in[5]
    if expected.dtype.kind not in "fc":
        if np.array_equal(expected, got):
            return ""
    elif np.allclose(expected, got, rtol=rtol, atol=atol, equal_nan=True):
        return ""
    if not expected.shape:
        return f"{at}real: {expected} | stand-in: {got}"
    with np.errstate(all="ignore"):
        if expected.dtype.kind in "fc":
            apart = ~np.isclose(expected, got, rtol=rtol, atol=atol, equal_nan=True)
        else:
            apart = expected != got
    where = tuple(int(index) for index in np.argwhere(apart)[0])
    return (
        f"{at}{int(apart.sum())} of {apart.size} elements differ, first at {list(where)}: "
        f"real: {expected[where]} | stand-in: {got[where]}"
    )


def _show(described) -> str:
    if described is None:
        return "nothing"
    kind = described[0]
    if kind == "array":
        value = np.array2string(described[5], threshold=12, separator=", ").replace("\n", "")
        weak = ", weak" if described[3] else ""
        return f"{described[1]}({value}, {described[2]}{weak})"
    if kind == "container":
        inside = ", ".join(
            f"{key}: {_show(child)}" for key, child in zip(described[2], described[3], strict=True)
        )
        return f"{described[1]}({inside})"
    return repr(described[2]) if kind in ("number", "text") else str(described[2])


# ---- the child: one world


def describe(value) -> tuple:
    """A value as plain tuples: ("array", class, dtype, weak type, shape, NumPy value), ("container", class, keys,
    children), ("number", class, value), ("text", class, text) or ("object", "", repr without addresses)."""
    name = type(value).__name__
    if isinstance(value, getattr(sys.modules.get("jax"), "Array", ())):
        if any(base.__name__ == "Tracer" for base in type(value).__mro__):
            return "object", "", _ADDRESS.sub("0x", repr(value))
        is_key = "key" in str(value.dtype)
        numbers = np.asarray(sys.modules["jax"].random.key_data(value) if is_key else value)
        weak = bool(getattr(value, "weak_type", False))
        # JAX has a class of its own for arrays of keys, which no program should look at.
        return "array", "" if is_key else name, str(value.dtype), weak, tuple(value.shape), numbers
    if isinstance(value, (np.ndarray, np.generic)):
        if value.dtype.hasobject:
            return "object", "", repr(value)
        return "array", name, str(value.dtype), False, value.shape, np.array(value)
    if isinstance(value, dict):
        return "container", name, tuple(map(repr, value)), tuple(map(describe, value.values()))
    if isinstance(value, (list, tuple)):
        keys = getattr(value, "_fields", None) or tuple(range(len(value)))
        return "container", name, keys, tuple(map(describe, value))
    if isinstance(value, (bool, int, float, complex)):
        return "number", name, value
    if isinstance(value, str):
        return "text", name, _ADDRESS.sub("0x", value)
    return "object", "", _ADDRESS.sub("0x", repr(value))


def _evaluate(source: str, namespace: dict):
    """Execute a program; the value is that of its last statement, if this is an expression."""
    tree = ast.parse(source, "<program>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<program>", "exec"), namespace)
    if last is not None:
        return eval(compile(ast.Expression(last.value), "<program>", "eval"), namespace)
    return None


def _perform(source: str, arguments: tuple, imported: dict) -> Outcome:
    import traceback

    outcome, output = Outcome(), io.StringIO()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(output):
        warnings.simplefilter("always")
        try:
            value = _evaluate(source, {**imported, "arguments": arguments, "__name__": "program"})
            outcome.value, outcome.text = describe(value), _ADDRESS.sub("0x", repr(value))
        except BaseException as error:
            lines = str(error).splitlines() or [""]
            bases = tuple(base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins")
            outcome.error = type(error).__name__, _ADDRESS.sub("0x", lines[0]), bases
            outcome.details = traceback.format_exc()
    outcome.printed = output.getvalue()
    outcome.warnings = [(w.category.__name__, (str(w.message).splitlines() or [""])[0]) for w in caught]
    return outcome


def _serve():
    """Answer batches until the parent goes away. What programs print never reaches the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    imported: dict = {}
    for line in _IMPORTS:
        with contextlib.suppress(ImportError):  # a program that needs the name says that it is missing
            exec(line, imported)
    questions = sys.stdin.buffer
    while header := questions.read(8):
        for source, arguments in pickle.loads(questions.read(struct.unpack(">Q", header)[0])):
            answer = pickle.dumps(_perform(source, arguments, imported))
            answers.write(struct.pack(">Q", len(answer)) + answer)
            answers.flush()


if __name__ == "__main__":
    # Pickled outcomes must name this module as the parent knows it.
    sys.modules["two_worlds"] = sys.modules["__main__"]
    Outcome.__module__ = "two_worlds"
    _serve()
