"""Turns that leave the basket as it is: what they rule out is not in it, or nothing of what they say was understood.

A basket made anew is another basket. It is made anew only where something in it has to change.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.bundle.choose import falls_away
from assistant.dialogue.against import ruled_out, speaks_against
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.attendance import attendance
from assistant.dialogue.basket import Made, adjusted_budget
from assistant.dialogue.lines import taken_out
from assistant.dialogue.replies import basket_reply, short_reply
from assistant.dialogue.within import finder_of
from assistant.explain.phrases import say
from assistant.plan.limits import limits, mentions

CHANGES = frozenset({"refine", "remove"})
MORE = re.compile(r"(?i:(?<![a-z])(?:more|another|extra)(?![a-z])|(?<![가-힣])더(?![가-힣]))")
RULES_OUT = frozenset({"exclusions", "dislikes", "allergies", "owned"})  # what may rule things out that are not there
SAYS_NOTHING = frozenset({"act", "target"})  # spans that speak of no limit
LIMITS = (
    "budget people recipient diet allergies exclusions owned wants sizes colours brands min_rating date deliver_by "
    "days nights place no_alcohol dislikes sought only"
).split()


def unmoved(asked: Asked) -> Answered | None:
    """The basket as it stands, or a word that nothing was understood; None where the turn has something to change."""
    session, request = asked.session, asked.request
    if request.act not in CHANGES or not asked.weighed or session.draft is None or session.request is None:
        return None
    new = {name for name in LIMITS if getattr(request, name) != getattr(session.request, name)}
    named = mentions(request)
    adjusted = session.plan is not None and adjusted_budget(request, session.plan) is not None
    if request.changes or adjusted or attendance(request.asked) is not None:
        return None
    if new == {"wants"} and not named and MORE.search(request.asked):  # "two more gels", where there are none: no glue
        return short_reply(asked, say(request.language, "not_in_basket")), session
    if not new <= RULES_OUT:
        return None
    if not new and set(request.spans) - SAYS_NOTHING:  # what holds already, said again
        made = Made(session.plan, session.draft, say(request.language, "as_asked")) if session.plan else None
        return (basket_reply(request, made, session, asked), session) if made else None
    if not new and not named:
        key = "refine_what" if request.act == "refine" else "not_in_basket"
        return short_reply(asked, say(request.language, key)), session
    if named and request.act == "refine" and not speaks_against(request):
        return None
    if named:
        request = ruled_out(request)
    return _kept_out(replace(asked, request=request))


def _kept_out(asked: Asked) -> Answered | None:
    """The same basket, with what is ruled out kept in mind; None where some line is ruled out."""
    session, request, shop = asked.session, asked.request, asked.shop
    assert session.draft is not None
    assert session.plan is not None
    bounds = limits(request, shop.search.snapshot, shop.meanings, asked.who.dislikes)
    places = [shop.search.snapshot.position(line.pick.candidate.product.id) for line in session.draft.lines]
    if any(place is None or not bounds.allowed[place] or bounds.owned[place] for place in places):
        return None
    words = [one.text for one in request.exclusions if one not in session.request.exclusions] if session.request else []
    masks = [shop.search.snapshot.lexical.naming(word, title_only=True) for word in words]
    called = [line for line, at in zip(session.draft.lines, places, strict=True) if any(mask[at] for mask in masks)]
    if called:  # "no candles", of a set that has one
        return taken_out(asked, session.draft, called)
    finder = finder_of(asked)  # what is had, or not wanted, is not missing any more
    missing = tuple(one for one in session.draft.missing if falls_away(one.need, finder) is None)
    draft = replace(session.draft, missing=missing)
    made = Made(session.plan, draft, say(request.language, "kept_out"))
    session = replace(session, request=request, draft=draft, shown=(), spoken=())
    return basket_reply(request, made, session, asked), session
