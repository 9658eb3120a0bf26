"""A small book that `press check` finds nothing wrong with, made in a folder; tests break it on purpose."""

import base64
import io
import shutil
import zlib
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from practicals.plot.sliders import MIME
from press.book import LANGUAGES, Book
from press.chapter import chapter as chapters
from press.outputs.key import code_of
from press.outputs.recorded import save

ROOT = Path(__file__).parents[2]
SLUG = "small"
EXERCISES = range(1, 9)

CONFIGURATION = """\
author: Somebody
copyright: "2026"
repository:
  url: https://example.org/somebody/book
  branch: main
html:
  baseurl: https://example.org/book
only_build_toc_files: true
execute: {execute_notebooks: "off"}
parse:
  myst_enable_extensions: [amsmath, colon_fence, deflist, dollarmath]
press:
  published_branch: published
  notebooks_branch: notebooks
  title: {en: A small book, fr: Un petit livre}
  tagline: {en: Small., fr: Petit.}
  language_name: {en: English, fr: Français}
  parts:
    start: {en: Start, fr: Début}
    mathematics: {en: Mathematics, fr: Mathématiques}
    images: {en: Images, fr: Images}
  topics: {numbers: nombres, statistics: statistiques, vector: vecteur}
  budgets:
    outputs_kilobytes: 600
    page_kilobytes: 150
    page_with_figures_kilobytes: 600
"""
CONTENTS = """\
# The comment that stays.
format: jb-book
root: index
parts:
  - caption: mathematics  # the first part
    chapters:
      - file: small
"""
GLOSSARY = """\
- en: power
  fr: puissance
  definition: {en: "A number multiplied by itself.", fr: "Un nombre multiplié par lui-même."}
"""
REFERENCES = "@book{author2020word, author={Author, Ann}, title={Words}, publisher={House}, year={2020}}\n"
FRONT_MATTER = """\
---
practical:
  runs_on: cpu
  level: beginner
  minutes: 30
  requires: []
  topics: [numbers]
  packages: [matplotlib]
---
"""
# What differs between the languages, in the order of the holes of the page.
WORDS = {
    "en": {
        "title": "Powers",
        "opening": "What is a {term}`power`, and what is 0.5 squared?",
        "payoff": "The curve that you will have drawn.",
        "first": "Compute a power.",
        "second": "Draw a curve.",
        "third": "Explain the picture.",
        "needs": "Some Python.",
        "paths": "Everyone reads all of it.",
        "section": "The powers of a number",
        "text": "The square of $x = 0.5$ is in {eq}`eq-square`, see {cite:t}`author2020word` and {ref}`the powers <small-powers>`.",
        "comment": "Print the square",
        "print": "square:",
        "alt": "A curve that bends upwards from left to right",
        "exercise": "Power number",
        "statement": "Return the power.",
        "docstring": "The power of x.",
        "discuss": "Why a curve?",
        "question": "What does it say?",
        "answer": "It bends.",
        "built": "What you have built",
        "lines": "A few lines.",
        "references": "References",
        "tutor": "Give them time.",
    },
    "fr": {
        "title": "Puissances",
        "opening": "Qu'est-ce qu'une {term}`puissance <power>`, et combien vaut 0,5 au carré\u202f?",
        "payoff": "La courbe que vous aurez tracée.",
        "first": "Calculer une puissance.",
        "second": "Tracer une courbe.",
        "third": "Expliquer la figure.",
        "needs": "Un peu de Python.",
        "paths": "Tout le monde lit tout.",
        "section": "Les puissances d'un nombre",
        "text": "Le carré de $x = 0{,}5$ est dans {eq}`eq-square`, voir {cite:t}`author2020word` et {ref}`les puissances <small-powers>`.",
        "comment": "Afficher le carré",
        "print": "carré :",
        "alt": "Une courbe qui monte de plus en plus vite",
        "exercise": "Puissance numéro",
        "statement": "Renvoyez la puissance.",
        "docstring": "La puissance de x.",
        "discuss": "Pourquoi une courbe\u202f?",
        "question": "Que dit-elle\u202f?",
        "answer": "Elle se courbe.",
        "built": "Ce que vous avez construit",
        "lines": "Quelques lignes.",
        "references": "Références",
        "tutor": "Laissez-leur du temps.",
    },
}
# @name@ is a word of WORDS; @language@ and @exercises@ are filled in too.
PAGE = """\
# @title@

@opening@

:::{payoff}
@payoff@
:::

:::{objectives}
- @first@
- @second@
- @third@
:::

:::{needs}
- @needs@
:::

:::{paths}
- @paths@
:::

(small-powers)=
## @section@

:::{level} beginner 20
:::

@text@

$$
x^2 = x \\times x
$$ (eq-square)

```{code-cell} ipython3
import matplotlib.pyplot as plt
import numpy as np
from practicals import checks as check, plot, set_language

set_language("@language@")
plot.use_style()
```

```{code-cell} ipython3
# @comment@
number = 0.5
print(f"@print@ {number**2:.2f}")
```

```{code-cell} ipython3
---
tags: [payoff]
mystnb:
  image:
    alt: "@alt@"
---
line = np.linspace(0, 1, 50)
plt.plot(line, line**2)
plt.show()
```

@exercises@
::::{discuss} @discuss@
@question@
:::{answer}
@answer@
:::
::::

::::{discuss} @discuss@
@question@
:::{answer}
@answer@
:::
::::

::::{discuss} @discuss@
@question@
:::{answer}
@answer@
:::
::::

(small-built)=
## @built@

@lines@

(small-references)=
## @references@

```{bibliography}
:filter: docname in docnames
```

:::{tutor}
@tutor@
:::
"""
EXERCISE = """\
:::{exercise} @exercise@ @n@
:label: small-power-@n@
:level: beginner
@statement@
:::

```{code-cell} ipython3
:tags: [exercise]
def power_@n@(x):
    \"\"\"@docstring@\"\"\"
    ### BEGIN SOLUTION
    return x**@n@
    ### END SOLUTION

check.small.power_@n@(power_@n@)
```

"""
CHECKS = '''"""Checks of the small chapter."""

from practicals.checks.exercise import exercise, expect
'''
CHECK = """

@exercise("small-power-@n@")
def power_@n@(attempt):
    expect(attempt(3) != 3 * @n@ + 1, "added", en="You added one.", fr="Vous avez ajouté un.")
    expect(attempt(3) == 3**@n@, "wrong", en="The power is wrong.", fr="La puissance est fausse.")
"""


def _filled(text: str, words: dict) -> str:
    for name, word in words.items():
        text = text.replace(f"@{name}@", str(word))
    return text


def page(language: str) -> str:
    """The small chapter in one language, without front matter."""
    words = WORDS[language] | {"language": language}
    exercises = "".join(_filled(EXERCISE, words | {"n": number}) for number in EXERCISES)
    return _filled(PAGE.replace("@exercises@\n", exercises), words)


def wrong_answers() -> str:
    answers = {
        f"small-power-{number}": {"added": f"return x * {number} + 1", "wrong": "return x + 1000"}
        for number in EXERCISES
    }
    return f'"""Wrong answers."""\n\nWRONG_ANSWERS = {answers!r}\n'


def make_book(folder: Path, recorded: bool = True, translated: bool = True, **overrides: str) -> Book:
    """A book with one chapter, `small`, in both languages, in an empty folder.

    ``overrides`` replaces whole files: configuration, contents, glossary, references, english, french, checks,
    wrong_answers, landing_en, landing_fr. ``recorded`` writes outputs, ``translated`` the digests of sections.
    """
    texts = {
        "_config.yml": overrides.get("configuration", CONFIGURATION),
        "_toc.yml": overrides.get("contents", CONTENTS),
        "uv.lock": '[[package]]\nname = "numpy"\nversion = "2.0"\n[[package]]\nname = "matplotlib"\nversion = "3.9"\n',
        "book/glossary.yml": overrides.get("glossary", GLOSSARY),
        "book/references.bib": overrides.get("references", REFERENCES),
        "book/en/index.md": overrides.get("landing_en", "# A small book\n\nRead it.\n"),
        "book/fr/index.md": overrides.get("landing_fr", "# Un petit livre\n\nLisez-le.\n"),
        f"book/en/{SLUG}.md": overrides.get("english", FRONT_MATTER + page("en")),
        f"book/fr/{SLUG}.md": overrides.get("french", page("fr")),
        f"tests/book/wrong_answers/{SLUG}.py": overrides.get("wrong_answers", wrong_answers()),
    }
    checks = CHECKS + "".join(_filled(CHECK, {"n": number}) for number in EXERCISES)
    copy_practicals(folder)
    texts[f"code/practicals/src/practicals/checks/{SLUG}.py"] = overrides.get("checks", checks)
    for name, text in texts.items():
        write(folder / name, text)
    book = Book(folder)
    if translated:
        from press.checks.translation import record as record_translation

        record_translation(book, SLUG)
    if recorded:
        record(book)
    return book


def copy_practicals(folder: Path) -> None:
    """The package that chapters import, without the checks and the data of the real chapters."""
    source, target = ROOT / "code" / "practicals" / "src", folder / "code" / "practicals" / "src"
    framework = {"__init__.py", "exercise.py", "feedback.py"}

    def left_out(parent: str, names: list[str]) -> set[str]:
        bulky = {name for name in names if name == "__pycache__" or name.endswith((".csv", ".npz"))}
        return bulky | (set(names) - framework if Path(parent).name == "checks" else set())

    shutil.copytree(source, target, ignore=left_out)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(book: Book, name: str, old: str, new: str) -> None:
    """Replace a text, which must be there, in a file of the book."""
    path = book.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def record(book: Book, slug: str = SLUG) -> None:
    """Write outputs as an execution would, without running anything."""
    for language in LANGUAGES:
        chapter = chapters.read(book, language, slug)
        cells = [
            new_code_cell(
                source, id=f"cell-{number:03d}", execution_count=number + 1, outputs=outputs(cell, language)
            )
            for number, (cell, source) in enumerate(zip(chapter.cells, code_of(chapter), strict=True))
        ]
        save(book, chapter, new_notebook(cells=cells), {})


# A cell with a slider, for tests that want one: `with_slider` puts it after the cell that prints.
SLIDER = """
```{code-cell} ipython3
plot.explore(lambda power: plt.plot(line, line**power), power=[1, 2, 3], alt="@alt@", labels={"power": "@power@"})
```
"""
SLIDER_WORDS = {
    "en": {"alt": "The curve of power {power}, drawn.", "power": "Power"},
    "fr": {"alt": "La courbe de puissance {power}.", "power": "Puissance"},
}


def with_slider(language: str) -> str:
    """The small chapter in one language with a slider, without front matter."""
    found = _filled('print(f"@print@ {number**2:.2f}")\n```\n', WORDS[language])
    text = page(language)
    assert found in text
    return text.replace(found, found + _filled(SLIDER, SLIDER_WORDS[language]))


def slider_output(language: str) -> nbformat.NotebookNode:
    """What the recorded cell of `SLIDER` shows: three frames without words, of 40 × 30 pixels."""
    words = SLIDER_WORDS[language]
    frames = [
        {
            "caption": f"{words['power']} = {power}",
            "alt": words["alt"].format(power=power),
            "image": base64.b64encode(_plain_webp(60 * power)).decode(),
        }
        for power in (1, 2, 3)
    ]
    parameter = {
        "name": "power", "label": words["power"], "values": [1, 2, 3], "texts": ["1", "2", "3"], "start": 1,
    }  # fmt: skip
    content = {"parameters": [parameter], "width": 40, "height": 30, "frames": frames}
    picture = base64.b64encode(png()).decode()
    return new_output("display_data", data={MIME: content, "image/png": picture, "text/plain": "Explorer"})


def _plain_webp(grey: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), (grey, grey, grey)).save(file, "WEBP", lossless=True)
    return file.getvalue()


def outputs(cell, language: str) -> list[nbformat.NotebookNode]:
    """What a cell of the small chapter shows."""
    if "plot.explore(" in cell.source:
        return [slider_output(language)]
    if "print(" in cell.source:
        return [new_output("stream", name="stdout", text=f"{WORDS[language]['print']} 0.25\n")]
    if "plt.show()" in cell.source:
        data = {
            "image/png": base64.b64encode(png()).decode(),
            "text/plain": "<Figure size 640x480 with 1 Axes>",
        }
        return [new_output("display_data", data=data)]
    return []


def png(shade: int = 128) -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes([0, shade])))
        + chunk(b"IEND", b"")
    )
