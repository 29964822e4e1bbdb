"""What a record holds: the numbers that a reply may state about a line, a product, a basket or the request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assistant.plan.limits import ADULT_AGE
from assistant.types import Bundle, Line, Request, Unmet
from catalog.pricing import pricing
from catalog.types import MINOR_DIGITS, Market, Money, Product
from evals.claims import Claim, claims

TENTH = Decimal("0.1")


class Facts:
    """Values by kind: a currency, `%`, or what is counted. A count without a unit may be any counted fact."""

    def __init__(self) -> None:
        self._values: dict[str, set[Decimal]] = defaultdict(set)

    def add(self, kind: str, *values: Any) -> Facts:
        """Add values of one kind; None is no value."""
        self._values[kind] |= {Decimal(str(value)) for value in values if value is not None}
        return self

    def money(self, *amounts: Money | None) -> Facts:
        """Add amounts of money, as they are written."""
        for amount in filter(None, amounts):
            self.add(amount.currency, Decimal(amount.amount) / 10 ** MINOR_DIGITS.get(amount.currency, 2))
        return self

    def text(self, *texts: str) -> Facts:
        """Add what a text of the record states itself."""
        for claim in (claim for text in texts for claim in claims(text)):
            self.add(claim.kind or "stated", claim.value)
        return self

    def join(self, *others: Facts) -> Facts:
        """Add all that other facts hold."""
        for other in others:
            for kind, values in other._values.items():
                self._values[kind] |= values
        return self

    def hold(self, claim: Claim) -> bool:
        """Whether the record states what the claim does: same kind, same value."""
        if claim.kind == "":
            counted = (kind for kind in self._values if kind != "%" and not kind.isupper())
            return any(claim.value in self._values[kind] for kind in counted)
        return any(claim.value in self._values.get(kind, ()) for kind in claim.kind.split("/"))

    def missing(self, text: str) -> list[str]:
        """The numbers of a text that these facts do not hold."""
        return [claim.text for claim in claims(text) if not self.hold(claim)]


def _one_decimal(value: float) -> Decimal:
    return Decimal(str(value)).quantize(TENTH, ROUND_HALF_UP)


def product_facts(product: Product, market: Market, packs: Iterable[int] = ()) -> Facts:
    """What the catalogue record states, and what it makes of a number of packs."""
    facts = Facts().add("rating", product.rating).add("reviewers", product.review_count)
    facts.add("stock", *(place.quantity for place in product.availability))
    facts.add("held", product.serves)
    facts.add("age", *(product.attributes.get(key) for key in ("age_from", "age_to", "min_age")))
    rule = pricing(product, market)
    if rule is None:
        return facts
    whole = Money(amount=rule.unit, currency=rule.currency)
    facts.money(whole, whole.of(rule.regular))
    if rule.unit < rule.regular:
        facts.add("%", round(100 - 100 * rule.unit / rule.regular))
    if rule.group:
        facts.add("group", rule.group, rule.group - 1 if rule.saving == rule.unit else None)
        facts.money(whole.of(rule.unit * rule.group - rule.saving))
    for count in packs:
        facts.add("packs", count).add("pieces", product.pack.count * count)
        facts.add("served", *([_one_decimal(product.serves * count)] if product.serves else []))
        facts.money(whole.of(rule.total(count)), whole.of(rule.regular * count - rule.total(count)))
    return facts


def line_facts(line: Line, product: Product, market: Market) -> Facts:
    """What a line of the basket states, and the catalogue record that it names."""
    facts = product_facts(product, market, [line.quantity])
    return facts.money(line.unit_price, line.line_total, line.discount)


def basket_facts(basket: Bundle) -> Facts:
    """The amounts of a whole basket."""
    facts = Facts().money(basket.total, basket.budget, basket.left, basket.saved, basket.needed_budget)
    if basket.budget is not None and basket.total.amount > basket.budget.amount:  # a hand may go over it, which is said
        facts.money(basket.total.of(basket.total.amount - basket.budget.amount))
    return facts.add("people", basket.people)


def unmet_facts(unmet: Unmet) -> Facts:
    """What the basket states about a need that it does not cover."""
    return Facts().money(unmet.extra).add("%", int(unmet.covered * 100))


def request_facts(request: Request) -> Facts:
    """What the shopper said, in this turn or of the job so far, and the age that the law sets for alcohol."""
    facts = (
        Facts()
        .text(request.text, request.occasion or "")
        .add("people", request.people.total)
        .add("age", ADULT_AGE[request.market])
    )
    budget = request.budget
    return facts.money(*((budget.limit, budget.floor, budget.stated) if budget else ()))
