"""A basket as JSON and back: products by id, read anew from the shop, with what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.bundle.candidates import Candidate
from assistant.bundle.draft import Cause, Draft, DraftLine, Missing, Pick
from assistant.bundle.owned import Had
from assistant.bundle.suiting import capacity
from assistant.shopper.profile import Deed
from assistant.types import Need, Plan, Request
from catalog.pricing import pricing
from catalog.types import ONLINE, Frozen, Money, Product, Text

ProductOf = Callable[[str], Product | None]


@dataclass(frozen=True)
class State:
    """What undoing leads back to: the request in force, its plan and basket, and the basket's own key."""

    request: Request | None = None
    plan: Plan | None = None
    draft: Draft | None = None
    key: str = ""


BLANK = State()


class Change(Frozen):
    """What has become of a line since it was last seen: gone, fewer left, or another price."""

    kind: Literal["gone", "fewer", "price"]
    title: Text
    before: Money | None = None
    after: Money | None = None
    left: int | None = None


class _Pick(Frozen):
    product: str
    title: Text
    fit: float
    packs: int
    total: int


class _Line(Frozen):
    need: Need
    pick: _Pick
    alternatives: tuple[_Pick, ...] = ()
    complements: str | None = None


class _Missing(Frozen):
    need: Need
    cause: Cause
    covered: float
    extra: int | None


class _Had(Frozen):
    need: Need
    product: str
    amount: float
    purchases: tuple[Deed, ...]
    left: float


class _Draft(Frozen):
    currency: str
    lines: tuple[_Line, ...]
    missing: tuple[_Missing, ...]
    owned: tuple[Need, ...]
    had: tuple[_Had, ...]
    budget: int | None
    needed_budget: int | None
    diet_gaps: tuple[str, ...]


class _State(Frozen):
    request: Request | None
    plan: Plan | None
    draft: _Draft | None
    key: str


def encoded(state: State, personal: bool = False) -> str:
    """A state as JSON. What the shopper bought before is in it only where that may be kept."""
    draft = None if state.draft is None else _written(state.draft, personal)
    return _State(request=state.request, plan=state.plan, draft=draft, key=state.key).model_dump_json(
        exclude_defaults=True
    )


def decoded(document: str, product_of: ProductOf) -> tuple[State, tuple[Change, ...]]:
    """The state of a text over the products as they are now. Raises ValueError where the text is none of ours."""
    kept = _State.model_validate_json(document)
    if kept.draft is None or kept.request is None:
        return State(kept.request, kept.plan, None, kept.key), ()
    changes: list[Change] = []
    draft = _read(kept.draft, kept.request, product_of, changes)
    return State(kept.request, kept.plan, draft, kept.key), tuple(changes)


def is_current(draft: Draft, product_of: ProductOf) -> bool:
    """Whether every product of the basket is what the shop holds now."""
    return all(product_of(p.id) is p for p in (line.pick.candidate.product for line in draft.lines))


def _written(draft: Draft, personal: bool) -> _Draft:
    return _Draft(
        currency=draft.currency,
        lines=tuple(
            _Line(
                need=line.need,
                pick=_pick(line.pick),
                alternatives=tuple(map(_pick, line.alternatives)),
                complements=line.complements,
            )
            for line in draft.lines
        ),
        missing=tuple(_Missing(need=m.need, cause=m.cause, covered=m.covered, extra=m.extra) for m in draft.missing),
        owned=draft.owned,
        had=tuple(_had(had) for had in draft.had) if personal else (),
        budget=draft.budget,
        needed_budget=draft.needed_budget,
        diet_gaps=draft.diet_gaps,
    )


def _pick(pick: Pick) -> _Pick:
    product = pick.candidate.product
    return _Pick(product=product.id, title=product.title, fit=pick.candidate.fit, packs=pick.packs, total=pick.total)


def _had(had: Had) -> _Had:
    return _Had(need=had.need, product=had.product.id, amount=had.amount, purchases=had.purchases, left=had.left)


def _read(kept: _Draft, request: Request, product_of: ProductOf, changes: list[Change]) -> Draft:
    lines = [line for one in kept.lines if (line := _line(one, request, product_of, changes)) is not None]
    had = [
        Had(one.need, product, one.amount, one.purchases, one.left)
        for one in kept.had
        if (product := product_of(one.product)) is not None
    ]
    return Draft(
        currency=kept.currency,
        lines=tuple(lines),
        missing=tuple(Missing(m.need, m.cause, m.covered, m.extra) for m in kept.missing),
        owned=kept.owned,
        had=tuple(had),
        budget=kept.budget,
        needed_budget=kept.needed_budget,
        diet_gaps=kept.diet_gaps,
    )


def _line(kept: _Line, request: Request, product_of: ProductOf, changes: list[Change]) -> DraftLine | None:
    candidate = _candidate(kept.pick, kept.need, request, product_of)
    if candidate is None:
        changes.append(Change(kind="gone", title=kept.pick.title))
        return None
    changes.extend(_changes(kept.pick, candidate))
    pick = Pick(candidate, min(kept.pick.packs, candidate.limit))
    others = (
        (one, found)
        for one in kept.alternatives
        if (found := _candidate(one, kept.need, request, product_of)) is not None
    )
    alternatives = tuple(Pick(found, one.packs) for one, found in others if one.packs <= found.limit)
    return DraftLine(kept.need, pick, alternatives, kept.complements)


def _changes(kept: _Pick, candidate: Candidate) -> Iterator[Change]:
    title, currency = candidate.product.title, candidate.pricing.currency
    now = candidate.pricing.total(kept.packs)
    if now != kept.total:
        before = Money(amount=kept.total, currency=currency)
        yield Change(kind="price", title=title, before=before, after=before.of(now))
    if candidate.limit < kept.packs:
        yield Change(kind="fewer", title=title, left=candidate.limit)


def _candidate(kept: _Pick, need: Need, request: Request, product_of: ProductOf) -> Candidate | None:
    """The product as the shop sells it now; None where it does not."""
    product = product_of(kept.product)
    rule = None if product is None else pricing(product, request.market)
    if product is None or rule is None:
        return None
    limit = min(product.stock(request.place or ONLINE), product.max_per_order)
    return Candidate(product, kept.fit, capacity(product, need.unit), rule, limit) if limit > 0 else None
