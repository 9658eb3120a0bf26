"""Turns a chapter's MyST blocks into Markdown that Jupyter, JupyterLite and Colab show well."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from press import bibliography as references
from press.book import Book
from press.chapter import chapter as chapters
from press.chapter.blocks import Block, CodeCell, Directive, Prose, walk
from press.chapter.chapter import Chapter
from press.errors import PressError
from press.notebooks import citations, quizzes
from press.publish import Published
from press.strings import strings

# A role, or inline code that must stay as it is: matched together, so that their backticks pair rightly.
_INLINE = re.compile(r"\{(?P<role>[\w:]+)\}`(?P<content>[^`]+)`|`[^`\n]+`")
_TARGETED = re.compile(r"^(?P<text>.*?)\s*<(?P<target>[^>]+)>$", re.DOTALL)
_FENCED = re.compile(r"(^(?:```|~~~)[^\n]*\n.*?^(?:```|~~~)[ \t]*$)", re.DOTALL | re.MULTILINE)
_DISPLAY = re.compile(
    r"^\$\$[ \t]*\n?(?P<tex>.*?)\n?[ \t]*\$\$(?:[ \t]*\((?P<label>[\w-]+)\))?[ \t]*$",
    re.DOTALL | re.MULTILINE,
)


class Renderer:
    """Renders the blocks of one published chapter for learners, or for tutors with everything unfolded."""

    def __init__(self, book: Book, published: Published, for_tutor: bool = False):
        self.book = book
        self.published = published
        self.chapter = published.chapter
        self.for_tutor = for_tutor
        self.words = strings(self.chapter.language)
        self.cited: list[str] = []
        self.exercise_numbers = {exercise.label: n for n, exercise in enumerate(self.chapter.exercises, 1)}
        self.equation_numbers = _equation_numbers(self.chapter)

    def render(self, block: Block) -> str:
        """Markdown of a block that is not a code cell. Raises PressError for a directive without a rule."""
        if isinstance(block, Prose):
            return self.prose(block)
        assert isinstance(block, Directive)
        rule = getattr(self, f"_{block.name.replace('-', '_').replace(':', '_')}", None)
        if rule is None:
            raise PressError(
                f"notebooks have no rule for `{block.name}`",
                self.chapter.path,
                block.line,
                "use another directive",
            )
        return rule(block)

    def body(self, blocks: list[Block]) -> str:
        return "\n\n".join(text for block in blocks if (text := self.render(block).strip()))

    def prose(self, block: Prose) -> str:
        pieces = _FENCED.split(block.text)
        return "".join(
            piece if number % 2 else self._text(piece) for number, piece in enumerate(pieces)
        ).strip("\n")

    def _text(self, text: str) -> str:
        text = re.sub(r"^\([\w-]+\)=[ \t]*\n?", "", text, flags=re.MULTILINE)
        text = _DISPLAY.sub(lambda found: self._display(found["tex"], found["label"]), text)
        return _INLINE.sub(self._role, text)

    def _display(self, tex: str, label: str | None) -> str:
        tag = f" \\tag{{{self.equation_numbers[label]}}}" if label else ""
        return f"$$\n{tex.strip()}{tag}\n$$"

    # Roles

    def _role(self, found: re.Match) -> str:
        name, content = found["role"], found["content"]
        if name is None:
            return found[0]
        targeted = _TARGETED.match(content)
        text, target = (targeted["text"], targeted["target"]) if targeted else (None, content)
        rules: dict[str, Callable[[str | None, str], str]] = {
            "ref": self._ref,
            "eq": lambda text, target: f"({self.equation_numbers.get(target, '?')})",
            "doc": self._doc,
            "term": lambda text, target: f"*{text or target}*",
            "cite:t": lambda text, target: self._cite(target, parenthesised=False),
            "cite:p": lambda text, target: self._cite(target, parenthesised=True),
        }
        if name not in rules:
            raise PressError(
                f"notebooks have no rule for the role `{name}`", self.chapter.path, mend="use another role"
            )
        return rules[name](text, target)

    def _ref(self, text: str | None, target: str) -> str:
        for chapter in (self.chapter, *self._others()):
            titles = {section.label: section.title for section in chapter.sections}
            titles |= {exercise.label: exercise.title for exercise in chapter.exercises}
            titles |= {
                d.options["label"]: d.argument for d in chapter.directives("discuss") if "label" in d.options
            }
            titles |= {quiz.label: self._text(quiz.title) for quiz in chapter.quizzes}
            if target in titles:
                return f"[{text or titles[target]}]({page_url(self.book, chapter)}#{target})"
        raise PressError(f"no label {target!r}", self.chapter.path, mend="correct the {ref} or add the label")

    def _others(self):
        for slug in self.book.chapters:
            if slug != self.chapter.slug:
                yield chapters.read(self.book, self.chapter.language, slug)

    def _doc(self, text: str | None, target: str) -> str:
        if target in self.book.chapters:
            chapter = chapters.read(self.book, self.chapter.language, target)
            return f"[{text or chapter.title}]({page_url(self.book, chapter)})"
        return f"[{text or target}]({self.book.settings.base_url}/{self.chapter.language}/{target}.html)"

    def _cite(self, content: str, parenthesised: bool) -> str:
        keys = [key.strip() for key in content.split(",")]
        self.cited += [key for key in keys if key not in self.cited]
        bibliography = references.path(self.book)
        return citations.cite(bibliography, keys, self.chapter.language, parenthesised, self.chapter.path)

    # Directives

    def _titled_list(self, block: Directive) -> str:
        return f"**{self.words[block.name]}**\n\n{self.body(block.body)}"

    _objectives = _needs = _paths = _titled_list

    def _payoff(self, block: Directive) -> str:
        picture = self.published.payoff
        image = ""
        if picture:
            data = base64.b64encode(picture.png).decode()
            image = f"![{picture.alt}](data:image/png;base64,{data})\n\n"
        return f"{image}{self.body(block.body)}"

    def _level(self, block: Directive) -> str:
        level, minutes = block.argument.split()
        return f"*{self.words[level].capitalize()} · {self.words['minutes'].format(n=minutes)}*"

    def _exercise(self, block: Directive) -> str:
        number = self.exercise_numbers.get(block.options.get("label", ""), "")
        level = self.words.get(block.options.get("level", ""), "")
        title = f"**{self.words['exercise']} {number}{self.words['colon']} {block.argument}**" + (
            f" ({level})" if level else ""
        )
        return f"---\n\n{title}\n\n{self.body(block.body)}"

    def _quoted(self, block: Directive) -> str:
        title = self.words[block.name] + (f"{self.words['colon']} {block.argument}" if block.argument else "")
        return quote(f"**{title}**\n\n{self.body(block.body)}")

    _note = _tip = _warning = _important = _quoted

    def _discuss(self, block: Directive) -> str:
        answers = [inner for inner in block.body if isinstance(inner, Directive) and inner.name == "answer"]
        question = [inner for inner in block.body if inner not in answers]
        title = f"**{self.words['discuss']}{self.words['colon']} {self._text(block.argument)}**"
        return "\n\n".join([quote(f"{title}\n\n{self.body(question)}"), *map(self.render, answers)])

    def _fold(self, block: Directive) -> str:
        title = self.words[block.name] + (
            f"{self.words['colon']} {self._text(block.argument)}" if block.argument else ""
        )
        if self.for_tutor:
            return f"**{title}**\n\n{self.body(block.body)}"
        return f"<details>\n<summary>{title}</summary>\n\n{self.body(block.body)}\n\n</details>"

    _answer = _proof = _hint = _fold

    def _quiz(self, block: Directive) -> str:
        found = enumerate(self.chapter.quizzes, 1)
        number, quiz = next((number, quiz) for number, quiz in found if quiz.line == block.line)
        return quizzes.markdown(quiz, number, self.words, self._text, self.body, answered=self.for_tutor)

    def _math(self, block: Directive) -> str:
        return self._display("\n".join(prose.text for prose in block.body), block.options.get("label"))

    def _bibliography(self, block: Directive) -> str:
        bibliography = references.path(self.book)
        return citations.reference_list(bibliography, self.cited, self.chapter.path)

    def _tutor(self, block: Directive) -> str:
        return f"## {self.words['tutor']}\n\n{self.body(block.body)}" if self.for_tutor else ""


def page_url(book: Book, chapter: Chapter) -> str:
    """Where the chapter's page is published."""
    return f"{book.settings.base_url}/{chapter.language}/{chapter.slug}.html"


def quote(text: str) -> str:
    """A block quote; a display formula goes on one line, for Jupyter cannot read one across quote marks."""
    text = re.sub(
        r"\$\$\n(.*?)\n\$\$", lambda found: f"$${' '.join(found[1].split())}$$", text, flags=re.DOTALL
    )
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _equation_numbers(chapter: Chapter) -> dict[str, int]:
    """Labelled formulas are numbered in order, as Sphinx numbers them."""
    labels = []
    for block in walk(chapter.blocks):
        if isinstance(block, Directive) and block.name == "math" and "label" in block.options:
            labels.append(block.options["label"])
        elif isinstance(block, Prose):
            labels += [found["label"] for found in _DISPLAY.finditer(block.text) if found["label"]]
    return {label: number for number, label in enumerate(dict.fromkeys(labels), 1)}


def markdown_cells(renderer: Renderer) -> list[str | CodeCell]:
    """The chapter as a sequence of Markdown texts and code cells; a new text starts at each heading."""
    cells: list[str | CodeCell] = []
    text: list[str] = []

    def flush() -> None:
        joined = "\n\n".join(part for part in text if part.strip())
        if joined:
            cells.append(joined)
        text.clear()

    for block in renderer.chapter.blocks:
        if isinstance(block, CodeCell):
            flush()
            cells.append(block)
            continue
        rendered = renderer.render(block)
        if isinstance(block, Prose) and re.search(r"^#{1,3} ", rendered, re.MULTILINE):
            first, *rest = re.split(r"(?m)^(?=#{1,3} )", rendered)
            text.append(first.strip("\n"))
            for part in rest:
                flush()
                text.append(part.strip("\n"))
            continue
        text.append(rendered)
    flush()
    return cells
