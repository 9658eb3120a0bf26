"""What the worker's Python does with a cell, tried on this Python: no browser is needed."""

from __future__ import annotations

import asyncio
import builtins
import importlib.util
import json
import linecache
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

import pytest

from practicals.checks.feedback import Feedback, Outcome
from press import live

MODULE = live.JAVASCRIPT / "worker" / "live_cells.py"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """``run(source, number=1)`` gives the events of a cell and its result."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(builtins, "input", builtins.input)
    specification = importlib.util.spec_from_file_location("live_cells", MODULE)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    # The worker's modules find each other by name, in whichever process another test has drawn.
    monkeypatch.syspath_prepend(str(MODULE.parent))
    monkeypatch.setitem(sys.modules, "live_cells", module)
    module.start("no questions here")

    def run_cell(source: str, number: int = 1) -> tuple[list[dict], dict]:
        events: list[str] = []
        # In a thread: in this one Playwright may have left its event loop running.
        with ThreadPoolExecutor(1) as thread:
            result = thread.submit(asyncio.run, module.run(source, number, events.append)).result()
        return [json.loads(event) for event in events], json.loads(result)

    run_cell.module = module
    yield run_cell
    sys.modules.pop("live_figures", None)
    for name in [name for name in linecache.cache if name.startswith("<cell ")]:
        del linecache.cache[name]


def shown(events: list[dict]) -> str:
    """The printed text and the plain text of results."""
    return "".join(
        event["text"] if event["type"] == "stream" else event["data"]["text/plain"] for event in events
    )


def test_the_last_expression_is_shown_unless_a_semicolon_ends_it(run):
    assert shown(run("x = 2\nx * 21")[0]) == "42"
    assert run("x * 21;")[0] == []
    assert run("None")[0] == []
    assert run("")[1] == {"error": None, "left_out": 0}


def test_cells_share_their_names_and_await_at_top_level(run):
    run("import asyncio\ndef double(x): return 2 * x")
    assert shown(run("await asyncio.sleep(0, double(4))", 2)[0]) == "8"
    assert shown(run("__name__")[0]) == "'__main__'"


def test_printed_text_keeps_its_order(run):
    events, _ = run("import sys\nprint('a'); print('b', file=sys.stderr); print('c')\n'd'")
    assert shown(events) == "a\nb\nc\n'd'"
    assert [event["name"] for event in events if event.get("text", "").strip()] == [
        "stdout",
        "stderr",
        "stdout",
    ]


def test_what_is_too_much_is_counted(run):
    limit = run.module.TEXT_LIMIT
    events, result = run(f"print('x' * {limit + 500}, end='')")
    assert len(shown(events)) == limit
    assert result["left_out"] == 500
    events, result = run(f"'y' * {2 * limit}")
    assert len(shown(events)) == limit
    assert result["left_out"] == limit + 2


def test_results_come_in_every_form_that_they_have(run):
    events, _ = run("""
class Rich:
    def __repr__(self): return "plain"
    def _repr_html_(self): return "<b>rich</b>"
    def _repr_png_(self): return b"png"
Rich()
""")
    assert events[0]["data"] == {"text/html": "<b>rich</b>", "image/png": "cG5n", "text/plain": "plain"}
    events, _ = run(
        "class Bundle:\n    def _repr_mimebundle_(self, **_): return {'image/svg+xml': '<svg/>'}, {}\nBundle()"
    )
    assert events[0]["data"]["image/svg+xml"] == "<svg/>"
    # A class is no result of its own instances' kind.
    assert "text/html" not in run("Rich")[0][0]["data"]
    assert "\n" in shown(run("{str(n): list(range(20)) for n in range(5)}")[0])


def test_an_error_names_the_reader_s_own_lines(run):
    run("def inverse(x):\n    return 1 / x")
    events, result = run(
        "import functools\nprint('before')\nfunctools.reduce(lambda a, b: inverse(0), [1, 2])", 2
    )
    error = result["error"]
    assert shown(events) == "before\n"
    assert error["text"] == "ZeroDivisionError: division by zero"
    assert [(frame["cell"], frame["line"], frame["function"]) for frame in error["frames"]] == [
        (2, 3, "<module>"), (2, 3, "<lambda>"), (1, 2, "inverse"),
    ]  # fmt: skip
    assert error["frames"][-1]["text"] == "return 1 / x"


def test_other_errors(run):
    error = run("a = 1\nb = (", 3)[1]["error"]
    assert (error["type"], error["frames"][-1]["cell"], error["frames"][-1]["line"]) == ("SyntaxError", 3, 2)
    assert run("nowhere")[1]["error"]["missing"] == "nowhere"
    assert "no questions here" in run("input()")[1]["error"]["text"]
    assert run("raise KeyboardInterrupt")[1]["error"]["stopped"]
    assert run("import sys; sys.exit(3)")[1]["error"]["text"] == "SystemExit: 3"
    assert len(run("def again(): again()\nagain()")[1]["error"]["frames"]) == run.module.FRAMES_SHOWN


def test_feedback_tells_its_exercise_and_outcome(run):
    run.module.names["feedback"] = Feedback(Outcome.NOT_YET, "small-power", "The power is wrong.", "wrong")
    (event,), _ = run("feedback")
    assert event["answer"] == {"exercise": "small-power", "outcome": "not-yet"}
    assert "practicals-feedback not-yet" in event["data"]["text/html"]
    assert run("1")[0][0]["answer"] is None


def test_an_explorer_is_kept_for_its_slider(run):
    events, _ = run("""
class Explorer:
    def description(self): return {"sliders": []}
    def frame(self, values): return b"png", f"noise {values['noise']}"
Explorer()
""")
    assert events == [{"type": "explore", "explorer": 0, "description": {"sliders": []}}]
    assert json.loads(run.module.frame(0, '{"noise": 3}')) == {
        "src": "data:image/png;base64,cG5n",
        "alt": "noise 3",
    }


def test_figures_are_shown_where_the_cell_shows_them_and_at_its_end(run):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    backend = pyplot.get_backend()
    pyplot.switch_backend("module://live_figures")
    try:
        events, _ = run(
            "import matplotlib.pyplot as plt\nplt.plot([1]); plt.show(); print('between')\nplt.plot([2]);"
        )
        kinds = [next(iter(event.get("data", {"text": ""}))) for event in events]
        assert [kind for kind, _ in groupby(kinds)] == ["image/png", "text", "image/png"]
        # A figure as the last value is shown once; an error leaves no figure for the next cell.
        assert len(run("figure, axes = plt.subplots(); axes.plot([1]); figure")[0]) == 1
        assert run("plt.plot([1])\n1 / 0")[0] == []
        assert run("1;")[0] == []
    finally:
        pyplot.close("all")
        pyplot.switch_backend(backend)
