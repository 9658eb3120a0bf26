"""A small book whose chapter asks two quizzes: one with one right answer, one with several."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from small_book import FRONT_MATTER, make_book, page

from press.book import LANGUAGES, Book
from press.sphinx_run import run

LANDING = """\
# {title}

(chapters)=
## {chapters}

:::{{catalogue}}
:::
"""
SINGLE, MULTIPLE = "small-quiz-square", "small-quiz-powers"
QUIZZES = {
    "en": r"""
::::{quiz} What is the square of $x = 3$?
:label: small-quiz-square

Think of a `square` with sides of length $x$.

:::{choice} Six, $2x$
That is twice the number: a square multiplies it by itself.
:::

:::{choice} Nine, $x^2$
:correct:

Three rows of three: $3 \times 3 = 9$.
:::

:::{choice} Three
That is the number itself.
:::
::::

::::{quiz} Which numbers are powers of two?
:label: small-quiz-powers
:multiple:

:::{choice} $8$
:correct:
It is $2^3$.
:::

:::{choice} $12$
It is $3 \times 4$, and three is no power of two.
:::

:::{choice} $16$
:correct:
It is $2^4$.
:::
::::

The first quiz was {ref}`small-quiz-square`.
""",
    "fr": r"""
::::{quiz} Quel est le carré de $x = 3$ ?
:label: small-quiz-square

Pensez à un carré (`square`) de côté $x$.

:::{choice} Six, $2x$
C'est le double du nombre : un carré le multiplie par lui-même.
:::

:::{choice} Neuf, $x^2$
:correct:

Trois lignes de trois : $3 \times 3 = 9$.
:::

:::{choice} Trois
C'est le nombre lui-même.
:::
::::

::::{quiz} Quels nombres sont des puissances de deux ?
:label: small-quiz-powers
:multiple:

:::{choice} $8$
:correct:
C'est $2^3$.
:::

:::{choice} $12$
C'est $3 \times 4$, et trois n'est pas une puissance de deux.
:::

:::{choice} $16$
:correct:
C'est $2^4$.
:::
::::

Le premier quiz était {ref}`small-quiz-square`.
""".replace(" ?", "\u202f?")
    .replace(" :\n", "\u00a0:\n")
    .replace(" : ", "\u00a0: "),
}


def with_quizzes(language: str) -> str:
    """The page of the small chapter with the quizzes before its last sections."""
    return page(language).replace("(small-built)=", f"{QUIZZES[language].strip()}\n\n(small-built)=")


def make_quiz_book(folder: Path, **overrides: str) -> Book:
    """The small book with the two quizzes and a catalogue on its landing page; ``overrides`` as for the small book."""
    sources = {
        "english": FRONT_MATTER + with_quizzes("en"),
        "french": with_quizzes("fr"),
        "landing_en": LANDING.format(title="A small book", chapters="Chapters"),
        "landing_fr": LANDING.format(title="Un petit livre", chapters="Les chapitres"),
    }
    return make_book(folder, **{**sources, **overrides})


def build_pages(book: Book) -> Path:
    """Build the pages of both languages at once; gives the folder of the site."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda language: run(book, language, {"html": book.site / language}), LANGUAGES))
    # The root of the site, which pages take their icon from, is made by `press build` alone.
    (book.site / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    return book.site
