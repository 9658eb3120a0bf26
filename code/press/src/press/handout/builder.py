"""The Sphinx builder `handout`: decides which chapters to print, and has them printed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator

from press import strings as words_of_the_tools
from press.book import SOURCE_LANGUAGE, Book
from press.chapter.front_matter import Practical, practical
from press.handout import qr
from press.handout.compile import STANDARDS, Job, compile_all
from press.handout.faults import Fault, locate
from press.handout.mathematics import Converter, Formula
from press.handout.stamps import Stamps, digest, folder_digest
from press.handout.title_block import page_url, source, title_block
from press.handout.variants import Variant, select
from press.handout.writer import Surroundings, Writer
from press.strings import strings

logger = logging.getLogger(__name__)

PACKAGE = Path(__file__).parent
TEMPLATE = ("template.typ", "code.tmTheme")


@dataclass
class Handout:
    """One variant of one chapter, on its way to paper."""

    slug: str
    document: nodes.document
    job: Job
    text: str
    faults: list[Fault]
    stamp: str

    @property
    def name(self) -> str:
        return self.job.pdf.stem


class HandoutBuilder(Builder):
    """Writes `<slug>.pdf` and `<slug>-tutor.pdf` for every chapter.

    Everything that keeps a chapter from being printed is a warning with its line; its old PDF then stays.
    """

    name = "handout"
    format = "typst"
    epilog = "The handouts are in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]  # noqa: RUF012 - as in Sphinx

    def init(self) -> None:
        self.book = Book(Path(self.config.press_root))
        self.work = Path(self.doctreedir) / "handout"
        self.stamps = Stamps(self.work / "stamps.json")
        self.documents: dict[str, nodes.document] = {}

    # Which chapters

    def get_outdated_docs(self) -> Iterator[str]:
        for slug in self.book.chapters:
            if slug in self.env.found_docs and not all(
                self.stamps.fresh(_read(slug), self._ingredients(slug), self._pdf(slug, variant))
                for variant in Variant
            ):
                yield slug

    def _ingredients(self, slug: str) -> str:
        """A digest of all that a chapter's handouts come from, cheap enough to take on every run."""
        doctree = Path(self.doctreedir, f"{slug}.doctree")
        return digest(
            self._tools,
            self._everywhere,
            doctree,
            self.book.output(self.language, slug),
            str(self._practical(slug)),
        )

    @cached_property
    def _tools(self) -> str:
        return digest(
            folder_digest(PACKAGE, (".py", ".typ", ".tmTheme", ".ttf")),
            words_of_the_tools.PATH,
            typst.__version__,
            str(STANDARDS),
        )

    @property
    def _everywhere(self) -> str:
        """What every chapter may show: the book's settings, the titles and numbers that links give."""
        settings = self.book.settings
        common = [settings.base_url, settings.title[self.language], settings.author]
        return json.dumps([common, self._titles, self.env.toc_fignumbers])

    @property
    def _titles(self) -> dict[str, str]:
        return {name: title.astext() for name, title in sorted(self.env.titles.items())}

    # Addresses

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return page_url(self.book, self.language, docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return "" if from_ == to else self.get_target_uri(to, typ)

    @property
    def language(self) -> str:
        return self.config.language

    def _pdf(self, slug: str, variant: Variant) -> Path:
        return Path(self.outdir, f"{slug}{variant.value}.pdf")

    def _practical(self, slug: str) -> Practical:
        path = self.book.source(SOURCE_LANGUAGE, slug)
        return practical(path, path.read_text(encoding="utf-8"))

    # Writing

    def prepare_writing(self, docnames: set[str]) -> None:
        Path(self.outdir).mkdir(parents=True, exist_ok=True)
        (self.work / "pictures").mkdir(parents=True, exist_ok=True)
        for name in TEMPLATE:
            (self.work / name).write_bytes((PACKAGE / name).read_bytes())

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        if docname in self.book.chapters:
            self.post_process_images(doctree)
            self.documents[docname] = doctree

    def finish(self) -> None:
        start = time.perf_counter()
        formulas = Converter(self.work / "formulas.json").convert(
            node.astext() for document in self.documents.values() for node in document.findall(_is_formula)
        )
        handouts = [self._write(slug, variant, formulas) for slug in self.documents for variant in Variant]
        printed = self._print(handouts)
        self._forget_removed_chapters()
        self._remember(handouts)
        if printed:
            logger.info("%d handouts printed in %.1f s", printed, time.perf_counter() - start)
        self._report(handouts)

    def _write(self, slug: str, variant: Variant, formulas: dict[str, Formula]) -> Handout:
        """Write the Typst source of one handout."""
        words = strings(self.language)
        document = select(self.documents[slug], variant, words["handout_hints"])
        writer = Writer(
            document, Surroundings(self.language, words, formulas, self._numbers(slug), self._stage)
        )
        body = writer.write()
        block = title_block(self.book, self.language, slug, self._practical(slug), self._titles, variant)
        text = source(writer.title, block, body)
        (self.work / f"{slug}-qr.svg").write_bytes(qr.svg(page_url(self.book, self.language, slug)))
        job = Job(self.work / f"{slug}{variant.value}.typ", self._pdf(slug, variant))
        job.source.write_text(text, encoding="utf-8")
        return Handout(slug, document, job, text, writer.faults, digest(self._tools, text))

    def _numbers(self, slug: str) -> dict[str, str]:
        """The number of each exercise and figure by its id."""
        kinds = self.env.toc_fignumbers.get(slug, {}).values()
        return {name: ".".join(map(str, number)) for numbers in kinds for name, number in numbers.items()}

    def _stage(self, uri: str) -> str:
        """Copy a picture to where Typst may read it, under a name that changes with its content.

        Raises FileNotFoundError.
        """
        picture = Path(self.srcdir, uri).read_bytes()
        name = f"pictures/{digest(picture)}{Path(uri).suffix}"
        (self.work / name).write_bytes(picture)
        return f"/{name}"

    def _print(self, handouts: list[Handout]) -> int:
        """Compile the handouts without a fault whose source changed; their number."""
        wanted = {
            handout.job: handout
            for handout in handouts
            if not handout.faults and not self.stamps.fresh(handout.name, handout.stamp, handout.job.pdf)
        }
        for done in status_iterator(
            compile_all(list(wanted), self.work),
            "printing handouts... ",
            length=len(wanted),
            verbosity=self.app.verbosity,
            stringify_func=lambda done: done.job.pdf.name,
        ):
            handout = wanted[done.job]
            handout.faults += locate(done.diagnostics, handout.text, handout.document)
        return len(wanted)

    def _remember(self, handouts: list[Handout]) -> None:
        printed = [handout for handout in handouts if not handout.faults]
        broken = {handout.slug for handout in handouts if handout.faults}
        self.stamps.save(
            {handout.name: handout.stamp for handout in printed}
            | {_read(slug): self._ingredients(slug) for slug in self.documents if slug not in broken}
        )

    def _report(self, handouts: list[Handout]) -> None:
        """One warning for each fault; both variants of a chapter mostly have the same."""
        faults = dict.fromkeys((handout.slug, fault) for handout in handouts for fault in handout.faults)
        for slug, fault in faults:
            logger.warning(fault.message, location=(slug, fault.line))

    def _forget_removed_chapters(self) -> None:
        made = {self._pdf(slug, variant) for slug in self.book.chapters for variant in Variant}
        for path in Path(self.outdir).glob("*.pdf"):
            if path not in made:
                path.unlink()


def _read(slug: str) -> str:
    """The name of the stamp for what a chapter's handouts come from; a handout's own is its file's name."""
    return f"{slug} as read"


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)
