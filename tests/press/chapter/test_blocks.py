"""The parser of a source's body: what is prose, what is a cell, what is a directive, and on which line."""

from pathlib import Path

import pytest

from press.chapter.blocks import CodeCell, Directive, Prose, parse, walk
from press.errors import PressError

PATH = Path("chapter.md")

TEXT = """# Title

::::{discuss} Why?
:label: sample-why
Because of `:::`?
:::{answer}
Yes.
:::
::::

```{code-cell} ipython3
---
tags: [payoff]
mystnb:
  image:
    alt: "A line"
---
x = 1

```

```python
:::{note}
not a directive
:::
```

```{math}
:label: eq-sample
x^2
```
"""


def test_blocks_come_in_order_with_their_lines():
    blocks = parse(TEXT, PATH)
    assert [(type(block).__name__, block.line) for block in blocks] == [
        ("Prose", 1), ("Directive", 3), ("CodeCell", 11), ("Prose", 21), ("Directive", 28),
    ]  # fmt: skip


def test_a_directive_keeps_its_argument_its_options_and_what_is_nested():
    discuss = parse(TEXT, PATH)[1]
    assert (discuss.name, discuss.argument, discuss.options) == ("discuss", "Why?", {"label": "sample-why"})
    question, answer = discuss.body
    assert isinstance(question, Prose) and question.line == 5
    assert isinstance(answer, Directive) and answer.body[0].text == "Yes."
    assert len(list(walk([discuss]))) == 4


def test_a_code_cell_keeps_its_metadata_and_where_its_source_begins():
    cell = next(block for block in parse(TEXT, PATH) if isinstance(block, CodeCell))
    assert (cell.source, cell.tags, cell.first_line, cell.last_line) == ("x = 1", ["payoff"], 18, 20)
    assert cell.metadata["mystnb"]["image"]["alt"] == "A line"


def test_fenced_code_is_prose_whatever_it_holds():
    prose = parse(TEXT, PATH)[3]
    assert isinstance(prose, Prose) and ":::{note}" in prose.text


def test_a_formula_is_kept_as_it_is():
    math = parse(TEXT, PATH)[4]
    assert math.verbatim and math.options == {"label": "eq-sample"} and math.body[0].text.strip() == "x^2"


@pytest.mark.parametrize(
    ("text", "line"), [("a\n\n:::{note}\nb", 3), ("```{code-cell}\nx = 1", 1), ("```python\nx", 1)]
)
def test_a_block_that_is_never_closed_is_named_with_its_line(text, line):
    with pytest.raises(PressError, match="never closed") as caught:
        parse(text, PATH)
    assert caught.value.problems[0].line == line
