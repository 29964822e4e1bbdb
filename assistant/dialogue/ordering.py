"""The acts `checkout` and `order`: write an order once, say how it stands, cancel it, ask for its return."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from babel.dates import format_date

from assistant.bundle.draft import Draft, DraftLine
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.replies import short_reply
from assistant.dialogue.sessions import Pending, Session
from assistant.explain.phrases import LOCALES, money, say
from assistant.orders.types import NewOrder, Placed, Wanted
from assistant.plan.limits import ADULT_AGE
from assistant.shopper.shoppers import aware
from assistant.types import Notice, Order, Ordered, Reply, Request
from assistant.understand.cues import cue
from catalog.types import ONLINE, Money, Product, localized

# Where payment is handed off to. The name can belong to nobody (RFC 2606), so no link of a demo leads anywhere.
HAND_OFF = "https://pay.invalid/simulated/{number}"
RESTRICTED = 18  # a product from this age on is sold to adults alone
NUMBER = re.compile(r"\bD-[A-Z0-9]{8}\b", re.IGNORECASE)
LISTED = 5  # orders named where it is not clear which


def checkout(asked: Asked, of_age: bool = False) -> Answered:
    """Reserve the basket's stock and write its order, once; payment is handed off. Alcohol asks for the age, once."""
    session, language = asked.session, asked.request.language
    request = session.request
    if session.draft is None or request is None or not session.draft.lines:
        return short_reply(asked, say(language, "no_basket")), session
    for_adults = bool(restricted(session.draft))
    if for_adults and session.young:  # who has said so is too young, whatever is said since
        text = say(language, "checkout_too_young")
        return _told(short_reply(asked, text, say(language, "follow_no_alcohol")), "careful_underage"), session
    if of_age and not session.of_age:
        session = replace(session, of_age=True)
    if for_adults and not session.of_age:
        asking = Pending(what="age", turn=session.turns + 1)
        text = say(language, "checkout_age", age=ADULT_AGE[request.market])
        follow = (say(language, "follow_of_age", age=ADULT_AGE[request.market]), say(language, "follow_no_alcohol"))
        return _told(short_reply(asked, text, *follow), "age_unconfirmed"), replace(session, pending=asking)
    placed = asked.books.ledger.place(_new_order(asked, session, request))
    return _placed(asked, placed), session


def age_said(asked: Asked, yes: bool) -> Answered:
    """Go on with the checkout that asked for the age, or leave it."""
    if yes:
        return checkout(asked, of_age=True)
    language = asked.request.language
    return short_reply(asked, say(language, "checkout_too_young"), say(language, "follow_no_alcohol")), asked.session


def order(asked: Asked, to: Literal["cancelled", "return_asked"] | None = None) -> Answered:
    """How an order stands, or its cancelling or return: what the words ask for, else `to`."""
    text, language = asked.request.text, asked.request.language
    own = asked.books.ledger.orders(asked.session.id, _remembered(asked))
    if cue("affairs", "return_terms").search(text):
        return short_reply(asked, say(language, "order_return_terms")), asked.session
    if not own:
        return short_reply(asked, say(language, "order_none")), asked.session
    number = NUMBER.search(text)
    if number is not None:
        own = tuple(one for one in own if one.id == number[0].upper())
        if not own:
            return short_reply(asked, say(language, "order_unknown", number=number[0].upper())), asked.session
    wished = _wished(text) or to
    if wished is None:
        return _shown(asked, own[0], "order_status"), asked.session
    return _move(asked, own, wished)


def _wished(text: str) -> Literal["cancelled", "return_asked"] | None:
    """What a text wants of an order."""
    if cue("affairs", "cancel_order").search(text):
        return "cancelled"
    return "return_asked" if cue("affairs", "return_order").search(text) else None


def _move(asked: Asked, own: tuple[Order, ...], to: Literal["cancelled", "return_asked"]) -> Answered:
    """Bring the one order that can be meant to another status; ask where it may be several."""
    language, session = asked.request.language, asked.session
    open_ones = [one for one in own if one.status == "placed"]
    if len(open_ones) > 1:
        listed = ", ".join(_named(one, language) for one in open_ones[:LISTED])
        numbers = tuple(one.id for one in open_ones[:3])
        asking = Pending(what=to, turn=session.turns + 1)
        return short_reply(asked, say(language, "order_which", orders=listed), *numbers), replace(
            session, pending=asking
        )
    before = open_ones[0] if open_ones else own[0]
    after = asked.books.ledger.move(before.id, to)
    reply = _shown(asked, before, "order_stuck") if after is None else _shown(asked, after, f"order_now_{to}")
    return reply, session


def _shown(asked: Asked, one: Order, key: str) -> Reply:
    language = asked.request.language
    status = say(language, f"order_is_{one.status}")
    day = str(format_date(one.placed_at.date(), "medium", locale=LOCALES[language]))
    total, count = money(one.total, language), sum(line.quantity for line in one.lines)
    parts = [say(language, key, number=one.id, day=day, total=total, count=count, status=status)]
    if one.simulated:
        parts.append(say(language, "order_simulated"))
    follow = (say(language, "follow_order"), say(language, "follow_cancel")) if one.status == "placed" else ()
    return short_reply(asked, " ".join(parts), *follow).model_copy(update={"order": one})


def _told(reply: Reply, code: str, *evidence: str) -> Reply:
    """The reply with its text as a notice too, so that a page can tell why nothing was ordered."""
    return reply.model_copy(update={"notices": (Notice(code=code, text=reply.text, evidence=evidence),)})


def _named(one: Order, language: str) -> str:
    return f"{one.id} ({money(one.total, language)})"


def _placed(asked: Asked, placed: Placed) -> Reply:
    """What came of ordering, in words."""
    language = asked.request.language
    if placed.order is None:
        items = ", ".join(
            say(language, "checkout_short_item", item=one.title, wanted=one.wanted, left=one.left)
            for one in placed.short
        )
        text = say(language, "checkout_short", items=items)
        return _told(short_reply(asked, text), "short", *(one.product_id for one in placed.short))
    reply = _shown(asked, placed.order, "checkout_again" if placed.again else "checkout_done")
    if placed.order.status != "placed":
        return reply
    link = HAND_OFF.format(number=placed.order.id)
    text = f"{reply.text}\n{say(language, 'checkout_hand_off', link=link)}"
    return reply.model_copy(update={"text": text, "answer": text})


def _new_order(asked: Asked, session: Session, request: Request) -> NewOrder:
    assert session.draft
    draft, place = session.draft, request.place or ONLINE
    product_of: Callable[[str], object] = asked.shop.search.product
    lines = tuple(
        Wanted(
            line=Ordered(
                product_id=product.id,
                title=localized(product.title, asked.request.language) or product.id,
                quantity=line.pick.packs,
                line_total=Money(amount=line.pick.total, currency=draft.currency),
            ),
            stock=product.stock(place) if product_of(product.id) is not None else 0,
        )
        for line in draft.lines
        for product in (line.pick.candidate.product,)
    )
    return NewOrder(
        key=session.key or session.id,
        session=session.id,
        shopper=_remembered(asked),
        place=place,
        at=aware(asked.at),
        lines=lines,
        total=Money(amount=draft.total, currency=draft.currency),
        simulated=asked.shop.demo,
    )


def _remembered(asked: Asked) -> str | None:
    """The shopper, where they agreed to be remembered."""
    return asked.who.shopper if asked.who.remembers else None


def restricted(draft: Draft) -> list[DraftLine]:
    """The lines of the basket that are sold to adults alone."""
    return [line for line in draft.lines if _for_adults(line.pick.candidate.product)]


def _for_adults(product: Product) -> bool:
    return product.contains_alcohol or (product.min_age or 0) >= RESTRICTED
