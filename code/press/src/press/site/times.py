"""Minutes as a reader says them."""

from __future__ import annotations


def duration(minutes: int, words: dict[str, str]) -> str:
    """ "45 min", "2 h", "2 h 30": whole hours only from two hours on."""
    hours, rest = divmod(minutes, 60)
    if (minutes < 120 and rest) or not hours:
        return words["minutes"].format(n=minutes)
    return (
        words["hours_and_minutes"].format(h=hours, m=f"{rest:02}") if rest else words["hours"].format(h=hours)
    )
