"""How many of what a shopper names: "우유 2개", "3 bottles of wine", "a dozen eggs".

People, ages, money, days and weights are counted elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.understand.found import Found
from assistant.understand.quantities_english import quantities as english
from assistant.understand.quantities_korean import quantities as korean
from assistant.understand.quantity import Quantity


def find_quantities(text: str) -> tuple[Found[Quantity], ...]:
    """Find every count of packages or things, in the order of the text; the span covers the number and the item."""
    kept: list[Found[Quantity]] = []
    for found in _readings(text):
        if all(found.span.end <= other.span.start or other.span.end <= found.span.start for other in kept):
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: found.span.start))


def _readings(text: str) -> Iterator[Found[Quantity]]:
    yield from korean(text)
    yield from english(text)
