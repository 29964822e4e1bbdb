"""Written fakes: an encoder without a model, a shop small enough to know by heart, and records in memory."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from typing_extensions import override

from assistant.shopper.records import Events, Records
from assistant.shopper.types import Consent, Erased, Holdings, Preference
from catalog.encode import Encoder, Vectors
from catalog.errors import EncoderError
from catalog.index.snapshot import Snapshot
from catalog.search import Search
from catalog.text import normalize
from catalog.types import Availability, Money, Offer, Product, Promotion, ShopEvent

WIDTH = 128
SHARED = 0.75  # what any two texts have in common, as with e5: unrelated ones then score about the search's floor
GRAMS = (2, 3)  # two letters are a syllable's worth of Korean, three are a stem's worth of English


class HashEncoder(Encoder):
    """Unit vectors from hashed word pieces: texts that share words are close, and nothing is learned or loaded."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    @property
    def fingerprint(self) -> str:
        return f"hash-{self._seed}/{WIDTH}"

    @override
    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        return np.array([self._row(text) for text in texts], np.float32).reshape(len(texts), WIDTH)

    def _row(self, text: str) -> Vectors:
        pieces = sum((_direction(f"{self._seed}/{piece}") for piece in word_pieces(text)), np.zeros(WIDTH))
        own = pieces / (float(np.linalg.norm(pieces)) or 1.0)
        row = np.sqrt(SHARED) * _direction(f"{self._seed}//") + np.sqrt(1 - SHARED) * own
        return np.asarray(row / np.linalg.norm(row), np.float32)


def word_pieces(text: str) -> list[str]:
    """Each word of a text and its runs of two and three letters."""
    words = re.findall(r"\w+", normalize(text))
    return [
        piece
        for word in words
        for piece in [f"={word}", *(word[i : i + n] for n in GRAMS for i in range(len(word) - n + 1))]
    ]


@lru_cache(maxsize=100_000)
def _direction(name: str) -> Any:
    """A fixed random unit vector for a name."""
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal(WIDTH)
    return drawn / np.linalg.norm(drawn)


class CountingEncoder(Encoder):
    """An encoder that keeps what it was asked, in batches."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.batches: list[list[str]] = []

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def asked(self) -> list[str]:
        return [text for batch in self.batches for text in batch]

    @override
    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        self.batches.append(list(texts))
        return self._encoder.encode(texts, query=query, progress=progress)


class BrokenEncoder(Encoder):
    """An encoder that cannot be loaded: whoever asks it for a vector gets the error."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @override
    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        raise EncoderError(f"text encoder: asked for {len(texts)} vectors, first {texts[:1]!r}")


@dataclass(frozen=True)
class Shop:
    """An indexed shop: its folder, what is in it, and the search over it."""

    folder: Path
    products: tuple[Product, ...]
    encoder: Encoder
    snapshot: Snapshot
    search: Search


def a_product(ident: str = "thing", kr: int | None = 1000, us: int | None = 100, **facts: Any) -> Product:
    """A product for sale at `kr` won and `us` cents (None: not for sale there) with the facts given."""
    prices = (("kr", kr, "KRW"), ("us", us, "USD"))
    offers = tuple(
        Offer(market=market, price=Money(amount=amount, currency=currency))
        for market, amount, currency in prices
        if amount is not None
    )
    return Product(**({"id": ident, "title": {"en": ident}, "offers": offers} | facts))


def stocked(online: int, riverside: int = 0) -> tuple[Availability, ...]:
    """So many packages online and in one store."""
    return (Availability(place="online", quantity=online), Availability(place="riverside", quantity=riverside))


def tiny_products() -> tuple[Product, ...]:
    """Twelve products, each there for a rule: languages, markets, variants, diets, ages, stock and promotions."""
    chips = {"categories": ("grocery", "snacks", "chips"), "edible": True, "brand": "haemaru", "group_id": "chips"}
    return (
        a_product(
            "chips-plain",
            3200,
            299,
            title={"en": "Tortilla chips, plain", "ko": "토르티야 칩 플레인"},
            diet=("vegan", "vegetarian", "dairy_free"),
            allergens=(),
            rating=4.5,
            availability=stocked(20, 5),
            **chips,
        ),
        a_product(
            "chips-cheese",
            3400,
            319,
            title={"en": "Tortilla chips, cheese", "ko": "토르티야 칩 치즈"},
            diet=("vegetarian",),
            allergens=("milk",),
            rating=4.1,
            availability=stocked(9),
            promotions=(Promotion(kind="bogo"),),
            **chips,
        ),
        a_product(
            "salsa",
            2900,
            249,
            title={"en": "Tomato salsa dip", "ko": "토마토 살사 딥"},
            categories=("grocery", "snacks", "dips"),
            edible=True,
            diet=("vegan", "vegetarian", "dairy_free"),
            allergens=None,
            brand="Casa Roja",
            availability=stocked(0, 4),
        ),
        a_product(
            "peanut-bar",
            1500,
            None,
            title={"ko": "땅콩 에너지바"},
            description={"ko": "고소한 땅콩을 꿀에 버무려 굳힌 바예요."},
            categories=("grocery", "snacks", "bars"),
            edible=True,
            allergens=("peanut",),
            availability=stocked(40),
        ),
        a_product(
            "lager",
            9900,
            899,
            title={"en": "Lager beer, six cans", "ko": "라거 맥주 6캔"},
            categories=("alcohol", "beer"),
            edible=True,
            allergens=("wheat",),
            contains_alcohol=True,
            min_age=19,
            rating=4.8,
            availability=stocked(30),
        ),
        a_product(
            "zero-lager",
            7900,
            699,
            title={"en": "Alcohol-free lager, six cans", "ko": "무알코올 라거 6캔"},
            categories=("drinks", "soda"),
            edible=True,
            diet=("vegan", "vegetarian", "dairy_free"),
            allergens=("wheat",),
            rating=3.9,
            availability=stocked(12),
        ),
        a_product(
            "plates",
            2500,
            199,
            title={"en": "Paper plates, football print", "ko": "축구 무늬 종이접시"},
            categories=("party", "tableware"),
            tags=("football", "party"),
            availability=stocked(60),
            promotions=(Promotion(kind="multi", quantity=3, market="kr", price=Money(amount=6000, currency="KRW")),),
        ),
        a_product(
            "tent",
            189000,
            12900,
            title={"en": "Family tent for four people"},
            description={"en": "Two rooms and a porch; up in ten minutes."},
            categories=("sports", "camping"),
            serves=4,
            rating=4.6,
            availability=stocked(3),
        ),
        a_product("mat", 25000, 2100, title={"en": "Picnic mat"}, categories=("sports", "picnic"), rating=2.0),
        a_product(
            "puzzle",
            None,
            1499,
            title={"en": "Wooden puzzle, 60 pieces", "ko": "원목 퍼즐 60조각"},
            categories=("toys",),
            attributes={"age_from": 4, "colour": {"en": "red", "ko": "빨강"}},
            min_age=3,
            availability=stocked(8),
        ),
        a_product(
            "lotion",
            18000,
            1600,
            title={"en": "Rosé body lotion", "ko": "로제 바디로션"},
            categories=("beauty", "body"),
            brand="Casa Roja",
            promotions=(Promotion(kind="percent", value=15),),
            availability=stocked(15),
        ),
        a_product("untitled", 500, 50, title={}, categories=("gifts",), availability=stocked(1)),
    )


class MemoryRecords(Records):
    """Shoppers' records in dictionaries: what the port promises, and nothing of SQL."""

    def __init__(self) -> None:
        self._held: dict[str, Holdings] = {}
        self._versions: dict[str, int] = {}
        self._erased: set[str] = set()
        self._sources: set[str] = set()
        self._changes = 0

    @override
    def version(self, shopper: str) -> int:
        return self._versions.get(shopper, 0)

    @override
    def holdings(self, shopper: str) -> Holdings:
        return self._held.get(shopper, Holdings(shopper=shopper))

    @override
    def consent(self, shopper: str, consent: Consent) -> None:
        self._change(shopper, consents=(*self.holdings(shopper).consents, consent))

    @override
    def record(self, shopper: str, events: Sequence[ShopEvent]) -> None:
        known = {event.id: event for event in (*events, *self.holdings(shopper).events)}
        self._change(shopper, events=tuple(sorted(known.values(), key=lambda e: (e.at, e.id))))

    @override
    def prefer(self, shopper: str, preference: Preference) -> None:
        held = self.holdings(shopper).preferences
        new = () if any((p.kind, p.text) == (preference.kind, preference.text) for p in held) else (preference,)
        self._change(shopper, preferences=tuple(sorted((*held, *new), key=lambda p: (p.at, p.id))))

    @override
    def forget(self, shopper: str, preference_id: str) -> bool:
        held = self.holdings(shopper).preferences
        kept = tuple(p for p in held if p.id != preference_id)
        if len(kept) < len(held):
            self._change(shopper, preferences=kept)
        return len(kept) < len(held)

    @override
    def erase(self, shopper: str) -> Erased:
        held = self.holdings(shopper)
        self._changes += 1
        self._held.pop(shopper, None)
        self._versions.pop(shopper, None)
        self._erased.add(shopper)
        counts = {name: len(getattr(held, name)) for name in ("events", "preferences", "consents")}
        return Erased(shopper=shopper, **counts)

    @override
    def seed(self, source: str, shoppers: Iterable[str], events: Events, consents: Sequence[Consent]) -> None:
        if source in self._sources:
            return
        self._sources.add(source)
        for held in list(self._held.values()):
            if any(e.simulated for e in held.events):
                self._change(held.shopper, events=tuple(e for e in held.events if not e.simulated))
        kept = set(shoppers) - self._erased
        for shopper in sorted(kept):
            agreed = self._held[shopper].consents if shopper in self._held else tuple(consents)
            simulated = self._held[shopper].simulated if shopper in self._held else True
            self._change(shopper, consents=agreed, simulated=simulated)
        for event in events():
            if event.shopper in kept:
                self.record(event.shopper, [event])

    @override
    def simulated(self) -> tuple[str, ...]:
        return tuple(sorted(held.shopper for held in self._held.values() if held.simulated))

    @override
    def changes(self) -> int:
        return self._changes

    @override
    def together(self) -> tuple[int, tuple[tuple[str, str], ...]]:
        pairs = [
            (event.order, event.product_id)
            for held in self._held.values()
            if held.allows("contribute")
            for event in held.events
            if event.kind == "purchase" and event.order is not None
        ]
        return self._changes, tuple(sorted(pairs))

    def _change(self, shopper: str, **facts: object) -> None:
        self._changes += 1
        self._versions[shopper] = self._changes
        self._held[shopper] = self.holdings(shopper).model_copy(update=facts)


def an_event(number: int, product: str = "chips-plain", kind: str = "purchase", **facts: Any) -> ShopEvent:
    """Something that a shopper (`ann`, unless another is given) did on day `number` of 2026; its id says so."""
    shopper = facts.pop("shopper", "ann")
    at = facts.pop("at", dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number))
    return ShopEvent(id=f"{shopper}/{number}", shopper=shopper, product_id=product, kind=kind, at=at, **facts)
