"""The act `compare`: a table of what differs between two to four products, and what is best in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.naming import JOINED, all_named, lacks, named
from assistant.dialogue.pointing import pointed
from assistant.dialogue.questions import answer
from assistant.dialogue.references import resolve
from assistant.dialogue.replies import words_reply
from assistant.dialogue.views import basket_products, in_view, listed_products, products_of, spoken_of
from assistant.dialogue.within import ranked
from assistant.explain.comparison import comparison, verdict
from assistant.explain.phrases import say
from assistant.plan.things import find_things
from assistant.understand.cues import cue
from assistant.understand.questions import read_question
from catalog.types import Product

FEWEST, MOST = 2, 4  # columns that a table on a phone can show
ALTERNATIVES = re.compile(
    r"(?i:\b(?:alternatives?|others?|other options?|else)\b|대안|다른 ?(?:거|것|상품|제품|후보)|대체)"
)


def compare(asked: Asked) -> Answered:
    """Compare what the turn points at. With one product alone, it is put beside its line's alternatives."""
    request = asked.request
    if len(all_named(asked)) < FEWEST and read_question(request.asked).basket:  # "which is the most expensive?"
        return answer(asked)
    products = [one for one in chosen(asked) if one.offer(request.market) is not None][:MOST]
    if len(products) < FEWEST:
        key = "compare_which" if in_view(asked) else "no_basket"
        return words_reply(asked, say(request.language, key)), asked.session
    table = comparison(products, request.language, request.market)
    text = verdict(products, table.products, request.language, request.market)
    if not table.rows:
        text = say(request.language, "compare_same")
    reply = words_reply(asked, text).model_copy(update={"comparison": table})
    return reply, replace(asked.session, spoken=tuple(one.id for one in products))


def chosen(asked: Asked) -> list[Product]:
    """What is to be compared: what is named, else the list, else a line and what could stand in its place."""
    if (pair := _with_the_shops(asked)) is not None:
        return pair
    named = all_named(asked)
    if len(named) >= FEWEST:
        return named
    if (pair := _with_the_earlier(asked)) is not None:
        return pair
    others = bool(ALTERNATIVES.search(asked.request.text))
    one = pointed(asked) or products_of(asked, resolve(asked)) or (spoken_of(asked)[:1] if others else [])
    if len(one) >= FEWEST and not others:
        return one
    if one or named:
        return beside(asked, (one or named)[0])
    return listed_products(asked) or _only_line(asked)


def beside(asked: Asked, product: Product) -> list[Product]:
    """A product and what could stand in its place: the alternatives of its line, else the rest of the list."""
    draft = asked.session.draft
    for line in draft.lines if draft is not None else ():
        if line.pick.candidate.product.id == product.id:
            return [product, *_alike(product, [pick.candidate.product for pick in line.alternatives])]
    return [product, *_alike(product, [one for one in listed_products(asked) if one.id != product.id])]


def _with_the_earlier(asked: Asked) -> list[Product] | None:
    """What was spoken of and the one of its kind that stood there before: "this or the one from before"."""
    spoken = spoken_of(asked)[:1]
    if not spoken or not cue("targets", "earlier").search(asked.request.asked):
        return None
    there = {one.id for one in basket_products(asked)}
    before = (one for one in products_of(asked, reversed(asked.session.seen)) if one.id not in there)
    same = next((one for one in before if one.category == spoken[0].category), None)
    return [*spoken, same] if same is not None else None


def _with_the_shops(asked: Asked) -> list[Product] | None:
    """What was spoken of or is named, and what the shop has of a thing that is not at hand: "those or icing pens"."""
    parts = JOINED.split(asked.request.asked)
    missing = [part for part in parts if lacks(asked, part)]
    at_hand = [one for part in parts if part not in missing and find_things(part) for one in named(asked, part)[:1]]
    one = at_hand or spoken_of(asked)
    if len(missing) != 1 or not one:
        return None
    found = ranked(asked, " ".join(thing.word for thing in find_things(missing[0])))
    return [one[0], asked.shop.search.snapshot.products[found[0]]] if found else None


def _alike(product: Product, others: Sequence[Product]) -> Sequence[Product]:
    """Those of the others that are called the same kind of thing, where any is: mats beside a mat, no curtains."""
    same = [one for one in others if _kind(one) == _kind(product)]
    return same or others


def _kind(product: Product) -> str:
    """What a product is called last in its English title, before its size and make: "mat" of "bath mat, 60 × 40 cm"."""
    words = re.findall(r"[A-Za-z]+", product.title.get("en", "").split(",")[0])
    return words[-1].lower() if words else ""


def _only_line(asked: Asked) -> list[Product]:
    """A basket of a few lines is compared itself; of many, the shopper is asked which."""
    lines = basket_products(asked)
    return beside(asked, lines[0]) if len(lines) == 1 else lines if len(lines) <= FEWEST else []
