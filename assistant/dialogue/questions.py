"""The act `ask`: answers that cite what they rest on, and say so where the shop does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.basket_facts import ONES, about_basket, chosen
from assistant.dialogue.naming import lacks
from assistant.dialogue.pointing import pointed
from assistant.dialogue.references import ones_asked, resolve
from assistant.dialogue.replies import words_reply
from assistant.dialogue.sessions import Session
from assistant.dialogue.terms import term_said
from assistant.dialogue.views import basket_products, beyond, in_view, pool_of, products_of, spoken_of
from assistant.explain.cited import Said
from assistant.explain.opinions import opinion, rating_said, told, untold
from assistant.explain.opinions import spoken_of as most_spoken_of
from assistant.explain.phrases import say
from assistant.explain.settled import allergen_said, allergens_said, attribute_said, diet_said, price_said, stock_said
from assistant.explain.unsettled import nearest
from assistant.types import Request
from assistant.understand.acts import find_act
from assistant.understand.cues import cue
from assistant.understand.questions import Question, read_question
from catalog.types import Product, Review, localized

COMES_TO = re.compile(r"(?i:(?<![a-z])(?:come to|altogether|in all|add up to)(?![a-z])|합치면|다 ?해서|합계|총액)")
CHOSEN = re.compile(  # "what fruit did you pick?", 과일은 뭐로 담았어?
    r"(?i:(?<![a-z])(?:what|which) (?!is|are|did|do|does|was)[a-z ]{2,30}? (?:did you|have you|you['’]ve|have i|did i) "
    r"(?:pick|choose|put|get|go|add|got|picked|chosen|added|take)|"
    r"[가-힣] ?(?:뭐|뭘|무엇|어떤 ?[거걸것])(?:로|으로|를|을)? ?(?:담|골|고르|고른|넣))"
)
MOST = 3  # products that one answer speaks of
JOBS = frozenset({"plan", "find", "refine", "add"})
OPEN = JOBS | {"ask", "order", "out_of_scope", "checkout"}  # acts that a question about the terms may be taken for
ABOUT = frozenset({"ask", "compare"})  # acts that a list without a basket is enough for
ONE = re.compile(
    r"(?i:\b(?:that|this) (?:thing|one|item)\b|그 ?(?:거|것|상품|제품)|이 ?(?:거|것|상품|제품))"
)  # never the whole
COMPARE = re.compile(r"(?i:\bcompar(?:e|ing|ison)\b|비교)")
SETTLED_TOPICS = frozenset({"price", "stock"})  # answered from the offer and the stock, not from the listing


def answer(asked: Asked) -> Answered:
    """Answer a question about the shop's terms, the basket or a product."""
    said = respond(asked, read_question(asked.request.asked))
    cited = tuple(dict.fromkeys(one.product_id for one in said.citations if one.product_id))
    spoken = cited or tuple(one.id for one in ones_asked(asked) or pointed(asked))[:MOST]
    reply = words_reply(asked, said.text).model_copy(update={"citations": said.citations})
    if cited:
        language = asked.request.language
        follow_ups = (say(language, "follow_reviews"), say(language, "follow_compare"))
        reply = reply.model_copy(update={"follow_ups": follow_ups})
    return reply, replace(asked.session, spoken=spoken or asked.session.spoken)


def is_about_terms(request: Request) -> bool:
    """Whether a turn asks for the shop's terms, with or without a basket: "how do returns work?".

    A job that says when it is to be delivered is a job, and an order in hand is not dealt with here.
    """
    if request.act not in OPEN or (request.act in JOBS and _says_job(request)):
        return False
    question = read_question(request.asked)
    return bool(question.term) and question.asked


def of_the_list(request: Request, session: Session) -> Request:
    """The turn as a question or a comparison, where it is one: of the last list, or with what a line has beside it.

    Whether the shop has something else at all is a search, however it is put: "do you have a waterproof jacket?".
    """
    if request.act == "refine" and COMPARE.search(request.asked):  # "compare it with the alternatives" swaps nothing
        return request.model_copy(update={"act": "compare"})
    if session.draft is not None or not session.shown:
        return request
    question = read_question(request.asked)
    points = request.target is not None or question.pointing
    searches = question.existence or bool(cue("jobs", "find").search(request.asked))
    if request.act == "ask" and searches and not points:
        return request.model_copy(update={"act": "find"})
    if request.act not in JOBS or searches or not (points or question.topics):
        return request
    act = find_act(request.asked, has_basket=True).value
    careful = request.target is not None and question.careful and question.asked  # "safe for a newborn" is no gift
    act = "ask" if careful else act
    return request.model_copy(update={"act": act}) if act in ABOUT else request


def _says_job(request: Request) -> bool:
    return bool(request.wants or request.people.total or request.budget or request.recipient)


def respond(asked: Asked, question: Question) -> Said:
    """The words of an answer and what they rest on."""
    language = asked.request.language
    if COMES_TO.search(question.text) and question.basket and (summed := about_basket(asked, question)):
        return summed  # "what does it come to?" after one thing was spoken of
    products = list(ones_asked(asked)) or pointed(asked)
    if question.term and not (products and question.opinion):
        return term_said(asked, question.term)
    if beyond(asked):
        return Said(say(language, "no_such_place", count=len(in_view(asked))))
    if CHOSEN.search(question.text) and (told := chosen(asked, products)):
        return told
    if not products and (found := _of_basket(asked, question)):
        return found
    if not products and lacks(asked):
        return Said(say(language, "not_in_basket" if pool_of(asked) else "no_basket"))
    products = products or _referred(asked, question) or in_view(asked)
    if not products:
        return Said(say(language, "no_basket"))
    if len(products) > MOST:
        return _of_many(asked, question, products)
    return _joined(_titled(one, _of_one(asked, question, one), language) for one in products)


def _referred(asked: Asked, question: Question) -> list[Product]:
    """What "it" or "the cheaper one" means, else what was spoken of; nothing where everything is asked about."""
    if question.whole and not ONE.search(question.text):
        return []
    return products_of(asked, resolve(asked)) or spoken_of(asked)


def _of_basket(asked: Asked, question: Question) -> Said | None:
    """An answer about the whole basket, where that is what the question is about."""
    more = set(question.topics) - {"price"} or question.diets or question.aspects
    if question.basket and not (question.basket in ONES and more):
        return about_basket(asked, question)
    kept = question.diets or question.allergens
    alone = spoken_of(asked) and not question.whole
    return about_basket(asked, question) if kept and not alone and len(basket_products(asked)) > 1 else None


def _of_many(asked: Asked, question: Question, products: Sequence[Product]) -> Said:
    """Which of many products state an answer; at most a few are told, and where none does, which one is asked."""
    stated = [(one, said) for one in products if (said := _settled(asked, question, one)) and said.citations]
    if not stated:
        return Said(say(asked.request.language, "ask_which"))
    return _joined(_titled(one, said, asked.request.language) for one, said in stated[:MOST])


def _titled(product: Product, said: Said, language: str) -> Said:
    return Said(say(language, "answer_of", title=localized(product.title, language), said=said.text), said.citations)


def _joined(parts: Iterable[Said], between: str = "\n") -> Said:
    """Several answers as one."""
    told = list(parts)
    return Said(between.join(part.text for part in told), tuple(one for part in told for one in part.citations))


def _of_one(asked: Asked, question: Question, product: Product) -> Said:
    """What the listing settles, else what reviews say, else the nearest thing that is stated."""
    if settled := _settled(asked, question, product):
        return settled
    reviews = asked.shop.search.snapshot.store.reviews(product.id)
    language, encoder = asked.request.language, asked.shop.search.encoder
    if question.careful:
        return nearest(question.text, product, reviews, language, encoder, careful=True)
    if heard := _heard(asked, question, product, reviews):
        unstated = [Said(say(language, "answer_unstated"))] if question.topics and not question.opinion else []
        return _joined([*unstated, heard], " ")
    found = nearest(question.text, product, reviews, language, encoder)
    if question.aspects and reviews:
        return _joined([Said(untold(question.aspects[0], len(reviews), language)), found], " ")
    return found


def _settled(asked: Asked, question: Question, product: Product) -> Said | None:
    """What diets, allergens, offers, stock and attributes settle; None where the question is about none of these."""
    parts = list(_parts(question, product, asked.request.market, asked.request.language))
    return _joined(parts, " ") if parts else None


def _parts(question: Question, product: Product, market: str, language: str) -> Iterator[Said]:
    yield from (diet_said(product, diet, language) for diet in question.diets)
    if question.allergens:
        yield allergen_said(product, question.allergens, question.free_from, question.careful, language)
    elif question.all_allergens:
        yield allergens_said(product, language)
    if question.has("price") and (price := price_said(product, market, language)):
        yield price
    if question.has("stock"):
        yield stock_said(product, language)
    topics = [topic for topic in question.topics if topic not in SETTLED_TOPICS]
    if topics and (stated := attribute_said(product, topics, language)):
        yield stated


def _heard(asked: Asked, question: Question, product: Product, reviews: Sequence[Review]) -> Said | None:
    """What reviews say, where the question asks for an opinion or for an aspect that they speak of."""
    language, encoder = asked.request.language, asked.shop.search.encoder
    if aspect := most_spoken_of(reviews, question.aspects):
        return told(question.text, opinion(reviews, [aspect]), aspect, language, encoder)
    if not question.opinion or question.aspects:
        return None
    if product.rating is None and not reviews:
        return Said(say(language, "reviews_none"))
    parts = [rating_said(product, language)] if product.rating is not None else []
    if aspect := most_spoken_of(reviews, sorted({name for review in reviews for name in review.aspects})):
        parts.append(told(question.text, opinion(reviews, [aspect]), aspect, language, encoder))
    return _joined(parts, " ")
