"""Who sees what: takes out of a document what the learner, or the tutor, must not have on paper."""

from __future__ import annotations

import difflib
import math
import textwrap
from enum import Enum

from docutils import nodes

from press.handout.faults import line_of
from press.publish import SOLUTION, STUB
from press.site.directives import folded, tutor
from press.site.quizzes import quiz_choice

# Rows of an answer space: enough for a handwritten solution, never a whole page.
CODE_ROWS, PROSE_ROWS = (4, 18), (3, 6)
HANDWRITTEN_LINE = 70  # characters


class Variant(Enum):
    """The two handouts of a chapter; the value ends the file's name."""

    LEARNER = ""
    TUTOR = "-tutor"


class answer_space(nodes.General, nodes.Element):
    """Ruled space to write an answer in; the attribute `rows` is its height."""


class hint_pointer(nodes.General, nodes.Element):
    """Tells on which page the hint `refid` is printed; the attribute `number` counts hints from 1."""


def select(document: nodes.document, variant: Variant, hints_title: str) -> nodes.document:
    """A copy of the document with what the variant shows.

    The learner gets answer spaces in place of solutions and answers, empty boxes to tick in quizzes, and the hints at
    the end, away from the eyes. The tutor gets the answers of quizzes and solutions, in which the attribute `marked` lists the lines that learners have to find (from 1).
    """
    chosen = document.deepcopy()
    (_for_tutor if variant is Variant.TUTOR else _for_learner)(chosen)
    if variant is Variant.LEARNER:
        _hints_last(chosen, hints_title)
    return chosen


def _for_learner(document: nodes.document) -> None:
    for stub, solution in _exercises(document):
        rows = len(_added(stub, solution)) + 2
        stub.parent.insert(stub.parent.index(stub) + 1, _space(rows, CODE_ROWS, stub))
        solution.parent.remove(solution)
    for notes in list(document.findall(tutor)):
        section = notes.parent
        section.remove(notes)
        if isinstance(section, nodes.section) and all(map(_is_furniture, section.children)):
            section.parent.remove(section)
    for answer in _folded(document, "answer"):
        rows = 1 + sum(len(textwrap.wrap(block.astext(), HANDWRITTEN_LINE)) for block in answer.children[1:])
        answer.replace_self(_space(rows, PROSE_ROWS, answer))
    for choice in document.findall(quiz_choice):
        choice["correct"] = False
        del choice[1:]  # the explanation


def _for_tutor(document: nodes.document) -> None:
    for stub, solution in _exercises(document):
        next(solution.findall(nodes.literal_block))["marked"] = _added(stub, solution)
        stub.parent.remove(stub)


def _hints_last(document: nodes.document, title: str) -> None:
    hints = _folded(document, "hint")
    if not hints:
        return
    section = nodes.section("", nodes.title("", title), ids=["hints"])
    for number, hint in enumerate(hints, 1):
        name = f"hint-{number}"
        hint.replace_self(hint_pointer(refid=name, number=number))
        hint["ids"], hint["number"], hint.line = [name], number, line_of(hint)
        section += hint
    next(document.findall(nodes.section)).append(section)


def _is_furniture(node: nodes.Node) -> bool:
    """Whether a section with nothing but such nodes is empty."""
    return isinstance(node, nodes.title | nodes.target | nodes.comment) or "section-level" in node.get(
        "classes", []
    )


def _exercises(document: nodes.document) -> list[tuple[nodes.Element, nodes.Element]]:
    """The stub and the solution of every exercise."""
    stubs, solutions = (_tagged(document, tag) for tag in (STUB, SOLUTION))
    return list(zip(stubs, solutions, strict=True))


def _tagged(document: nodes.document, tag: str) -> list[nodes.Element]:
    return [node for node in document.findall(nodes.container) if f"tag_{tag}" in node["classes"]]


def _folded(document: nodes.document, kind: str) -> list[folded]:
    return [node for node in document.findall(folded) if node["kind"] == kind]


def _added(stub: nodes.Element, solution: nodes.Element) -> list[int]:
    """The lines of the solution, counted from 1, that the stub does not have."""
    given, wanted = (
        next(cell.findall(nodes.literal_block)).astext().split("\n") for cell in (stub, solution)
    )
    matcher = difflib.SequenceMatcher(None, given, wanted, autojunk=False)
    return [
        number
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind != "equal"
        for number in range(start + 1, end + 1)
    ]


def _space(rows: float, limits: tuple[int, int], instead_of: nodes.Element) -> answer_space:
    least, most = limits
    space = answer_space(rows=min(max(math.ceil(rows), least), most))
    space.line = line_of(instead_of)
    return space
