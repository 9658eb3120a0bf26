"""What the press tells a contributor when something is wrong: where, what, and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One finding: the file, the line (1-based, ``None`` when the whole file is meant), what is wrong, how to mend it."""

    message: str
    path: Path | None = None
    line: int | None = None
    mend: str = ""

    def __str__(self):
        where = "" if self.path is None else f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return f"{where}{self.message}{' — ' + self.mend if self.mend else ''}"


class PressError(Exception):
    """Stops a command with exit status 1; each of its problems is printed on one line."""

    def __init__(self, message: str | None = None, path=None, line=None, mend="", problems=()):
        self.problems = list(problems) or [Problem(message, path, line, mend)]
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self):
        # The default forgets the problems when an error comes back from a worker process.
        return PressError, (None, None, None, "", self.problems)
