"""What shoppers tell of themselves and of their day, which asks for nothing: looks, age, income, a coffee they had.

"서른다섯인데" counts no people, "I'm Black" asks for no colour, "$200k a year" is no budget.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.types import Span
from assistant.understand.cues import cue, just_before
from assistant.understand.found import span_of

KINDS = ("looks", "age", "income", "had", "day")
UNLESS = {"looks": "hundred", "age": "counted"}  # words right before that make it a count, or another's age


def find_told(text: str) -> Iterator[Span]:
    """Every stretch that tells and does not ask, kind by kind; they may overlap."""
    for kind in KINDS:
        for match in cue("told", kind).finditer(text):
            if kind not in UNLESS or not just_before("told", UNLESS[kind], text, match.start()):
                yield span_of(match)
