"""Writes a chapter's document as Typst: one method for each kind of node.

Every method returns an expression of Typst's code mode; the functions that they call are the template's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from docutils import nodes

from press.handout import tables
from press.handout.faults import MARKER, Fault, line_of
from press.handout.markup import anchor, array, boolean, call, join, labelled, string
from press.handout.mathematics import Formula
from press.handout.outputs import shortened, shortened_traceback
from press.handout.typography import prose
from press.outputs.explorers import Explorer

# Nothing of these is printed.
SILENT = {
    "colspec",
    "comment",
    "index",
    "meta",
    "substitution_definition",
    "system_message",
    "target",
    "toctree",
}
# Of these, only what is inside matters.
TRANSPARENT = {"caption", "compound", "document", "legend", "list_item", "quiz_question", "tutor"}
CODE_LANGUAGES = {"ipython3": "python", "ipython": "python", "python3": "python", "console": "bash"}
# A code cell of more lines than this may run over two pages.
LONGEST_UNBROKEN = 16
SHORT_BOX = 700  # characters: a box of less stays on one page


@dataclass(frozen=True)
class Surroundings:
    """What a document does not say itself: its language, the converted formulas, the numbers of its exercises
    and figures by their ids, and where to put a picture (its path in, Typst's path out)."""

    language: str
    words: Mapping[str, str]
    formulas: Mapping[str, Formula]
    numbers: Mapping[str, str]
    stage: Callable[[str], str]


class Writer:
    """Writes one document once. ``faults`` lists what cannot be printed."""

    def __init__(self, document: nodes.document, surroundings: Surroundings):
        self.document = document
        self.language = surroundings.language
        self.words = surroundings.words
        self.formulas = surroundings.formulas
        self.numbers = surroundings.numbers
        self.stage = surroundings.stage
        self.faults: list[Fault] = []
        self.title = ""
        self._level = 0
        self._cited_addresses: set[str] = set()
        present = {name for node in document.findall(nodes.Element) for name in node.get("ids", [])}
        wanted = {_target(node) for node in document.findall(nodes.Element)}
        self._targets = present & wanted
        self._labelled: set[str] = set()

    def write(self, node: nodes.Node | None = None) -> str:
        """The document, or one node of it, as an expression; empty when nothing of it is printed."""
        node = self.document if node is None else node
        for kind in type(node).__mro__:
            if method := getattr(self, f"write_{kind.__name__}", None):
                return method(node)
            if kind.__name__ in TRANSPARENT:
                return self.children(node)
            if kind.__name__ in SILENT:
                return ""
        self.fault(f"the handouts cannot print `{type(node).__name__}`", node)
        return self.children(node)

    def children(self, node: nodes.Element) -> str:
        return self.sequence(node.children)

    def sequence(self, these: Iterable[nodes.Node]) -> str:
        return join(self.write(node) for node in these)

    def fault(self, message: str, node: nodes.Node) -> None:
        self.faults.append(Fault(message, line_of(node)))

    def block(self, node: nodes.Node, function: str, *arguments: str, **options: str) -> str:
        """A call for something that stands alone, labelled if a link leads to it, after the line it comes from."""
        return self._placed(node, call(function, *arguments, **options))

    def _placed(self, node: nodes.Node, expression: str) -> str:
        line = line_of(node)
        marker = "\n" + MARKER.format(line=line) + "\n" if line else ""
        name = self._name(node)
        return marker + (labelled(expression, name) if name else expression)

    def _name(self, node: nodes.Element) -> str | None:
        """The label of a node that something links to, given out once."""
        name = next((name for name in node.get("ids", []) if name in self._targets), None)
        if name is None or name in self._labelled:
            return None
        self._labelled.add(name)
        return name

    def _anchored(self, node: nodes.Element, expression: str) -> str:
        name = self._name(node)
        return join([anchor(name), expression]) if name else expression

    # Words

    def write_Text(self, node: nodes.Text) -> str:
        return prose(node.astext(), self.language)

    def word(self, key: str, number: object = "") -> str:
        """A word of the tools (nothing for an unknown one), with its number."""
        return prose(f"{self.words.get(key, '')} {number}".strip(), self.language)

    def write_strong(self, node: nodes.Element) -> str:
        return call("strong", self.children(node))

    def write_emphasis(self, node: nodes.Element) -> str:
        return call("emph", self.children(node))

    write_title_reference = write_emphasis

    def write_literal(self, node: nodes.Element) -> str:
        return call("raw", string(node.astext()))

    def write_superscript(self, node: nodes.Element) -> str:
        return call("super", self.children(node))

    def write_subscript(self, node: nodes.Element) -> str:
        return call("sub", self.children(node))

    def write_term_link(self, node: nodes.Element) -> str:
        return self.children(node)

    def write_inline(self, node: nodes.Element) -> str:
        return self._anchored(node, self.children(node))

    def write_reference(self, node: nodes.Element) -> str:
        words = self.children(node)
        name = _target(node)
        if name:
            return call("link", call("label", string(name)), words) if name in self._targets else words
        address = node.get("refuri", "")
        if not address.startswith(("http://", "https://", "mailto:")):
            return words
        shown = node.astext().strip()
        if node.get("internal") or shown == address or self._inside(node, nodes.citation):
            return call("link", string(address), words)
        known = address in self._cited_addresses
        self._cited_addresses.add(address)
        return call("link" if known else "link-with-footnote", string(address), words)

    def _inside(self, node: nodes.Node, kind: type) -> bool:
        while node is not None and not isinstance(node, kind):
            node = node.parent
        return node is not None

    # Mathematics

    def write_math(self, node: nodes.Element) -> str:
        return call("math.equation", self._formula(node), alt=string(node.astext()))

    def write_math_block(self, node: nodes.Element) -> str:
        options = {"block": "true", "alt": string(node.astext().strip())}
        if number := node.get("number"):
            options["numbering"] = f"_ => [({number})]"
        return self.block(node, "math.equation", self._formula(node), **options)

    def _formula(self, node: nodes.Element) -> str:
        formula = self.formulas[node.astext()]
        if formula.fault:
            self.fault(
                f"the formula `{' '.join(node.astext().split())}` cannot be printed: {formula.fault}", node
            )
        return f"$ {formula.typst} $" if isinstance(node, nodes.math_block) else f"${formula.typst}$"

    # Sections and paragraphs

    def write_section(self, node: nodes.Element) -> str:
        self._level += 1
        written = self.children(node)
        self._level -= 1
        return written

    def write_title(self, node: nodes.Element) -> str:
        if self._level == 1 and not self.title:
            self.title = self.children(node)
            return ""
        heading = call("heading", self.children(node), level=str(self._level))
        name = self._name(node.parent)
        return self._placed(node, labelled(heading, name) if name else heading)

    def write_paragraph(self, node: nodes.Element) -> str:
        words = self._anchored(node, self.children(node))
        if "section-level" in node["classes"]:
            return self.block(node, "section-level", words)
        return self._placed(node, join([words, "parbreak()"]))

    def write_bullet_list(self, node: nodes.Element) -> str:
        return self.block(node, "list", *map(self.children, node.children))

    def write_enumerated_list(self, node: nodes.Element) -> str:
        return self.block(node, "enum", *map(self.children, node.children), start=str(node.get("start", 1)))

    def write_definition_list(self, node: nodes.Element) -> str:
        def item(entry: nodes.Element) -> str:
            terms = [child for child in entry.children if not isinstance(child, nodes.definition)]
            return call("terms.item", self.sequence(terms), self.children(entry.children[-1]))

        return self.block(node, "terms", *map(item, node.children))

    def write_term(self, node: nodes.Element) -> str:
        return self._anchored(node, self.children(node))

    def write_block_quote(self, node: nodes.Element) -> str:
        return self.block(node, "quote", self.children(node), block="true")

    def write_transition(self, node: nodes.Element) -> str:
        return "rule-between()"

    def write_rubric(self, node: nodes.Element) -> str:
        return self.block(node, "rubric", self.children(node))

    # Boxes

    def box(
        self, node: nodes.Element, kind: str, title: str, body: Iterable[nodes.Node], **options: str
    ) -> str:
        whole = boolean(len(node.astext()) <= SHORT_BOX)
        written = self.sequence(body)
        return self.block(node, "boxed", string(kind), title, written, whole=whole, **options)

    def titled(self, node: nodes.Element, kind: str) -> str:
        """A box whose first child may be its title."""
        first = node.children[0] if node.children else None
        if isinstance(first, nodes.title):
            return self.box(node, kind, self.children(first), node.children[1:])
        return self.box(node, kind, self.word(kind), node.children)

    def write_Admonition(self, node: nodes.Element) -> str:
        name = type(node).__name__
        return self.titled(node, node["classes"][0] if name == "admonition" and node["classes"] else name)

    def write_folded(self, node: nodes.Element) -> str:
        if "number" not in node:
            return self.titled(node, node["kind"])
        title, *body = node.children
        # The title is the word for hint, a colon, and what the author gave.
        own = self.sequence(title.children[2:])
        return self.box(node, "hint", own, body, name=self.word("hint", node["number"]))

    def write_hint_pointer(self, node: nodes.Element) -> str:
        return call("hint-pointer", self.word("hint", node["number"]), call("label", string(node["refid"])))

    def write_exercise_node(self, node: nodes.Element) -> str:
        title, *body = node.children
        names = [name for name in node.get("ids", []) if name in self.numbers]
        number = self.numbers[names[0]] if names else ""
        level = next((name[6:] for name in node["classes"] if name.startswith("level-")), "")
        return self.box(
            node,
            "exercise",
            self.sequence(_own_title(title)),
            body,
            name=self.word("exercise", number),
            note=self.word(level),
        )

    write_exercise_enumerable_node = write_exercise_node

    def write_quiz(self, node: nodes.Element) -> str:
        title, *body = node.children
        return self.box(
            node,
            "quiz",
            self.children(title),
            body,
            name=self.word("quiz", node["number"]),
            note=self.word("quiz_several" if node["multiple"] else "quiz_one"),
        )

    def write_quiz_choice(self, node: nodes.Element) -> str:
        text, *explanation = node.children
        verdict = self.word("quiz_right" if node["correct"] else "quiz_wrong")
        return self.block(
            node,
            "choice",
            string(node["letter"]),
            self.children(text),
            several=boolean(node.parent["multiple"]),
            marked=boolean(node["correct"]),
            verdict=verdict if explanation else "none",
            explanation=self.sequence(explanation) if explanation else "none",
        )

    def write_answer_space(self, node: nodes.Element) -> str:
        return self.block(node, "answer-space", str(node["rows"]))

    # Code and what it prints

    def write_container(self, node: nodes.Element) -> str:
        role = node.get("nb_element")
        if role == "cell_code" and "tag_solution" in node["classes"]:
            return self.block(
                node, "solution", self.word("solution"), self.word("handout_marked"), self.children(node)
            )
        if role == "cell_code_output":
            return self.block(node, "output", self.children(node))
        return self._anchored(node, self.children(node))

    def write_literal_block(self, node: nodes.Element) -> str:
        language = node.get("language", "")
        if language == "ipythontb":
            return self.block(node, "printed", string(shortened_traceback(node.astext())))
        if "output" in node["classes"]:
            return self.block(node, "printed", string(shortened(node.astext(), self.words["handout_cut"])))
        source = node.astext().rstrip("\n")
        return self.block(
            node,
            "code",
            string(source),
            language=string(CODE_LANGUAGES.get(language, language)),
            marked=array(map(str, node.get("marked", []))),
            whole=boolean(source.count("\n") < LONGEST_UNBROKEN),
            followed=boolean(_is_followed(node)),
        )

    def write_raw(self, node: nodes.Element) -> str:
        table = tables.from_html(node.astext()) if node.get("format") == "html" else None
        return self._placed(node, str(table)) if table else ""

    # Pictures and tables

    def write_image(self, node: nodes.Element) -> str:
        alt = node.get("alt", "").strip()
        if not alt:
            self.fault(
                "a picture without alternative text: add `mystnb: {image: {alt: …}}` to the cell", node
            )
        try:
            path = self.stage(node["uri"])
        except FileNotFoundError:
            self.fault("a picture of the recorded outputs is gone: build again from an empty _build", node)
            return ""
        return self.block(node, "picture", string(path), string(alt))

    def write_explorer(self, node: nodes.Element) -> str:
        shown = node["explorer"]
        cells = [
            array([string(self.stage(uri)), string(frame.alt), prose(frame.caption, self.language)])
            for uri, frame in zip(node["uris"], shown.frames, strict=True)
        ]
        return self.block(node, "small-multiples", str(_columns(shown)), array(cells))

    def write_figure(self, node: nodes.Element) -> str:
        kinds = (nodes.caption, nodes.legend)
        pictures = self.sequence(child for child in node.children if not isinstance(child, kinds))
        words = self.sequence(child for child in node.children if isinstance(child, kinds))
        return self.block(node, "captioned", pictures, words)

    def write_table(self, node: nodes.Element) -> str:
        group = next(node.findall(nodes.tgroup))
        table = tables.Table()
        for part in group.children:
            if isinstance(part, nodes.thead):
                table.head = [
                    [self._cell(entry, head=True) for entry in row.children] for row in part.children
                ]
            elif isinstance(part, nodes.tbody):
                table.body = [[self._cell(entry) for entry in row.children] for row in part.children]
        caption = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if caption is None:
            return self._placed(node, str(table))
        return self.block(node, "captioned", str(table), self.children(caption))

    def _cell(self, entry: nodes.Element, head: bool = False) -> tables.Cell:
        align = next((name[5:] for name in entry["classes"] if name.startswith("text-")), "left")
        words = self.children(entry)
        return tables.Cell(
            call("strong", words) if head else words,
            align,
            entry.get("morecols", 0) + 1,
            entry.get("morerows", 0) + 1,
        )

    # References

    def write_citation(self, node: nodes.Element) -> str:
        # The text cites author and year: the number that Sphinx puts before the entry says nothing.
        return self.block(node, "reference", self.sequence(node.children[1:]))


def _columns(shown: Explorer) -> int:
    """How many frames stand in a row: those of the last slider, or of half of an only one that is long."""
    count = len(shown.sliders[-1].texts)
    return count if len(shown.sliders) > 1 or count <= 6 else -(-count // 2)


def _target(node: nodes.Element) -> str | None:
    """The id, in the same document, that a node links to."""
    if "refid" in node and not isinstance(node, nodes.target):
        return node["refid"]
    address = node.get("refuri", "")
    return address[1:] if address.startswith("#") else None


def _own_title(title: nodes.title) -> list[nodes.Node]:
    """The title that the author gave to an exercise: sphinx-exercise puts it in parentheses."""
    inner = list(title.children)
    if inner and inner[0].astext() == " (" and inner[-1].astext() == ")":
        return inner[1:-1]
    return inner


def _is_followed(source: nodes.Element) -> bool:
    """Whether something short comes right under a cell's code: printed text, or the space for an answer."""
    cell = source.parent.parent
    if cell is None or cell.get("nb_element") != "cell_code":
        return False
    outputs = [child for child in cell.children if child.get("nb_element") == "cell_code_output"]
    following = [output.children[0] for output in outputs] or cell.parent.children[
        cell.parent.index(cell) + 1 :
    ]
    return bool(following) and type(following[0]).__name__ in ("answer_space", "literal_block")
