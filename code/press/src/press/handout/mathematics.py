"""LaTeX formulas as Typst formulas: one run of pandoc a build, repairs for what it gets wrong, and a cache."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from press.outputs.recorded import write_atomically

_WARNING = re.compile(r"^\s*unexpected (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Formula:
    """A converted formula: ``typst`` is what stands between the dollars, or ``fault`` says why there is none."""

    typst: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Repair:
    """A substitution, and the reason why it is needed."""

    reason: str
    pattern: str
    replacement: str | Callable[[re.Match], str]

    def __call__(self, text: str) -> str:
        return re.sub(self.pattern, self.replacement, text, flags=re.DOTALL)


def _cases(found: re.Match) -> str:
    rows = found[1] if "&" in found[1] else found[1].replace(r"\\", r"& \\") + "&"
    return rf"\begin{{cases}}{rows}\end{{cases}}"


def _scaled(found: re.Match) -> str:
    delimiter = "bar.v" if found[2] == r"\|" else found[2] if len(found[2]) > 1 else "\\" + found[2]
    return f"lr({delimiter}, size: #{int(found[1]) / 100:.1f}em)"


# On the LaTeX, before pandoc.
BEFORE = [
    Repair("a blank line ends a formula", r"\n\s*\n", "\n"),
    Repair("numbers and labels are Sphinx's", r"\\label\{[^}]*\}|\\nonumber|\\notag", ""),
    Repair("a decimal comma must not be spaced as the comma of a list", r"\{,\}", lambda found: r"\text{,}"),
    Repair("unknown to pandoc", r"smallmatrix", "matrix"),
    Repair("`\\|` is spaced as the relation `\\parallel`", r"(?<!\\)\\\|", r"\\Vert "),
    Repair("with these names the bars are not stretched", r"\\(left|right)\s*\\[lr]Vert", r"\\\1\\Vert "),
    Repair(
        "the brace of a hand-made `cases` is not stretched",
        r"\\left\s*\\\{\s*\\begin\{(?:array|aligned)\}(?:\{[^}]*\})?(.*?)\\end\{(?:array|aligned)\}\s*\\right\s*\.",
        _cases,
    ),
    Repair("the next repair looks for what follows the delimiter", r"(\\left(?:\\[{|]|[(\[|.]))\s+", r"\1"),
    Repair(
        "an array without delimiters loses the gaps between its columns: it gets delimiters, which `mend` takes out",
        r"(?<!\\left\()(?<!\\left\[)(?<!\\left\|)(?<!\\left\\\{)\\begin\{array\}\{[^}]*\}(.*?)\\end\{array\}",
        r"\\begin{Bmatrix}\1\\end{Bmatrix}",
    ),
    Repair(
        "a bar of evaluation is not stretched: it gets an invisible partner, which `AFTER` takes out",
        r"\\left\s*\.(.*?)\\right\s*\|",
        r"\\left|\\mathtt{ZZ}\1\\right|",
    ),
]

# On the Typst that pandoc wrote.
AFTER = [
    Repair("`\\big(` becomes a scaled picture", r"#scale\(x: (\d+)%, y: \d+%\)\[(\\?.|[a-z.]+)\]", _scaled),
    Repair("the comma of the repair above", r'upright\(","\)', 'class("normal", comma)'),
    Repair("the invisible partner of a bar of evaluation", r"lr\(\|mono\(Z Z\)", "lr("),
    Repair("Typst renamed circled operators", r"\b(plus|minus|times|dot)\.circle", r"\1.o"),
    Repair("Typst renamed the intersection", r"\bsect\b", "inter"),
    Repair(
        "`\\|x\\|` is spaced as a relation", r"(?<!lr\()bar\.v\.double(?!\))", 'class("normal", bar.v.double)'
    ),
    Repair("`|x|` is spaced as a relation", r"\\\|", 'class("normal", bar.v)'),
    Repair(
        "the name of an operator is set as a word, without the operator's spaces",
        r'(?<![\w(])"([A-Za-z][\w ]*)"',
        lambda found: f'op("{found[1]}")',
    ),
    Repair(
        "a space at the edge of `\\text` is doubled by Typst's own",
        r'(upright\("[^"]* "\)) |(?<!\w) (?=upright\(" )',
        r"\1",
    ),
    Repair("`\\!` is six times too wide", r"#h\(-1em\)", "#h(-0.167em)"),
    Repair("`\\;` is lost", r"#h\(0em\)", "#h(0.278em)"),
]


def prepare(latex: str) -> str:
    """LaTeX that pandoc converts as it should."""
    for repair in BEFORE:
        latex = repair(latex)
    return _spread(latex.strip())


def mend(typst: str, latex: str) -> str:
    """Pandoc's Typst, repaired; some repairs need to know what the LaTeX said."""
    for repair in AFTER:
        typst = repair(typst)
    # Pandoc writes both kinds of bars around a matrix as the double one, under a name that Typst no longer knows.
    typst = typst.replace('delim: "||"', 'delim: "‖"' if "Vmatrix" in latex else 'delim: "|"')
    if "Bmatrix" not in latex:
        typst = typst.replace('mat(delim: "{"', "mat(delim: #none")
    # Limits go under a starred operator; pandoc forgets the star.
    for name in re.findall(r"\\operatorname\*\{(\w+)\}", latex):
        typst = typst.replace(f'op("{name}")', f'op("{name}", limits: #true)')
    return typst


def _spread(latex: str) -> str:
    """Put LaTeX's wide space between the pairs of columns of `align`: Typst puts none."""
    written, environments, ampersands = [], [], 0
    for token in re.split(r"(\\begin\{[^}]*\}|\\end\{[^}]*\}|\\\\|(?<!\\)&)", latex):
        if token.startswith(r"\begin"):
            environments.append(token[7:-1])
            ampersands = 0
        elif token.startswith(r"\end") and environments:
            environments.pop()
        elif token == r"\\":
            ampersands = 0
        elif token == "&" and environments and re.match("align|eqnarray|split", environments[-1]):
            ampersands += 1
            if ampersands % 2 == 0:
                token = r"& \qquad "
        written.append(token)
    return "".join(written)


class Converter:
    """Converts formulas and remembers them in a file; a change of this module empties it."""

    def __init__(self, cache: Path):
        self.cache = cache
        self.rules = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
        known = json.loads(cache.read_text(encoding="utf-8")) if cache.exists() else {}
        self.known: dict[str, str] = known["formulas"] if known.get("rules") == self.rules else {}

    def convert(self, formulas: Iterable[str]) -> Mapping[str, Formula]:
        """Every formula by its LaTeX; pandoc runs when one is new. Those with a fault are not remembered."""
        wanted = list(dict.fromkeys(formulas))
        new = [latex for latex in wanted if latex not in self.known]
        converted = {latex: Formula(self.known[latex]) for latex in wanted if latex in self.known}
        if new:
            converted |= _convert(new)
            self.known |= {latex: converted[latex].typst for latex in new if not converted[latex].fault}
            text = json.dumps({"rules": self.rules, "formulas": self.known}, ensure_ascii=False, indent=0)
            write_atomically(self.cache, text)
        return converted


def _convert(formulas: list[str]) -> dict[str, Formula]:
    written, _ = _pandoc(formulas)
    found = {}
    for latex, typst in zip(formulas, written, strict=True):
        if typst.startswith("$"):
            found[latex] = Formula(mend(typst[1:-1].strip(), latex))
        else:
            _, complaint = _pandoc([latex])
            reasons = _WARNING.findall(complaint)
            found[latex] = Formula(
                fault=f"unexpected {reasons[0]}" if reasons else "not understood by pandoc"
            )
    return found


def _pandoc(formulas: list[str]) -> tuple[list[str], str]:
    """What pandoc writes for each formula (`$ … $`, or the LaTeX where it fails), and its complaints."""
    import pypandoc

    blocks = []
    for latex in formulas:
        mathematics = {"t": "Math", "c": [{"t": "DisplayMath"}, prepare(latex)]}
        blocks += [{"t": "Para", "c": [mathematics]}, {"t": "HorizontalRule"}]
    document = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}
    command = [pypandoc.get_pandoc_path(), "--from", "json", "--to", "typst", "--wrap", "none"]
    run = subprocess.run(
        command, input=json.dumps(document), capture_output=True, encoding="utf-8", check=True
    )
    return [text.strip() for text in run.stdout.split("#horizontalrule")[: len(formulas)]], run.stderr
