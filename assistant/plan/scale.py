"""Scale a playbook's needs to the people, days and season at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.plan.playbook import Playbook, PlaybookNeed, Season, When
from assistant.types import Amount, Need


def season_of(month: int) -> Season:
    """The season of a month (1-12) in both markets, which lie in the same hemisphere."""
    seasons: tuple[Season, ...] = ("winter", "spring", "summer", "autumn")
    return seasons[month % 12 // 3]


def amount(rule: Amount, adults: int, children: int, days: int, nights: int) -> float:
    """(base + per_adult·adults + per_child·children) × days or nights, in the rule's unit."""
    per_child = rule.per_adult if rule.per_child is None else rule.per_child
    once = rule.base + rule.per_adult * adults + per_child * children
    return once * {"once": 1, "day": days, "night": max(1, nights)}[rule.times]


def holds(when: When, adults: int, children: int, days: int, month: int, market: str) -> bool:
    """Whether every condition that is given holds."""
    people = adults + children
    return all(
        (
            when.children is None or when.children == (children > 0),
            when.adults is None or when.adults == (adults > 0),
            when.min_people is None or people >= when.min_people,
            when.max_people is None or people <= when.max_people,
            when.min_days is None or days >= when.min_days,
            when.season is None or season_of(month) in when.season,
            when.market is None or market == when.market,
        )
    )


def scale(
    books: Sequence[Playbook], adults: int, children: int, days: int, nights: int, month: int, market: str
) -> tuple[Need, ...]:
    """The needs of one or more playbooks together; a role that both have is one need, of the larger amount."""
    needs: dict[str, Need] = {}
    for book in books:
        for need in _applying(book.needs, adults, children, days, month, market):
            quantity = amount(need.amount, adults, children, days, nights)
            if quantity <= 0:
                continue
            scaled = _need(book, need, quantity)
            old = needs.get(need.role)
            if old is None or (not old.must and scaled.must) or scaled.quantity > old.quantity:
                needs[need.role] = (
                    scaled if old is None else scaled.model_copy(update={"must": old.must or scaled.must})
                )
    return tuple(needs.values())


def _applying(
    needs: Iterable[PlaybookNeed], adults: int, children: int, days: int, month: int, market: str
) -> list[PlaybookNeed]:
    return [need for need in needs if holds(need.when, adults, children, days, month, market)]


def _need(book: Playbook, need: PlaybookNeed, quantity: float) -> Need:
    return Need(
        role=need.role,
        label=need.label.model_dump(),
        query=need.query.model_dump(),
        categories=need.categories,
        quantity=round(quantity, 3),
        unit=need.amount.unit,
        must=need.must,
        exact=need.exact,
        weight=need.weight,
        variety=need.variety,
        rule=f"playbook:{book.id}/{need.role}",
    )
