"""The last list of a search: narrowed to what is pointed at, searched again with a change, and put in the basket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.bundle.candidates import Candidate
from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.basket import Made
from assistant.dialogue.finding import find
from assistant.dialogue.pointing import listed_products
from assistant.dialogue.references import resolve
from assistant.dialogue.replies import basket_reply, words_reply
from assistant.explain.cards import card
from assistant.explain.phrases import money, say
from assistant.plan.limits import limits, mentions
from assistant.types import Budget, Need, Plan, Stated
from assistant.understand.cues import cue
from assistant.understand.request import merged
from catalog.pricing import pricing
from catalog.types import CURRENCY, ONLINE, Money, Product, localized

NARROWS = frozenset({"find", "refine", "plan"})


def narrowed(asked: Asked) -> Answered | None:
    """The products of the last list that a turn points at, shown again alone: "the red one", "그거"."""
    if asked.request.act not in NARROWS or not asked.session.shown or mentions(asked.request):
        return None
    if not (cue("targets", "points").search(asked.request.text) or asked.request.target):
        return None
    listed = {one.id: one for one in listed_products(asked)}
    chosen = [listed[one] for one in resolve(asked) if one in listed]
    if not chosen:
        return None
    request = asked.request.model_copy(update={"act": "find"})
    cards = tuple(card(one, request.language, request.market) for one in chosen)
    text = say(request.language, "find_these")
    reply = words_reply(replace(asked, request=request), text).model_copy(update={"products": cards, "answer": None})
    return reply, replace(asked.session, spoken=tuple(one.id for one in chosen))


def again(asked: Asked) -> Answered | None:
    """The last search with what a refinement says of it, where there is a list and no basket."""
    session, new = asked.session, asked.request
    if session.draft is not None or not session.shown or session.request is None:
        return None
    coloured = new.act in NARROWS and bool(new.colours) and not mentions(new)  # "the red one": none is listed
    if new.act != "refine" and not coloured:
        return None
    old, new = session.request, merged(session.request, new)
    job = " ".join((old.asked, *new.colours))
    changes: dict[str, object] = {"text": job, "job": job, "spans": old.spans, "changes": (), "target": None}
    if "cheaper" in asked.request.changes and "budget" not in asked.request.spans:
        changes["budget"] = _below(asked) or new.budget
    sought = new.model_copy(update=changes)
    reply, after = find(replace(asked, request=sought), asked.shop.planner.mentions(sought))
    kept = sought.model_copy(update={"act": "find"})
    told = reply.request.model_copy(update={"text": asked.request.text, "act": "refine"})
    return reply.model_copy(update={"act": "refine", "request": told}), replace(after, request=kept)


def added(asked: Asked) -> Answered | None:
    """The basket with the listed products in it that "add the second one" points at; None where it points at none."""
    request = asked.request
    if request.act != "add" or not asked.session.shown or mentions(request):
        return None
    listed = {one.id: one for one in listed_products(asked)}
    lines = [line for one in resolve(asked) if one in listed and (line := _line(asked, listed[one])) is not None]
    return _with(asked, lines) if lines else None


def _line(asked: Asked, product: Product) -> DraftLine | None:
    """One pack of a product, as a need of its own; None where it may not be had."""
    request, shop = asked.request, asked.shop
    place, rule = shop.search.snapshot.position(product.id), pricing(product, request.market)
    bounds = limits(request, shop.search.snapshot, shop.meanings, asked.who.dislikes)
    if place is None or rule is None or not bounds.allowed[place]:
        return None
    need = Need(
        role=f"chosen-{product.id}", label=product.title, query=product.title, quantity=1, must=True, stated=True
    )
    limit = min(product.stock(request.place or ONLINE), product.max_per_order)
    return DraftLine(need, Pick(Candidate(product, 1.0, 1.0, rule, limit), 1))


def _with(asked: Asked, lines: Sequence[DraftLine]) -> Answered:
    """The basket with these lines. What is made anew later looks for them by their names."""
    request, session = asked.request, asked.session
    needs = tuple(line.need for line in lines)
    plan = session.plan or Plan(title=needs[0].label, needs=needs, adults=1)
    budget = request.budget.limit.amount if request.budget else None
    draft = session.draft or Draft(CURRENCY[request.market], budget=budget)
    changed = replace(draft, lines=(*draft.lines, *lines))
    if draft.budget is not None and changed.total > draft.budget:
        over = Money(amount=changed.total - draft.budget, currency=draft.currency)
        item = ", ".join(localized(need.label, request.language) for need in needs)
        text = say(request.language, "line_over_budget", item=item, over=money(over, request.language))
        return words_reply(asked, text), session
    wants = tuple(Stated(text=localized(need.label, request.language)) for need in needs)
    kept: dict[str, object] = {"wants": (*request.wants, *wants), "target": None}
    if session.draft is None:
        kept["occasion"] = None  # the search was no job
    request = request.model_copy(update=kept)
    spoken = tuple(line.pick.candidate.product.id for line in lines)
    session = replace(session, request=request, plan=plan, draft=changed, shown=(), spoken=spoken)
    return basket_reply(request, Made(plan, changed, say(request.language, "refined")), session, asked), session


def _below(asked: Asked) -> Budget | None:
    """Less than the middle of what was listed costs."""
    market = asked.request.market
    prices = sorted(o.price.amount for one in listed_products(asked) if (o := one.offer(market)) is not None)
    if not prices:
        return None
    amount = max(1, prices[len(prices) // 2] - 1) if len(prices) > 1 else max(1, prices[0] - 1)
    return Budget(limit=Money(amount=amount, currency=CURRENCY[market]))
