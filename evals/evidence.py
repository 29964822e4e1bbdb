"""Resolve the evidence of reasons: every id must lead to a record that has what the id points at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.plan.playbooks import playbooks
from assistant.types import Bundle, Line, Reason
from catalog.search import Search
from catalog.types import Product

# What `product:ID#name` points at, and when the product has it; any other name is one of its attributes.
HAS: dict[str, Callable[[Product], bool]] = {
    "title": lambda product: bool(product.title),
    "pack": lambda product: product.pack.count >= 1,  # every package holds something: one piece, if nothing is stated
    "rating": lambda product: product.rating is not None and product.review_count > 0,
    "promotion": lambda product: bool(product.promotions),
    "allergens": lambda product: product.allergens is not None,
    "goes_with": lambda product: bool(product.goes_with),
    "category": lambda product: bool(product.categories),
}


class Resolver:
    """Looks evidence up in the catalogue, the playbooks and the shop's reviews and events."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._rules = {f"{book.id}/{need.role}" for book in playbooks() for need in book.needs}
        self._places = {
            "/".join(product.categories[:depth])
            for product in search.snapshot.products
            for depth in range(1, len(product.categories) + 1)
        }
        self._events: frozenset[str] | None = None

    def unresolved(self, basket: Bundle) -> Iterator[str]:
        """Every reason of a basket without evidence, and every evidence that leads nowhere."""
        inside = {line.product.id for line in basket.lines}
        for line in basket.lines:
            for reason in line.reasons:
                if not reason.evidence:
                    yield f"{line.product.id}: {reason.kind} ({reason.text}) has no evidence"
                yield from (f"{line.product.id}: {wrong}" for wrong in self._wrong(line, reason, inside))

    def _wrong(self, line: Line, reason: Reason, inside: set[str]) -> Iterator[str]:
        for ident in reason.evidence:
            kind, _, rest = ident.partition(":")
            known = self._known(kind, rest, line)
            if not known:
                yield f"{reason.kind}: {ident} leads nowhere"
            elif kind == "product" and rest.partition("#")[0] not in inside:
                yield f"{reason.kind}: {ident} is not in the basket"

    def _known(self, kind: str, rest: str, line: Line) -> bool:
        match kind:
            case "request":
                return rest == ""
            case "product":
                return self._product(*rest.partition("#")[::2])
            case "playbook":
                return rest in self._rules
            case "catalogue":
                return rest in self._places
            case "review":
                return any(review.id == rest for review in self._search.snapshot.store.reviews(line.product.id))
            case "event":
                return rest in self._all_events()
        return False

    def _product(self, ident: str, what: str) -> bool:
        product = self._search.product(ident)
        if product is None or not what:
            return product is not None
        name, _, value = what.partition(":")
        if name == "diet":
            return value in product.diet
        return HAS[name](product) if name in HAS else name in product.attributes

    def _all_events(self) -> frozenset[str]:
        if self._events is None:
            self._events = frozenset(event.id for event in self._search.snapshot.store.events())
        return self._events
