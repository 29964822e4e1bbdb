"""What a shopper should know about a basket, once: assumptions, gaps, ages, low stock."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.bundle.draft import Draft
from assistant.explain.phrases import money, say
from assistant.plan.limits import ADULT_AGE
from assistant.types import Bundle, Notice, Plan, Request
from assistant.understand.cues import cue, just_before
from catalog.types import ONLINE, Money, localized

LOW_STOCK = 5  # fewer packs left after this basket are worth a word
MOST_LOW = 2  # such words a reply
MANY_PEOPLE = 500  # more than the demo shop's shelves hold for most needs


def notices(draft: Draft, basket: Bundle, plan: Plan, request: Request) -> Iterator[Notice]:
    """The notices of a basket, most important first."""
    language = request.language
    if plan.guessed and basket.lines:
        yield Notice(code="guessed", text=say(language, "notice_guessed"))
    if plan.taken_for and basket.lines:
        title = localized(plan.title, language)
        yield Notice(code="taken_for", text=say(language, "notice_taken_for", title=title))
    if plan.assumed_people and plan.people > 1 and basket.lines:
        yield Notice(code="assumed_people", text=say(language, "notice_assumed_people", people=plan.people))
    if plan.people > MANY_PEOPLE:
        yield Notice(code="many_people", text=say(language, "notice_many", people=plan.people))
    if draft.budget is not None and draft.total > draft.budget:  # by hand, or since prices went up
        over = Money(amount=draft.total - draft.budget, currency=draft.currency)
        yield Notice(code="over_budget", text=say(language, "notice_over_budget", over=money(over, language)))
    yield from _diets(draft, plan, request)
    if draft.owned:
        items = ", ".join(localized(need.label, language) for need in draft.owned)
        yield Notice(code="owned", text=say(language, "notice_owned", items=items))
    yield from _said_of_food(basket, request)
    yield from _had(draft, request)
    if any(line.product.contains_alcohol for line in basket.lines):
        yield Notice(code="alcohol_age", text=say(language, "notice_alcohol_age", age=ADULT_AGE[request.market]))
    yield from _low_stock(draft, request)
    for line in basket.lines:
        if (
            "size" in line.product.attributes
            and line.product.categories[:1] in (("shoes",), ("clothing",))
            and not request.sizes
        ):
            yield Notice(code="size", text=say(language, "notice_size", item=line.product.title))
            return


def _diets(draft: Draft, plan: Plan, request: Request) -> Iterator[Notice]:
    language = request.language
    for need in request.diet:
        if not need.everyone and need.people is None and plan.people > 1:
            diet = say(language, f"diet_{need.diet}")
            yield Notice(code="diet_share", text=say(language, "notice_diet_share", diet=diet))
    labels = {line.need.role: localized(line.need.label, language) for line in draft.lines}
    for gap in draft.diet_gaps:
        diet, role = gap.split(":", 1)
        if role in labels:
            text = say(language, "notice_diet_gap", label=labels[role], diet=say(language, f"diet_{diet}"))
            yield Notice(code="diet_gap", text=text)


def _said_of_food(basket: Bundle, request: Request) -> Iterator[Notice]:
    """Diets that no listing speaks of, and what is left out for all because some do not eat it."""
    language, text = request.language, request.asked
    if not any(line.product.diet for line in basket.lines):
        return
    if unchecked := cue("diet", "unchecked").search(text):
        yield Notice(code="diet_unchecked", text=say(language, "notice_diet_unchecked", diet=unchecked[0]))
    for span in request.spans.get("exclusions", ()):
        if just_before("diet", "some_before", text, span.start):
            yield Notice(code="for_all", text=say(language, "notice_for_all", item=span.text))


def _had(draft: Draft, request: Request) -> Iterator[Notice]:
    """Durable things bought before, for which nothing is sold again."""
    gone = [had for had in draft.had if had.need.role not in {line.need.role for line in draft.lines}]
    if gone:
        items = ", ".join(localized(had.product.title, request.language) for had in gone)
        evidence = tuple(deed.id for had in gone for deed in had.purchases)
        yield Notice(code="had", text=say(request.language, "notice_had", items=items), evidence=evidence)


def _low_stock(draft: Draft, request: Request) -> Iterator[Notice]:
    said = 0
    for line in draft.lines:
        product = line.pick.candidate.product
        stock = product.stock(request.place or ONLINE)
        if stock - line.pick.packs < LOW_STOCK and said < MOST_LOW:
            said += 1
            item = localized(product.title, request.language)
            yield Notice(code="low_stock", text=say(request.language, "notice_low_stock", item=item, count=stock))
