"""What the shop has within a turn's limits."""

from __future__ import annotations

from assistant.bundle.candidates import Finder
from assistant.dialogue.asked import Asked, held_by_others
from assistant.plan.limits import Limits, limits


def bounds_of(asked: Asked) -> Limits:
    """The limits of the turn, with what the shopper lastingly dislikes."""
    return limits(asked.request, asked.shop.search.snapshot, asked.shop.meanings, asked.who.dislikes)


def ranked(asked: Asked, words: str) -> list[int]:
    """The places of what the search finds for words within the turn's limits, best first."""
    search = asked.shop.search
    return [int(at) for at in search.rank(search.read(words), bounds_of(asked).allowed, asked.request.market).places]


def finder_of(asked: Asked) -> Finder:
    """Candidates for needs within the turn's limits, apart from what others have reserved."""
    shop = asked.shop
    return Finder(shop.search, asked.request, bounds_of(asked), shop.meanings, asked.who.taste, held_by_others(asked))
