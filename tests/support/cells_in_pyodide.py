"""Runs a notebook's cells without Jupyter and says what they printed, returned, drew and raised.

`pyodide_page` sends this file into Pyodide; it needs IPython and Matplotlib there and nothing of the repository.
"""

import ast
import contextlib
import io
import json
import os
import sys
import time
import traceback

os.environ["MPLBACKEND"] = "agg"
os.environ["PRACTICALS_RECORDING"] = "1"  # sliders draw all their frames, as in the recorded outputs

import IPython.display
import matplotlib.pyplot as plt
from IPython.lib.pretty import pretty

names = {"__name__": "__main__"}
_pictures = []
_displayed = []


def _show(*_args, **_options):
    """Draw the open figures as the inline backend does, and close them."""
    for number in plt.get_fignums():
        file = io.BytesIO()
        plt.figure(number).savefig(file, format="png", bbox_inches="tight")
        _pictures.append(len(file.getvalue()))
    plt.close("all")


plt.show = _show


def _display(data, raw):
    """Stands for IPython's `display` of data by MIME type."""
    assert raw
    _displayed.append({"output_type": "display_data", "data": data})


IPython.display.display = _display


def run(source):
    """Run one cell and return a JSON text: its `outputs` as a notebook has them, and the `seconds` it took."""
    printed, complained = io.StringIO(), io.StringIO()
    outputs = []
    _pictures.clear()
    _displayed.clear()
    started = time.perf_counter()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
        try:
            value = _execute(source)
            _show()
        except Exception as error:
            plt.close("all")
            lines = traceback.format_exception(error)
            outputs.append(
                {
                    "output_type": "error",
                    "ename": type(error).__name__,
                    "evalue": str(error),
                    "traceback": lines,
                }
            )
        else:
            if hasattr(value, "_ipython_display_"):
                value._ipython_display_()
            elif value is not None:
                outputs.append({"output_type": "execute_result", "data": _data(value)})
    seconds = time.perf_counter() - started
    outputs += [{"output_type": "display_data", "data": {"image/png": size}} for size in _pictures]
    outputs += _displayed
    for name, stream in (("stderr", complained), ("stdout", printed)):
        if stream.getvalue():
            outputs.insert(0, {"output_type": "stream", "name": name, "text": stream.getvalue()})
    return json.dumps({"outputs": outputs, "seconds": seconds})


def _execute(source):
    """Execute a cell as Jupyter does and return the value of its last expression, if it ends in one."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if last is None or source.rstrip().endswith(";"):
        if last is not None:
            eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def _data(value):
    data = {"text/plain": pretty(value)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = value._repr_html_()
    return data


def version():
    """Python's version, for the report."""
    return sys.version.split()[0]
