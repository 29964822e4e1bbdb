"""The hard limits of a request as one product filter, which every search of the turn applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.plan import having
from assistant.plan.concepts import Meanings
from assistant.plan.owning import possessed
from assistant.plan.soiled import soiled
from assistant.plan.things import Mention, find_things
from assistant.types import Need, People, Request
from catalog.index.columns import Mask
from catalog.index.snapshot import Snapshot
from catalog.types import Query

MAJORITY = 0.6  # a need whose products are mostly excluded or owned is itself excluded or owned
CHILDRENS = ("clothing/kids", "shoes/kids")
WORN_BY_ALL = ("clothing/accessories", "clothing/rain", "shoes/care")  # a hat or a poncho may do
TEEN = 13  # years from which clothes of adults fit
ADULT_AGE = {"kr": 19, "us": 21}  # the legal age for alcohol in each market


@dataclass(frozen=True)
class Limits:
    """What may be bought at all: `allowed` marks products; `owned` marks what the shopper has already."""

    allowed: Mask
    excluded: Mask
    owned: Mask
    query: Query

    def drops(self, places: Mask) -> str | None:
        """Whether a need that those products serve falls away: `excluded`, `owned`, or None."""
        count = int(places.sum())
        if count and (places & self.excluded).sum() > MAJORITY * count:
            return "excluded"
        if count and (places & self.owned).sum() > MAJORITY * count:
            return "owned"
        return None


def limits(request: Request, snapshot: Snapshot, meanings: Meanings, dislikes: Sequence[str] = ()) -> Limits:
    """Turn a request's diets, allergies, exclusions, age, stock and market into one mask, and lasting dislikes too."""
    query = base_query(request)
    nothing = np.zeros(len(snapshot.products), bool)
    excluded = nothing.copy()
    for thing in (*(stated.text for stated in request.exclusions), *dislikes):
        excluded |= _meant(thing, meanings)
    owned = possessed(request, owned_mentions(request), snapshot, meanings)
    allowed = snapshot.columns.mask(query) & ~excluded
    if are_small(request.people):
        grown = snapshot.columns.under(["clothing", "shoes"]) & ~snapshot.columns.under(CHILDRENS)
        allowed &= ~(grown & ~snapshot.columns.under(WORN_BY_ALL))
    return Limits(allowed, excluded, owned, query)


def are_small(people: People) -> bool:
    """Whether all that are there are children, whom no clothes of adults fit."""
    return people.adults == 0 and people.children > 0 and not any(age >= TEEN for age in people.ages)


def _meant(thing: str, meanings: Meanings) -> Mask:
    """What an excluded thing means: all of it, or its head where nothing is called the whole: "electric heaters"."""
    found = meanings.products(thing)
    return found if found.any() or " " not in thing.strip() else meanings.products(thing.split()[-1])


SAYS_OTHERWISE = ("exclusions", "owned", "people", "diet", "allergies", "wants", "recipient", "no_alcohol", "brands")


def mentions(request: Request) -> tuple[Mention, ...]:
    """The things that a request names, apart from what its other fields already read."""
    taken = [span for name in SAYS_OTHERWISE for span in request.spans.get(name, ())]
    found = find_things(request.asked, taken)
    others = (*having.grown(request.asked, found), *soiled(request.asked, found))
    return tuple(mention for mention in found if mention not in others)


def owned_mentions(request: Request) -> tuple[Mention, ...]:
    """Those of them that the shopper has already."""
    return having.owned(request.asked, mentions(request))


def base_query(request: Request) -> Query:
    """The filters that every product of the reply must pass."""
    everyone = frozenset(need.diet for need in request.diet if need.everyone)
    children_only = request.people.adults == 0 and request.people.children > 0
    return Query(
        market=request.market,
        diet=everyone,
        without_allergens=frozenset(request.allergies),
        no_alcohol=request.no_alcohol or bool(everyone & {"halal"}) or children_only,
        min_rating=request.min_rating,
        in_stock=True,
        place=request.place or "online",
    )


def serving_places(need: Need, snapshot: Snapshot) -> Mask:
    """The products of the categories that a need names (all, where the shop has none of those)."""
    under = snapshot.columns.under(need.categories) if need.categories else np.zeros(len(snapshot.products), bool)
    return under if under.any() else np.ones(len(snapshot.products), bool)
