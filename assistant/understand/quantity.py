"""A count of something to buy."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Span
from assistant.understand.found import Found
from assistant.understand.numbers import parse_number

MOST = 100_000  # more of anything is a barcode or a joke


@dataclass(frozen=True)
class Quantity:
    """`value` of `unit`, "piece" and 개 where no package is named; `item` is the noun as written, if any."""

    value: int
    unit: str
    item: str | None


def whole(words: str) -> int | None:
    """The count that the words say, None where there is none to buy."""
    number = 1 if words.casefold() in ("a", "an") else parse_number(words)
    return int(number) if number is not None and 1 <= number <= MOST and number == int(number) else None


def found(text: str, quantity: Quantity, start: int, end: int) -> Found[Quantity]:
    """A quantity with its span."""
    return Found(quantity, Span(start=start, end=end, text=text[start:end]))
