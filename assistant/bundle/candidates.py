"""Find the products that can serve a need, and say how well each does (0..1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.bundle.suiting import (
    ages_of,
    capacity,
    fits_size,
    is_coloured,
    rating_score,
    serves_diet,
    speaks_of_children,
    suits_age,
    suits_recipient,
)
from assistant.plan.concepts import Meanings
from assistant.plan.limits import Limits, serving_places
from assistant.recommend.blend import Taste
from assistant.types import Need, Request
from assistant.understand.topic import topic
from catalog.encode import Vectors
from catalog.index.columns import Mask
from catalog.pricing import Pricing, pricing
from catalog.search import Search
from catalog.types import ONLINE, Product, localized

POOL = 8  # candidates a need: more cost the solver time and the shopper nothing but choice
PER_GROUP = 2  # variants of one family among them
DIET_EXTRA = 3  # further candidates fit for each diet that only some of the people keep
SPARE = 6  # looked at for a line that has too few alternatives among the candidates
CHEAP_EXTRA = 2  # the cheapest ones are there too, or a small budget could not be met
RELEVANT = 0.65  # a candidate must reach this share of the best one's closeness to the need
STANDS_OUT = 4.5  # standard deviations above the mean product; as in `dialogue.answers`, below it nothing answers
SAME_USE = 0.85  # something owned that reaches this share of the best one's closeness does the need's work
NEIGHBOUR = 0.85  # …and this share where others are called what is needed: charcoal, not a gas canister beside it
FOR_DIETS = 0.5  # …and this share where nothing nearer is fit for a diet that somebody keeps
UNHINTED = 0.45  # without a category to rely on, the closeness itself must be this high
# What makes a product fit: mostly what it is, then the occasion, its rating, and being on offer.
NEED, OCCASION, RATING, DEAL = 0.60, 0.20, 0.15, 0.05
CALLED = 0.10  # a product that is called what the need is called, in either language: chilli flakes, not salt
MOST_OF_IT = 0.6  # of the budget: what is called so and costs more leaves room for its neighbours
STAYS = 0.15  # what is in the basket that a change is made to: as much as an excellent rating
OTHER = 0.5  # times as fit is anything else than the product that was put in itself, if the budget drives it out
ADULT = 19  # years


@dataclass(frozen=True)
class Candidate:
    """One product for one need: its fit and how much of the need one pack covers, in the need's unit."""

    product: Product
    fit: float
    capacity: float
    pricing: Pricing
    limit: int


@dataclass
class Finder:
    """Candidates of one request. Scores of a text are computed once a turn and kept between turns."""

    search: Search
    request: Request
    limits: Limits
    meanings: Meanings
    taste: Taste | None = None  # None: nobody in particular
    reserved: Mapping[str, int] = field(default_factory=dict)  # by product, what stands in others' orders
    there: frozenset[str] = frozenset()  # in the basket that a change is made to, which is no reason to change these
    settled: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by role, what was put in to serve the need
    firm: bool = True  # nothing else serves such a need; else whatever does is only less fit
    _scores: dict[str, Vectors] = field(default_factory=dict)

    def candidates(self, need: Need) -> list[Candidate]:
        """The need's best candidates, best fit first, ties by id."""
        places = self._allowed(need)
        if not places.any() or not self._answered(need, places):
            return []
        own, fits = self._settled(need, places), self._fits(need, places)
        if own and self.firm:
            return [c for i in own if (c := self._candidate(need, i, float(fits[i]))) is not None]
        fits = _first(own, fits)
        order = sorted(np.flatnonzero(places).tolist(), key=lambda i: (-round(float(fits[i]), 4), self._product(i).id))
        closeness = self._text_scores(self._query(need))
        best = max(float(closeness[i]) for i in order)
        floor = RELEVANT * best if need.categories else max(UNHINTED, RELEVANT * best)
        called = self.called(need) & places
        called &= not self._too_dear(need, called)
        far = [i for i in order if closeness[i] >= FOR_DIETS * best]
        order = [i for i in order if closeness[i] >= (floor if called[i] or not called.any() else NEIGHBOUR * best)]
        order += self._for_diets(far, order)
        return [c for i in self._pool(order) if (c := self._candidate(need, i, float(fits[i]))) is not None]

    def candidate(self, need: Need, product_id: str) -> Candidate | None:
        """A product as the need's candidate, however close it comes; None where the limits or the stock forbid it."""
        place = self.search.snapshot.position(product_id)
        places = serving_places(need, self.search.snapshot) & self.limits.allowed
        places = _narrowed(places, (self._sized, self._coloured))
        if place is None or not places[place]:
            return None
        return self._candidate(need, place, float(self._fits(need, places)[place]))

    def _too_dear(self, need: Need, called: Mask) -> bool:
        """Whether all that is called what a job needs costs most of the budget: brass bowls, where any will do."""
        budget = self.request.budget
        if budget is None or not called.any() or not need.rule.startswith("playbook:"):
            return False
        whole = budget.limit.amount * (max(1, self.request.people.total or 1) if budget.per_person else 1)
        return int(self.search.snapshot.columns.prices[self.request.market][called].min()) > MOST_OF_IT * whole

    def _for_diets(self, near: list[int], order: list[int]) -> list[int]:
        """What else comes near for each diet that some keep and nothing so far is fit for: penne of rice."""
        diets = [need.diet for need in self.request.diet if not need.everyone]
        lacking = [diet for diet in diets if not any(serves_diet(self._product(i), diet) for i in order)]
        fit = (i for i in near if i not in order and any(serves_diet(self._product(i), diet) for diet in lacking))
        return list(fit)[:DIET_EXTRA] if lacking else []

    def spare(self, need: Need, taken: frozenset[str]) -> list[Candidate]:
        """Further products of the need's kind within the limits, however close, best first and one a family."""
        places = self._allowed(need)
        if not places.any():
            return []
        fits = self._fits(need, places)
        groups = self.search.snapshot.columns.groups
        seen: set[str] = set()
        found: list[Candidate] = []
        for i in sorted(
            np.flatnonzero(places).tolist(), key=lambda i: (-round(float(fits[i]), 4), self._product(i).id)
        ):
            if self._product(i).id in taken or groups[i] in seen or len(found) == SPARE:
                continue
            seen.add(groups[i])
            if (candidate := self._candidate(need, i, float(fits[i]))) is not None:
                found.append(candidate)
        return found

    def _answered(self, need: Need, places: Mask) -> bool:
        """Whether the shop has anything like a thing that was asked for by a name that nothing is known of."""
        if not need.stated or need.categories:
            return True
        query = self._query(need)
        called = len(query) > 1 and bool((self.search.snapshot.lexical.meaning(query) & places).any())
        return called or (not need.exact and self._stands_out(query, places))

    def _stands_out(self, query: str, places: Mask) -> bool:
        return float(self.search.scores(query).standout[places].max()) >= STANDS_OUT

    def called(self, need: Need) -> Mask:
        """The products that are called what the need is called, in either language, whatever their shelf is called."""
        lexical = self.search.snapshot.lexical
        called = [lexical.meaning(label, title_only=True) for label in need.label.values()]
        return np.asarray(np.logical_or.reduce(called), bool)

    def _exactly(self, need: Need, places: Mask) -> Mask:
        """Those of the places that are called what the need is called in every language that calls any of them so."""
        for label in need.label.values():
            called = places & self.search.snapshot.lexical.meaning(label, title_only=True)
            places = called if called.any() else places
        return places

    def _query(self, need: Need) -> str:
        return localized(need.query, self.request.language)

    def _product(self, place: int) -> Product:
        return self.search.snapshot.products[place]

    def _allowed(self, need: Need) -> Mask:
        """What the limits allow among what serves the need, narrowed to sizes, colours and brands that were asked."""
        snapshot = self.search.snapshot
        places = serving_places(need, snapshot) & self.limits.allowed
        if need.stated:
            named = places & self.meanings.products(localized(need.query, self.request.language))
            places = named if named.any() else places
        if self.taste is not None and self.request.recipient is None:  # a gift may be what the giver has too
            fresh = places & ~self.taste.owned
            places = fresh if fresh.any() or not need.stated else places
        if not need.stated:  # of what a need may take, none that is there already: who has the tools
            lacking = places & ~self.limits.owned
            places = lacking if lacking.any() else places
        return self.fitting(self._exactly(need, places) if need.exact else places)

    def owned(self, need: Need) -> list[int]:
        """Durable goods that the shopper bought and that serve the need about as well as the best would."""
        if self.taste is None or self.request.recipient is not None or need.stated:
            return []
        places = serving_places(need, self.search.snapshot)
        own = places & self.taste.owned
        own = self._aged(np.flatnonzero(own).tolist(), len(own))  # a child's sleeping bag is no adult's
        if not own.any():
            return []
        closeness = self._text_scores(self._query(need))
        floor = SAME_USE * float(closeness[places].max())
        called = self.called(need) & places
        if called.any():  # a wine glass does no coffee cup's work
            places = called
        return [i for i in np.flatnonzero(own).tolist() if closeness[i] >= floor]

    def fitting(self, places: Mask) -> Mask:
        """The places within the limits, narrowed to the asked sizes, colours and brands where that leaves any."""
        return _narrowed(places & self.limits.allowed, (self._aged, self._sized, self._coloured, self._branded))

    def _aged(self, places: list[int], count: int) -> Mask:
        """Products for the ages at hand: a toy for the child's age, nothing for children where there are none."""
        ages = ages_of(self.request)
        young = bool(ages and min(ages) < ADULT) or self.request.people.children > 0 or speaks_of_children(self.request)
        key = self.request.recipient.key if self.request.recipient is not None else ""
        return _mask(
            places, count, lambda i: suits_age(self._product(i), ages, young) and suits_recipient(self._product(i), key)
        )

    def _sized(self, places: list[int], count: int) -> Mask:
        """Products without sizes, and those of an asked size."""
        asked = {size.upper() for size in self.request.sizes}
        return _mask(places, count, lambda i: not asked or fits_size(self._product(i), asked))

    def _coloured(self, places: list[int], count: int) -> Mask:
        asked = self.request.colours
        return _mask(places, count, lambda i: not asked or is_coloured(self._product(i), asked))

    def _branded(self, places: list[int], count: int) -> Mask:
        asked = self.request.brands
        return _mask(places, count, lambda i: not asked or self._product(i).brand in asked)

    def _text_scores(self, text: str) -> Vectors:
        if text not in self._scores:
            self._scores[text] = self.search.scores(text).fused
        return self._scores[text]

    def _fits(self, need: Need, places: Mask) -> Vectors:
        """NEED·closeness to the need + OCCASION·to the request + RATING·rating + DEAL + CALLED + STAYS, and taste."""
        total = NEED * _spread(self._text_scores(self._query(need)), places)
        if self.request.occasion:
            total = total + OCCASION * _spread(self._text_scores(topic(self.request.occasion)), places)
        for label in need.label.values():
            total = total + CALLED * self.search.snapshot.lexical.meaning(label)
        rated = np.zeros(len(places), np.float32)
        for i in np.flatnonzero(places).tolist():
            product = self._product(i)
            rated[i] = RATING * rating_score(product) + DEAL * bool(product.promotions)
            rated[i] += STAYS * (product.id in self.there)
        return self.blended(np.asarray(total + rated, np.float32))

    def _settled(self, need: Need, places: Mask) -> list[int]:
        """The places of what was put in for the need and is still within the limits."""
        position = self.search.snapshot.position
        found = (position(one) for one in sorted(self.settled.get(need.role, ())))
        return [place for place in found if place is not None and places[place]]

    def blended(self, fits: Vectors) -> Vectors:
        """(1 − weight)·fit + weight·personal, as `assistant.recommend.blend` says; for a stranger the fit itself.

        So it is for a gift: what the giver buys for themselves says nothing about somebody else.
        """
        taste = self.taste
        if taste is None or taste.weight == 0 or self.request.recipient is not None:
            return fits
        return np.asarray((1 - taste.weight) * fits + taste.weight * taste.scores, np.float32)

    def _pool(self, order: list[int]) -> list[int]:
        """The best few, with enough for every diet and some cheap ones, in order of fit."""
        groups = self.search.snapshot.columns.groups
        chosen: list[int] = []
        count: dict[str, int] = {}
        for i in order:
            count[groups[i]] = count.get(groups[i], 0) + 1
            if count[groups[i]] <= PER_GROUP:
                chosen.append(i)
        pool = set(chosen[:POOL])
        for need in self.request.diet:
            if not need.everyone:
                pool |= set([i for i in order if serves_diet(self._product(i), need.diet)][:DIET_EXTRA])
        prices = self.search.snapshot.columns.prices[self.request.market]
        pool |= set(sorted(chosen, key=lambda i: (int(prices[i]), self._product(i).id))[:CHEAP_EXTRA])
        return [i for i in order if i in pool]

    def _candidate(self, need: Need, place: int, fit: float) -> Candidate | None:
        product = self._product(place)
        rule = pricing(product, self.request.market)
        if rule is None:
            return None
        stock = product.stock(self.request.place or ONLINE) - self.reserved.get(product.id, 0)
        limit = min(stock, product.max_per_order)
        if limit < 1:
            return None
        return Candidate(product, round(min(1.0, fit), 4), capacity(product, need.unit), rule, limit)


def _first(own: list[int], fits: Vectors) -> Vectors:
    """The fits, with what was put in for the need far ahead of whatever else would serve it."""
    if not own:
        return fits
    others = np.asarray(OTHER * fits, np.float32)
    others[own] = fits[own]
    return others


def _spread(scores: Vectors, places: Mask) -> Vectors:
    """Scores rescaled so that the allowed ones reach from 0 to 1 (all 1 where they are equal)."""
    own = scores[places]
    low, high = float(own.min()), float(own.max())
    if high - low < 1e-6:
        return np.ones_like(scores)
    return np.asarray(np.clip((scores - low) / (high - low), 0, 1), np.float32)


def _narrowed(places: Mask, wishes: Sequence[Callable[[list[int], int], Mask]]) -> Mask:
    """The places that each wish leaves, where it leaves any."""
    for wish in wishes:
        narrowed = places & wish(np.flatnonzero(places).tolist(), len(places))
        places = narrowed if narrowed.any() else places
    return places


def _mask(places: list[int], count: int, test: object) -> Mask:
    found = np.zeros(count, bool)
    found[[i for i in places if test(i)]] = True  # type: ignore[operator]
    return found
