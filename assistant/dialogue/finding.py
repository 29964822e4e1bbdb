"""The act `find`: a list of products for one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.bundle.candidates import Finder, is_coloured
from assistant.dialogue import answers
from assistant.dialogue.asked import Answered, Asked, held_by_others
from assistant.dialogue.replies import words_reply
from assistant.explain.cards import card
from assistant.explain.phrases import say
from assistant.plan.limits import limits
from assistant.plan.things import Mention
from assistant.types import Notice, Request
from catalog.types import Product

AND = re.compile(r"(?i:(?<![a-z])(?:and|plus)(?![a-z])|[,&+]|랑|하고|(?<=[가-힣])[와과] |그리고)")
LONG_SEARCH = 8  # words: a longer text that names no product describes a job


def find(asked: Asked, things: Sequence[Mention]) -> Answered:
    """A list of products. Several things, or counted ones, are a basket instead (see `is_job`)."""
    asked = replace(asked, request=_bound(asked.request))
    request, session = asked.request, asked.session
    with asked.clock.part("find"):
        words, found, said = _found(asked, things)
    if request.colours and found and not any(is_coloured(product, request.colours) for product in found):
        said = (*said, Notice(code="colour", text=say(request.language, "notice_colour")))
    if not found and not things:
        return words_reply(asked, say(request.language, "ask_unclear")), session
    cards = tuple(card(product, request.language, request.market) for product in found)
    text = say(request.language, "find_some" if cards else "find_none", words=words)
    reply = words_reply(asked, text, said).model_copy(update={"products": cards, "answer": None})
    listed = replace(session, shown=tuple(c.id for c in cards), spoken=(), sought=request)
    return reply, listed if session.draft is not None else replace(listed, request=request)


def is_job(request: Request, things: Sequence[Mention]) -> bool:
    """Whether what reads like a product search is a basket after all: several things, counted ones, or no thing."""
    if len(things) >= 2 or any(want.quantity for want in request.wants):
        return True
    company = (request.people.total or 0) > 1
    return not things and (company or len(request.asked.split()) > LONG_SEARCH)


def is_shopping_list(request: Request, things: Sequence[Mention]) -> bool:
    """Whether a search names one thing and another: "a yoga mat and leggings", not "a brush or a deodorant"."""
    ordered = sorted(things, key=lambda thing: thing.span.start)
    between = (request.asked[one.span.end : other.span.start] for one, other in pairwise(ordered))
    return any(AND.search(text) for text in between)


def _bound(request: Request) -> Request:
    """One thing is looked for, so whoever keeps a diet is to have it: nobody's share can be set apart."""
    diet = tuple(need.model_copy(update={"everyone": True}) for need in request.diet)
    return request.model_copy(update={"diet": diet})


def _found(asked: Asked, things: Sequence[Mention]) -> tuple[str, list[Product], tuple[Notice, ...]]:
    request, shop, who = asked.request, asked.shop, asked.who
    bounds = limits(request, shop.search.snapshot, shop.meanings, who.dislikes)
    finder = Finder(shop.search, request, bounds, shop.meanings, who.taste, held_by_others(asked))
    words, found = answers.find(request, finder, things)
    if found or not (things and request.diet):
        return words, found, ()
    words, found = answers.find(request, finder, (), closest=True)  # "vegan beef": the nearest that keeps the diet
    return words, found, answers.contradiction(request, things) if found else ()
