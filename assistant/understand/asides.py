"""Asides: the stretches of a message that ask for nothing, and the message with them blanked, place by place."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.types import Span
from assistant.understand.introductions import find_introductions
from assistant.understand.told import find_told


def find_asides(text: str) -> tuple[Span, ...]:
    """Every aside of a text, in order; they may overlap."""
    return tuple(sorted((*find_introductions(text), *find_told(text)), key=lambda span: span.start))


def without_asides(text: str, asides: Iterable[Span]) -> str:
    """The text with its asides blanked: every other character stays where it is."""
    for span in asides:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
