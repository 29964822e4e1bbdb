"""Simulate 300 shoppers and a year of their events from tastes, seasons and shopping trips. Seeded; simulated.

A shopper has a type (`tastes.yaml`), which makes some missions (`missions.yaml`) likelier and sets how dear
they buy and which diet flags they look for. Each month they go on a few missions of the season; a mission draws
products of its categories, mostly ones they bought before.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from catalog.pricing import pricing
from catalog.sample.families import HERE, load_yaml
from catalog.types import Product, ShopEvent

SHOPPERS = 300
SEED = 20260101
FIRST_DAY = datetime(2025, 11, 1, tzinfo=UTC)  # twelve months that end on 31 October 2026
MONTHS = 12
TRIPS_A_MONTH = (1, 4)
HABIT = 0.6  # the chance to buy again what was bought before in that category
RATES = 0.25  # the share of purchases that get stars
VIEWS = 1  # products looked at and not bought, a line


@dataclass(frozen=True)
class Shopper:
    """A simulated shopper: an id and the type that their tastes come from."""

    id: str
    taste: dict[str, Any]


@cache
def _missions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load_yaml(HERE / "missions.yaml")
    return found


def shoppers() -> list[Shopper]:
    """The 300 simulated shoppers, types by their shares."""
    tastes: list[dict[str, Any]] = load_yaml(HERE / "tastes.yaml")
    chance = random.Random(SEED)
    kinds = chance.choices(tastes, [t["share"] for t in tastes], k=SHOPPERS)
    return [Shopper(f"sim-{n:03d}", kind) for n, kind in enumerate(kinds, 1)]


def events(items: Sequence[Product]) -> Iterator[ShopEvent]:
    """A year of views, purchases and ratings of every simulated shopper, in the order of shoppers and time."""
    shelves = _shelves(items)
    for shopper in shoppers():
        yield from _year(shopper, shelves)


def _shelves(items: Sequence[Product]) -> dict[str, list[Product]]:
    """The products below each category path and each of its prefixes, cheapest first."""
    shelves: dict[str, list[Product]] = defaultdict(list)
    for product in items:
        for depth in range(1, len(product.categories) + 1):
            shelves["/".join(product.categories[:depth])].append(product)
    for shelf in shelves.values():
        shelf.sort(key=lambda p: (_price(p), p.id))
    return shelves


def _price(product: Product) -> int:
    rule = pricing(product, "kr")
    return rule.unit if rule else 0


def _year(shopper: Shopper, shelves: dict[str, list[Product]]) -> Iterator[ShopEvent]:
    chance = random.Random(f"{SEED}/{shopper.id}")
    usual: dict[str, Product] = {}
    number = 0
    for month in range(MONTHS):
        for trip, start in enumerate(_trips(chance, month)):
            mission = _mission(chance, shopper, start.month)
            order = f"{shopper.id}/o{month:02d}{trip}"
            for path, likely in mission["items"].items():
                shelf = _fitting(shopper, shelves.get(path, ()))
                if chance.random() >= likely or not shelf:
                    continue
                chosen = _choose(chance, shopper, shelf, usual.get(path))
                usual[path] = chosen
                for event in _line(chance, shopper, chosen, shelf, start, order):
                    number += 1
                    yield event.model_copy(update={"id": f"{shopper.id}/e{number:04d}"})


def _trips(chance: random.Random, month: int) -> list[datetime]:
    first = FIRST_DAY + timedelta(days=month * 365 / MONTHS)
    count = chance.randint(*TRIPS_A_MONTH)
    return sorted(first + timedelta(minutes=chance.randrange(30 * 24 * 60)) for _ in range(count))


def _mission(chance: random.Random, shopper: Shopper, month: int) -> dict[str, Any]:
    """A trip of the season, likelier where the shopper's type or interests ask for it."""
    fitting = [m for m in _missions() if month in m["months"]]
    liked = shopper.taste["missions"]
    interests = set(shopper.taste["interests"])
    weights = [m["weight"] * liked.get(m["id"], 1.0) * (1 + len(interests & set(m["tastes"]))) for m in fitting]
    return chance.choices(fitting, weights)[0]


def _fitting(shopper: Shopper, shelf: Sequence[Product]) -> list[Product]:
    """The products of the shelf that the shopper's diet allows; none where it allows none."""
    diet = set(shopper.taste["diet"])
    return [p for p in shelf if not p.edible or diet <= set(p.diet)]


def _choose(chance: random.Random, shopper: Shopper, shelf: list[Product], before: Product | None) -> Product:
    """What was bought before, or a product around the shopper's place on the price-ordered shelf."""
    if before is not None and chance.random() < HABIT:
        return before
    place = chance.gauss(0.5 * shopper.taste["budget"], 0.25)
    return shelf[min(len(shelf) - 1, max(0, int(place * len(shelf))))]


def _line(
    chance: random.Random, shopper: Shopper, chosen: Product, shelf: list[Product], start: datetime, order: str
) -> Iterator[ShopEvent]:
    common = {"id": "-", "shopper": shopper.id, "simulated": True}
    for _ in range(VIEWS):
        seen = chance.choice(shelf)
        yield ShopEvent(**common, product_id=seen.id, kind="view", at=start + timedelta(minutes=chance.randrange(20)))
    bought = start + timedelta(minutes=20 + chance.randrange(5))
    count = 1 + (chance.random() < 0.3) + (chance.random() < 0.1)
    yield ShopEvent(**common, product_id=chosen.id, kind="purchase", at=bought, value=count, order=order)
    if chance.random() < RATES:
        stars = max(1, min(5, round(chance.gauss(chosen.rating or 4, 0.8))))
        later = bought + timedelta(days=2 + chance.randrange(10))
        yield ShopEvent(**common, product_id=chosen.id, kind="rating", at=later, value=stars)
