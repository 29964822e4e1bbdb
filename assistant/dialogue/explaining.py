"""The act `why`: the reasons of the line that is pointed at, or of every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.naming import lacks
from assistant.dialogue.references import resolve
from assistant.dialogue.replies import words_reply
from assistant.dialogue.views import basket_products, in_view, products_of
from assistant.explain.basket import bundle
from assistant.explain.cards import card
from assistant.explain.phrases import money, say
from catalog.types import Product


def why(asked: Asked) -> Answered:
    """Why one line, or each, is there. The reasons are those of the basket, in the turn's language."""
    session, language = asked.session, asked.request.language
    there = {one.id for one in basket_products(asked)}
    listed = {one.id for one in in_view(asked)} - there
    if listed and (found := [one for one in products_of(asked, resolve(asked)) if one.id in listed]):
        return why_listed(asked, found)
    if session.draft is None or session.plan is None or session.request is None:
        return words_reply(asked, say(language, "no_basket")), session
    told = session.request.model_copy(update={"language": language})
    lines = bundle(session.draft, session.plan, told, asked.shop.desk.memory(asked.who, asked.at)).lines
    pointed = resolve(asked)
    about = [line for line in lines if line.product.id in pointed]
    if not about and lacks(asked):
        return words_reply(asked, say(language, "not_in_basket")), session
    texts = [
        say(language, "why_line", title=line.product.title, reason=" · ".join(r.text for r in line.reasons))
        for line in about or lines
    ]
    head = [] if about else [say(language, "why_head")]
    spoken = tuple(line.product.id for line in about)
    return words_reply(asked, "\n".join([*head, *texts])), replace(session, spoken=spoken or session.spoken)


def why_listed(asked: Asked, products: Sequence[Product]) -> Answered:
    """Why products came up in a search: their place, and what the listing states of them."""
    language, market = asked.request.language, asked.request.market
    rows = []
    for product in products:
        shown = card(product, language, market)
        place = asked.session.shown.index(product.id) + 1
        facts = [say(language, "why_place", place=place), money(shown.price, language)]
        if shown.rating is not None:
            facts.append(say(language, "why_rated", rating=shown.rating, count=shown.review_count))
        rows.append(say(language, "why_line", title=shown.title, reason=" · ".join(facts)))
    reply = words_reply(asked, "\n".join(rows))
    return reply, replace(asked.session, spoken=tuple(one.id for one in products))
