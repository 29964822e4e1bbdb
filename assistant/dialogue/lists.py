"""The last list of a search: narrowed to what is pointed at, searched again with a change, and put in the basket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.bundle.candidates import Candidate
from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue.asked import Answered, Asked, held_by_others
from assistant.dialogue.basket import Made
from assistant.dialogue.counts import packs_of, said_count
from assistant.dialogue.finding import find
from assistant.dialogue.likelier import describes
from assistant.dialogue.lines import more_of
from assistant.dialogue.references import resolve
from assistant.dialogue.replies import basket_reply, words_reply
from assistant.dialogue.room import Room, over, with_room
from assistant.dialogue.sessions import Session
from assistant.dialogue.settled import settled_roles
from assistant.dialogue.views import basket_products, is_numbered, listed_products, products_of
from assistant.explain.cards import card
from assistant.explain.phrases import money, say
from assistant.plan.added import with_added
from assistant.plan.limits import limits, mentions
from assistant.types import Budget, Need, Plan, Request
from assistant.understand.cues import cue
from assistant.understand.request import merged, understand
from catalog.pricing import pricing
from catalog.types import CURRENCY, ONLINE, Money, Product, localized

NARROWS = frozenset({"find", "refine", "plan"})
THAT_TOO = re.compile(r"(?:거|것|게|걸|기계|물건)[,.]? ?(?:있잖아요?|있죠|있지)?[,.]? ?(?:그것|그거)(?:도|만|로)")


def narrowed(asked: Asked) -> Answered | None:
    """The products of the last list that a turn points at, shown again alone: "the red one", "그거"."""
    if asked.request.act not in NARROWS or not asked.session.shown or mentions(asked.request) or asked.request.changes:
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
    """The last search with what a refinement says of it, where a list is what was shown last."""
    session, new = asked.session, asked.request
    if not session.shown or session.sought is None:
        return None
    coloured = new.act in NARROWS and bool(new.colours) and not mentions(new)  # "the red one": none is listed
    if new.act != "refine" and not coloured:
        return None
    old = session.sought
    said = new if session.draft is None else _said_now(asked)
    job = " ".join((old.asked, *new.colours))
    changes: dict[str, object] = {"text": job, "job": job, "spans": old.spans, "changes": (), "target": None}
    if "cheaper" in new.changes and "budget" not in new.spans:
        changes["budget"] = _below(asked) or said.budget
    sought = merged(old, said).model_copy(update=changes)
    reply, after = find(replace(asked, request=sought), asked.shop.planner.mentions(sought))
    if not reply.products:
        return _as_it_was(asked)
    kept = sought.model_copy(update={"act": "find"})
    told = reply.request.model_copy(update={"text": asked.request.text, "act": "refine"})
    reply = reply.model_copy(update={"act": "refine", "request": told})
    return reply, replace(after, sought=kept, request=kept if session.draft is None else session.request)


def _as_it_was(asked: Asked) -> Answered:
    """The last list again, where nothing answers the refinement: what was found is not lost over it."""
    request = asked.request
    cards = tuple(card(one, request.language, request.market) for one in listed_products(asked))
    reply = words_reply(asked, say(request.language, "narrowed_none"))
    return reply.model_copy(update={"products": cards, "answer": None}), asked.session


def _said_now(asked: Asked) -> Request:
    """What this turn alone says: a limit of the list is none of the basket beside it."""
    text, market = asked.request.text, asked.request.market
    return understand(text, asked.at, asked.shop.vocabulary, market, has_basket=True, language=asked.request.language)


def added(asked: Asked) -> Answered | None:
    """The basket with the listed products in it that "add the second one" points at; None where it points at none."""
    if asked.request.act not in ("add", "quantity"):  # "two of those": of what was spoken of and is not in the basket
        return None
    if describes(asked.request) and THAT_TOO.search(asked.request.asked):  # "다리에 붙이는 시원한 거 그것도"
        return None
    there = {one.id for one in basket_products(asked)}
    pointed, said = products_of(asked, resolve(asked)), asked.request.asked
    chosen = [one for one in pointed if one.id not in there]
    if asked.request.act == "quantity" and len(chosen) != len(pointed):
        return None
    if pointed and not chosen and is_numbered(asked.request):  # "add the first", which is there: one more of it
        return more_of(asked, pointed[0].id, said_count(said) or 1)
    lines = [line for one in chosen if (line := chosen_line(asked, one, packs_of(said, one.titles) or 1)) is not None]
    return put(asked, lines) if lines else None


def chosen_line(asked: Asked, product: Product, packs: int) -> DraftLine | None:
    """So many packs of a product, as a need of its own; None where it may not be had."""
    request, shop = asked.request, asked.shop
    place, rule = shop.search.snapshot.position(product.id), pricing(product, request.market)
    bounds = limits(request, shop.search.snapshot, shop.meanings, asked.who.dislikes)
    if place is None or rule is None or not bounds.allowed[place]:
        return None
    left = product.stock(request.place or ONLINE) - held_by_others(asked).get(product.id, 0)
    limit = min(left, product.max_per_order)
    if limit < 1:
        return None
    pick = Pick(Candidate(product, 1.0, 1.0, rule, limit), max(1, min(packs, limit)))
    return DraftLine(_need_of(product, pick.packs, asked.session.sought), pick)


def _need_of(product: Product, packs: int, sought: Request | None) -> Need:
    """The need of a product that the shopper has chosen themselves: what was searched for, on the product's shelf."""
    title = product.title
    return Need(
        role=f"chosen-{product.id}",
        label=title,
        query=title if sought is None else {"en": sought.asked, "ko": sought.asked},
        categories=(product.category,),
        quantity=packs,
        must=True,
        weight=1.0,
        stated=True,
    )


def put(asked: Asked, lines: Sequence[DraftLine]) -> Answered:
    """The basket with these lines, which stay when it is made anew."""
    request, session = asked.request, asked.session
    needs = tuple(line.need for line in lines)
    plan = with_added(session.plan or Plan(title=needs[0].label, needs=(), adults=1), needs)
    draft = session.draft or Draft(CURRENCY[request.market])  # a search's limit is of each thing, not of all
    changed = replace(draft, lines=(*draft.lines, *lines))
    ids = [line.pick.candidate.product.id for line in lines]
    found = with_room(changed, ids, settled=settled_roles(asked.session.request))
    if found is None:
        return no_room(asked, draft, lines)
    changed = found.draft
    kept: dict[str, object] = {"target": None, "wants": session.request.wants if session.request else ()}
    if session.draft is None:
        kept |= {"occasion": None, "budget": None}  # the search was no job
    request = request.model_copy(update=kept)
    session = replace(joined(session, request, changed, ids), plan=plan)
    return basket_reply(request, Made(plan, changed, preface(request.language, found)), session, asked), session


def no_room(asked: Asked, draft: Draft, lines: Sequence[DraftLine]) -> Answered:
    """The basket as it is, and by how much the lines, which the next turn may ask about, would be over its budget."""
    language = asked.request.language
    excess = Money(amount=over(replace(draft, lines=(*draft.lines, *lines))), currency=draft.currency)
    products = [line.pick.candidate.product for line in lines]
    item = ", ".join(localized(one.title, language) for one in products)
    text = say(language, "thing_over_budget", item=item, over=money(excess, language))
    ids = tuple(one.id for one in products)
    return words_reply(asked, text), replace(asked.session, shown=(), spoken=ids, offered=ids)


def preface(language: str, room: Room) -> str:
    """What to say before a basket that something has joined: what left it for the budget's sake, if anything did."""
    return " ".join((say(language, "refined"), *room.told(language)))


def joined(session: Session, request: Request, draft: Draft, spoken: Sequence[str]) -> Session:
    """The conversation with a basket that something has joined, which "it" means from now on."""
    return replace(session, request=request, draft=draft, shown=(), spoken=tuple(spoken))


def _below(asked: Asked) -> Budget | None:
    """Less than the middle of what was listed costs."""
    market = asked.request.market
    prices = sorted(o.price.amount for one in listed_products(asked) if (o := one.offer(market)) is not None)
    if not prices:
        return None
    amount = max(1, prices[len(prices) // 2] - 1) if len(prices) > 1 else max(1, prices[0] - 1)
    return Budget(limit=Money(amount=amount, currency=CURRENCY[market]))
