"""What a check answers: *not attempted*, *not yet* with a hint, or *correct*."""

import html
from dataclasses import dataclass
from enum import Enum

from practicals.language import say


class Outcome(Enum):
    """The three answers of a check."""

    NOT_ATTEMPTED = "not-attempted"
    NOT_YET = "not-yet"
    CORRECT = "correct"


_SYMBOLS = {Outcome.NOT_ATTEMPTED: "○", Outcome.NOT_YET: "△", Outcome.CORRECT: "✓"}
# Colours of text that pass 4.5:1 on both a white and a near-black ground are few: the border carries the colour.
_BORDERS = {Outcome.NOT_ATTEMPTED: "#8a8f98", Outcome.NOT_YET: "#d08700", Outcome.CORRECT: "#159a66"}


@dataclass(frozen=True)
class Feedback:
    """The answer of a check: shown as a coloured box in a notebook, as one line in a terminal.

    ``hint`` names the mistake that a *not yet* was meant for (``None`` for the other outcomes);
    ``message`` is already in the reader's language.
    """

    outcome: Outcome
    exercise: str
    message: str = ""
    hint: str | None = None

    @property
    def title(self):
        return {
            Outcome.NOT_ATTEMPTED: say("Not attempted yet", "Pas encore commencé"),
            Outcome.NOT_YET: say("Not yet", "Pas encore"),
            Outcome.CORRECT: say("Correct", "Correct"),
        }[self.outcome]

    def __repr__(self):
        return f"{_SYMBOLS[self.outcome]} {self.title}{'. ' + self.message if self.message else ''}"

    def _repr_html_(self):
        message = html.escape(self.message).replace("\n", "<br>")
        return (
            f'<div class="practicals-feedback {self.outcome.value}" role="status" style="border-left: 4px solid '
            f'{_BORDERS[self.outcome]}; padding: 0.4em 0.8em; margin: 0.3em 0;">'
            f"<strong>{_SYMBOLS[self.outcome]} {self.title}</strong>{'<br>' if message else ''}{message}</div>"
        )
