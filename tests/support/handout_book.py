"""A small book whose chapter `straight` has everything that a handout may print, and the means to print it."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pypdf import PdfReader
from small_book import CONFIGURATION, png, write
from small_book import make_book as make_small_book
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from press.book import LANGUAGES, Book
from press.chapter import chapter as chapters
from press.site import configuration

CONTENTS = """\
format: jb-book
root: index
parts:
  - caption: mathematics
    chapters:
      - file: straight
      - file: second
"""
GLOSSARY = """\
- en: vector
  fr: vecteur
  definition: {en: A list of numbers., fr: Une liste de nombres.}
"""
REFERENCES = """\
@book{strang2016introduction, author = {Gilbert Strang}, title = {Introduction to Linear Algebra},
  publisher = {Wellesley-Cambridge Press}, year = {2016}}
"""
FRONT_MATTER = """\
---
practical:
  runs_on: browser
  level: beginner
  minutes: 30
  requires: [second]
  topics: [vector]
---
"""

ENGLISH = r"""# Straight lines

What is a {term}`vector`? See {cite:t}`strang2016introduction` and {doc}`second`.

:::{payoff}
The figure that you will have made.
:::

:::{objectives}
* Compute $x^2$, and $\frac{a}{b}$.
* See {ref}`the exercise <straight-square>` and {eq}`eq-straight`.
:::

:::{paths}
| Level | Sections |
|---|---:|
| beginner | all |
:::

(straight-first)=
## First section

:::{level} beginner 10
:::

It isn't "linear" yet, see [the site](https://example.org/elsewhere).

```{math}
:label: eq-straight
\begin{aligned} f(x) &= \sum_{i=1}^n x_i \\ &= \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases} \end{aligned}
```

```{code-cell} ipython3
---
tags: [payoff]
mystnb:
  image:
    alt: "A grey rectangle"
---
draw("grey")
```

```{code-cell} ipython3
frame
```

```{code-cell} ipython3
for number in range(100):
    print("line", number)
```

### A subsection

:::{exercise} Square a number
:label: straight-square
:level: beginner
Return the square.
:::

:::{hint}
Multiply by itself.
:::

```{code-cell} ipython3
:tags: [exercise]
def square(x):
    "The square of x."
    ### BEGIN SOLUTION
    secret_product = x * x
    return secret_product
    ### END SOLUTION

check.straight.square(square)
```

:::{proof} It is positive
Because $x^2 \ge 0$.
:::

::::{discuss} Why squares?
What would absolute values do?
:::{answer}
The confidential answer: they would have a corner.
:::
::::

:::{warning}
A warning with **bold** words.
:::

## References

```{bibliography}
:filter: docname in docnames
```

## For tutors

:::{tutor}
Allow ten minutes for the whispered part.
:::
"""

FRENCH = (
    ENGLISH.replace("# Straight lines", "# Les droites, à l'œil nu")
    .replace("What is a {term}`vector`?", "Qu'est-ce qu'un {term}`vecteur <vector>` ? « Être » : déjà 97 %.")
    .replace("Return the square.", "Renvoyez le carré.")
    .replace("The confidential answer: they would have a corner.", "La réponse confidentielle : un coin.")
    .replace("Allow ten minutes for the whispered part.", "Prévoyez dix minutes à voix basse.")
    .replace('It isn\'t "linear" yet, see', "Ce n'est pas encore « linéaire », voir")
)
SECOND = {
    "en": FRONT_MATTER.replace("[second]", "[]") + "# Second chapter\n\nText.\n",
    "fr": "# Deuxième chapitre\n\nTexte.\n",
}


@dataclass
class Printed:
    """A folder of PDFs and the words in them."""

    folder: Path
    _pages: dict[str, list[str]] = field(default_factory=dict, init=False)

    def pdf(self, name: str) -> PdfReader:
        return PdfReader(self.folder / f"{name}.pdf")

    def pages(self, name: str) -> list[str]:
        """The text of each page."""
        if name not in self._pages:
            self._pages[name] = [page.extract_text() for page in self.pdf(name).pages]
        return self._pages[name]

    def text(self, name: str) -> str:
        """The words of a PDF, with one space between them."""
        return " ".join(" ".join(self.pages(name)).split())

    def flowing_text(self, name: str) -> str:
        """The words of a PDF without the running lines, which would cut a sentence that goes on overleaf."""
        pages = enumerate(page.splitlines() for page in self.pages(name))
        return " ".join(" ".join(line for number, lines in pages for line in lines[number > 0 : -1]).split())


@dataclass
class Built(Printed):
    """What a build left: the folder of the PDFs, its exit status and its warnings."""

    status: int
    warnings: list[str]


def figure() -> nbformat.NotebookNode:
    """The output of a cell that draws."""
    picture = base64.b64encode(png()).decode()
    return new_output("display_data", {"image/png": picture, "text/plain": "<Figure size 300x200>"})


def shown(plain: str, html: str) -> nbformat.NotebookNode:
    """An output in two forms."""
    return new_output("execute_result", {"text/plain": plain, "text/html": html})


def printed(text: str) -> nbformat.NotebookNode:
    """The output of a cell that prints."""
    return new_output("stream", name="stdout", text=text)


TABLE = """<table><thead><tr><th></th><th>speed</th></tr></thead>
<tbody><tr><th>a</th><td>1.5</td></tr></tbody></table>"""
# By the position of their cell.
OUTPUTS = {
    0: [figure()],
    1: [shown("   speed\na  1.5", TABLE)],
    2: [printed("".join(f"line {number}\n" for number in range(100)))],
    3: [shown("✓ Correct", '<div class="practicals-feedback">✓ Correct</div>')],
}


def make_book(
    folder: Path, english: str = ENGLISH, french: str = FRENCH, outputs: dict | None = None
) -> Book:
    """Write the book; ``outputs`` gives what the cells of `straight` printed, by their position."""
    book = make_small_book(
        folder,
        recorded=False,
        translated=False,
        configuration=CONFIGURATION.replace("https://example.org/somebody", "https://github.com/somebody"),
        contents=CONTENTS,
        glossary=GLOSSARY,
        references=REFERENCES,
    )
    for language, text in (("en", FRONT_MATTER + english), ("fr", french)):
        write(book.source(language, "straight"), text)
        write(book.source(language, "second"), SECOND[language])
        book.source(language, "small").unlink()
        record(book, language, OUTPUTS if outputs is None else outputs)
    return book


def record(book: Book, language: str, outputs: dict) -> None:
    """Write the outputs of `straight` as an execution would."""
    cells = [
        new_code_cell(cell.source, outputs=outputs.get(number, []))
        for number, cell in enumerate(chapters.read(book, language, "straight").cells)
    ]
    write(book.output(language, "straight"), nbformat.writes(new_notebook(cells=cells)))


def print_handouts(book: Book, language: str) -> Built:
    """Run the builder on one language, with warnings counted as errors."""
    settings = configuration.write(book, language)
    out = book.build / "handouts" / language
    doctrees = book.build / "doctrees" / language
    warnings = io.StringIO()
    with patch_docutils(str(settings)), docutils_namespace():
        app = Sphinx(
            str(book.folder(language)),
            str(settings),
            str(out),
            str(doctrees),
            "handout",
            status=None,
            warning=warnings,
            warningiserror=True,
            keep_going=True,
        )
        app.build()
    lines = re.sub(r"\x1b\[[\d;]*m", "", warnings.getvalue()).split("\n")
    return Built(out, app.statuscode, [line.strip() for line in lines if line.strip()])


def print_all(book: Book) -> dict[str, Built]:
    return {language: print_handouts(book, language) for language in LANGUAGES}
