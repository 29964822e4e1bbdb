"""What a reply supports: the names, words, figures and amounts of each product, and of the whole basket."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.explain.figures import Figure, figures
from assistant.plan.things import find_things
from assistant.types import Line, Reply, Unmet
from catalog.text import HANGUL, tokens
from catalog.types import ONLINE, Money

HEAD_ENDS = re.compile(r",| for | with |\s?&|\s\d|\(")  # what follows these is the variant: "Black tea bags, earl grey"
OTHERWISE = re.compile(r" & | or |·|/|, ")
PIECES = re.compile(r"^(\d+) × ")
Amount = tuple[float, str]


@dataclass(frozen=True, eq=False)  # told apart by identity: cards cannot be hashed
class Spoken:
    """One line of the basket, as sentences may speak of it."""

    line: Line
    number: int

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems that name it: its title, its need and its category."""
        return stems(self.line.product.title, *self._called)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Those that say what kind of thing it is; the others only tell it from its like."""
        product = self.line.product
        title = HEAD_ENDS.split(product.title)[0].split()
        korean = HANGUL.search(product.title)  # its head noun has no place of its own, so the names of things tell
        nouns = [mention.word for mention in find_things(product.title)] if korean else title[-1:]
        return stems(*self._called, *nouns)

    @cached_property
    def _called(self) -> tuple[str, ...]:
        """Its need and category. Of "sleeping bags & mats" just what its title says too, where either says any."""
        labels = [OTHERWISE.split(label) for label in (self.line.role_label, self.line.product.category_label)]
        title, stated = self.line.product.title.casefold(), stems(self.line.product.title)

        def said(label: str) -> bool:
            return bool(stems(label) & stated) or label.casefold() in title

        meant = [part for parts in labels for part in parts if said(part)]
        alone = [parts[0] for parts in labels if len(parts) == 1]
        return tuple(dict.fromkeys([*alone, *meant])) or tuple(part for parts in labels for part in parts)

    @cached_property
    def label(self) -> frozenset[str]:
        """Stems of its need's label alone."""
        return stems(*self._called[:1])

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of all that is stated about it: the listing's words, attributes and its reasons."""
        product = self.line.product
        stated = [f"{key} {value}" for key, value in product.attributes.items()]
        reasons = [reason.text for reason in self.line.reasons if reason.kind != "complements"]  # those name others
        return self.names | stems(product.description, product.promotion or "", *stated, *reasons)

    @cached_property
    def read(self) -> tuple[Figure, ...]:
        """Every figure that its texts state."""
        product = self.line.product
        stated = [f"{value} {key}" for key, value in product.attributes.items()]
        texts = [product.title, product.pack or "", product.promotion or "", product.description, *stated]
        return tuple(f for text in [*texts, *(r.text for r in self.line.reasons)] for f in figures(text))

    def counts(self, unit: str) -> set[float]:
        """The counts of a unit that are true of it."""
        product = self.line.product
        known: dict[str, set[float]] = {
            "packs": {float(self.line.quantity)},
            "reviews": {float(product.review_count)} if product.review_count else set(),
            "rating": {product.rating} if product.rating is not None else set(),
            "stock": {float(place.quantity) for place in product.availability if place.place == ONLINE},
        }
        stated = {f.value for f in self.read if f.kind == "count" and f.unit == unit}
        return known.get(unit, set()) | stated

    @cached_property
    def pieces(self) -> set[float]:
        """How many pieces: of one pack and of all of them; what fits counts as well."""
        found = PIECES.match(self.line.product.pack or "")
        each = int(found[1]) if found else 0
        whole = {float(each), float(each * self.line.quantity)} - {0.0}
        return whole | {*self.counts("piece"), *self.counts("pieces")}

    @property
    def percents(self) -> set[float]:
        return {f.value for f in self.read if f.kind == "percent"}

    @property
    def is_deal(self) -> bool:
        """Whether the listing states a promotion."""
        product = self.line.product
        return self.line.discount.amount > 0 or product.list_price is not None or product.promotion is not None

    def amounts(self, cue: str) -> set[Amount]:
        """The amounts that a cue may mean of it."""
        line, product = self.line, self.line.product
        saved = {_amount(line.discount)} if line.discount.amount else set()
        saved |= {
            (f.value, f.unit) for r in line.reasons if r.kind == "deal" for f in figures(r.text) if f.kind == "money"
        }
        price = {_amount(line.unit_price), _amount(product.price)}
        total = {_amount(line.line_total)}
        table = {"unit": price, "total": total, "saved": saved}
        if cue:
            return table.get(cue, set())
        return price | total | ({_amount(product.list_price)} if product.list_price else set())


class Supported:
    """A reply with a basket, ready to be asked what it supports."""

    def __init__(self, reply: Reply) -> None:
        assert reply.bundle
        self.reply, self.basket = reply, reply.bundle
        self.lines = tuple(Spoken(line, number) for number, line in enumerate(self.basket.lines, 1))

    @cached_property
    def common(self) -> frozenset[str]:
        """Stems that any sentence may use: the job's title and the shopper's own words, apart from things."""
        request = self.reply.request
        said = request.occasion or request.asked
        things = stems(*(mention.word for mention in find_things(said)))
        return stems(self.basket.title) | (stems(said) - things)

    @cached_property
    def ruled_out(self) -> frozenset[str]:
        """Stems of what the shopper does not want."""
        return stems(*(stated.text for stated in self.reply.request.exclusions))

    def counts(self, unit: str) -> set[float]:
        """The counts of a unit that are true of the whole."""
        request, basket = self.reply.request, self.basket
        people = {basket.people, request.people.total, request.people.adults, request.people.children or None}
        known: dict[str, set[int | None]] = {
            "people": people,
            "children": {request.people.children or None},
            "lines": {len(basket.lines)},
            "nights": {request.nights},
            "days": {request.days},
        }
        noticed = {f.value for n in self.reply.notices for f in figures(n.text) if f.unit == unit and unit == "age"}
        return {float(value) for value in known.get(unit, set()) if value is not None} | noticed

    def stock(self, spoken: Iterable[Spoken]) -> set[float]:
        """What is left of products by the notices that name them."""
        return {
            f.value
            for notice in self.reply.notices
            if notice.code == "low_stock" and any(one.line.product.title in notice.text for one in spoken)
            for f in figures(notice.text)
            if f.unit in ("stock", "left")
        }

    def keeping(self, diet: str) -> set[float]:
        """How many people keep a diet."""
        return {float(need.people) for need in self.reply.request.diet if need.diet == diet and need.people}

    def amounts(self, cue: str) -> set[Amount]:
        """The amounts that a cue may mean of the whole. Without a cue: the total, the budget and what is left."""
        basket = self.basket
        budget, left = _some(basket.budget), _some(basket.left)
        table = {
            "total": {_amount(basket.total)},
            "budget": budget,
            "left": left,
            "saved": {_amount(basket.saved)} if basket.saved.amount > 0 else set(),
            "least": _some(basket.needed_budget),
        }
        return table.get(cue, set()) if cue else {_amount(basket.total)}

    def unmet(self, said: frozenset[str]) -> list[Unmet]:
        """The needs not covered that a sentence names: those whose label it says or shares the most words with."""
        labels = {unmet.role: stems(unmet.label) for unmet in self.basket.unmet}
        most = max((len(label & said) for label in labels.values()), default=0)
        return [
            unmet
            for unmet in self.basket.unmet
            if most and (labels[unmet.role] <= said or len(labels[unmet.role] & said) == most)
        ]


def stems(*texts: str) -> frozenset[str]:
    """The stems of texts, every one of a word that is cut in pieces."""
    return frozenset(word for text in texts for word in tokens(text))


def _amount(money: Money) -> Amount:
    return float(money.amount), money.currency


def _some(money: Money | None) -> set[Amount]:
    return {_amount(money)} if money is not None else set()
