"""Where a chapter can be run and what can be taken away: the only place that builds these links."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from press.book import SOURCE_LANGUAGE, Book
from press.chapter import front_matter
from press.chapter.chapter import Chapter
from press.chapter.front_matter import Practical
from press.strings import strings


@dataclass(frozen=True)
class Link:
    """One way to a chapter. ``href`` is absolute, or relative to the language's folder of the site.

    ``kind`` is lite, colab, binder, notebook, handout, tutor-notebook or tutor-handout.
    """

    kind: str
    label: str
    href: str
    note: str = ""

    @property
    def external(self) -> bool:
        return bool(urlsplit(self.href).scheme)

    @property
    def for_tutors(self) -> bool:
        return self.kind.startswith("tutor-")

    @property
    def runs(self) -> bool:
        return self.kind in ("lite", "colab", "binder")


def practical_of(book: Book, slug: str) -> Practical:
    """The front matter of a chapter."""
    source = book.source(SOURCE_LANGUAGE, slug)
    return front_matter.practical(source, source.read_text(encoding="utf-8"))


def lite(slug: str, language: str) -> str:
    """A notebook in JupyterLite, relative to the language's folder."""
    return f"../lite/{language}/notebooks/index.html?path={slug}.ipynb"


def colab(book: Book, slug: str, language: str) -> str:
    """A notebook of the published branch in Colab."""
    return (
        f"https://colab.research.google.com/github/{repository(book)}"
        f"/blob/{book.settings.published_branch}/{language}/notebooks/{slug}.ipynb"
    )


def binder(book: Book, slug: str, language: str) -> str:
    """A notebook of the published branch on Binder."""
    return (
        f"https://mybinder.org/v2/gh/{repository(book)}/{book.settings.published_branch}"
        f"?urlpath=lab/tree/{language}/notebooks/{slug}.ipynb"
    )


def hub(book: Book, language: str, slug: str | None = None, server: str = "") -> str:
    """A link of nbgitpuller: the JupyterHub at ``server`` copies the notebooks and opens one, or their folder.

    Coming back by the same link brings what changed and keeps what the reader wrote.
    """
    # The copy is called after the repository.
    name = repository(book).rpartition("/")[2]
    notebook = f"/{slug}.ipynb" if slug else ""
    query = {
        "repo": web_address(book),
        "urlpath": f"lab/tree/{name}/{language}{notebook}",
        "branch": book.settings.notebooks_branch,
    }
    return f"{server}/hub/user-redirect/git-pull?{urlencode(query)}"


def repository(book: Book) -> str:
    """``owner/name`` on GitHub, from the repository's address."""
    return urlsplit(web_address(book)).path.strip("/")


def web_address(book: Book) -> str:
    """The repository's page, without a final slash."""
    return book.settings.repository_url.rstrip("/").removesuffix(".git")


def links(book: Book, chapter: Chapter | str, language: str, *, browser_runtime: bool = True) -> list[Link]:
    """Every link of a chapter, in the order in which a page shows them.

    Without the browser runtime (``_build/site/pyodide`` could not be had) JupyterLite is left out.
    """
    slug = chapter if isinstance(chapter, str) else chapter.slug
    practical = practical_of(book, slug) if isinstance(chapter, str) else chapter.practical
    words = strings(language)
    in_lite = Link("lite", words["launch_lite"], lite(slug, language), words["launch_lite_note"])
    in_colab = Link("colab", words["launch_colab"], colab(book, slug, language), words["launch_colab_note"])
    on_binder = Link(
        "binder", words["launch_binder"], binder(book, slug, language), words["launch_binder_note"]
    )
    if practical.runs_on == "browser":
        places = [in_lite, in_colab] if browser_runtime else [in_colab]
    elif practical.runs_on == "cpu":
        places = [in_colab, on_binder]
    else:
        places = [
            Link("colab", words["launch_colab_gpu"], in_colab.href, words["launch_colab_gpu_note"]),
            Link("binder", words["launch_binder_cpu"], on_binder.href, words["launch_binder_cpu_note"]),
        ]
    return [
        *places,
        Link(
            "notebook", words["download_notebook"], f"notebooks/{slug}.ipynb", words["download_notebook_note"]
        ),
        Link("handout", words["download_handout"], f"handouts/{slug}.pdf", words["download_handout_note"]),
        Link("tutor-notebook", words["tutor_notebook"], f"notebooks/tutor/{slug}.ipynb"),
        Link("tutor-handout", words["tutor_handout"], f"handouts/{slug}-tutor.pdf"),
    ]
