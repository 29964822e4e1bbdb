"""Budgets and price limits in what a shopper says, in minor units.

Prices that are said for other reasons (a saving, a shipping fee, last month's bill) are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.types import Budget, Span
from assistant.understand.amounts import Amount, amounts
from assistant.understand.cues import cue, just_after, just_before
from assistant.understand.found import Found
from catalog.types import Money

LAYERS = 4  # words around an amount that are peeled off on each side: "at most about … or so each"
RANGE_GAP = 16  # characters between the two ends of a range: ", but no more than"
DECADE = re.compile(r"\s?(?:원\s?)?(?:대(?![신충략형량표박학한접])|(?:초|중|후)반)")
PART = re.compile(r"\s?(?:원\s?)?대?\s?(초반|중반|후반)")
PARTS = {"초반": 3, "중반": 7, "후반": 10}  # tenths of the decade that each part reaches to
LACKING = re.compile(r"\s?(?:이|가)?\s?(?:모자라|모자란|부족|빠지는|빠진)")
WEAK_JOIN = re.compile(r"(?i:and|or|but|최대|max)")  # these join a range only after "between" or "at least"
PLAIN, CEILING, BUDGET, CORRECTED = range(4)  # how strongly the words say that this is the limit


@dataclass(frozen=True)
class Limit:
    """An amount with what the words around it say; `text[start:end]` covers those words too."""

    amount: Amount
    start: int
    end: int
    rank: int = PLAIN
    each: bool = False
    about: bool = False


def find_budget(text: str) -> Found[Budget] | None:
    """Find what may be spent: the amount that is called the budget, else a ceiling, else the last one said."""
    limits = _limits(text)
    if not limits:
        return None
    top = max(limit.rank for limit in limits)
    return _found(text, [limit for limit in limits if limit.rank == top][-1])


def find_budgets(text: str) -> tuple[Found[Budget], ...]:
    """Find every budget or price limit, in the order of the text."""
    return tuple(_found(text, limit) for limit in _limits(text))


def _found(text: str, limit: Limit) -> Found[Budget]:
    amount = limit.amount
    money = Money(amount=amount.value, currency=amount.currency)
    floor = None if amount.floor is None else money.of(amount.floor)
    budget = Budget(limit=money, floor=floor, per_person=limit.each, about=limit.about)
    return Found(budget, Span(start=limit.start, end=limit.end, text=text[limit.start : limit.end]))


def _limits(text: str) -> list[Limit]:
    joined = _join(text, amounts(text))
    return [limit for amount in joined if (limit := _limit(text, _decade(text, amount))) is not None]


def _join(text: str, found: list[Amount]) -> list[Amount]:
    """Make one range of two amounts that the words between them join: "from $30 to $50"."""
    joined: list[Amount] = []
    for amount in found:
        before = joined[-1] if joined else None
        if before and (short := _short_of(text, before, amount)) is not None:
            joined[-1] = replace(amount, start=before.start, value=short)
            continue
        if before and _is_range(text, before, amount):
            floor = before.value if before.value < amount.value and not _adjusts(text, before, amount) else None
            joined[-1] = replace(amount, start=before.start, floor=floor)
        else:
            joined.append(amount)
    return joined


def _short_of(text: str, first: Amount, second: Amount) -> int | None:
    """What is left where one amount is missing of another: "a fiver short of eighty", "30만원에서 만원 모자라는 돈"."""
    between = text[first.end : second.start].strip().casefold()
    if first.currency != second.currency:
        return None
    if between in ("short of", "shy of") and first.value < second.value:
        return second.value - first.value
    lacking = LACKING.match(text, second.end) if between == "에서" else None
    return first.value - second.value if lacking and first.value > second.value else None


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    between = text[low.end : high.start].strip()
    if low.currency != high.currency or low.floor is not None or len(between) > RANGE_GAP:
        return False
    if WEAK_JOIN.match(between) and not just_before("money", "between_before", text, low.start):
        return False
    return cue("money", "range_between").fullmatch(between.strip(" ,()")) is not None


def _adjusts(text: str, low: Amount, high: Amount) -> bool:
    """Whether "from 50 to 80" moves the budget rather than spans a range."""
    return bool(
        just_before("money", "adjusted_before", text, low.start)
        or just_after("money", "adjusted_after", text, high.end)
    )


def _decade(text: str, amount: Amount) -> Amount:
    """Read 3만원대 as 30,000 to 39,999: the width is that of the amount's last digit that is not zero."""
    match = DECADE.match(text, amount.end)
    if not match or amount.currency != "KRW" or amount.value < 1000:
        return amount
    width = 1000
    while amount.value % (width * 10) == 0:
        width *= 10
    if just_after("money", "below_after", text, match.end()):  # "20만원대 밑" is below 200,000
        return replace(amount, end=match.end(), value=amount.value - 1)
    floor = amount.value if amount.floor is None else amount.floor
    part = PART.match(text, amount.end)
    most = width * PARTS[part[1]] // 10 if part else width
    return replace(amount, end=max(match.end(), part.end() if part else 0), value=amount.value + most - 1, floor=floor)


def _limit(text: str, amount: Amount) -> Limit | None:
    """Peel the words around an amount off, or None where they say that it is no limit."""
    limit = Limit(amount, amount.start, amount.end)
    for _ in range(LAYERS):
        limit, bare = _peel(text, limit), limit
        if limit == bare:
            break
    if limit.rank < BUDGET and just_after("money", "not_after", text, limit.end):
        return None
    if limit.rank == PLAIN and limit.amount.floor is None and _is_price(text, limit):
        return None
    if just_before("money", "corrected_before", text, limit.start):
        limit = replace(limit, rank=CORRECTED)
    return limit


def _is_price(text: str, limit: Limit) -> bool:
    """Whether this is what something cost, saves, or costs a piece."""
    before = (just_before("money", key, text, limit.start) for key in ("not_before", "unit_before"))
    return any(before) or just_after("money", "unit_after", text, limit.end) is not None


def _peel(text: str, limit: Limit) -> Limit:
    """Take in the next cue before and behind."""
    for key in ("each", "budget", "ceiling", "about"):
        if found := just_before("money", f"{key}_before", text, limit.start):
            limit = replace(_marked(limit, key), start=found.start())
            break
    for key in ("each", "budget", "ceiling", "about"):
        if found := just_after("money", f"{key}_after", text, limit.end):
            limit = replace(_marked(limit, key), end=found.end())
            break
    return limit


def _marked(limit: Limit, key: str) -> Limit:
    if key in ("each", "about"):
        return replace(limit, each=limit.each or key == "each", about=limit.about or key == "about")
    return replace(limit, rank=max(limit.rank, CEILING if key == "ceiling" else BUDGET))
