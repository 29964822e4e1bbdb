"""What a turn points at, as product ids: "that one", "the second", "the cheaper one", 둘 다, "아까 그 텐트"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.bundle.candidates import is_coloured
from assistant.dialogue.asked import Asked
from assistant.dialogue.pointing import basket_products, in_view, listed_products, named, numbered, pool_of, spoken_of
from assistant.plan.things import find_things
from assistant.understand.cues import cue
from catalog.types import Product

ON_LINES = frozenset({"remove", "quantity", "refine", "why", "checkout"})  # acts whose numbers count the basket's lines
SEVERAL = 2  # what "both" needs at least

Key = Callable[[Product], float]


def resolve(asked: Asked) -> tuple[str, ...]:
    """The ids of the products that a turn is about; none where it points at nothing and names nothing there is."""
    return tuple(dict.fromkeys(one.id for one in _pointed(asked)))


def _pointed(asked: Asked) -> Sequence[Product]:
    """The surest way first: a place, a name, a measure among those in view, then what was spoken of."""
    text, view = asked.request.asked, _view(asked)
    if placed := numbered(asked.request, view):
        return placed
    if find_things(text) and (called := named(asked, text)):
        return [one for one in called if one in view] or called
    if measured := _measured(asked, text):
        return measured
    spoken = spoken_of(asked)
    if cue("targets", "both").search(text):
        return spoken if len(spoken) >= SEVERAL else view[:SEVERAL]
    if spoken and asked.request.changes and cue("targets", "change_of_one").search(text):
        return spoken
    if cue("targets", "that").search(text):
        return spoken or (view if len(view) == 1 else ())
    if asked.request.act == "quantity" and not find_things(text):
        return spoken or (view if len(view) == 1 else ())
    return () if find_things(text) else _titled(asked, text)


def _view(asked: Asked) -> list[Product]:
    """What numbers count: the basket's lines for a change to them, else the last list."""
    lines = basket_products(asked)
    return lines if lines and asked.request.act in ON_LINES else in_view(asked)


def _measured(asked: Asked, text: str) -> Sequence[Product]:
    """ "The cheapest one", "the red one": among what was spoken of where that is several, else the list."""
    spoken = spoken_of(asked)
    pool = spoken if len(spoken) >= SEVERAL else listed_products(asked) or basket_products(asked)
    if not pool:
        return ()
    for name, key in _measures(asked):
        if cue("targets", name).search(text):
            return (min(pool, key=key),)
    if asked.request.colours and cue("targets", "one").search(text):
        return [one for one in pool if is_coloured(one, asked.request.colours)][:1]
    return ()


def _measures(asked: Asked) -> tuple[tuple[str, Key], ...]:
    """What a product can be the most of; the least key wins, the first of equals."""

    def price(product: Product) -> float:
        offer = product.offer(asked.request.market)
        return float("inf") if offer is None else offer.price.amount

    return (
        ("cheapest", price),
        ("dearest", lambda product: -price(product) if price(product) != float("inf") else 0.0),
        ("best_rated", lambda product: -(product.rating or 0)),
    )


def _titled(asked: Asked, text: str) -> Sequence[Product]:
    """By words of a title alone, such as a brand: enough only where one product answers to them."""
    found = named(asked, re.sub(r"\d+", " ", text))
    return found if len(found) == 1 and len(pool_of(asked)) > 1 else ()
