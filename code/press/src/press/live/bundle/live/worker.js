var g=["pyodide.asm.wasm","python_stdlib.zip"],d=class{constructor(t,n){this.base=t,this.tell=n,this.expected=new Map,this.loaded=0,this.original=globalThis.fetch.bind(globalThis)}async open(){let t=async s=>{let a=await this.original(this.base+s,{cache:"no-cache"});if(!a.ok)throw new Error(`${s}: ${a.status}`);return a.json()},[n,r]=await Promise.all([t("files.json"),t("pyodide-lock.json")]);this.files=n.files,this.packages=r.packages,globalThis.fetch=(s,a)=>this.fetch(s,a)}expect(t,n=!1){let r=n?[...g]:[],s=new Set,a=t.filter(i=>i in this.packages);for(;a.length;){let i=a.pop();s.has(i)||(s.add(i),r.push(this.packages[i].file_name),a.push(...this.packages[i].depends))}for(let i of r)this.expected.has(i)||this.expected.set(i,this.files[i].size)}get total(){return[...this.expected.values()].reduce((t,n)=>t+n,0)}async fetch(t,n){let r=new URL(t.url??t,this.base),s=r.href.startsWith(this.base)?decodeURIComponent(r.href.slice(this.base.length)):"",a=this.files[s];if(!a||s.endsWith(".json"))return this.original(t,n);let i=await this.original(`${r.href}?${a.sha256.slice(0,16)}`,{credentials:"same-origin"});if(!i.ok||!i.body)return i;this.expected.has(s)||this.expected.set(s,a.size);let c=new TransformStream({transform:(o,S)=>{this.loaded+=o.byteLength,this.tell({loaded:this.loaded,total:this.total,name:this.title(s)}),S.enqueue(o)}});return new Response(i.body.pipeThrough(c),{status:i.status,headers:i.headers})}title(t){return g.includes(t)?"Python":t.split("-")[0].replaceAll("_","-")}};var y=`"""Runs the cells of a live page, in one namespace, and tells the page what they print, show and raise.

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
        """Send printed text; \`\`name\`\` is stdout or stderr."""
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
    """Make ready for \`run\`; \`\`input_refused\`\` is what a cell that calls \`input\` is told."""

    def refuse(prompt=""):
        raise RuntimeError(input_refused)

    sys.modules["__main__"] = _main
    names.update({"__builtins__": builtins, "display": display})
    builtins.input = refuse


async def run(source, number, post):
    """Run the cell with this number; \`\`post\`\` receives its events as JSON.

    Returns JSON: \`\`error\`\` (None, or as \`described\` gives it), and \`\`left_out\`\`, how many characters were not sent.
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
    """JSON of one picture of an explorer: its address (\`\`src\`\`) and its alternative text (\`\`alt\`\`)."""
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

    \`\`frames\`\` lists the reader's own lines, outermost first: cell, line (from 1), function and text.
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
`;var w=`"""A backend of Matplotlib that shows figures on the live page, as \`plt.show()\` does in a notebook."""

import io

import live_cells
from matplotlib import pyplot
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        show()


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


def show():
    """Show every open figure and close it."""
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if figure.axes or figure.lines or figure.texts or figure.images or figure.patches:
            file = io.BytesIO()
            figure.savefig(file, format="png", bbox_inches="tight")
            live_cells.picture(file.getvalue())
    close()


def close():
    """Close every figure."""
    pyplot.close("all")
`;var u="/live",f=e=>self.postMessage(e),b={numpy:"import numpy",matplotlib:"import matplotlib.pyplot"},l,m,p,_=[],h=0;async function E({base:e,packages:t,words:n,interrupt:r}){p=new d(e,o=>f({type:"progress",...o})),await p.open();let s=t.filter(o=>o in p.packages),a=["numpy","practicals"].filter(o=>o in p.packages);p.expect([...a,...s],!0);let{loadPyodide:i}=await import(`${e}pyodide.mjs`),c=()=>{};if(l=await i({indexURL:e,packages:a,env:{HOME:"/home/pyodide",MPLBACKEND:"module://live_figures"},stdout:c,stderr:c}),a.some(o=>!(o in l.loadedPackages)))throw new Error(`${a} could not be loaded`);r&&l.setInterruptBuffer(r),l.FS.mkdirTree(u),l.FS.writeFile(`${u}/live_cells.py`,y),l.FS.writeFile(`${u}/live_figures.py`,w),l.runPython(`import sys
sys.path.append("${u}")`),m=l.pyimport("live_cells"),m.start(n.input),_=[...new Set([...a,...s])],f({type:"ready"})}async function x(e){let t=e.filter(s=>!(s in l.loadedPackages));if(!t.length)return;p.expect(t);let n=[];await l.loadPackage(t,{messageCallback:()=>{},errorCallback:s=>n.push(s)});let r=t.filter(s=>!(s in l.loadedPackages));if(r.length)throw Object.assign(new Error(n.join(" ")),{absent:r})}function I(e){let t=l.pyimport("pyodide.code").find_imports,n=t(e).toJs();t.destroy();let r=Object.keys(p.packages);return n.flatMap(s=>r.filter(a=>p.packages[a].imports.includes(s)))}async function O({id:e,source:t,number:n}){try{await x(I(t))}catch(a){f({type:"done",id:e,result:{unloaded:a.absent??[String(a)]}});return}f({type:"running",id:e});let r=a=>f({type:"event",id:e,event:JSON.parse(a)}),s=await m.run(t,n,r);f({type:"done",id:e,result:JSON.parse(s)})}function M({id:e,explorer:t,values:n}){try{f({type:"frame",id:e,...JSON.parse(m.frame(t,JSON.stringify(n)))})}catch(r){if(r.type===void 0)throw r;f({type:"frame",id:e,error:r.message.trim().split(`
`).at(-1)})}}async function A(){let e=_.shift();if(!e)return!1;try{await x([e]),b[e]&&l.runPython(b[e])}catch{}return _.length||f({type:"complete"}),!0}async function F(e){try{e.type==="start"?await E(e):e.type==="run"?await O(e):M(e)}catch(t){k(e.type==="start"?"failed":"dead",t)}}function k(e,t){f({type:e,detail:String(t)}),self.close()}self.addEventListener("unhandledrejection",e=>{e.preventDefault();try{l.runPython("None")}catch(t){k("dead",t)}});var v=Promise.resolve();self.onmessage=({data:e})=>{h+=1,v=v.then(()=>F(e)).then(async()=>{for(h-=1;!h&&await A(););})};
