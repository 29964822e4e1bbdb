"""What a rule finds in a text: a value and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.types import Span

Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value and the span of text that says it."""

    value: Value
    span: Span


def span_of(match: re.Match[str], group: int | str = 0) -> Span:
    """The span of a match or of one of its groups."""
    return Span(start=match.start(group), end=match.end(group), text=match.group(group))


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end
