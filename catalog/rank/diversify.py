"""One list worth reading: variants stand for each other, near-copies and crowds step back behind the first page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from numpy.typing import NDArray

from catalog.text import tokens
from catalog.types import Product

PER_GROUP = 1  # variants of one product stand for each other in a list
SHOWN = 10  # a first page; what steps back stands right behind it
NEAR_COPY = 0.95  # of the words of two titles of one brand: the same product listed twice
PER_SHELF = 3  # products of one category on the first page of an answer to "snacks" or "camping gear"
FOLLOWING = 3  # pages that are looked through for others: who is deeper is too far from the question


def collapse(order: Sequence[int], groups: NDArray[Any], k: int) -> list[int]:
    """Keep the best of each group until there are `k`; fill up with the other variants when groups run out."""
    seen: dict[Hashable, int] = {}
    first: list[int] = []
    rest: list[int] = []
    for place in order:
        group = groups[place].item()
        seen[group] = seen.get(group, 0) + 1
        (first if seen[group] <= PER_GROUP else rest).append(place)
        if len(first) == k:
            break
    return (first + rest)[:k]


def stepped_back(order: list[int], crowded: Callable[[int, list[int]], bool]) -> list[int]:
    """The order where those of the first page that are `crowded` by what is above them stand behind it instead.

    `crowded(place, above)` is asked for each product until the page is full.
    """
    page: list[int] = []
    behind: list[int] = []
    for place in order[: SHOWN * FOLLOWING]:
        (behind if len(page) >= SHOWN or crowded(place, page) else page).append(place)
    page += behind[: max(0, SHOWN - len(page))]
    shown = set(page)
    return page + [place for place in order if place not in shown]


def near_copies(product: Callable[[int], Product]) -> Callable[[int, list[int]], bool]:
    """Whether a product says, word for word, nearly what one above it says, under the same brand."""
    known: dict[int, tuple[str, frozenset[str]]] = {}

    def said(place: int) -> tuple[str, frozenset[str]]:
        if place not in known:
            found = product(place)
            known[place] = found.brand, frozenset(w for title in found.title.values() for w in tokens(title))
        return known[place]

    def crowded(place: int, above: list[int]) -> bool:
        brand, words = said(place)
        return any(brand == said(a)[0] and _overlap(words, said(a)[1]) >= NEAR_COPY for a in above)

    return crowded


def shelves(category: Callable[[int], str]) -> Callable[[int, list[int]], bool]:
    """Whether enough products of the same category stand above. Products without one crowd nobody."""

    def crowded(place: int, above: list[int]) -> bool:
        own = category(place)
        return bool(own) and sum(category(a) == own for a in above) >= PER_SHELF

    return crowded


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
