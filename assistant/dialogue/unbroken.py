"""No basket is answered with that breaks a hard limit, whichever way its lines came in and the limit was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.basket import Made, binding
from assistant.dialogue.remembering import lasting_in, limited
from assistant.dialogue.replies import basket_reply
from assistant.dialogue.sessions import Session
from assistant.explain.phrases import say
from assistant.plan.limits import base_query, limits
from assistant.types import Reply, Request, Stated
from catalog.types import Query, localized

ORDERS = frozenset({"checkout", "order"})  # acts whose basket has been answered with before


def unbroken(asked: Asked, answered: Answered) -> Answered:
    """What a turn is answered with, its basket without what its limits, also those of earlier turns, rule out."""
    reply, session = answered
    if session.draft is None or session.plan is None or session.request is None or reply.act in ORDERS:
        return answered
    if reply.bundle is None and reply.act != "remember":
        return answered
    request = _limited(asked, reply, session, session.plan.people)
    gone = _breaking(asked, request, session.draft, (*session.lasting.dislikes, *asked.who.dislikes))
    if not gone:
        return answered
    kept = replace(session.draft, lines=tuple(line for line in session.draft.lines if line not in gone))
    titles = (localized(line.pick.candidate.product.title, request.language) for line in gone)
    said = say(request.language, "kept_limits", item=", ".join(titles))
    first = reply.text if reply.bundle is None else say(request.language, "refined")
    made = Made(session.plan, kept, f"{first} {said}")
    session = replace(session, draft=kept, request=request)
    safe = basket_reply(reply.request, made, session, asked)
    return safe.model_copy(update={"act": reply.act}), session


def _limited(asked: Asked, reply: Reply, session: Session, people: int) -> Request:
    """The request in force with all that is to be remembered, also what this turn adds to it."""
    lasting = session.lasting.and_(lasting_in(reply.request)) if reply.act == "remember" else session.lasting
    request = (session.request or reply.request).model_copy(update={"act": "refine"})
    request, _ = limited(request, replace(session, lasting=lasting), asked.who)
    diet = binding(request, people)
    return request if diet is None else request.model_copy(update={"diet": diet})


def _breaking(asked: Asked, request: Request, draft: Draft, disliked: Sequence[str]) -> tuple[DraftLine, ...]:
    """The lines that a diet of everyone's, an allergy, the want of alcohol or a lasting dislike rules out.

    What is excluded for this job alone leaves what was chosen: "the shampoo out, only the conditioner".
    """
    snapshot, query = asked.shop.search.snapshot, base_query(request)
    hard = Query(
        market=query.market,
        diet=query.diet,
        without_allergens=query.without_allergens,
        no_alcohol=query.no_alcohol,
    )
    allowed = snapshot.columns.mask(hard)
    lasting = request.model_copy(update={"exclusions": tuple(Stated(text=one) for one in disliked)})
    excluded = limits(lasting, snapshot, asked.shop.meanings).excluded

    def breaks(line: DraftLine) -> bool:
        place = snapshot.position(line.pick.candidate.product.id)
        return place is not None and (not allowed[place] or bool(excluded[place]))

    return tuple(line for line in draft.lines if breaks(line))
