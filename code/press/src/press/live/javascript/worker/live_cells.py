"""Runs the cells of a live page, in one namespace, and tells the page what they print, show and raise.

It runs in the page's worker, on Pyodide's Python alone: the standard library is all that it imports.
"""

import ast
import base64
import builtins
import contextlib
import inspect
import io
import json
import linecache
import pprint
import sys
import time
import traceback
import types

# What one cell may send to the page, in characters: a page with more of it answers slowly, or not at all.
TEXT_LIMIT = 100_000
DATA_LIMIT = 20_000_000
FRAMES_SHOWN = 6
LINE_WIDTH = 79
# A cell that prints in a loop sends its text in portions.
PORTION_SECONDS = 0.05

_main = types.ModuleType("__main__")
names = _main.__dict__
_explorers = {}
_current = None


class Sender:
    """What one cell sends: its events, within its limits."""

    def __init__(self, post):
        self.post = post
        self.text_left, self.data_left = TEXT_LIMIT, DATA_LIMIT
        self.left_out = 0
        self._waiting = []
        self._last_sent = 0.0

    def text(self, name, text):
        """Send printed text; ``name`` is stdout or stderr."""
        kept = text[: self.text_left]
        self.text_left -= len(kept)
        self.left_out += len(text) - len(kept)
        if not kept:
            return
        if self._waiting and self._waiting[0] != name:
            self.flush()
        self._waiting = [name, (self._waiting[1] if self._waiting else "") + kept]
        if time.monotonic() - self._last_sent > PORTION_SECONDS:
            self.flush()

    def flush(self):
        """Send the text that waits."""
        if self._waiting:
            name, text = self._waiting
            self._waiting = []
            self._last_sent = time.monotonic()
            self.post(json.dumps({"type": "stream", "name": name, "text": text}))

    def event(self, event):
        """Send an event after the text that was printed before it, unless the cell has sent too much."""
        self.flush()
        message = json.dumps(event)
        if len(message) > self.data_left:
            self.left_out += len(message)
            return
        self.data_left -= len(message)
        self.post(message)


class _Stream(io.TextIOBase):
    """Standard output or standard error while a cell runs."""

    encoding = "utf-8"

    def __init__(self, name):
        self.name = name

    def writable(self):
        return True

    def write(self, text):
        if _current:
            _current.text(self.name, str(text))
        return len(text)

    def flush(self):
        if _current:
            _current.flush()


def start(input_refused):
    """Make ready for `run`; ``input_refused`` is what a cell that calls `input` is told."""

    def refuse(prompt=""):
        raise RuntimeError(input_refused)

    sys.modules["__main__"] = _main
    names.update({"__builtins__": builtins, "display": display})
    builtins.input = refuse


async def run(source, number, post):
    """Run the cell with this number; ``post`` receives its events as JSON.

    Returns JSON: ``error`` (None, or as `described` gives it), and ``left_out``, how many characters were not sent.
    """
    global _current
    sender = _current = Sender(post)
    error = None
    try:
        with contextlib.redirect_stdout(_Stream("stdout")), contextlib.redirect_stderr(_Stream("stderr")):
            value = await _executed(source, f"<cell {number}>")
            if value is not None:
                display(value)
            _figures("show")
    except BaseException as raised:
        _figures("close")
        error = described(raised)
    sender.flush()
    _current = None
    return json.dumps({"error": error, "left_out": sender.left_out})


async def _executed(source, filename):
    """Execute a cell as Jupyter does; the value of its last expression, unless a semicolon ends it."""
    lines = source.splitlines(keepends=True)
    linecache.cache[filename] = (len(source), None, lines, filename)
    tree = ast.parse(source, filename)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    await _evaluated(tree, "exec", filename)
    if last is None:
        return None
    value = await _evaluated(last, "eval", filename)
    return None if source.rstrip().endswith(";") else value


async def _evaluated(tree, mode, filename):
    code = compile(tree, filename, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    value = eval(code, names)
    return await value if code.co_flags & inspect.CO_COROUTINE else value


def display(*values):
    """Show values as the last line of a cell shows its own."""
    for value in values:
        if _is_explorer(value):
            number = len(_explorers)
            _explorers[number] = value
            _current.event({"type": "explore", "explorer": number, "description": value.description()})
        elif not _is_open_figure(value):
            _current.event({"type": "display", "data": data_of(value), "answer": _answer(value)})


def picture(png):
    """Show a PNG picture."""
    if _current:
        _current.event({"type": "display", "data": {"image/png": base64.b64encode(png).decode()}})


def frame(number, values):
    """JSON of one picture of an explorer: its address (``src``) and its alternative text (``alt``)."""
    png, alt = _explorers[number].frame(json.loads(values))
    return json.dumps({"src": f"data:image/png;base64,{base64.b64encode(png).decode()}", "alt": alt})


def data_of(value):
    """What a value shows, by media type; pictures in base64."""
    data = {}
    bundle = _represented(value, "mimebundle")
    if bundle:
        data |= bundle[0] if isinstance(bundle, tuple) else bundle
    for kind, media_type in (
        ("html", "text/html"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
    ):
        if media_type not in data and (shown := _represented(value, kind)):
            data[media_type] = shown[0] if isinstance(shown, tuple) else shown
    data = {
        name: base64.b64encode(shown).decode() if isinstance(shown, bytes) else shown
        for name, shown in data.items()
        if isinstance(shown, (bytes, str))
    }
    text = data.get("text/plain") or _pretty(value)
    if len(text) > TEXT_LIMIT:
        _current.left_out += len(text) - TEXT_LIMIT
    return data | {"text/plain": text[:TEXT_LIMIT]}


def _represented(value, kind):
    method = getattr(type(value), f"_repr_{kind}_", None)
    return method(value) if callable(method) else None


def _pretty(value):
    text = repr(value)
    if isinstance(value, (dict, list, tuple, set, frozenset)) and len(text) > LINE_WIDTH:
        return pprint.pformat(value, width=LINE_WIDTH, sort_dicts=False)
    return text


def _answer(value):
    """The exercise and the outcome of a check's feedback; None for anything else."""
    if type(value).__module__ != "practicals.checks.feedback":
        return None
    return {"exercise": value.exercise, "outcome": value.outcome.value}


def _is_explorer(value):
    return not isinstance(value, type) and all(
        callable(getattr(value, name, None)) for name in ("frame", "description")
    )


def _is_open_figure(value):
    """Whether a value is a figure that is shown at the end of its cell anyway."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot is not None and isinstance(value, pyplot.Figure) and pyplot.fignum_exists(value.number)


def _figures(action):
    if "matplotlib.pyplot" in sys.modules:
        import live_figures

        getattr(live_figures, action)()


def described(error):
    """An error as the page shows it: what was raised, and where in the cells.

    ``frames`` lists the reader's own lines, outermost first: cell, line (from 1), function and text.
    """
    if isinstance(error, KeyboardInterrupt):
        return {"type": "KeyboardInterrupt", "stopped": True, "text": "", "frames": []}
    frames = [
        {
            "cell": int(frame.filename[6:-1]),
            "line": frame.lineno,
            "function": frame.name,
            "text": frame.line or "",
        }
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith("<cell ")
    ]
    if isinstance(error, SyntaxError) and (error.filename or "").startswith("<cell "):
        text = (error.text or "").strip()
        frames.append(
            {
                "cell": int(error.filename[6:-1]),
                "line": error.lineno or 1,
                "function": "<module>",
                "text": text,
            }
        )
        said = f"{type(error).__name__}: {error.msg}"
    else:
        said = "".join(traceback.format_exception_only(error)).strip()
    if len(frames) > FRAMES_SHOWN:
        frames = frames[: FRAMES_SHOWN // 2] + frames[-FRAMES_SHOWN // 2 :]
    missing = error.name if isinstance(error, NameError) else None
    return {"type": type(error).__name__, "text": said[:2000], "frames": frames, "missing": missing}
