"""Useful next sentences, each of which the assistant understands when it is sent back."""

from __future__ import annotations

from assistant.explain.phrases import money, say
from assistant.types import Bundle, Plan, Request
from catalog.types import Money

MOST = 3
ROUND = {"KRW": 10_000, "USD": 1_000}  # budgets are suggested in such steps, minor units


def follow_ups(basket: Bundle, plan: Plan, request: Request) -> tuple[str, ...]:
    """At most three, the one that helps most first."""
    language = request.language
    found = []
    if basket.needed_budget is not None:
        found.append(say(language, "follow_raise", budget=money(_round_up(basket.needed_budget), language)))
    if plan.assumed_people and plan.people > 1:
        found.append(say(language, "follow_people", people=plan.people + 2))
    if request.budget is None and basket.lines:
        found.append(say(language, "follow_budget", budget=money(_round_down(basket.total), language)))
    if any(line.product.contains_alcohol for line in basket.lines):
        found.append(say(language, "follow_no_alcohol"))
    if basket.lines:
        edible = any(line.product.allergens is not None or line.product.diet for line in basket.lines)
        if edible and not request.diet and plan.people > 2:
            found.append(say(language, "follow_vegan"))
        found += [say(language, "follow_cheaper"), say(language, "follow_why")]
    else:
        found.append(say(language, "follow_plan"))
    return tuple(found[:MOST])


def _round_up(amount: Money) -> Money:
    step = ROUND.get(amount.currency, 1)
    return amount.of(-(-amount.amount // step) * step)


def _round_down(amount: Money) -> Money:
    step = ROUND.get(amount.currency, 1)
    return amount.of(max(step, amount.amount * 9 // 10 // step * step))
