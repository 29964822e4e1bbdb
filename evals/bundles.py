"""The bundles suite: can the planner put together what people put together, from the words they wrote for it?

Public bundles of electronics, each with an intent. `recall@20`: of a bundle's products, how many are among twenty for
its intent. `HR@10`: one product of a bundle is held out; is it among ten for the intent and the others, knowing every
other bundle? A session's bundles overlap, so `HR@10 other sessions` knows only bundles of other sessions. Every product
of the shop is ranked; where some tie, the middle of their places counts. Words are learned from in five folds by
session, never from those of the session that is judged.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.plan.past import Past, PastBasket, sketched
from assistant.plan.shelves import Shelves, Taught
from catalog.cli import cache_folder, text_encoder
from catalog.encode import Encoder
from catalog.errors import IndexBroken, IndexMissing
from catalog.index import snapshot
from catalog.search import Search
from catalog.types import CURRENCY, Money, Offer, Product
from evals.score import Score
from evals.suites import Setting

FOLDER = "bundles_electronic"
FOLDS = 5
RECALLED, COMPLETED = 20, 10  # places that count
QUICK = 8  # every eighth bundle when quick
MANY = 1  # products of a bundle from which one can be held out
OURS = "ours"
TIES = 1e-3  # of likeness beside counts: it only tells apart what is counted as often

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bundles:
    """The shop's products, the bundles, and which fold each is judged in."""

    products: tuple[Product, ...]
    baskets: tuple[PastBasket, ...]
    folds: tuple[int, ...]


def read(data: Path) -> Bundles:
    """The public set below the folder of `--data`."""
    folder = data / FOLDER
    titles, shelves = dict(_rows(folder / "item_titles.csv.gz")), dict(_rows(folder / "item_categories.csv.gz"))
    products = tuple(_product(ident, titles[ident], shelves.get(ident, "")) for ident in sorted(titles))
    held: dict[str, list[str]] = defaultdict(list)
    for bundle, item in _rows(folder / "bundle_item.csv.gz"):
        held[bundle].append(item)
    intents = dict(_rows(folder / "bundle_intent.csv.gz"))
    sessions = {bundle: session for session, bundle in _rows(folder / "session_bundle.csv.gz")}
    known = {product.id for product in products}
    baskets, folds = [], []
    for bundle in sorted(held, key=int):
        inside = tuple(item for item in held[bundle] if item in known)
        if inside:
            baskets.append(PastBasket(words=intents.get(bundle, ""), products=inside))
            folds.append(int(hashlib.sha256(sessions.get(bundle, bundle).encode()).hexdigest(), 16) % FOLDS)
    return Bundles(products, tuple(baskets), tuple(folds))


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        yield from ((row[0], row[1]) for row in rows)


def _product(ident: str, title: str, shelves: str) -> Product:
    """A product as the shop would have it. The set names no prices: every one costs a dollar."""
    path = shelves.strip("[]").split("],[")[0].split(",")
    offer = Offer(market="us", price=Money(amount=100, currency=CURRENCY["us"]), url="")
    keys = [key for part in path if (key := "".join(c if c.isalnum() else "_" for c in part.strip().lower()))]
    return Product(id=ident, title={"en": title}, categories=tuple(keys), offers=(offer,))


def run(setting: Setting) -> list[Score]:
    """Every system over the public bundles."""
    assert setting.data is not None, "the runner leaves suites out whose data is not there"
    bundles, encoder = read(setting.data), text_encoder(quiet=not setting.progress)
    search = _search(bundles, encoder, setting.progress)
    systems = {**_plain(search, bundles), OURS: _ours(search, bundles, encoder)}
    places = setting.some(list(range(len(bundles.baskets))), QUICK)
    return [
        score
        for place in setting.bar(places, "bundles", "bundle")
        for name, standing in systems.items()
        for score in _judged(name, place, bundles, search, standing)
    ]


# A bundle's place, what of it is held, and the bundles that may not be known -> each product's standing.
Standing = Callable[[int, Sequence[str], frozenset[int]], Floats]


def _judged(name: str, place: int, bundles: Bundles, search: Search, standing: Standing) -> Iterator[Score]:
    basket = bundles.baskets[place]
    case, text = f"bundle-{place}", basket.words
    own = [search.snapshot.position(one) for one in dict.fromkeys(basket.products)]
    inside = [at for at in own if at is not None]
    found = standing(place, (), frozenset())
    ranks = [_place(found, at) for at in inside]
    told = ", ".join(f"{rank:.0f}" for rank in ranks)
    recalled = float(np.mean([rank <= RECALLED for rank in ranks]))
    yield Score(case, name, f"recall@{RECALLED}", recalled, told, "places of what is in it", text)
    if len(inside) <= MANY:
        return
    session = frozenset(n for n, fold in enumerate(bundles.folds) if fold == bundles.folds[place])
    for metric, unknown in ((f"HR@{COMPLETED}", frozenset({place})), (f"HR@{COMPLETED} other sessions", session)):
        hits = list(_completed(place, inside, search, standing, unknown))
        yield Score(case, name, metric, float(np.mean(hits)), str(hits), "each held out in turn", text)


def _completed(
    place: int, inside: Sequence[int], search: Search, standing: Standing, unknown: frozenset[int]
) -> Iterator[bool]:
    """Whether each product of a bundle is found once it is held out."""
    ids = [search.snapshot.products[at].id for at in inside]
    for out, at in enumerate(inside):
        scores = standing(place, [one for n, one in enumerate(ids) if n != out], unknown).copy()
        scores[[other for other in inside if other != at]] = -np.inf
        yield _place(scores, at) <= COMPLETED


def _place(scores: Floats, at: int) -> float:
    """The place of a product, 1 the first; in the middle of those that tie with it."""
    return float((scores > scores[at]).sum() + ((scores == scores[at]).sum() + 1) / 2)


def _ours(search: Search, bundles: Bundles, encoder: Encoder) -> Standing:
    """The product's planner, its shelves taught by the bundles of the other folds."""
    past = []
    for fold in range(FOLDS):
        others = tuple(one for one, at in zip(bundles.baskets, bundles.folds, strict=True) if at != fold)
        shelves = Shelves(encoder, Taught((), sketched(others, search), ()))
        past.append(Past(search, shelves, bundles.baskets))

    def standing(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:
        return past[bundles.folds[place]].standing(bundles.baskets[place].words, held, unknown)

    return standing


def _plain(search: Search, bundles: Bundles) -> dict[str, Standing]:
    """What anybody would build: the meaning, the words, both; what is alike, what was bought together, with words."""
    everything = Past(search, Shelves(search.encoder, Taught((), (), ())), bundles.baskets)

    def words(place: int) -> str:
        return bundles.baskets[place].words or " "

    def meaning(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:  # noqa: ARG001 - words alone
        return np.asarray(search.scores(words(place)).standout, np.float64)

    def lexical(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:  # noqa: ARG001 - words alone
        return np.asarray(search.scores(words(place)).lexical, np.float64)

    def both(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:
        return _unit(meaning(place, held, unknown)) + _unit(lexical(place, held, unknown))

    def alike(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:
        return everything.alike(held) if held else meaning(place, held, unknown)

    def together(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:
        """Counts of other bundles that share something, ties by likeness."""
        if not held:
            return meaning(place, held, unknown)
        return everything.counts(held, unknown) + TIES * everything.alike(held)

    def together_and_words(place: int, held: Sequence[str], unknown: frozenset[int]) -> Floats:
        if not held:
            return meaning(place, held, unknown)
        return _unit(np.log1p(everything.counts(held, unknown))) + _unit(meaning(place, held, unknown))

    return {
        "e5": meaning,
        "bm25": lexical,
        "e5 + bm25": both,
        "title likeness": alike,
        "bought together": together,
        "bought together + e5": together_and_words,
    }


def _unit(scores: Floats) -> Floats:
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def _search(bundles: Bundles, encoder: Encoder, progress: bool) -> Search:
    """Our search over the products, kept in the cache."""
    said = "\n".join(f"{one.id}\t{one.title['en']}\t{one.category}" for one in bundles.products)
    index = cache_folder() / f"evals-bundles-{hashlib.sha256(said.encode()).hexdigest()[:12]}"
    try:
        return Search(snapshot.load(index, encoder.fingerprint), encoder)
    except (IndexMissing, IndexBroken):
        snapshot.build(index, bundles.products, encoder, progress=progress)
        return Search(snapshot.load(index, encoder.fingerprint), encoder)
