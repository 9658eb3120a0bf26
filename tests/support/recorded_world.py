"""What the real JAX answered to the programs of `tests/stand_in`, recorded beside them.

Asking it takes ten minutes, because it compiles thousands of small programs; it answers the same until a package
changes. `make test-everything` asks it everything all the same; `make record` (``STAND_IN_REAL=record``) asks it what
is not recorded and keeps the answers. One file a test module: a line that says with what it was recorded, then
a line a program: the digest of its source and arguments, and its `Outcome`.
"""

import base64
import hashlib
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from two_worlds import Outcome, World, describe, difference

FOLDER = Path(__file__).parents[1] / "stand_in" / "recorded"
PACKAGES = ("jax", "jaxlib", "numpy", "numpyro", "optax")
# So many of 256 programs are asked whatever is recorded, always the same ones: what is compared stays alive.
ASKED_ALWAYS = 2
# An answer of more characters is asked for each time, too: long series of random numbers, quickly made and hard to keep.
LONGEST = 40_000


class RecordedWorld:
    """A `World` that is asked only what is not recorded. ``record`` keeps its answers, and drops unused ones."""

    def __init__(self, world: World, record: bool = False):
        self.name = world.name
        self.unrecorded = 0
        self._world, self._record = world, record
        self._path: Path | None = None
        self._known: dict[str, Outcome] = {}
        self._used: dict[str, Outcome] = {}
        self._elsewhere = False

    def open(self, name: str):
        """Use, or write, the recordings of a test module."""
        self._path = FOLDER / f"{name}.jsonl"
        self._known, self._used, self._elsewhere = {}, {}, False
        if not self._path.exists():
            return
        first, *lines = self._path.read_text(encoding="utf-8").splitlines()
        recorded_with = json.loads(first)
        if recorded_with["packages"] == _made_with()["packages"]:
            self._known = {digest: _outcome(found) for digest, found in map(json.loads, lines)}
            self._elsewhere = recorded_with != _made_with()

    def save(self):
        """Write the recordings that the module used, if this is what the world is for."""
        if not self._record or not self._path:
            return
        if not self._used:
            self._path.unlink(missing_ok=True)
            return
        FOLDER.mkdir(exist_ok=True)
        lines = [_made_with(), *([digest, _plain(outcome)] for digest, outcome in self._used.items())]
        text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        self._path.write_text(text, encoding="utf-8")

    def send(self, programs: list[tuple[str, tuple]]):
        """Start on what is not recorded."""
        unknown = [program for program in programs if not self._recorded(program)]
        if unknown:
            self._world.send(unknown)

    def receive(self, programs: list[tuple[str, tuple]], seconds: float) -> list[Outcome]:
        """The outcomes of the batch, recorded or not."""
        unknown = [program for program in programs if not self._recorded(program)]
        answers = iter(self._world.receive(unknown, seconds) if unknown else [])
        outcomes = []
        for program in programs:
            digest = _digest(program)
            outcome = self._known[digest] if self._recorded(program) else next(answers)
            if _can_be_recorded(outcome):
                self._used[digest] = outcome
                self.unrecorded += digest not in self._known
            outcomes.append(outcome)
        return outcomes

    def confirm(self, programs: list, outcomes: list[Outcome], others: list[Outcome], seconds: float):
        """The outcomes, asked again where they were recorded with another Python or processor and differ at all
        from those of the other world: a message or a last digit may be of that machine."""
        if not self._elsewhere:
            return outcomes
        doubtful = [
            n
            for n, (program, outcome, other) in enumerate(zip(programs, outcomes, others, strict=True))
            if self._recorded(program) and difference(outcome, other, rtol=0, atol=0, texts=True)
        ]
        batch = [programs[n] for n in doubtful]
        if batch:
            self._world.send(batch)
            for n, answer in zip(doubtful, self._world.receive(batch, seconds), strict=True):
                outcomes[n] = answer
        return outcomes

    def close(self):
        """End the process of the world, if there is one."""
        self._world.close()

    def _recorded(self, program: tuple[str, tuple]) -> bool:
        digest = _digest(program)
        return digest in self._known and (self._record or int(digest[:2], 16) >= ASKED_ALWAYS)


def _made_with() -> dict:
    return {
        "packages": {package: version(package) for package in PACKAGES},
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "machine": f"{platform.system()} {platform.machine()}",
    }


def _digest(program: tuple[str, tuple]) -> str:
    source, arguments = program
    text = json.dumps([source, _plain_value(describe(arguments))])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


# ---- an outcome as JSON: tracebacks stay behind


def _plain(outcome: Outcome) -> dict:
    plain = {
        "value": outcome.value and _plain_value(outcome.value),
        "text": outcome.text,
        "error": outcome.error,
        "printed": outcome.printed,
        "warnings": outcome.warnings,
    }
    return {name: value for name, value in plain.items() if value}


def _outcome(plain: dict) -> Outcome:
    error = plain.get("error")
    return Outcome(
        value=_value(plain["value"]) if "value" in plain else None,
        text=plain.get("text", ""),
        error=error and (error[0], error[1], tuple(error[2])),
        printed=plain.get("printed", ""),
        warnings=[tuple(warning) for warning in plain.get("warnings", [])],
        details="recorded: STAND_IN_REAL=ask asks the real JAX again",
    )


def _plain_value(described: tuple) -> list:
    kind, name, *rest = described
    if kind == "array":
        dtype, weak, shape, numbers = rest
        data = base64.b64encode(numbers.tobytes()).decode()
        return [kind, name, dtype, weak, shape, numbers.dtype.name, numbers.shape, data]
    if kind == "container":
        keys, children = rest
        return [kind, name, keys, [_plain_value(child) for child in children]]
    return [kind, name, repr(rest[0]) if kind == "number" else rest[0]]


def _value(plain: list) -> tuple:
    kind, name, *rest = plain
    if kind == "array":
        dtype, weak, shape, numpy_dtype, numpy_shape, data = rest
        numbers = np.frombuffer(base64.b64decode(data), numpy_dtype).reshape(numpy_shape)
        return kind, name, dtype, weak, tuple(shape), numbers
    if kind == "container":
        keys, children = rest
        return kind, name, tuple(keys), tuple(_value(child) for child in children)
    if kind == "number":
        return (
            kind,
            name,
            {"bool": "True".__eq__, "int": int, "float": float, "complex": complex}[name](rest[0]),
        )
    return kind, name, rest[0]


def _can_be_recorded(outcome: Outcome) -> bool:
    """Whether the outcome is short and whole after a journey through JSON; a world that gave no answer has none."""
    if outcome.error and outcome.error[0] == "NoAnswer":
        return False
    try:
        text = json.dumps(_plain(outcome))
        back = _outcome(json.loads(text))
    except (KeyError, TypeError, ValueError):
        return False
    return len(text) <= LONGEST and not difference(outcome, back, rtol=0, atol=0, texts=True)
